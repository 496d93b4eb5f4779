"""Order (大小措辞): 决算数大于 / 小于 / 等于预算数, against the two figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Text
from checker.extract.statement.find import amounts
from checker.extract.statement.item import item
from checker.extract.statement.reading import Said

WORD = re.compile(
    r"(?P<said>[^，。；：\d]{0,24}?)(?:支出)?决算数?(?:为|是)?(?:较|比|与|同|和)?\s*"
    r"(?:(?P<more>大于|高于|多于|超过|超出)|(?P<less>小于|低于|少于)|(?P<same>等于))?\s*"
    r"(?P<when>年初|全年|调整后|调整)?(?:支出)?预算数?(?P<level>持平|一致|相同|相等)?"
)


def claims(said: Sequence[Said], texts: Sequence[Text]) -> Iterator[Claim]:
    told: dict[int, list[Said]] = {}
    for one in said:
        told.setdefault(one.text.index, []).append(one)
    for text in texts:
        if text.region != PROSE or text.passage.heading:
            continue
        here = told.get(text.index, [])
        for found in WORD.finditer(text.passage.text):
            if found["more"] or found["less"] or found["same"] or found["level"]:
                yield from _claim(said, here, found)


def _claim(said: Sequence[Said], here: Sequence[Said], found: re.Match[str]) -> Iterator[Claim]:
    pair = _pair(said, here, found)
    if pair is None:
        return
    budget, spent = pair
    if found["more"]:
        yield Claim("order", budget.figure, whole=spent.figure, subject=budget.item)
    elif found["less"]:
        yield Claim("order", spent.figure, whole=budget.figure, subject=spent.item)
    else:
        yield Claim("level", spent.figure, base=budget.figure, subject=spent.item)


def _pair(
    said: Sequence[Said], here: Sequence[Said], found: re.Match[str]
) -> tuple[Said, Said] | None:
    """The budget and what was spent that the words compare: of the item named, or just before."""
    before = [
        one for one in here if one.mention.end <= found.start() and one.mention.bracket is None
    ]
    named = item(found["said"])
    if named:
        pool = [one for one in before if one.item == named]
        pool = pool or [one for one in said if one.item == named]
        pool = [one for one in pool if one.role in ("budget", "actual")]
        budgets = list(amounts(pool, named, role="budget"))
        spents = list(amounts(pool, named, role="actual"))
        for name in (budgets, spents):
            if len({one.figure.number.exact for one in name}) != 1:
                return None
        return budgets[-1], spents[-1]
    budget = next((one for one in reversed(before) if one.role == "budget"), None)
    spent = next((one for one in reversed(before) if one.role == "actual"), None)
    if budget is None or spent is None or budget.item != spent.item:
        return None
    if budget.reason or spent.reason or found["when"] not in (None, "年初", "全年"):
        return None
    # Another item's amounts between them and the words: which is meant is open.
    later = [
        one for one in before if one.mention.start > max(budget.mention.start, spent.mention.start)
    ]
    if any(one.role in ("budget", "actual", "base") for one in later):
        return None
    return budget, spent
