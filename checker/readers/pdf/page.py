"""A page as pdfium shows it (页面): visible characters and rules, turned upright."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from checker.layout.line import Page
from checker.readers.pdf.matrix import PLAIN, Box, Matrix, moved, times
from checker.ruled import Char, Rule

MOST_OBJECTS = 100_000  # of a page
MOST_CHARS = 200_000  # of a page
DEEPEST = 8  # forms inside forms
THIN = 3.0  # points: a shape as thin as this is a rule
TINY = 1.0  # points: characters as small as this are not seen
SLANT = 0.02  # of a quarter turn, by which text may lean
SKEW = 1.0  # points, by which a side may lean
INVISIBLE = frozenset((3, 7))  # text rendering modes
LIGHT = 245  # of 255: white
BLANK = frozenset(" \t\r\n\f\v\xa0\xad\u3000\ufeff") | {chr(c) for c in range(0x2000, 0x2010)}
BLANKS = re.compile(f"[{re.escape(''.join(sorted(BLANK)))}]+")
PRINTED = " \xa0\u3000"  # blanks that part words
HYPHEN = re.compile("[\x02\ufffe]")  # what pdfium gives for a hyphen at the end of a line
UNKNOWN = "\ufffd"
UNCODED = re.compile("[\0\ud800-\uf8ff]")


class Overfull(Exception):
    """A page of more text than can be printed on one."""


class Shown(NamedTuple):
    """What of a page is seen, and what of it could not be used."""

    page: Page
    unseen: int  # characters that nobody sees
    unknown: int  # characters without a code
    picture: float  # the share of the page that its largest picture covers
    pixels: int  # of its largest picture
    drawn: int  # shapes
    recognised: bool = False
    unread: int = 0  # lines that recognition found and could not read


@dataclass
class _Objects:
    """What stands on a page, as the walk over its objects finds it."""

    rules: list[Box] = field(default_factory=list)
    quarters: Counter[int] = field(default_factory=Counter)  # turns of the text, -1: slanted
    turned: dict[int, int] = field(default_factory=dict)  # text objects that are not at 0
    unseen: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    grounds: list[Box] = field(default_factory=list)  # pictures and dark shapes
    picture: float = 0.0  # the area of the largest
    pixels: int = 0
    drawn: int = 0
    left: int = MOST_OBJECTS


def shown(page: Any, number: int) -> Shown:
    """The page upright, ``y`` growing downwards."""
    objects = _Objects()
    handle = _address(page.raw)
    _walk(objects, _page_object, handle, raw.FPDFPage_CountObjects(page.raw), PLAIN)
    quarter = max(range(4), key=lambda turn: objects.quarters[turn])
    bounds = page.get_bbox()
    text = page.get_textpage()
    try:
        found, unseen = _chars(text, objects, quarter, bounds)
    finally:
        text.close()
    left, bottom, right, top = bounds
    rules = [Rule(*_upright(quarter, bounds, box)) for box in objects.rules]
    sides = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
    unknown = sum(char.text == UNKNOWN for char in found)
    share = objects.picture / max((right - left) * (top - bottom), 1.0)
    printed = Page(number, *sides, found, rules)
    return Shown(printed, unseen, unknown, share, objects.pixels, objects.drawn)


def _upright(quarter: int, bounds: Box, box: Box) -> Box:
    """A box from the page's corner on, when the text runs ``quarter`` turns to the left."""
    left, bottom, right, top = bounds
    x, y, x2, y2 = box
    if quarter == 0:
        return x - left, top - y2, x2 - left, top - y
    if quarter == 1:
        return y - bottom, x - left, y2 - bottom, x2 - left
    if quarter == 2:
        return right - x2, y - bottom, right - x, y2 - bottom
    return top - y2, right - x2, top - y, right - x


