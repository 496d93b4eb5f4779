"""Attainability: what other side gives a rate, checked against counting them all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.arithmetic.expression import Attainable
from checker.arithmetic.relation import Reason, Relation
from checker.arithmetic.verdict import Judgement, Verdict, judge
from checker.number import Approximation, Unit, printed
from tests.arithmetic.prints import HECTARE, ITEM, PERCENT, POINT, WAN, YI, figure, number

NONE = Approximation.NONE


def span(low: int, high: int) -> tuple[Fraction, Fraction]:
    return Fraction(low), Fraction(high)


def attained(
    known: str,
    rate: str,
    *,
    side: str = "part",
    unit: Unit | None = ITEM,
    word: Approximation = NONE,
    around: Approximation = NONE,
    kind: str = "implied",
) -> Judgement:
    """What is made of ``known`` and ``rate``; ``word`` stands by the rate, ``around`` by it."""
    one = figure(known, unit, around)
    reading = Attainable(one, None) if side == "part" else Attainable(None, one)
    return judge(Relation(kind, figure(rate, PERCENT, word), (reading,)))


@pytest.mark.parametrize(
    ("known", "unit", "side", "rate", "low", "high"),
    [
        ("38.68", HECTARE, "part", "96.92", "39.91", "39.91"),
        ("9753", ITEM, "whole", "95.54", "9318", "9318"),
        ("1342", ITEM, "part", "88.6", "1514", "1515"),
        ("19.22", HECTARE, "part", "82.49", "23.30", "23.30"),
        ("13.2", YI, "part", "165", "8", "8"),
        ("29380", WAN, "part", "489.67", "6000", "6000"),
        ("275", ITEM, "part", "100", "274", "276"),
        ("1434", ITEM, "whole", "100.00", "1434", "1434"),
    ],
)
def test_the_other_side_is_implied(
    known: str, unit: Unit, side: str, rate: str, low: str, high: str
) -> None:
    found = attained(known, rate, side=side, unit=unit)
    assert found.verdict is Verdict.CONSISTENT
    assert found.implied == (Fraction(low) * unit.scale, Fraction(high) * unit.scale)
    assert found.printed == rate


def test_growth_implies_its_base() -> None:
    found = attained("967", "58.8", kind="growth")
    assert (found.verdict, found.implied) == (Verdict.CONSISTENT, span(609, 609))
    assert attained("30374", "217.3", kind="growth").implied == span(9572, 9574)
    assert attained("90", "-10", kind="growth").implied == span(100, 100)


def test_no_whole_number_gives_it() -> None:
    found = attained("7", "95.54", side="whole")
    assert (found.verdict, found.implied, found.printed) == (Verdict.INCONSISTENT, None, None)
    assert found.value == found.high == 100
    assert found.low == Fraction(600, 7)
    assert attained("5", "0").verdict is Verdict.INCONSISTENT
    assert attained("5", "0", side="whole").implied == span(0, 0)


def test_cutting_gives_it() -> None:
    found = attained("3", "66.66", side="whole")
    assert (found.verdict, found.implied) == (Verdict.TRUNCATED, span(2, 2))
    assert found.printed == "66.67"


def test_amounts_were_rounded_on_both_sides() -> None:
    found = attained("10.0", "33.33", side="whole", unit=WAN)
    assert found.verdict is Verdict.WITHIN_ROUNDING
    assert found.implied == span(33_000, 34_000)


def test_a_tie_belongs_to_the_print_above() -> None:
    # 1/8 = 12.5 %: 13, and not 12.
    assert attained("1", "13", side="part").implied == span(8, 8)
    assert attained("1", "12", side="part").verdict is Verdict.TRUNCATED
    assert attained("8", "13", side="whole").implied == span(1, 1)
    assert attained("8", "12", side="whole").verdict is Verdict.TRUNCATED


def test_words_around_the_numbers() -> None:
    over = attained("100", "96", side="part", word=Approximation.OVER)
    assert (over.verdict, over.implied) == (Verdict.CONSISTENT, span(1, 104))
    under = attained("100", "50", side="part", word=Approximation.UNDER)
    assert (under.verdict, under.implied) == (Verdict.CONSISTENT, None)
    assert attained("7", "96", side="whole", word=Approximation.OVER).verdict is Verdict.CONSISTENT
    assert attained("7", "13", side="whole", word=Approximation.ABOUT).verdict is (
        Verdict.INCONSISTENT
    )
    assert attained("7", "15", side="whole", word=Approximation.ABOUT).implied == span(1, 1)
    known = attained("100", "97.09", side="whole", around=Approximation.ABOVE)
    assert (known.verdict, known.implied) == (Verdict.CONSISTENT, span(98, 194))


def test_what_cannot_be_assessed() -> None:
    nought = attained("0", "95")
    assert (nought.verdict, nought.reason) == (Verdict.UNASSESSABLE, Reason.ZERO_BASE)
    assert attained("-5", "95").reason is Reason.AMBIGUOUS
    money = Relation("implied", figure("5", WAN), (Attainable(figure("7", ITEM), None),))
    assert judge(money).reason is Reason.UNITS_DIFFER
    points = Relation("implied", figure("50", POINT), (Attainable(figure("7", ITEM), None),))
    assert judge(points).verdict is Verdict.CONSISTENT


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 20), st.integers(0, 20_000), st.integers(0, 2), st.booleans())
def test_as_counting_finds_it(known: int, mantissa: int, places: int, part: bool) -> None:
    rate = number(printed(Fraction(mantissa, 10**places), places), PERCENT)
    assume(not part or rate.value >= 1)
    # From one percent on, no whole above this gives the rate.
    others = range(1, 200 * known + 2) if part else range(201 * known)
    rates = ((k, Fraction(100 * known, k) if part else Fraction(100 * k, known)) for k in others)
    fits, cuts = [], []
    for k, value in rates:
        if rate.prints(value) == rate.digits:
            fits.append(k)
        elif rate.cuts(value) == rate.digits:
            cuts.append(k)
    found = attained(str(known), rate.digits, side="part" if part else "whole")
    if fits:
        assert found.verdict is Verdict.CONSISTENT
        assert found.implied == span(fits[0], fits[-1])
    elif cuts:
        assert found.verdict is Verdict.TRUNCATED
    else:
        assert found.verdict is Verdict.INCONSISTENT


@settings(max_examples=300, deadline=None)
@given(
    st.fractions(1, 1000, max_denominator=10**4),
    st.fractions(0, 3, max_denominator=10**4),
    st.integers(0, 2),
    st.integers(0, 2),
    st.booleans(),
)
def test_a_truthful_rate_of_a_rounded_amount_is_attainable(
    whole: Fraction, share: Fraction, places: int, finer: int, part: bool
) -> None:
    like = number(printed(Fraction(0), places), WAN)
    known = like.prints((whole * share if part else whole) * WAN.scale)
    rate = number(printed(Fraction(0), finer), PERCENT).prints(100 * share)
    found = attained(known, rate, side="part" if part else "whole", unit=WAN)
    assume(not part or Fraction(rate))  # a share printed as nought is held against the report
    assert found.verdict not in (Verdict.INCONSISTENT, Verdict.TRUNCATED)
