"""XLSX (电子表格): the cells of all visible sheets as they are shown.

Formulas stand by the value that was saved with them; what they would come to now is kept
beside it where that can be worked out.  Hidden sheets, rows and columns are
no part of the text; the document's notes count them.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from checker import numberformat
from checker.calculation import Formulas, recalculated
from checker.document import Document, Note, Unreadable
from checker.sheet import Printed, Sheet, blocks

SUFFIXES = (".xlsx", ".xlsm")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST = 200 << 20  # bytes that a package may unpack to
RATIO = 200  # of unpacked to packed, for parts that are large at all
MOST_CELLS = 200_000
MOST_MERGED = 200_000  # places under merged cells
MOST_ELEMENTS = 4_000_000  # of all XML parts
MOST_STYLES = 400_000  # elements of the styles
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Part:
    """What the XML of a sheet tells that the library does not, as its values are read."""

    unsaved: list[str] = field(default_factory=list)  # formulas without a value
    formulas: Formulas = field(default_factory=Formulas)

    def note(self, row: Any) -> None:
        """What the formulas of a row are, and which were never calculated."""
        for cell in row.iterchildren("{*}c"):
            if (formula := cell.find("{*}f")) is None:
                continue
            at = cell.get("r", "")
            saved = cell.findtext("{*}v") or cell.get("t") == "str"  # an empty text may be
            if not saved:
                self.unsaved.append(at)
            self.formulas.add(at, formula, saved=bool(saved))


def recognises(data: bytes) -> bool:
    """Whether ``data`` is a package that holds a workbook."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.endswith("xl/workbook.xml") for name in package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read(path: Path, data: bytes) -> Document:
    from openpyxl import load_workbook

    if data.startswith(OLE) and ENCRYPTED in data:
        raise Unreadable(str(path), "文件有密码保护，请先去掉密码再检查")
    parts = _parts(path, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            sheets = list(_sheets(book, parts))
            formulas, kept = recalculated(
                book, {name: part.formulas for name, part in parts.items()}, _text
            )
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(str(path), "工作簿太大，内存不够") from None
    except Exception as error:  # the library raises whatever a broken part makes of it
        why = type(error).__name__
        raise Unreadable(str(path), "工作簿损坏，无法打开（{why}）", why=why) from None
    return Document(
        path=str(path),
        format="xlsx",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks(sheet for sheet, _notes in sheets if sheet is not None),
        notes=(*(note for _sheet, notes in sheets for note in notes), *kept),
        formulas=formulas,
    )


def _sheets(book: Any, parts: Mapping[str, _Part]) -> Iterator[tuple[Sheet | None, list[Note]]]:
    for page in book.worksheets:
        name = page.title
        if page.sheet_state != "visible":
            yield None, [Note("工作表 {sheet} 是隐藏的，没有检查", {"sheet": name})]
            continue
        cells = {
            (row - 1, column - 1): Printed(
                _text(cell, book.epoch), bool(book._fonts[cell._style.fontId].b)
            )
            for (row, column), cell in page._cells.items()
            if cell.value is not None
        }
        rows = frozenset(n - 1 for n, row in page.row_dimensions.items() if row.hidden)
        right = max((column for _row, column in cells), default=0) + 1
        columns = frozenset(
            n - 1
            for column in page.column_dimensions.values()
            if column.hidden
            for n in range(column.min, min(column.max, right) + 1)
        )
        merged = [
            (m.min_row - 1, m.min_col - 1, m.max_row - m.min_row + 1, m.max_col - m.min_col + 1)
            for m in page.merged_cells.ranges
        ]
        sheet = Sheet(name, cells, merged, rows, columns)
        yield sheet, [*sheet.notes(), *_unsaved(name, parts.get(name, _Part()))]


def _text(cell: Any, epoch: datetime) -> str:
    """What a cell shows."""
    value, code = cell.value, cell.number_format
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    named = numberformat.BUILTIN.get(cell._style.numFmtId)
    if isinstance(value, datetime | date | time | timedelta):
        return numberformat.moment(value, named or code)
    if isinstance(value, int | float):
        if named:
            from openpyxl.utils.datetime import from_excel

            # the library knows these for dates only in part
            with suppress(ValueError, OverflowError, TypeError):
                return numberformat.moment(from_excel(value, epoch), named)
        return numberformat.number(value, code)
    return numberformat.text(str(value), code)


def _unsaved(name: str, part: _Part) -> list[Note]:
    if not part.unsaved:
        return []
    some = "、".join(part.unsaved[:5]) + ("等" if len(part.unsaved) > 5 else "")
    values = {"sheet": name, "count": len(part.unsaved), "cells": some}
    message = "工作表 {sheet} 有 {count} 个公式没有保存计算结果（{cells}），按空白处理"
    return [Note(message, values)]


def _parts(path: Path, data: bytes) -> dict[str, _Part]:
    """The sheets by name, once the package is known to be harmless.

    Raises ``Unreadable`` for what would take too much time or memory to open.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _looked_through(path, package)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error):
        raise Unreadable(str(path), "不是完整的 XLSX 文件（已损坏或被截断）") from None
    except (NotImplementedError, RuntimeError):  # an unknown packing, or a password on the zip
        raise Unreadable(str(path), "压缩包有密码或用了不认识的压缩方法") from None
    except etree.XMLSyntaxError:
        raise Unreadable(str(path), "工作簿的 XML 有错误或嵌套太深") from None


def _looked_through(path: Path, package: zipfile.ZipFile) -> dict[str, _Part]:
    infos = package.infolist()
    large = [i for i in infos if i.file_size > 1 << 20 and i.file_size > RATIO * i.compress_size]
    if large or sum(info.file_size for info in infos) > LARGEST:
        raise Unreadable(str(path), "压缩包解开后太大，可能是恶意文件")
    left = {"cells": MOST_CELLS, "merged": MOST_MERGED, "elements": MOST_ELEMENTS}
    parts: dict[str, _Part] = {}
    for info in (i for i in infos if i.filename.lower().endswith((".xml", ".rels"))):
        xml = package.read(info)
        bare = xml.replace(b"\0", b"") if b"\0" in xml[:4] else xml
        if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
            raise Unreadable(str(path), "文件里有 XML 实体定义，不予打开")
        elements = bare.count(b"<")
        left["elements"] -= elements
        if "styles" in info.filename and elements > MOST_STYLES:
            left["elements"] = -1
        if min(left.values()) >= 0 and "/worksheets/sheet" in info.filename:
            parts[info.filename], cells, merged = _sheet_part(xml)
            left["cells"] -= cells
            left["merged"] -= merged
        if min(left.values()) < 0:
            raise Unreadable(str(path), "工作簿太大：最多能读 {cells} 个单元格", cells=MOST_CELLS)
        if info.filename.endswith(("sharedStrings.xml", "styles.xml", "workbook.xml")):
            _depth(xml)
    return {name: parts[at] for name, at in _names(package) if at in parts}


def _depth(xml: bytes) -> None:
    """Nothing, or an XMLSyntaxError for an XML that is no XML or too deep."""
    from lxml import etree

    for _event, element in etree.iterparse(io.BytesIO(xml), **SAFE):
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _sheet_part(xml: bytes) -> tuple[_Part, int, int]:
    """What a sheet's XML tells, the number of its cells, the places under merged ones."""
    from lxml import etree

    part, cells, merged = _Part(), 0, 0
    formulas = re.search(rb"[<:]f[\s>/]", xml) is not None
    tags = ("{*}row", "{*}mergeCell")
    for _event, element in etree.iterparse(io.BytesIO(xml), tag=tags, **SAFE):
        if etree.QName(element).localname == "row":
            cells += len(element)
            if formulas:
                part.note(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif at := RANGE.match(element.get("ref", "")):
            merged += _area(at)
    return part, cells, merged


# For every parser: nothing outside the file, no entities, no depth without end.
SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
}  # fmt: skip


def _area(at: re.Match[str]) -> int:
    if not at[3]:
        return 1
    high = abs(int(at[4]) - int(at[2])) + 1
    return high * (abs(_column(at[3]) - _column(at[1])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _names(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of every sheet and the part that holds it."""
    from lxml import etree

    parser = etree.XMLParser(**SAFE)
    for book in (name for name in package.namelist() if name.endswith("xl/workbook.xml")):
        folder, base = posixpath.split(book)
        links = f"{folder}/_rels/{base}.rels"
        if links not in package.namelist():
            continue
        targets = {
            link.get("Id"): link.get("Target", "")
            for link in etree.fromstring(package.read(links), parser)
        }
        for sheet in etree.fromstring(package.read(book), parser).iterfind(".//{*}sheet"):
            target = targets.get(sheet.get(RELATION), "")
            yield (
                sheet.get("name", ""),
                posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                ),
            )


def shown(path: Path, data: bytes) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Every visible sheet by its name: the text of each cell by row and column from 1."""
    from openpyxl import load_workbook

    if data.startswith(OLE) and ENCRYPTED in data:
        raise Unreadable(str(path), "文件有密码保护，请先去掉密码再检查")
    _parts(path, data)  # refuses what unpacks without end
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            pages = [page for page in book.worksheets if page.sheet_state == "visible"]
            sheets = [
                (
                    str(page.title),
                    {
                        at: str(cell.value)
                        if isinstance(cell.value, str)
                        else _text(cell, book.epoch)
                        for at, cell in page._cells.items()
                        if cell.value is not None
                    },
                )
                for page in pages
            ]
    except MemoryError:
        raise Unreadable(str(path), "工作簿太大，内存不够") from None
    except Exception as error:  # the library raises whatever a broken part makes of it
        why = type(error).__name__
        raise Unreadable(str(path), "工作簿损坏，无法打开（{why}）", why=why) from None
    yield from sheets
