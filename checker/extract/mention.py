"""Mentions (提及): the printed numbers of a passage as figures, each with its words.

A mention's ``label`` is what stands between it and the delimiter or number before it;
its ``term`` is the column name that ends the label.  Claims are grammars over mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.document import Document
from checker.extract.grid import Grid
from checker.extract.passage import Passage
from checker.extract.scan import Kind, Token, scan
from checker.figure import Figure, Sentence
from checker.terms import term

STOPS = "，；。、！？,;\n"
STRUCTURE = re.compile(r"[（()），。；！？：,;\n]")
AFTER = re.compile(r"[，；。、！？：,;（(）)\n]")
# How far a claim looks for its figures: sentences may run on without an end.
REACH = 200
# What makes the text of a cell one to be read as prose.
SENTENCE = 20
SENTENCES = re.compile(r"[，。；]")
# Where a text stands: in the running text, among the lines of a torn table, or in a cell.
PROSE, TORN, CELL = 0, -1, 1


@dataclass(frozen=True)
class Mention:
    """提及: one printed number; ``start``/``end`` are in the passage's text."""

    figure: Figure
    kind: Kind
    start: int
    end: int
    sentence: int
    label: str  # 执行数为
    head: str  # the label without its term: 三公经费
    after: str  # what follows, up to the next delimiter or number
    bracket: int | None = None  # where the bracket opened that it stands in
    clause: int = 0  # where its clause begins
    at: int = 0  # the how-manieth figure of the passage it is

    @property
    def term(self) -> str | None:
        return self.figure.term

    @cached_property
    def unit(self) -> str:
        unit = self.figure.number.unit
        return unit.name if unit else ""

    @cached_property
    def dimension(self) -> str:
        return self.figure.number.dimension

    @cached_property
    def percent(self) -> bool:
        return self.dimension == "percent"

    @property
    def words(self) -> str:
        """What is said of it: the words before and after."""
        return self.label + self.after


@dataclass(frozen=True)
class Text:
    """一段文字连同其中的数: a passage with its figures (``mentions``) and all other tokens."""

    document: str
    passage: Passage
    index: int
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    others: tuple[Mention, ...] = field(default=())
    region: int = 0  # PROSE, TORN, or the how-manieth cell of a table it is

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _end in self.sentences]

    def between(self, a: Mention, b: Mention) -> str:
        """The words between two mentions."""
        return self.passage.text[a.end : b.start]

    def of_sentence(self, index: int) -> tuple[Mention, ...]:
        start, end = self.sentences[index]
        return self.within(start, end)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The figures that begin in ``text[start:end]``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence_at(self, at: int) -> int:
        """Which sentence a character stands in."""
        return max(bisect_right(self._sentence_starts, at) - 1, 0)

    def sentence_text(self, index: int) -> str:
        start, end = self.sentences[index]
        return self.passage.text[start:end]

    def preceding(self, mention: Mention) -> Mention | None:
        """The figure just before, in the same sentence."""
        before = self.mentions[mention.at - 1] if mention.at else None
        return before if before and before.sentence == mention.sentence else None

    def following(self, mention: Mention) -> Mention | None:
        """The figure just after, in the same sentence."""
        after = self.mentions[mention.at + 1] if mention.at + 1 < len(self.mentions) else None
        return after if after and after.sentence == mention.sentence else None

    def before(self, mention: Mention, reach: int = REACH) -> Iterator[Mention]:
        """The figures before it in its sentence, the nearest first."""
        for at in range(mention.at - 1, -1, -1):
            other = self.mentions[at]
            if other.sentence != mention.sentence or mention.start - other.end > reach:
                return
            yield other

    def behind(self, mention: Mention, reach: int = REACH) -> Iterator[Mention]:
        """The figures after it in its sentence, the nearest first."""
        for at in range(mention.at + 1, len(self.mentions)):
            other = self.mentions[at]
            if other.sentence != mention.sentence or other.start - mention.end > reach:
                return
            yield other

    def gap(self, mention: Mention, reach: int = 45) -> str:
        """The words back to the figure before it, years and other numbers included."""
        before = self.preceding(mention)
        start = before.end if before else self.sentences[mention.sentence][0]
        return self.passage.text[max(start, mention.start - reach) : mention.start]

    def bracket_at(self, at: int) -> int | None:
        """Where the bracket opened that ``at`` stands in."""
        begin = max(self.sentences[self.sentence_at(at)][0], at - REACH)
        opened = max(self.passage.text.rfind(ch, begin, at) for ch in "（(")
        closed = max(self.passage.text.rfind(ch, begin, at) for ch in "）)")
        return opened if opened > closed else None

    def said(self, mention: Mention) -> str:
        """The words of the mention's sentence that stand before it."""
        begin = max(self.sentences[mention.sentence][0], mention.start - REACH)
        return self.passage.text[begin : mention.start]

    def lead(self, mention: Mention) -> str:
        """The words of the mention's clause that stand before it, other numbers included."""
        return self.passage.text[mention.clause : mention.start]


