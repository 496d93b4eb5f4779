"""Footed columns (合计行): the column of a plain list of things and the row of its total.

That the list is one of parts is borne out by its columns: one at least adds up exactly.
Columns of rates, averages, prices and marks are never added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.extract.amount import amount
from checker.extract.claim import Claim
from checker.extract.grid import Grid, Row, columns, is_total
from checker.figure import Figure
from checker.terms import header

ADDED = 3  # rows that make a list
SINGLE = re.compile(
    r"率|比例|比重|占比|[%％]|平均|人均|户均|亩均|单价|标准|得分|分值|权重|评分|排名|名次|序号|编号|代码|年份|日期|时间|年限|年度$|电话|次序|等级|得分|满意度|进度|增长|增减|增幅|下降|降幅|同比|变化|天数|工期|单位成本|系数"
)
INNER = re.compile(
    r"其中|小计|合计|总计|^\s*[#—-]|^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)]?\s*[、.．]|上年|比上|结余|结转|平均|增减|占"
)


TOTAL = re.compile(r"(?:合|总|共)计(?:[/／或、]?平均)?|(?:[二三四五]年)?(?:累计|合计)")


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        if columns(grid, "indicators").keys() & {"target", "actual", "weight", "score"}:
            continue
        # The columns of a table of money lines have rules of their own.
        lines = len(columns(grid, "money", "rates")) > 1
        for column, claim in _footed(document, grid):
            if not (lines and header(grid.header[column], "money", "rates")):
                yield claim


def _footed(document: str, grid: Grid) -> Iterator[tuple[int, Claim]]:
    rows = [row for row in grid.rows if any(span.text.strip() for span in row.values())]
    if len(rows) <= ADDED or not grid.header:
        return
    total = next((row for row in (rows[-1], rows[0]) if _is_total(row)), None)
    if total is None:
        return
    items = [row for row in rows if row is not total]
    first = _first(document, grid, total)
    if first is None or any(_name(row, first) == "" for row in items):
        return
    if any(INNER.search(_name(row, first)) or is_total(row, first) for row in items):
        return
    names = [_name(row, first) for row in items]
    if len(set(names)) != len(names):
        return
    found: list[tuple[int, Figure, tuple[Figure, ...]]] = []
    for column in range(first, len(grid.header)):
        if SINGLE.search(grid.header[column]):
            continue
        whole = amount(document, grid, total, column)
        parts = [amount(document, grid, row, column) for row in items]
        some = tuple(one for one in parts if one is not None)
        if whole is not None and len(some) == len(parts) and _alike((whole, *some)):
            found.append((column, whole, some))
    if any(_adds_up(whole, some) for _column, whole, some in found):
        for column, whole, some in found:
            yield column, Claim("footed", whole, parts=some, explicit=True)


def _is_total(row: Row) -> bool:
    first = next((span.text for _at, span in sorted(row.items()) if span.text.strip()), "")
    return is_total(row, 3) or TOTAL.fullmatch(re.sub(r"\s|[（(].*", "", first)) is not None


def _first(document: str, grid: Grid, total: Row) -> int | None:
    """The first column that the total has an amount in."""
    for column in sorted(total):
        if column and amount(document, grid, total, column) is not None:
            return column
    return None


def _name(row: Row, until: int) -> str:
    """The words before the amounts, without the number of the row."""
    texts = dict.fromkeys(span.text for at, span in sorted(row.items()) if at < until)
    return "".join(text for text in texts if not re.fullmatch(r"\s*\d{1,3}\s*", text)).strip()


def _alike(figures: Sequence[Figure]) -> bool:
    kinds = {one.number.dimension for one in figures}
    return len(kinds) == 1 and not kinds & {"percent", "point"}


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    added = sum((one.number.exact for one in parts), Fraction(0))
    return bool(added) and added == whole.number.exact
