"""A sample report as a workbook of one sheet, new and old, with the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import openpyxl
import xlwt
from openpyxl.styles import Font

from tests.readers import gold

WRITTEN = datetime(2024, 1, 1)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def xlsx(name: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for at, row in enumerate(gold.rows(name), 1):
        for column, (value, code) in enumerate(row[0] if row else (), 1):
            if value != "":
                cell = sheet.cell(at, column, value)
                cell.font = Font(bold=bool(row and row[1]))
                cell.number_format = code or "General"
    book.properties.created = WRITTEN
    saved = io.BytesIO()
    book.save(saved)
    return dated(saved.getvalue())


@dataclass(frozen=True)
class Saved:
    """A formula, the value that was saved with it (None: never calculated), and its format."""

    formula: str
    value: float | str | None
    code: str = "General"


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these rows; a text like ``1,200.50`` or ``88.1%`` is a number shown so."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    formulas: dict[str, dict[str, Saved]] = {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        sheet = book.create_sheet(name)
        told = formulas.setdefault(f"xl/worksheets/sheet{number}.xml", {})
        for at, row in enumerate(rows, 1):
            for column, held in enumerate(row, 1):
                if isinstance(held, Saved):
                    cell = sheet.cell(at, column, 0 if held.value is None else held.value)
                    cell.number_format, told[cell.coordinate] = held.code, held
                elif isinstance(held, str):
                    value, code = gold.value(held)
                    sheet.cell(at, column, value or None).number_format = code or "General"
                else:
                    sheet.cell(at, column, held)
    saved = io.BytesIO()
    book.save(saved)
    return dated(saved.getvalue(), formulas)


def dated(data: bytes, formulas: Mapping[str, Mapping[str, Saved]] | None = None) -> bytes:
    """A package without the time at which it was written, and with formulas in its cells."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(packed, "w") as out,
    ):
        for info in package.infolist():
            kept = zipfile.ZipInfo(info.filename, WRITTEN.timetuple()[:6])
            kept.compress_type = zipfile.ZIP_DEFLATED
            xml = MODIFIED.sub(rb"\g<1>2024-01-01T00:00:00Z", package.read(info))
            for cell, held in (formulas or {}).get(info.filename, {}).items():
                xml = _told(xml, cell, held)
            out.writestr(kept, xml)
    return packed.getvalue()


def _told(xml: bytes, cell: str, held: Saved) -> bytes:
    formula = held.formula if held.formula.startswith("<f") else f"<f>{escape(held.formula)}</f>"
    words = rf'(<c r="{cell}"[^>]*) t="inlineStr"><is><t>(.*?)</t></is>'.encode()
    xml = re.sub(words, rb'\g<1> t="str"><v>\g<2></v>', xml)
    put = rf'(<c r="{cell}"[^>]*>)(.*?)(</c>)'.encode()
    kept = rb"\g<1>%s\g<2>\g<3>" if held.value is not None else rb"\g<1>%s\g<3>"
    return re.sub(put, kept % formula.replace("\\", r"\\").encode(), xml, count=1)


def xls(name: str) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表", cell_overwrite_ok=True)
    styles: dict[tuple[str | None, bool], Any] = {}
    for at, row in enumerate(gold.rows(name)):
        for column, (value, code) in enumerate(row[0] if row else ()):
            if value != "":
                key = code, bool(row and row[1])
                sheet.write(at, column, value, styles.setdefault(key, style(*key)))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def style(code: str | None = None, bold: bool = False) -> Any:
    made = xlwt.XFStyle()
    made.font.bold = bold
    if code:
        made.num_format_str = code
    return made
