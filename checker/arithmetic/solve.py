"""Solving (求解): what one figure may be for a relation to hold, the others as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from checker.arithmetic.expression import (
    Attainable,
    Constant,
    Expression,
    Ratio,
    Sum,
    exact,
    figures,
    interval,
    linear,
    substitute,
)
from checker.arithmetic.interval import EVERYTHING, Interval
from checker.arithmetic.relation import Comparison, Relation
from checker.arithmetic.verdict import EQUALITY, holds, judge
from checker.figure import Figure
from checker.number import Approximation, Number, printed

UPWARDS = (Comparison.AT_LEAST, Comparison.MORE)


def reprinted(relation: Relation, numbers: Mapping[Figure, Number]) -> Relation:
    """The relation with other digits printed in the places of some figures.

    The words around a figure (约, 以上) stay as this relation reads them.
    """

    def one(figure: Figure) -> Figure:
        number = numbers.get(figure)
        if number is None:
            return figure
        return replace(figure, number=replace(number, approximation=figure.number.approximation))

    def reading(old: Expression | Attainable) -> Expression | Attainable:
        if isinstance(old, Attainable):
            return Attainable(old.part and one(old.part), old.whole and one(old.whole))
        inside = {figure: one(figure).number for figure in figures(old) if figure in numbers}
        return substitute(old, inside) if inside else old

    readings = tuple(reading(old) for old in relation.readings)
    return replace(relation, stated=one(relation.stated), readings=readings)


def pins(relation: Relation, figure: Figure) -> Iterator[str]:
    """The prints that the relation ties ``figure`` down to, one a reading at most."""
    if relation.comparison not in EQUALITY:
        return
    for reading in relation.readings:
        inside = figure in figures(reading)
        if figure == relation.stated and not inside:
            if isinstance(reading, Attainable):
                nearest = judge(replace(relation, readings=(reading,))).value
                if nearest is not None:
                    yield figure.number.prints(nearest)
            elif (value := exact(reading)) is not None:
                yield _print(value, figure, reading if linear(reading) else figure)
        elif inside and not isinstance(reading, Attainable) and linear(reading):
            stated = relation.stated.number
            room = stated.low != stated.high and stated.ulp > figure.number.ulp
            if room or stated.approximation is not Approximation.NONE:
                continue
            needed = _solve(reading, figure, Interval.at(stated.exact), wide=False)
            if needed.low is not None and needed.low == needed.high:
                yield _print(needed.low, figure, Sum(((1, reading), (1, relation.stated))))


def admissible(relation: Relation, figure: Figure, *, wide: bool) -> tuple[Interval, ...]:
    """Where ``figure`` must lie for the relation to hold, an interval for each reading.

    The other figures are taken as printed or, when ``wide``, as what they were rounded
    from.  The ends are nearly exact: what is chosen from them is to be judged.
    """
    found: list[Interval] = []
    for reading in relation.readings:
        inside, stated = figure in figures(reading), figure == relation.stated
        if isinstance(reading, Attainable) or (inside and stated):
            return (EVERYTHING,)
        if inside:
            found.append(_solve(reading, figure, _target(relation, wide), wide))
        elif stated:
            span = _value(reading, wide)
            if span is not None:
                found.append(_stated(relation, reading, span, wide))
        elif holds(replace(relation, readings=(reading,))):
            return (EVERYTHING,)
    return tuple(span.widened(figure.number.ulp / 2) for span in found) if wide else tuple(found)


def _print(value: Fraction, figure: Figure, among: Expression) -> str:
    """``value`` in the figure's unit, with as many decimals as it needs.

    It has no more than the others printed in that unit; if they do not suffice, its own.
    """
    number = figure.number
    scaled = value / number.scale
    alike = [f.number.places for f in figures(among) if f.number.scale == number.scale]
    finest = number.places if number.counts else max([number.places, *alike])
    for places in range(number.places, finest + 1):
        text = printed(scaled, places)
        if Fraction(text) == scaled:
            return text
    return printed(scaled, number.places)


def _stated(relation: Relation, reading: Expression, span: Interval, wide: bool) -> Interval:
    """Where the stated figure must lie when what it is compared with is in ``span``."""
    if relation.comparison in EQUALITY:
        room = relation.stated.number.ulp / 2
        if relation.comparison is Comparison.SAME and wide:
            room += max(f.number.ulp for f in (relation.stated, *figures(reading)))
        return span.widened(room)
    if relation.comparison in UPWARDS:
        return Interval(span.low, None)
    return Interval(None, span.high)


def _target(relation: Relation, wide: bool) -> Interval:
    """Where the recomputed value must lie for the stated figure as printed."""
    stated = relation.stated.number
    plain = stated.approximation is Approximation.NONE
    own = Interval.at(stated.exact).widened(stated.ulp / 2) if plain else None
    own = own or Interval(stated.low, stated.high)
    if relation.comparison in EQUALITY:
        return own.widened(stated.ulp) if wide else own
    if not wide and plain:
        own = Interval.at(stated.exact)
    return Interval(None, own.high) if relation.comparison in UPWARDS else Interval(own.low, None)


def _value(expression: Expression, wide: bool) -> Interval | None:
    if wide:
        return interval(expression) or EVERYTHING
    value = exact(expression)
    return None if value is None else Interval.at(value)


def _solve(expression: Expression, figure: Figure, target: Interval, wide: bool) -> Interval:
    """What ``figure`` must be for the expression to fall in ``target``; everything if unknown."""
    if found := _linear(expression, figure, wide):
        rest, times = found
        return (target - rest) * (1 / times) if times else EVERYTHING
    match expression:
        case Ratio(part, whole, scale):
            above, below = _linear(part, figure, wide), _linear(whole, figure, wide)
            if above and below:
                return _moebius(above, below, target * (1 / scale))
        case Sum(terms):
            inside = [(sign, term) for sign, term in terms if figure in figures(term)]
            others = tuple((s, term) for s, term in terms if figure not in figures(term))
            rest_ = _value(Sum(others), wide)
            if len(inside) == 1 and rest_ is not None:
                sign, term = inside[0]
                return _solve(term, figure, (target - rest_) * Fraction(sign), wide)
    return EVERYTHING


def _linear(expression: Expression, figure: Figure, wide: bool) -> tuple[Interval, Fraction] | None:
    """The expression as rest + times x figure; None when it is not of that form."""
    match expression:
        case Figure():
            if expression == figure:
                return Interval.at(Fraction(0)), Fraction(1)
        case Sum(terms):
            rest, times = Interval.at(Fraction(0)), Fraction(0)
            for sign, term in terms:
                found = _linear(term, figure, wide)
                if found is None:
                    return None
                rest, times = rest + found[0] * Fraction(sign), times + sign * found[1]
            return rest, times
        case Ratio() if figure in figures(expression):
            return None
        case Constant(value):
            return Interval.at(value), Fraction(0)
    span = _value(expression, wide)
    return None if span is None else (span, Fraction(0))


def _moebius(
    above: tuple[Interval, Fraction], below: tuple[Interval, Fraction], target: Interval
) -> Interval:
    """The x for which (a + b x) / (c + d x) falls in ``target``.

    x = (t c - a) / (b - t d) is monotone in t while its divisor keeps its sign.
    """
    (a, b), (c, d) = above, below
    if not d:
        return (target * c - a) * (1 / b) if b else EVERYTHING
    if target.low is None or target.high is None:
        return EVERYTHING
    divisors = {t: b - t * d for t in (target.low, target.high)}
    if min(divisors.values()) <= 0 <= max(divisors.values()):
        return EVERYTHING
    return reduce(Interval.hull, [(c * t - a) * (1 / over) for t, over in divisors.items()])
