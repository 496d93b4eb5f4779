"""Intervals: whatever is in the operands, the outcome is in the interval."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.arithmetic.interval import EVERYTHING, Interval

numbers = st.fractions(-50, 50, max_denominator=20)


@st.composite
def inside(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval, perhaps open, and a value in it."""
    value = draw(numbers)
    below, above = draw(st.fractions(0, 9)), draw(st.fractions(0, 9))
    low = draw(st.sampled_from([None, value - below]))
    high = draw(st.sampled_from([None, value + above]))
    return Interval(low, high), value


@given(inside(), inside())
def test_sound(a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]) -> None:
    (x, at_x), (y, at_y) = a, b
    assert at_x + at_y in x + y
    assert at_x - at_y in x - y
    assert at_x * at_y in x * y
    assert at_x in x.hull(y)
    assert at_x in x.widened(Fraction(1, 2))
    quotient = x / y
    assert (quotient is None) == (0 in y)
    if quotient is not None:
        assert at_x / at_y in quotient
    both = x.meet(y)
    if at_x in y:
        assert both is not None
        assert at_x in both


@given(inside(), numbers)
def test_sound_with_scalars(a: tuple[Interval, Fraction], scalar: Fraction) -> None:
    span, value = a
    assert value + scalar in span + scalar
    assert value - scalar in span - scalar
    assert value * scalar in span * scalar
    quotient = span / scalar
    assert (quotient is None) == (not scalar)
    if quotient is not None:
        assert value / scalar in quotient


def test_tight() -> None:
    a, b = Interval(Fraction(-1), Fraction(2)), Interval(Fraction(3), Fraction(4))
    assert a + b == Interval(Fraction(2), Fraction(6))
    assert a - b == Interval(Fraction(-5), Fraction(-1))
    assert a * b == Interval(Fraction(-4), Fraction(8))
    assert a / b == Interval(Fraction(-1, 3), Fraction(2, 3))
    assert Interval(Fraction(1)) / Interval(Fraction(2)) == Interval(Fraction(0))
    assert Interval(Fraction(0)) * Interval(Fraction(2)) == Interval(Fraction(0))


def test_intervals_that_touch_meet_and_those_apart_do_not() -> None:
    a = Interval(Fraction(0), Fraction(1))
    assert a.meet(Interval(Fraction(1), None)) == Interval.at(Fraction(1))
    assert a.meet(Interval(Fraction(2), None)) is None
    assert a.meet(EVERYTHING) == a
    assert a.width == 1
    assert Interval(Fraction(0)).width is None


@pytest.mark.parametrize("low", [None, Fraction(-1), Fraction(0)])
def test_no_quotient_where_the_divisor_may_be_nought(low: Fraction | None) -> None:
    assert Interval.at(Fraction(1)) / Interval(low, Fraction(0)) is None
