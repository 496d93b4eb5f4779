"""What the streams of a PDF hold (数据流), looked at before the library unpacks them.

The library builds every shape of a page, and of every form as often as it is drawn: a few
hundred bytes can ask for more memory than there is, and it ends the process when it gets none.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

LARGEST = 200 << 20  # bytes of a stream, unpacked
PACKED = 1032  # times, by which deflate packs at most
HEAVY = 8 << 20  # bytes of drawing, unpacked
MOST_FORMS = 24  # drawn inside forms: 3 to the power of a third of them are on the page at most
DRAWN = b"Do"
STREAM = re.compile(rb"stream\r?\n")
FLATE = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
FORM = re.compile(rb"/Subtype\s*/Form\b")
NO_DRAWING = re.compile(rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType|XML)\b|/Length1\b")
PAGES = re.compile(rb"/Count\s+(\d{1,7})\b")


class _Stream(NamedTuple):
    head: bytes
    data: bytes


def swells(data: bytes) -> bool:
    """Whether a stream unpacks to more than is bearable, or is packed several times over."""
    for stream in _streams(data):
        if len(FLATE.findall(stream.head)) > 1:
            return True
        if len(stream.data) >= LARGEST // PACKED and _size(stream.data, LARGEST) > LARGEST:
            return True
    return False


def heavy(data: bytes) -> bool:
    """Whether the pages may ask for more than their bytes let expect."""
    if b"/Encrypt" in data:
        return True  # what it draws cannot be seen
    drawings = [one for one in _streams(data) if not NO_DRAWING.search(one.head)]
    pages = max((int(found[1]) for found in PAGES.finditer(data)), default=1)
    shared = -(-pages // max(len(drawings), 1))  # pages to a stream
    forms = FORM.search(data) is not None
    inner = outer = largest = whole = 0
    for stream in drawings:
        most = len(stream.data) * (PACKED if FLATE.search(stream.head) else 1)
        if not forms and most * shared < HEAVY:
            continue
        drawing = _unpacked(stream, HEAVY)
        whole += len(drawing)
        if whole * shared > max(HEAVY, pages * HEAVY // 10):
            return True
        if forms and FORM.search(stream.head):
            largest = max(largest, len(drawing))
            inner += drawing.count(DRAWN)
        elif forms:
            outer = max(outer, drawing.count(DRAWN))
    return inner > MOST_FORMS or outer * largest > HEAVY


def _streams(data: bytes) -> Iterator[_Stream]:
    for found in STREAM.finditer(data):
        start = max(data.rfind(b"obj", 0, found.start()), found.start() - 2000)
        end = data.find(b"endstream", found.end())
        yield _Stream(data[start : found.start()], data[found.end() : end if end > 0 else None])


def _size(packed: bytes, most: int) -> int:
    """How much a stream unpacks to, as far as ``most``."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while packed and not unpacking.eof:
            size += len(unpacking.decompress(packed, 1 << 20))
            packed = unpacking.unconsumed_tail
            if size > most:
                break
    except zlib.error:  # packed in another way, or encrypted
        pass
    return size


def _unpacked(stream: _Stream, most: int) -> bytes:
    """What a stream holds, as far as ``most``."""
    if not FLATE.search(stream.head):
        return stream.data[: most + 1]
    try:
        return zlib.decompressobj().decompress(stream.data, most + 1)
    except zlib.error:
        return b""
