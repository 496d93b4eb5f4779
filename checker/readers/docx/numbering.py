"""Numbering (自动编号): the marks that Word puts in front of paragraphs, counted as it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.readers.docx.names import VAL, Properties, W, children, integer, number, switch, value
from checker.readers.docx.numerals import printed
from checker.readers.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEVELS = 9
LONGEST = 60  # characters of a mark
HOLE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """编号级别: ``text`` has a hole (%1) for the number of each level."""

    text: str = ""
    format: str = "decimal"
    start: int = 1
    style: str | None = None  # the paragraph style that it belongs to
    restart: int | None = None  # only after a paragraph of this level (from 1); 0: never
    legal: bool = False  # all numbers in plain digits
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """编号: what stands in front of a paragraph; ``bullet`` is a sign that counts nothing."""

    text: str
    bullet: bool = False


class Numbering:
    """编号定义: counts the paragraphs of every list as they come."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for element in () if root is None else root:
            if element.tag == W + "abstractNum":
                self._abstract[element.get(W + "abstractNumId", "")] = element
            elif element.tag == W + "num":
                self._lists[element.get(W + "numId", "")] = element
        self._levels: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}  # by abstract list, then by level
        self._started: set[tuple[str, int]] = set()

    def mark(self, properties: Properties) -> Mark | None:
        """The mark of the next paragraph; None when it has none."""
        named = value(properties, "pStyle")
        style = self._styles[named]
        own = children(properties.get(W + "numPr"))
        listed = value(own, "numId")
        by_style = listed is None
        listed = style.list if listed is None else listed
        if listed not in self._lists:  # 0 takes a paragraph out of the list of its style
            return None
        abstract, levels, starts = self._list(listed)
        at = number(own, "ilvl")
        if at is None and by_style:
            mine = (n for n, level in levels.items() if named and level.style == named)
            at = next(mine, style.list_level)
        at = min(at or 0, LEVELS - 1)
        level = levels.get(at)
        if level is None:
            return None
        self._count(abstract, listed, at, levels, starts)
        if level.hidden:
            return None
        if level.format == "bullet":
            return Mark(level.text, bullet=True)
        text = self._printed(abstract, at, levels)
        return Mark(text) if text.strip() else None

    def _count(
        self, abstract: str, listed: str, at: int, levels: dict[int, Level], starts: dict[int, int]
    ) -> None:
        counts = self._counts.setdefault(abstract, {})
        if at in starts and (listed, at) not in self._started:
            counts[at] = starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        self._started.add((listed, at))
        for deeper in [n for n in counts if n > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                del counts[deeper]

    def _printed(self, abstract: str, at: int, levels: dict[int, Level]) -> str:
        counts = self._counts[abstract]

        def fill(hole: re.Match[str]) -> str:
            n = int(hole[1]) - 1
            level = levels.get(n, Level())
            style = "decimal" if levels[at].legal else level.format
            return printed(counts.get(n, level.start), style)

        return HOLE.sub(fill, levels[at].text)

    def _list(self, listed: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        """The abstract list of a list, its levels, and where its own count starts anew."""
        if listed not in self._levels:
            element = self._lists[listed]
            abstract = self._definition(value(children(element), "abstractNumId") or "")
            base = self._abstract.get(abstract)
            levels = dict(_levels(() if base is None else base.iterfind(W + "lvl")))
            starts: dict[int, int] = {}
            for change in element.iterfind(W + "lvlOverride"):
                levels |= dict(_levels(change.iterfind(W + "lvl")))
                at = integer(change.get(W + "ilvl"))
                start = number(children(change), "startOverride")
                if at is not None and start is not None:
                    starts[at] = start
                    levels[at] = replace(levels.get(at, Level()), start=start)
            self._levels[listed] = abstract, levels, starts
        return self._levels[listed]

    def _definition(self, abstract: str) -> str:
        """The abstract list that holds the levels: some only point to a numbering style."""
        link = value(children(self._abstract.get(abstract)), "numStyleLink")
        listed = self._styles.list_of(link) if link else None
        if listed is None or listed not in self._lists:
            return abstract
        return value(children(self._lists[listed]), "abstractNumId") or abstract


def _levels(elements: Iterator[Element] | tuple[()]) -> Iterator[tuple[int, Level]]:
    for element in elements:
        at = integer(element.get(W + "ilvl"))
        if at is None:
            continue
        parts = children(element)
        start = number(parts, "start")
        yield (
            at,
            Level(
                text=(value(parts, "lvlText") or "")[:LONGEST],
                format=_format(element),
                start=0 if start is None else start,
                style=value(parts, "pStyle"),
                restart=number(parts, "lvlRestart"),
                legal=bool(switch(parts, "isLgl")),
                hidden=bool(switch(children(parts.get(W + "rPr")), "vanish")),
            ),
        )


def _format(element: Element) -> str:
    """The number format; one that Word knows and others do not stands inside a choice."""
    found = next(element.iter(W + "numFmt"), None)
    if found is None:
        return "decimal"
    said = str(found.get(VAL, ""))
    return (
        "decimalZero" if said == "custom" and found.get(W + "format", "").startswith("0") else said
    )