def _chars(page: Any, objects: _Objects, quarter: int, bounds: Box) -> tuple[list[Char], int]:
    """The visible characters of a page, and how many there are that nobody sees."""
    said = _said(page)
    text = _address(page.raw)
    hidden = objects.unseen | objects.white
    mixed = sum(count > 0 for count in objects.quarters.values()) > 1
    asked = bool(hidden or mixed)
    left, bottom, right, top = bounds
    corners = _told(_loose_box, 4, len(said), repeat(text), range(len(said)))
    edges = zip(said, corners[::4], corners[3::4], corners[2::4], corners[1::4], strict=True)
    spaced = _spaced(said, corners)
    if not asked and not quarter:  # as nearly always; an ordinary character costs little here
        found = [
            _CHAR(Char, (ch, x - left, top - y2, x2 - left, top - y, at in spaced, None))
            for at, (ch, x, y, x2, y2) in enumerate(edges)
            if ch not in BLANK
            and x >= left and y >= bottom and x2 <= right and y2 <= top
            and (x2 - x >= TINY or y2 - y >= TINY)
        ]  # fmt: skip
        if len(found) == len(said) - sum(map(said.count, BLANK.intersection(said))):
            return found, 0
    edges = zip(said, corners[::4], corners[3::4], corners[2::4], corners[1::4], strict=True)
    found, unseen = [], 0
    for at, (ch, x, y, x2, y2) in enumerate(edges):
        if ch in BLANK:
            continue
        if asked:
            key = _text_object(text, at)
            if key in objects.unseen or (
                key in objects.white and not _grounded((x, y, x2, y2), objects)
            ):
                unseen += 1
                continue
            if objects.turned.get(key, 0) != quarter:
                continue
        inside = left <= (x + x2) / 2 <= right and bottom <= (y + y2) / 2 <= top
        if not inside or max(x2 - x, y2 - y) < TINY:
            unseen += 1
        else:
            box = _upright(quarter, bounds, (x, y, x2, y2))
            found.append(Char(ch, *box, at in spaced))
    return found, unseen


def _spaced(said: str, corners: Sequence[float]) -> set[int]:
    """Which characters have a blank before them that was printed."""
    found: set[int] = set()
    for blanks in BLANKS.finditer(said):
        for at in range(*blanks.span()):  # pdfium's own have no width
            if said[at] in PRINTED and corners[4 * at + 2] > corners[4 * at]:
                found.add(blanks.end())
                break
    return found


def _said(page: Any) -> str:
    """The characters of a page, one for each index; those without a code are kept as unknown."""
    count = raw.FPDFText_CountChars(page.raw)
    if count <= 0:
        return ""
    if count > MOST_CHARS:
        raise Overfull
    said: str = page.get_text_range(0, count, errors="replace")
    if len(said) != count:
        codes = (raw.FPDFText_GetUnicode(page.raw, index) for index in range(count))
        said = "".join(chr(code) if code <= 0x10FFFF else UNKNOWN for code in codes)
    return UNCODED.sub(UNKNOWN, HYPHEN.sub("-", said))


