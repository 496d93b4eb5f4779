"""Calls of the library (底层调用): with addresses instead of objects, and many at once.

One call for each character and object is what reading costs; wrapping pointers doubles it.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pypdfium2.raw as raw


def address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of the library that takes and gives addresses."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


AT, INT = ctypes.c_void_p, ctypes.c_int
page_object = plain(raw.FPDFPage_GetObject, AT, AT, INT)
form_object = plain(raw.FPDFFormObj_GetObject, AT, AT, ctypes.c_ulong)
kind = plain(raw.FPDFPageObj_GetType, INT, AT)
edges = plain(raw.FPDFPageObj_GetBounds, INT, AT, AT, AT, AT, AT)
matrix = plain(raw.FPDFPageObj_GetMatrix, INT, AT, AT)
fill_colour = plain(raw.FPDFPageObj_GetFillColor, INT, AT, AT, AT, AT, AT)
render_mode = plain(raw.FPDFTextObj_GetTextRenderMode, INT, AT)
text_object = plain(raw.FPDFText_GetTextObject, AT, AT, INT)
loose_box = plain(raw.FPDFText_GetLooseCharBox, INT, AT, INT, AT)

pixels = plain(raw.FPDFImageObj_GetImagePixelSize, INT, AT, AT, AT)
draw_mode = plain(raw.FPDFPath_GetDrawMode, INT, AT, AT, AT)
segments = plain(raw.FPDFPath_CountSegments, INT, AT)
segment = plain(raw.FPDFPath_GetPathSegment, AT, AT, INT)
segment_kind = plain(raw.FPDFPathSegment_GetType, INT, AT)
point = plain(raw.FPDFPathSegment_GetPoint, INT, AT, AT, AT)
closes = plain(raw.FPDFPathSegment_GetClose, INT, AT)


def told(function: Callable[..., int], wide: int, count: int, *given: Iterable[int]) -> list[float]:
    """What ``function`` writes in ``count`` calls, ``wide`` numbers each, all in a row.

    The loop over the calls is none of Python's.
    """
    room = array("f", bytes(4 * wide * count))
    at = room.buffer_info()[0]
    deque(map(function, *given, range(at, at + 4 * wide * count, 4 * wide)), maxlen=0)
    return room.tolist()


def parted(
    function: Callable[..., int], code: str, parts: int, every: Sequence[int]
) -> tuple[list[int], list[list[Any]]]:
    """What ``function`` gives for each, and what it writes in each of its ``parts`` places."""
    room = array(code, bytes(4 * parts * len(every)))
    at = room.buffer_info()[0]
    end, step = at + 4 * parts * len(every), 4 * parts
    given = list(map(function, every, *(range(at + 4 * part, end, step) for part in range(parts))))
    written = room.tolist()
    return given, [written[part::parts] for part in range(parts)]


COLOUR = (ctypes.c_uint * 4)()
PARTS = [ctypes.addressof(COLOUR) + 4 * at for at in range(4)]
