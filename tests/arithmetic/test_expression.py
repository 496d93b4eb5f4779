"""Expressions: exact values, and intervals that hold every value the prints allow."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.arithmetic.expression import (
    Attainable,
    Constant,
    Expression,
    Ratio,
    Sum,
    difference,
    exact,
    figures,
    growth,
    interval,
    percent,
    substitute,
    total,
)
from checker.figure import Figure
from tests.arithmetic.prints import ITEM, PERCENT, WAN, YI, YUAN, figure, number

prints = st.decimals(0, 9999, places=2).map(str)
operands = st.builds(figure, prints, st.sampled_from([YUAN, WAN, YI]))
expressions: st.SearchStrategy[Expression] = st.recursive(
    operands,
    lambda inner: st.one_of(
        st.builds(percent, inner, inner),
        st.builds(growth, inner, inner),
        st.builds(difference, inner, inner),
        st.lists(inner, min_size=1, max_size=4).map(total),
    ),
    max_leaves=6,
)


def test_values_are_exact() -> None:
    a, b = figure("5988.67", WAN), figure("629.55", WAN)
    assert exact(total([a, b])) == Fraction("66182200")
    assert exact(difference(a, b)) == Fraction("53591200")
    assert exact(percent(b, a)) == Fraction(6295500, 598867)
    assert exact(growth(a, b)) == 100 * (Fraction("5988.67") / Fraction("629.55") - 1)
    assert exact(Sum(((1, a), (-1, Constant(Fraction(6_700)))))) == Fraction("59880000")


def test_units_are_brought_together() -> None:
    assert exact(percent(figure("29380", WAN), figure("2", YI))) == Fraction("146.9")


def test_division_by_nought_has_no_value() -> None:
    nought = figure("0", WAN)
    assert exact(percent(figure("1", WAN), nought)) is None
    assert exact(total([percent(figure("1", WAN), nought), figure("1", PERCENT)])) is None
    assert interval(percent(figure("1", WAN), figure("0.0", WAN))) is None


def test_figures_come_in_reading_order() -> None:
    a, b, c = (figure("1", ITEM) for _ in range(3))
    assert figures(percent(a, difference(b, c))) == (a, b, c)
    assert figures(growth(a, b)) == (a, b, b)
    assert figures(Constant(Fraction(1))) == ()
    assert figures(Attainable(a, None)) == figures(Attainable(None, a)) == (a,)


def test_substituting_changes_the_number_and_keeps_the_place() -> None:
    a, b = figure("6708", WAN), figure("7143.45", WAN)
    changed = substitute(percent(a, total([a, b])), {a: number("6618.22", WAN)})
    assert figures(changed) == (a, a, b)
    assert [f.text for f in figures(changed)] == ["6618.22", "6618.22", "7143.45"]
    assert exact(changed) == 100 * Fraction("6618.22") / Fraction("13761.67")


def test_a_base_does_not_vary_twice_in_its_growth() -> None:
    current, base = figure("110", WAN), figure("100", WAN)
    span = interval(growth(current, base))
    assert span is not None
    assert span.low == 100 * (Fraction("109.5") / Fraction("100.5") - 1)
    assert span.high == 100 * (Fraction("110.5") / Fraction("99.5") - 1)
    share = interval(percent(current, total([current, base])))
    assert share is not None
    assert share.low == 100 * Fraction("109.5") / Fraction(210)


@settings(max_examples=300, deadline=None)
@given(expressions, st.data())
def test_intervals_are_sound(expression: Expression, data: st.DataObject) -> None:
    span = interval(expression)
    assume(span is not None)
    assert span is not None
    values: dict[Figure, Fraction] = {}
    for one in figures(expression):
        low, high = one.number.low, one.number.high
        assert low is not None
        assert high is not None
        values[one] = low + (high - low) * data.draw(st.fractions(0, 1, max_denominator=8))
    value = exact(_at(expression, values))
    assert value is not None
    assert value in span


def _at(expression: Expression, values: dict[Figure, Fraction]) -> Expression:
    match expression:
        case Figure():
            return Constant(values[expression])
        case Sum(terms):
            return Sum(tuple((sign, _at(term, values)) for sign, term in terms))
        case Ratio(part, whole, scale):
            return Ratio(_at(part, values), _at(whole, values), scale)
    return expression
