"""Identities of accounting (会计等式): 资产总额 A，负债总额 B，净资产 C · 原值 A，折旧 B，净值 C.

What the names of three amounts in one paragraph say must hold between them.  Where one of
them is said twice (年初, 年末), only figures that bear the identity out are believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import adds_up, is_difference, misprinted, plain, slipped
from checker.extract.phrase.listing import summed
from checker.extract.phrase.words import direction
from checker.figure import Figure

END = r"(?:总额|总计|合计|总值|余额|金额|数)?[为是共计达\s：:]*$"
REACH = 160
# What the year's money is made of, and what it is called.
PARTS = (
    re.compile(rf"(?:上年|年初|以前年度|历年)结[转余](?:资金|结余|和结余)?{END}"),
    re.compile(rf"年初(?:部门|单位)?预算(?:批复|安排|指标)?{END}"),
    re.compile(rf"(?:追加|调增|调整)(?:预算|指标|资金)?{END}"),
)
TOTAL = re.compile(rf"(?<!年初)(?:预算|指标){END}|(?:合计|总计){END}")
# 收入, 上年结转, 支出; and what they leave.
FLOWS = (
    re.compile(rf"(?:全年|本年|总)收入{END}|收入(?:合计|总计|决算数?)[为是\s]*$"),
    re.compile(rf"(?:上年|年初|以前年度|历年)结[转余](?:资金|结余|和结余)?{END}"),
    re.compile(rf"(?:全年|本年|总)支出{END}|支出(?:合计|总计|决算数?)[为是\s]*$"),
)
LEFT = re.compile(rf"(?:年末|期末|结转下年)(?:结[转余])?(?:资金|结余|和结余)?{END}")
OTHER_TIME = re.compile(r"年初|期初|上年|去年|预算|计划|[\d一二三四五六七八九十]+月底")


@dataclass(frozen=True, slots=True)
class Identity:
    """会计等式: ``left`` is what ``whole`` has without ``taken``; each is how a label ends."""

    left: re.Pattern[str]
    whole: re.Pattern[str]
    taken: re.Pattern[str]
    sure: bool = True  # the words alone may tell it


IDENTITIES = (
    Identity(
        re.compile(rf"(?:净值|净额){END}"),
        re.compile(rf"原值{END}"),
        re.compile(rf"(?:累计)?(?:折旧|摊销)额?{END}"),
    ),
    Identity(
        re.compile(rf"净资产{END}"),
        re.compile(rf"(?<![动净定形债])资产{END}"),
        re.compile(rf"(?<!动)负债{END}"),
    ),
    Identity(
        re.compile(rf"收支(?:结余|差额|盈余|相抵[^，。；]{{0,6}}){END}"),
        re.compile(rf"(?:总收入|本年收入|收入(?:决算|预算)?(?=总计|合计|总额)){END}"),
        re.compile(rf"(?:总支出|本年支出|支出(?:决算|预算)?(?=总计|合计|总额)){END}"),
        sure=False,  # what was carried over may be in it
    ),
)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    before: list[Mention] = []
    for text in texts:
        if text.region != PROSE or text.passage.heading:
            continue
        money = [m for m in text.mentions if _amount(m)]
        for left in filter(_now, money):
            for identity in IDENTITIES:
                if identity.left.search(left.label):
                    yield from _told(left, identity, money, before)
        yield from _carried(money)
        yield from _left(money)
        before = money


def _carried(money: Sequence[Mention]) -> Iterator[Claim]:
    """上年结转 A，年初预算 B，追加 C，预算总额 D, the first three in any order.

    Whether D holds A the figures tell.
    """
    for at in range(len(money) - len(PARTS)):
        parts, total = money[at : at + len(PARTS)], money[at + len(PARTS)]
        named = [[m for m in parts if name.search(m.label)] for name in PARTS]
        once = all(len(found) == 1 for found in named) and TOTAL.search(total.label)
        if not once or len({m.sentence for m in (*parts, total)}) > 1:
            continue
        ((carried,), *_rest) = named
        own = [m for m in parts if m is not carried]
        some = next((some for some in (parts, own) if adds_up(total, some)), None)
        if some is None and slipped(total, parts):
            some = parts
        if some is not None:
            yield summed(total, some)


def _left(money: Sequence[Mention]) -> Iterator[Claim]:
    """收入 A，上年结转 B，支出 C，年末结转 D: as the figures tell, or one slip of the pen off."""
    for at in range(len(money) - 3):
        run = money[at : at + 4]
        if len({m.sentence for m in run}) > 1 or not LEFT.search(run[3].label):
            continue
        told = [[m for m in run[:3] if name.search(m.label)] for name in FLOWS]
        if any(len(found) != 1 for found in told):
            continue
        (income,), (carried,), (spent,) = told
        if slipped(spent, [income, carried], fits=True) or not _balances(run[3], told):
            continue
        yield Claim(
            "balance",
            run[3].figure,
            parts=(income.figure, carried.figure),
            minus=(spent.figure,),
            subject=run[3].label,
        )


def _balances(left: Mention, told: Sequence[Sequence[Mention]]) -> bool:
    (income,), (carried,), (spent,) = told
    exact = income.figure.number.exact + carried.figure.number.exact
    if adds_up(left, [income, carried], [spent]):
        return True
    return misprinted(left.figure.number, exact - spent.figure.number.exact)


def _amount(mention: Mention) -> bool:
    return mention.dimension == "money" and mention.bracket is None and plain(mention)


def _now(mention: Mention) -> bool:
    """Whether it is the amount itself, and of the end of the year."""
    return not direction(mention.label) and not OTHER_TIME.search(mention.label)


def _told(
    left: Mention, identity: Identity, here: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Claim]:
    """The amounts of the paragraph that the names mean; of the one before only if they fit."""
    own = [m for m in here if m is not left]
    near = [m for m in own if abs(m.start - left.start) <= REACH]
    for some, sure in ((near, True), ((*own, *before), False)):
        wholes = [m for m in some if identity.whole.search(m.label) and _now(m)]
        less = [m for m in some if identity.taken.search(m.label) and _now(m)]
        pairs = [(whole, minus) for whole in wholes for minus in less]
        fits = [pair for pair in pairs if is_difference(left, pair[0].figure, pair[1].figure)]
        fits = fits or [pair for pair in pairs if slipped(pair[0], [pair[1], left])]
        found = fits or (pairs if sure and identity.sure and len(pairs) == 1 else [])
        if found:
            whole, minus = found[0]
            yield Claim(
                "difference",
                left.figure,
                current=whole.figure,
                base=minus.figure,
                subject=left.label,
            )
            return
