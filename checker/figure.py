"""Figures (数据): a printed number, what it is called, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.number import Number

# Left, top, right, bottom, in points from the upper left corner of the page as its reader holds it.
Box = tuple[float, float, float, float]

# A character recognised with less (percent) may be another: most that are wrong lie below.
SURE = 90


@dataclass(frozen=True, slots=True)
class Place:
    """位置: where something stands in a document.

    ``line`` is 1-based and ``start``/``end`` are character columns in it (0-based, end
    exclusive) for a text source; ``page``, ``sheet``, ``cell`` and ``paragraph`` are set
    by the formats that have them.  ``after`` counts the paragraphs before a cell that no line
    or page tells of; it only orders places.  ``box`` is where it is printed on its page, where
    pages have a size.  ``confidence`` is that of the least sure character, where characters
    were recognised in a picture.
    """

    document: str
    line: int | None = None
    start: int = 0
    end: int = 0
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    after: int = field(default=0, compare=False)
    confidence: int | None = field(default=None, compare=False)  # of what was recognised, percent
    box: Box | None = field(default=None, compare=False)

    @property
    def doubtful(self) -> bool:
        """Whether it was recognised in a picture, and not surely."""
        return self.confidence is not None and self.confidence < SURE

    @property
    def order(self) -> tuple[object, ...]:
        """The key that sorts places in reading order."""
        cell = self.cell or ""
        at: tuple[int, ...] = ()
        if named := cell and re.fullmatch(r"([A-Z]+)(\d+)", cell):
            # AA12: row 12, column AA, which comes after Z
            at = (int(named[2]), len(named[1]), *map(ord, named[1]))
        elif cell:
            at = tuple(map(int, re.findall(r"\d+", cell)))  # 表2 第3行第4列
        numbers = (self.page or 0, self.line or 0, self.paragraph or self.after)
        return (self.document, self.sheet or "", *numbers, at, self.start)


@dataclass(frozen=True, slots=True)
class Sentence:
    """原句: the sentence (or table row) that figures stand in, as a person would read it."""

    text: str
    line: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """数据: two figures are the same when they stand in the same place."""

    place: Place
    number: Number = field(compare=False)
    label: str = field(default="", compare=False)  # the words before it: 执行数
    term: str | None = field(default=None, compare=False)  # the name of what it is: executed
    sentence: Sentence | None = field(default=None, compare=False)
    at: tuple[int, int] = field(default=(0, 0), compare=False)  # its span in sentence.text

    @property
    def text(self) -> str:
        return self.number.text
