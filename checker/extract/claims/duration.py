"""Durations (时长): 历经 4 个月（8 月-11 月）."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.scan import cell
from checker.figure import Figure

MONTHS = re.compile(
    r"(?P<n>\d{1,2})\s*个月[（(](?P<a>\d{1,2})\s*月?\s*(?:份)?\s*[-—~至到]+\s*(?P<b>\d{1,2})\s*月份?[）)]"
)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        yield from _claims(text, taken)


def _claims(text: Text, taken: Collection[Figure]) -> Iterator[Claim]:
    for found in MONTHS.finditer(text.passage.text):
        stated = next((m for m in text.mentions if m.start == found.start("n")), None)
        if stated is not None:
            first, last = (_month(text, stated, found, name) for name in "ab")
            yield Claim(
                "duration",
                stated.figure,
                base=first,
                current=last,
                explicit=True,
                subject=stated.label,
            )


def _month(text: Text, near: Mention, found: re.Match[str], name: str) -> Figure:
    start, end = found.span(name)
    number = cell(found[name])
    assert number is not None
    shift = near.figure.at[0] - near.start
    return Figure(
        place=text.passage.span.place(text.document, start, end),
        number=number,
        label="月",
        term="month",
        sentence=near.figure.sentence,
        at=(start + shift, end + shift),
    )
