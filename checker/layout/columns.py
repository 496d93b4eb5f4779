"""Columns (分栏): text set in two columns, read down the left one and then down the right.

Columns of a table without rules are left in their rows: what stands in them is short.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.ruled import Line

FEWEST = 5  # lines, of each column
LETTERS = 10  # of a usual line of a column
FULL = 0.75  # of the width of its column, that a usual line fills
MIDDLE = (0.3, 0.7)  # of the width of the text, where the gutter stands
NEAR = 6.0  # points, by which the middles of the gaps differ from line to line
LAST = 1e-4  # of its place: so little below the left column stands the right one


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page, or of a column, begin and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, where it comes in reading order, and the column that it stands in."""

    number: int
    line: Line
    flow: float
    margins: Margins | None = None


def placed(lines: Sequence[tuple[int, Line]], tall: float) -> list[Placed]:
    """The numbered lines of a page, those of columns parted; ``tall`` is the page's height."""
    whole = [Placed(number, line, _top(line)) for number, line in lines]
    if len(lines) < FEWEST:
        return whole
    gutter = _gutter([line for _number, line in lines])
    if gutter is None:
        return whole
    found: list[Placed] = []
    for run in _runs(whole, gutter):
        found += _set(run, gutter, tall) or run
    return found


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where most of the lines have a gap, or end, or begin."""
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    low, high = (left + share * (right - left) for share in MIDDLE)
    middles: list[float] = []
    for line in lines:
        size = line[0].bottom - line[0].top
        for before, after in pairwise(line):
            if after[1] - before[3] >= size and low < (middle := (after[1] + before[3]) / 2) < high:
                middles.append(middle)
    middles.sort()
    counts = [bisect_left(middles, at + NEAR) - n for n, at in enumerate(middles)]
    if counts and max(counts) >= FEWEST:
        first = counts.index(max(counts))
        return middles[first + max(counts) // 2]
    middle = (left + right) / 2
    sides = [
        line[-1].right <= middle for line in lines if not line[0].left < middle < line[-1].right
    ]
    return middle if min(sides.count(True), sides.count(False)) >= FEWEST else None


def _runs(lines: Sequence[Placed], gutter: float) -> Iterator[list[Placed]]:
    """Lines that leave the gutter free, one after another; and each of the others."""
    run: list[Placed] = []
    for one in lines:
        if any(char.left < gutter < char.right for char in one.line) or _close(one.line, gutter):
            if run:
                yield run
            yield [one]
            run = []
        else:
            run.append(one)
    if run:
        yield run


def _close(line: Line, gutter: float) -> bool:
    """Whether the characters on both sides of the gutter stand too close for one."""
    size = line[0].bottom - line[0].top
    return any(a[3] <= gutter <= b[1] and b[1] - a[3] < 0.8 * size for a, b in pairwise(line))


def _set(run: list[Placed], gutter: float, tall: float) -> list[Placed] | None:
    """The lines of the left column, then those of the right; None where they are no columns."""
    sides: tuple[list[Placed], list[Placed]] = ([], [])
    end = max(one.flow for one in run)
    for one in run:
        for side, right in zip(sides, (False, True), strict=True):
            if part := [char for char in one.line if (char.left > gutter) == right]:
                flow = end + LAST * (1 + _top(part) / tall) if right else _top(part)
                side.append(Placed(one.number, part, flow))
    if not all(map(_prose, sides)):
        return None
    found: list[Placed] = []
    for side in sides:
        margins = Margins(*_edges(side))
        found += [Placed(one.number, one.line, one.flow, margins) for one in side]
    return found


def _prose(side: Sequence[Placed]) -> bool:
    """Whether the lines of a column are those of running text."""
    if len(side) < FEWEST:
        return False
    left, right = _edges(side)
    usual = len(side) // 2
    lengths = sorted(len(one.line) for one in side)
    filled = sorted(one.line[-1].right - one.line[0].left for one in side)
    ideographs = sum(sum(c.text >= "\u2e80" for c in one.line) for one in side)
    return (
        lengths[usual] >= LETTERS
        and filled[usual] >= FULL * (right - left)
        and 2 * ideographs >= sum(lengths)
    )


def _edges(side: Sequence[Placed]) -> tuple[float, float]:
    return min(one.line[0].left for one in side), max(one.line[-1].right for one in side)


def _top(line: Line) -> float:
    return min([char.top for char in line])
