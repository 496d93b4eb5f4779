"""Growth (增长): 服务 967 人次，同比增长 58.8% · 比上年增加 3.2 万元，增长 12.5%."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.figure import Figure

RISES = re.compile(r"增长|上升|提高|提升|增加|增幅|上涨|增")
FALLS = re.compile(r"下降|减少|降低|降幅|下跌|压减|缩减|降")
COMPARED = re.compile(r"同比|环比|[比较](?:上|去|前)一?年|[比较]\d{4}年|[比较]年初|[比较]同期")
FROM = re.compile(r"[由从]")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        yield from _claims(text, taken)


def _claims(text: Text, taken: Collection[Figure]) -> Iterator[Claim]:
    for rate in text.mentions:
        falls = bool(FALLS.search(rate.label)) and not RISES.search(rate.label)
        if rate.dimension == "point" and (RISES.search(rate.label) or falls):
            yield from _points(text, rate, falls)
        elif rate.percent and (RISES.search(rate.label) or falls) and rate.figure not in taken:
            yield from _growth(text, rate, falls)


def _growth(text: Text, rate: Mention, falls: bool) -> Iterator[Claim]:
    near = _amount(text, rate)
    if near is None:
        return
    if RISES.search(near.label) or FALLS.search(near.label):
        # 比上年增加 D，增长 G%: the amount before it is this year's.
        current = _amount(text, near)
        if current and current.dimension == near.dimension and not _changes(current):
            yield Claim(
                "growth",
                rate.figure,
                current=current.figure,
                change=near.figure,
                falls=falls,
                subject=rate.label,
            )
        return
    before = text.preceding(near)
    if before and before.dimension == near.dimension and FROM.search(before.label):
        yield Claim(
            "growth", rate.figure, current=near.figure, base=before.figure, subject=rate.label
        )
    elif COMPARED.search(rate.label) and re.fullmatch(
        r"\s*[、，,（(]?[^，、。；]{0,14}", text.between(near, rate)
    ):
        yield Claim("growth", rate.figure, current=near.figure, falls=falls, subject=rate.label)


def _changes(mention: Mention) -> bool:
    return bool(RISES.search(mention.label) or FALLS.search(mention.label))


def _amount(text: Text, mention: Mention) -> Mention | None:
    """The amount just before, which is no rate and stands in the clause before at most."""
    near = text.preceding(mention)
    if near is None or near.percent or near.dimension == "point" or near.bracket is not None:
        return None
    between = text.between(near, mention)
    return near if len(between) <= 30 and "；" not in between else None


def _points(text: Text, points: Mention, falls: bool) -> Iterator[Claim]:
    """较上一年提高 2 个百分点，为 98%: last year's rate is left to last year's report."""
    at = text.mentions.index(points)
    after = text.mentions[at + 1] if at + 1 < len(text.mentions) else None
    before = text.preceding(points)
    current = None
    if (
        after
        and after.percent
        and after.sentence == points.sentence
        and re.fullmatch(r"[，,、]?(?:达到?|为|至|到)\s*", text.between(points, after))
    ):
        current = after
    elif before and before.percent and len(text.between(before, points)) <= 25:
        current = before
    if current is None:
        return
    yield Claim("points", points.figure, current=current.figure, falls=falls, subject=points.label)
