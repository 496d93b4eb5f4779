"""Number formats: what a cell shows of its value."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.numberformat import general, moment, number, text

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    "value, code, shown",
    [
        (0.8818, "0.00%", "88.18%"),
        (0.881809499103858, "General", "0.881809499103858"),
        (0.1 + 0.2, "General", "0.3"),
        (97.2, "0.00", "97.20"),
        (97.2, "0.0_ ", "97.2"),
        (1.005, "0.00", "1.01"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-1234.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-1,234.50"),
        (-5, "0.00;[Red]0.00", "-5.00"),
        (-50, "0.00_);(0.00)", "(50.00)"),
        (-0.001, "0.00", "0.00"),
        (0, ACCOUNTING, "-"),
        (97.5, ACCOUNTING, "97.50"),
        (12345, '0!.0,"万"', "1.2万"),
        (123456789, '0"."0000', "12345.6789"),
        (2286000, "#,##0.00,", "2,286.00"),
        (50, '[>=10000]0.00,"千";0.00', "50.00"),
        (120000, '[>=10000]0.00,"千";0.00', "120.00千"),
        (95, '"≥"0"%"', "≥95%"),
        (12.5, "[$¥-804]#,##0.00", "¥12.50"),
        (12.5, 'General"万元"', "12.5万元"),
        (12, "0,000", "0,012"),
        (0.5, "#.00", "0.50"),
        (5, "0.##", "5"),
        (0, "#", ""),
        (15, ";;;", ""),
        (12.5, "0.00E+00", "12.5"),
        (1e300, "0.00", "1E+300"),
        (3, "", "3"),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert number(value, code) == shown


@pytest.mark.parametrize(
    "code, shown",
    [
        ("yyyy/m/d", "2024/5/1"),
        ('[$-804]yyyy"年"m"月"d"日"', "2024年5月1日"),
        ("yyyy-mm-dd hh:mm:ss", "2024-05-01 14:05:09"),
        ('上午/下午h"时"mm"分"', "下午2时05分"),
        ("aaaa", "星期三"),
    ],
)
def test_moments(code: str, shown: str) -> None:
    assert moment(datetime(2024, 5, 1, 14, 5, 9), code) == shown


def test_spans_of_time_and_texts() -> None:
    assert moment(timedelta(hours=30, minutes=4), "[h]:mm") == "30:04"
    assert text("财政所", '0;0;0;"部门："@') == "部门：财政所"
    assert text("97.20", "0.0") == "97.20"


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_format_rounds_half_up_at_its_places(mantissa: int, places: int) -> None:
    value = Decimal(mantissa).scaleb(-4)
    code = "0" + ("." + "0" * places if places else "")
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert Decimal(number(value, code)) == expected
    assert number(value, "#,##0.00").replace(",", "") == number(value, "0.00")
    assert Decimal(general(float(value))) == value


def test_what_floats_leave_behind_is_not_shown() -> None:
    assert general(7218 - 7179.13) == "38.87"
    assert general(0.1 + 0.7) == "0.8"
    assert general(123456789.12) == "123456789.12"
    assert general(1 / 3) == "0.333333333333333"
