"""Numbering (序号): 一、（一）1.（1）一是 任务1: a sequence that skips or repeats.

A sequence starts anew at 1 and under each new parent; only the first label that is not
the next one is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.extract.claim import Claim
from checker.extract.mention import Text
from checker.figure import Figure, Sentence
from checker.number import Number, Unit
from checker.numeral import integer

LABEL = Unit("", "label", whole=True)
CN = "[一二三四五六七八九十]{1,3}"
# Outer to inner; a new outer label starts the inner ones anew.
STYLES = (
    re.compile(rf"(?P<label>({CN})、)"),
    re.compile(rf"(?P<label>[（(]\s*({CN})\s*[）)])"),
    re.compile(r"(?P<label>(\d{1,2})\s*(?:[.．](?!\d)|、))"),
    re.compile(r"(?P<label>[（(]\s*(\d{1,2})\s*[）)])"),
)
INLINE = (
    re.compile(rf"(?:^|(?<=[。；;：:，,！\s]))(?P<label>({CN})是)(?!一)"),
    re.compile(r"(?<=[：；。;])\s*(?P<label>(\d{1,2})、)"),
)


@dataclass(frozen=True, slots=True)
class _Label:
    figure: Figure
    value: int


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    running: dict[int, list[_Label]] = {}
    for text in texts:
        for level, style in enumerate(STYLES):
            if found := style.match(text.passage.text):
                for inner in [at for at in running if at > level]:
                    yield from _closed(running.pop(inner))
                yield from _next(running, level, _label(text, found))
                break
        for offset, style in enumerate(INLINE):
            for found in style.finditer(text.passage.text):
                yield from _next(running, len(STYLES) + offset, _label(text, found))
    for level in sorted(running):
        yield from _closed(running[level])


def _next(running: dict[int, list[_Label]], level: int, label: _Label) -> Iterator[Claim]:
    sequence = running.get(level)
    if sequence is None or label.value == 1:
        if sequence:
            yield from _closed(sequence)
        # A sequence that does not begin at 1 lost its start elsewhere: not judged.
        running[level] = [label]
        return
    expected = sequence[-1].value + 1
    if label.value == expected:
        sequence.append(label)
        return
    if sequence[0].value == 1 and 0 <= label.value - sequence[-1].value <= 3:
        yield _claim(sequence, label, expected)
        running[level] = [*sequence, label]
        return
    yield from _closed(sequence)
    running[level] = [label]


def _closed(sequence: list[_Label]) -> Iterator[Claim]:
    if len(sequence) > 1 and sequence[0].value == 1 and sequence[-1].value == len(sequence):
        yield _claim(sequence[:-1], sequence[-1], len(sequence))


def _claim(before: Sequence[_Label], label: _Label, expected: int) -> Claim:
    return Claim(
        "numbering",
        label.figure,
        parts=tuple(item.figure for item in before),
        counted=expected,
        subject=label.figure.text,
    )


def _label(text: Text, found: re.Match[str]) -> _Label:
    digits = found[2]
    value = int(digits) if digits.isdigit() else integer(digits) or 0
    start, end = found.span("label")
    sentence = next(
        (n for n, (a, b) in enumerate(text.sentences) if a <= start < b), len(text.sentences) - 1
    )
    offset, stop = text.sentences[sentence]
    figure = Figure(
        place=text.passage.span.place(text.document, start, end),
        number=Number(found["label"], Decimal(value), 0, LABEL),
        label="",
        term="label",
        sentence=Sentence(
            text.passage.text[offset:stop],
            line=text.passage.span.origins[offset][0],
            section=text.passage.section,
        ),
        at=(start - offset, end - offset),
    )
    return _Label(figure, value)
