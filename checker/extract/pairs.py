"""Pairs of a label and a number (标签与数) in one row: 基本支出 | 432.61 | 项目支出 | 440.23."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.document import Span
from checker.extract.grid import IN_HEADER, Grid, Row, figure
from checker.extract.scan import cell as number_of
from checker.figure import Figure
from checker.terms import header
from checker.units import unit


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
