"""PDF with a text layer: characters and rules as pdfium finds them, laid out as blocks.

What nobody sees is no text: invisible and white characters, those outside of the page, and
marks across it.  Pages that are pictures are recognised where the extra ``[ocr]`` is installed;
a file of nothing else is refused without it.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.document import Document, Note, Unreadable
from checker.layout import blocks

if TYPE_CHECKING:
    from checker.readers.pdf.page import Shown

SUFFIXES = (".pdf",)

MOST_PAGES = 3000
MOST_CHARS = 3_000_000
LARGEST = 200 << 20  # bytes of a stream, unpacked
PACKED = 1032  # times, by which deflate packs at most
STREAM = re.compile(rb"stream\r?\n")
FLATE = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")


def recognises(data: bytes) -> bool:
    """Whether ``data`` begins as a PDF does; some have a few bytes before."""
    return re.search(rb"(?:\A|[\r\n\0])%PDF-\d", data[:1024]) is not None


def read(path: Path, data: bytes) -> Document:
    import pypdfium2

    named = str(path)
    if not recognises(data):
        raise Unreadable(named, "不是 PDF 文件")
    if data.rfind(b"startxref") < data.rfind(b"endobj"):
        raise Unreadable(named, "PDF 文件不完整（被截断或没有下载完）")
    if _swells(data):
        raise Unreadable(named, "PDF 里有展开后过大的数据，可能是恶意文件")
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(named, _refused(error)) from None
    try:
        return _document(named, data, file)
    finally:
        file.close()


def _refused(error: Any) -> str:
    import pypdfium2.raw as raw

    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return "PDF 有打开密码，请先去掉密码"
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return "PDF 的加密方式不支持"
    return "PDF 文件已损坏，打不开"


def _swells(data: bytes) -> bool:
    """Whether a stream unpacks to more than is bearable, or is packed several times over."""
    for found in STREAM.finditer(data):
        head = data[max(data.rfind(b"obj", 0, found.start()), found.start() - 2000) : found.start()]
        if len(FLATE.findall(head)) > 1:
            return True
        end = data.find(b"endstream", found.end())
        if (end if end > 0 else len(data)) - found.end() < LARGEST // PACKED:
            continue
        unpacking, size, rest = zlib.decompressobj(), 0, data[found.end() : end]
        try:
            while rest and not unpacking.eof:
                size += len(unpacking.decompress(rest, 1 << 20))
                rest = unpacking.unconsumed_tail
                if size > LARGEST:
                    return True
        except zlib.error:  # packed in another way, or encrypted
            continue
    return False


def _document(named: str, data: bytes, file: Any) -> Document:
    import pypdfium2

    from checker.readers.pdf.page import shown
    from checker.readers.pdf.scan import notes, refused, scanned, seen

    if len(file) > MOST_PAGES:
        raise Unreadable(named, "PDF 页数太多：最多能读 {pages} 页", pages=MOST_PAGES)
    pages: list[Shown] = []
    left = MOST_CHARS
    for number in range(1, len(file) + 1):
        try:
            page = file[number - 1]
        except pypdfium2.PdfiumError:
            raise Unreadable(named, "PDF 第 {page} 页已损坏，读不出", page=number) from None
        try:
            pages.append(shown(page, number))
            if scanned(pages[-1]):
                pages[-1] = seen(page, pages[-1])
        finally:
            page.close()
        left -= len(pages[-1].page.chars)
        if left < 0:
            raise Unreadable(named, "PDF 的文字太多：最多能读 {count} 个字", count=MOST_CHARS)
    if (problem := refused(named, pages)) is not None:
        raise problem
    return Document(
        path=named,
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks([one.page for one in pages]),
        notes=(*notes(pages), *_unused(pages)),
    )


def _unused(pages: list[Shown]) -> Iterator[Note]:
    if count := sum(one.unseen for one in pages):
        yield Note("有 {count} 个看不见的字符，没有检查", {"count": count})
    if count := sum(one.unknown for one in pages):
        yield Note("有 {count} 个字符没有编码，读不出是什么字", {"count": count})
