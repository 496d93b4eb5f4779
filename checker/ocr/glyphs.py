"""Recognised lines as characters in boxes (字格): set in even steps, of a few sizes.

Where a character stands is known to a fraction of its width only; evenly set, no blank opens
inside of a number, and a gap that stays is one that was printed.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.ocr import Box, Said
from checker.ruled import Char

WIDE = "\u2e80"  # from here on characters are as wide as high
ALIKE = 0.12  # by which sizes of one type may differ
TELLING = 4.0  # widths of an ideograph, from which on a line tells its size
FILLED = 0.8  # of a line's box, that its type fills
GAP = 0.7  # of the size: more than characters stand apart
HOLE = 1.7  # times the usual step between digits: one may be missing; of the size, a gap
MISSING = 50  # percent, for the digits beside a hole
INSIDE = ".,"  # parts of a number, beside which a blank is none


class Line(NamedTuple):
    """一行: where it was found, and what it says."""

    box: Box
    said: Said


class _Glyph(NamedTuple):
    text: str
    middle: float
    confidence: int
    spaced: bool

    @property
    def ems(self) -> float:
        return 1.0 if self.text >= WIDE else 0.5


def chars(lines: Sequence[Line], scale: float) -> list[Char]:
    """The characters of a page's lines, ``scale`` points to a pixel."""
    told = [(line, _doubted(_glyphs(line))) for line in lines]
    told = [(line, glyphs) for line, glyphs in told if glyphs]
    sizes = _sizes(told)
    found: list[Char] = []
    for (line, glyphs), size in zip(told, sizes, strict=True):
        centre = (line.box[1] + line.box[3]) / 2
        top, bottom = scale * (centre - size / 2), scale * (centre + size / 2)
        for part in _parts(glyphs, size):
            for left, glyph in _set(part, size):
                half = glyph.ems * size / 2  # what stands in a cell stays in it
                middle = min(max(left + half, line.box[0] + 1), line.box[2] - 1)
                left, right = middle - half, middle + half
                box = scale * left, top, scale * right, bottom
                found.append(Char(glyph.text, *box, glyph.spaced, glyph.confidence))
    return found


def _glyphs(line: Line) -> list[_Glyph]:
    """The characters of a line and where their middles are, without its blanks."""
    left, _top, right, _bottom = line.box
    found: list[_Glyph] = []
    spaced = False
    for ch, sure, middle in zip(*line.said, strict=True):
        if ch.isspace():
            spaced = bool(found)
            continue
        inside = bool(found) and (
            (ch in INSIDE or found[-1].text in INSIDE) and (ch + found[-1].text).isascii()
        )
        found.append(_Glyph(ch, left + middle * (right - left), sure, spaced and not inside))
        spaced = False
    return found


def _doubted(glyphs: list[_Glyph]) -> list[_Glyph]:
    """Digits that stand further apart than the others of their number may have lost one."""
    number: list[int] = []
    doubted: set[int] = set()
    for at, glyph in enumerate([*glyphs, _Glyph("", 0.0, 0, False)]):
        if glyph.text.isdigit() and not (number and glyph.spaced):
            number.append(at)
            continue
        steps = [glyphs[b].middle - glyphs[a].middle for a, b in pairwise(number)]
        usual = statistics.median(steps) if len(steps) > 2 else 0.0
        for step, (a, b) in zip(steps, pairwise(number), strict=True):
            if usual and step > HOLE * usual:
                doubted |= {a, b}
        number = []
    return [
        glyph._replace(confidence=min(glyph.confidence, MISSING)) if at in doubted else glyph
        for at, glyph in enumerate(glyphs)
    ]


def _sizes(told: Sequence[tuple[Line, list[_Glyph]]]) -> list[float]:
    """The size of each line's type, alike for lines that are nearly so."""
    steps = [_step(glyphs) for _line, glyphs in told]
    highs = [line.box[3] - line.box[1] for line, _glyphs in told]
    shares = [step / high for step, high in zip(steps, highs, strict=True) if step]
    share = statistics.median(shares) if shares else FILLED
    sizes = [step or share * high for step, high in zip(steps, highs, strict=True)]
    weights = [len(glyphs) for _line, glyphs in told]
    found: list[float] = []
    for _weight, size in sorted(zip(weights, sizes, strict=True), reverse=True):
        if not any(abs(size - other) <= ALIKE * other for other in found):
            found.append(size)
    return [min(found, key=lambda other: abs(size - other)) for size in sizes]


def _step(glyphs: Sequence[_Glyph]) -> float:
    """How far a line's ideographs stand apart; 0 where too few tell it."""
    pairs = [
        (b.middle - a.middle, (a.ems + b.ems) / 2)
        for a, b in pairwise(glyphs)
        if a.text >= WIDE and b.text >= WIDE
    ]
    ems = sum(em for _step, em in pairs)
    return sum(step for step, _em in pairs) / ems if ems >= TELLING else 0.0


def _parts(glyphs: Sequence[_Glyph], size: float) -> Iterator[list[_Glyph]]:
    """A line cut where a blank was printed."""
    part: list[_Glyph] = []
    for glyph in glyphs:
        if part:
            step = glyph.middle - part[-1].middle - (glyph.ems + part[-1].ems) / 2 * size
            inside = glyph.text.isdigit() and part[-1].text.isdigit()
            if glyph.spaced or step > (HOLE if inside else GAP) * size:
                yield part
                part = []
        part.append(glyph)
    if part:
        yield part


def _set(part: Sequence[_Glyph], size: float) -> Iterator[tuple[float, _Glyph]]:
    """Where each character of a part begins, in even steps around the middle of all."""
    ems = [0.0]
    for a, b in pairwise(part):
        ems.append(ems[-1] + (a.ems + b.ems) / 2)
    first, last = part[0], part[-1]
    step = (last.middle - first.middle) / ems[-1] if len(part) > 2 else size
    step = step if abs(step - size) <= 0.35 * size else size
    start = statistics.mean(g.middle - em * step for g, em in zip(part, ems, strict=True))
    for em, glyph in zip(ems, part, strict=True):
        yield start + em * step - glyph.ems * size / 2, glyph
