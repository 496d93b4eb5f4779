"""The unit table: names, scales, and where a unit ends and a word begins."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from checker.units import COUNTERS, MAGNITUDES, MEASURES, pattern, unit

UNIT = re.compile(pattern())


@pytest.mark.parametrize(
    ("name", "dimension", "scale", "whole"),
    [
        ("元", "money", 1, False),
        ("万元", "money", 10_000, False),
        ("万 元", "money", 10_000, False),
        ("百万元", "money", 10**6, False),
        ("亿元", "money", 10**8, False),
        ("%", "percent", 1, False),
        ("‰", "percent", Fraction(1, 10), False),
        ("个百分点", "point", 1, False),
        ("百分点", "point", 1, False),
        ("分", "score", 1, False),
        ("分钟", "time", Fraction(1, 60), False),
        ("小时", "time", 1, False),
        ("平方米", "area", 1, False),
        ("万平方米", "area", 10_000, False),
        ("㎡", "area", 1, False),
        ("公顷", "area", 10_000, False),
        ("亩", "area", Fraction(2000, 3), False),
        ("平方公里", "area", 10**6, False),
        ("吨", "mass", 1, False),
        ("千克", "mass", Fraction(1, 1000), False),
        ("公里", "length", 1000, False),
        ("户", "户", 1, True),
        ("万人次", "人次", 10_000, True),
        ("千户", "户", 1000, True),
        ("个月", "个月", 1, True),
        ("万", "", 10_000, True),
        ("亿", "", 10**8, True),
    ],
)
def test_unit(name: str, dimension: str, scale: Fraction | int, whole: bool) -> None:
    found = unit(name)
    assert found is not None
    assert (found.dimension, found.scale, found.whole) == (dimension, scale, whole)
    assert found.name == name.replace(" ", "")


@pytest.mark.parametrize("printed", ["m²", "m2", "m^2", "m<sup>2</sup>"])
def test_one_name_for_each_way_to_print_a_power(printed: str) -> None:
    plain, scaled = unit(printed), unit(f"万{printed}")
    assert plain is not None
    assert scaled is not None
    assert (plain.name, scaled.name, scaled.scale) == ("m²", "万m²", 10_000)


def test_a_unit_per_another() -> None:
    found = unit("万元/平方公里")
    assert found is not None
    assert (found.dimension, found.scale) == ("money/area", Fraction(1, 100))
    assert unit("元/某") is None


@pytest.mark.parametrize("name", ["", "预算", "万%", "个别", "十", "/", "元/"])
def test_not_a_unit(name: str) -> None:
    assert unit(name) is None


@pytest.mark.parametrize("name", [*MEASURES, *COUNTERS])
def test_every_unit_is_found_by_the_pattern_alone_and_scaled(name: str) -> None:
    found = UNIT.fullmatch(name)
    assert found is not None
    if unit(name) != unit("%") and MEASURES.get(name, ("",))[0] not in ("percent", "point"):
        scaled = unit(f"万{name}")
        base = unit(name)
        assert scaled is not None
        assert base is not None
        assert scaled.scale == 10_000 * base.scale
        assert UNIT.fullmatch(f"万{name}")


@pytest.mark.parametrize("name", MAGNITUDES)
def test_every_magnitude_stands_before_a_unit(name: str) -> None:
    found = unit(f"{name}元")
    assert found is not None
    assert found.scale == MAGNITUDES[name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("个别社区", None),
        ("个案例", "个"),
        ("人大代表", None),
        ("分别为", None),
        ("分类点", None),
        ("分钟车程", "分钟"),
        ("项目标", "项"),
        ("项目", None),
        ("家庭", None),
        ("家长者饭堂", "家"),
        ("个百分点", "个百分点"),
        ("人次数", "人"),
        ("万余人", "万余人"),
        ("亿多元", "亿多元"),
        ("万达广场", None),
        ("mm", "mm"),
        ("main", None),
        ("千瓦时", "千瓦时"),
        ("元/人·月", "元/人"),
    ],
)
def test_a_unit_ends_where_a_word_begins(text: str, found: str | None) -> None:
    match = UNIT.match(text)
    assert (match[0] if match else None) == found
