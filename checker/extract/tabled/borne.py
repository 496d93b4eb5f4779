"""Rates and averages borne out by their columns (比率栏、平均栏): 床位数 | 入住人数 | 入住率.

No list of names could tell what every 率 and 人均 is of; the rows do.  Where two rows in three
are exactly the ratio of the same two columns, and two at least, the others should be, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from checker.extract.amount import amount
from checker.extract.claim import Claim
from checker.extract.grid import Grid, figure
from checker.figure import Figure
from checker.terms import header

RATE = re.compile(r"(?:率|比例|比率|程度)(?:[（(][%％][）)])?$")
AVERAGE = re.compile(r"单价|均价|平均|人均|户均|亩均|单位成本|^每")
# Columns that other rules read, or that are of more than their own row.
OTHER = re.compile(r"增|减|变|升|降|同比|占|得分|排名|序号|编码|年份|满意")
MOST, ROWS = 10, 60  # columns and rows that are tried
TWO = 2  # rows that bear a reading out


@dataclass(frozen=True, slots=True)
class _Reading:
    """One column as the ratio of two others."""

    part: int
    whole: int
    good: int


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        for column, head in enumerate(grid.header):
            bare = re.sub(r"\s", "", head)
            percent = RATE.search(bare) is not None
            known = header(head, "rates") or header(head, "indicators")
            if column < TWO or known or OTHER.search(bare) or len(grid.rows) < TWO:
                continue
            if percent or AVERAGE.search(bare):
                yield from _column(document, grid, column, percent=percent)


def _column(document: str, grid: Grid, column: int, *, percent: bool) -> Iterator[Claim]:
    heads = [re.sub(r"\s", "", text) for text in grid.header]
    others = [
        at
        for at in range(1, len(heads))
        if at != column and not (RATE.search(heads[at]) or OTHER.search(heads[at]))
    ]
    if len(others) > MOST:
        return
    term = "own_rate" if percent else "amount"
    cells = {at: [amount(document, grid, row, at) for row in grid.rows[:ROWS]] for at in others}
    stated = [figure(document, grid, row, column, term) for row in grid.rows[:ROWS]]
    found = [
        reading
        for part, whole in permutations(others, 2)
        if (reading := _reading(stated, cells, part, whole, percent=percent)) is not None
    ]
    if len(found) != 1:
        return
    for row in grid.rows:
        rate = figure(document, grid, row, column, term)
        part, whole = (amount(document, grid, row, at) for at in (found[0].part, found[0].whole))
        if rate is None or part is None or whole is None or not whole.number.exact:
            continue
        if percent:
            yield Claim("ratio", rate, part=part, whole=whole, explicit=True)
        else:
            yield Claim("average", rate, current=part, base=whole, explicit=True)


def _reading(
    stated: Sequence[Figure | None],
    cells: dict[int, list[Figure | None]],
    part: int,
    whole: int,
    *,
    percent: bool,
) -> _Reading | None:
    told = good = 0
    for rate, a, b in zip(stated, cells[part], cells[whole], strict=True):
        if rate is None or a is None or b is None or not b.number.exact or not a.number.exact:
            continue
        if percent and (rate.number.dimension != "percent" or a.number.exact == b.number.exact):
            continue  # 100 % is of any two that are alike
        told += 1
        value = a.number.exact / b.number.exact * (100 if percent else 1)
        scale = rate.number.scale if percent else 1
        good += rate.number.prints(value * scale) == rate.number.digits
    return _Reading(part, whole, good) if good >= TWO and good * 3 >= told * 2 else None
