"""Drawn shapes (图形): which of their sides are rules of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.layout.matrix import Box

THIN = 3.0  # points: a shape as thin as this is a rule
SKEW = 1.0  # points, by which a side may lean


def sides(points: Sequence[tuple[float, float]], *, stroked: bool) -> Iterator[Box]:
    """The rules of a shape with these corners: itself if it is thin, else the sides drawn."""
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    edges: Box = min(xs), min(ys), max(xs), max(ys)
    if min(edges[2] - edges[0], edges[3] - edges[1]) <= THIN:
        yield edges
    elif stroked:
        for (x, y), (x2, y2) in pairwise(points):
            if abs(x2 - x) <= SKEW or abs(y2 - y) <= SKEW:
                if x > x2:
                    x, x2 = x2, x
                yield (x, y, x2, y2) if y <= y2 else (x, y2, x2, y)
