"""Reports on paper: what a word processor prints, drawn line by line for the tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from checker.document import Kind
from tests.readers import gold

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 80.0, 515.0, 760.0, 80.0
STOPS = "，。；：、！？）”》%"

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def wide(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


class Paper:
    """A printer: ``y`` is where the next line stands."""

    def __init__(self, header: str = "", canvas: Any = Canvas, **options: Any) -> None:
        self.file = io.BytesIO()
        self.canvas = canvas(self.file, pagesize=(WIDTH, HEIGHT), **options)
        self.header, self.y, self.number = header, TOP, 1

    def data(self) -> bytes:
        self._close()
        self.canvas.save()
        return self.file.getvalue()

    def _close(self) -> None:
        if self.header:
            self.at(220, 800, self.header, 9)
            self.at(285, 40, f"- {self.number} -", 9)

    def page(self) -> None:
        self._close()
        self.canvas.showPage()
        self.y, self.number = TOP, self.number + 1

    def at(self, x: float, y: float, text: str, size: float = 12) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def line(self, text: str, size: float = 12, x: float = LEFT) -> None:
        if self.y < BOTTOM:
            self.page()
        self.at(x, self.y, text, size)
        self.y -= 1.6 * size

    def heading(self, text: str) -> None:
        for line in wrapped(text, 16, RIGHT - LEFT):
            self.line(line, 16)

    def paragraph(self, text: str) -> None:
        first, *rest = wrapped(text, 12, RIGHT - LEFT, indent=24)
        self.line(first, x=LEFT + 24)
        for line in rest:
            self.line(line)

    def table(self, rows: Sequence[Sequence[str]], head: int = 1) -> None:
        """A ruled table with columns of one width; its header is printed again on each page."""
        width = (RIGHT - LEFT) / len(rows[0])
        for number, row in enumerate(rows):
            cells = [wrapped(text, 10, width - 8) for text in row]
            tall = 14 * max(map(len, cells)) + 6
            if self.y - tall < BOTTOM:
                self.page()
                if number >= head:
                    self.table(rows[:head], head)
                    self.y += 20
            for column, lines in enumerate(cells):
                x = LEFT + column * width
                self.canvas.rect(x, self.y - tall + 10, width, tall)
                for at, line in enumerate(lines):
                    self.at(x + 4, self.y - 4 - 14 * at, line, 10)
            self.y -= tall
        self.y -= 20


def wrapped(text: str, size: float, width: float, indent: float = 0) -> list[str]:
    """``text`` in lines; numbers and words stay whole, no line begins with a stop."""
    lines, left = [""], width - indent
    for token in _tokens(text):
        if wide(lines[-1] + token, size) > left and lines[-1]:
            lines.append("")
            left = width
        lines[-1] += token
    return lines


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for ch in text:
        joins = found and (ch in STOPS or (ch.isascii() and ch != " " and found[-1][-1].isascii()))
        if joins:
            found[-1] += ch
        else:
            found.append(ch)
    return found


def report(name: str, canvas: Any = Canvas, **options: Any) -> bytes:
    """A sample report, printed."""
    paper = Paper("部门整体支出绩效自评", canvas, **options)
    for block in gold.blocks(name):
        if block.kind is Kind.TABLE:
            paper.table(gold.grid(block))
        elif block.kind is Kind.HEADING:
            paper.heading(block.text)
        else:
            paper.paragraph(block.text)
    return paper.data()
