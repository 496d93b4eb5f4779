"""Slips: what one wrong digit broke, one slip explains; what is far apart, none does."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from checker.arithmetic.expression import percent, total
from checker.arithmetic.relation import Relation
from checker.arithmetic.slip import one_slip_away
from checker.arithmetic.verdict import holds
from checker.number import printed
from tests.arithmetic.prints import PERCENT, WAN, figure


def changed(text: str, at: int, digit: str) -> str:
    places = [n for n, ch in enumerate(text) if ch.isdigit()]
    n = places[at % len(places)]
    return text[:n] + digit + text[n + 1 :]


amounts = st.integers(1000, 10**7).map(lambda cents: f"{cents / 100:.2f}")


@given(st.lists(amounts, min_size=2, max_size=5), st.integers(0, 99), st.sampled_from("0123456789"))
def test_a_wrong_digit_of_a_part_is_a_slip(parts: list[str], at: int, digit: str) -> None:
    figures = [figure(text, WAN) for text in parts]
    added = figure(printed(sum(f.number.exact for f in figures) / WAN.scale, 2), WAN)
    wrong = figure(changed(parts[0], at, digit), WAN)
    assume(wrong.number.digits != parts[0])
    relation = Relation("sum", added, (total((wrong, *figures[1:])),))
    assert holds(relation) or one_slip_away(relation)


@given(amounts, amounts, st.integers(0, 99), st.sampled_from("123456789"))
def test_a_wrong_digit_of_a_rate_is_a_slip(a: str, b: str, at: int, digit: str) -> None:
    part, whole = figure(a, WAN), figure(b, WAN)
    right = printed(part.number.exact / whole.number.exact * 100, 2)
    rate = figure(changed(right, at, digit), PERCENT)
    relation = Relation("ratio", rate, (percent(part, whole),))
    assert holds(relation) or one_slip_away(relation)


def test_what_is_far_apart_is_none() -> None:
    rate = figure("92.71", PERCENT)
    part, whole = figure("36.4", WAN), figure("1985.2", WAN)
    assert not one_slip_away(Relation("ratio", rate, (percent(part, whole),)))
