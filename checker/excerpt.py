"""Excerpts (摘句): a sentence cut and wrapped around its figures, for display.

Widths are terminal cells: an East Asian wide character takes two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

ELLIPSIS = "…"
BEFORE, AFTER = 28, 14  # characters kept around a figure when no clause ends nearer
JOIN = 8  # a gap this short between two pieces is not worth an ellipsis

_CLAUSE = "，；。、：！？,;|"
_NOT_FIRST = "，。、；：！？）》」』”’】〕,.;:!?)%‰…·\xa0"
_NOT_LAST = "（《「『“‘【〔(≥≤\xa0"


# What stands in where the encoding of the output lacks a character.
_FALLBACK = {
    "×": "x", "▲": "!", "√": "v", "·": "-", "→": "->", "−": "-", "÷": "/", "‾": "~", "…": "..",
    "≥": ">=", "≤": "<=", "─": "-", "│": "|", "┌": "+", "├": "+", "└": "+", "～": "~", "—": "-",
    "，": ", ", "。": ". ", "；": "; ", "：": ": ", "、": ", ", "（": " (", "）": ") ",
}  # fmt: skip


class Mark(IntEnum):
    """标记: what a span of a sentence is; where two meet, the greater shows."""

    NONE = 0
    OPERAND = 1
    STATED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """一行: a row of text with a mark for each character."""

    text: str
    marks: tuple[Mark, ...]

    def runs(self) -> list[tuple[str, Mark]]:
        """The row in pieces of one mark each."""
        pieces: list[tuple[str, Mark]] = []
        for char, mark in zip(self.text, self.marks, strict=True):
            if pieces and pieces[-1][1] is mark:
                pieces[-1] = (pieces[-1][0] + char, mark)
            else:
                pieces.append((char, mark))
        return pieces


@cache
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes."""
    return sum(map(_cells, text))


def carets(runs: Sequence[tuple[str, Mark]], signs: str) -> str:
    """The line under a row: ``signs[mark]`` below each cell; empty when nothing is marked."""
    return "".join(signs[mark] * cells(text) for text, mark in runs).rstrip()


def pad(text: str, width: int) -> str:
    """``text`` filled up with spaces to ``width`` cells."""
    return text + " " * (width - cells(text))


def shortened(text: str, width: int, *, end: bool = False) -> str:
    """``text`` cut to ``width`` cells; ``…`` stands for the rest, or before the ``end`` kept."""
    if cells(text) <= width or width <= 0:
        return text if width > 0 else ""
    kept = text
    while cells(kept) >= width:
        kept = kept[1:] if end else kept[:-1]
    return ELLIPSIS + kept if end else kept + ELLIPSIS


def plain(text: str) -> str:
    """``text`` with every control and format character made a space, one for one."""
    return "".join(" " if unicodedata.category(c)[0] == "C" and c != " " else c for c in text)


def fitted(text: str, encoding: str) -> str:
    """``text`` with something readable for every character that ``encoding`` lacks."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fitted(char, encoding) for char in text)
    return text


def _fitted(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return _FALLBACK.get(char, "?" * cells(char))
    return char


def excerpt(text: str, spans: Sequence[tuple[int, int, Mark]], width: int, rows: int) -> list[Row]:
    """``text`` in rows of ``width`` cells, whole if ``rows`` of them hold it.

    Else what is far from every span gives way to ``…``.
    """
    marks = [Mark.NONE] * len(text)
    for start, end, mark in spans:
        for i in range(max(start, 0), min(end, len(text))):
            marks[i] = max(marks[i], mark)
    row = Row(plain(text), tuple(marks))
    if spans and cells(text) > rows * width:
        row = _cut(row, [(start, end) for start, end, _ in spans])
    return _wrapped(row, width)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in rows of ``width`` cells, broken as Chinese is printed."""
    clean = plain(text)
    return [row.text for row in _wrapped(Row(clean, (Mark.NONE,) * len(clean)), width)]


def _cut(row: Row, spans: Sequence[tuple[int, int]]) -> Row:
    text, marks = "", list[Mark]()
    end = 0
    for first, last in _pieces(row.text, spans):
        if first > end:
            text += ELLIPSIS
            marks.append(Mark.NONE)
        text += row.text[first:last]
        marks += row.marks[first:last]
        end = last
    if end < len(row.text):
        text += ELLIPSIS
        marks.append(Mark.NONE)
    return Row(text, tuple(marks))


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What to keep: each span back to its clause's beginning and on to its end."""
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        first, last = max(start - BEFORE, 0), min(end + AFTER, len(text))
        first = 1 + max(text.rfind(stop, first, max(start - 2, first)) for stop in _CLAUSE) or first
        ends = [at for stop in _CLAUSE if (at := text.find(stop, end, last)) >= 0]
        last = min(ends) + 1 if ends else last
        while first > 0 and _inside(text, first):
            first -= 1
        while last < len(text) and _inside(text, last):
            last += 1
        if pieces and first - pieces[-1][1] < JOIN:
            pieces[-1] = (pieces[-1][0], max(last, pieces[-1][1]))
        else:
            pieces.append((0 if first < JOIN else first, last))
    at, end = pieces[-1]
    return [*pieces[:-1], (at, len(text) if len(text) - end < JOIN else end)]


def _inside(text: str, at: int) -> bool:
    """Whether a cut at ``at`` would part a number or a Latin word."""
    return text[at - 1 : at + 1].isascii() and not text[at - 1 : at + 1].count(" ")


def _wrapped(row: Row, width: int) -> list[Row]:
    rows: list[Row] = []
    at = 0
    while at < len(row.text):
        end, used = at, 0
        while end < len(row.text) and used + _cells(row.text[end]) <= width:
            used += _cells(row.text[end])
            end += 1
        end = max(end, at + 1)
        if end < len(row.text):
            end = _break(row, at, end)
        text = row.text[at:end].rstrip()
        rows.append(Row(text, row.marks[at : at + len(text)]))
        at = end
        while at < len(row.text) and row.text[at] == " ":
            at += 1
    return rows or [Row("", ())]


def _break(row: Row, start: int, end: int) -> int:
    """The last place at or before ``end`` where the row may be broken."""
    for at in range(end, max(start, end - 24), -1):
        before, after = row.text[:at].rstrip(" ")[-1:], row.text[at:].lstrip(" ")[:1]
        spaced = " " in row.text[at - 1 : at + 1]
        if row.marks[at - 1] and row.marks[at]:
            continue  # inside a figure
        if spaced and before.isdecimal() and not after.isascii():
            continue  # between a number and its unit
        if before.isascii() and after.isascii() and not spaced:
            continue  # inside a word
        if after not in _NOT_FIRST and before not in _NOT_LAST:
            return at
    return end
