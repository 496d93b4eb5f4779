"""Indicators out of tables: targets, values, weights, and what they add up to."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.extract.extraction import extract
from checker.extract.indicator import Indicator
from checker.extract.target import comparator
from checker.readers.text import read

HEAD = "| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n| --- | --- | --- | --- | --- |\n"


def indicators(text: str) -> list[Indicator]:
    return list(extract(read(Path("report.md"), text.encode())).indicators)


@pytest.mark.parametrize(
    "text, sign",
    [
        ("≥95%", ">="),
        ("不低于98%", ">="),
        ("大于等于6次", ">="),
        ("达到95%以上", ">="),
        ("控制在50万元以内", "<="),
        ("不超过3个工作日", "<="),
        ("30天内", "<="),
        ("小于5%", "<"),
        ("12场", ""),
        ("明显改善", ""),
    ],
)
def test_the_sign_of_a_target(text: str, sign: str) -> None:
    assert comparator(text) == sign


@pytest.mark.parametrize(
    "row, target, actual, sign",
    [
        ("| 成本 | 控制在50万元以内 | 48.6万元 | 8 | 8 |", "50", "48.6", "<="),
        ("| 时限压缩 | 压缩50%以上 | 62% | 8 | 8 |", "50", "62", ">="),
        ("| 人均成本 | 300元/人 | 286元/人 | 8 | 8 |", "300", "286", "<="),
        ("| 成本节约率 | 5% | 6% | 8 | 8 |", "5", "6", ""),
        ("| 办理时限 | 30天 | 28天 | 8 | 8 |", "30", "28", "<="),
        ("| 满意度 | 85%-90% | 92% | 8 | 8 |", None, "92", ""),
        ("| 展演 | 12场左右 | 11场 | 8 | 8 |", None, "11", ""),
        ("| 完成时间 | 2022年12月底前 | 2022年12月 | 8 | 8 |", None, None, ""),
        ("| 完成率 | 100% | 0.98 | 8 | 8 |", "100", None, ""),
    ],
)
def test_a_row(row: str, target: str | None, actual: str | None, sign: str) -> None:
    [found] = indicators(HEAD + row)
    digits = [one.number.digits if one else None for one in (found.target, found.actual)]
    assert (*digits, found.comparator) == (target, actual, sign)


def test_a_value_without_a_unit_is_in_the_targets() -> None:
    [found] = indicators(HEAD + "| 帮扶资金 | ≥100万元 | 120 | 8 | 8 |")
    assert found.actual is not None
    assert found.actual.number.dimension == "money"


def test_sign_and_unit_in_columns_of_their_own() -> None:
    [found] = indicators(
        "| 指标名称 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 权重 | 得分 |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| 抽检成本 | ≤ | 180 | 万元 | 176.5 | 10 | 10 |\n"
    )
    assert found.comparator == "<="
    assert found.target is not None
    assert found.target.number.unit is not None
    assert found.target.number.unit.name == "万元"


def test_the_name_is_the_innermost_level() -> None:
    [found] = indicators(
        "| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| 绩效指标 | 产出指标 | 数量指标 | 培训场次 | 12场 | 12场 |\n"
    )
    assert found.name == "培训场次"


def test_two_forms_are_two_groups() -> None:
    form = HEAD + "| 场次 | 12场 | 12场 | 100 | 99 |\n| 总分 | | | 100 | 99 |\n"
    found = indicators(f"{form}\n## 附表二\n\n{form}")
    assert [(one.role, one.group) for one in found] == [
        ("indicator", "form0"),
        ("total", "form0"),
        ("indicator", "form1"),
        ("total", "form1"),
    ]


def test_tables_without_a_total_belong_to_the_next_one_if_they_add_up() -> None:
    first = HEAD + "| 场次 | 12场 | 12场 | 40 | 40 |\n"
    found = indicators(
        f"{first}\n目标二\n\n{HEAD}| 人数 | 9人 | 9人 | 60 | 60 |\n| 总分 | | | 100 | 100 |"
    )
    assert {one.group for one in found} == {"form0"}
    alone = indicators(
        f"{first}\n目标二\n\n{HEAD}| 人数 | 9人 | 9人 | 100 | 99 |\n| 总分 | | | 100 | 99 |"
    )
    assert [one.group for one in alone] == ["form0-", "form0", "form0"]


def test_a_mark_repeated_down_a_merged_cell_opens_one_level() -> None:
    found = indicators(
        "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 产出指标（50分） | 场次 | 12场 | 12场 | 30 |\n"
        "| 产出指标（50分） | 人数 | 9人 | 9人 | 20 |\n"
    )
    assert [one.role for one in found] == ["subtotal", "indicator", "indicator"]
    assert len({one.level for one in found}) == 1
