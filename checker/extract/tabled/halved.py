"""Halves of a department (基本支出总额、项目支出总额): labelled amounts above their table.

基本支出总额 | A | 项目支出总额 | B stand over 部门整体支出总额 | 预算数 | 执行数; whether they are
of the budget or of what was spent the form does not say, so it is the one they are near to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.grid import Grid, columns, figure
from checker.extract.pairs import pairs
from checker.figure import Figure

BASIC = re.compile(r"^基本支出(?:总额|合计|金额|数)?$")
PROJECT = re.compile(r"^项目支出(?:总额|合计|金额|数)?$")
WHOLE = re.compile(r"^(?:部门)?整体支出(?:总额|合计|金额)?$|^部门支出总额$|^年度资金总额$")
NEARER = 4  # times nearer to the one than to the other


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for above, below in pairwise(grids):
        if above.block != below.block:
            continue
        for row in above.rows:
            named = list(pairs(document, above, row))
            told = {re.sub(r"\s|[（(].*", "", label): one for label, one in named}
            halves = [
                next((one for label, one in told.items() if words.match(label)), None)
                for words in (BASIC, PROJECT)
            ]
            basic, project = halves
            if basic is None or project is None:
                continue
            if (whole := _whole(document, below, basic, project)) is not None:
                yield Claim("sum", whole, parts=(basic, project), explicit=True)


def _whole(document: str, grid: Grid, basic: Figure, project: Figure) -> Figure | None:
    named = columns(grid, "money")
    added = basic.number.exact + project.number.exact
    for row in grid.rows:
        if not any(WHOLE.match(re.sub(r"\s", "", span.text)) for span in row.values()):
            continue
        some = [
            one
            for term in ("budget", "executed")
            if term in named
            and (one := figure(document, grid, row, named[term], term)) is not None
            and one.number.dimension == basic.number.dimension == project.number.dimension
        ]
        far = sorted(((abs(one.number.exact - added), n) for n, one in enumerate(some)))
        if len(far) == 2 and far[0][0] * NEARER < far[1][0]:
            return some[far[0][1]]
        return some[0] if len(far) == 1 and far[0][0] == Fraction(0) else None
    return None
