"""Parts (部件): the XML of a DOCX that holds or shapes text.

Only these are read, so relations that lead nowhere do no harm.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker import package
from checker.document import Unreadable
from checker.language import msgid

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The strict form of the format differs from the common one by its names alone.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
MAIN = re.compile(r"(?:.*/)?word/document\d*\.xml", re.I)


@dataclass(frozen=True, slots=True)
class Parts:
    """部件: the roots of the parts that hold or shape text; None stands for one not there."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None


NOTES = ("footnotes.xml", "endnotes.xml")


def recognises(data: bytes) -> bool:
    return any(MAIN.fullmatch(name.replace("\\", "/")) for name in package.names(data))


def opened(path: Path, data: bytes) -> Parts:
    """The parts of the package ``data``.

    Raises ``Unreadable`` when it is encrypted, damaged, hostile or no text document.
    """
    named = str(path)
    package.unlocked(named, data)
    broken = msgid("不是完整的 DOCX 文件（已损坏或被截断）")
    malformed = msgid("文件的 XML 有错误或嵌套太深")
    with package.opened(named, data, broken=broken, malformed=malformed) as file:
        return _parts(named, file)


def _parts(named: str, file: zipfile.ZipFile) -> Parts:
    infos = file.infolist()
    package.harmless(named, infos, package.TEXT)
    places = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    main = next(filter(MAIN.fullmatch, sorted(places)), None)
    if main is None:
        raise Unreadable(named, "压缩包里没有 Word 文档的正文")
    folder = posixpath.dirname(main)

    def root(name: str) -> Element | None:
        info = places.get(posixpath.join(folder, name))
        return None if info is None else _root(named, file, info)

    document = _root(named, file, places[main])
    return Parts(document, *map(root, ("styles.xml", "numbering.xml")), *map(root, NOTES))


def _root(named: str, file: zipfile.ZipFile, info: zipfile.ZipInfo) -> Element:
    package.moderate(named, info, package.TEXT)
    xml = file.read(info)
    package.simple(named, xml, package.TEXT)
    if b"purl.oclc.org" in xml:
        for strict, common in STRICT.items():
            xml = xml.replace(strict, common)
    return package.tree(named, xml)
