"""Tables of a document, ruled or in plain text, as grids."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.extract.grid import Grid, columns, figure, grids
from checker.readers.text import read

FORM = """| 项目名称 | 设施改造 | | | |
| --- | --- | --- | --- | --- |
| 项目资金（万元） | | 全年预算数 | 全年执行数 | 执行率 |
| | 年度资金总额 | 120.00 | 115.00 | 95.83% |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标 | 改造机构数 | ≥3个 | 3个 | 10 |
"""


def read_grids(text: str, suffix: str = ".md") -> list[Grid]:
    document = read(Path(f"report{suffix}"), text.encode())
    return grids(document)[0]


def texts(grid: Grid) -> list[dict[int, str]]:
    return [{column: span.text for column, span in row.items()} for row in grid.rows]


def test_a_form_is_cut_where_its_columns_change() -> None:
    funding, indicators = read_grids(FORM)
    assert columns(funding, "money", "rates") == {"budget": 2, "executed": 3, "execution_rate": 4}
    assert texts(funding) == [{1: "年度资金总额", 2: "120.00", 3: "115.00", 4: "95.83%"}]
    assert columns(indicators, "indicators")["actual"] == 3
    assert len(indicators.rows) == 1


def test_the_unit_in_a_header_is_the_unit_of_the_table() -> None:
    [funding, _indicators] = read_grids("单位：元\n\n" + FORM)
    amount = figure("report.md", funding, funding.rows[0], 2, "budget")
    assert amount is not None
    assert amount.number.unit is not None
    assert amount.number.unit.name == "万元"


def test_a_score_is_no_amount_of_money() -> None:
    [_funding, indicators] = read_grids("单位：元\n\n" + FORM)
    score = figure("report.md", indicators, indicators.rows[0], 4, "score")
    assert score is not None
    assert score.number.dimension == "score"


def test_a_second_header_row_splits_the_columns_of_the_first() -> None:
    [grid] = read_grids(
        """| 任务名称 | 预算数 | | 执行数 |
| --- | --- | --- | --- |
| | 总额 | 其中：财政拨款 | |
| 社会救助 | 1200.00 | 1000.00 | 1188.50 |
"""
    )
    assert columns(grid, "money") == {"budget": 1, "executed": 3}


def test_a_table_on_its_side_is_turned() -> None:
    [grid] = read_grids(
        """| 项目 | 2021年 | 2022年 |
| --- | --- | --- |
| 预算数（万元） | 1400.00 | 1350.00 |
| 执行数（万元） | 1318.20 | 1290.77 |
| 执行率 | 94.16% | 95.61% |
"""
    )
    assert texts(grid)[1] == {0: "2022年", 1: "1350.00", 2: "1290.77", 3: "95.61%"}
    assert columns(grid, "money", "rates") == {"budget": 1, "executed": 2, "execution_rate": 3}


def test_the_caption_is_the_nearest_line_above() -> None:
    text = "# 部门整体支出绩效自评报告\n\n## 项目支出绩效自评表\n\n项目名称：设施改造\n\n" + FORM
    assert {grid.title for grid in read_grids(text)} == {"项目支出绩效自评表"}


@pytest.mark.parametrize(
    "text, rows",
    [
        pytest.param(
            "预算数 执行数 执行率\n年度资金总额 260.00 254.28 97.80%\n其他资金 0 0 -\n",
            [
                {0: "年度资金总额", 1: "260.00", 2: "254.28", 3: "97.80%"},
                {0: "其他资金", 1: "0", 2: "0", 3: "-"},
            ],
            id="no word above the names",
        ),
        pytest.param(
            "一级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因\n"
            "产出指标 巡检次数 ≥24次 26次 50 50\n"
            "设施完好率 ≥95% 94% 40 39.6 设施老化\n总分 90 89.6\n",
            [
                {0: "产出指标", 1: "巡检次数", 2: "≥24次", 3: "26次", 4: "50", 5: "50"},
                {1: "设施完好率", 2: "≥95%", 3: "94%", 4: "40", 5: "39.6", 6: "设施老化"},
                {0: "总分", 4: "90", 5: "89.6"},
            ],
            id="levels that are told once, reasons and a total",
        ),
        pytest.param(
            "三级指标\n年度指标值\n实际完成值\n得分\n"
            "巡检次数\n≥24次\n26次\n50\n完好率\n≥95%\n96%\n39\n",
            [
                {0: "巡检次数", 1: "≥24次", 2: "26次", 3: "50"},
                {0: "完好率", 1: "≥95%", 2: "96%", 3: "39"},
            ],
            id="a cell a line",
        ),
    ],
)
def test_a_table_in_plain_text(text: str, rows: list[dict[int, str]]) -> None:
    [grid] = read_grids(text, ".txt")
    assert texts(grid) == rows


@pytest.mark.parametrize(
    "text",
    [
        "2023年 预算 与 执行 情况 总体 良好 。\n全年 共 开展 活动 12 场\n",
        "主要任务 年初预期目标 目标完成情况 预期实现值\n一 二 三 四\n",
        "得分\n90\n分值\n100\n",
    ],
)
def test_words_in_a_line_make_no_table(text: str) -> None:
    assert read_grids(text, ".txt") == []


def test_rows_above_the_first_header_are_not_lost() -> None:
    basic = """| 财政供养人员 | 编制数 | 在职人数 | 控制率 |
| --- | --- | --- | --- |
| 联系电话 | 12345678 | | |
| 人数 | 86 | 82 | 95.35% |
| 经费 | 2023年预算数 | 2023年决算数 | 备注 |
| 公用经费 | 90.00 | 88.47 | |
"""
    above, money = read_grids(basic)
    names, whom, people = texts(above)
    assert names[3] == "控制率"
    assert people[3] == "95.35%"
    assert whom == {0: "联系电话"}  # a telephone number is no figure
    assert not any(above.header)
    assert columns(money, "money") == {"budget": 1, "executed": 2}
