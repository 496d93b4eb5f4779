"""Expressions (算式): what is recomputed from figures; plain data, evaluated exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import add

from checker.arithmetic.interval import Interval
from checker.figure import Figure
from checker.number import Number

# More shared figures than this are not tried corner by corner (2 to their power).
MOST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Constant:
    """常数: a value that nobody printed (a counted list, 100 %); ``by`` is the formula for it."""

    value: Fraction
    by: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """合计: terms, each added (+1) or taken away (-1)."""

    terms: tuple[tuple[int, Expression], ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """比率: ``scale`` x part / whole (100 for a percentage)."""

    part: Expression
    whole: Expression
    scale: Fraction = Fraction(100)


@dataclass(frozen=True, slots=True)
class Attainable:
    """可达到: a rate with one side stated; some admissible other side must give it (GRIM)."""

    part: Figure | None
    whole: Figure | None

    @property
    def known(self) -> Figure:
        known = self.part or self.whole
        if known is None:
            raise ValueError("one side of the rate must be stated")
        return known


Expression = Figure | Constant | Sum | Ratio


def total(parts: Iterable[Expression]) -> Sum:
    """合计: the parts added up."""
    return Sum(tuple((1, part) for part in parts))


def difference(a: Expression, b: Expression) -> Sum:
    """差额: ``a`` without ``b``."""
    return Sum(((1, a), (-1, b)))


def percent(part: Expression, whole: Expression) -> Ratio:
    """百分比: the part as a share of the whole, in percent."""
    return Ratio(part, whole)


def growth(current: Expression, base: Expression) -> Ratio:
    """增长率: by how many percent ``current`` is above ``base``."""
    return Ratio(difference(current, base), base)


def figures(expression: Expression | Attainable) -> tuple[Figure, ...]:
    """The figures in reading order, each as often as it stands; of a rate its known side."""
    match expression:
        case Figure():
            return (expression,)
        case Constant():
            return ()
        case Sum(terms):
            return tuple(figure for _sign, term in terms for figure in figures(term))
        case Ratio(part, whole):
            return figures(part) + figures(whole)
    return (expression.known,)


def exact(expression: Expression) -> Fraction | None:
    """The value of the figures taken as printed, in base units; None: division by zero."""
    match expression:
        case Figure():
            return expression.number.exact
        case Constant(value):
            return value
        case Sum(terms):
            added = Fraction(0)
            for sign, term in terms:
                value_ = exact(term)
                if value_ is None:
                    return None
                added += value_ if sign > 0 else -value_
            return added
        case Ratio(part, whole, scale):
            above, below = exact(part), exact(whole)
            return None if above is None or not below else scale * above / below


def interval(expression: Expression) -> Interval | None:
    """Every value that the printed figures allow, in base units; None: a divisor may be zero."""
    return _interval(expression, {})


def substitute(expression: Expression, numbers: Mapping[Figure, Number]) -> Expression:
    """The expression with other numbers printed in the places of some figures."""
    match expression:
        case Figure():
            number = numbers.get(expression)
            return expression if number is None else replace(expression, number=number)
        case Sum(terms):
            return Sum(tuple((sign, substitute(term, numbers)) for sign, term in terms))
        case Ratio(part, whole, scale):
            return Ratio(substitute(part, numbers), substitute(whole, numbers), scale)
        case Constant():
            return expression


def linear(expression: Expression) -> bool:
    """Whether nothing is divided in it."""
    match expression:
        case Sum(terms):
            return all(linear(term) for _sign, term in terms)
        case Ratio():
            return False
    return True


def _interval(expression: Expression, at: Mapping[Figure, Interval]) -> Interval | None:
    """``interval`` with some figures held ``at`` other intervals."""
    match expression:
        case Figure(number=number):
            held = at.get(expression) if at else None
            return held or Interval(number.low, number.high)
        case Constant(value):
            return Interval.at(value)
        case Sum(terms):
            spans: list[tuple[int, Interval]] = []
            for sign, term in terms:
                span = _interval(term, at)
                if span is None:
                    return None
                spans.append((sign, span))
            return _added(spans)
        case Ratio():
            return _quotient(expression, at)


def _added(spans: list[tuple[int, Interval]]) -> Interval:
    if not spans:
        return Interval.at(Fraction(0))
    return reduce(add, (span if sign > 0 else -span for sign, span in spans))


def _quotient(ratio: Ratio, at: Mapping[Figure, Interval]) -> Interval | None:
    above, below = _interval(ratio.part, at), _interval(ratio.whole, at)
    quotient = None if above is None or below is None else above / below
    if quotient is None:
        return None
    # What stands both above and below (a base in its growth) must not vary twice.  The
    # quotient is monotone in each figure, so its extremes are where each is at an end.
    held = [_quotient(ratio, {**at, **corner}) for corner in _corners(ratio, at)]
    spans = [span for span in held if span is not None]
    return reduce(Interval.hull, spans) if spans else quotient * ratio.scale


def _corners(ratio: Ratio, at: Mapping[Figure, Interval]) -> list[dict[Figure, Interval]]:
    """The figures on both sides of the ratio, held at their ends in every combination."""
    above, below = set(figures(ratio.part)), figures(ratio.whole)
    shared = [figure for figure in dict.fromkeys(below) if figure in above and figure not in at]
    if not 0 < len(shared) <= MOST_SHARED or not (linear(ratio.part) and linear(ratio.whole)):
        return []
    if any(f.number.low is None or f.number.high is None for f in shared):
        return []
    ends = product(*((f.number.low, f.number.high) for f in shared))
    return [
        {f: Interval(end, end) for f, end in zip(shared, corner, strict=True)} for corner in ends
    ]
