"""Rates of the standard form (规范指标): 核定编制 68 名 …，在职人员 65 人。在职人员控制率 95.59%.

Their formulas are laid down, so the two sides need not stand beside the rate: they are told
by name, in the paragraph or in the one before.  The figures tell which are meant; where none
do, the rate is doubted only if each side is said once in its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import is_growth, is_ratio, nearly_ratio, plain
from checker.extract.phrase.sides import alike, ratio
from checker.extract.phrase.words import direction
from checker.figure import Figure

# What it says better than the other families do: 98.2% alone can be a rate of anything.
SETTLES = {"ratio": frozenset({"ratio", "implied", "growth"})}
ADJUSTED = re.compile(r"(?:预算)?(?:调整率|调整幅度|偏离度)[达到为是约仅\s：:]*$")
BACK = 2  # paragraphs before
END = r"(?:总额|总计|合计|总数|数|金额|资金)?(?:[为是有共计达\s：:]|实有)*$"


@dataclass(frozen=True, slots=True)
class Standard:
    """规范指标: how its name ends, and how the labels of its two sides end."""

    name: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    sure: bool = True  # the words alone may tell its sides


def _standard(name: str, part: str, whole: str, *, sure: bool = True) -> Standard:
    named = re.compile(rf"(?:{name})(?:[达到为是约仅\s：:])*$")
    above, below = (re.compile(rf"(?:{side}){END}") for side in (part, whole))
    return Standard(named, above, below, sure)


STANDARDS = (
    _standard(
        r"(?<!供养)人员控制率",
        r"(?<!非)(?<!参公)(?:在职|实有|在编|在岗)(?:在编|在职)?(?:人员|职工|干部职工|人数)?",
        r"(?<!行政)(?<!事业)(?<!工勤)(?<!专项)编制(?:人员|人数)?",
    ),
    _standard(
        r"公用经费控制率",
        r"(?<!三公经费和)公用经费(?:实际)?(?:支出|决算)?",
        r"公用经费(?:年初|全年)?预算(?:安排)?|年初预算(?:安排)?公用经费",
    ),
    _standard(
        r"政府采购执行率",
        r"实际(?:政府)?采购|(?<!预算)采购支出|采购决算|实际完成(?:政府)?采购|实际执行",
        r"采购预算(?:安排)?|预算安排(?:政府)?采购",
    ),
    _standard(r"[审核]减率", r"[审核]减", r"送审(?:预算|结算|工程)?"),
    _standard(r"资产负债率", r"(?<!动)负债", r"(?<![动净定形债])资产"),
    _standard(
        r"药占比|药品(?:收入)?占比", r"药品(?:收入|费用?)", r"(?:医疗|业务|事业)收入", sure=False
    ),
    _standard(
        r"耗占比|耗材占比",
        r"(?:卫生材料|耗材)(?:收入|费用?)",
        r"(?:医疗|业务|事业)收入",
        sure=False,
    ),
)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    before: list[Text] = []
    for text in texts:
        for rate in text.mentions:
            if rate.percent and ADJUSTED.search(rate.label):
                yield from _adjusted(text, rate)
            if not rate.percent or not plain(rate):
                continue
            standard = next((one for one in STANDARDS if one.name.search(rate.label)), None)
            # 审减率 is one by its name; 控制率下降 is none
            if standard is not None and not direction(standard.name.sub("", rate.label)):
                yield from _told(text, rate, standard, before[-BACK:])
        if text.region == PROSE and not text.passage.heading:
            before.append(text)


def _adjusted(text: Text, rate: Mention) -> Iterator[Claim]:
    """年初预算 A，调整预算 B，预算调整率 R%: how far B is from A, or B of A where that is told."""
    near = [m for m in text.before(rate) if m.dimension == "money" and plain(m)]
    terms = [m.term for m in near]
    if terms[:2] != ["budget", "initial_budget"] or "adjustment" in terms:
        return
    current, base = near[0].figure, near[1].figure
    if not base.number.value:
        return
    if is_ratio(rate, [current], base):
        yield ratio(rate, [current], near[1])
        return
    falls = current.number.exact < base.number.exact
    sure = current.number.exact * 2 > base.number.exact and "调整" in rate.label
    if sure or is_growth(rate, current, base, falls=falls):
        yield Claim(
            "growth", rate.figure, current=current, base=base, falls=falls, subject=rate.label
        )


def _told(text: Text, rate: Mention, standard: Standard, before: Sequence[Text]) -> Iterator[Claim]:
    here = [m for m in text.mentions if m.start < rate.start]
    earlier = [m for one in before for m in one.mentions]
    for some, sure in ((here, True), ([*earlier, *here], False)):
        pairs = [
            (part, whole)
            for part in _sides(some, standard.part)
            for whole in _sides(some, standard.whole)
            if alike(part, whole) and part is not whole
        ]
        found = [pair for pair in pairs if is_ratio(rate, [pair[0].figure], pair[1].figure)]
        found = found or [p for p in pairs if nearly_ratio(rate, [p[0].figure], p[1].figure)]
        if (
            sure
            and standard.sure
            and not found
            and len({(p.figure, w.figure) for p, w in pairs}) == 1
        ):
            found = pairs
        if found:
            yield ratio(rate, [found[0][0].figure], found[0][1])
            return


def _sides(some: Sequence[Mention], name: re.Pattern[str]) -> list[Mention]:
    """The figures of that name, the nearest first; none that tells how far something moved."""
    return [
        m
        for m in reversed(some)
        if m.bracket is None
        and plain(m)
        and not m.percent
        and not direction(name.sub("", m.label))  # 核减 A is an amount of its own
        and name.search(m.label.replace("“", "").replace("”", ""))
        and not re.search(r"上年|去年|年初数|同期", m.label)
    ]
