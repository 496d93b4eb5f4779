"""XLSX (电子表格): the cells of all visible sheets as they are shown.

Formulas stand by the value that was saved with them; what they would come to now is kept
beside it where that can be worked out.  Hidden sheets, rows and columns are
no part of the text; the document's notes count them.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from checker import numberformat, package
from checker.calculation import recalculated
from checker.document import Document, Note, Unreadable
from checker.readers.xlsx.parts import Part, opened
from checker.sheet import Printed, Sheet, blocks

SUFFIXES = (".xlsx", ".xlsm")
TIDY = True
NUMBERS = (int, float)
MOMENTS = (datetime, date, time, timedelta)


@dataclass(frozen=True, slots=True)
class _Style:
    """What the style of a cell says: its number format, and the one that is known by number."""

    code: str
    named: str | None


def recognises(data: bytes) -> bool:
    """Whether ``data`` is a package that holds a workbook."""
    return any(name.endswith("xl/workbook.xml") for name in package.names(data))


def read(path: Path, data: bytes) -> Document:
    told = opened(path, data)
    with _workbook(path, data) as book:
        sheets = list(_sheets(book, told))
        formulas, kept = recalculated(
            book, {name: part.formulas for name, part in told.items()}, _text
        )
    return Document(
        path=str(path),
        format="xlsx",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks(sheet for sheet, _notes in sheets if sheet is not None),
        notes=(*(note for _sheet, notes in sheets for note in notes), *kept),
        formulas=formulas,
    )


def shown(path: Path, data: bytes) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Every visible sheet by its name: the text of each cell by row and column from 1."""
    opened(path, data)  # refuses what unpacks without end
    with _workbook(path, data) as book:
        sheets = [
            (
                str(page.title),
                {
                    at: str(cell.value) if isinstance(cell.value, str) else _text(cell, book.epoch)
                    for at, cell in page._cells.items()
                    if cell.value is not None
                },
            )
            for page in book.worksheets
            if page.sheet_state == "visible"
        ]
    yield from sheets


@contextmanager
def _workbook(path: Path, data: bytes) -> Iterator[Any]:
    """The workbook that a harmless package holds; what is wrong with it is ``Unreadable``."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            yield book
            for one in (*book.worksheets, book):  # sheets, rows and cells hold each other
                vars(one).clear()  # so that all of them are freed at once
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(str(path), "工作簿太大，内存不够") from None
    except Exception as error:  # the library raises whatever a broken part makes of it
        why = type(error).__name__
        raise Unreadable(str(path), "工作簿损坏，无法打开（{why}）", why=why) from None


def _sheets(book: Any, told: Mapping[str, Part]) -> Iterator[tuple[Sheet | None, list[Note]]]:
    styles: dict[bytes, tuple[_Style, bool]] = {}
    epoch = book.epoch
    for page in book.worksheets:
        name = page.title
        if page.sheet_state != "visible":
            yield None, [Note("工作表 {sheet} 是隐藏的，没有检查", {"sheet": name})]
            continue
        cells: dict[tuple[int, int], Printed] = {}
        for (row, column), cell in page._cells.items():
            if (value := cell.value) is not None:
                if (known := styles.get(key := cell._style.tobytes())) is None:
                    bold = bool(book._fonts[cell._style.fontId].b)
                    known = styles[key] = _style(cell), bold
                style, bold = known
                cells[row - 1, column - 1] = Printed(_said(value, style, epoch), bold)
        rows = frozenset(n - 1 for n, row in page.row_dimensions.items() if row.hidden)
        hidden = [column for column in page.column_dimensions.values() if column.hidden]
        right = 1 + max((column for _row, column in cells), default=0) if hidden else 0
        columns = frozenset(
            n - 1 for column in hidden for n in range(column.min, min(column.max, right) + 1)
        )
        merged = [
            (m.min_row - 1, m.min_col - 1, m.max_row - m.min_row + 1, m.max_col - m.min_col + 1)
            for m in page.merged_cells.ranges
        ]
        sheet = Sheet(name, cells, merged, rows, columns)
        yield sheet, [*sheet.notes(), *_unsaved(name, told.get(name, Part()))]


def _style(cell: Any) -> _Style:
    return _Style(cell.number_format, numberformat.BUILTIN.get(cell._style.numFmtId))


def _text(cell: Any, epoch: datetime) -> str:
    """What a cell shows."""
    return _said(cell.value, _style(cell), epoch)


def _said(value: Any, style: _Style, epoch: datetime) -> str:
    """What a cell of this style shows for a value."""
    if isinstance(value, str):
        return numberformat.text(value, style.code)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, NUMBERS):
        if style.named:
            from openpyxl.utils.datetime import from_excel

            # the library knows these for dates only in part
            with suppress(ValueError, OverflowError, TypeError):
                return numberformat.moment(from_excel(value, epoch), style.named)
        return numberformat.number(value, style.code)
    if isinstance(value, MOMENTS):
        return numberformat.moment(value, style.named or style.code)
    return numberformat.text(str(value), style.code)


def _unsaved(name: str, part: Part) -> list[Note]:
    if not part.unsaved:
        return []
    some = "、".join(part.unsaved[:5]) + ("等" if len(part.unsaved) > 5 else "")
    values = {"sheet": name, "count": len(part.unsaved), "cells": some}
    message = "工作表 {sheet} 有 {count} 个公式没有保存计算结果（{cells}），按空白处理"
    return [Note(message, values)]
