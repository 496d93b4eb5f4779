"""Printed glyphs (字形): where the characters of a text object stand in it, and how wide."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.layout.shown import UNKNOWN

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ABOVE, BELOW = 0.86, 0.14  # of the size: what of an ideograph stands over and under its line
LOWER, UPPER = 0.6, 0.8  # of the size: the usual width of a narrow letter, and of a wide one
BROAD = "MWmw%@&"
HALF = 0.5  # of the size: how far an ASCII character without an offset moves the next
PLACEHOLDER = "¤"
ESCAPED = re.compile(r"\\([0-9A-Fa-f]{4})")
UNCODED = re.compile("[\0\ud800-\uf8ff]")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
BLANK = frozenset(" \t\r\n\xa0\u3000\u2002\u2003\u200b\ufeff\xad")


class Glyph(NamedTuple):
    """字形: a character on its line, in the millimetres of its object; ``x`` is its left side."""

    text: str
    x: float
    y: float
    width: float
    above: float
    below: float
    spaced: bool  # a blank was printed before it


def numbers(text: str) -> list[float]:
    """The numbers of an attribute; nothing when one of them is none."""
    words = text.split()
    found = [float(word) for word in words if NUMBER.fullmatch(word)]
    return found if len(found) == len(words) and all(map(math.isfinite, found)) else []


def glyphs(one: Element) -> Iterator[Glyph]:
    """The characters of a text object, blanks left out."""
    size = (numbers(one.get("Size", "")) or [0.0])[0]
    stretch = (numbers(one.get("HScale", "")) or [1.0])[0]
    mapped = one.find("{*}CGTransform") is not None
    x = y = 0.0
    spaced = False
    for code in one.iterfind("{*}TextCode"):
        said = _said(code, mapped)
        x = (numbers(code.get("X", "")) or [x])[0]
        y = (numbers(code.get("Y", "")) or [y])[0]
        steps = _steps(code.get("DeltaX", ""), len(said))
        falls = _steps(code.get("DeltaY", ""), len(said))
        left, top = x, y
        for at, ch in enumerate(said):
            step = steps[at] if at < len(steps) else None
            fall = falls[at] if at < len(falls) else 0.0
            width = _width(ch) * size * stretch
            if step is not None and 0 < step < width:
                width = step
            if ch in BLANK:
                spaced = True
            else:
                yield Glyph(ch, left, top, width, ABOVE * size, BELOW * size, spaced)
                spaced = False
            if step is not None:
                left += step
            elif not falls:  # by the font, which is not looked at
                left += (HALF if ch < "\x7f" else 1.0) * size * stretch
            top += fall


def _said(code: Element, mapped: bool) -> str:
    """The characters of a text code, one for each offset; those without a code are unknown."""
    said = (code.text or "").strip("\r\n")
    said = ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)
    if mapped:
        said = said.replace(PLACEHOLDER, UNKNOWN)
    return UNCODED.sub(UNKNOWN, said)


def _steps(given: str, most: int) -> list[float]:
    """The offsets between characters; ``g 3 5.5`` stands for three of 5.5."""
    words = given.split(maxsplit=3 * most)
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < most:
        if words[at] in ("g", "G") and at + 2 < len(words):
            times, value = numbers(words[at + 1]), numbers(words[at + 2])
            if times and value:
                found += value * max(0, min(int(times[0]), most - len(found)))
            at += 3
        else:
            found += numbers(words[at])
            at += 1
    return found


def _width(ch: str) -> float:
    """Of the size: the usual width of a character at most."""
    if unicodedata.east_asian_width(ch) in "WFA" and not ch.isdigit():
        return 1.0
    if ch in BROAD:
        return 1.0
    return UPPER if ch.isupper() else LOWER
