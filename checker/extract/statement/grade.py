"""Grades (评级): 项目 39 个（其中评级为“优”的 38 个；“良”的 1 个；“合格”的 0 个；…）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import adds_up
from checker.extract.phrase.listing import summed

GRADE = re.compile(
    r"[“\"]?(?P<grade>优秀|良好|优|良|中|合格|不合格|差)[”\"]?(?:等?[次级])?的?(?:项目)?(?:有|为|共)?\s*$"
)
LADDERS = (
    frozenset({"优", "良", "中", "差"}),
    frozenset({"优", "良", "合格", "不合格"}),
    frozenset({"优", "良", "中"}),
)
SHORT = {"优秀": "优", "良好": "良"}


def claims(texts: Sequence[Text]) -> Iterator[Claim]:
    for text in texts:
        if text.region == PROSE:
            yield from _ladder(text)


def _ladder(text: Text) -> Iterator[Claim]:
    run: dict[str, Mention] = {}
    for mention in text.mentions:
        words = text.gap(mention)
        found = GRADE.search(words) if mention.unit in ("个", "项") else None
        if found is None:
            continue
        grade = SHORT.get(found["grade"], found["grade"])
        if grade in run:
            run = {}
        run[grade] = mention
        if run.keys() in LADDERS:
            following = text.following(mention)
            more = following is not None and GRADE.search(text.gap(following))
            if not more:
                yield from _sum(text, list(run.values()))
                run = {}


def _sum(text: Text, parts: Sequence[Mention]) -> Iterator[Claim]:
    before = [m for m in text.mentions[: parts[0].at][::-1] if m.unit == parts[0].unit][:3]
    if not before:
        return
    total = next((m for m in before if adds_up(m, parts)), before[0])
    yield summed(total, parts)
