"""Labelled cells (标签与数): 年初预算数 | 368.00 | 预算执行数 | 340.84 | 预算执行率 | 92.62%.

Every amount stands behind its own label, as information sheets print them; no header tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.document import Span
from checker.extract.funding import BudgetLine
from checker.extract.grid import IN_HEADER, Grid, Row, figure
from checker.extract.scan import cell as number_of
from checker.figure import Figure
from checker.terms import MONEY, header
from checker.units import unit

SCOPE = "项目"  # of what the sheet is about, which need not be the whole department


def pairs(document: str, grid: Grid, row: Row) -> Iterator[tuple[str, Figure]]:
    """The labels of a row with the number right behind each."""
    label: Span | None = None
    seen: set[int] = set()
    for column, span in sorted(row.items()):
        if id(span) in seen:
            continue
        seen.add(id(span))
        if number_of(span.text) is None:
            label = span
            continue
        if label is not None:
            term = header(label.text, "money", "rates")
            found = figure(document, grid, row, column, term)
            noted = IN_HEADER.search(label.text)
            if found is not None and noted and found.number.unit in (None, grid.unit):
                found = replace(found, number=replace(found.number, unit=unit(noted[1])))
            if found is not None:
                yield label.text, replace(found, label="".join(label.text.split()))
        label = None


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
