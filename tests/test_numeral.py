"""Chinese numerals, against a table of our own and against cn2an where it is installed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.number import Number
from checker.numeral import CHARACTERS, decimal, integer, money, number, percent, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("零", 0),
        ("五", 5),
        ("两", 2),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百五", 150),
        ("一百一十五", 115),
        ("两千三百", 2300),
        ("一千零一十", 1010),
        ("三千五", 3500),
        ("两万三千", 23_000),
        ("两万三", 23_000),
        ("三万零五百", 30_500),
        ("十万", 100_000),
        ("三千五百万", 35_000_000),
        ("一亿二千万", 120_000_000),
        ("三亿五", 350_000_000),
        ("两万亿", 2 * 10**12),
        ("壹仟贰佰叁拾肆", 1234),
        ("二〇二四", 2024),
        ("一九九八", 1998),
    ],
)
def test_integer(text: str, expected: int) -> None:
    assert integer(text) == expected


@pytest.mark.parametrize(
    "text", ["", "三五", "七八", "十十", "百", "千万", "一百零", "一十百", "万", "一万一万", "三个"]
)
def test_what_is_no_well_formed_numeral(text: str) -> None:
    assert integer(text) is None


def test_decimal() -> None:
    assert decimal("七十五点八") == Decimal("75.8")
    assert decimal("零点五零") == Decimal("0.50")
    assert decimal("一百") == 100
    assert decimal("五点") is None
    assert decimal("点五") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百分之九十五", "95"),
        ("百分之九十五点五", "95.5"),
        ("百分之百", "100"),
        ("千分之三", "0.3"),
        ("八成", "80"),
        ("八成五", "85"),
    ],
)
def test_percent(text: str, expected: str) -> None:
    assert percent(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["百分之", "成", "二十成", "百分之多", "建成"])
def test_no_percent(text: str) -> None:
    assert percent(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壹仟贰佰元整", "1200"),
        ("人民币壹万元整", "10000"),
        ("叁拾元伍角", "30.5"),
        ("叁拾元零伍分", "30.05"),
        ("壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"),
        ("贰佰圆正", "200"),
    ],
)
def test_money(text: str, expected: str) -> None:
    assert money(text) == Decimal(expected)


def test_no_money() -> None:
    assert money("壹仟贰佰") is None
    assert money("元整") is None


def test_printed_digits_keep_their_places() -> None:
    assert value("12 345.60") == Decimal("12345.60")
    assert number("1 657.50", value("1 657.50")) == Number("1657.50", Decimal("1657.50"), 2)


@given(st.text(CHARACTERS + "点", max_size=60))
def test_any_run_of_numerals_has_a_value_or_none(text: str) -> None:
    found = decimal(text)
    assert found is None or found >= 0


@given(st.integers(0, 10**12 - 1), st.sampled_from(("low", "up")))
def test_agrees_with_cn2an(number: int, mode: str) -> None:
    cn2an = pytest.importorskip("cn2an")
    assert integer(cn2an.an2cn(number, mode)) == number
