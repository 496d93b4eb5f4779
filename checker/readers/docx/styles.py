"""Styles (样式): heading levels, numbering and hidden text that a paragraph has by its style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.readers.docx.names import Properties, W, children, number, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
TITLE = re.compile(r"title|标题", re.I)
CONTENTS = re.compile(r"(?:toc|目录|WPSOffice手动目录)\s*\d", re.I)
BODY_LEVEL = 9  # w:outlineLvl of text that is no heading


@dataclass(frozen=True, slots=True)
class Style:
    """样式: None is what the style leaves to others."""

    level: int | None = None  # of a heading: 1 is the highest; 0: no heading
    list: str | None = None  # w:numId
    list_level: int | None = None
    hidden: bool | None = None
    contents: bool = False  # a line of the table of contents


def level(properties: Properties) -> int | None:
    """The heading level that paragraph properties name themselves."""
    outline = number(properties, "outlineLvl")
    if outline is None:
        return None
    return outline + 1 if outline < BODY_LEVEL else 0


PLAIN = Style()
DEEPEST = 50  # styles that one may rest upon


class Styles:
    """样式表: the styles of a document by their identifier, inherited values resolved."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        for style in () if root is None else root.iterfind(W + "style"):
            name = style.get(W + "styleId", "")
            self._elements[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self.default = name

    def __getitem__(self, name: str | None) -> Style:
        if name is None:
            name = self.default
        if (known := self._known.get(name)) is not None:
            return known
        chain: list[str] = []
        at = name
        while at in self._elements and at not in self._known and len(chain) < DEEPEST:
            chain.append(at)
            at = value(children(self._elements[at]), "basedOn") or ""
        style = self._known.get(at, PLAIN)
        for each in reversed(chain):
            style = self._known[each] = _derived(self._elements[each], style)
        self._known.setdefault(name, style)
        return style

    def list_of(self, name: str) -> str | None:
        """The list (w:numId) that a numbering style stands for."""
        return self[name].list


def _derived(element: Element, base: Style) -> Style:
    parts = children(element)
    properties = children(parts.get(W + "pPr"))
    listed = children(properties.get(W + "numPr"))
    name = value(parts, "name") or ""
    own = level(properties)
    if own is None and (heading := HEADING.fullmatch(name)):
        own = int(heading[1])
    elif own is None and TITLE.fullmatch(name):
        own = 1
    hidden = switch(children(parts.get(W + "rPr")), "vanish")
    list_level = number(listed, "ilvl")
    return Style(
        level=base.level if own is None else own,
        list=base.list if (named := value(listed, "numId")) is None else named,
        list_level=base.list_level if list_level is None else list_level,
        hidden=base.hidden if hidden is None else hidden,
        contents=base.contents or CONTENTS.match(name) is not None,
    )
