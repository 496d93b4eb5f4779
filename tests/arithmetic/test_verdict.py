"""Verdicts: what the printed digits bear out, and what no reading of them does."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.arithmetic.expression import (
    Constant,
    Expression,
    Ratio,
    difference,
    exact,
    growth,
    percent,
    total,
)
from checker.arithmetic.relation import Comparison, Reason, Relation
from checker.arithmetic.verdict import Verdict, holds, judge
from checker.figure import Figure
from checker.number import Approximation, Unit, printed
from tests.arithmetic.prints import (
    CASE,
    ITEM,
    PERCENT,
    PIECE,
    POINT,
    SCORE,
    WAN,
    YI,
    YUAN,
    equal,
    figure,
    verdict,
)

CONSISTENT, ROUNDED = Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING
TRUNCATED, WRONG = Verdict.TRUNCATED, Verdict.INCONSISTENT
SAME, AT_MOST, AT_LEAST = Comparison.SAME, Comparison.AT_MOST, Comparison.AT_LEAST
LESS, MORE = Comparison.LESS, Comparison.MORE
ABOUT, ABOVE, NEARLY = Approximation.ABOUT, Approximation.ABOVE, Approximation.NEARLY
OVER, UNDER = Approximation.OVER, Approximation.UNDER


def amounts(*texts: str, unit: Unit = WAN) -> list[Figure]:
    return [figure(text, unit) for text in texts]


@pytest.mark.parametrize(
    ("part", "whole", "rate", "expected"),
    [
        ("4487.07", "5088.48", "88.18", CONSISTENT),
        ("3685.76", "4273.07", "87.96", WRONG),
        ("6708", "7143.45", "93", TRUNCATED),
        ("9746.50", "9759.38", "99.86", TRUNCATED),
        ("5.0", "7.0", "72", ROUNDED),
    ],
)
def test_rates(part: str, whole: str, rate: str, expected: Verdict) -> None:
    a, b = amounts(part, whole)
    assert verdict(figure(rate, PERCENT), percent(a, b)) is expected


def test_counts_leave_nothing_to_rounding() -> None:
    register = difference(figure("1841", ITEM), figure("48", ITEM))
    assert verdict(figure("102.67", PERCENT), percent(figure("1841", ITEM), register)) is TRUNCATED
    assert verdict(figure("12", ITEM), total(amounts("5", "6", unit=ITEM))) is WRONG
    assert verdict(figure("12", WAN), total(amounts("5", "6"))) is ROUNDED
    scores = total(amounts("18", "20", "9.5", unit=SCORE))
    assert verdict(figure("48.5", SCORE), scores) is WRONG
    assert verdict(figure("47.5", SCORE), scores) is CONSISTENT


def test_a_tie_may_have_been_rounded_either_way() -> None:
    half = percent(figure("1", ITEM), figure("8", ITEM))
    assert verdict(figure("13", PERCENT), half) is CONSISTENT
    assert verdict(figure("12", PERCENT), half) is ROUNDED


def test_sums_are_rounded_to_the_places_of_the_total() -> None:
    parts = total(amounts("754.75", "236.63", "3832.36", "4461.67", "461.08"))
    assert verdict(figure("9746.50", WAN), parts) is ROUNDED
    assert verdict(figure("9746.49", WAN), parts) is CONSISTENT
    assert verdict(figure("9746.58", WAN), parts) is WRONG
    assert verdict(figure("0.97", YI), parts) is CONSISTENT
    assert verdict(figure("97464900", YUAN), parts) is CONSISTENT


def test_the_judgement_says_what_was_worked_out() -> None:
    a, b = amounts("3685.76", "4273.07")
    stated = figure("87.96", PERCENT)
    found = judge(equal(stated, percent(a, b)))
    assert found.reading == percent(a, b)
    assert found.value == 100 * Fraction("3685.76") / Fraction("4273.07")
    assert found.printed == "86.26"
    assert found.low == 100 * Fraction("3685.755") / Fraction("4273.075")
    assert found.high == 100 * Fraction("3685.765") / Fraction("4273.065")
    assert found.tried == ((percent(a, b), found.value),)
    assert found.reason is None


def test_any_lawful_reading_will_do() -> None:
    executed, initial, budget = amounts("80", "100", "160")
    on_initial, on_budget = percent(executed, initial), percent(executed, budget)
    found = judge(equal(figure("50.00", PERCENT), on_initial, on_budget))
    assert (found.verdict, found.reading) == (CONSISTENT, on_budget)
    assert [value for _reading, value in found.tried] == [80, 50]
    first = judge(equal(figure("50.00", PERCENT), on_budget, percent(executed, budget)))
    assert first.reading is on_budget
    nearest = judge(equal(figure("61.00", PERCENT), on_initial, on_budget))
    assert (nearest.verdict, nearest.reading, nearest.printed) == (WRONG, on_budget, "50.00")


def test_what_cannot_be_assessed_says_why() -> None:
    stated, nought = figure("0", PERCENT), figure("0", WAN)
    rate = percent(figure("5", WAN), nought)
    missing = judge(Relation("ratio", stated, ()))
    assert (missing.verdict, missing.reason) == (Verdict.UNASSESSABLE, Reason.MISSING)
    listed = judge(Relation("sum", stated, (rate,), reason=Reason.OPEN_LIST))
    assert (listed.verdict, listed.reason) == (Verdict.UNASSESSABLE, Reason.OPEN_LIST)
    assert not holds(Relation("sum", nought, (nought,), reason=Reason.OPEN_LIST))
    based = judge(equal(stated, rate))
    assert (based.verdict, based.reason, based.tried) == (
        Verdict.UNASSESSABLE,
        Reason.ZERO_BASE,
        ((rate, None),),
    )
    other = percent(figure("0", WAN), figure("5", WAN))
    assert judge(equal(stated, rate, other)).reading == other


@pytest.mark.parametrize(
    ("stated", "parts", "fits"),
    [
        (WAN, (WAN, YI), True),
        (WAN, (WAN, ITEM), False),
        (ITEM, (CASE, PIECE), True),
        (ITEM, (WAN, WAN), False),
        (None, (WAN, YI), True),
        (None, (WAN, CASE), False),
        (WAN, (None, None), True),
        (POINT, (PERCENT, PERCENT), True),
        (SCORE, (CASE, CASE), False),
    ],
)
def test_money_is_not_compared_with_things(
    stated: Unit | None, parts: tuple[Unit | None, ...], fits: bool
) -> None:
    found = judge(equal(figure("3", stated), total(figure("1", unit) for unit in parts)))
    assert (found.reason is Reason.UNITS_DIFFER) is not fits


def test_units_of_a_rate() -> None:
    money, things = figure("3", WAN), figure("4", ITEM)
    assert judge(equal(figure("75", PERCENT), percent(money, things))).reason is Reason.UNITS_DIFFER
    assert judge(equal(figure("75", WAN), percent(money, money))).reason is Reason.UNITS_DIFFER
    each = Ratio(money, things, Fraction(1))
    assert verdict(figure("0.75", WAN), each) is CONSISTENT
    grown = difference(figure("98.2", PERCENT), figure("96.2", PERCENT))
    assert verdict(figure("2.0", POINT), grown) is CONSISTENT


def test_approximate_words_around_the_stated_figure() -> None:
    parts = total(amounts("70", "67", unit=ITEM))
    for word, expected in ((ABOVE, CONSISTENT), (ABOUT, WRONG), (OVER, CONSISTENT), (UNDER, WRONG)):
        assert verdict(figure("130", ITEM, word), parts) is expected
    assert verdict(figure("140", ITEM, NEARLY), parts) is CONSISTENT
    assert verdict(figure("137", ITEM), total([figure("130", ITEM, ABOVE)])) is ROUNDED
    about = total([figure("66", ITEM, ABOVE), figure("65", ITEM)])
    assert verdict(figure("140", ITEM, ABOUT), about) is ROUNDED or exact(about) == 131
    assert verdict(figure("150", ITEM, ABOUT), about) is WRONG


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("29380", WAN), ("2.94", YI), CONSISTENT),
        (("29380", WAN), ("2.93", YI), TRUNCATED),
        (("29380", WAN), ("2.95", YI), WRONG),
        (("881.59", WAN), ("881.6", WAN), CONSISTENT),
        (("881.59", WAN), ("881.60", WAN), ROUNDED),
        (("881.59", WAN), ("881.61", WAN), WRONG),
        (("2.45", WAN), ("2.4", WAN), ROUNDED),  # 2.449 was rounded twice
        (("98.5", PERCENT), ("98.6", PERCENT), WRONG),
        (("48.5", SCORE), ("48.6", SCORE), WRONG),
        (("13", ITEM), ("14", ITEM), WRONG),
        (("13", WAN), ("14", WAN), WRONG),
        (("13", CASE), ("13", PIECE), CONSISTENT),
    ],
)
def test_restated(a: tuple[str, Unit], b: tuple[str, Unit], expected: Verdict) -> None:
    assert verdict(figure(*a), figure(*b), comparison=SAME) is expected
    assert verdict(figure(*b), figure(*a), comparison=SAME) is expected


def test_restated_in_approximate_words() -> None:
    assert verdict(figure("130", ITEM, ABOVE), figure("137", ITEM), comparison=SAME) is CONSISTENT
    assert verdict(figure("130", ITEM, ABOVE), figure("150", ITEM), comparison=SAME) is WRONG
    about = figure("3", YI, ABOUT)
    assert verdict(figure("29380", WAN), about, comparison=SAME) is CONSISTENT


def test_restated_as_a_sum() -> None:
    assert verdict(figure("3", ITEM), total(amounts("1", "2", unit=ITEM)), comparison=SAME) is (
        CONSISTENT
    )


@pytest.mark.parametrize(
    ("comparison", "stated", "limit", "expected"),
    [
        (AT_MOST, "10", "12", CONSISTENT),
        (AT_MOST, "12", "12", CONSISTENT),
        (AT_MOST, "13", "12", WRONG),
        (AT_LEAST, "12", "12", CONSISTENT),
        (AT_LEAST, "11", "12", WRONG),
        (LESS, "11", "12", CONSISTENT),
        (LESS, "12", "12", WRONG),
        (MORE, "12", "12", WRONG),
        (MORE, "13", "12", CONSISTENT),
    ],
)
def test_limits_on_counts(
    comparison: Comparison, stated: str, limit: str, expected: Verdict
) -> None:
    sides = figure(stated, ITEM), figure(limit, ITEM)
    assert verdict(sides[0], sides[1], comparison=comparison) is expected
    constant = Constant(Fraction(limit))
    assert verdict(sides[0], constant, comparison=comparison) is expected


def test_limits_on_amounts_leave_the_rounding() -> None:
    part, whole = figure("881.60", WAN), figure("881.59", WAN)
    assert verdict(part, whole, comparison=AT_MOST) is ROUNDED
    assert verdict(whole, part, comparison=AT_LEAST) is ROUNDED
    assert verdict(figure("881.61", WAN), whole, comparison=AT_MOST) is WRONG
    assert verdict(part, whole, comparison=LESS) is WRONG
    assert verdict(whole, figure("881.59", WAN), comparison=MORE) is WRONG


def test_a_target_is_set_and_not_measured() -> None:
    actual, target = figure("94", PERCENT), figure("95", PERCENT)
    assert verdict(actual, target, comparison=AT_LEAST, kind="target") is WRONG
    assert verdict(actual, target, comparison=AT_LEAST, kind="subset") is ROUNDED
    finer = figure("94.4", PERCENT)
    assert verdict(actual, finer, comparison=AT_LEAST, kind="target") is ROUNDED


def test_limits_in_approximate_words() -> None:
    target = figure("95", PERCENT)
    assert verdict(figure("95", PERCENT, OVER), target, comparison=MORE) is CONSISTENT
    assert verdict(figure("90", PERCENT, OVER), target, comparison=AT_LEAST) is CONSISTENT
    assert verdict(figure("90", PERCENT, UNDER), target, comparison=AT_LEAST) is WRONG
    assert verdict(figure("90", PERCENT, UNDER), target, comparison=LESS) is CONSISTENT
    assert verdict(figure("140", ITEM, ABOVE), figure("139", ITEM), comparison=AT_MOST) is WRONG
    assert verdict(figure("130", ITEM, ABOVE), figure("148", ITEM), comparison=AT_MOST) is (
        CONSISTENT
    )


units = st.sampled_from([YUAN, WAN, YI])
places = st.integers(0, 3)
truths = st.fractions(0, 10**9, max_denominator=1000)


def truthful(value: Fraction, unit: Unit, to: int) -> Figure:
    """``value`` (base units) printed in ``unit``, rounded half up."""
    text = printed(value / unit.scale, to)
    assume(text != "0" or not value)  # a bare 0 says that there is none
    return figure(text, unit)


@st.composite
def reports(draw: st.DrawFn) -> Relation:
    """One relation that holds in truth, every figure of it rounded on its own."""
    values = draw(st.lists(truths, min_size=2, max_size=6))
    parts: list[Expression] = [truthful(v, draw(units), draw(places)) for v in values]
    a, b = values[:2]
    match draw(st.sampled_from(["sum", "difference", "ratio", "growth", "same", "limit"])):
        case "sum":
            stated = truthful(sum(values, Fraction(0)), draw(units), draw(places))
            return equal(stated, total(parts), kind="sum")
        case "difference":
            stated = truthful(a - b, draw(units), draw(places))
            return equal(stated, difference(parts[0], parts[1]), kind="difference")
        case "ratio":
            assume(b)
            stated = truthful(100 * a / b, PERCENT, draw(places))
            return equal(stated, percent(parts[0], parts[1]))
        case "growth":
            assume(b)
            stated = truthful(100 * (a - b) / b, PERCENT, draw(places))
            return equal(stated, growth(parts[0], parts[1]), kind="growth")
        case "same":
            stated = truthful(a, draw(units), draw(places))
            return Relation("same", stated, (parts[0],), Comparison.SAME)
    stated = truthful(min(a, b), draw(units), draw(places))
    limit = parts[0] if a >= b else parts[1]
    return Relation("subset", stated, (limit,), Comparison.AT_MOST)


@settings(max_examples=400, deadline=None)
@given(reports())
def test_a_truthful_report_is_never_wrong(relation: Relation) -> None:
    found = judge(relation)
    assert found.verdict not in (WRONG, TRUNCATED)
    assert holds(relation) == (found.verdict in (CONSISTENT, ROUNDED))
