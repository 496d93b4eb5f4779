"""Verdicts (结论): whether a relation holds, judged on the printed digits.

``judge`` is the one place that decides; see the table in docs/semantics.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial

from checker.arithmetic.attain import Fit, attain
from checker.arithmetic.dimension import comparable, family
from checker.arithmetic.expression import Attainable, Expression, exact, figures, interval
from checker.arithmetic.interval import EVERYTHING, Interval
from checker.arithmetic.relation import Comparison, Reason, Relation
from checker.figure import Figure
from checker.number import Approximation, Number


class Verdict(StrEnum):
    CONSISTENT = "consistent"
    WITHIN_ROUNDING = "within_rounding"
    TRUNCATED = "truncated"
    INCONSISTENT = "inconsistent"
    UNASSESSABLE = "unassessable"


@dataclass(frozen=True, slots=True)
class Judgement:
    """判定: the verdict and the arithmetic behind it, all in the stated figure's base unit.

    ``reading`` is the reading the verdict rests on (the one that holds, else the nearest);
    ``value`` its exact value, ``low``/``high`` what its operands' rounding allows (None: no
    bound); ``printed`` what the stated figure should read; ``tried`` every reading with its
    value; ``implied`` the least and greatest admissible other side of a rate, in the known
    side's base unit.
    """

    verdict: Verdict
    reading: Expression | Attainable | None = None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    printed: str | None = None
    tried: tuple[tuple[Expression | Attainable, Fraction | None], ...] = ()
    implied: tuple[Fraction, Fraction] | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    """试算: one reading judged on its own; ``low`` and ``high`` of a rate with one side stated."""

    verdict: Verdict
    reading: Expression | Attainable
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    implied: tuple[Fraction, Fraction] | None = None
    reason: Reason | None = None


# The best first: holding on any lawful reading is holding.
_ORDER = (
    Verdict.CONSISTENT,
    Verdict.WITHIN_ROUNDING,
    Verdict.TRUNCATED,
    Verdict.INCONSISTENT,
    Verdict.UNASSESSABLE,
)
_FITS = {
    Fit.PRINTED: Verdict.CONSISTENT,
    Fit.WORDED: Verdict.CONSISTENT,
    Fit.ROUNDED: Verdict.WITHIN_ROUNDING,
    Fit.CUT: Verdict.TRUNCATED,
    Fit.NONE: Verdict.INCONSISTENT,
}
EQUALITY = (Comparison.EQUAL, Comparison.SAME)
# What grew by 20 % is 120 % of its base.
_GROWN = Fraction(100)


def judge(relation: Relation) -> Judgement:
    """Whether the stated figure stands to one of the readings as the relation says.

    A relation of kind ``growth`` with one side printed takes that side for the part and
    the base for the whole; a fall is a stated figure below nought.
    """
    if relation.reason is not None or not relation.readings:
        return Judgement(Verdict.UNASSESSABLE, reason=relation.reason or Reason.MISSING)
    results = [_try(relation, reading) for reading in relation.readings]
    tried = tuple((result.reading, result.value) for result in results)
    best = min(results, key=partial(_rank, relation.stated.number))
    if best.verdict is Verdict.UNASSESSABLE:
        return Judgement(Verdict.UNASSESSABLE, tried=tried, reason=best.reason)
    # Where no other side gives the rate, the nearest that there is need not be the right one.
    guessed = best.verdict is Verdict.INCONSISTENT and isinstance(best.reading, Attainable)
    right = None if guessed or best.value is None else relation.stated.number.prints(best.value)
    low, high = best.low, best.high
    if not isinstance(best.reading, Attainable):
        span = _span(relation, best.reading)
        low, high = span.low, span.high
    return Judgement(best.verdict, best.reading, best.value, low, high, right, tried, best.implied)


def holds(relation: Relation) -> bool:
    """Whether ``judge`` would find it consistent or within rounding; stops at the first."""
    good = (Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING)
    return relation.reason is None and any(
        _try(relation, reading).verdict in good for reading in relation.readings
    )


def _rank(stated: Number, tried: _Tried) -> tuple[int, bool, Fraction]:
    """The best first; of those that do not hold the nearest to the stated figure."""
    apart = Fraction(0)
    if tried.verdict is Verdict.INCONSISTENT and tried.value is not None:
        apart = abs(tried.value - stated.exact)
    nowhere = tried.verdict is Verdict.INCONSISTENT and tried.value is None
    return _ORDER.index(tried.verdict), nowhere, apart


def _try(relation: Relation, reading: Expression | Attainable) -> _Tried:
    stated = relation.stated.number
    if not comparable(stated, reading):
        return _Tried(Verdict.UNASSESSABLE, reading, reason=Reason.UNITS_DIFFER)
    if isinstance(reading, Attainable):
        return _attained(relation, reading)
    value = exact(reading)
    if value is None:
        return _Tried(Verdict.UNASSESSABLE, reading, reason=Reason.ZERO_BASE)
    if relation.comparison is Comparison.SAME and isinstance(reading, Figure):
        verdict = _same(stated, reading.number)
    elif relation.comparison in EQUALITY:
        verdict = _equal(stated, value, reading)
    else:
        span = _span(relation, reading)
        verdict = _ordered(stated, relation.comparison, value, span, _worded(reading))
    return _Tried(verdict, reading, value)


def _attained(relation: Relation, reading: Attainable) -> _Tried:
    stated, known = relation.stated.number, reading.known.number.exact
    if known <= 0:
        reason = Reason.AMBIGUOUS if known else Reason.ZERO_BASE
        return _Tried(Verdict.UNASSESSABLE, reading, reason=reason)
    shift = _GROWN if relation.kind == "growth" else Fraction(0)
    found = attain(stated, reading, shift=shift)
    return _Tried(_FITS[found.fit], reading, found.rate, found.low, found.high, found.other)


def _span(relation: Relation, reading: Expression) -> Interval:
    """What may come out for the figures as they are printed."""
    if relation.kind == "target" and relation.comparison not in EQUALITY and not _worded(reading):
        value = exact(reading)  # a target is set, not measured
        return Interval(value, value)
    # Where the divisor may be zero, any value may come out.
    return interval(reading) or EVERYTHING


def _worded(reading: Expression) -> bool:
    return any(f.number.approximation is not Approximation.NONE for f in figures(reading))


def _equal(stated: Number, value: Fraction, reading: Expression) -> Verdict:
    """The stated figure is what the value rounds to."""
    own = Interval(stated.low, stated.high)
    if stated.approximation is not Approximation.NONE:
        if value in own:
            return Verdict.CONSISTENT
        met = own.meet(interval(reading) or EVERYTHING)
        return Verdict.INCONSISTENT if met is None else Verdict.WITHIN_ROUNDING
    if stated.prints(value) == stated.digits:
        return Verdict.CONSISTENT
    if own.meet(interval(reading) or EVERYTHING) is not None:
        return Verdict.WITHIN_ROUNDING
    return Verdict.TRUNCATED if stated.cuts(value) == stated.digits else Verdict.INCONSISTENT


def _same(a: Number, b: Number) -> Verdict:
    """One figure printed twice; intervals that only touch (13 and 14) do not agree."""
    met = Interval(a.low, a.high).meet(Interval(b.low, b.high))
    if not a.approximation == b.approximation == Approximation.NONE:
        return Verdict.INCONSISTENT if met is None else Verdict.CONSISTENT
    coarse, fine = (a, b) if a.ulp >= b.ulp else (b, a)
    if coarse.prints(fine.exact) == coarse.digits:
        return Verdict.CONSISTENT
    # A sum of rounded parts, carried along, ends one off; a rate or a score does not.
    carried = coarse.places > 0 and family(coarse) not in ("percent", "score")
    one_off = carried and abs(coarse.exact - fine.exact) == coarse.ulp
    if one_off or (met is not None and met.width):
        return Verdict.WITHIN_ROUNDING
    return Verdict.TRUNCATED if coarse.cuts(fine.exact) == coarse.digits else Verdict.INCONSISTENT


def _ordered(
    stated: Number, comparison: Comparison, value: Fraction, span: Interval, worded: bool
) -> Verdict:
    """The stated figure is on the right side of the value."""
    own, exact_ = Interval(stated.low, stated.high), stated.exact
    if comparison in (Comparison.AT_LEAST, Comparison.MORE):  # the same, upside down
        own, exact_, value, span = -own, -exact_, -value, -span
    strict = comparison in (Comparison.LESS, Comparison.MORE)
    below = own.low is None or span.high is None or own.low < span.high
    may_hold = below or (not strict and own.low == span.high)
    if worded or stated.approximation is not Approximation.NONE:
        return Verdict.CONSISTENT if may_hold else Verdict.INCONSISTENT
    if exact_ < value or (exact_ == value and not strict):
        return Verdict.CONSISTENT
    # Rounding blurs a limit that may be reached, not one that must be passed.
    return Verdict.WITHIN_ROUNDING if may_hold and not strict else Verdict.INCONSISTENT
