"""OFD (版式文档, GB/T 33190): pages of text and paths, laid out as blocks as a PDF's are.

What nobody sees is no text: invisible and white characters, those outside of the page, and
marks across it.  Annotations (stamps, remarks) are no part of the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checker import package
from checker.document import Document, Unreadable
from checker.layout import blocks
from checker.layout.shown import Shown, legible, notes
from checker.readers.ofd.glyphs import numbers
from checker.readers.ofd.page import MOST_CHARS, Resources, shown
from checker.readers.ofd.parts import Parts, opened
from checker.steps import step

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIXES = (".ofd",)

MOST_PAGES = 3000
A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres


def recognises(data: bytes) -> bool:
    """Whether ``data`` is a package with an OFD.xml."""
    return any(name.lstrip("/").lower() == "ofd.xml" for name in package.names(data))


def read(path: Path, data: bytes) -> Document:
    named = str(path)
    with opened(named, data) as parts:
        pages = list(_pages(named, parts))
    legible(named, pages)
    return Document(
        path=named,
        format="ofd",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks([one.page for one in pages]),
        notes=tuple(notes(pages)),
    )


def _pages(named: str, parts: Parts) -> Iterator[Shown]:
    """The pages of all documents in the file, numbered through."""
    number, left = 0, MOST_CHARS
    for at in _documents(parts):
        root = parts.part(at, "OFD.xml")
        resources = Resources()
        for named_in in ("PublicRes", "DocumentRes"):
            for one in root.iterfind(f"{{*}}CommonData/{{*}}{named_in}"):
                resources.add(parts.optional(one.text or "", at))
        for one in root.iterfind("{*}CommonData/{*}TemplatePage"):
            resources.templates[one.get("ID", "")] = one.get("BaseLoc", ""), at
        usual = _area(root.find("{*}CommonData/{*}PageArea"), A4)
        listed = root.findall("{*}Pages/{*}Page")
        for at_page, page in enumerate(listed, 1):
            number += 1
            step(at_page, len(listed))
            if number > MOST_PAGES:
                raise Unreadable(named, "OFD 页数太多：最多能读 {pages} 页", pages=MOST_PAGES)
            place = page.get("BaseLoc", "")
            content = parts.part(place, at)
            for own in content.iterfind("{*}PageRes"):
                resources.add(parts.optional(own.text or "", parts.at(place, at)))
            layers = _layers(parts, content, resources)
            page_shown = shown(number, _area(content.find("{*}Area"), usual), layers, resources)
            left -= len(page_shown.page.chars)
            if left < 0:
                raise Unreadable(named, "OFD 的文字太多：最多能读 {count} 个字", count=MOST_CHARS)
            yield page_shown


def _documents(parts: Parts) -> Iterator[str]:
    """Where each document of the file begins, in its current version."""
    for body in parts.part("OFD.xml", "").iterfind("{*}DocBody"):
        at = body.findtext("{*}DocRoot") or ""
        for version in body.iterfind("{*}Versions/{*}Version"):
            if version.get("Current") == "true":
                listed = parts.optional(version.get("BaseLoc", ""), "OFD.xml")
                root = None if listed is None else listed.findtext("{*}DocRoot")
                at = root or at
        yield at.strip()


def _layers(parts: Parts, content: Element, resources: Resources) -> list[Element]:
    """The layers of a page, those of its templates first."""
    found: list[Element] = []
    for used in content.iterfind("{*}Template"):
        place, at = resources.templates.get(used.get("TemplateID", ""), ("", ""))
        found += parts.part(place, at).iterfind("{*}Content/{*}Layer")
    return [*found, *content.iterfind("{*}Content/{*}Layer")]


def _area(area: Element | None, usual: tuple[float, ...]) -> tuple[float, ...]:
    box = numbers("" if area is None else area.findtext("{*}PhysicalBox") or "")
    return tuple(box) if len(box) == 4 and min(box[2:]) > 0 else usual
