"""Assets (国有资产占有使用情况表): 资产总额 and 固定资产 as the sums of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.grid import Grid, figure

WHOLE = re.compile(r"资产(?:总额|合计|总计)")
PARTS = tuple(
    re.compile(words)
    for words in (
        r"^流动资产",
        r"^固定资产(?:小计|合计|净值)?$",
        r"^(?:对外|长期)投资",
        r"^在建工程",
        r"^无形资产",
        r"^其他资产",
    )
)
FIXED = tuple(
    re.compile(rf"^固定资产{words}")
    for words in (
        r"小计$",
        r"(?:房屋|土地)",
        r"(?:车辆|汽车)",
        r"单价.*(?:设备|以上)",
        r"其他固定资产",
    )
)
EVERY = True


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        heads = [re.sub(r"\s", "", text) for text in grid.header]
        for columns in (_columns(heads, (WHOLE, *PARTS)), _columns(heads, FIXED)):
            if columns:
                yield from _rows(document, grid, columns)


def _columns(heads: Sequence[str], words: Sequence[re.Pattern[str]]) -> list[int]:
    """The one column of each of the words; [] where one is missing or told twice."""
    found = [[at for at, head in enumerate(heads) if one.search(head)] for one in words]
    return [some[0] for some in found] if all(len(some) == 1 for some in found) else []


def _rows(document: str, grid: Grid, columns: Sequence[int]) -> Iterator[Claim]:
    for row in grid.rows:
        total, *some = (figure(document, grid, row, at, "amount") for at in columns)
        parts = tuple(one for one in some if one is not None)
        # A row of places (0.00) is a row of amounts; 1 to 11 only numbers the columns.
        if total is not None and "." in total.text and len(parts) > 1:
            whole = len(parts) == len(some)
            yield Claim("beside", total, parts=parts, complete=whole, explicit=True)
