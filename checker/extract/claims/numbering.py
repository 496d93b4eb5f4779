"""Numbering (序号): 一、（一）1.（1）① 一是 第一， 任务1: a sequence that skips or repeats.

A sequence starts anew at 1 and under each new parent; one that starts inside an item of
another lets that one go on after it.  Only the first label that is not the next one is
reported.
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
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Outer to inner, as they stand at the beginning of a paragraph; a new outer label starts
# the inner ones anew.
STYLES = (
    re.compile(rf"(?P<label>({CN})、)"),
    re.compile(rf"(?P<label>[（(]\s*({CN})\s*[）)])"),
    re.compile(r"(?P<label>(\d{1,2})\s*(?:[.．](?!\d)|、))"),
    re.compile(r"(?P<label>[（(]\s*(\d{1,2})\s*[）)])"),
    re.compile(r"(?P<label>(\d{1,2})\s*[）)])"),
    re.compile(rf"(?P<label>([{CIRCLED}]))"),
)
DECIMAL = 2  # 1. 2. 3. among the styles
# 5.500米站点: the number of the item, where 4. went before, and not 5.5.
GLUED = re.compile(r"(?P<label>(?P<value>\d{1,2})[.．])(?=\d)")
WORDED = re.compile(
    rf"(?P<label>(?P<word>任务|问题|措施|举措|建议|经验|亮点|目标|附件|附表|案例)\s*({CN}|\d{{1,2}}))(?=\s*$|[：:、.．\s])"
)
NESTED = re.compile(
    r"(?P<label>(?P<word>\d{1,2}(?:\.\d{1,2}){0,2}\.)(\d{1,2}))(?=[\s、\u4e00-\u9fff])(?!\s*[万亿元%年月米吨])"
)
# Inside a paragraph.  Those of the first kind run on from one paragraph to the next.
CHAINED = (
    re.compile(rf"(?:^|(?<=[。；;：:，,！\s]))(?P<label>({CN})[是要])(?!一)"),
    re.compile(rf"(?:^|(?<=[。；;：:，,！\s]))(?P<label>第({CN})(?=[，,、]))"),
    re.compile(rf"(?:^|(?<=[。；;：:，,！\s]))(?P<label>其({CN})(?=[，,是]))"),
)
INLINE = (
    *(
        re.compile(rf"(?:^|(?<=[：；。;:]))\s*(?P<label>{label})")
        for label in (
            rf"({CN})、",
            rf"[（(]({CN})[）)]",
            r"(\d{1,2})(?:、|[.．](?!\d))",
            r"[（(](\d{1,2})[）)]",
            r"(\d{1,2})[）)]",
        )
    ),
    re.compile(rf"(?P<label>([{CIRCLED}]))"),
)
# The inline style that a paragraph's own style goes on as.
GOES_ON = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
LEAP = 3  # what skips more is another sequence

Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class _Label:
    figure: Figure
    value: int
    text: int


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    running: dict[Key, list[list[_Label]]] = {}
    region = None
    for text in texts:
        if text.region != region:
            yield from _end(running)
            region = text.region
        level, own = None, None
        for level, style in enumerate(STYLES):
            if found := style.match(text.passage.text):
                if not level and text.passage.text.count(found["label"]) > 1:
                    break  # a row of two columns, numbered alike
                own = _label(text, found)
                yield from _end(running, above=level)
                break
        if own is None and (found := GLUED.match(text.passage.text)):
            stack = running.get(("style", DECIMAL, ""), [])
            if stack and int(found["value"]) == stack[-1][-1].value + 1:
                own, level = _label(text, found), DECIMAL
        if own is not None and level is not None:
            yield from _next(running, ("style", level, ""), own)
        for kind, style in (("worded", WORDED), ("nested", NESTED)):
            if found := style.match(text.passage.text):
                yield from _next(running, (kind, 0, found["word"]), _label(text, found, group=3))
        for offset, style in enumerate(CHAINED):
            for found in style.finditer(text.passage.text):
                yield from _next(running, ("chained", offset, ""), _label(text, found))
        yield from _inline(text, running, level if own else None)
    yield from _end(running)


def _inline(
    text: Text, running: dict[Key, list[list[_Label]]], level: int | None
) -> Iterator[Claim]:
    """The sequences inside one paragraph; what goes on from its own label goes on from there."""
    inner: dict[Key, list[list[_Label]]] = {}
    for offset, style in enumerate(INLINE):
        for found in style.finditer(text.passage.text):
            label = _label(text, found)
            outer = running.get(("style", level, ""), []) if level is not None else []
            if level is not None and GOES_ON.get(level) == offset and outer:
                if found.start("label") == 0:
                    continue
                if label.value == outer[-1][-1].value + 1:
                    outer[-1].append(label)
                    continue
            if label.value == 1 or ("inline", offset, "") in inner:
                yield from _next(inner, ("inline", offset, ""), label)
    yield from _end(inner)


def _next(running: dict[Key, list[list[_Label]]], key: Key, label: _Label) -> Iterator[Claim]:
    stack = running.setdefault(key, [])
    if label.value == 1:
        # Inside an item of the same paragraph it is a list within a list.
        while stack and stack[-1][-1].text != label.text:
            yield from _closed(stack.pop())
        stack.append([label])
        return
    for depth in range(len(stack) - 1, -1, -1):
        if label.value == stack[depth][-1].value + 1:
            while len(stack) > depth + 1:
                yield from _closed(stack.pop())
            stack[depth].append(label)
            return
    if not stack:
        # A sequence that does not begin at 1 lost its start elsewhere: not judged.
        stack.append([label])
        return
    sequence = stack[-1]
    if sequence[0].value == 1 and 0 <= label.value - sequence[-1].value <= LEAP:
        yield _claim(sequence, label, sequence[-1].value + 1)
        stack[-1] = [*sequence, label]
        return
    yield from _closed(stack.pop())
    stack.append([label])


def _end(running: dict[Key, list[list[_Label]]], above: int | None = None) -> Iterator[Claim]:
    """Close every sequence; those inside a paragraph style ``above`` alone, if given."""
    for key in sorted(running):
        if above is None or (key[0] == "style" and key[1] > above):
            for sequence in running.pop(key):
                yield from _closed(sequence)


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


def _label(text: Text, found: re.Match[str], group: int = 2) -> _Label:
    digits = found[group]
    if digits in CIRCLED:
        value = CIRCLED.index(digits) + 1
    else:
        value = int(digits) if digits.isdigit() else integer(digits) or 0
    start, end = found.span("label")
    offset, stop = text.sentences[text.sentence_at(start)]
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
    return _Label(figure, value, text.index)
