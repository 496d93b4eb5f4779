"""Packages (压缩包): ZIP files of XML parts, as XLSX, DOCX and OFD are, opened without trust.

A few bytes may unpack to many, and a part may name entities or nest without end.  What a
package of each format may come to is data here; so are the words for what is wrong with one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.document import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# For every parser: nothing outside the file, no entities, no depth without end.
SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
}  # fmt: skip
LONGEST = 10_000_000  # bytes of one text, as the parser of trees counts them


@dataclass(frozen=True, slots=True)
class Limits:
    """上限: what is larger is no report; what is packed no tighter than its ratio may be."""

    whole: int = 200 << 20  # bytes of all parts, or of those that are read
    whole_ratio: int = 0  # of unpacked to packed
    part: int = 64 << 20
    part_ratio: int = 0
    tags: int = 4_000_000  # signs that open a tag, of all parts together or of each
    attributes: int = 200 << 20


WORKBOOK = Limits(part=1 << 20, part_ratio=200)
# Pictures hardly shrink, text shrinks to a twentieth; a million elements are 3000 pages.
TEXT = Limits(whole_ratio=50, tags=2_000_000, attributes=3_000_000)
PAGES = Limits()


def names(data: bytes) -> list[str]:
    """The names of the parts of ``data``; none when it is no package."""
    if not data.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def unlocked(named: str, data: bytes) -> None:
    """Raises ``Unreadable`` for a file of an office program that asks for a password."""
    if data.startswith(OLE) and ENCRYPTED in data:
        raise locked(named)


@contextmanager
def opened(named: str, data: bytes, *, broken: str, malformed: str) -> Iterator[zipfile.ZipFile]:
    """The package ``data``; whatever is wrong with it is raised as ``Unreadable``.

    ``broken`` is said of the package, ``malformed`` of the XML of a part.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield package
    except (NotImplementedError, RuntimeError):  # an unknown packing, or a password on the zip
        raise Unreadable(named, "压缩包有密码或用了不认识的压缩方法") from None
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error):
        raise Unreadable(named, broken) from None
    except etree.XMLSyntaxError:
        raise Unreadable(named, malformed) from None


def harmless(named: str, parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Raises ``Unreadable`` for parts that unpack to too much together."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.whole and unpacked > limits.whole_ratio * packed:
        raise too_large(named)


def moderate(named: str, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Raises ``Unreadable`` for a part that unpacks to too much."""
    size = part.file_size
    if size > limits.part and size > limits.part_ratio * part.compress_size:
        raise too_large(named)


def simple(named: str, xml: bytes, limits: Limits) -> None:
    """Raises ``Unreadable`` for a part of more elements or attributes than a tree should hold."""
    if len(xml) <= min(limits.tags, limits.attributes):  # each takes more than a byte
        return
    if xml.count(b"<") > limits.tags or xml.count(b"=") > limits.attributes:
        raise too_large(named)


def content(named: str, xml: bytes) -> bytes:
    """The bytes of a part, without the noughts of a wide encoding, once they name no entity."""
    bare = xml.replace(b"\0", b"") if b"\0" in xml[:4] else xml
    if b"<!" in bare and (b"<!DOCTYPE" in bare or b"<!ENTITY" in bare):
        raise entities(named)
    return bare


def tree(named: str, xml: bytes) -> Element:
    """The root of a part, without its comments."""
    from lxml import etree

    content(named, xml)
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True, remove_pis=True, **SAFE))
    if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding
        raise entities(named)
    return root


def sound(xml: bytes) -> None:
    """Nothing, or an XMLSyntaxError for a part that is no XML or too deep; no tree is kept."""
    from lxml import etree

    if len(xml) > LONGEST:  # only what makes a tree is sure to tell of a text that is too long
        for _event, element in etree.iterparse(io.BytesIO(xml), **SAFE):
            cleared(element)
        return
    parser = etree.XMLParser(target=_Deaf(), **SAFE)
    etree.fromstring(xml, parser)
    for error in parser.error_log.filter_from_errors():  # a prefix that stands for no name
        raise etree.XMLSyntaxError(error.message, error.type, error.line, error.column)


def cleared(element: Element) -> None:
    """Frees an element that was read to its end, and what stood before it."""
    element.clear()
    while (parent := element.getparent()) is not None and parent[0] is not element:
        del parent[0]


class _Deaf:
    """What hears of no element, and so lets the parser be quick."""

    def close(self) -> None:
        return None


def locked(named: str) -> Unreadable:
    return Unreadable(named, "文件有密码保护，请先去掉密码再检查")


def too_large(named: str) -> Unreadable:
    return Unreadable(named, "压缩包解开后太大，可能是恶意文件")


def entities(named: str) -> Unreadable:
    return Unreadable(named, "文件里有 XML 实体定义，不予打开")
