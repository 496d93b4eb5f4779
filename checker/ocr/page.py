"""A picture as a page (识别页): turned upright, its lines read, its rules found.

The finder of lines passes over a lone digit, so ink that stands in no line is read too.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.layout.line import Page
from checker.ocr import Box, Quad, Recogniser, Said
from checker.ocr.glyphs import Line, chars
from checker.ocr.ink import covered, dark, leaning, marks, rules, runs
from checker.ruled import Rule

if TYPE_CHECKING:
    from checker.ocr.ink import Mask, Picture

PAPER = 842.0  # points, of the longer side: what is read is taken for a page of A4
LEAST = 50  # percent: what is read less surely is no text
LONE = 70  # percent, of what the finder passed over
UPRIGHT = 85  # percent: text read as surely stands on its feet
SMALL = 22  # pixels: digits of lines as low are misread, and surely
DIFFERING = 50  # percent, for digits that a second reading does not confirm
LONG = 3.0  # times as wide as high: such a line tells how the page lies
SAMPLE = 4  # lines that are read to see which end is up
LEANING = 0.15  # degrees, from which on a page is levelled
RULE = 1.5  # of the size of the type: strokes of characters are shorter than rules
BRIM = 3  # pixels
UNITED = 0.6  # of the size: marks as near are of one word


class _Reader:
    """Reads the lines of a picture, none of them twice."""

    def __init__(self, by: Recogniser) -> None:
        self.by = by
        self._said: dict[tuple[int, Box], Said] = {}
        self._kept: list[Picture] = []  # so that no other gets its id

    def line(self, picture: Picture, box: Box) -> Said:
        if not any(picture is one for one in self._kept):
            self._kept.append(picture)
        key = id(picture), box
        if key not in self._said:
            self._said[key] = self.by.read(_cut(picture, box, 0))
        return self._said[key]


class Recognised(NamedTuple):
    """认出的页: the page, and how many lines of it could not be read."""

    page: Page
    unread: int


def recognised(picture: Picture, number: int, by: Recogniser) -> Recognised:
    """What a picture says."""
    reader = _Reader(by)
    picture, found = _upright(picture, reader)
    height, width = picture.shape[:2]
    scale = PAPER / max(height, width)
    size = statistics.median(b - t for _l, t, _r, b in found) if found else 0.02 * height
    ink = dark(picture)
    ruled = [rule for rule in rules(ink, int(RULE * size)) if not _inside(rule, found)]
    pieces = [piece for box in found for piece in _parted(box, ruled)]
    lines: list[Line] = []
    unread = 0
    for box in pieces:
        said = reader.line(picture, box)
        if said.text and statistics.mean(said.confidences) >= LEAST:
            if box[3] - box[1] < SMALL and _digits(said):
                said = _agreed(said, by.read(_cut(picture, box, 2)))
            lines.append(Line(box, said))
        else:
            unread += 1
    for box in _passed_over(ink, [*pieces, *ruled], size):
        said = by.read(_cut(picture, box, size / 3))
        if said.text.strip() and statistics.mean(said.confidences) >= LONE:
            lines.append(Line(box, said))
    page = Page(
        number,
        width * scale,
        height * scale,
        chars(lines, scale),
        [Rule(*(scale * edge for edge in rule)) for rule in ruled],
    )
    return Recognised(page, unread)


def _digits(said: Said) -> str:
    return "".join(ch for ch in said.text if ch.isdigit() or ch in ".,")


def _agreed(said: Said, again: Said) -> Said:
    """A line of small type read twice; where its numbers differ, none of them is sure."""
    if _digits(said) == _digits(again):
        return said
    lowered = [
        min(sure, DIFFERING) if ch.isdigit() else sure
        for ch, sure in zip(said.text, said.confidences, strict=True)
    ]
    return said._replace(confidences=tuple(lowered))


def _upright(picture: Picture, reader: _Reader) -> tuple[Picture, list[Box]]:
    """The picture with its lines level and on their feet, and the lines."""
    import numpy as np

    by = reader.by
    quads = by.find(picture)
    long = [quad for quad in quads if _longer(quad) >= LONG]
    if sum(_tall(quad) for quad in long) > len(long) / 2:
        picture = np.ascontiguousarray(np.rot90(picture))
        quads = by.find(picture)
        long = [quad for quad in quads if _longer(quad) >= LONG]
    if _sure(picture, long, reader) < UPRIGHT:
        turned = np.ascontiguousarray(np.rot90(picture, 2))
        again = by.find(turned)
        others = [quad for quad in again if _longer(quad) >= LONG]
        if _sure(turned, others, reader) > _sure(picture, long, reader):
            picture, quads, long = turned, again, others
    if abs(lean := leaning(dark(picture))) >= LEANING:
        picture = _levelled(picture, lean)
        quads = by.find(picture)
    height, width = picture.shape[:2]
    return picture, [_box(quad, width, height) for quad in quads]


def _levelled(picture: Picture, lean: float) -> Picture:
    import numpy as np
    from PIL import Image

    turned = Image.fromarray(picture).rotate(
        lean, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    return np.asarray(turned)


def _sides(quad: Quad) -> tuple[float, float]:
    """How far its corners lie apart, along the page and down."""
    xs, ys = [x for x, _y in quad], [y for _x, y in quad]
    return max(xs) - min(xs), max(ys) - min(ys)


def _tall(quad: Quad) -> bool:
    wide, high = _sides(quad)
    return high > wide


def _longer(quad: Quad) -> float:
    wide, high = _sides(quad)
    return max(wide, high) / max(min(wide, high), 1.0)


def _sure(picture: Picture, quads: Iterable[Quad], reader: _Reader) -> float:
    """How surely the longest lines are read; what has none lies as it should."""
    height, width = picture.shape[:2]
    longest = sorted(quads, key=_longer, reverse=True)[:SAMPLE]
    found = [reader.line(picture, _box(quad, width, height)) for quad in longest]
    means = [statistics.mean(said.confidences) if said.text else 0.0 for said in found]
    return statistics.mean(means) if means else 100.0


def _box(quad: Quad, width: int, height: int) -> Box:
    xs, ys = [x for x, _y in quad], [y for _x, y in quad]
    return max(min(xs), 0), max(min(ys), 0), min(max(xs), width), min(max(ys), height)


def _cut(picture: Picture, box: Box, brim: float) -> Picture:
    left, top, right, bottom = box
    return picture[
        max(int(top - brim), 0) : max(math.ceil(bottom + brim), int(top) + 1),
        max(int(left - brim), 0) : max(math.ceil(right + brim), int(left) + 1),
    ]


def _inside(rule: Rule, boxes: Sequence[Box]) -> bool:
    """Whether it is a stroke of a character."""
    left, top, right, bottom = rule
    return any(a <= left and right <= c and b <= top and bottom <= d for a, b, c, d in boxes)


def _parted(box: Box, ruled: Sequence[Rule]) -> Iterator[Box]:
    """A line in pieces, where it was found to run over the walls of cells."""
    left, top, right, bottom = box
    tall = bottom - top
    walls = sorted(
        (rule.left + rule.right) / 2
        for rule in ruled
        if rule.bottom - rule.top > rule.right - rule.left
        and rule.top <= top + 0.3 * tall
        and rule.bottom >= bottom - 0.3 * tall
        and left - BRIM < (rule.left + rule.right) / 2 < right + BRIM
    )
    for wall in walls:
        if wall - left > 0.3 * tall:  # else the box only touches the wall
            yield left, top, wall - BRIM, bottom
        left = wall + BRIM
    if not walls or right - left > 0.3 * tall:
        yield left, top, right, bottom


def _passed_over(ink: Mask, known: Sequence[Sequence[float]], size: float) -> list[Box]:
    """Marks as large as characters that stand in no line, those of one word together."""
    left_over = covered(ink, [(a, b, c, d) for a, b, c, d in known], BRIM)
    glyphs = [
        mark
        for mark in marks(runs(left_over))
        if 0.35 * size <= mark[3] - mark[1] <= 1.5 * size and mark[2] - mark[0] <= 1.5 * size
    ]
    words: list[Box] = []
    for left, top, right, bottom in sorted(glyphs):
        for at, (a, b, c, d) in enumerate(words):
            if left - c <= UNITED * size and top < d and b < bottom:
                words[at] = min(a, left), min(b, top), max(c, right), max(d, bottom)
                break
        else:
            words.append((left, top, right, bottom))
    return words
