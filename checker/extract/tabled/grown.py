"""Growth in tables (增减栏): 上年数 | 本年数 | 增减额 | 增减率 over a row.

The two years are told by 上年 and 本年, or by two years whose heads are otherwise the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.extract.claim import Claim
from checker.extract.grid import Grid, Row, figure, is_total
from checker.figure import Figure
from checker.units import unit

CHANGED = re.compile(r"增减|增长|变动|升降|增幅|降幅|增加|减少|差额|差异")
RATE = re.compile(r"率|幅|百分比|比例|[%％]")
PREVIOUS = re.compile(r"上年|去年|上一年|上期|年初")
CURRENT = re.compile(r"本年|今年|当年|本期|年末")
YEAR = re.compile(r"(20\d{2})\s*年?度?")
EITHER = re.compile(r"增长$|升降$|变动$|同比$")
REASON = re.compile(r"原因|说明|备注|情况$")
EVERY = True  # account tables, too: none of their rules reads these columns
PERCENT = unit("%")

Columns = tuple[int, int, tuple[int, ...], tuple[int, ...]]  # before, now, amounts, rates


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        found = _columns(grid)
        if found is None:
            continue
        before, now, amounts, rates = found
        for row in grid.rows:
            base, current = (figure(document, grid, row, at, "amount") for at in (before, now))
            if base is None or current is None:
                continue
            if len(amounts) < 2 or not is_total(row, min(found[:2])):
                yield from _amounts(document, grid, row, amounts, current, base)
            for at in (*amounts, *rates):
                rate = _rate(document, grid, row, at, named=at in rates)
                if rate is not None:
                    falls = current.number.exact < base.number.exact and rate.number.value > 0
                    yield Claim(
                        "growth", rate, current=current, base=base, falls=falls, explicit=True
                    )


def _amounts(
    document: str, grid: Grid, row: Row, columns: Sequence[int], current: Figure, base: Figure
) -> Iterator[Claim]:
    """The changes told as amounts, measured as what changed; 增长 alone may be either."""
    for at in columns:
        one = figure(document, grid, row, at, "amount")
        if one is None or one.number.dimension != base.number.dimension or "%" in one.text:
            continue
        if not EITHER.search(re.sub(r"\s", "", grid.header[at])):
            yield Claim("difference", one, current=current, base=base, explicit=True)


def _columns(grid: Grid) -> Columns | None:
    """The columns of a table that sets one year against another, and only those two."""
    heads = [re.sub(r"\s", "", text) for text in grid.header]
    changes = [at for at, head in enumerate(heads) if CHANGED.search(head)]
    changes = [at for at in changes if not REASON.search(heads[at])]
    pair = _pair(heads, changes)
    if pair is None or not changes or min(changes) < max(pair):
        return None
    rates = tuple(at for at in changes if RATE.search(heads[at]))
    amounts = tuple(at for at in changes if at not in rates)
    ways = [heads[at] for at in amounts] == ["增加", "减少"]
    return (*pair, amounts, rates) if (len(amounts) < 2 or ways) and len(rates) < 2 else None


def _pair(heads: Sequence[str], changes: Sequence[int]) -> tuple[int, int] | None:
    rest = [at for at in range(1, len(heads)) if at not in changes and not RATE.search(heads[at])]
    before = [at for at in rest if PREVIOUS.search(heads[at])]
    now = [at for at in rest if CURRENT.search(heads[at])]
    if len(before) == len(now) == 1 and before != now:
        return before[0], now[0]
    if len(before) == 1 and not now:
        own = PREVIOUS.sub("", heads[before[0]])  # 完成数 beside 上年完成数
        now = [at for at in rest if heads[at] == own]
        return (before[0], now[0]) if len(now) == 1 else None
    if before or now:
        return None
    years = [(at, year) for at in rest if (year := _year(heads[at]))]
    dated = [(YEAR.sub("", heads[at]), int(year[1]), at) for at, year in years]
    found = [
        (a, b)
        for rest_a, year_a, a in dated
        for rest_b, year_b, b in dated
        if rest_a == rest_b and year_b == year_a + 1
    ]
    return found[0] if len(found) == 1 else None


def _year(head: str) -> re.Match[str] | None:
    return YEAR.search(head) if len(YEAR.findall(head)) == 1 else None


def _rate(document: str, grid: Grid, row: Row, column: int, *, named: bool) -> Figure | None:
    """A rate in percent; one below 1 that prints no sign may be a fraction."""
    rate = figure(document, grid, row, column, "change_rate" if named else "amount")
    if not named:
        return rate if rate is not None and "%" in rate.text else None
    if rate is None or rate.number.dimension == "percent" or "%" in rate.text:
        return rate
    if rate.number.unit is not None or abs(rate.number.value) <= 1:
        return None
    return replace(rate, number=replace(rate.number, unit=PERCENT))
