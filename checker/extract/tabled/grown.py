"""Growth in tables (增减栏): 上年数 | 本年数 | 增减额 | 增减率 over a row.

The two years are told by 上年 and 本年, or by two years whose heads are otherwise the same; a
column is read when half of its rows bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.extract.amount import amount
from checker.extract.claim import Claim
from checker.extract.grid import Grid, figure, is_total
from checker.figure import Figure
from checker.terms import header
from checker.units import unit

CHANGED = re.compile(r"增减|增长|变动|变化|升降|增幅|降幅|增加|减少|差额|差异")
RATE = re.compile(r"率|幅|百分比|比例|[%％]")
PREVIOUS = re.compile(r"上年|去年|上一年|上期|年初")
CURRENT = re.compile(r"本年|今年|当年|本期|年末")
YEAR = re.compile(r"(20\d{2})\s*年?度?")
AGAINST = re.compile(r"差异|差额|与预算|比预算")
WAYS = ("增加", "减少")
EITHER = re.compile(r"增长$|升降$|变动$|同比$")
REASON = re.compile(r"原因|说明|备注|情况$")
EVERY = True  # account tables, too: none of their rules reads these columns
PERCENT = unit("%")


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        heads = [re.sub(r"\s", "", text) for text in grid.header]
        for column, head in enumerate(heads):
            if CHANGED.search(head) and not REASON.search(head):
                yield from _column(document, grid, heads, column)


def _column(document: str, grid: Grid, heads: Sequence[str], column: int) -> Iterator[Claim]:
    """The claims of one column of changes, of the first two columns that bear it out."""
    for before, now in _pairs(heads, column):
        made = list(_changes(document, grid, heads, before, now, column))
        told = [claim for claim in made if claim.base is None or claim.base.number.exact]
        good = sum(_holds(claim) for claim in told)
        if good and good * 2 >= len(told):
            yield from made
            return


def _changes(
    document: str, grid: Grid, heads: Sequence[str], before: int, now: int, column: int
) -> Iterator[Claim]:
    rate = RATE.search(heads[column]) is not None
    for row in grid.rows:
        base, current = (amount(document, grid, row, at) for at in (before, now))
        if base is None or current is None or base.number.dimension != current.number.dimension:
            continue
        if heads[column] in WAYS and is_total(row, min(before, now)):
            continue  # 增加 and 减少 are added up there, each for itself
        one = figure(document, grid, row, column, "change_rate" if rate else "amount")
        if one is None:
            continue
        if one.number.unit is None and not rate:
            one = replace(one, number=replace(one.number, unit=base.number.unit))
        if rate or "%" in one.text:
            if (percent := _percent(one)) is not None:
                falls = current.number.exact < base.number.exact and one.number.value > 0
                yield Claim(
                    "growth", percent, current=current, base=base, falls=falls, explicit=True
                )
        elif one.number.dimension == base.number.dimension and not EITHER.search(heads[column]):
            yield Claim("difference", one, current=current, base=base, explicit=True)


def _holds(claim: Claim) -> bool:
    """Whether the change is exactly that of the two, as far as it is printed."""
    assert claim.current is not None
    assert claim.base is not None
    number, base = claim.stated.number, claim.base.number.exact
    apart = claim.current.number.exact - base
    if claim.kind == "growth":
        if not base:
            return False
        apart = apart / base * 100 * number.scale
    return number.digits.lstrip("-") == number.prints(abs(apart))


def _pairs(heads: Sequence[str], column: int) -> Iterator[tuple[int, int]]:
    """The columns that a change may be between, the likeliest first; both stand before it."""
    rest = [
        at
        for at in range(1, column)
        if not (CHANGED.search(heads[at]) or RATE.search(heads[at]) or REASON.search(heads[at]))
    ]
    before = [at for at in rest if PREVIOUS.search(heads[at])]
    now = [at for at in rest if CURRENT.search(heads[at])]
    if len(before) == len(now) == 1:
        yield before[0], now[0]
    elif len(before) == 1 and not now:
        own = PREVIOUS.sub("", heads[before[0]])  # 完成数 beside 上年完成数
        yield from ((before[0], at) for at in rest if heads[at] == own)
    dated = [
        (YEAR.sub("", heads[at]), int(year[1]), at) for at in rest if (year := _year(heads[at]))
    ]
    for _year_b, a, b in sorted(
        (
            (year_b, a, b)
            for rest_a, year_a, a in dated
            for rest_b, year_b, b in dated
            if rest_a == rest_b and year_b == year_a + 1
        ),
        reverse=True,
    ):
        yield a, b
    budgets = [at for at in rest if header(heads[at], "money") in ("initial_budget", "budget")]
    spent = [at for at in rest if header(heads[at], "money") == "executed"]
    if AGAINST.search(heads[column]) and len(budgets) == len(spent) == 1:
        yield budgets[0], spent[0]


def _year(head: str) -> re.Match[str] | None:
    return YEAR.search(head) if len(YEAR.findall(head)) == 1 else None


def _percent(rate: Figure) -> Figure | None:
    """A rate in percent; one below 1 that prints no sign may be a fraction."""
    if rate.number.dimension == "percent" or "%" in rate.text:
        return rate
    if rate.number.unit is not None or abs(rate.number.value) <= 1:
        return None
    return replace(rate, number=replace(rate.number, unit=PERCENT))
