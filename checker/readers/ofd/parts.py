"""Parts (部件): the XML of an OFD, by the places that its parts name each other by."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker import package
from checker.document import Unreadable
from checker.language import msgid

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LOCKED = "encryptions.xml"  # what a protected file lists its encrypted parts in


@dataclass
class Parts:
    """部件: ``names`` are the parts by their place in lower case."""

    named: str
    file: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    bytes: int = package.PAGES.whole
    tags: int = package.PAGES.tags

    def part(self, place: str, beside: str) -> Element:
        """The root of the part at ``place``, as the part ``beside`` names it."""
        found = self.optional(place, beside)
        if found is None:
            part = place.strip() or beside
            raise Unreadable(self.named, "OFD 文件不完整：缺少 {part}", part=part)
        return found

    def optional(self, place: str, beside: str) -> Element | None:
        """The same, or None when it is not there."""
        info = self.names.get(self.at(place, beside).lower())
        return None if info is None else self._root(info)

    def at(self, place: str, beside: str) -> str:
        """Where a part is that another names: from the root on, or beside the other."""
        place = place.strip().replace("\\", "/")
        rooted = posixpath.normpath("/" + place.lstrip("/"))[1:]
        folder = posixpath.dirname(beside).lstrip("/")
        near = posixpath.normpath("/" + posixpath.join(folder, place).lstrip("/"))[1:]
        if place.startswith("/") or near.lower() not in self.names:
            return rooted
        return near

    def _root(self, info: zipfile.ZipInfo) -> Element:
        self.bytes -= info.file_size
        package.moderate(self.named, info, package.PAGES)
        if self.bytes < 0:
            raise package.too_large(self.named)
        xml = self.file.read(info)
        self.tags -= xml.count(b"<")
        if self.tags < 0:
            raise package.too_large(self.named)
        return package.tree(self.named, xml)


@contextmanager
def opened(named: str, data: bytes) -> Iterator[Parts]:
    """The parts of the package ``data``; whatever is wrong with it is raised as ``Unreadable``."""
    broken = msgid("不是完整的 OFD 文件（已损坏或被截断）")
    malformed = msgid("文件的 XML 有错误或嵌套太深")
    with package.opened(named, data, broken=broken, malformed=malformed) as file:
        parts = Parts(named, file)
        for info in file.infolist():
            parts.names[info.filename.replace("\\", "/").lstrip("/").lower()] = info
        if "ofd.xml" not in parts.names:
            raise Unreadable(named, "压缩包里没有 OFD.xml，不是 OFD 文件")
        if any(posixpath.basename(name) == LOCKED for name in parts.names):
            raise package.locked(named)
        yield parts
