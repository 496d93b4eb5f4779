"""Tables in plain text (文本中的表): what a converter leaves of a table without its rules.

Either each row is a line, its cells parted by blanks, or each cell is a line of its own.  A
header line must name columns that ``terms`` knows; a row is believed when numbers stand
where the header has amounts, weights or scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from checker.document import Block, Kind, Span
from checker.terms import header
from checker.terms.words import TOTALS

VALUE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s*%?|[-—–/]+|无")
# 其中：一般公共预算：1650.00  政府性基金：120.00
PAIR = re.compile(
    r"(?:其中\s*[:：]\s*)?[^\s:：\d，。；]{3,24}[:：]\s*[\d,]+(?:\.\d+)?\s*(?:万?元)?(?=\s|$)"
)
WORD = re.compile(r"[^\s:：\d]+[:：](?=\d)|\S+")  # 年度资金总额：2865.41 is two
SPLIT_BY = re.compile(r"按\S{2,8}分\s*[:：]?")
GROUPS = ("money", "rates", "names", "indicators")
TEXTS = ("target", "actual")
WORDS = (
    *("name", "level", "source", "nature", "task"),
    *("definition", "reason", "comparator", "unit"),
)
HEAD_LENGTH = 200  # a longer line heads no table
LEAST_ROWS = 2  # of a table with one cell a line, which has little else to tell it

Row = dict[int, Span]


@dataclass(frozen=True, slots=True)
class TextTable:
    """文本表: its header row, its rows, the block it begins in and the blocks it used up."""

    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    block: int
    used: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Line:
    block: int
    span: Span


class _Lines:
    """The lines from one block on, read as far as they are asked for, up to the next break."""

    def __init__(self, blocks: Sequence[Block], index: int) -> None:
        self.blocks = blocks
        self.next = index
        self.read: list[_Line] = []

    def at(self, number: int) -> _Line | None:
        while number >= len(self.read) and self.next < len(self.blocks):
            if self.blocks[self.next].kind is not Kind.PARAGRAPH:
                self.next = len(self.blocks)
                break
            self.read += [_Line(self.next, one) for one in lines(self.blocks[self.next].span)]
            self.next += 1
        return self.read[number] if number < len(self.read) else None

    def spans(self, start: int, end: int) -> list[Span]:
        found = (self.at(number) for number in range(start, end))
        return [line.span for line in found if line is not None]


@dataclass(frozen=True, slots=True)
class _Head:
    """A header: what each column is (``v`` a value, ``t`` a target, ``w`` words) and its span."""

    columns: tuple[Span, ...]
    kinds: str

    @property
    def first(self) -> int:
        return next(at for at, kind in enumerate(self.kinds) if kind != "w")

    @property
    def last(self) -> int:
        return max(at for at, kind in enumerate(self.kinds) if kind != "w")

    @property
    def core(self) -> str:
        return self.kinds[self.first : self.last + 1]

    @property
    def shift(self) -> int:
        """1 where the header has no word above the names of the rows."""
        return 0 if self.first else 1


def lines(span: Span) -> Iterator[Span]:
    """The printed lines of a span."""
    if span.text and span.origins[0][0] == span.origins[-1][0]:
        yield span
        return
    start = 0
    for _line, run in groupby(map(itemgetter(0), span.origins)):
        end = start + len(list(run))
        yield span[start:end]
        start = end


def tables(blocks: Sequence[Block], index: int) -> Iterator[TextTable]:
    """Every table whose header stands in block ``index``."""
    gathered = _Lines(blocks, index)
    at = 0
    while (line := gathered.at(at)) is not None and line.block == index:
        found = None
        if len(line.span.text) <= HEAD_LENGTH:
            found = _spaced(gathered, at) or _stacked(gathered, at)
        if found is None:
            at += 1
            continue
        table, at = found
        yield table


def _spaced(gathered: _Lines, at: int) -> tuple[TextTable, int] | None:
    """A table with a row a line, whose header is line ``at``."""
    [first] = gathered.spans(at, at + 1)
    head = _head(_words(first))
    if head is None:
        return None
    rows: list[Row] = []
    end = at + 1
    while (line := gathered.at(end)) is not None and (row := _row(line.span, head)) is not None:
        rows.append(row)
        end += 1
    while rows and (line := gathered.at(end)) is not None and (row := _pairs(line.span, head)):
        rows.append(row)
        end += 1
    return _made(head, rows, gathered, at, end) if rows else None


def _pairs(line: Span, head: _Head) -> Row | None:
    """The cells of a line that only names amounts, or how they are parted, past the columns."""
    text = line.text.strip()
    first = len(head.columns) + 1
    if SPLIT_BY.fullmatch(text):
        return {first: line}
    found = list(PAIR.finditer(line.text))
    if not found or PAIR.sub("", line.text).strip():
        return None
    return {first + n: line[one.start() : one.end()] for n, one in enumerate(found)}


def _stacked(gathered: _Lines, at: int) -> tuple[TextTable, int] | None:
    """A table with a cell a line, whose first header cell is line ``at``."""
    top = at
    while (line := gathered.at(top)) is not None and header(line.span.text.strip(), *GROUPS):
        top += 1
    head = _head(gathered.spans(at, top)) if top > at + 1 else None
    if head is None or not head.first:
        return None
    rows: list[Row] = []
    end, width = top, len(head.columns)
    while True:
        spans = gathered.spans(end, end + width)
        row = _chunk(spans, head) if len(spans) == width else None
        taken = width
        if row is None:
            taken = 1 + head.kinds.count("v")
            row = _total(gathered.spans(end, end + taken), head)
        if row is None:
            break
        rows.append(row)
        end += taken
    return _made(head, rows, gathered, at, end) if len(rows) >= LEAST_ROWS else None


def _made(
    head: _Head, rows: Sequence[Row], gathered: _Lines, at: int, end: int
) -> tuple[TextTable, int]:
    columns = {column + head.shift: span for column, span in enumerate(head.columns)}
    used = frozenset(line.block for line in gathered.read[at:end])
    return TextTable((columns,), tuple(rows), gathered.read[at].block, used), end


def _head(words: Sequence[Span]) -> _Head | None:
    """The header that ``words`` make; None when they name no columns of numbers."""
    terms = [header(word.text.strip(), *GROUPS) for word in words]
    known = {term for term in terms if term}
    values = known - {*WORDS, *TEXTS}
    money = values - {"weight", "score", "score_rate"}
    if len(money) < 2 and not (values and (set(TEXTS) <= known or len(values) > 1)):
        return None
    if len(known) < len(words) // 2:
        return None
    kinds = "".join("w" if t in WORDS else "t" if t in TEXTS else "v" if t else "x" for t in terms)
    if "v" not in kinds:
        return None
    # A word before the amounts that nobody knows heads the names (序号); one among them, amounts.
    first = next(at for at, kind in enumerate(kinds) if kind in "vt")
    kinds = kinds[:first].replace("x", "w") + kinds[first:].replace("x", "v")
    return None if "w" in kinds.strip("w") else _Head(tuple(words), kinds)


def _words(span: Span) -> list[Span]:
    return [span[found.start() : found.end()] for found in WORD.finditer(span.text)]


def _fits(words: Sequence[Span], kinds: str) -> bool:
    return all(
        kind != "v" or VALUE.fullmatch(word.text.strip())
        for word, kind in zip(words, kinds, strict=True)
    )


def _row(line: Span, head: _Head) -> Row | None:
    """The cells of a line; None when it is no row of the table."""
    words = _words(line)
    if (row := _total(words, head)) is not None:
        return row
    width = len(head.core)
    for at in range(len(words) - width, 0, -1):
        if (
            "t" not in head.kinds
            and at + width != len(words)
            and "w" not in head.kinds[head.last :]
        ):
            return None
        if _fits(words[at : at + width], head.core):
            cells = {head.first + head.shift + n: words[at + n] for n in range(width)}
            rest = (
                {head.last + head.shift + 1: words[at + width]} if at + width < len(words) else {}
            )
            return _names(line, words[:at], head) | cells | rest
    return None


def _names(line: Span, words: Sequence[Span], head: _Head) -> Row:
    """The name cells: one column takes all the words, several a word each from the right."""
    until = head.first or 1
    if until == 1:
        return {0: line[: line.origins.index(words[-1].origins[-1]) + 1]}
    names = {until - 1 - n: word for n, word in enumerate(reversed(words[-until:]))}
    return dict(sorted(names.items()))


def _total(words: Sequence[Span], head: _Head) -> Row | None:
    """总分 100 98.5: a total fills the columns of values alone."""
    values = [at for at, kind in enumerate(head.kinds) if kind == "v"]
    if len(words) != 1 + len(values) or words[0].text.strip().rstrip(":：") not in TOTALS:
        return None
    if not all(VALUE.fullmatch(word.text.strip()) for word in words[1:]):
        return None
    cells = {at + head.shift: word for at, word in zip(values, words[1:], strict=True)}
    return {0: words[0], **cells}


def _chunk(spans: Sequence[Span], head: _Head) -> Row | None:
    if spans[0].text.strip() in TOTALS or not _fits(spans, head.kinds):
        return None
    return dict(enumerate(spans))