def _grounded(edges: Box, objects: _Objects) -> bool:
    """Whether something dark lies under a white character."""
    x, y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
    return any(a <= x <= c and b <= y <= d for a, b, c, d in objects.grounds)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of the library that takes and gives addresses: one call for each character
    and object is what reading costs, and wrapping pointers doubles it."""
    return ctypes.PYFUNCTYPE(result, *arguments)(_address(function))


_AT, _INT = ctypes.c_void_p, ctypes.c_int
_page_object = _plain(raw.FPDFPage_GetObject, _AT, _AT, _INT)
_form_object = _plain(raw.FPDFFormObj_GetObject, _AT, _AT, ctypes.c_ulong)
_kind = _plain(raw.FPDFPageObj_GetType, _INT, _AT)
_edges = _plain(raw.FPDFPageObj_GetBounds, _INT, _AT, _AT, _AT, _AT, _AT)
_matrix = _plain(raw.FPDFPageObj_GetMatrix, _INT, _AT, _AT)
_fill_colour = _plain(raw.FPDFPageObj_GetFillColor, _INT, _AT, _AT, _AT, _AT, _AT)
_render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _AT)
_text_object = _plain(raw.FPDFText_GetTextObject, _AT, _AT, _INT)
_loose_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _AT, _INT, _AT)

_pixels = _plain(raw.FPDFImageObj_GetImagePixelSize, _INT, _AT, _AT, _AT)
_draw_mode = _plain(raw.FPDFPath_GetDrawMode, _INT, _AT, _AT, _AT)
_segments = _plain(raw.FPDFPath_CountSegments, _INT, _AT)
_segment = _plain(raw.FPDFPath_GetPathSegment, _AT, _AT, _INT)
_segment_kind = _plain(raw.FPDFPathSegment_GetType, _INT, _AT)
_point = _plain(raw.FPDFPathSegment_GetPoint, _INT, _AT, _AT, _AT)
_closes = _plain(raw.FPDFPathSegment_GetClose, _INT, _AT)

_CHAR = tuple.__new__  # one for each character of a document, and half as slow as the class


def _told(
    function: Callable[..., int], wide: int, count: int, *given: Iterable[int]
) -> list[float]:
    """What ``function`` writes in ``count`` calls, ``wide`` numbers each, all in a row.

    The loop over the calls is none of Python's.
    """
    room = array("f", bytes(4 * wide * count))
    at = room.buffer_info()[0]
    deque(map(function, *given, range(at, at + 4 * wide * count, 4 * wide)), maxlen=0)
    return room.tolist()


_NUMBERS = (ctypes.c_float * 6)()
_PLACES = [ctypes.addressof(_NUMBERS) + 4 * at for at in range(4)]
_MODE = (ctypes.c_int * 2)()
_MODE_PARTS = [ctypes.addressof(_MODE) + 4 * at for at in range(2)]
_COLOUR = (ctypes.c_uint * 4)()
_PARTS = [ctypes.addressof(_COLOUR) + 4 * at for at in range(4)]


def _walk(
    objects: _Objects,
    get: Callable[[int, int], int],
    holder: int,
    count: int,
    matrix: Matrix,
    deep: int = 0,
) -> None:
    """Look at every object of a page or of a form on it."""
    text, path, form = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
    count = min(count, objects.left)
    objects.left -= count
    every = list(map(get, repeat(holder), range(count)))
    kinds = list(map(_kind, every))
    _texts(objects, [one for one, kind in zip(every, kinds, strict=True) if kind == text], matrix)
    others = [(one, kind) for one, kind in zip(every, kinds, strict=True) if kind != text]
    for (one, kind), (known, box) in zip(others, _boxes([o for o, _ in others]), strict=True):
        if kind == form:
            if deep < DEEPEST:
                inner = times(_own(one), matrix)
                number = raw.FPDFFormObj_CountObjects(ctypes.cast(one, raw.FPDF_PAGEOBJECT))
                _walk(objects, _form_object, one, number, inner, deep + 1)
        elif known:
            if matrix is not PLAIN:
                box = moved(box, matrix)
            if kind == path:
                objects.drawn += 1
                if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
                    objects.rules.append(box)
                else:
                    _path(objects, one, box, matrix)
            else:
                objects.grounds.append(box)
                if kind == raw.FPDF_PAGEOBJ_IMAGE:
                    _picture(objects, one, box)


def _boxes(every: list[int]) -> Iterator[tuple[int, Box]]:
    """The edges of each, where they are known."""
    room = array("f", bytes(16 * len(every)))
    at = room.buffer_info()[0]
    end = at + 16 * len(every)
    known = list(map(_edges, every, *(range(at + 4 * part, end, 16) for part in range(4))))
    edges = room.tolist()
    return zip(known, zip(*(edges[part::4] for part in range(4)), strict=True), strict=True)


def _picture(objects: _Objects, one: int, box: Box) -> None:
    objects.picture = max(objects.picture, (box[2] - box[0]) * (box[3] - box[1]))
    _pixels(one, *_PARTS[:2])
    objects.pixels = max(objects.pixels, _COLOUR[0] * _COLOUR[1])


def _own(one: int) -> Matrix:
    _matrix(one, _PLACES[0])
    a, b, c, d, e, f = _NUMBERS
    return a, b, c, d, e, f


def _texts(objects: _Objects, every: list[int], matrix: Matrix) -> None:
    """How pieces of text are turned, and whether they can be seen."""
    if not every:
        return
    numbers = _told(_matrix, 6, len(every), every)
    across, along = numbers[::6], numbers[1::6]
    if matrix is PLAIN and not any(along) and min(across) >= 0:
        objects.quarters[0] += len(every)
    else:
        for one, a, b in zip(every, across, along, strict=True):
            quarter = _quarter(a, b, matrix)
            if quarter:
                objects.turned[one] = quarter
            objects.quarters[quarter] += 1
    modes = list(map(_render_mode, every))
    if not INVISIBLE.isdisjoint(modes):
        objects.unseen |= {o for o, m in zip(every, modes, strict=True) if m in INVISIBLE}
    for one, light in zip(every, _lights(every), strict=False):  # no lights: all dark
        if light is None:
            objects.unseen.add(one)
        elif light >= LIGHT:
            objects.white.add(one)


def _quarter(a: float, b: float, matrix: Matrix) -> int:
    """How many quarter turns text is turned to the left; -1 when it slants."""
    if matrix is not PLAIN:
        a, b = a * matrix[0] + b * matrix[2], a * matrix[1] + b * matrix[3]
    if not b and a >= 0:
        return 0
    turns = 2 * math.atan2(b, a) / math.pi
    return round(turns) % 4 if abs(turns - round(turns)) < SLANT else -1


def _lights(every: list[int]) -> list[int | None]:
    """The darkest of the colours of each, 0 to 255; None when it is quite transparent.

    Nothing when all are dark, as nearly always.
    """
    room = array("I", bytes(16 * len(every)))
    at = room.buffer_info()[0]
    end = at + 16 * len(every)
    known = list(map(_fill_colour, every, *(range(at + 4 * part, end, 16) for part in range(4))))
    colours = room.tolist()
    red, green, blue, alpha = (colours[part::4] for part in range(4))
    if max(red) < LIGHT and all(known) and all(alpha):
        return []
    found = zip(known, red, green, blue, alpha, strict=True)
    return [(min(r, g, b) if a else None) if told else 0 for told, r, g, b, a in found]


def _light(one: int) -> int | None:
    return next(iter(_lights([one])), 0)


def _path(objects: _Objects, one: int, box: Box, matrix: Matrix) -> None:
    """The rules of a shape: the sides it is drawn with, and the thin shapes filled in it."""
    _draw_mode(one, *_MODE_PARTS)
    fill, stroke = _MODE
    count = _segments(one)
    if fill:
        light = _light(one)
        if light is not None and light < LIGHT:
            objects.grounds.append(box)
        if not stroke and count <= 5:
            return  # a background
    objects.left -= count
    if objects.left < 0:
        return
    for points in _figures(one, count, times(_own(one), matrix)):
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        edges: Box = min(xs), min(ys), max(xs), max(ys)
        if min(edges[2] - edges[0], edges[3] - edges[1]) <= THIN:
            objects.rules.append(edges)
        elif stroke:
            for (x, y), (x2, y2) in pairwise(points):
                if min(abs(x2 - x), abs(y2 - y)) <= SKEW:
                    objects.rules.append((min(x, x2), min(y, y2), max(x, x2), max(y, y2)))


def _figures(one: int, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of every figure of a path; what has curves is none of ours."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = _segment(one, index)
        kind = _segment_kind(segment)
        _point(segment, _PLACES[0], _PLACES[1])
        x, y = _NUMBERS[0], _NUMBERS[1]
        point = (x * a + y * c + e, x * b + y * d + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [point], False
            continue
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append(point)
        if _closes(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
