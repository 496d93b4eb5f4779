"""Growth (增减): A 万元，与上年相比增加 D 万元，增长 G% — last year is A less D.

The amount that changed is named by the words (收入支出总计增加 …), or stands just before.
A rate of another way than its amount (减少 D，增长 G%) is recomputed the way it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.phrase.fit import is_growth_by, is_ratio
from checker.extract.statement.find import LEVELS, amounts, nearest
from checker.extract.statement.reading import Said

GAP = 16  # how far a rate may stand from the amount that it is of
COMPARED = re.compile(r"上年|去年|同期|同比|往年|前年|(?:19|20)\d\d\s*年|年初|[比较]")
AGAINST_BUDGET = re.compile(r"[比较与](?:年初|全年|年度)?预算|超支")
BASE = re.compile(
    r"[比较与]\s*(?P<year>\d{4})\s*年度?(?P<what>[^，。；\d]*?)(?:增|减|上升|下降|提高|降低|持平)"
)


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    for at, rate in enumerate(said):
        if rate.role != "rate":
            continue
        by = _amount(said, at)
        if by is not None:
            yield from _of_amount(said, at, rate, by)
        else:
            yield from _of_base(said, at, rate)


def _amount(said: Sequence[Said], at: int) -> Said | None:
    before = said[at - 1] if at else None
    if before is None or before.role != "change" or before.text is not said[at].text:
        return None
    between = before.text.between(before.mention, said[at].mention)
    return before if len(between) <= GAP and not re.search("[。；]", between) else None


def _of_amount(said: Sequence[Said], at: int, rate: Said, by: Said) -> Iterator[Claim]:
    falls = (rate.way or by.way) < 0
    here = said.index(by, max(at - 1, 0))
    near = nearest(said, here)
    told = list(amounts(said[:here], by.item, by.fund)) if by.named else []
    told = [one for one in told if one.topic == by.topic] or told
    told = sorted(told, key=lambda one: (one.role != "actual", one.text is not by.text))
    candidates = [*told, *([near] if near is not None else [])]
    if near is not None and near.item == by.item and not by.reason:
        beside = near.mention.sentence == by.mention.sentence
    else:
        beside = False
    if near is not None and not by.named and "；" in by.text.between(near.mention, by.mention):
        # B，其中甲 b、乙 c；较预算减少 D: it is B that fell, not the last item
        candidates += [one for one in reversed(said[:here]) if _in_sentence(one, by)]
        beside, near = False, None
    base = _measured(said, here) or _budgeted(said, here, rate)
    fits = next((one for one in candidates if _fits(rate, by, one, falls=falls)), None)
    if fits is None and base is not None:
        yield Claim(
            "growth",
            rate.figure,
            base=base.figure,
            change=by.figure,
            falls=falls,
            subject=by.item,
        )
        return
    if fits is None and ("超支" in by.words or (not beside and AGAINST_BUDGET.search(by.words))):
        return  # of what was budgeted, which is not printed near
    current = near if beside else fits or _sure(by, near, told)
    if current is None or current.figure == by.figure:
        return
    if not falls and fits is None and by.figure.number.exact >= current.figure.number.exact:
        return  # nothing grows by more than it is: the amount is of something else
    if current.figure.number.value == 0 or by.mention.dimension != current.mention.dimension:
        return
    if fits is None and not current.item and not COMPARED.search(by.words + rate.words):
        return  # 控制价 198 万元，节约 12 万元，节约率 6.06%: no change against a year
    yield Claim(
        "growth",
        rate.figure,
        current=current.figure,
        change=by.figure,
        falls=falls,
        subject=by.item,
    )


def _measured(said: Sequence[Said], at: int) -> Said | None:
    """比上年决算 C 万元减少 D 万元: what the change is measured against, right before it."""
    by, base = said[at], said[at - 1] if at else None
    if base is None or base.role != "base" or base.text is not by.text:
        return None
    alike = base.mention.dimension == by.mention.dimension and base.figure.number.value > 0
    between = by.text.between(base.mention, by.mention)
    return base if alike and len(between) <= GAP and not re.search("[，。；、]", between) else None


def _budgeted(said: Sequence[Said], at: int, rate: Said) -> Said | None:
    """预算 A，决算 B …；较预算减少 D，减少 R%: the budget, where the rate is of it."""
    by = said[at]
    if not AGAINST_BUDGET.search(by.words):
        return None
    told = [one for one in said[:at] if one.role == "budget" and _in_sentence(one, by)]
    fit = (one for one in reversed(told) if is_ratio(rate.mention, [by.figure], one.figure))
    return next(fit, None)


def _in_sentence(one: Said, other: Said) -> bool:
    return (
        one.role in LEVELS
        and one.text is other.text
        and one.mention.sentence == other.mention.sentence
    )


def _sure(by: Said, near: Said | None, told: Sequence[Said]) -> Said | None:
    """The amount that the words alone leave no doubt about."""
    if by.reason:
        return None
    if by.named:
        same = [one for one in told if one.text is by.text or one.topic == by.topic]
        spent = [one for one in same if one.role == "actual"] or same
        if spent and len({one.figure.number.exact for one in spent}) == 1:
            return spent[-1]
        return near if near is not None and near.item == by.item else None
    if near is None or near.mention.sentence < by.mention.sentence - 1:
        return None
    return near if near.item == by.item else None


def _fits(rate: Said, by: Said, current: Said, *, falls: bool) -> bool:
    """Whether the rate follows from the amount and its change."""
    return current.figure != by.figure and is_growth_by(
        rate.mention, current.figure, by.figure, falls=falls
    )


def _of_base(said: Sequence[Said], at: int, rate: Said) -> Iterator[Claim]:
    """2025年执行数 C，2026年预算安排 A，比2025年执行数减少 G%: both ends are printed."""
    found = BASE.search(rate.text.lead(rate.mention))
    if found is None or not rate.way:
        return
    year, spent = int(found["year"]), "执行" in found["what"] or "决算" in found["what"]
    here = [
        one
        for one in said[:at]
        if one.text is rate.text and one.role in LEVELS and one.item == rate.item
    ]
    bases = [
        one
        for one in here
        if one.year == year and (re.search("执行|决算", one.words) is not None) == spent
    ]
    current = next((one for one in reversed(here) if one.year != year), None)
    if len(bases) != 1 or current is None:
        return
    yield Claim(
        "growth",
        rate.figure,
        current=current.figure,
        base=bases[0].figure,
        falls=rate.way < 0,
        subject=rate.item,
    )
