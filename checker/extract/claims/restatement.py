"""Restatement (同一数换单位): 29380 万元（2.94 亿元） · 3 万亩，折合 2000 公顷."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.figure import Figure

SAME = re.compile(
    r"\s*(?:[，,]?\s*[（(]\s*(?:大?约|即|合|约?折合|约合|相当于|也就是)?|[，,]?\s*(?:即|也就是|约?折合|约合|相当于|合(?!计|格|同|作)))(?:人民币)?\s*(?:约|近)?\s*"
)
# What one unit is restated in the other by a fixed factor.
MEASURES = ("money", "area", "mass", "length", "volume", "energy", "power")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for first, second in pairwise(text.mentions):
            if _restates(first, second) and SAME.fullmatch(text.between(first, second)):
                finer, coarser = sorted((first, second), key=lambda m: m.figure.number.ulp)
                yield Claim(
                    "restatement",
                    coarser.figure,
                    base=finer.figure,
                    explicit=True,
                    subject=first.label,
                )


def _restates(first: Mention, second: Mention) -> bool:
    """Whether both measure the same, in units of other sizes."""
    whole = first.figure.number.unit is not None and first.figure.number.unit.whole
    return (
        first.dimension == second.dimension
        and (first.dimension in MEASURES or (whole and bool(first.dimension)))
        and first.figure.number.scale != second.figure.number.scale
    )
