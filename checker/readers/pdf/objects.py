"""The objects of a page (页面对象): rules, how text is turned, what of it nobody sees."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

import pypdfium2.raw as raw

from checker.layout.matrix import PLAIN, Box, Matrix, moved, times, turned
from checker.layout.shape import THIN, sides
from checker.readers.pdf import calls

MOST_OBJECTS = 100_000  # of a page
DEEPEST = 8  # forms inside forms
INVISIBLE = frozenset((3, 7))  # text rendering modes
LIGHT = 245  # of 255: white


@dataclass
class Objects:
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


def walk(
    objects: Objects,
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
    kinds = list(map(calls.kind, every))
    _texts(objects, [one for one, kind in zip(every, kinds, strict=True) if kind == text], matrix)
    others = [(one, kind) for one, kind in zip(every, kinds, strict=True) if kind != text]
    shapes: list[tuple[int, Box]] = []
    for (one, kind), (known, box) in zip(others, _boxes([o for o, _ in others]), strict=True):
        if kind == form:
            if deep < DEEPEST:
                [own] = _owns([one])
                inner = times(own, matrix)
                number = raw.FPDFFormObj_CountObjects(ctypes.cast(one, raw.FPDF_PAGEOBJECT))
                walk(objects, calls.form_object, one, number, inner, deep + 1)
        elif known:
            if matrix is not PLAIN:
                box = moved(box, matrix)
            if kind == path:
                objects.drawn += 1
                if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
                    objects.rules.append(box)
                else:
                    shapes.append((one, box))
            else:
                objects.grounds.append(box)
                if kind == raw.FPDF_PAGEOBJ_IMAGE:
                    _picture(objects, one, box)
    _paths(objects, shapes, matrix)


def _boxes(every: list[int]) -> Iterator[tuple[int, Box]]:
    """The edges of each, where they are known."""
    known, edges = calls.parted(calls.edges, "f", 4, every)
    return zip(known, zip(*edges, strict=True), strict=True)


def _picture(objects: Objects, one: int, box: Box) -> None:
    objects.picture = max(objects.picture, (box[2] - box[0]) * (box[3] - box[1]))
    calls.pixels(one, *calls.PARTS[:2])
    objects.pixels = max(objects.pixels, calls.COLOUR[0] * calls.COLOUR[1])


def _owns(every: list[int]) -> Iterator[Matrix]:
    """How the inside of each is put on its page or form."""
    numbers = calls.told(calls.matrix, 6, len(every), every)
    return zip(*(numbers[at::6] for at in range(6)), strict=True)


def _texts(objects: Objects, every: list[int], matrix: Matrix) -> None:
    """How pieces of text are turned, and whether they can be seen."""
    if not every:
        return
    numbers = calls.told(calls.matrix, 6, len(every), every)
    across, along = numbers[::6], numbers[1::6]
    if matrix is PLAIN and not any(along) and min(across) >= 0:
        objects.quarters[0] += len(every)
    else:
        for one, a, b in zip(every, across, along, strict=True):
            quarter = _quarter(a, b, matrix)
            if quarter:
                objects.turned[one] = quarter
            objects.quarters[quarter] += 1
    modes = list(map(calls.render_mode, every))
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
    return turned(a, b) if b or a < 0 else 0


def _lights(every: list[int]) -> list[int | None]:
    """The darkest of the colours of each, 0 to 255; None when it is quite transparent.

    Nothing when all are dark, as nearly always.
    """
    known, (red, green, blue, alpha) = calls.parted(calls.fill_colour, "I", 4, every)
    if max(red) < LIGHT and all(known) and all(alpha):
        return []
    found = zip(known, red, green, blue, alpha, strict=True)
    return [(min(r, g, b) if a else None) if told else 0 for told, r, g, b, a in found]


def _paths(objects: Objects, shapes: list[tuple[int, Box]], matrix: Matrix) -> None:
    """The rules of shapes: the sides they are drawn with, and the thin shapes filled in them."""
    drawn: list[tuple[int, int, int]] = []  # the shape, its segments, whether its sides are drawn
    every = [one for one, _box in shapes]
    _known, modes = calls.parted(calls.draw_mode, "i", 2, every)
    counts = list(map(calls.segments, every))
    for (one, box), fill, stroke, count in zip(shapes, *modes, counts, strict=True):
        if fill:
            light = _light(one)
            if light is not None and light < LIGHT:
                objects.grounds.append(box)
            if not stroke and count <= 5:
                continue  # a background
        objects.left -= count
        if objects.left < 0:
            break
        drawn.append((one, count, stroke))
    parts = [one for one, count, _stroke in drawn for one in repeat(one, count)]
    segments = list(map(calls.segment, parts, chain.from_iterable(range(n) for _o, n, _s in drawn)))
    _known, (xs, ys) = calls.parted(calls.point, "f", 2, segments)
    kinds, ends = list(map(calls.segment_kind, segments)), list(map(calls.closes, segments))
    corners = list(zip(kinds, ends, xs, ys, strict=True))
    at = 0
    for (_one, count, stroke), own in zip(drawn, _owns([o for o, _, _ in drawn]), strict=True):
        for points in _figures(corners[at : at + count], times(own, matrix)):
            objects.rules += sides(points, stroked=bool(stroke))
        at += count


def _light(one: int) -> int | None:
    return next(iter(_lights([one])), 0)


def _figures(
    corners: Iterable[tuple[int, int, float, float]], matrix: Matrix
) -> Iterator[list[tuple[float, float]]]:
    """The corners of every figure of a path; what has curves is none of ours."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    for kind, closed, x, y in corners:
        point = (x * a + y * c + e, x * b + y * d + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [point], False
            continue
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append(point)
        if closed:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
