"""Parts and wholes in prose (部分与总体): 征集 294 个，已完成 219 个 · 受理 92 件，办结 90 件.

A plan is no bound (计划 10 项，完成 12 项 is right), so 计划 and 目标 are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.mention import Text
from checker.figure import Figure
from checker.number import Approximation

# What came in or stands there, and what was done with it.
PAIRS = (
    (
        re.compile(
            r"征集|受理|收集|排查|发现|接到|收到|接收|交办|摸排|确定|梳理|登记|转办|申报|立项|事件|的$"
        ),
        re.compile(
            r"^\s*(?:已|均已|现已|目前已|推动|全部)?(?:完成|办结|解决|整改|落实|处置|化解|办理|流转|答复)"
        ),
    ),
    (re.compile(r"立案|查处"), re.compile(r"处罚|结案|移送")),
    (re.compile(r"选拔|推荐|报名"), re.compile(r"输送|录取|录用|入选")),
)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for whole, part in pairwise(m for m in text.mentions if not m.percent):
            between = text.between(whole, part)
            if (
                whole.sentence == part.sentence
                and whole.unit == part.unit
                and whole.unit
                and whole.bracket is None
                and part.bracket is None
                and whole.figure not in taken
                and whole.figure.number.approximation is Approximation.NONE
                and "；" not in between
                and len(between) <= 30
                and any(
                    (had.search(whole.label) or had.search(_noun(whole.after)))
                    and done.search(_words(part.label))
                    for had, done in PAIRS
                )
                and not re.search(r"计划|目标|任务", whole.label)
            ):
                yield Claim("subset", part.figure, whole=whole.figure, subject=part.label)


def _noun(after: str) -> str:
    """What is counted, without the verb of the next clause."""
    return re.split(r"已|[，,]", after)[0]


def _words(label: str) -> str:
    """The label from its verb on: 项“民生微实事”已完成 -> 已完成."""
    found = re.search(
        r"(?:已|均已|现已)?(?:完成|办结|解决|整改|落实|处置|化解|办理|流转|答复)[^，]{0,8}$|.*$",
        label,
    )
    return found[0] if found else label
