"""A page of an OFD (页面): its visible characters and rules, turned upright.

Millimetres from the upper left corner become points from the lower left one, as in a PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.layout.line import Page
from checker.layout.matrix import Box, Matrix, moved, times, turned, upright
from checker.layout.shape import THIN, sides
from checker.layout.shown import UNKNOWN, Shown
from checker.readers.ofd.glyphs import glyphs, numbers
from checker.ruled import Char, Rule

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

POINTS = 72 / 25.4  # a millimetre
MOST_OBJECTS = 100_000  # of a page
MOST_CHARS = 3_000_000  # of a file
LONGEST = 1 << 20  # a path that is told in more characters is a drawing
DEEPEST = 8  # composites and blocks inside others
TINY = 1.0  # points: characters as small as this are not seen
LIGHT = 245  # of 255: white
ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
HEX = re.compile(r"#[0-9A-Fa-f]{1,2}")
QUARTERS = {
    0: (1.0, 0.0, 0.0, 1.0),
    1: (0.0, 1.0, -1.0, 0.0),
    2: (-1.0, 0.0, 0.0, -1.0),
    3: (0.0, -1.0, 1.0, 0.0),
}


@dataclass
class Resources:
    """资源: what the pages of a document refer to by number."""

    templates: dict[str, tuple[str, str]] = field(default_factory=dict)  # place, named beside
    drawing: dict[str, Element] = field(default_factory=dict)
    composites: dict[str, Element] = field(default_factory=dict)

    def add(self, root: Element | None) -> None:
        for one in () if root is None else root.iterfind("{*}DrawParams/{*}DrawParam"):
            self.drawing[one.get("ID", "")] = one
        for one in () if root is None else root.iterfind("{*}CompositeGraphicUnits/*"):
            self.composites[one.get("ID", "")] = one

    def colour(self, one: Element, inherited: str) -> Element | None:
        """The colour an object is filled with: its own, or that of what it is drawn like."""
        if (own := one.find("{*}FillColor")) is not None:
            return own
        key = one.get("DrawParam") or inherited
        for _step in range(DEEPEST):
            if (drawn := self.drawing.get(key)) is None:
                break
            if (own := drawn.find("{*}FillColor")) is not None:
                return own
            key = drawn.get("Relative", "")
        return None


class _Glyph(NamedTuple):
    text: str
    box: Box
    quarter: int
    light: int
    spaced: bool


@dataclass
class _Objects:
    """What stands on a page, as the walk over its objects finds it."""

    resources: Resources
    glyphs: list[_Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)  # pictures and dark shapes
    unseen: int = 0
    picture: bool = False
    left: int = MOST_OBJECTS


def shown(
    number: int, area: Sequence[float], layers: Iterable[Element], resources: Resources
) -> Shown:
    """The page upright, ``y`` growing downwards."""
    x, y, width, height = area
    bounds: Box = 0.0, 0.0, width * POINTS, height * POINTS
    put: Matrix = POINTS, 0.0, 0.0, -POINTS, -x * POINTS, (y + height) * POINTS
    found = _Objects(resources)
    for layer in layers:
        _walk(found, layer, put, layer.get("DrawParam", ""))
    quarters = Counter(glyph.quarter for glyph in found.glyphs)
    quarter = max(range(4), key=lambda turn: quarters[turn])
    chars: list[Char] = []
    for glyph in found.glyphs:
        left, bottom, right, top = glyph.box
        middle = (left + right) / 2, (bottom + top) / 2
        inside = 0 <= middle[0] <= bounds[2] and 0 <= middle[1] <= bounds[3]
        white = glyph.light >= LIGHT and not any(
            a <= middle[0] <= c and b <= middle[1] <= d for a, b, c, d in found.grounds
        )
        if white or not inside or max(right - left, top - bottom) < TINY:
            found.unseen += 1
        elif glyph.quarter == quarter:
            chars.append(Char(glyph.text, *upright(quarter, bounds, glyph.box), glyph.spaced))
    rules = [Rule(*upright(quarter, bounds, box)) for box in found.rules]
    size = bounds[3:1:-1] if quarter % 2 else bounds[2:]
    unknown = sum(char.text == UNKNOWN for char in chars)
    return Shown(Page(number, *size, chars, rules), found.unseen, unknown, found.picture)


def _walk(found: _Objects, holder: Element, matrix: Matrix, drawn: str, deep: int = 0) -> None:
    """Look at every object of a layer, or of a block or composite in it."""
    for one in holder:
        found.left -= 1
        if found.left < 0 or deep > DEEPEST:
            return
        kind = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        hidden = one.get("Visible") == "false" or one.get("Alpha") == "0"
        if kind == "PageBlock":
            _walk(found, one, matrix, drawn, deep + 1)
        elif kind == "TextObject":
            _text(found, one, _own(one, matrix), drawn, hidden)
        elif hidden:
            continue
        elif kind == "PathObject":
            _path(found, one, _own(one, matrix), drawn)
        elif kind == "ImageObject":
            found.picture = True
            found.grounds.append(_boundary(one, matrix))
        elif kind == "CompositeObject":
            unit = found.resources.composites.get(one.get("ResourceID", ""))
            for content in () if unit is None else unit.iterfind("{*}Content"):
                _walk(found, content, _own(one, matrix), drawn, deep + 1)


def _own(one: Element, matrix: Matrix) -> Matrix:
    """How the inside of an object is put on the page: by its own matrix, then its corner."""
    x, y, *_rest = [*numbers(one.get("Boundary", "")), 0.0, 0.0]
    a, b, c, d, e, f = _six(numbers(one.get("CTM", "")))
    return times((a, b, c, d, e + x, f + y), matrix)


def _six(given: list[float]) -> Matrix:
    if len(given) != 6:
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    a, b, c, d, e, f = given
    return a, b, c, d, e, f


def _boundary(one: Element, matrix: Matrix) -> Box:
    x, y, width, height = [*numbers(one.get("Boundary", "")), 0.0, 0.0, 0.0, 0.0][:4]
    return moved((x, y, x + width, y + height), matrix)


def _text(found: _Objects, one: Element, matrix: Matrix, drawn: str, hidden: bool) -> None:
    bare = one.get("Fill") == "false" and one.get("Stroke") != "true"
    light = _light(found.resources.colour(one, drawn))
    turn = _quarter(one.get("CharDirection"))
    facing = times((*QUARTERS[turn], 0.0, 0.0), matrix)
    quarter = turned(facing[0], facing[1])
    for glyph in glyphs(one):
        if len(found.glyphs) + found.unseen > MOST_CHARS:
            break  # the caller tells
        if hidden or bare or light is None:
            found.unseen += 1
            continue
        placed = times((*QUARTERS[turn], glyph.x, glyph.y), matrix)
        box = moved((0.0, -glyph.above, glyph.width, glyph.below), placed)
        found.glyphs.append(_Glyph(glyph.text, box, quarter, light, glyph.spaced))


def _quarter(degrees: str | None) -> int:
    found = numbers(degrees or "")
    return int(found[0] // 90) % 4 if found else 0


def _light(colour: Element | None) -> int | None:
    """The darkest part of a colour, 0 to 255; None when it is quite transparent."""
    if colour is None:
        return 0
    if colour.get("Alpha") == "0":
        return None
    words = colour.get("Value", "").split()
    parts = [
        float(int(word[1:], 16)) if HEX.fullmatch(word) else sum(numbers(word)) for word in words
    ]
    if len(parts) == 4:  # of ink
        return int(255 - max(parts))
    return int(min(parts)) if parts else 0


def _path(found: _Objects, one: Element, matrix: Matrix, drawn: str) -> None:
    """The rules of a shape: the sides it is drawn with, and the thin shapes filled in it."""
    fill, stroke = one.get("Fill") == "true", one.get("Stroke") != "false"
    data = one.findtext("{*}AbbreviatedData") or ""
    figures = list(_figures(data, matrix)) if len(data) < LONGEST else []
    if fill and figures:
        box = _around(point for points in figures for point in points)
        light = _light(found.resources.colour(one, drawn))
        if light is not None and light < LIGHT:
            found.grounds.append(box)
        thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
        if not stroke and not thin and sum(map(len, figures)) <= 5:
            return  # a background
    for points in figures:
        found.left -= len(points)
        if found.left >= 0 and (fill or stroke):
            found.rules += sides(points, stroked=stroke)


def _around(points: Iterable[tuple[float, float]]) -> Box:
    every = list(points)
    xs, ys = [x for x, _y in every], [y for _x, y in every]
    return min(xs), min(ys), max(xs), max(ys)


def _figures(data: str, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of every figure of a path; what has curves is none of ours."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    words = data.split()
    at = 0
    while at < len(words):
        sign = words[at]
        if sign not in ARGUMENTS:
            return
        given = numbers(" ".join(words[at + 1 : at + 1 + ARGUMENTS[sign]]))
        at += 1 + ARGUMENTS[sign]
        if len(given) != ARGUMENTS[sign]:
            return
        if sign == "C":
            points += points[:1]
            continue
        x, y = given[-2:]
        point = (x * a + y * c + e, x * b + y * d + f)
        if sign in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [point], False
            continue
        curved = curved or sign != "L"
        points.append(point)
    if len(points) > 1 and not curved:
        yield points
