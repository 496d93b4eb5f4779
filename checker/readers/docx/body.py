"""Body (正文): the paragraphs and tables of a document, before they get their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.document import Note
from checker.readers.docx.names import (
    MC,
    P_PR,
    R_PR,
    TBL,
    TC,
    TC_PR,
    TR,
    TR_PR,
    VAL,
    P,
    Properties,
    W,
    children,
    gone,
    number,
    properties_of,
    switch,
    telling,
    value,
)
from checker.readers.docx.numbering import Mark, Numbering
from checker.readers.docx.parts import Parts
from checker.readers.docx.styles import Style, Styles, level
from checker.readers.docx.words import Words, placeholder, plain

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_COLUMNS = 200  # that one cell may cover; Word itself stops at 63
CONTENTS = frozenset(("Table of Contents", "目录"))
CONTROL, CHOICE, CHUNK = W + "sdt", MC + "AlternateContent", W + "altChunk"
OWN = frozenset((W + "numPr", W + "outlineLvl"))  # what a paragraph says over its style
INSIDE = frozenset(W + name for name in "customXml ins moveTo sdtContent smartTag".split())


@dataclass(slots=True)
class Paragraph:
    """段落."""

    lines: list[str]
    mark: Mark | None = None
    level: int = 0
    boxes: Sequence[Content] = ()


@dataclass(slots=True)
class TableCell:
    """单元格: ``column`` counts the columns of the grid; ``below`` goes on with the cell above."""

    column: int
    columns: int
    below: bool
    content: Content


@dataclass(slots=True)
class Table:
    """表格."""

    rows: list[list[TableCell]]


Content = list["str | Paragraph | Table"]  # a text is a paragraph that has nothing else


class Body:
    """正文: reads the parts in the order of print, because numbering counts in that order."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._telling = telling(parts.document)
        self._usual = self._styles[None]  # the style of what names none
        self._noted: dict[tuple[str, str], None] = {}
        self._embedded = 0

    def main(self) -> Content:
        body = self._parts.document.find(W + "body")
        return [] if body is None else self._story(body)

    def notes(self) -> Content:
        """The footnotes and endnotes that the text refers to, in the order of the references."""
        parts = {"footnote": self._parts.footnotes, "endnote": self._parts.endnotes}
        found: Content = []
        for kind, root in parts.items():
            if root is None:
                continue
            self._telling |= telling(root)
            notes = {note.get(W + "id"): note for note in root}
            for name in [name for of, name in self._noted if of == kind]:
                if name in notes:
                    found += self._story(notes[name])
        return found

    def left_out(self) -> tuple[Note, ...]:
        if not self._embedded:
            return ()
        message = "文件里嵌有 {count} 个其他程序的对象（如 Excel 表格），其中的数据没有检查"
        return (Note(message, {"count": self._embedded}),)

    def _story(self, element: Element) -> Content:
        content: Content = []
        held = self._blocks(element, content, None)
        if held is not None and held.pieces:  # the last paragraph's mark was deleted
            content.append(self._paragraph({}, held, self._usual))
        return content

    def _blocks(self, element: Element, content: Content, held: Words | None) -> Words | None:
        """Add what stands under ``element``; ``held`` is text whose paragraph goes on."""
        for child in element:
            tag = child.tag
            if tag == P:
                if held is None and (said := self._ordinary(child)) is not None:
                    content.append(said)
                else:
                    held = self._read(child, content, held or Words())
            elif tag == TBL:
                if held is not None and held.pieces:
                    content.append(self._paragraph({}, held, self._usual))
                    held = None
                content.append(Table([self._row(row) for row in _within(child, TR)]))
            elif tag == CONTROL:
                if not (placeholder(child) or _contents(child)):
                    held = self._blocks(child, content, held)
            elif tag in INSIDE:
                held = self._blocks(child, content, held)
            elif tag == CHOICE:
                held = self._alternate(child, content, held)
            elif tag == CHUNK:
                self._embedded += 1
        return held

    def _ordinary(self, paragraph: Element) -> str | Paragraph | None:
        """A paragraph of plain text of which its style says the rest; None for any other."""
        style = self._usual
        if paragraph in self._telling:
            properties = properties_of(paragraph, P_PR)
            if not OWN.isdisjoint(properties) or properties.get(R_PR) in self._telling:
                return None
            style = self._styles[value(properties, "pStyle")]
        if style.list is not None or style.hidden or style.contents:
            return None
        said = plain(paragraph, self._telling)
        return Paragraph([said], None, style.level) if said is not None and style.level else said

    def _read(self, paragraph: Element, content: Content, held: Words) -> Words | None:
        """Add a paragraph, or give its words when they go on in the next one."""
        properties = properties_of(paragraph, P_PR)
        style = self._styles[value(properties, "pStyle")]
        if not style.hidden and (said := plain(paragraph, self._telling)) is not None:
            held.add(said)
        else:
            held.read(paragraph, self._styles, bool(style.hidden))
            held.paragraph_ends()
        ending = children(properties.get(R_PR))
        if gone(ending):
            return held
        own = switch(ending, "vanish")
        unseen = (style.hidden if own is None else own) and not held.pieces
        if not unseen and not style.contents:
            content.append(self._paragraph(properties, held, style))
        return None

    def _alternate(self, element: Element, content: Content, held: Words | None) -> Words | None:
        before = len(content)
        for branch in element:
            held = self._blocks(branch, content, held)
            if len(content) > before:
                break
        return held

    def _paragraph(self, properties: Properties, words: Words, style: Style) -> Paragraph:
        own = level(properties)
        if own is None:
            own = style.level
        self._noted |= dict.fromkeys(words.notes)
        self._embedded += words.embedded
        return Paragraph(
            words.text.split("\n"),
            self._numbering.mark(properties),
            own or 0,
            [self._story(box) for box in words.boxes],
        )

    def _row(self, row: Element) -> list[TableCell]:
        at = 0
        if row in self._telling:
            properties = properties_of(row, TR_PR)
            if gone(properties) or switch(properties, "hidden"):
                return []
            at = _columns(number(properties, "gridBefore"), 0)
        cells: list[TableCell] = []
        for cell in _within(row, TC):
            if cell not in self._telling:  # as nearly always: one column, merged with none
                cells.append(TableCell(at, 1, False, self._story(cell)))
                at += 1
                continue
            properties = properties_of(cell, TC_PR)
            if W + "cellDel" in properties:
                continue
            wide = _columns(number(properties, "gridSpan"), 1)
            if _continues(properties, "hMerge") and cells:
                cells[-1].columns += wide
            else:
                below = _continues(properties, "vMerge")
                cells.append(TableCell(at, wide, below, self._story(cell)))
            at += wide
        return cells


def _columns(said: int | None, least: int) -> int:
    return min(max(said or 0, least), MOST_COLUMNS)


def _continues(properties: Properties, name: str) -> bool:
    """Whether a cell goes on with the merged one before it: its merge is not a new one."""
    merge = properties.get(W + name)
    return merge is not None and merge.get(VAL) != "restart"


def _within(element: Element, tag: str) -> list[Element]:
    """The rows of a table or the cells of a row, content controls and insertions looked into."""
    found: list[Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag == CONTROL or child.tag in INSIDE:
            found += _within(child, tag)
    return found


def _contents(control: Element) -> bool:
    """Whether a content control is the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) in CONTENTS
