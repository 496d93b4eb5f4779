"""Balances (增减平衡): 原有 950 个，新建 655 个，现共 1605 个 · 计划 21，完成 12，剩余 9.

The figures of a stock may stand in any order.  What takes part is what makes the balance;
where nothing does, it is judged only if each of its parts is said just once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import adds_up, plain
from checker.extract.phrase.listing import summed
from checker.extract.phrase.words import ADDED, DONE, HAD, LEFT, NOW, TAKEN, direction
from checker.figure import Figure

FAR = 120
MOST = 3  # additions, or subtractions, that a balance may have
SPENT = re.compile(r"结转|预算|执行|结余")
REACHED = re.compile(r"(?:到|至|达|年末|期末|现)[^，]{0,8}$|(?:共|总)\S{0,2}受理\S{0,6}$")
STATE = re.compile(rf"{DONE}|{LEFT}|实有|在编|在岗|到岗")
VACANT = "空编|缺编|空缺|空岗|缺岗"  # of the posts that there are
NET = re.compile(r"净增加?了?\s*$")
IN = re.compile(rf"{ADDED}|新入|新进|招录|新招")
OUT = re.compile(rf"{TAKEN}|停保|离岗|销户|停发")
ENDED = re.compile(rf"终止|中止|暂停|撤销|取消|停工|{STATE.pattern}")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        seen: set[Figure] = set()
        for mention in text.mentions:
            if mention.percent or mention.dimension == "point" or not mention.unit:
                continue
            said = _said(text, mention)
            if (re.search(HAD, said) or said.endswith(("由", "从"))) and not re.search(
                LEFT, mention.label
            ):
                yield from _stock(text, mention, taken)
            if NET.search(mention.label):
                yield from _net(text, mention)
            if re.search(f"{LEFT}|{VACANT}", said) and mention.figure not in seen:
                for claim in _remainder(text, mention, taken):
                    seen.update(claim.figures)
                    yield claim


def _net(text: Text, net: Mention) -> Iterator[Claim]:
    """新增 A 户、退出 B 户，净增 C 户: the two figures just before, in its unit."""
    near = [m for m in text.before(net, FAR) if m.unit == net.unit and m.bracket is None][:2]
    behind = [m for m in text.behind(net, FAR) if m.bracket == net.end]
    if len(behind) == 2:  # 净增 8 家（新增 11 家、退出 3 家）
        near = behind[::-1]
    if len(near) < 2 or not all(map(plain, (net, *near))):
        return
    less, more = near
    if not (re.search(OUT, less.label) and re.search(IN, more.label)):
        return
    if behind or adds_up(net, (more,), (less,)) or less.at - more.at == net.at - less.at == 1:
        yield _balance(net, more, (), (less,))


def _said(text: Text, mention: Mention) -> str:
    """The words of the mention's clause since the figure before it of its own unit."""
    start = mention.clause
    for other in text.before(mention, 60):
        if other.start < start:
            break
        if other.unit == mention.unit:
            start = other.end
            break
    return text.passage.text[start : mention.start]


