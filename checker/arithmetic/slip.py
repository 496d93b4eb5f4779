"""Slips (一处笔误): whether one slip of the hand explains why a relation does not hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from checker.arithmetic.expression import figures
from checker.arithmetic.interval import Interval
from checker.arithmetic.keystroke import variants
from checker.arithmetic.relation import Relation
from checker.arithmetic.solve import admissible, reprinted
from checker.arithmetic.verdict import holds
from checker.figure import Figure

DIGITS = 40  # of the bounds, more than any figure has


def one_slip_away(relation: Relation) -> bool:
    """Whether the relation would hold but for one slip in one of its figures."""
    every = [relation.stated, *(f for reading in relation.readings for f in figures(reading))]
    return any(_slipped(relation, figure) for figure in dict.fromkeys(every))


def _bounds(span: Interval, scale: Fraction) -> tuple[Decimal, Decimal]:
    """An interval around the span, in the figure's own unit; what lies inside is still judged."""
    low = Decimal("-Infinity") if span.low is None else _decimal(span.low / scale, ROUND_FLOOR)
    high = Decimal("Infinity") if span.high is None else _decimal(span.high / scale, ROUND_CEILING)
    return low, high


def _decimal(value: Fraction, rounding: str) -> Decimal:
    context = Context(prec=DIGITS, rounding=rounding)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def _slipped(relation: Relation, figure: Figure) -> bool:
    old = figure.number
    spans = [_bounds(span, old.scale) for span in admissible(relation, figure, wide=True)]
    for value, (text, _kind) in variants(old.digits).items():
        if any(low <= value <= high for low, high in spans):
            places = len(text.partition(".")[2])
            number = replace(old, text=text, value=value, places=places)
            if holds(reprinted(relation, {figure: number})):
                return True
    return False
