"""Keystrokes: which slip of the hand lies between two numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.arithmetic.keystroke import Keystroke, keystroke, variants

prints = st.decimals(0, 99_999, places=2).map(str) | st.integers(0, 99_999).map(str)


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        ("88.18", "81.88", Keystroke.TRANSPOSED),
        ("63", "36.00", Keystroke.TRANSPOSED),
        ("12.5", "125", Keystroke.SHIFTED),
        ("0.05", "0.5", Keystroke.SHIFTED),
        ("29380", "2.938", Keystroke.UNIT),
        ("2.938", "29380", Keystroke.UNIT),
        ("446", "4486", Keystroke.DROPPED),
        ("815.1", "815.41", Keystroke.DROPPED),
        ("100", "1000", Keystroke.DROPPED),
        ("4486.00", "44486", Keystroke.DROPPED),
        ("4466.5", "466.5", Keystroke.DOUBLED),
        ("815.44", "815.4", Keystroke.DOUBLED),
        ("7143.45", "7043.45", Keystroke.DIGIT),
        ("-5.20", "-5.30", Keystroke.DIGIT),
        ("6708", "6618.22", None),
        ("97.20", "97.2", None),
        ("6708", "6708.2", None),  # a finer print, not a slip
        ("0", "15", None),
    ],
)
def test_slips(printed: str, right: str, slip: Keystroke | None) -> None:
    assert keystroke(printed, right) is slip


@given(prints)
def test_variants_are_other_numbers_each_once(printed: str) -> None:
    found = list(variants(printed).values())
    values = [Decimal(text) for text, _slip in found]
    assert Decimal(printed) not in values
    assert len(set(values)) == len(values)
    assert all(keystroke(printed, text) is slip for text, slip in found)


@given(prints, st.data())
def test_every_wrong_digit_is_known(printed: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, c in enumerate(printed) if c.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789"))
    wrong = printed[:at] + digit + printed[at + 1 :]
    assert (keystroke(wrong, printed) is None) == (digit == printed[at])
