"""How something is put on its page (变换矩阵), and how a turned page is set upright."""

from __future__ import annotations

import math

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SLANT = 0.02  # of a quarter turn, by which text may lean


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def turned(a: float, b: float) -> int:
    """How many quarters text is turned to the left that runs towards (a, b); -1: it slants."""
    turns = 2 * math.atan2(b, a) / math.pi
    return round(turns) % 4 if abs(turns - round(turns)) < SLANT else -1


def upright(quarter: int, bounds: Box, box: Box) -> Box:
    """A box from the page's corner on, ``y`` growing downwards, as who reads it holds the page.

    Its text runs ``quarter`` turns to the left.
    """
    left, bottom, right, top = bounds
    x, y, x2, y2 = box
    if quarter == 0:
        return x - left, top - y2, x2 - left, top - y
    if quarter == 1:
        return y - bottom, x - left, y2 - bottom, x2 - left
    if quarter == 2:
        return right - x2, y - bottom, right - x, y2 - bottom
    return top - y2, right - x2, top - y, right - x
