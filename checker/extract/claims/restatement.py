"""Restatement (同一数换单位): 29380 万元（2.94 亿元）."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.mention import Text
from checker.figure import Figure

SAME = re.compile(r"\s*[，,]?(?:[（(]\s*(?:约|即|合|折合|也就是)?|即|折合|合计?)\s*")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        yield from _claims(text, taken)


def _claims(text: Text, taken: Collection[Figure]) -> Iterator[Claim]:
    for first, second in pairwise(text.mentions):
        if (
            first.dimension == second.dimension
            and first.dimension in ("money", "area", "mass", "length")
            and first.figure.number.scale != second.figure.number.scale
            and SAME.fullmatch(text.between(first, second))
        ):
            finer, coarser = sorted((first, second), key=lambda m: m.figure.number.ulp)
            yield Claim(
                "restatement", coarser.figure, base=finer.figure, explicit=True, subject=first.label
            )
