"""Sheets (工作表): the printed cells of a spreadsheet as blocks, whatever the file format.

A sheet falls into regions at its empty rows.  What stands alone in a row above or below a
table is a title, a note or a paragraph; the rest of the region is the table.  Hidden rows
and columns are left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from checker.document import Anchor, Block, Cell, Kind, Note, Span
from checker.folding import fold

TITLE_LENGTH = 60
UNTITLED = re.compile(r"[。；，：:;]|^\s*[（(]|^\s*(?:注|备注|说明)")
# 填报单位：某街道 | 单位：万元 beside each other above a table.
LABELLED = re.compile(r"[^:：\d]{2,14}[:：]")
NOTE = re.compile(r"\s*(?:注|备注|说明|填表|填报|制表|审核|联系|单位|数据来源|\*|※)")
LONG = 40  # characters, from which on a lone text is no row of a table
WIDEST = 100_000  # places that one merged cell may cover
ESCAPED = re.compile(r"_x000[DdAa9]_")


class Printed(NamedTuple):
    """印出的单元格: its text as shown."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表: ``cells[row, column]``, counted from 0.

    ``merged`` holds the rectangles (row, column, rows, columns).
    """

    name: str
    cells: Mapping[tuple[int, int], Printed]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def notes(self) -> list[Note]:
        """What of the sheet cannot be seen, counted where it holds something."""
        if not self.hidden_rows and not self.hidden_columns:
            return []
        rows = self.hidden_rows & {row for row, _column in self.cells}
        columns = self.hidden_columns & {column for _row, column in self.cells}
        if not rows and not columns:
            return []
        values = {"sheet": self.name, "rows": len(rows), "columns": len(columns)}
        return [Note("工作表 {sheet} 隐藏了 {rows} 行、{columns} 列，没有检查", values)]


class _Shown(NamedTuple):
    """A filled cell in the rows and columns that can be seen, and where it is in the file."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    bold: bool
    anchor: Anchor


@dataclass
class _Keys:
    anchors: dict[int, Anchor] = field(default_factory=dict)

    def span(self, text: str, anchor: Anchor, start: int = 0, end: int | None = None) -> Span:
        """A piece of a cell's text, trimmed, with its own key; lines are joined."""
        key = len(self.anchors)
        self.anchors[key] = anchor
        if not start and end is None and text.isprintable() and text == text.strip():
            return Span(
                fold(text), tuple(zip(repeat(key), range(len(text)), strict=False)), self.anchors
            )
        kept = [(at, text[at]) for at in range(start, len(text) if end is None else end)]
        kept = [(at, ch) for at, ch in kept if ch in "\r\n\t" or not _unseen(ch)]
        while kept and kept[0][1].isspace():
            kept.pop(0)
        while kept and kept[-1][1].isspace():
            kept.pop()
        chars: list[tuple[int, str]] = []
        broken = False
        for at, ch in kept:
            if ch in "\r\n":
                broken = True
                continue
            if broken and chars and _word(chars[-1][1]) and _word(ch):
                chars.append((at - 1, " "))
            broken = False
            chars.append((at, ch))
        said = fold("".join(ch for _at, ch in chars))
        return Span(said, tuple((key, at) for at, _ch in chars), self.anchors)


def blocks(sheets: Iterable[Sheet]) -> tuple[Block, ...]:
    """The blocks of all sheets in order."""
    keys = _Keys()
    return tuple(block for sheet in sheets for block in _blocks(sheet, keys))


def reference(row: int, column: int) -> str:
    """The name of a cell: (4, 1) -> B5."""
    return f"{_letters(column)}{row + 1}"


@cache
def _letters(column: int) -> str:
    letters, left = "", column + 1
    while left:
        left, at = divmod(left - 1, 26)
        letters = chr(65 + at) + letters
    return letters


def _unseen(ch: str) -> bool:
    return unicodedata.category(ch) in ("Cf", "Cc")


def _word(ch: str) -> bool:
    return ch.isascii() and ch.isalnum()


def _blocks(sheet: Sheet, keys: _Keys) -> Iterator[Block]:
    first = True
    for region in _regions(_shown(sheet)):
        above, table, below = _parted(region)
        for cell in above:
            yield from _texts(cell, keys, 1 if first else 2)
            first = False
        if table:
            yield _table(table, keys)
        for cell in below:
            yield from _texts(cell, keys, 0)
        first = False


