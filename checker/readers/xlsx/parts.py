"""Parts of a workbook (部件): what its XML tells that the library does not.

They are looked through before the library opens them, for it would spend any time and memory
on a hostile one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker import package
from checker.calculation import Formulas
from checker.document import Unreadable
from checker.language import msgid

MOST_CELLS = 200_000
MOST_MERGED = 200_000  # places under merged cells
MOST_STYLES = 400_000  # elements of the styles
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A sheet without these bytes has nothing to tell but its cells.
FORMULAS, MERGED = (b"<f", b":f"), b"mergeCell"
TABLES = ("sharedStrings.xml", "styles.xml", "workbook.xml")  # what the library reads whole


@dataclass
class Part:
    """What the XML of a sheet tells."""

    cells: int = 0
    merged: int = 0  # places under merged cells
    unsaved: list[str] = field(default_factory=list)  # formulas without a value
    formulas: Formulas = field(default_factory=Formulas)

    def note(self, row: Any) -> None:
        """What the formulas of a row are, and which were never calculated."""
        for cell in row.iterchildren("{*}c"):
            if (formula := cell.find("{*}f")) is None:
                continue
            at = cell.get("r", "")
            saved = cell.findtext("{*}v") or cell.get("t") == "str"  # an empty text may be
            if not saved:
                self.unsaved.append(at)
            self.formulas.add(at, formula, saved=bool(saved))


def opened(path: Path, data: bytes) -> dict[str, Part]:
    """The sheets by name, once the package is known to be harmless.

    Raises ``Unreadable`` for what would take too much time or memory to open.
    """
    named = str(path)
    package.unlocked(named, data)
    broken = msgid("不是完整的 XLSX 文件（已损坏或被截断）")
    malformed = msgid("工作簿的 XML 有错误或嵌套太深")
    with package.opened(named, data, broken=broken, malformed=malformed) as file:
        return _looked_through(named, file)


def _looked_through(named: str, file: zipfile.ZipFile) -> dict[str, Part]:
    infos = file.infolist()
    package.harmless(named, infos, package.WORKBOOK)
    for info in infos:
        package.moderate(named, info, package.WORKBOOK)
    left, found = package.WORKBOOK.tags, _Counted()
    for info in (i for i in infos if i.filename.lower().endswith((".xml", ".rels"))):
        xml = file.read(info)
        bare = package.content(named, xml)
        tags = bare.count(b"<")
        left -= tags
        if left < 0 or ("styles" in info.filename and tags > MOST_STYLES):
            raise _too_large(named)
        if "/worksheets/sheet" in info.filename:
            formulas = any(sign in bare for sign in FORMULAS)
            if formulas or MERGED in bare or tags > MOST_CELLS:
                found.count(info, xml, formulas=formulas)
            else:
                found.estimate(info, xml, tags)
            if found.cells + found.most > MOST_CELLS:
                found.recount(file)
            if found.cells > MOST_CELLS or found.merged > MOST_MERGED:
                raise _too_large(named)
        if info.filename.endswith(TABLES):
            package.sound(xml)
    return {name: found.parts[at] for name, at in _names(named, file) if at in found.parts}


@dataclass
class _Counted:
    """The sheets looked through so far; of those with nothing to tell an estimate may do."""

    parts: dict[str, Part] = field(default_factory=dict)
    cells: int = 0
    merged: int = 0
    most: int = 0  # cells that the estimated ones can have: each begins with a tag
    estimated: list[zipfile.ZipInfo] = field(default_factory=list)

    def count(self, info: zipfile.ZipInfo, xml: bytes, *, formulas: bool) -> None:
        part = self.parts[info.filename] = _sheet(xml, formulas=formulas)
        self.cells += part.cells
        self.merged += part.merged

    def estimate(self, info: zipfile.ZipInfo, xml: bytes, tags: int) -> None:
        package.sound(xml)
        self.most += tags
        self.estimated.append(info)

    def recount(self, file: zipfile.ZipFile) -> None:
        for info in self.estimated:
            self.count(info, file.read(info), formulas=False)
        self.most, self.estimated = 0, []


def _too_large(named: str) -> Unreadable:
    return Unreadable(named, "工作簿太大：最多能读 {cells} 个单元格", cells=MOST_CELLS)


def _sheet(xml: bytes, *, formulas: bool) -> Part:
    """What a sheet's XML tells; no more than a row of it is kept at a time."""
    from lxml import etree

    part = Part()
    tags = ("{*}row", "{*}mergeCell")
    for _event, element in etree.iterparse(io.BytesIO(xml), tag=tags, **package.SAFE):
        if element.tag.endswith("row"):
            part.cells += len(element)
            if formulas:
                part.note(element)
            package.cleared(element)
        elif at := RANGE.match(element.get("ref", "")):
            part.merged += _area(at)
    return part


def _area(at: re.Match[str]) -> int:
    if not at[3]:
        return 1
    high = abs(int(at[4]) - int(at[2])) + 1
    return high * (abs(_column(at[3]) - _column(at[1])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _names(named: str, file: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of every sheet and the part that holds it."""
    for book in (name for name in file.namelist() if name.endswith("xl/workbook.xml")):
        folder, base = posixpath.split(book)
        links = f"{folder}/_rels/{base}.rels"
        if links not in file.namelist():
            continue
        targets = {
            link.get("Id"): link.get("Target", "") for link in package.tree(named, file.read(links))
        }
        for sheet in package.tree(named, file.read(book)).iterfind(".//{*}sheet"):
            target = targets.get(sheet.get(RELATION), "")
            yield (
                sheet.get("name", ""),
                posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                ),
            )
