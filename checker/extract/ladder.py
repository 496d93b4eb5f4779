"""Marks of the levels (各级分值): 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值.

A level's mark stands in a column of its own, merged over the rows of the level.  Where half
of the marks of a column add up, each is a subtotal of what stands in the next column of marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checker.extract.grid import Grid, Row, figure
from checker.figure import Figure


@dataclass(frozen=True, slots=True)
class Step:
    """一级的分值: ``rows`` are the numbers of the grid's rows it stands over."""

    name: str
    mark: Figure
    rows: tuple[int, ...]


def ladder(
    document: str,
    grid: Grid,
    terms: Sequence[str | None],
    name: int,
    weight: Callable[[int], Figure | None],
    rows: Sequence[int],
) -> list[list[Step]]:
    """The steps of each column of marks before ``name``, the widest level first.

    ``weight`` tells the mark of the indicator of a row; ``rows`` are those of indicators.
    """
    marks = [
        at
        for at in range(1, name)
        if terms[at] == "weight" and (terms[at - 1] in ("level", "name"))
    ]
    found = [list(_steps(document, grid, at, rows)) for at in marks]
    kept: list[list[Step]] = []
    for steps in reversed(found):
        good = 0
        for step in steps:
            inner: list[Figure | None] = [weight(n) for n in step.rows]
            if kept:
                inner = [one.mark for one in kept[0] if set(one.rows) <= set(step.rows)]
            some = [one.number.exact for one in inner if one is not None]
            good += len(some) == len(inner) and sum(some) == step.mark.number.exact
        if not good or good * 2 < len(steps):
            return kept
        kept.insert(0, steps)
    return kept


def _steps(document: str, grid: Grid, at: int, rows: Sequence[int]) -> Iterator[Step]:
    said: tuple[str, str] | None = None
    over: list[int] = []
    first: Row = {}

    def step() -> Iterator[Step]:
        mark = figure(document, grid, first, at, "weight") if first else None
        if mark is not None and over:
            yield Step(first[at - 1].text, mark, tuple(over))

    for n in rows:
        row = grid.rows[n]
        here = (row[at - 1].text, row[at].text) if at in row and at - 1 in row else None
        if here is not None and here != said:
            yield from step()
            said, over, first = here, [], row
        over.append(n)
    yield from step()
