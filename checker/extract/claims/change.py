"""Changes (增减): 967 人次，同比增长 58.8% · 比上年的 82 万元增加 3.2 万元，增长 12.5%.

A change is a figure whose words say which way something moved: a rate of growth, an amount,
percentage points of a rate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import (
    is_difference,
    is_growth,
    is_growth_by,
    is_ratio,
    measures_alike,
    nearly_growth,
    slipped,
    tells,
)
from checker.extract.phrase.frame import BRACKETS, REACH, Frame, clause, frame
from checker.extract.phrase.words import FALLS, PERIOD, RISES, direction
from checker.figure import Figure

# A change said right behind its value: 967 人次，同比增长 …
TIED = re.compile(
    r"[^，、（(；。：]{0,14}?[，、,（(]?\s*(?:总体|均|实现|总量)?\s*"
    rf"(?:同比|环比|[比较](?={PERIOD}|同期)|{RISES}|{FALLS}|增幅|降幅)"
)
YEARLY = re.compile("年均|年平均|年化|复合")
FAR = 200
BACK = 12  # amounts of the paragraphs before that something may be left over of
# 支出 90 万元，主要原因是项目支出增加 10 万元，增长 50%: another thing grew.
REASON = re.compile(r"原因|由于|因为")
TAKEN_IN = re.compile(r"(?:收入(?:合计|总计|总额)|总收入)[为是共计\s]*$")
PAID_OUT = re.compile(r"(?:支出(?:合计|总计|总额)|总支出)[为是共计\s]*$")
LEFT_OVER = re.compile(r"(?:结余|结转|结转下年|欠缴|欠收|缺口|差额)(?:资金|金额)?[为是]?\s*$")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    prior: list[Mention] = []
    for text in texts:
        for mention in text.mentions:
            gap = text.gap(mention)
            if "分别" in gap or mention.dimension == "倍":
                continue  # told one by one, or in times
            if mention.dimension == "money" and LEFT_OVER.search(gap):
                yield from _left_over(text, mention, prior)
            elif YEARLY.search(clause(gap)):
                continue  # 年均增长: of several years, not of two
            elif way := direction(clause(gap)):
                yield from _change(text, mention, falls=way < 0, taken=taken)
        if text.region == PROSE and not text.passage.heading:
            money = [m for m in text.mentions if m.dimension == "money" and m.bracket is None]
            prior = [*prior, *money][-BACK:]


def _change(
    text: Text, change: Mention, *, falls: bool, taken: Collection[Figure]
) -> Iterator[Claim]:
    found = frame(text, change)
    current = found.current.figure if found.current else None
    base = found.base.figure if found.base else None
    subject = change.label
    if change.dimension == "point":
        if current is not None:
            yield Claim(
                "points", change.figure, current=current, base=base, falls=falls, subject=subject
            )
    elif change.percent:
        if change.figure not in taken:
            yield from _growth(text, change, found, falls=falls)
    elif (
        current is not None
        and base is not None
        and (found.sure or is_difference(change, current, base))
    ):
        listed = found.current and _total_of_list(text, found.current)
        if listed and not is_difference(change, current, base):
            current = listed.figure  # V，其中甲 a、乙 b，比 U 减少 D: it is V that fell
        yield Claim("difference", change.figure, current=current, base=base, subject=subject)


def _growth(text: Text, rate: Mention, found: Frame, *, falls: bool) -> Iterator[Claim]:
    current, base, by = found.current, found.base, found.change
    if current is None and by is None and base is not None:
        current = _sentence_before(text, rate, base, falls=falls)
    if current is not None and base is not None:
        if not is_growth(rate, current.figure, base.figure, falls=falls):
            listed = _total_of_list(text, current)  # N，其中甲 a、乙 b，同比增长 R%，上年为 U
            current = _other(text, rate, base, falls=falls) or listed or current
        # 恢复 86 万，较原来的 412 万提高 20.9%: what is told is by how much it rose.
        less = not falls and current.figure.number.exact < base.figure.number.exact
        if less and measures_alike(current, base) and is_ratio(rate, [current.figure], base.figure):
            rise, subject = current.figure, rate.label
            yield Claim("growth", rate.figure, base=base.figure, change=rise, subject=subject)
            return
        # 由 95% 提高到 97%，提高 2%: points are meant more often than a share of the rate.
        doubtful = current.percent or not found.sure
        if doubtful and not is_growth(rate, current.figure, base.figure, falls=falls):
            return
        by = None
    elif base is None and by is None:
        between = BRACKETS.sub("", text.between(current, rate)) if current else ""
        if current is None or not TIED.match(between) or not tells(rate, current, falls=falls):
            return
        if _total_of_list(text, current):
            return  # N 人，其中甲 a 人、乙 b 人，同比增长 R%: N grew, or b
    elif by is not None and current is not None and (whole := _of_list(text, rate, current, by)):
        current = whole
    elif by is None or (
        current is not None
        and REASON.search(text.between(current, by))
        and not is_growth_by(rate, current.figure, by.figure, falls=falls)
    ):
        return
    yield Claim(
        "growth",
        rate.figure,
        current=current.figure if current else None,
        base=base.figure if base else None,
        change=by.figure if by else None,
        falls=falls,
        subject=rate.label,
    )


def _total_of_list(text: Text, last: Mention) -> Mention | None:
    """The total of a list of two items or more that 其中 opened behind it, by its last item."""
    alike: list[Mention] = []
    for mention in text.before(last, 2 * REACH):
        if not measures_alike(mention, last):
            continue
        if "其中" in text.between(mention, last):
            first = alike[-1] if alike else last
            opened = "其中" in text.between(mention, first)
            ended = "；" in text.between(mention, last)
            return mention if alike and opened and not ended else None
        alike.append(mention)
    return None


def _of_list(text: Text, rate: Mention, last: Mention, by: Mention) -> Mention | None:
    """受理 N 件，其中甲 a 件、乙 b 件，比上年增加 D 件，增长 R%: it is N that grew."""
    falls = direction(rate.label) < 0
    if is_growth_by(rate, last.figure, by.figure, falls=falls):
        return None
    for mention in text.before(last, 2 * REACH):
        alike = measures_alike(mention, by) and "其中" in text.between(mention, last)
        if alike and is_growth_by(rate, mention.figure, by.figure, falls=falls):
            return mention
    return _total_of_list(text, last)


def _sentence_before(text: Text, rate: Mention, base: Mention, *, falls: bool) -> Mention | None:
    """经费支出 V，其中 …。较上年的 U 下降 R%: what is compared stands a sentence before."""
    before = text.preceding(base)
    if before is None:
        some = text.of_sentence(base.sentence - 1) if base.sentence else ()
    elif "；" in text.between(before, base):  # V，比预算 A 增长 …；比上年的 U 下降 R%
        some = tuple(m for m in text.of_sentence(base.sentence) if m.end <= before.end)
    else:
        return None
    told = [m for m in some if measures_alike(m, base) and m.bracket is None and not m.percent]
    fits = (m for m in told if is_growth(rate, m.figure, base.figure, falls=falls))
    near = (m for m in told[:1] if nearly_growth(rate, m.figure, base.figure, falls=falls))
    return next(fits, None) or next(near, None)


def _other(text: Text, rate: Mention, base: Mention, *, falls: bool) -> Mention | None:
    """V，场均 A，较上年的 U 增长 R%: of the figures before the base, the one that grew so."""
    for mention in text.before(base, 2 * REACH):
        alike = measures_alike(mention, base) and not mention.percent
        if alike and is_growth(rate, mention.figure, base.figure, falls=falls):
            return mention
    return None


def _in_and_out(text: Text, left: Mention) -> tuple[Mention, Mention] | None:
    """收入合计 A，其中 …。支出合计 B，其中 …。结余 C."""
    told = [m for m in text.within(0, left.start) if m.dimension == "money" and m.bracket is None]
    given = [m for m in told if TAKEN_IN.search(m.label)]
    spent = [m for m in told if PAID_OUT.search(m.label)]
    if len(given) != 1 or len(spent) != 1:
        return None
    figures = given[0].figure, spent[0].figure
    fits = is_difference(left, *figures) or slipped(given[0], [spent[0], left])
    return (given[0], spent[0]) if fits else None


def _left_over(text: Text, left: Mention, prior: Sequence[Mention]) -> Iterator[Claim]:
    """到位 A，支付 B，结余 C: money left over is often carried elsewhere, so only if it fits."""
    spent, given = None, None
    for mention in text.before(left, 2 * REACH):
        if mention.dimension != "money":
            continue
        if spent is None:
            spent = mention
        else:
            given = mention
            break
    if pair := _in_and_out(text, left):
        given, spent = pair
    elif spent is None:
        return
    elif given is None or not (
        is_difference(left, given.figure, spent.figure) or slipped(given, [spent, left])
    ):
        told = text.within(max(left.start - FAR, 0), left.start)
        own = [m for m in reversed(told) if m.dimension == "money" and m is not spent]
        some = (*own, *reversed(prior))
        given = next((m for m in some if slipped(m, [spent, left], fits=True, round_=True)), None)
    if given is not None and spent is not None:
        yield Claim(
            "difference", left.figure, current=spent.figure, base=given.figure, subject=left.label
        )
