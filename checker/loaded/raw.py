"""Raw tables (原表): one table of a file as it stands, before its columns mean anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker.figure import Place


@dataclass(frozen=True, slots=True)
class Line:
    """一行: the cells under the header; ``spans`` are their columns in a line of text.

    ``row`` is its number in a sheet or a columnar file, 1-based, the header not counted out.
    """

    cells: tuple[object, ...]
    line: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """原表: ``sheet`` names it inside a workbook.

    ``faults`` are lines that could not be taken in: line, a msgid, what fills it.
    """

    path: str
    form: str
    sha256: str
    header: tuple[str, ...]
    lines: Sequence[Line]
    sheet: str | None = None
    faults: tuple[tuple[int, str, Mapping[str, object]], ...] = field(default=())

    def place(self, line: Line, column: int) -> Place:
        """Where a cell stands."""
        if line.spans:
            start, end = line.spans[column]
            return Place(self.path, line.line, start, end)
        if self.sheet is not None:
            cell = f"{letters(column)}{line.row}"
            return Place(self.path, sheet=self.sheet, cell=cell)
        if line.line is not None:
            return Place(self.path, line.line, cell=self.header[column])
        return Place(self.path, cell=f"{self.header[column]}:{line.row}")

    def where(self, line: Line, column: int) -> str:
        """``funding.csv:12:5``, as compilers and editors write it."""
        if line.spans:
            return f"{self.path}:{line.line}:{line.spans[column][0] + 1}"
        if self.sheet is not None:
            return f"{self.path}:{self.sheet}!{letters(column)}{line.row}"
        return f"{self.path}:{line.line or line.row}:{self.header[column]}"


def letters(column: int) -> str:
    """The letters of a sheet's column, the first being 0: A, Z, AA."""
    text = ""
    column += 1
    while column:
        column, at = divmod(column - 1, 26)
        text = chr(ord("A") + at) + text
    return text