def _shown(sheet: Sheet) -> list[_Shown]:
    """The filled cells by row and column, those in hidden rows and columns left out."""
    filled = {at: cell for at, cell in sheet.cells.items() if cell.text.strip()}
    rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    sizes = _sizes(sheet.merged, filled) if sheet.merged and filled else {}
    found = []
    for at, printed in filled.items():
        top, left = row, column = at
        high, wide = sizes.get(at, (1, 1))
        if rows:
            top, high = _seen(rows, row, high)
        if columns:
            left, wide = _seen(columns, column, wide)
        if high > 0 and wide > 0:
            text, bold = printed
            if "_x000" in text:
                text = ESCAPED.sub("\n", text)
            anchor = Anchor(sheet=sheet.name, cell=reference(row, column))
            found.append(_Shown(top, left, high, wide, text, bold, anchor))
    return sorted(found, key=attrgetter("row", "column"))


def _sizes(
    merged: Iterable[tuple[int, int, int, int]], filled: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The rows and columns of the merged cells, none beyond the last that is filled."""
    bottom = 1 + max(row for row, _column in filled)
    right = 1 + max(column for _row, column in filled)
    sizes = {}
    for row, column, high, wide in merged:
        high, wide = min(high, bottom - row), min(wide, right - column)
        sizes[row, column] = (1, 1) if high * wide > WIDEST else (high, wide)
    return sizes


def _seen(hidden: Sequence[int], first: int, count: int) -> tuple[int, int]:
    """Where ``count`` rows or columns from ``first`` on begin without those hidden; how many."""
    start = first - bisect_left(hidden, first)
    return start, first + count - bisect_left(hidden, first + count) - start


def _regions(cells: Sequence[_Shown]) -> Iterator[list[_Shown]]:
    """Runs of cells without an empty row between them."""
    region: list[_Shown] = []
    bottom = 0
    for cell in cells:
        if region and cell.row > bottom:
            yield region
            region = []
        bottom = max(bottom, cell.row + cell.rows) if region else cell.row + cell.rows
        region.append(cell)
    if region:
        yield region


def _parted(region: Sequence[_Shown]) -> tuple[list[_Shown], list[_Shown], list[_Shown]]:
    """What stands above the table of a region, the table, what stands below it."""
    lines = _lines(region)
    top = 0
    while top < len(lines) and (len(lines[top]) == 1 or _labelled(lines[top])):
        top += 1
    width = max((c.column + c.columns for line in lines[top:] for c in line), default=1)
    end = len(lines)
    while end > top and (_labelled(lines[end - 1]) or _note(lines[end - 1], width)):
        end -= 1
    above = [cell for line in lines[:top] for cell in line]
    table = [cell for line in lines[top:end] for cell in line]
    return above, table, [cell for line in lines[end:] for cell in line]


def _lines(region: Sequence[_Shown]) -> list[list[_Shown]]:
    """The cells in rows; rows that a cell merged downwards ties together are one."""
    lines: list[list[_Shown]] = []
    bottom = -1
    for cell in region:
        if cell.row >= bottom:
            lines.append([])
        lines[-1].append(cell)
        bottom = max(bottom, cell.row + cell.rows)
    return lines


def _labelled(line: Sequence[_Shown]) -> bool:
    return len(line) > 1 and all(LABELLED.match(cell.text.strip()) for cell in line)


def _note(line: Sequence[_Shown], width: int) -> bool:
    """Whether a row below a table is a note: alone, and long or across the table or named so."""
    if len(line) > 1:
        return False
    [cell] = line
    across = 2 * cell.columns >= width > 1 and cell.columns > 1
    return across or len(cell.text) >= LONG or NOTE.match(cell.text) is not None


def _texts(cell: _Shown, keys: _Keys, level: int) -> Iterator[Block]:
    """A cell outside a table: a title (of ``level``), or a paragraph for each of its lines."""
    start = 0
    ends = [found.start() for found in re.finditer(r"[\r\n]", cell.text)]
    stressed = cell.bold or cell.columns > 1
    short = len(cell.text) <= TITLE_LENGTH and not UNTITLED.search(cell.text)
    if level and stressed and short:
        yield Block(Kind.HEADING, keys.span(cell.text, cell.anchor), level)
        return
    for end in (*ends, len(cell.text)):
        span = keys.span(cell.text, cell.anchor, start, end)
        start = end
        if span.text:
            yield Block(Kind.PARAGRAPH, span)


def _table(cells: Sequence[_Shown], keys: _Keys) -> Block:
    top, left = cells[0].row, min(cell.column for cell in cells)
    return Block(
        Kind.TABLE,
        Span("", (), keys.anchors),
        cells=tuple(
            Cell(
                cell.row - top,
                cell.column - left,
                keys.span(cell.text, cell.anchor),
                cell.rows,
                cell.columns,
            )
            for cell in cells
        ),
    )
