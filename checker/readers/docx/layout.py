"""Layout (版面): paragraphs and tables as blocks, each character with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from checker.document import Anchor, Block, Cell, Kind, Span, Unreadable
from checker.folding import fold
from checker.readers.docx.body import Content, Paragraph, Table
from checker.readers.docx.numbering import Mark

LONGEST_HEADING = 80
MOST_CHARACTERS = 4_000_000
SENTENCE = re.compile(r"[。；;]")
# The number at the foot of a page, which converters from PDF leave between paragraphs.
PAGE = re.compile(r"[-—–－]\s*\d{1,3}\s*[-—–－]")
# After these a mark needs no blank: 一、概况 but 1. 概况, lest 1.2024年 became a number.
CLOSED = ("、", "）", ")", "．", "：", "，", "】", "〕")


@dataclass
class Layout:
    """版面: grows block by block; all spans share one table of anchors."""

    path: Path
    blocks: list[Block] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)
    paragraphs: int = 0
    tables: int = 0
    characters: int = 0

    def add(self, content: Content) -> None:
        for part in content:
            if isinstance(part, str):
                self._paragraph(Paragraph([part]))
            elif isinstance(part, Paragraph):
                self._paragraph(part)
            elif (frame := _frame(part)) is not None:
                self.add(frame)
            elif any(part.rows):
                self._table(part)

    def _paragraph(self, paragraph: Paragraph) -> None:
        said = "".join(paragraph.lines).strip()
        if said and not PAGE.fullmatch(said):
            self.paragraphs += 1
            self._printed(paragraph, Anchor(paragraph=self.paragraphs))
        for box in paragraph.boxes:
            self.add(box)

    def _printed(self, paragraph: Paragraph, anchor: Anchor) -> None:
        spans = [span for span in self._spans(_lines(paragraph), anchor) if span.text]
        if not spans:
            return
        if paragraph.level:
            whole = joined(spans)
            if len(whole.text) <= LONGEST_HEADING and not _sentence(whole.text):
                self.blocks.append(Block(Kind.HEADING, whole, paragraph.level))
                return
        bullet = paragraph.mark is not None and paragraph.mark.bullet
        for span in spans:
            self.blocks.append(Block(Kind.ITEM if bullet else Kind.PARAGRAPH, span))
            bullet = False

    def _table(self, table: Table) -> None:
        self.tables += 1
        number, inner = self.tables, list[Table]()
        sides = {(c.column, c.column + c.columns) for row in table.rows for c in row}
        edges = sorted({edge for pair in sides for edge in pair})
        index = {edge: at for at, edge in enumerate(edges)}
        cells: list[Cell] = []
        above: dict[int, int] = {}  # where in ``cells`` the last one stands that began in a column
        rows = [row for row in table.rows if row]
        for at, row in enumerate(rows):
            begun: dict[int, int] = {}
            for cell in row:
                column, end = index[cell.column], index[cell.column + cell.columns]
                if cell.below and column in above:
                    begun[column] = above[column]
                    old = cells[above[column]]
                    cells[above[column]] = Cell(
                        old.row, old.column, old.span, at + 1 - old.row, old.columns
                    )
                    continue
                name = f"表{number} 第{at + 1}行第{column + 1}列"
                place = Anchor(cell=name, after=self.paragraphs)
                begun[column] = len(cells)
                span = self._cell(cell.content, place, inner)
                cells.append(Cell(at, column, span, 1, end - column))
            above = begun
        filled = tuple(cell for cell in cells if cell.span.text)
        if filled:
            self.blocks.append(Block(Kind.TABLE, Span("", (), self.anchors), cells=filled))
        else:
            self.tables -= 1
        for nested in inner:
            self.add([nested])

    def _cell(self, content: Content, anchor: Anchor, inner: list[Table]) -> Span:
        """The text of a cell; each of its paragraphs is a line."""
        spans = [span for span in self._spans(_cell_lines(content, inner), anchor) if span.text]
        if not spans:
            return Span("", (), self.anchors)
        if len(spans) == 1:
            return spans[0]
        text, origins = spans[0].text, list(spans[0].origins)
        for span in spans[1:]:
            key, column = origins[-1]
            text += "\n" + span.text
            origins += ((key, column + 1), *span.origins)
        return Span(text, tuple(origins), self.anchors)

    def _spans(self, lines: list[str], anchor: Anchor) -> Iterator[Span]:
        """A span for each line with a key of its own; columns go on from line to line."""
        start = 0
        for line in lines:
            key = len(self.anchors)
            self.anchors[key] = anchor
            self.characters += len(line)
            if self.characters > MOST_CHARACTERS:
                raise Unreadable(str(self.path), "文件太长：最多能读 {n} 个字", n=MOST_CHARACTERS)
            folded = fold(line)
            if line.isprintable():  # as nearly always; a tab or a wide blank is not
                text, first = folded.strip(" "), start
                if len(text) != len(folded):
                    first += len(folded) - len(folded.lstrip(" "))
                places = zip(repeat(key), range(first, first + len(text)), strict=False)
                yield Span(text, tuple(places), self.anchors)
                start += len(line) + 1
                continue
            kept = [at for at, ch in enumerate(line) if not _unseen(ch)]
            while kept and folded[kept[0]].isspace():
                kept.pop(0)
            while kept and folded[kept[-1]].isspace():
                kept.pop()
            text = "".join(folded[at] for at in kept)
            yield Span(text, tuple((key, start + at) for at in kept), self.anchors)
            start += len(line) + 1


def joined(spans: list[Span]) -> Span:
    """The lines of a heading as one; a blank only where two words or two numbers would meet."""
    text, origins = spans[0].text, list(spans[0].origins)
    for span in spans[1:]:
        a, b = text[-1], span.text[0]
        if a.isascii() and b.isascii() and a.isalnum() and b.isalnum():
            text += " "
            origins.append(origins[-1])
        text += span.text
        origins += span.origins
    return Span(text, tuple(origins), spans[0].anchors)


def _lines(paragraph: Paragraph) -> list[str]:
    """The lines with the automatic number in front."""
    first, *more = paragraph.lines
    return [_marked(paragraph.mark, first), *more]


def _marked(mark: Mark | None, text: str) -> str:
    if mark is None or mark.bullet or not mark.text:
        return text
    text = text.lstrip()
    return mark.text + ("" if mark.text.endswith(CLOSED) or not text else " ") + text


def _cell_lines(content: Content, inner: list[Table]) -> list[str]:
    lines: list[str] = []
    for part in content:
        if isinstance(part, str):
            lines.append(part)
        elif isinstance(part, Table):
            inner.append(part)
        else:
            lines += _lines(part)
            for box in part.boxes:
                lines += _cell_lines(box, inner)
    return lines


def _frame(table: Table) -> Content | None:
    """What stands in a table of one cell, which is a frame around text and no table."""
    rows = [row for row in table.rows if row]
    return rows[0][0].content if len(rows) == 1 and len(rows[0]) == 1 else None


def _sentence(text: str) -> bool:
    return SENTENCE.search(text) is not None


def _unseen(ch: str) -> bool:
    """Controls, soft hyphens, zero widths and directions of writing show nothing."""
    return not ch.isprintable() and ch != "\t" and unicodedata.category(ch) in ("Cf", "Cc")
