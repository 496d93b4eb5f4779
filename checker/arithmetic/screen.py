"""Column-wise verdicts (逐列判定): the rules of ``verdict`` over whole columns, in 64-bit integers.

A column holds mantissas: the printed digits as whole numbers of the last place, every cell
with the same number of decimals.  Products of mantissas are compared, never quotients of
floats, so a verdict here is the verdict of ``judge``.  What the integers cannot decide (a
product that might overflow, a base that is not positive) is marked unsafe, and is judged
row by row.  The expressions are Narwhals', so any of its backends runs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

THERE = "__there"  # X__there: whether the cell of column X holds a figure
LIMIT = 4.0e18  # under 2**62: products below it cannot overflow


@dataclass(frozen=True, slots=True)
class Screen:
    """逐列判定: boolean expressions; a row that is none of the last three is inconsistent.

    ``stated`` is the column of the figure that is judged.  ``asked``: the row states the
    relation at all, be it one that can be assessed or not.
    """

    stated: str
    assessable: nw.Expr
    safe: nw.Expr
    consistent: nw.Expr
    within: nw.Expr
    truncated: nw.Expr
    asked: nw.Expr


def either(screens: Sequence[Screen]) -> Screen:
    """The best verdict of several readings; unsafe when one of them is."""
    first, *rest = screens
    for other in rest:
        first = Screen(
            first.stated,
            first.assessable | other.assessable,
            (first.safe | ~first.assessable) & (other.safe | ~other.assessable),
            (first.consistent & first.assessable) | (other.consistent & other.assessable),
            (first.within & first.assessable) | (other.within & other.assessable),
            (first.truncated & first.assessable) | (other.truncated & other.assessable),
            first.asked | other.asked,
        )
    return first


def ratio(
    rate: str, part: str, whole: Sequence[tuple[int, str]], places: Mapping[str, int]
) -> Screen | None:
    """``rate`` = 100 x ``part`` / the sum of ``whole``; None when the decimals differ."""
    amounts = {places[part], *(places[name] for _, name in whole)}
    if len(amounts) > 1:
        return None
    stated, upper = nw.col(rate), nw.col(part)
    base, halves = _sum(whole), len(whole)
    ten = 10 ** places[rate]
    value = 100 * ten * upper  # over base: the rate in units of its last place
    low, high = 100 * (2 * upper - 1), 100 * (2 * upper + 1)
    within = (low * 2 * ten <= (2 * stated + 1) * (2 * base + halves)) & (
        high * 2 * ten >= (2 * stated - 1) * (2 * base - halves)
    )
    safe = (
        (stated >= 0)
        & (upper >= 0)
        & (2 * base > halves)
        & (_float(upper) * 500.0 * ten < LIMIT)
        & ((_float(stated) * 2.0 + 1.0) * (_float(base) * 2.0 + halves) < LIMIT)
        & _printed(part, places)
        & _printed(rate, places)
    )
    divisor = nw.when(base > 0).then(base).otherwise(nw.lit(1))
    return Screen(
        rate,
        _there(rate, part, *(name for _, name in whole)),
        safe,
        (2 * value + divisor) // (2 * divisor) == stated,
        within,
        value // divisor == stated,
        nw.col(rate + THERE),
    )


def added(
    total: str, parts: Sequence[str], minus: Sequence[str], places: Mapping[str, int]
) -> Screen | None:
    """``total`` = the sum of ``parts`` less what is printed of ``minus``.

    None when the decimals differ.
    """
    if len({places[name] for name in (total, *parts, *minus)}) > 1:
        return None
    terms = (*((1, name) for name in parts), *((-1, name) for name in minus))
    many = nw.lit(len(parts))
    for name in minus:
        many = many + nw.col(name + THERE).cast(nw.Int64)
    return equal(total, _sum(terms), many, _there(total, *parts))


def equal(total: str, value: nw.Expr, parts: nw.Expr, there: nw.Expr) -> Screen:
    """A total against the sum of that many parts, all with the same decimals."""
    stated = nw.col(total)
    apart = (stated - value).abs()
    return Screen(
        total,
        there,
        _small(stated, value),
        apart == 0,
        2 * apart <= parts + 1,
        nw.lit(False),
        there,
    )


def at_most(
    part: str, whole: Sequence[tuple[int, str]], places: Mapping[str, int]
) -> Screen | None:
    """``part`` <= the sum of ``whole``; None when the decimals differ."""
    if len({places[part], *(places[name] for _, name in whole)}) > 1:
        return None
    upper, bound = nw.col(part), _sum(whole)
    there = _there(part, *_names(whole))
    return Screen(
        part,
        there,
        _small(upper, bound) & _printed(part, places),
        upper <= bound,
        2 * upper - 1 <= 2 * bound + len(whole),
        nw.lit(False),
        there,
    )


def _names(terms: Sequence[tuple[int, str]]) -> list[str]:
    return [name for _, name in terms]


def _sum(terms: Sequence[tuple[int, str]]) -> nw.Expr:
    (sign, name), *rest = terms
    value = sign * nw.col(name)
    for sign, name in rest:
        value = value + sign * nw.col(name)
    return value


def _there(*names: str) -> nw.Expr:
    there = nw.col(names[0] + THERE)
    for name in names[1:]:
        there = there & nw.col(name + THERE)
    return there


def _printed(name: str, places: Mapping[str, int]) -> nw.Expr:
    """A bare 0 is exact, which the half units here do not know."""
    return nw.lit(True) if places[name] else nw.col(name) != 0


def _small(*values: nw.Expr) -> nw.Expr:
    first, *rest = (_float(value.abs()) < LIMIT / 8 for value in values)
    for other in rest:
        first = first & other
    return first


def _float(value: nw.Expr) -> nw.Expr:
    return value.cast(nw.Float64)
