"""XLS, ET (旧版电子表格): the cells of all visible sheets as they are shown."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from checker import numberformat, package
from checker.document import Document, Note, Unreadable
from checker.sheet import Printed, Sheet, blocks

SUFFIXES = (".xls", ".et")

STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
MOST_CELLS = 200_000


def recognises(data: bytes) -> bool:
    """Whether ``data`` is an OLE container with a workbook, or a workbook stream alone."""
    if data.startswith((b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")):
        return True
    return data.startswith(package.OLE) and any(name in data for name in STREAMS)


def read(path: Path, data: bytes) -> Document:
    import xlrd

    package.unlocked(str(path), data)
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        sheets = list(_sheets(book, path))
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(str(path), "工作簿太大，内存不够") from None
    except Exception as error:  # the library raises whatever a broken record makes of it
        if "encrypted" in str(error).lower():
            raise package.locked(str(path)) from None
        why = type(error).__name__
        raise Unreadable(str(path), "工作簿损坏，无法打开（{why}）", why=why) from None
    return Document(
        path=str(path),
        format="xls",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks(sheet for sheet, _notes in sheets if sheet is not None),
        notes=tuple(note for _sheet, notes in sheets for note in notes),
    )


def _sheets(book: Any, path: Path) -> Iterator[tuple[Sheet | None, list[Note]]]:
    left = MOST_CELLS
    for page in book.sheets():
        if page.visibility:
            yield None, [Note("工作表 {sheet} 是隐藏的，没有检查", {"sheet": page.name})]
            continue
        left -= sum(page.row_len(row) for row in range(page.nrows))
        if left < 0:
            raise Unreadable(str(path), "工作簿太大：最多能读 {cells} 个单元格", cells=MOST_CELLS)
        cells = {
            (row, column): printed
            for row in range(page.nrows)
            for column, cell in enumerate(page.row(row))
            if (printed := _printed(book, cell)).text
        }
        sheet = Sheet(
            page.name,
            cells,
            [(r, c, below - r, after - c) for r, below, c, after in page.merged_cells],
            frozenset(row for row, found in page.rowinfo_map.items() if found.hidden),
            frozenset(column for column, found in page.colinfo_map.items() if found.hidden),
        )
        yield sheet, sheet.notes()


def _printed(book: Any, cell: Any) -> Printed:
    """What a cell shows."""
    import xlrd

    style = book.xf_list[cell.xf_index]
    code = book.format_map[style.format_key].format_str
    bold = bool(book.font_list[style.font_index].bold)
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return Printed(_amount(book, cell, style.format_key, code), bold)
        case xlrd.XL_CELL_BOOLEAN:
            return Printed("TRUE" if cell.value else "FALSE", bold)
        case xlrd.XL_CELL_ERROR:
            return Printed(xlrd.error_text_from_code.get(cell.value, "#ERR!"), bold)
        case xlrd.XL_CELL_TEXT:
            return Printed(numberformat.text(cell.value, code), bold)
    return Printed("", bold)


def _amount(book: Any, cell: Any, key: int, code: str) -> str:
    import xlrd

    named = numberformat.BUILTIN.get(key)
    if named or cell.ctype == xlrd.XL_CELL_DATE:
        with suppress(xlrd.xldate.XLDateError, ValueError, OverflowError):
            at = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
            return numberformat.moment(at, named or code)
    return numberformat.number(cell.value, code)
