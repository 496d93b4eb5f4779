"""Mentions (提及): the printed numbers of a passage as figures, each with its words.

A mention's ``label`` is what stands between it and the delimiter or number before it;
its ``term`` is the column name that ends the label.  Claims are grammars over mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.document import Document
from checker.extract.passage import Passage
from checker.extract.scan import Kind, scan
from checker.figure import Figure, Sentence
from checker.terms import term

STOPS = "，；。、！？,;\n"
CLAUSE = re.compile(r"[，；。！？,;\n]|：")


@dataclass(frozen=True, slots=True)
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

    @property
    def term(self) -> str | None:
        return self.figure.term

    @property
    def unit(self) -> str:
        unit = self.figure.number.unit
        return unit.name if unit else ""

    @property
    def dimension(self) -> str:
        return self.figure.number.dimension

    @property
    def percent(self) -> bool:
        return self.dimension == "percent"


@dataclass(frozen=True, slots=True)
class Text:
    """一段文字连同其中的数: a passage with its figures (``mentions``) and all other tokens."""

    document: str
    passage: Passage
    index: int
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    others: tuple[Mention, ...] = field(default=())

    def between(self, a: Mention, b: Mention) -> str:
        """The words between two mentions."""
        return self.passage.text[a.end : b.start]

    def of_sentence(self, index: int) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if m.sentence == index)

    def sentence_text(self, index: int) -> str:
        start, end = self.sentences[index]
        return self.passage.text[start:end]

    def preceding(self, mention: Mention) -> Mention | None:
        """The figure just before, in the same sentence."""
        at = self.mentions.index(mention)
        before = self.mentions[at - 1] if at else None
        return before if before and before.sentence == mention.sentence else None


def texts(document: Document, passages: Sequence[Passage]) -> list[Text]:
    """Every passage with its mentions."""
    return [_text(document.path, index, passage) for index, passage in enumerate(passages)]


def _text(document: str, index: int, passage: Passage) -> Text:
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
    found: list[Mention] = []
    tokens = scan(passage.text)
    for at, token in enumerate(tokens):
        number = max(bisect_right(starts, token.start) - 1, 0)
        before = tokens[at - 1].end if at else 0
        after = tokens[at + 1].start if at + 1 < len(tokens) else len(passage.text)
        floor = max(before, starts[number])
        label = _label(passage.text, floor, token.start)
        named = term(label) if label else None
        offset = (
            starts[number]
            + len(passage.text[starts[number] : spans[number][1]])
            - len(passage.text[starts[number] : spans[number][1]].lstrip())
        )
        figure = Figure(
            place=passage.span.place(document, token.start, token.end),
            number=token.number,
            label=label.strip(" 的了：:"),
            term=named[0] if named else None,
            sentence=sentences[number],
            at=(token.start - offset, token.end - offset),
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
                bracket=_bracket(passage.text, starts[number], token.start),
            )
        )
    return Text(
        document,
        passage,
        index,
        spans,
        tuple(m for m in found if m.kind is Kind.FIGURE),
        tuple(m for m in found if m.kind is not Kind.FIGURE),
    )


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
    found = re.compile(r"[，；。、！？：,;（(）)\n]").search(text, end, ceiling)
    return text[end : found.start() if found else ceiling]


def _bracket(text: str, floor: int, start: int) -> int | None:
    """Where the innermost bracket open at ``start`` began; None outside brackets."""
    depth = 0
    for at in range(start - 1, floor - 1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            if not depth:
                return at
            depth -= 1
    return None


def clauses(text: Text, sentence: int) -> Iterator[tuple[int, int]]:
    """The spans of a sentence's clauses."""
    start, end = text.sentences[sentence]
    for found in CLAUSE.finditer(text.passage.text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end
