"""A face for ideographs where the machine has none (替代字体).

A PDF need not bring its fonts along.  Where the machine lacks a face for ideographs, the library
takes a character that stands alone to be nothing wide, and leaves it out.  What is read here
needs no shapes, only that every character is as wide as usual.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

import pypdfium2.raw as raw

CHARSETS = (128, 129, 134, 136)  # Japanese, Korean, simplified and traditional Chinese
FACE = 0x5A5A  # stands for the face made here
EM, LOW, HIGH = 1000, -120, 880  # of the face: its size, how far it reaches down and up
LETTER, FIRST, LAST = 0x20, 0x2000, 0xFFEF  # letters and digits; signs and ideographs


@cache
def supplied() -> tuple[Any, ...]:
    """Give the library the face, once; what is returned must live as long as it does."""
    own = raw.FPDF_GetDefaultSystemFontInfo()
    if not own:
        return ()
    given = own.contents
    data = face()

    def chosen(_this: Any, *asked: Any) -> int | None:
        found: int | None = given.MapFont(own, *asked)
        return FACE if not found and asked[2] in CHARSETS else found

    def told(_this: Any, font: int | None, table: int, room: Any, size: int) -> int:
        if font != FACE:
            return int(given.GetFontData(own, font, table, room, size))
        if table:  # single tables are looked up in the whole
            return 0
        if room and size >= len(data):
            ctypes.memmove(room, data, len(data))
        return len(data)

    def named(_this: Any, font: int | None, room: Any, size: int) -> int:
        return 0 if font == FACE else int(given.GetFaceName(own, font, room, size))

    def charset(_this: Any, font: int | None) -> int:
        return 134 if font == FACE else int(given.GetFontCharset(own, font))

    def deleted(_this: Any, font: int | None) -> None:
        if font != FACE:
            given.DeleteFont(own, font)

    made = raw.FPDF_SYSFONTINFO()
    types = dict(made._fields_)
    made.version = given.version
    calls: dict[str, Any] = {
        "EnumFonts": lambda _this, mapper: given.EnumFonts(own, mapper),
        "MapFont": chosen,
        "GetFontData": told,
        "GetFaceName": named,
        "GetFontCharset": charset,
        "DeleteFont": deleted,
    }
    for name, call in calls.items():
        if getattr(given, name):
            setattr(made, name, types[name](call))
    raw.FPDF_SetSystemFontInfo(made)
    return own, made, data


def face() -> bytes:
    """A font of two boxes: one for letters and digits, one twice as wide for ideographs."""
    narrow, wide = _box(EM // 2), _box(EM)
    groups = struct.pack(">6I", LETTER, FIRST - 1, 1, FIRST, LAST, 2)
    table = struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, 2) + groups
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table,
        b"glyf": narrow + wide,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0, 0, LOW, EM, HIGH, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(">IhhhHhhh", 0x10000, HIGH, LOW, 0, EM, 0, 0, EM) + bytes(14)
        + struct.pack(">hH", 0, 3),
        b"hmtx": struct.pack(">HhHhHh", EM, 0, EM // 2, 0, EM, 0),
        b"loca": struct.pack(">4I", 0, 0, len(narrow), len(narrow + wide)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 2, *(0,) * 8),
    }  # fmt: skip
    head, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48), b""
    start = 12 + 16 * len(tables)
    for tag, content in tables.items():
        head += tag + struct.pack(">III", 0, start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return head + body


def _box(width: int) -> bytes:
    """A glyph of one contour of four corners."""
    head = struct.pack(">hhhhh", 1, 0, LOW, width, HIGH) + struct.pack(">HH", 3, 0)
    across = struct.pack(">hhhh", 0, 0, width, 0)
    glyph = head + b"\1" * 4 + across + struct.pack(">hhhh", LOW, HIGH - LOW, 0, LOW - HIGH)
    return glyph + bytes(-len(glyph) % 4)
