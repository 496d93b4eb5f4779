"""The shares of all the parts make 100 %."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.arithmetic.verdict import Verdict, judge
from checker.figure import Figure, Place
from checker.number import Number
from checker.relations import make
from checker.units import unit


def share(text: str, column: int) -> Figure:
    places = len(text.partition(".")[2])
    return Figure(Place("a", 1, column, column + 1), Number(text, Decimal(text), places, unit("%")))


def verdict(first: str, *others: str) -> Verdict | None:
    kind = make("expect_shares_to_make_whole", {"share": "stated", "shares": "parts"})
    parts = tuple(share(text, at) for at, text in enumerate(others, 1))
    row = {"id": "r", "stated": share(first, 0), "parts": parts}
    found = list(kind.relations([row], {}))
    return judge(found[0][1]).verdict if found else None


@pytest.mark.parametrize(
    "shares, expected",
    [
        (("60.00", "40.00"), Verdict.CONSISTENT),
        (("33.34", "33.33", "33.33"), Verdict.CONSISTENT),
        (("33.33", "33.33", "33.33"), Verdict.WITHIN_ROUNDING),
        (("60.00", "45.00"), Verdict.INCONSISTENT),
        (("100.00",), None),
    ],
)
def test_shares(shares: tuple[str, ...], expected: Verdict | None) -> None:
    assert verdict(*shares) is expected
