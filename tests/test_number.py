"""Printed numbers: the interval they stand for, and how values are printed."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.number import Approximation, Number, Unit, printed
from tests.arithmetic.prints import ITEM, PERCENT, SCORE, WAN, number

values = st.decimals(-10_000, 10_000, places=4)


def test_a_print_keeps_its_places() -> None:
    assert number("97.20").digits == "97.20"
    assert number("97.2").digits == "97.2"
    assert Number("97.20", Decimal("97.2"), 2).digits == "97.20"
    assert number("-0.00").digits == "0.00"


def test_the_print_stands_for_half_a_unit_of_its_last_place_to_both_sides() -> None:
    wide, narrow = number("97.2", PERCENT), number("97.20", PERCENT)
    assert (wide.low, wide.high) == (Fraction("97.15"), Fraction("97.25"))
    assert (narrow.low, narrow.high) == (Fraction("97.195"), Fraction("97.205"))
    assert number("1.5", WAN).ulp == 1000
    assert number("1.5", WAN).low == 14_500
    assert number("1.5", WAN).high == 15_500


def test_counts_scores_and_a_bare_nought_are_exact() -> None:
    assert number("48.5", SCORE).low == number("48.5", SCORE).high == Fraction("48.5")
    assert number("13", ITEM).low == number("13", ITEM).high == 13
    assert number("0", WAN).low == number("0", WAN).high == 0
    assert number("0.0", WAN).high == 500
    thousands = Unit("万人", "人", Fraction(10_000), whole=True)
    assert number("3", thousands).low == 25_000


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("130", Approximation.ABOVE, 130, 140),
        ("2.5", Approximation.ABOVE, Fraction("2.5"), Fraction("2.6")),
        ("130", Approximation.NEARLY, 120, 130),
        ("200", Approximation.ABOUT, 190, 210),
        ("96", Approximation.OVER, 96, None),
        ("96", Approximation.UNDER, None, 96),
    ],
)
def test_words_open_the_interval_to_their_side(
    text: str, word: Approximation, low: Fraction | None, high: Fraction | None
) -> None:
    said = number(text, None, word)
    assert (said.low, said.high) == (low, high)


def test_the_step_of_a_word_follows_the_printed_places() -> None:
    said = Number("97.20", Decimal("97.2"), 2, None, Approximation.ABOVE)
    assert said.high == Fraction("97.3")


def test_ties_are_rounded_up_away_from_nought() -> None:
    assert printed(Fraction("0.125"), 2) == "0.13"
    assert printed(Fraction("-0.125"), 2) == "-0.13"
    assert printed(Fraction("-0.001"), 2) == "0.00"
    assert number("93", PERCENT).prints(Fraction("93.5")) == "94"
    assert number("93", PERCENT).cuts(Fraction("93.99")) == "93"
    assert number("0.0", WAN).prints(Fraction(12_500)) == "1.3"


@given(values, st.integers(0, 3))
def test_printing_and_cutting_agree_with_decimal(value: Decimal, places: int) -> None:
    quantum = Decimal(1).scaleb(-places)
    like = Number("", Decimal(0), places)
    for method, way in ((like.prints, ROUND_HALF_UP), (like.cuts, ROUND_DOWN)):
        expected = value.quantize(quantum, way)
        assert Decimal(method(Fraction(value))) == expected
        assert not method(Fraction(value)).startswith("-0.") or expected


@given(values, st.integers(0, 3), st.sampled_from([None, WAN, PERCENT]))
def test_what_is_printed_lies_in_the_interval_of_its_print(
    value: Decimal, places: int, unit: Unit | None
) -> None:
    like = Number("", Decimal(1), places, unit)
    truth = Fraction(value) * like.scale
    said = number(like.prints(truth), unit)
    if said.value or said.places:
        assert said.low is not None
        assert said.high is not None
        assert said.low <= truth <= said.high
