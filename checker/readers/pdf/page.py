"""A page as pdfium shows it (页面): visible characters and rules, turned upright."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from checker.layout.line import Page
from checker.layout.matrix import PLAIN, Box, upright
from checker.layout.shown import UNKNOWN
from checker.readers.pdf.calls import (
    address,
    loose_box,
    page_object,
    text_object,
    told,
)
from checker.readers.pdf.objects import Objects, walk
from checker.ruled import Char, Rule

MOST_CHARS = 200_000  # of a page
TINY = 1.0  # points: characters as small as this are not seen
_CHAR = tuple.__new__  # one for each character of a document, and half as slow as the class
BLANK = frozenset(" \t\r\n\f\v\xa0\xad\u3000\ufeff") | {chr(c) for c in range(0x2000, 0x2010)}
BLANKS = re.compile(f"[{re.escape(''.join(sorted(BLANK)))}]+")
PRINTED = " \xa0\u3000"  # blanks that part words
HYPHEN = re.compile("[\x02\ufffe]")  # what pdfium gives for a hyphen at the end of a line
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


def shown(page: Any, number: int) -> Shown:
    """The page upright, ``y`` growing downwards."""
    objects = Objects()
    handle = address(page.raw)
    walk(objects, page_object, handle, raw.FPDFPage_CountObjects(page.raw), PLAIN)
    quarter = max(range(4), key=lambda turn: objects.quarters[turn])
    bounds = page.get_bbox()
    text = page.get_textpage()
    try:
        found, unseen = _chars(text, objects, quarter, bounds)
    finally:
        text.close()
    left, bottom, right, top = bounds
    if quarter:
        rules = [Rule(*upright(quarter, bounds, box)) for box in objects.rules]
    else:
        rules = [Rule(x - left, top - y2, x2 - left, top - y) for x, y, x2, y2 in objects.rules]
    sides = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
    unknown = sum(char.text == UNKNOWN for char in found)
    share = objects.picture / max((right - left) * (top - bottom), 1.0)
    printed = Page(number, *sides, found, rules)
    return Shown(printed, unseen, unknown, share, objects.pixels, objects.drawn)


def _chars(page: Any, objects: Objects, quarter: int, bounds: Box) -> tuple[list[Char], int]:
    """The visible characters of a page, and how many there are that nobody sees."""
    said = _said(page)
    text = address(page.raw)
    hidden = objects.unseen | objects.white
    mixed = sum(count > 0 for count in objects.quarters.values()) > 1
    asked = bool(hidden or mixed)
    left, bottom, right, top = bounds
    corners = told(loose_box, 4, len(said), repeat(text), range(len(said)))
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
            key = text_object(text, at)
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
            box = upright(quarter, bounds, (x, y, x2, y2))
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


def _grounded(edges: Box, objects: Objects) -> bool:
    """Whether something dark lies under a white character."""
    x, y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
    return any(a <= x <= c and b <= y <= d for a, b, c, d in objects.grounds)
