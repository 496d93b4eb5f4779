"""Labelled cells (标签与数): 年初预算数 | 368.00 | 预算执行数 | 340.84 | 预算执行率 | 92.62%.

Every amount stands behind its own label, as information sheets print them; no header tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.extract.budgetline import BudgetLine
from checker.extract.grid import Grid
from checker.extract.pairs import pairs
from checker.figure import Figure
from checker.terms import header
from checker.terms.words import MONEY

SCOPE = "项目"  # of what the sheet is about, which need not be the whole department


def lines(document: str, grid: Grid, group: str) -> Iterator[BudgetLine]:
    """The rows that tell two amounts or more, or an amount and a rate, by labels of their own."""
    for number, row in enumerate(grid.rows):
        cells: dict[str, Figure] = {}
        terms = [
            (header(label, "money", "rates"), found) for label, found in pairs(document, grid, row)
        ]
        for term, found in terms:
            if term is not None:
                cells.setdefault(term, found)
        once = len(cells) == sum(term is not None for term, _found in terms)
        if once and len(cells) > 1 and any(term in MONEY for term in cells):
            yield BudgetLine("other", "", f"{group}/row{number}", cells, SCOPE)
