"""A sample report as a workbook of one sheet, new and old, with the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
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


def dated(data: bytes) -> bytes:
    """A package without the time at which it was written."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(packed, "w") as out,
    ):
        for info in package.infolist():
            kept = zipfile.ZipInfo(info.filename, WRITTEN.timetuple()[:6])
            kept.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(kept, MODIFIED.sub(rb"\g<1>2024-01-01T00:00:00Z", package.read(info)))
    return packed.getvalue()


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
