"""Scores along a row (总分栏): 执行率得分 | 指标得分 | 自评总分 of every project.

Read when half of the rows bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.extract.claim import Claim
from checker.extract.grid import Grid, columns, figure
from checker.figure import Figure

PART = re.compile(r"得分$")
TOTAL = re.compile(r"^(?:自评|绩效自评|综合|合计|最终)?(?:总分|总得分|得分合计|合计得分|综合得分)$")


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        if "target" in columns(grid, "indicators"):
            continue
        heads = [re.sub(r"\s|[（(].*", "", text) for text in grid.header]
        totals = [at for at, head in enumerate(heads) if TOTAL.match(head)]
        if len(totals) != 1:
            continue
        parts = [at for at in range(totals[0]) if PART.search(heads[at]) and at not in totals]
        if len(parts) > 1:
            yield from _rows(document, grid, parts, totals[0])


def _rows(document: str, grid: Grid, parts: Sequence[int], total: int) -> Iterator[Claim]:
    told: list[tuple[Figure, tuple[Figure, ...]]] = []
    for row in grid.rows:
        whole = figure(document, grid, row, total, "score")
        some = [figure(document, grid, row, at, "score") for at in parts]
        known = tuple(one for one in some if one is not None)
        if whole is not None and len(known) == len(parts):
            told.append((whole, known))
    good = sum(_adds_up(whole, known) for whole, known in told)
    if good > 1 and good * 2 >= len(told):
        for whole, known in told:
            yield Claim("beside", whole, parts=known, explicit=True)


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    return sum((one.number.exact for one in parts), Fraction(0)) == whole.number.exact
