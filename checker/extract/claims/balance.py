"""Balances (增减平衡): 原有 950 个，新建 655 个，现共 1605 个 · 计划 21，完成 12，剩余 9."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import CLAUSE, Mention, Text
from checker.figure import Figure

HAD = re.compile(r"原有|年初有|原共有|年初结存|上年末")
ADDED = re.compile(r"新建|新增|新设|新购|增加|增设|扩建")
TAKEN = re.compile(r"拆除|报废|减少|退出|淘汰|注销|核减")
NOW = re.compile(r"现共|现有|目前共|现已|目前有|共有|现存|年末|达到")
LEFT = re.compile(r"剩余|其余|尚余|余下|未完成|还剩")
DONE = re.compile(r"完成|已|办结|整改|实施")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for sentence in range(len(text.sentences)):
            yield from _stock(text, sentence)
            yield from _remainder(text, sentence)


def _clause(text: Text, mention: Mention) -> str:
    """The words of the mention's clause that stand before it."""
    start = text.sentences[mention.sentence][0]
    cuts = [found.end() for found in CLAUSE.finditer(text.passage.text, start, mention.start)]
    return text.passage.text[cuts[-1] if cuts else start : mention.start]


def _stock(text: Text, sentence: int) -> Iterator[Claim]:
    """现有 = 原有 + 新增 - 拆除, each in the same unit."""
    inside = [m for m in text.of_sentence(sentence) if not m.percent and m.bracket is None]
    now = next((m for m in reversed(inside) if NOW.search(_clause(text, m))), None)
    if now is None:
        return
    same = [m for m in inside if m.unit == now.unit and m.end <= now.start]
    had = next((m for m in same if HAD.search(_clause(text, m))), None)
    if had is None:
        return
    added = removed = None
    for mention in same[same.index(had) + 1 :]:
        words = text.passage.text[had.end : mention.start]
        if removed is None and TAKEN.search(mention.label):
            removed = mention
        elif added is None and ADDED.search(words):
            added = mention
    if added is None and removed is None:
        return
    yield Claim(
        "balance",
        now.figure,
        parts=tuple(m.figure for m in (had, added) if m is not None),
        minus=(removed.figure,) if removed else (),
        subject=now.label,
    )


def _remainder(text: Text, sentence: int) -> Iterator[Claim]:
    """计划 = 完成 + 剩余."""
    inside = [m for m in text.of_sentence(sentence) if not m.percent and m.bracket is None]
    left = next((m for m in inside if LEFT.search(m.label)), None)
    if left is None:
        return
    before = [m for m in inside if m.unit == left.unit and m.end <= left.start]
    if len(before) != 2 or not DONE.search(before[1].label) or "其中" in text.between(*before):
        return
    yield Claim(
        "sum", before[0].figure, parts=(before[1].figure, left.figure), subject=before[0].label
    )
