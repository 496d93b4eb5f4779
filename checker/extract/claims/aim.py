"""Targets in prose (文中的目标值): 建成 12 公里（目标值 10 公里） · 目标值 ≥95%，实际值 93.6%.

Only what is called a target is one: a plan (计划 6 个，完工 5 个) is no promise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import TORN, Mention, Text
from checker.extract.phrase.fit import measures_alike
from checker.extract.phrase.words import direction
from checker.figure import Figure

SIGN = r"(?:为|是|应|要求|达到?|不低于|不少于|不高于|不超过|大于|小于|等于|[≥≤≧≦>=<：:\s])*"
VALUE = re.compile(
    rf"(?P<name>.*?)(?:年度|年初|全年|预期|绩效|计划|设定)?的?(?:目标|指标|预期|计划)值{SIGN}$",
    re.DOTALL,
)
BESIDE = re.compile(
    rf"\s*[（(]\s*(?:年度|年初|全年|预期|绩效)?(?:设定)?(?:目标值?|指标值|预期值|计划值){SIGN}$"
)
ACTUAL = re.compile(
    r"[，,；;、（(\s]*(?:而|其|全年|年度|年末|最终)?实际(?:完成|实现|达到|得)?(?:值|数|情况)?(?:为|是|达到?|[：:\s])*$"
    r"|[，,；;、（(\s]*(?:全年|年度)?(?:完成|实现)值(?:为|是|达到?|[：:\s])*$"
)
MORE = re.compile("超|多|少|差|余|距")  # 超额完成 0.46 万平方米: how far, not how much


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        if text.region == TORN:
            continue
        for aim in text.mentions:
            actual, name = _beside(text, aim) or _after(text, aim) or (None, "")
            if actual is None or actual.figure in taken or aim.figure in taken:
                continue
            moved = direction(actual.label) or MORE.search(actual.label[-4:])
            if actual.kind is aim.kind and measures_alike(actual, aim) and not moved:
                yield Claim("aim", actual.figure, whole=aim.figure, subject=name)


def _beside(text: Text, aim: Mention) -> tuple[Mention, str] | None:
    """建成 A（目标值 B）."""
    actual = text.preceding(aim)
    if actual is None or aim.bracket is None or actual.bracket == aim.bracket:
        return None
    if not BESIDE.match(text.passage.text[actual.end : aim.start]):
        return None
    return actual, actual.label


def _after(text: Text, aim: Mention) -> tuple[Mention, str] | None:
    """目标值 B，实际完成值 A."""
    found, actual = VALUE.match(aim.label), text.following(aim)
    if found is None or actual is None:
        return None
    return (actual, found["name"]) if ACTUAL.match(text.between(aim, actual)) else None
