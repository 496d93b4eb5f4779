"""Lists of parts (分项列举): which figures of a stretch of text are the parts of a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import adds_up, measures_alike, slipped
from checker.extract.phrase.whole import divided
from checker.extract.phrase.words import direction
from checker.number import Approximation

LIMIT = 24  # how many parts a list may have
NAMES = frozenset({"人", "名", "位"})
HEADS = "头只口匹峰"
MANY = 4  # parts in the total's own counter, for one in another
PLACES = frozenset({"个", "所", "家", "处", "座"})
CASES = frozenset({"件", "宗", "批", "起"})


def summed(total: Mention, parts: Sequence[Mention], *, complete: bool = True) -> Claim:
    """The claim that the parts make the total; ``complete``: that they are all of them."""
    return Claim(
        "sum",
        total.figure,
        parts=tuple(part.figure for part in parts),
        complete=complete,
        subject=total.label,
    )


def belongs(part: Mention, total: Mention) -> bool:
    """Whether a figure is measured as its total is."""
    if part.unit == total.unit or {part.unit, total.unit} <= NAMES:
        return True
    if total.unit.endswith("头只") and part.unit.rstrip(HEADS) == total.unit[:-2]:
        return True  # 牲畜 312 万头只，其中牛 28 万头、羊 268 万只
    return measures_alike(part, total) and part.dimension not in ("percent", "point")


def members(inside: Sequence[Mention], total: Mention) -> list[Mention]:
    """The figures that may be parts; one 卫生监督所 1 所 among many 个 is a part as well."""
    own = [m for m in inside if belongs(m, total)]
    other = [m for m in inside if m not in own and _kin(m.unit, total.unit)]
    both = [m for m in inside if m in own or m in other]
    # 60 个，其中本级 1 个，学校 52 所，其他单位 7 个: all of them make it, but for a slip
    few = total.unit in CASES or len(own) < MANY * len(other)
    if not other or not own or few:
        made = bool(own and other) and (adds_up(total, both) or slipped(total, both))
        return both if made else own
    return both


def _kin(unit: str, other: str) -> bool:
    return {unit, other} <= PLACES or {unit, other} <= CASES


def passed_over(inside: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Whether the parts leave out a place between them: 1 个 and 7 个, not the 52 所 amid."""
    first, last = parts[0].start, parts[-1].start
    return any(m.unit in PLACES and m not in parts and first < m.start < last for m in inside)


def chosen(text: Text, total: Mention, inside: Sequence[Mention]) -> tuple[list[Mention], bool]:
    """The parts that the list has, and whether they make the total.

    All up to the one that completes it; else the first of each ；-segment likewise; else
    what stands together.
    """
    inside = [m for m in inside if not compared(text, m) and not limit(m)][:LIMIT]
    segments: dict[int, Mention] = {}
    for mention in inside:
        cut = text.passage.text.count("；", inside[0].start, mention.start)
        segments.setdefault(cut, mention)
    firsts = list(segments.values())
    for parts in (inside, firsts):
        for end in range(2, len(parts) + 1):
            # 完成 35 个、部分完成 3 个、未完成 1 个 of 38: all three are told, whatever two make
            more = goes_on(text, parts, end) and divided(text, total, parts)
            if adds_up(total, parts[:end]) and not more:
                while end < len(parts) and not parts[end].figure.number.value:
                    end += 1  # 动用历年结转 0 万元
                return list(parts[:end]), True
    if len(firsts) > 1 and text.passage.text.count("；", firsts[0].start, firsts[1].start):
        first = [m for m in inside if m.start < firsts[1].start]
        if len(first) < 2:
            return firsts, False
    return together(text, inside), False


def goes_on(text: Text, parts: Sequence[Mention], end: int) -> bool:
    """Whether the list goes on behind its first parts just as before: 甲 35 个、乙 3 个、丙 1."""
    if end >= len(parts) or not parts[end].figure.number.value:
        return False
    between = [text.between(a, b) for a, b in pairwise(parts[: end + 1])]
    return all(re.fullmatch("、[^，。；、（(]{1,12}", words) for words in between)


def broken_off(text: Text, parts: Sequence[Mention]) -> list[Mention]:
    """The first parts, where 、 joins them and ， parts them from the rest; else none."""
    for at in range(2, len(parts)):
        before = [text.between(a, b) for a, b in pairwise(parts[:at])]
        if "，" in text.between(parts[at - 1], parts[at]):
            whole = all("、" in words and "，" not in words for words in before)
            return list(parts[:at]) if whole else []
    return []


def together(text: Text, inside: Sequence[Mention]) -> list[Mention]:
    """The first figures that stand together: where 、 parts them, ， is the end."""
    run = list(inside[:1])
    mark = ""
    for before, after in pairwise(inside):
        between = text.between(before, after)
        mark = mark or next((ch for ch in between if ch in "、，；"), "")
        if len(between) > 40 or re.search(r"；|其中|合计|共计|总计|[现今]共|目前共|现有", between):
            break
        if mark == "、" and "，" in between and after.at - before.at == 1:
            break
        run.append(after)
    return run


def limit(mention: Mention) -> bool:
    """500 万元以上的项目: what the items are like, not how much they come to."""
    return mention.figure.number.approximation in (Approximation.OVER, Approximation.UNDER)


def compared(text: Text, mention: Mention) -> bool:
    """Whether it is how much something changed, or what it was before: no part of a list."""
    return bool(direction(mention.label)) or bool(
        re.search(
            r"上年|去年|同期|同比|环比|[比较]\s*(?:19|20)\d\d\s*年[^，。；、]{0,3}$",
            text.lead(mention)[-12:],
        )
    )


def run(text: Text, before: Sequence[Mention]) -> list[Mention]:
    """The last figures that stand one after the other, nothing else between them."""
    run = list(before[-1:])
    for earlier, later in reversed(list(pairwise(before))):
        if later.at - earlier.at != 1 or re.search(r"；", text.between(earlier, later)):
            break
        run.insert(0, earlier)
    return run
