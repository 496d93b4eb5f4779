"""The package of an OFD (压缩包): its XML parts, opened without trust."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.document import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST = 200 << 20  # bytes of all parts that are read
LARGEST_PART = 64 << 20
MOST_ELEMENTS = 4_000_000  # of all parts that are read
LOCKED = "encryptions.xml"  # what a protected file lists its encrypted parts in


@dataclass
class Package:
    """压缩包: ``names`` are the parts by their place in lower case."""

    named: str
    file: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    bytes: int = LARGEST
    elements: int = MOST_ELEMENTS

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
        from lxml import etree

        self.bytes -= info.file_size
        if info.file_size > LARGEST_PART or self.bytes < 0:
            raise Unreadable(self.named, "压缩包解开后太大，可能是恶意文件")
        xml = self.file.read(info)
        self.elements -= xml.count(b"<")
        if self.elements < 0:
            raise Unreadable(self.named, "压缩包解开后太大，可能是恶意文件")
        bare = xml.replace(b"\0", b"") if b"\0" in xml[:4] else xml
        if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
            raise Unreadable(self.named, "文件里有 XML 实体定义，不予打开")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(xml, parser)
        if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding
            raise Unreadable(self.named, "文件里有 XML 实体定义，不予打开")
        return root


@contextmanager
def opened(named: str, data: bytes) -> Iterator[Package]:
    """The package ``data``; whatever is wrong with it is raised as ``Unreadable``."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            package = Package(named, file)
            for info in file.infolist():
                package.names[info.filename.replace("\\", "/").lstrip("/").lower()] = info
            if "ofd.xml" not in package.names:
                raise Unreadable(named, "压缩包里没有 OFD.xml，不是 OFD 文件")
            if any(posixpath.basename(name) == LOCKED for name in package.names):
                raise Unreadable(named, "文件有密码保护，请先去掉密码再检查")
            yield package
    except (NotImplementedError, RuntimeError):  # an unknown packing, or a password on the zip
        raise Unreadable(named, "压缩包有密码或用了不认识的压缩方法") from None
    except etree.XMLSyntaxError:
        raise Unreadable(named, "文件的 XML 有错误或嵌套太深") from None
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error):
        raise Unreadable(named, "不是完整的 OFD 文件（已损坏或被截断）") from None
