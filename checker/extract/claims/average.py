"""Averages (人均): 临时救助 213 人次，发放 42.6 万元，人均 2000 元 · 全年 4.38 万吨，日均 120 吨.

An average is an amount over a count, both printed just before it.  What they are the figures
tell; where they do not, only those that one slip parts from it, or the two figures right
before a bare 人均, are believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from checker.arithmetic.expression import Ratio
from checker.arithmetic.relation import Relation
from checker.arithmetic.slip import one_slip_away
from checker.arithmetic.verdict import holds
from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import plain
from checker.extract.phrase.words import direction
from checker.figure import Figure

PER = re.compile(
    r"(?<![月日])(?:(?P<of>[人户件场次家个村镇所台辆校班生床项份处案师车篇株批期栋])均|平均每(?P<each>[^，。；、\d]{1,4}))"
    r"(?P<what>[^，。；、\d]{0,6}?)(?:标准)?[约为达是近：:\s]*$"
)
# What the two figures right before surely make the average of; of other things only if they do.
SURE = re.compile(r"(?:支出|发放|补助|补贴|救助|投入|补偿|成本|资金|费用|金额|投资|贷款)?")
OWN = re.compile(r"收入|增收|产量|可支配|产值|纯收|寿命|年龄|面积")
COUNTERS = {
    "人": ("人", "人次", "名", "位"),
    "次": ("次", "人次", "场次"),
    "场": ("场", "场次"),
    "生": ("人", "名"),
    "校": ("所",),
    "村": ("村", "个"),
    "镇": ("镇", "个"),
    "所": ("所", "个", "家"),
    "师": ("人", "名"),
    "车": ("辆", "台"),
    "案": ("起", "件", "宗"),
}
FAR = 80


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for average in text.mentions:
            per = PER.search(average.label)
            if per and OWN.search(per["what"]):
                continue
            if per and plain(average) and not direction(average.label) and average.unit:
                yield from _average(text, average, per)


def _average(text: Text, average: Mention, per: re.Match[str]) -> Iterator[Claim]:
    of = per["of"] or per["each"].removeprefix("个")
    near = [
        m
        for m in text.before(average, FAR)
        if "；" not in text.between(m, average)
        and plain(m)
        and m.bracket in (None, average.bracket)
    ]
    units = COUNTERS.get(of, (of,))
    counts = [m for m in near if m.unit.lstrip("百千万亿") in units and _counts(m)]
    amounts = [m for m in near if m.dimension == average.dimension and m not in counts]
    for count in counts:
        for amount in amounts:
            if holds(_made(average, amount, count)):
                yield _claim(average, amount, count)
                return
    if (
        len(counts) == 1
        and len(amounts) == 1
        and one_slip_away(_made(average, amounts[0], counts[0]))
    ):
        yield _claim(average, amounts[0], counts[0])
        return
    bare = (
        SURE.fullmatch(per["what"] or "")
        and len(counts) == 1
        and amounts
        and average.dimension == "money"
    )
    if bare and len(near) > 1 and {counts[0], amounts[0]} == {*near[:2]}:
        yield _claim(average, amounts[0], counts[0])


def _counts(mention: Mention) -> bool:
    """Whether it counts whole things, in 万 perhaps; an area has units of its own."""
    number = mention.figure.number
    return number.unit is not None and number.unit.whole and number.value > 0


def _made(average: Mention, amount: Mention, count: Mention) -> Relation:
    reading = Ratio(amount.figure, count.figure, Fraction(1))
    return Relation("ratio", average.figure, (reading,))


def _claim(average: Mention, amount: Mention, count: Mention) -> Claim:
    return Claim(
        "average",
        average.figure,
        current=amount.figure,
        base=count.figure,
        subject=average.label,
    )