def texts(
    document: Document, passages: Sequence[Passage], first: int = 0, region: int = PROSE
) -> list[Text]:
    """Every passage with its mentions; each cell of a table is a region of its own."""
    return [
        _text(document.path, first + n, passage, region + n if region == CELL else region)
        for n, passage in enumerate(passages)
    ]


def prose_cells(grids: Sequence[Grid]) -> list[Passage]:
    """The cells of tables that hold sentences, each once however many rows it runs over."""
    found: dict[tuple[int, int], Passage] = {}
    for grid in grids:
        for row in grid.rows:
            for span in row.values():
                if len(span.text) >= SENTENCE and SENTENCES.search(span.text):
                    found.setdefault(span.origins[0], Passage(span, (grid.section,)))
    return list(found.values())


def _text(document: str, index: int, passage: Passage, region: int) -> Text:
    spans = tuple(passage.sentences())
    starts = [start for start, _ in spans]
    sentences = [
        Sentence(
            passage.text[start:end].strip(),
            line=passage.span.origins[start][0],
            section=passage.section,
        )
        for start, end in spans
    ]
    margins = [_margin(passage.text, start, end) for start, end in spans]
    found: list[Mention] = []
    figures = 0
    tokens = scan(passage.text)
    brackets, clauses = _structure(passage.text, starts, tokens)
    for at, token in enumerate(tokens):
        number = max(bisect_right(starts, token.start) - 1, 0)
        before = tokens[at - 1].end if at else 0
        after = tokens[at + 1].start if at + 1 < len(tokens) else len(passage.text)
        label = _label(passage.text, max(before, starts[number]), token.start)
        named = term(label) if label else None
        figure = Figure(
            place=passage.span.place(document, token.start, token.end),
            number=token.number,
            label=label.strip(" 的了：:"),
            term=named[0] if named else None,
            sentence=sentences[number],
            at=(token.start - margins[number], token.end - margins[number]),
        )
        found.append(
            Mention(
                figure=figure,
                kind=token.kind,
                start=token.start,
                end=token.end,
                sentence=number,
                label=label,
                head=named[1] if named else label,
                after=_after(passage.text, token.end, min(after, spans[number][1])),
                bracket=brackets[at],
                clause=clauses[at],
                at=figures,
            )
        )
        figures += token.kind is Kind.FIGURE
    return Text(
        document,
        passage,
        index,
        spans,
        tuple(m for m in found if m.kind is Kind.FIGURE),
        tuple(m for m in found if m.kind is not Kind.FIGURE),
        region,
    )


def _margin(text: str, start: int, end: int) -> int:
    """Where the sentence's words begin, its leading blanks left out."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _label(text: str, floor: int, start: int) -> str:
    """The words that name the number at ``start``: back to a delimiter, over closed brackets.

    A colon with nothing after it belongs to the label (``执行数：3 万元``).
    """
    depth = 0
    at = start
    while at > floor:
        ch = text[at - 1]
        if ch in "）)":
            depth += 1
        elif ch in "（(":
            if not depth:
                break
            depth -= 1
        elif not depth and (ch in STOPS or (ch in "：:" and text[at:start].strip())):
            break
        at -= 1
    return text[at:start]


def _after(text: str, end: int, ceiling: int) -> str:
    found = AFTER.search(text, end, ceiling)
    return text[end : found.start() if found else ceiling]


def _structure(
    text: str, sentences: Sequence[int], tokens: Sequence[Token]
) -> tuple[list[int | None], list[int]]:
    """For each token where the innermost open bracket and where the clause began."""
    brackets: list[int | None] = []
    clauses: list[int] = []
    opened: list[int] = []
    clause = 0
    # What begins or ends something, in order: a sentence, a mark in it, a number.
    begins = [(start, 0, "") for start in sentences]
    marks = [(found.start(), 2, found[0]) for found in STRUCTURE.finditer(text)]
    numbers = [(token.start, 1, "") for token in tokens]
    for at, what, mark in sorted(begins + marks + numbers):
        if what == 0:
            opened, clause = [], at
        elif what == 1:
            brackets.append(opened[-1] if opened else None)
            clauses.append(clause)
        elif mark in "（(":
            opened.append(at)
        elif mark in "）)":
            del opened[-1:]
        elif not _grouping(text, at):
            clause = at + 1
    return brackets, clauses


def _grouping(text: str, at: int) -> bool:
    """Whether a comma groups the digits of one number."""
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