def _stock(text: Text, had: Mention, taken: Collection[Figure]) -> Iterator[Claim]:
    """现有 = 原有 + 新增 - 拆除, each in the same unit."""
    if direction(had.label):
        return  # 较年初增加 132 万元: how far it moved, not what there was
    near = [
        m
        for m in (*reversed(list(text.before(had, FAR))), *text.behind(had, FAR))
        if m.unit == had.unit and (m.bracket is None or m.bracket == had.bracket)
    ]
    cut = re.compile("；")
    near = [
        m
        for m in near
        if not cut.search(text.passage.text[min(m.end, had.end) : max(m.start, had.start)])
    ]
    said = {m: _said(text, m) for m in near}
    more = [m for m in near if re.search(ADDED, said[m]) and not REACHED.search(said[m])]
    less = [m for m in near if re.search(TAKEN, said[m]) and m not in more]
    now = [m for m in near if re.search(NOW, said[m]) and m not in less and m not in more]
    joined = "加上" in _said(text, had)
    if joined and not more:
        more = [m for m in near if m.end <= had.start][-1:]
    if not (more or less) or not now:
        return
    for whole in now:
        for parts, minus in _ways(more[:MOST], less[:MOST]):
            if adds_up(whole, (had, *parts), minus):
                yield _balance(whole, had, parts, minus)
                return
    single = not joined and len(more) <= 1 and len(less) <= 1 and len(now) == 1
    single = single and all(map(plain, (had, *more, *less, *now)))
    # 新签约 14 家，注销 9 家，年末 222 家（上年末 217 家）: what came first may take part, too
    told = (had, *more, *less, *now)
    first = min(told, key=lambda m: m.start)
    single = single and not any(
        m.sentence == had.sentence and m.end <= first.start for m in near if m not in told
    )
    if single and (had.figure not in taken or had.dimension != "money"):
        yield _balance(now[0], had, more, less)


def _ways(
    more: Sequence[Mention], less: Sequence[Mention]
) -> Iterator[tuple[tuple[Mention, ...], tuple[Mention, ...]]]:
    """Which additions and subtractions may belong to it, all of them first."""
    for m in range(len(more), -1, -1):
        for parts in combinations(more, m):
            for n in range(len(less), -1, -1):
                for minus in combinations(less, n):
                    if parts or minus:
                        yield parts, minus


def _balance(now: Mention, had: Mention, more: Sequence[Mention], less: Sequence[Mention]) -> Claim:
    return Claim(
        "balance",
        now.figure,
        parts=tuple(m.figure for m in (had, *more)),
        minus=tuple(m.figure for m in less),
        subject=now.label,
    )


def _remainder(text: Text, left: Mention, taken: Collection[Figure]) -> Iterator[Claim]:
    """计划 = 完成 + 剩余: the whole first, then what became of it, what is left last."""
    if left.dimension == "money" and SPENT.search(left.label):
        return  # 结转结余 is not what a budget leaves
    before: list[Mention] = []
    for mention in text.before(left, FAR):
        if "；" in text.between(mention, left):
            break
        if mention.unit == left.unit and mention.bracket is None:
            before.insert(0, mention)
        if len(before) == 6:
            break
    if (more := _more(text, left)) and len(before) > 1:
        # 项目 648 个，完工 603 个，在建 41 个，终止 4 个
        if adds_up(before[0], (*before[1:], left, *more)):
            yield summed(before[0], (*before[1:], left, *more))
        return
    for at in range(len(before) - 2, -1, -1):
        whole, states = before[at], [m for m in before[at + 1 :] if STATE.search(m.words)]
        for size in range(len(states), 0, -1):
            for parts in combinations(states, size):
                if adds_up(whole, (*parts, left)):
                    yield summed(whole, (*parts, left))
                    return
    states = [m for m in before if STATE.search(m.words)]
    for earlier in _earlier(text, left) if before else ():
        if len(states) == len(before) and adds_up(earlier, (*states, left)):
            yield summed(earlier, (*states, left))
            return
    if (
        len(before) == 2
        and STATE.search(before[1].words)
        and not re.search(LEFT, before[0].label)
        and "其中" not in text.between(*before)
        and all(map(plain, before))
    ):
        yield summed(before[0], (before[1], left))


def _more(text: Text, left: Mention) -> list[Mention]:
    """What else became of the rest, right behind: 终止 4 个."""
    found: list[Mention] = []
    for mention in text.behind(left, 30):
        if mention.unit != left.unit or not ENDED.search(mention.label):
            break
        found.append(mention)
    return found


def _earlier(text: Text, left: Mention) -> list[Mention]:
    """安排项目 31 个。截至年底，完工 21 个，在建 8 个，未开工 2 个: the whole a sentence before."""
    if not left.sentence:
        return []
    before = [m for m in text.of_sentence(left.sentence - 1) if m.unit == left.unit]
    return list(reversed(before))
