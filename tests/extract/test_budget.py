"""Money lines out of prose and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.extract.extraction import extract
from checker.extract.funding import BudgetLine
from checker.readers.html import read as read_html
from checker.readers.text import read


def lines(text: str) -> list[BudgetLine]:
    return list(extract(read(Path("report.md"), text.encode())).lines)


def told(line: BudgetLine) -> dict[str, str]:
    return {term: figure.number.digits for term, figure in line.cells.items()}


@pytest.mark.parametrize(
    "text, cells",
    [
        (
            "2021年年初部门预算安排1520.33万元，年中追加预算356.20万元，调整后全年预算数1876.53万元。",
            {"initial_budget": "1520.33", "adjustment": "356.20", "budget": "1876.53"},
        ),
        (
            "年初预算15,236.70万元，预算调减420.55万元，调整后预算14,816.15万元。",
            {"initial_budget": "15236.70", "reduction": "420.55", "budget": "14816.15"},
        ),
        (
            "全年预算数12,678,433.20元，全年支出12,345,678.90元，占年度预算的97.38%。",
            {"budget": "12678433.20", "executed": "12345678.90", "execution_rate": "97.38"},
        ),
        (
            "项目预算资金860万元，实际到位资金842.8万元，资金到位率98.00%。",
            {"budget": "860", "received": "842.8", "receipt_rate": "98.00"},
        ),
        (
            "全年预算3,785.00万元，年中根据工作需要追加245.30万元，执行3,720.15万元。",
            {"budget": "3785.00", "adjustment": "245.30", "executed": "3720.15"},
        ),
    ],
)
def test_a_line_of_prose(text: str, cells: dict[str, str]) -> None:
    [line] = lines(text)
    assert (line.kind, told(line)) == ("total", cells)


def test_a_rate_takes_the_budget_of_the_paragraph_before() -> None:
    first, second = lines(
        "1.预算安排情况。年初预算900.00万元，全年预算数1000.00万元。\n\n"
        "2.支出情况。全年实际支出950.00万元，预算执行率95.00%。"
    )
    assert first.explicit
    assert not second.explicit
    assert told(second)["budget"] == "1000.00"


@pytest.mark.parametrize(
    "text",
    [
        "部门预算820.00万元，项目资金210.00万元，实际支出196.00万元，支出率98.00%。",
        "全年预算数820.00万元。\n\n大型设备购置500.00万元，支出率98.00%。",
    ],
)
def test_a_rate_of_something_else_takes_nothing_over(text: str) -> None:
    assert all(
        "budget" not in line.cells or "execution_rate" not in line.cells for line in lines(text)
    )


@pytest.mark.parametrize(
    "text, scope",
    [
        ("2023年全年预算数100.00万元，执行数90.00万元。", ""),
        ("“三公”经费年初预算46.00万元，决算支出38.25万元。", "三公经费"),
        ("截至2023年6月底，全年预算数100.00万元，执行数40.00万元。", "截至期中"),
        ("截至2023年12月31日，全年预算数100.00万元，执行数90.00万元。", ""),
        ("上年预算数100.00万元，执行数90.00万元。", "上年上"),
        ("2.公务接待费情况。全年预算数10.00万元，执行数9.00万元。", "公务接待"),
    ],
)
def test_of_whom_a_line_is(text: str, scope: str) -> None:
    [line] = lines("## 资金情况\n\n" + text)
    assert line.scope == scope


def test_a_functional_item_is_neither_the_whole_nor_a_task() -> None:
    [line] = lines(
        "1.一般公共服务（类）财政事务（款）行政运行（项）。"
        "年初预算为2,010.45万元，支出决算为1,955.30万元，完成年初预算的97.26%。"
    )
    assert line.kind == "other"


def test_one_year_a_line_where_the_header_has_years() -> None:
    table = """| 经费控制情况（单位：万元） | 2021年决算数 | 2022年预算数 | 2022年决算数 |
| --- | --- | --- | --- |
| 三公经费 | 25.60 | 24.00 | 21.35 |
"""
    assert [(line.year, told(line)) for line in lines(table)] == [
        (2021, {"executed": "25.60"}),
        (2022, {"budget": "24.00", "executed": "21.35"}),
    ]


def test_rows_numbered_deeper_stand_under_the_row_before() -> None:
    table = """| 资金类型 | 全年预算 | 全年执行 |
| --- | --- | --- |
| 部门预算总额 | 850.00 | 838.95 |
| 1.基本支出 | 610.00 | 609.95 |
| （1）人员经费 | 528.00 | 528.00 |
| （2）公用经费 | 82.00 | 81.95 |
| 2.项目支出 | 240.00 | 229.00 |
"""
    assert [(line.kind, line.parent) for line in lines(table)] == [
        ("total", ""),
        ("nature", ""),
        ("part", "1.基本支出"),
        ("part", "1.基本支出"),
        ("nature", ""),
    ]


def test_name_and_amount_in_one_cell() -> None:
    table = """| | | 年初预算数 | 全年预算数 | 全年执行数 |
| --- | --- | --- | --- | --- |
| | 年度资金总额 | 1820.50 | 2010.75 | 1978.20 |
| | 其中：基本支出：1203.40 | | | |
| | 项目支出：807.35 | | | |
"""
    natures = [line for line in lines(table) if line.kind == "nature"]
    assert [told(line) for line in natures] == [{"budget": "1203.40"}, {"budget": "807.35"}]


def test_a_rate_that_may_be_a_share_is_left_out() -> None:
    table = """| 资金来源 | 全年预算数 | 全年执行数 | 执行率 |
| --- | --- | --- | --- |
| 合计 | 200.00 | 197.98 | 0.9899 |
"""
    [line] = lines(table)
    assert "execution_rate" not in line.cells


def test_an_amount_in_a_merged_cell_is_one_amount() -> None:
    form = (
        "<table><tr><td>年度预算</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td></tr>"
        "<tr><td>年度资金总额</td><td>80.00</td><td>90.00</td><td>88.00</td></tr>"
        "<tr><td colspan=2>其中：一般公共预算：70.00</td>"
        "<td colspan=2>其中：基本支出：50.00</td></tr>"
        "<tr><td colspan=2>其他资金：20.00</td><td colspan=2>项目支出：38.00</td></tr></table>"
    )
    found = extract(read_html(Path("form.html"), form.encode())).lines
    pairs = [line for line in found if line.kind in ("source", "nature")]
    said = [(line.name, {term: cell.text for term, cell in line.cells.items()}) for line in pairs]
    assert said == [
        ("一般公共预算", {"budget": "70.00"}),
        ("其他资金", {"budget": "20.00"}),
        ("基本支出", {"executed": "50.00"}),
        ("项目支出", {"executed": "38.00"}),
    ]
