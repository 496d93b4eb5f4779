"""A file opened page by page (打开): why it cannot be, or what each page shows."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from checker.document import Unreadable
from checker.readers.pdf.fonts import supplied
from checker.readers.pdf.page import Overfull, Shown, shown
from checker.readers.pdf.scan import scanned, seen
from checker.steps import step

MOST_PAGES = 3000
MOST_CHARS = 2_000_000


def shown_pages(named: str, data: bytes, *, recognise: bool) -> list[Shown]:
    """Every page; those that are pictures are recognised where they can be."""
    supplied()
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(named, _refused(error)) from None
    try:
        return _pages(named, file, recognise=recognise)
    finally:
        file.close()


def _refused(error: Any) -> str:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return "PDF 有打开密码，请先去掉密码"
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return "PDF 的加密方式不支持"
    return "PDF 文件已损坏，打不开"


def _page(file: Any, index: int) -> Any:
    """A page; what its form is filled in with, and words put on it, are made a part of it."""
    page = file[index]
    if not _filled(page) or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == (
        raw.FLATTEN_FAIL
    ):
        return page
    page.close()
    return file[index]


def _filled(page: Any) -> bool:
    for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _pages(named: str, file: Any, *, recognise: bool) -> list[Shown]:
    if len(file) > MOST_PAGES:
        raise Unreadable(named, "PDF 页数太多：最多能读 {pages} 页", pages=MOST_PAGES)
    pages: list[Shown] = []
    left = MOST_CHARS
    for number in range(1, len(file) + 1):
        try:
            page = _page(file, number - 1)
        except pypdfium2.PdfiumError:
            raise Unreadable(named, "PDF 第 {page} 页已损坏，读不出", page=number) from None
        try:
            one = shown(page, number)
            pages.append(seen(page, one) if recognise and scanned(one) else one)
        except Overfull:
            left = -1
        finally:
            page.close()
        step(number, len(file))
        left -= len(pages[-1].page.chars) if pages else 0
        if left < 0:
            raise Unreadable(named, "PDF 的文字太多：最多能读 {count} 个字", count=MOST_CHARS)
    return pages
