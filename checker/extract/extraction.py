"""Extraction (抽取): everything that is read out of one document, in one pass over its blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from checker.document import Document
from checker.extract import budget, indicator, tabled
from checker.extract.accounts import Accounts
from checker.extract.accounts import read as read_accounts
from checker.extract.budgetline import BudgetLine
from checker.extract.claim import Claim
from checker.extract.claims import claims
from checker.extract.facts import Facts, facts
from checker.extract.grid import Grid, figure, grids
from checker.extract.indicator import Indicator
from checker.extract.mention import CELL, TORN, Text, prose_cells, texts
from checker.extract.passage import passages
from checker.extract.score import Score, full_marks, scores
from checker.extract.torn import TornTask, torn
from checker.figure import Figure
from checker.units import unit


@dataclass(frozen=True)
class Extraction:
    """抽取结果."""

    document: Document
    facts: Facts
    texts: tuple[Text, ...]
    grids: tuple[Grid, ...]
    lines: tuple[BudgetLine, ...]
    tasks: tuple[TornTask, ...]
    indicators: tuple[Indicator, ...]
    scores: tuple[Score, ...]
    claims: tuple[Claim, ...]
    tabled: tuple[Claim, ...]  # those of the claims that tables state
    accounts: Accounts

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every number that was read as a figure, each once, in the order of the text."""
        found: dict[Figure, None] = {}
        for line in self.lines:
            found.update(dict.fromkeys(line.cells.values()))
        for task in self.tasks:
            found.setdefault(task.amount)
        for indicated in self.indicators:
            cells = (indicated.target, indicated.actual, indicated.weight, indicated.score)
            found.update(dict.fromkeys(f for f in cells if f))
        for score in self.scores:
            found.update(
                dict.fromkeys(f for f in (score.full_mark, score.awarded, score.deduction) if f)
            )
        for text in self.texts:
            found.update(dict.fromkeys(mention.figure for mention in text.mentions))
        found.update(dict.fromkeys(self.accounts.figures))
        for claim in self.tabled:
            found.update(dict.fromkeys(claim.figures))
        for grid in self.grids:
            if grid.block in self.accounts.blocks:
                continue  # a code is no figure
            for row in grid.rows:
                for column in row:
                    if cell := figure(self.document.path, grid, row, column, None):
                        found.setdefault(cell)
        return tuple(sorted(found, key=lambda f: f.place.order))


def extract(document: Document) -> Extraction:
    """Read a document's facts, tables, budget lines, indicators, scores and claims."""
    known = facts(document)
    found, used = grids(document)
    rows = torn(document, unit(known.money_unit))
    rest = tuple(b for n, b in enumerate(document.blocks) if n not in used | rows.used)
    prose = texts(document, passages(replace(document, blocks=rest)))
    lost = tuple(b for n, b in enumerate(document.blocks) if n in rows.used)
    scattered = texts(document, passages(replace(document, blocks=lost)), len(prose), TORN)
    cells = texts(document, prose_cells(found), len(prose) + len(scattered), CELL)
    published = read_accounts(document, known, prose)
    forms = [grid for grid in found if grid.block not in published.blocks]
    lines = (*budget.from_grids(document.path, forms), *budget.from_prose(prose))
    marks = tuple(scores(prose))
    taken: set[Figure] = {cell for line in lines for cell in line.cells.values()}
    taken |= {f for s in marks for f in (s.full_mark, s.awarded, s.deduction) if f is not None}
    stated = tuple(tabled.claims(document.path, found, published.blocks))
    return Extraction(
        document=document,
        facts=known,
        texts=(*prose, *cells),
        grids=tuple(found),
        lines=lines,
        tasks=rows.tasks,
        indicators=(
            *indicator.from_grids(document.path, forms),
            *indicator.from_torn(rows.indicators),
        ),
        scores=marks,
        claims=(
            *claims([*prose, *scattered, *cells], taken),
            *full_marks(marks),
            *stated,
        ),
        tabled=stated,
        accounts=published,
    )
