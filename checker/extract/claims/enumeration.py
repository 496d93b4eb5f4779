"""Counted lists (列举计数): 甲广场、乙广场、丙公园共 3 处 · 3 个下属单位（甲、乙、丙）.

A list with 等 is open and says nothing.  和/及 may join two items or stand inside one, so
both counts are tried: only when neither gives the stated one is the list doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.figure import Figure
from checker.number import Approximation

TOGETHER = re.compile(
    r"^(?P<list>[^，。；：（）]*、[^，。；：（）]*?)(?:合计|共计|总共|共|这|等)?\s*$"
)
JOINED = re.compile(r"以及|和|及|与")
BRACKET = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,12})[（(](?P<list>[^（）()，。；：\d]*、[^（）()，。；：\d]*)[）)]"
)
NEAR = 2
LEAD = re.compile(r"^.*?(?:完成|开展|建设|新增|打造|改造|修建|包括|推进|整治|设立)+(?:了)?")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for count in text.mentions:
            number = count.figure.number
            if (
                not number.counts
                or number.approximation is not Approximation.NONE
                or number.value < 2
            ):
                continue
            items = _before(text, count) or _behind(text, count)
            if items is None:
                continue
            counted = _counted(items, int(number.value))
            # 培训、会议、活动共 20 场 counts the events, not the kinds listed.
            if abs(counted - number.value) <= NEAR:
                yield Claim("count", count.figure, counted=counted, subject=count.label)


def _before(text: Text, count: Mention) -> str | None:
    """甲、乙、丙共 N 处: the list right before 共."""
    start = text.sentences[count.sentence][0]
    head = re.split(r"[，。；：（）]", text.passage.text[start : count.start])[-1]
    if not re.search(r"(?:合计|共计|总共|共)\s*$", head) or "、" not in head:
        return None
    listed = TOGETHER.match(head)
    if listed is None or re.search(r"等[^、]*$|\d", head):
        return None
    return LEAD.sub("", listed["list"])


def _behind(text: Text, count: Mention) -> str | None:
    """N 个下属单位（甲、乙、丙）: the list in the bracket right behind the noun."""
    found = BRACKET.match(text.passage.text, count.end)
    if found is None or "等" in found["list"][-4:] or "其中" in found["list"] or not found["noun"]:
        return None
    return found["list"]


def _counted(items: str, stated: int) -> int:
    """How many things the list names; the count that agrees, if either does."""
    plain = len([item for item in items.split("、") if item.strip()])
    joined = plain + len(JOINED.findall(items))
    return stated if plain <= stated <= joined else (plain if stated < plain else joined)
