"""Packages (压缩包): the XML parts of a DOCX, opened without trust.

Only the parts that hold text are read, so relations that lead nowhere do no harm.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.document import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST = 200 << 20  # bytes that a package may unpack to when it is packed too tightly
RATIO = 50  # of unpacked to packed; pictures hardly shrink, text shrinks to a twentieth
LARGEST_PART = 64 << 20
MOST_ELEMENTS = 1_000_000  # three thousand pages
MOST_ATTRIBUTES = 3_000_000
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


def recognises(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return any(MAIN.fullmatch(name.replace("\\", "/")) for name in names)


def opened(path: Path, data: bytes) -> Parts:
    """The parts of the package ``data``.

    Raises ``Unreadable`` when it is encrypted, damaged, hostile or no text document.
    """
    from lxml import etree

    if data.startswith(OLE) and ENCRYPTED in data:
        raise Unreadable(str(path), "文件有密码保护，请先去掉密码再检查")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _parts(path, package)
    except (NotImplementedError, RuntimeError):  # an unknown packing, or a password on the zip
        raise Unreadable(str(path), "压缩包有密码或用了不认识的压缩方法") from None
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error):
        raise Unreadable(str(path), "不是完整的 DOCX 文件（已损坏或被截断）") from None
    except etree.XMLSyntaxError:
        raise Unreadable(str(path), "文件的 XML 有错误或嵌套太深") from None


def _parts(path: Path, package: zipfile.ZipFile) -> Parts:
    infos = package.infolist()
    unpacked, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    if unpacked > LARGEST and unpacked > RATIO * packed:
        raise Unreadable(str(path), "压缩包解开后太大，可能是恶意文件")
    named = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    main = next(filter(MAIN.fullmatch, sorted(named)), None)
    if main is None:
        raise Unreadable(str(path), "压缩包里没有 Word 文档的正文")
    folder = posixpath.dirname(main)

    def root(name: str) -> Element | None:
        info = named.get(posixpath.join(folder, name))
        return None if info is None else _root(path, package, info)

    document = _root(path, package, named[main])
    return Parts(document, *map(root, ("styles.xml", "numbering.xml")), *map(root, NOTES))


NOTES = ("footnotes.xml", "endnotes.xml")


def _root(path: Path, package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Element:
    from lxml import etree

    if info.file_size > LARGEST_PART:
        raise Unreadable(str(path), "压缩包解开后太大，可能是恶意文件")
    xml = package.read(info)
    if xml.count(b"<") > 2 * MOST_ELEMENTS or xml.count(b"=") > MOST_ATTRIBUTES:
        raise Unreadable(str(path), "压缩包解开后太大，可能是恶意文件")
    bare = xml.replace(b"\0", b"") if b"\0" in xml[:4] else xml
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise Unreadable(str(path), "文件里有 XML 实体定义，不予打开")
    if b"purl.oclc.org" in xml:
        for strict, common in STRICT.items():
            xml = xml.replace(strict, common)
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
        raise Unreadable(str(path), "文件里有 XML 实体定义，不予打开")
    return root
