"""Printed lines (印刷行): their text and their size, and a page taken apart into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.layout.columns import Margins, Placed, placed
from checker.ruled import Char, Line, Rule, Table, lines, tables

WIDE = 1.8  # of the size: a gap between columns
GAP = 0.4  # of the size: a blank between ideographs
PRINTED = 0.12  # of the size: a blank that was printed as such
NARROW = 0.2  # of the size: a blank between words
RAISED = 0.75  # of the size: a raised mark is as small as this
SQUARE = re.compile(r"[a-zA-Z米里]")


@dataclass(frozen=True, slots=True)
class Page:
    """版面页: upright, ``y`` growing downwards; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    chars: Sequence[Char]
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line outside of tables."""

    page: int
    number: int  # on the page
    text: str
    line: Line
    size: float
    top: float
    bottom: float
    flow: float  # where it comes in reading order: its top, but in columns
    margins: Margins | None = None  # of the column that it stands in

    @property
    def left(self) -> float:
        return self.line[0].left

    @property
    def right(self) -> float:
        return self.line[-1].right


@dataclass
class Sheet:
    """A page taken apart: what stands on it from top to bottom."""

    page: Page
    rows: list[Row]
    tables: list[Table]
    middles: list[float]  # of all printed lines

    def parts(self) -> list[Row | Table]:
        every: list[tuple[float, Row | Table]] = [(row.flow, row) for row in self.rows]
        every += [(table.ys[0], table) for table in self.tables]
        return [part for _top, part in sorted(every, key=lambda item: item[0])]


def taken_apart(page: Page) -> Sheet:
    found = tables(page.rules, page.chars, page.number) if page.rules else []
    printed = lines(page.chars)
    middles = [(line[0].top + line[0].bottom) / 2 for line in printed]
    if found:
        inside = {id(c) for t in found for area in t.areas for line in area.lines for c in line}
        kept = [[char for char in line if id(char) not in inside] for line in printed]
    else:
        kept = printed
    numbered = [(number, line) for number, line in enumerate(kept, 1) if line]
    rows = [_row(page.number, one) for one in placed(numbered, page.height)]
    return Sheet(page, rows, found, middles)


def _row(page: int, one: Placed) -> Row:
    line = one.line
    top, bottom = min([char.top for char in line]), max([char.bottom for char in line])
    return Row(page, one.number, text(line), line, _size(line), top, bottom, one.flow, one.margins)


def _size(line: Line) -> float:
    """The size of a line's type to half a point: an ideograph is as wide as its type is large."""
    wide = [char.right - char.left for char in line if char.text >= "\u2e80"]
    size = middle(wide) if wide else middle(c.bottom - c.top for c in line)
    return round(2 * size) / 2


def text(line: Line) -> str:
    """A printed line as text: a gap is a blank, a wide one three."""
    heights = sorted([char[4] - char[2] for char in line])
    size = max(heights[len(heights) // 2], 1.0)
    if heights[0] <= RAISED * size:
        line = _level(line, size)
    gaps = [after[1] - before[3] for before, after in pairwise(line)]
    if not gaps or max(gaps) <= PRINTED * size:
        return "".join([char[0] for char in line])
    usual = max(middle(gaps), 0.0) if len(gaps) > 3 else 0.0  # of spaced letters
    pieces = [line[0].text]
    for gap, (before, after) in zip(gaps, pairwise(line), strict=True):
        words = before.text < "\x7f" and after.text < "\x7f"
        if gap - usual > WIDE * size:
            pieces.append("   ")
        elif gap - usual > (PRINTED if after.spaced else NARROW if words else GAP) * size:
            pieces.append(" ")
        pieces.append(after.text)
    return "".join(pieces)


def _level(line: Line, size: float) -> Line:
    """The line with squares and cubes as such, and without raised marks of footnotes."""
    centre = middle((char.top + char.bottom) / 2 for char in line)
    found: Line = []
    for char in line:
        small = char.bottom - char.top <= RAISED * size and char.text.isdigit()
        if not small or (char.top + char.bottom) / 2 > centre - size / 8:
            found.append(char)
        elif char.text in "23" and found and SQUARE.match(found[-1].text):
            found.append(char._replace(text="²" if char.text == "2" else "³"))
    return found or line


def middle(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
