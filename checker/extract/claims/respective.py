"""Distributive lists (分别): 春节、五一、国庆分别接待 A、B、C 人次，共 N 人次.

As many names as figures, and the figures add up to the total beside them.  A unit that is
written only once, at the end, holds for all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import adds_up, plain
from checker.extract.phrase.listing import summed
from checker.extract.phrase.words import CLOSING, TOTAL, direction, has
from checker.figure import Figure
from checker.number import Number, Unit

RESPECTIVE = re.compile(
    r"分别(?P<verb>[^，。；、（(\d]{0,12}?)(?:[:：])?\s*(?=[-\d一二三四五六七八九十百])"
)
JOINT = re.compile(r"[^，。；、\d]{0,4}\s*(?:[、，,]|和|及|与|以及)\s*(?:和|及)?\s*")
NAMES = re.compile(r"[^，。；：:（）()\s“”\d]{1,60}$")
LISTED = Unit("", "listed", whole=True)
LIMIT = 24


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for found in RESPECTIVE.finditer(text.passage.text):
            items = _items(text, found.end())
            if len(items) > 1:
                yield from _names(text, found, items)
                yield from _sum(text, found, items, taken)


def _items(text: Text, start: int) -> list[Mention]:
    """The figures of the list, in the unit that the last one has."""
    items: list[Mention] = []
    for mention in text.within(start, start + 200)[:LIMIT]:
        if not items and mention.start - start > 6:
            return []
        if items and not JOINT.fullmatch(text.between(items[-1], mention)):
            break
        items.append(mention)
    while len(items) > 1 and not _fits_in(items[0], items[-1]):
        items.pop()
    if not items:
        return []
    unit = items[-1].figure.number.unit
    return [m if m.unit or unit is None else _in(m, unit) for m in items]


def _fits_in(first: Mention, last: Mention) -> bool:
    bare = first.unit in ("", "万", "亿")
    return first.unit == last.unit or (bare and last.unit.startswith(first.unit))


def _in(mention: Mention, unit: Unit) -> Mention:
    number = replace(mention.figure.number, unit=unit)
    return replace(mention, figure=replace(mention.figure, number=number))


def _names(text: Text, found: re.Match[str], items: Sequence[Mention]) -> Iterator[Claim]:
    """甲、乙、丙分别 and as many figures: told only of plain lists of names."""
    head = NAMES.search(text.passage.text, max(0, found.start() - 60), found.start())
    if head is None or "、" not in head[0] or "等" in head[0]:
        return
    names = re.split(r"、|(?<=[\u4e00-\u9fff]{2})[和及与](?=[\u4e00-\u9fff]{2})", head[0])
    plainly = head[0].count("、") + 1
    if len(items) not in (plainly, len(names)) and (
        abs(len(items) - len(names)) > 1 or max(map(len, names[1:])) > 6
    ):
        return
    counted = len(items) if plainly <= len(items) <= len(names) else len(names)
    yield Claim("respective", _run(text, items), counted=counted, subject=head[0])


def _run(text: Text, items: Sequence[Mention]) -> Figure:
    """The list as one figure: how many numbers it prints."""
    first, last = items[0], items[-1]
    start, end = first.start, last.end
    shift = first.figure.at[0] - first.start
    return Figure(
        place=text.passage.span.place(text.document, start, end),
        number=Number(text.passage.text[start:end], Decimal(len(items)), 0, LISTED),
        label="分别",
        term="listed",
        sentence=first.figure.sentence,
        at=(start + shift, end + shift),
    )


def _sum(
    text: Text, found: re.Match[str], items: Sequence[Mention], taken: Collection[Figure]
) -> Iterator[Claim]:
    if items[0].percent or direction(found["verb"]) or re.search(r"[为是有]$", found["verb"]):
        return  # sums of 分别为 are told by the families of sums
    after = text.following(items[-1])
    if after and after.unit == items[-1].unit and CLOSING.match(after.label) and plain(after):
        yield summed(after, items)
        return
    for total in text.before(items[0], 120):
        if total.unit != items[-1].unit or total.bracket is not None or total.figure in taken:
            continue
        if adds_up(total, items) or (has(total.label, TOTAL) and plain(total)):
            yield summed(total, items)
        return
