"""PDF with a text layer: characters and rules as pdfium finds them, laid out as blocks.

What nobody sees is no text: invisible and white characters, those outside of the page, and
marks across it.  Pages that are pictures are recognised where the extra ``[ocr]`` is installed;
a file of nothing else is refused without it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from checker.document import Document, Unreadable
from checker.layout import blocks
from checker.layout.shown import unused
from checker.readers.pdf.streams import heavy, swells

SUFFIXES = (".pdf",)


def recognises(data: bytes) -> bool:
    """Whether ``data`` begins as a PDF does; some have a few bytes before."""
    return re.search(rb"(?:\A|[\r\n\0])%PDF-\d", data[:1024]) is not None


def read(path: Path, data: bytes) -> Document:
    from checker.readers.pdf import apart, scan
    from checker.readers.pdf.open import shown_pages

    named = str(path)
    if not recognises(data):
        raise Unreadable(named, "不是 PDF 文件")
    if data.rfind(b"startxref") < data.rfind(b"endobj"):
        raise Unreadable(named, "PDF 文件不完整（被截断或没有下载完）")
    if swells(data):
        raise Unreadable(named, "PDF 里有展开后过大的数据，可能是恶意文件")
    pages = apart.pages(named, data) if heavy(data) else shown_pages(named, data, recognise=True)
    if (problem := scan.refused(named, pages)) is not None:
        raise problem
    return Document(
        path=named,
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks([one.page for one in pages]),
        notes=(
            *scan.notes(pages),
            *unused(sum(one.unseen for one in pages), sum(one.unknown for one in pages)),
        ),
    )
