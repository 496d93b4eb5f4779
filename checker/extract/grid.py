"""Grids (表格): ruled tables and rows of plain text as one shape: a header and its rows.

A grid comes from a table block, or from lines of text whose columns are parted by blanks
(a converter's rendering of a table): a header line naming two columns or more that
``terms`` knows, then lines of one name and as many numbers as the header has columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.document import Block, Document, Kind, Span
from checker.extract.scan import cell as number_of
from checker.figure import Figure, Sentence
from checker.number import Unit
from checker.terms import header
from checker.units import unit as unit_named

VALUE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s*%?|[-—–/]+|无")
UNIT_NOTE = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*((?:亿|百万|万|千)?元)")
IN_HEADER = re.compile(r"[（(]\s*(?:单位[:：])?\s*((?:亿|百万|万|千)?元|%)\s*[）)]")


@dataclass(frozen=True, slots=True)
class Grid:
    """表格: ``header[column]`` is the text above a column; ``rows`` map columns to cells."""

    header: tuple[str, ...]
    rows: tuple[dict[int, Span], ...]
    unit: Unit | None
    section: str = ""


def grids(document: Document) -> tuple[list[Grid], frozenset[int]]:
    """The grids of a document, and the indices of the text blocks that they used up."""
    found: list[Grid] = []
    used: set[int] = set()
    money: Unit | None = None
    section = ""
    for index, block in enumerate(document.blocks):
        if note := UNIT_NOTE.search(block.text):
            money = unit_named(note[1])
        if block.kind is Kind.HEADING:
            section = block.text
        if block.kind is Kind.TABLE:
            if note := next(
                filter(None, (UNIT_NOTE.search(c.span.text) for c in block.cells)), None
            ):
                money = unit_named(note[1])
            if grid := _ruled(block, money, section):
                found.append(grid)
        elif index not in used and (text := _spaced(document.blocks, index, money, section)):
            grid, blocks = text
            found.append(grid)
            used.update(blocks)
    return found, frozenset(used)


def _ruled(block: Block, money: Unit | None, section: str) -> Grid | None:
    """A table block; the header is every row above the first that holds a number."""
    rows: dict[int, dict[int, Span]] = {}
    for cell in block.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                rows.setdefault(row, {})[column] = cell.span
    if not rows:
        return None
    order = sorted(rows)
    width = max(column for row in rows.values() for column in row) + 1
    top = next((at for at, row in enumerate(order) if at and _holds_numbers(rows[row])), 1)
    above = [rows[row] for row in order[:top]]
    head = tuple(
        " ".join(dict.fromkeys(row[column].text for row in above if column in row))
        for column in range(width)
    )
    return Grid(head, tuple(rows[row] for row in order[top:]), money, section)


def _holds_numbers(row: dict[int, Span]) -> bool:
    return any(number_of(span.text) is not None for span in row.values())


def lines(span: Span) -> Iterator[Span]:
    """The printed lines of a span."""
    start = 0
    for at in range(1, len(span.text) + 1):
        if at == len(span.text) or span.origins[at][0] != span.origins[start][0]:
            yield span[start:at]
            start = at


def _spaced(
    blocks: Sequence[Block], index: int, money: Unit | None, section: str
) -> tuple[Grid, set[int]] | None:
    """Lines of text from block ``index`` on that make a table, and the blocks used."""
    if blocks[index].kind is not Kind.PARAGRAPH:
        return None
    rows: list[dict[int, Span]] = []
    head: list[Span] | None = None
    used: set[int] = set()
    for at in range(index, len(blocks)):
        if blocks[at].kind is not Kind.PARAGRAPH:
            break
        taken = 0
        printed = list(lines(blocks[at].span))
        for line in printed:
            if head is None:
                words = _words(line)
                if sum(header(w.text, "money", "rates") is not None for w in words) >= 2:
                    head, taken = words, taken + 1
                continue
            row = _row(line, len(head))
            if row is None:
                break
            rows.append(row)
            taken += 1
        if head is None:
            return None
        if taken:
            used.add(at)
        if taken < len(printed) and rows:
            break
        if not taken:
            break
    if head is None or not rows:
        return None
    return Grid(tuple(w.text for w in head), tuple(rows), money, section), used


def _words(span: Span) -> list[Span]:
    return [span[found.start() : found.end()] for found in re.finditer(r"\S+", span.text)]


def _row(line: Span, columns: int) -> dict[int, Span] | None:
    """One name and ``columns - 1`` values; None when the line is not such a row."""
    words = _words(line)
    values: list[Span] = []
    while words and VALUE.fullmatch(words[-1].text):
        values.insert(0, words.pop())
    if not words or len(values) != columns - 1:
        return None
    name = line[: line.origins.index(words[-1].origins[-1]) + 1]
    return {0: name, **{at + 1: value for at, value in enumerate(values)}}


def figure(
    document: str, grid: Grid, row: dict[int, Span], column: int, term: str | None
) -> Figure | None:
    """The number of one cell as a figure; None when the cell holds none.

    Its unit is the one printed in the cell, in the header, or for the whole table (money).
    """
    span = row.get(column)
    if span is None:
        return None
    number = number_of(span.text, _unit(grid, column, term, span.text))
    if number is None:
        return None
    text, at = _sentence(row, column)
    return Figure(
        place=span.place(document, 0, len(span.text)),
        number=number,
        label=grid.header[column].strip(),
        term=term,
        sentence=Sentence(text, line=span.origins[0][0], section=grid.section),
        at=at,
    )


def _unit(grid: Grid, column: int, term: str | None, text: str) -> Unit | None:
    if note := IN_HEADER.search(grid.header[column]):
        return unit_named(note[1])
    if term is not None and term.endswith("rate"):
        return unit_named("%")
    return grid.unit


def _sentence(row: dict[int, Span], column: int) -> tuple[str, tuple[int, int]]:
    """The row as one line, and where the cell stands in it; a merged cell is told once."""
    parts: list[str] = []
    at, length = (0, 0), 0
    seen: set[tuple[int, int]] = set()
    for key in sorted(row):
        span = row[key]
        origin = span.origins[0] if span.origins else (-1, key)
        if key == column:
            at = (length, length + len(span.text))
        elif origin in seen:
            continue
        seen.add(origin)
        parts.append(span.text)
        length += len(span.text) + 3
    return "   ".join(parts), at


def columns(grid: Grid, *groups: str) -> dict[str, int]:
    """Which column of the grid each term heads; the first column wins."""
    found: dict[str, int] = {}
    for column, text in enumerate(grid.header):
        if name := header(text, *groups):
            found.setdefault(name, column)
    return found
