"""Shares in tables (占比栏): 金额 | 占比 with a row of the total.

A column is read when half of its rows bear it out; a row that stands under another one may
be a share of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.grid import Grid, Row, figure, is_total
from checker.figure import Figure
from checker.terms import starts
from checker.terms.words import NATURES

SHARE = re.compile(r"占比|比重|构成比|所占比例|占.{0,6}(?:比例|百分比|的?比)|占.{0,6}[%％]$")
OTHER = re.compile(r"占.{0,8}(?:预算|计划|上年|任务|目标|GDP)")
EVERY = True
INNER = re.compile(r"^\s*(?:其中|#|—|-)")


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        for column, head in enumerate(grid.header):
            bare = re.sub(r"\s", "", head)
            if column > 1 and SHARE.search(bare) and not OTHER.search(bare):
                yield from _column(document, grid, column)


def _column(document: str, grid: Grid, column: int) -> Iterator[Claim]:
    amounts = column - 1
    totals = [row for row in grid.rows if is_total(row, amounts)]
    if len(totals) != 1:
        return
    whole = figure(document, grid, totals[0], amounts, "amount")
    if whole is None or not whole.number.exact:
        return
    told = [
        (row, rate, part)
        for row in grid.rows
        if row is not totals[0]
        and (rate := figure(document, grid, row, column, "share_rate")) is not None
        and (part := figure(document, grid, row, amounts, "amount")) is not None
        and rate.number.dimension == "percent"
    ]
    good = [(rate, part) for _row, rate, part in told if _bears(rate, part, whole)]
    if len(good) < 2 or len(good) * 2 < len(told):
        return
    under = False
    for row, rate, part in told:
        name = _name(row, amounts)
        under = (under or INNER.match(name) is not None) and not starts(name, NATURES)
        if (rate, part) in good or not under:
            yield Claim("ratio", rate, part=part, whole=whole, explicit=True)


def _name(row: Row, until: int) -> str:
    return next((span.text for at, span in sorted(row.items(), reverse=True) if at < until), "")


def _bears(rate: Figure, part: Figure, whole: Figure) -> bool:
    value = part.number.exact / whole.number.exact * 100
    return rate.number.prints(value * rate.number.scale) == rate.number.digits
