"""Sides of a rate (比率的两边): claims of a rate with both sides or one, and what is near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import measures_alike
from checker.extract.phrase.words import kin
from checker.figure import Figure
from checker.number import Approximation

JOINT = re.compile(r"\s*(?:、|和|及|与|以及)\s*")
REACH = 30
FAR = 120
AGES = frozenset({"岁", "周岁"})  # 60 岁以上老人 …率: who they are, not how many


def ratio(rate: Mention, parts: Sequence[Figure], whole: Mention) -> Claim:
    if len(parts) > 1:
        return Claim(
            "ratio", rate.figure, parts=tuple(parts), whole=whole.figure, subject=rate.label
        )
    return Claim("ratio", rate.figure, part=parts[0], whole=whole.figure, subject=rate.label)


def implied(rate: Mention, near: Mention, *, whole: bool) -> Iterator[Claim]:
    if near.unit in AGES:
        return
    if rate.figure.number.approximation in (Approximation.NONE, Approximation.ABOUT):
        yield Claim(
            "implied",
            rate.figure,
            part=None if whole else near.figure,
            whole=near.figure if whole else None,
            subject=rate.label,
        )


def alike(a: Mention, b: Mention) -> bool:
    """Whether one can be a part of the other: measured alike, or counted in kin counters."""
    return measures_alike(a, b) or kin(a.unit, b.unit)


def nearest(text: Text, rate: Mention) -> Mention | None:
    """The figure that the rate follows: the nearest outside brackets that is no rate."""
    for mention in text.before(rate, 2 * REACH):
        between = text.between(mention, rate)
        if "；" in between:
            return None
        if mention.bracket is not None and mention.bracket != rate.bracket:
            continue
        if mention.percent or mention.unit in AGES:
            continue
        if mention.dimension == "point" or len(between) > REACH:
            return None
        return mention
    return None


def joined(text: Text, a: Mention | None, b: Mention | None) -> bool:
    """占 a% 和 b%: two rates told in one breath, of two figures before."""
    if a is None or b is None or not (a.percent and b.percent):
        return False
    return JOINT.fullmatch(text.between(a, b)) is not None
