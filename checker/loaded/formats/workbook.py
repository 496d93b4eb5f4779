"""XLSX as a data table (工作簿数据表): the cells as they are shown, one table a sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.loaded.raw import Line, Raw
from checker.readers import xlsx

SUFFIXES = (".xlsx", ".xlsm")
REPORTS = True


def read(path: Path, data: bytes) -> Iterator[Raw]:
    sha256 = hashlib.sha256(data).hexdigest()
    for sheet, cells in xlsx.shown(path, data):
        if cells:
            yield _sheet(str(path), sha256, sheet, cells)


def headers(path: Path) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(raw.sheet, raw.header) for raw in read(path, path.read_bytes())]


def _sheet(path: str, sha256: str, sheet: str, cells: Mapping[tuple[int, int], str]) -> Raw:
    """One sheet: its first row is the header, and every cell knows where it stands."""
    first = min(row for row, _column in cells)
    width = max(column for row, column in cells if row == first)
    header = tuple(cells.get((first, column), "").strip() for column in range(1, width + 1))
    lines = [
        Line(tuple(cells.get((row, column)) for column in range(1, width + 1)), row=row)
        for row in sorted({row for row, _column in cells} - {first})
    ]
    return Raw(path, "xlsx", sha256, header, lines, sheet)
