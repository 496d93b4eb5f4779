"""Documents (文档): what every reader gives, whatever the format.

A document is a sequence of blocks.  A block's text is normalised (full-width digits and
letters folded, emphasis and escapes gone, spaces inside digits kept); ``origins`` maps
each of its characters back to the line and column it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple, Protocol

from checker.figure import Box, Place
from checker.language import Told


class Unreadable(Told):
    """读不了: an input that cannot be read; the message names the file and says why."""

    def __init__(self, path: str, reason: str, **values: object) -> None:
        super().__init__(path, reason, values)


class Kind(StrEnum):
    """块的种类."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


class Printed(Protocol):
    """印迹: what a line or cell of a page is printed with."""

    def among(self, start: int, end: int) -> tuple[Box | None, int | None]:
        """The box around some of its characters, and how surely they were recognised."""
        ...


class Anchor(NamedTuple):
    """定位: where a line of ``Span.origins`` stands in a format that has no lines of its own."""

    page: int | None = None
    line: int | None = None  # on the page
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None
    after: int = 0  # how many paragraphs stand before a cell that has nothing else to tell it
    printed: Printed | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """文字片段: normalised text whose character ``i`` came from ``origins[i]`` (line, column).

    ``anchors`` tells of a line where it stands on a page, in a sheet or a cell; the lines of
    a plain text need none.  One document's spans share one mapping.
    """

    text: str
    origins: Sequence[tuple[int, int]] = field(repr=False)
    anchors: Mapping[int, Anchor] = field(default_factory=dict, repr=False, compare=False)

    def place(self, document: str, start: int, end: int) -> Place:
        """Where ``text[start:end]`` stands; what runs over a line break is cut at the break."""
        line, first = self.origins[start]
        last = first
        for i in range(start, end):
            if self.origins[i][0] != line:
                break
            last = self.origins[i][1]
        if (at := self.anchors.get(line)) is None:
            return Place(document, line, first, last + 1)
        place = Place(document, at.line, first, last + 1, at.page, at.sheet, at.cell, at.paragraph)
        if at.printed is None:
            return replace(place, after=at.after) if at.after else place
        box, confidence = at.printed.among(first, last + 1)
        return replace(place, box=box, confidence=confidence)

    def __getitem__(self, part: slice) -> Span:
        return Span(self.text[part], self.origins[part], self.anchors)


class Cell(NamedTuple):  # one for each cell of a document, and made in a third of the time
    """单元格: one rectangle of a table; merged cells stand at their upper left corner."""

    row: int
    column: int
    span: Span
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """块: a heading, a paragraph, a list item or a table."""

    kind: Kind
    span: Span
    level: int = 0  # of a heading: 1 is the highest
    cells: tuple[Cell, ...] = ()

    @property
    def text(self) -> str:
        return self.span.text


@dataclass(frozen=True, slots=True)
class Note:
    """读取说明: what a reader left out or doubts; ``message`` is a msgid that names ``values``."""

    message: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Formula:
    """公式: what gives the number of a cell, and what the cell would show if worked out again."""

    sheet: str
    cell: str
    text: str
    recalculated: str


@dataclass(frozen=True, slots=True)
class Document:
    """文档."""

    path: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = field(default=(), compare=False)
    formulas: tuple[Formula, ...] = field(default=(), compare=False)  # those recalculated


@dataclass(frozen=True, slots=True)
class Head:
    """文档头: what is told of a document that rows were read for.

    A table made by hand is a document itself; ``own`` says so.
    """

    path: str
    format: str
    sha256: str
    title: str = ""
    department: str = ""
    fiscal_year: int | None = None
    type: str = ""
    money_unit: str = ""
    notes: tuple[Note, ...] = ()
    own: bool = False
