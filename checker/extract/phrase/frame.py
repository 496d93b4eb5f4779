"""Frames of a change (变动的两头): what moved, from where, to where, and by how much.

967 人次，比上年的 609 人次增加 358 人次，增长 58.8%: the value stands before the change, the
base behind 比, 较 or 由, or after it (上年为 609 人次).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import measures_alike
from checker.extract.phrase.words import FALLS, PERIOD, RISES, direction

REACH = 45
KIND = 4  # characters by which two amounts are of one kind: 预算合计
FROM = re.compile(r"[由从][^，。；、]{0,18}$")
THAN = re.compile(
    rf"(?:[比较与同](?:{PERIOD}|计划|目标|预算)|[比较]|(?<![高低超])(?:低于|高于|少于|多于))[^，。；]{{0,12}}$|与[^，。；]{{1,12}}[的是]$"
)
TO = re.compile(rf"(?:到|至|为|成|达到?)了?\s*(?:(?:{PERIOD}|现在|目前)的?)?\s*$")
WAS = re.compile(
    rf"(?:^|[，、（(；])\s*(?:而|其|其中|在)?(?:{PERIOD}|原计划|计划|年度目标|目标)(?:同期|全年)?"
    r"(?!结[转余])[^，。；、（(]{0,10}$"
)
AIMED = re.compile(r"(?:预算|计划|目标|任务)(?:数|安排|批复)?[为是\s]*$")
# What is no subject of its own in the words of a change: 同比, 增长, 约.
VERB = re.compile(
    rf"(?:资金)?节[约资支]率|{PERIOD}|同期|同比|环比|{RISES}|{FALLS}|降幅|增幅|涨幅|分别|实现|总体|[比较与的达到为了约近仅均又也再其]"
    r"|幅度|比例|[^\u4e00-\u9fff]"
)
AGAINST = re.compile(
    rf"[，,]\s*(?:同?[比较]|与)(?:{PERIOD})(?:[（(][^）)]*[）)])?[^，。；：、（(]{{0,8}}$"
)
COMPARED = re.compile(
    r"\s*(?:相比较?|对比|相较)[，,]?[^，。；、\d]{0,6}(?:\d{4}\s*年)?[^，。；、\d]{0,16}$"
)
# What a saving is taken from, and what it leaves.
LIMIT = re.compile(r"预算|项目资金|总投资|计划|概算|控制价|最高限价|送审|估算|投资额|到位|安排")
SPENT = re.compile(r"中标|成交|实际|决算|结算|审定|支付|完成|采购价|合同|使用|支出")
SAVED = re.compile("节约|[核审]减|节省|超支")
AUDITED = re.compile("审定|审计|结算")
THAN_BUDGET = re.compile(r"[比较]年初(?:部门)?预算(?:数|安排|安排数)?[^，。；、\d]{0,6}$")
INITIAL = re.compile(r"年初(?:部门)?(?:预算|安排)[^，。；、\d]{0,6}$")
BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Frame:
    """变动: ``current`` less ``base`` is the change, of which ``change`` is the amount.

    ``sure``: the words leave no doubt.
    """

    current: Mention | None = None
    base: Mention | None = None
    change: Mention | None = None
    sure: bool = True


def clause(gap: str) -> str:
    """The last clause of the words before a figure."""
    return re.split(r"[，；：。（(、]", gap)[-1]


def frame(text: Text, change: Mention, depth: int = 0) -> Frame:
    """What the change is of, from the figures just before and after it."""
    if behind := _from_to(text, change):
        return behind
    near = _near(text, change)
    if near is None or not close(text, near, change) or depth > 2:
        return _with_base(text, change, Frame())
    gap = text.gap(near)
    alike = _alike(change, near)
    if alike and FROM.search(clause(gap)) is None and TO.search(clause(gap)):
        before = text.preceding(near)
        if before and measures_alike(before, near) and FROM.search(clause(text.gap(before))):
            return Frame(near, before)
    if direction(clause(gap)) and len(VERB.sub("", clause(text.gap(change)))) > 1:
        return _with_base(text, change, Frame())  # of something else than the change before
    if direction(clause(gap)) and (base := _beside(text, near)):
        return Frame(None, base, near)
    if depth < 2 and direction(clause(gap)) and not WAS.search(gap):
        # 增加 D，增长 R: the rate is of what the amount is of.
        inner = frame(text, near, depth + 1)
        if near.dimension not in ("percent", "point"):
            inner = replace(inner, change=near)
        return inner
    if not alike:
        return Frame()
    if "超支" in change.label and LIMIT.search(near.words) and not SPENT.search(near.label):
        return Frame(None, near)  # 预算 A，超支 D: D is what was spent beyond A
    if named := _budgeted(text, near, change) or _against(text, near, change):
        return named
    if WAS.search(gap) and near.bracket is not None:
        before = _value(text, near, depth)
        return Frame(before, near) if before else Frame()
    if THAN.search(clause(gap)) or (WAS.search(gap) and not TO.search(text.between(near, change))):
        before = _value(text, near, depth)
        if before is not None:
            return Frame(before, near)
        after = _reached(text, change, near)
        return Frame(after, near)
    apart = _saving(text, change, near) or _namesakes(text, change, near)
    return apart or _with_base(text, change, Frame(near))


def _namesakes(text: Text, change: Mention, near: Mention) -> Frame | None:
    """年初预算合计 U，全年预算合计 V，增加 D: two amounts of one kind beside each other."""
    before = text.preceding(near)
    if before is None or change.dimension != "money" or not measures_alike(before, near):
        return None
    bare = not VERB.sub("", clause(text.gap(change)))
    alike = before.label[-KIND:] == near.label[-KIND:] and len(near.label) >= KIND
    return Frame(near, before) if bare and alike and close(text, before, near) else None


def _budgeted(text: Text, near: Mention, change: Mention) -> Frame | None:
    """年初预算 U，全年预算 V，比年初预算增加 D: what V is measured against is named."""
    if change.dimension != "money" or not THAN_BUDGET.search(clause(text.gap(change))):
        return None
    told = [
        m
        for m in text.before(near, 4 * REACH)
        if m.dimension == "money" and m.bracket is None and INITIAL.search(m.label)
    ]
    alone = len({m.figure.number.exact for m in told}) == 1
    return Frame(near, told[0]) if alone and near.term in ("budget", "executed") else None


def _from_to(text: Text, change: Mention) -> Frame | None:
    """同比下降 R%，由 U 降至 V: both sides right behind the change."""
    after = list(text.behind(change, REACH))[:2]
    if len(after) < 2 or not measures_alike(*after) or after[0].percent != after[1].percent:
        return None
    base, current = after
    led = re.fullmatch(r"\s*[，,（(]\s*[由从][^，。；、\d]{0,12}", text.between(change, base))
    reached = TO.search(clause(text.gap(current))) and "，" not in text.between(base, current)
    fitting = change.percent or change.dimension == "point" or measures_alike(change, base)
    return Frame(current, base) if led and reached and fitting else None


def _beside(text: Text, by: Mention) -> Mention | None:
    """与上年决算数 U 相比，本年支出增加 D，增长 R%: what D is measured against."""
    base = text.preceding(by)
    if base is None or not measures_alike(base, by) or not COMPARED.match(text.between(base, by)):
        return None
    return base if THAN.search(clause(text.gap(base))) else None


def _against(text: Text, near: Mention, change: Mention) -> Frame | None:
    """V，较 2020 年末（U）净增 D: what the change is measured against is named after V."""
    named = AGAINST.search(text.between(near, change))
    if named is None or near.bracket is not None:
        return None
    inside = [
        m
        for m in text.within(near.end + named.start(), change.start)
        if m.bracket is not None and measures_alike(m, near)
    ]
    return Frame(near, inside[0]) if len(inside) == 1 else _with_base(text, change, Frame(near))


def _saving(text: Text, change: Mention, spent: Mention) -> Frame | None:
    """预算 A，成交 B，节约 C."""
    limit = text.preceding(spent)
    if (
        change.dimension in ("percent", "point")
        or limit is None
        or not measures_alike(limit, spent)
        or not close(text, limit, spent)
    ):
        return None
    saved = bool(SAVED.search(change.label))
    if saved and AUDITED.search(spent.words) and SPENT.search(limit.words):
        return Frame(spent, limit)  # 中标价 A，结算审定 B，审减 C
    if LIMIT.search(limit.words) and SPENT.search(spent.words) and not LIMIT.search(spent.label):
        return Frame(spent, limit, sure=saved)
    return Frame(spent, limit, sure=False) if saved else None


def _near(text: Text, change: Mention) -> Mention | None:
    """The figure before, over a bracket that only divides it: 348 件（甲 210 件、乙 138 件）."""
    for mention in text.before(change, 2 * REACH):
        if mention.bracket in (None, change.bracket) or WAS.search(text.gap(mention)):
            return mention
    return None


def close(text: Text, a: Mention, b: Mention) -> bool:
    between = BRACKETS.sub("", text.between(a, b))
    return len(between) <= REACH and not re.search(r"[；。]", between)


def _alike(change: Mention, value: Mention) -> bool:
    """Whether the change can be one of the value: a share of anything, points of a rate."""
    if change.dimension == "point":
        return value.percent
    if change.percent:
        return value.dimension not in ("point", "score")
    return measures_alike(change, value)


def _value(text: Text, base: Mention, depth: int = 0) -> Mention | None:
    """The figure that the base is compared with: V，较上年的 U …"""
    before = text.preceding(base)
    if before is None or not measures_alike(before, base) or not close(text, before, base):
        return None
    earlier = text.preceding(before)
    aimed = AIMED.search(before.label) and re.search(PERIOD, text.gap(base))
    if earlier and aimed and measures_alike(earlier, before) and close(text, earlier, before):
        before = earlier  # 决算 V，年初预算 A，比上年的 U 下降 …: it is V that fell
    if direction(clause(text.gap(before))) and depth < 2:
        # V，比预算 A 节约 D，比上年 U 下降 …: both are changes of V.
        return frame(text, before, depth + 1).current
    return before if before.bracket is None or before.bracket == base.bracket else None


def _reached(text: Text, change: Mention, base: Mention) -> Mention | None:
    """较上年的 U 增加 D，达到 V."""
    for after in text.behind(change, REACH):
        if measures_alike(after, base) and not direction(clause(text.gap(after))):
            return after if TO.search(clause(text.gap(after))) else None
    return None


def _with_base(text: Text, change: Mention, frame: Frame) -> Frame:
    """The frame with what stands behind: 下降 12.3%，上年为 U; 提高 2 个百分点，为 98%."""
    for after in text.behind(change, REACH):
        gap = text.gap(after)
        if frame.current is None:
            if (
                change.dimension == "point"
                and after.percent
                and re.fullmatch(r"[，,、]?\s*(?:达到?|为|至|到)\s*", text.between(change, after))
            ):
                return Frame(after)
            if not change.percent and WAS.search(gap) and after.bracket is not None:
                return replace(frame, base=after) if measures_alike(after, change) else frame
            if change.percent or not after.percent:
                return frame
            continue  # 增加 D，增长 R%（上年为 U）
        if direction(clause(gap)) and not WAS.search(gap):
            continue
        if WAS.search(gap) and measures_alike(after, frame.current):
            return replace(frame, base=after)
        return frame
    return frame
