"""Ruled tables as blocks (表格): their cells' text, and where the cells stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from checker.document import Anchor, Block, Cell, Kind, Span
from checker.layout.line import Sheet, text
from checker.layout.made import Made, Printed
from checker.ruled import Area, Line, Table

PIECE = re.compile(r"[\d,.]+%?$")
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


def emit_table(made: Made, table: Table | None, sheets: Sequence[Sheet]) -> None:
    if table is None:
        return
    made.tables += 1
    cells: list[Cell] = []
    for area in sorted(table.areas, key=lambda area: (area.row, area.column)):
        if not area.lines:
            continue
        place = f"表{made.tables} 第{area.row + 1}行第{area.column + 1}列"
        said, line = _cell(area), _number(area, sheets[area.page - 1])
        anchor = Anchor(area.page, line, cell=place, printed=Printed(said, area.lines))
        cells.append(Cell(area.row, area.column, made.span(said, anchor), area.rows, area.columns))
    made.found.append(Block(Kind.TABLE, Span("", (), made.anchors), cells=tuple(cells)))


def _number(area: Area, sheet: Sheet) -> int:
    """Which printed line of the page a cell begins with."""
    first = area.lines[0][0]
    middle = (first.top + first.bottom) / 2
    at = bisect_left(sheet.middles, middle)
    near = range(max(at - 1, 0), min(at + 1, len(sheet.middles)))
    return 1 + min(near, key=lambda at: abs(sheet.middles[at] - middle))


def _cell(area: Area) -> str:
    """The lines of a cell as one text; a number that its cell was too narrow for is mended."""
    found = re.sub(r" {2,}", " ", text(area.lines[0]))
    for before, line in pairwise(area.lines):
        after = re.sub(r" {2,}", " ", text(line))
        a, b = found[-1], after[0]
        if (a.isalnum() or a in ",.") and (b.isalnum() or b in ",.%") and a < "\x7f" > b:
            found += "" if _broken(found, after, before, area.width) else " "
        found += after
    return found


def _broken(above: str, below: str, line: Line, width: float) -> bool:
    """Whether two lines of a cell are one number: neither is whole, and the first is full."""
    first, last = PIECE.search(above), PIECE.match(below)
    if not first or not last or not NUMBER.fullmatch(first[0] + last[0]):
        return False
    digit = line[-1].right - line[-1].left
    if width - (line[-1].right - line[0].left) > 2 * digit + 12:
        return False
    return (
        first[0][-1] in ",."
        or last[0][0] in ",.%"
        or not NUMBER.fullmatch(first[0])
        or ("." in first[0] and len(last[0]) == 1)
        or last[0].startswith("00")
        or ("." in first[0] and last[0].isdigit() and first[0] == above and last[0] == below)
    )
