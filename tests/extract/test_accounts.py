"""Account tables: forms by their titles, columns by their header, lines by code and number."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import readers
from checker.extract.accounts import form
from checker.extract.accounts.table import accounts
from checker.pipeline import Options, check


@pytest.mark.parametrize(
    ("title", "kind", "funds", "stage"),
    [
        ("收入支出决算总表", "summary", "all", "final"),
        ("2025年部门财务收支预算总表", "summary", "all", "budget"),
        ("表一：部门收支总体情况表", "summary", "all", "budget"),
        ("收入决算表（公开02表）", "income", "all", "final"),
        ("三、支出决算表", "expenditure", "all", "final"),
        ("财政拨款收入支出决算总表", "summary", "fiscal", "final"),
        ("部门财政拨款收支预算总表", "summary", "fiscal", "budget"),
        ("一般公共预算财政拨款支出决算表", "expenditure", "general", "final"),
        ("2025年部门一般公共预算支出功能分类预算表", "expenditure", "general", "budget"),
        ("一般公共预算财政拨款基本支出决算表", "basic", "general", "final"),
        ("财政拨款“三公”经费支出决算表", "three_public", "three_public", "final"),
        ("政府性基金预算财政拨款收入支出决算表", "expenditure", "fund", "final"),
        ("国有资本经营预算财政拨款支出决算表", "expenditure", "capital", "final"),
    ],
)
def test_a_title_tells_the_form(title, kind, funds, stage):
    told = form.form([title], "budget")
    assert told is not None
    assert (told.kind, told.funds, told.stage) == (kind, funds, stage)


@pytest.mark.parametrize(
    "title",
    [
        "部门整体支出绩效自评表",
        "预算执行情况表",
        "财政收支情况",
        "项目支出绩效目标表",
        "政府采购预算表",
        "收入决算情况说明",
        "本表反映部门本年度取得的各项收入情况",
    ],
)
def test_a_title_of_something_else(title):
    assert form.form([title], "budget") is None


@pytest.fixture
def read(tmp_path):
    def from_html(body):
        file = tmp_path / "r.html"
        page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'
        file.write_text(page, encoding="utf-8")
        return accounts(readers.read(file), "final")

    return from_html


def table(*rows):
    """Rows of cells parted by |; 合计*2x3 spans two columns and three rows."""
    html = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            text, _, span = cell.strip().partition("*")
            columns, _, deep = span.partition("x")
            cells.append(f'<td colspan="{columns or 1}" rowspan="{deep or 1}">{text}</td>')
        html.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(html)}</table>"


def cells(account):
    return [(a.line.key, a.line.above, a.column.term, a.figure.text) for a in account.amounts]


def test_a_header_of_two_rows_with_three_columns_of_codes(read):
    [one] = read(
        "<p>一般公共预算财政拨款支出决算表</p>"
        + table(
            "项目*4 | 本年支出*3",
            "功能分类科目编码*3 | 科目名称 | 小计 | 基本支出 | 项目支出",
            "类 | 款 | 项 | 栏次 | 1 | 2 | 3",
            "合计*4 | 9.00 | 4.00 | 5.00",
            "205*3 | 教育支出 | 9.00 | 4.00 | 5.00",
            "20502*3 | 普通教育 | 9.00 | 4.00 | 5.00",
        )
    )
    assert cells(one)[:3] == [
        ("total", "", "expenditure", "9.00"),
        ("total", "", "basic", "4.00"),
        ("total", "", "project", "5.00"),
    ]
    assert [a.line.above for a in one.amounts[3::3]] == ["total", "205"]
    assert {a.column.within for a in one.amounts if a.column.term != "expenditure"} == {
        one.amounts[0].column.key
    }


def test_codes_in_their_own_columns_are_no_numbers_of_columns(read):
    [one] = read(
        "<p>部门支出预算总表</p>"
        + table(
            "类 | 款 | 项 | 科目名称 | 合计",
            "221 | | | 住房保障支出 | 3.00",
            "221 | 02 | | 住房改革支出 | 3.00",
            "221 | 02 | 03 | 购房补贴 | 3.00",
        )
    )
    assert [(key, above) for key, above, _term, _text in cells(one)] == [
        ("221", "total"),
        ("22102", "221"),
        ("2210203", "22102"),
    ]


def test_halves_under_budgeted_and_spent(read):
    [one] = read(
        "<p>财政拨款“三公”经费支出决算表</p>"
        + table(
            "预算数*4 | 决算数*4",
            "合计*1x2 | 公务用车购置及运行维护费*3 | 合计*1x2 | 公务用车购置及运行维护费*3",
            " | ".join(["小计", "公务用车购置费", "公务用车运行维护费"] * 2),
            "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
            "9.00 | 9.00 | 2.00 | 7.00 | 8.00 | 8.00 | 2.00 | 6.00",
        )
    )
    terms = ["total", "vehicles", "purchase", "running"]
    assert [(a.column.stage, a.column.term) for a in one.amounts] == [
        (stage, term) for stage in ("budget", "final") for term in terms
    ]
    whole, vehicles, *_rest = [a.column.key for a in one.amounts]
    assert [a.column.within for a in one.amounts][:4] == ["", whole, vehicles, vehicles]


def test_three_halves_are_one_list(read):
    [one] = read(
        "<p>一般公共预算财政拨款基本支出决算表</p>"
        + table(
            "人员经费*3 | 公用经费*6",
            " | ".join(["科目编码", "科目名称", "决算数"] * 3),
            "301 | 工资福利支出 | 8.00 | 302 | 商品和服务支出 | 3.00 | 310 | 资本性支出 | 2.00",
            "30101 | 基本工资 | 8.00 | 30201 | 办公费 | 3.00 | 31002 | 办公设备购置 | 2.00",
            "人员经费合计*2 | 8.00 | 公用经费合计*5 | 5.00",
        )
    )
    above = {key: above for key, above, _term, _text in cells(one)}
    assert above == {
        "301": "personnel",
        "30101": "301",
        "personnel": "",
        "302": "public",
        "30201": "302",
        "310": "public",
        "31002": "310",
        "public": "",
    }


def test_an_empty_table_is_read_and_says_nothing(read):
    [one] = read(
        "<p>国有资本经营预算财政拨款支出决算表</p>"
        + table("科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出", "合计*2 | | |")
    )
    assert one.form.funds == "capital"
    assert one.amounts == ()


def test_the_unit_of_the_nearest_note(read):
    first, second = read(
        "<p>支出决算表</p><p>单位：万元</p>"
        + table("科目编码 | 科目名称 | 合计", "205 | 教育支出 | 3.00")
        + "<p>收入决算表</p><p>金额单位：元</p>"
        + table("科目编码 | 科目名称 | 合计", "205 | 教育支出 | 30,000.00")
    )
    assert [one.amounts[0].figure.number.unit.name for one in (first, second)] == ["万元", "元"]
    assert first.amounts[0].figure.number.exact == second.amounts[0].figure.number.exact


def test_a_self_evaluation_is_left_to_its_own_tables(tmp_path):
    file = tmp_path / "r.md"
    file.write_text(
        "# 某街道2023年部门整体支出绩效自评表\n\n部门预算支出情况表\n\n单位：万元\n\n"
        "| 资金来源 | 年初预算数 | 全年预算数 | 执行数 | 执行率 |\n|---|---|---|---|---|\n"
        "| 一般公共预算 | 80.00 | 100.00 | 90.00 | 90.00% |\n",
        encoding="utf-8",
    )
    rules = {one.rule[:3] for one in check([file], Options()).documents[0].checks}
    assert "ACC" not in rules
    assert "FND" in rules


def test_a_table_that_an_empty_row_cuts(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["部门收支总表"],
        ["部门：某市水务局", None, None, "单位：万元"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款收入", 20, "一、农林水支出", 25],
        [None],
        ["本年收入合计", 20, "本年支出合计", 25],
        ["上年结转", 5, "结转下年", None],
        [None],
        ["收入总计", 25, "支出总计", 25],
    ):
        sheet.append(row)
    file = Path(tmp_path, "r.xlsx")
    book.save(file)
    [one] = accounts(readers.read(file), "budget")
    assert [(key, above) for key, above, _term, _text in cells(one)] == [
        ("0.0", "year"),
        ("year", "grand"),
        ("0.2", "grand"),
        ("grand", ""),
        ("0.0", "year"),
        ("year", "grand"),
        ("grand", ""),
    ]


def test_codes_left_blank_are_those_of_the_line_above(read):
    [one] = read(
        "<p>一般公共预算支出情况表</p>"
        + table(
            "类 | 款 | 项 | 科目名称 | 合计 | 基本支出*2 | 项目支出",
            " | | | | | 小计 | 人员经费 | ",
            "205 | | | 教育支出 | 9.00 | 5.00 | 5.00 | 4.00",
            " | 02 | | 普通教育 | 9.00 | 5.00 | 5.00 | 4.00",
            " | | 01 | 学前教育 | 9.00 | 5.00 | 5.00 | 4.00",
        )
    )
    assert list(dict.fromkeys(a.line.code for a in one.amounts)) == ["205", "20502", "2050201"]
    assert [a.column.term for a in one.amounts[:4]] == ["total", "basic", "personnel", "project"]
    whole, basic, *_rest = [a.column.key for a in one.amounts]
    assert [a.column.within for a in one.amounts[:4]] == ["", whole, basic, whole]


def test_code_and_name_in_one_cell(read):
    [one] = read(
        "<p>部门支出总体情况表</p>"
        + table(
            "项目 | 合计 | 基本支出 | 项目支出",
            "[205]教育支出 | 9.00 | 5.00 | 4.00",
            "[20502]普通教育 | 9.00 | 5.00 | 4.00",
            "合计 | 9.00 | 5.00 | 4.00",
        )
    )
    assert [(a.line.code, a.line.name) for a in one.amounts[::3]] == [
        ("205", "教育支出"),
        ("20502", "普通教育"),
        ("", "合计"),
    ]


def test_a_second_classification_beside_the_first_is_left_out(read):
    [one] = read(
        "<p>一般公共预算基本支出情况表</p>"
        + table(
            "科目编码 | 科目名称 | 科目编码 | 科目名称 | 合计 | 人员经费",
            "301 | 工资福利支出 | 501 | 机关工资福利支出 | 7.00 | 7.00",
            "30101 | 基本工资 | 50101 | 工资奖金津补贴 | 7.00 | 7.00",
        )
    )
    assert [(a.line.code, a.line.name) for a in one.amounts[::2]] == [
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
    ]


def test_what_was_brought_forward_for_a_nature_is_not_that_nature(read):
    [one] = read(
        "<p>一般公共预算财政拨款收入支出决算表</p>"
        + table(
            "科目编码*1x2 | 科目名称*1x2 | 年初结转和结余*2 | 本年支出*2",
            "合计 | 基本支出 | 合计 | 基本支出",
            "205 | 教育支出 | 3.00 | 3.00 | 9.00 | 9.00",
        )
    )
    assert [a.column.term for a in one.amounts] == [
        "opening",
        "opening/basic",
        "expenditure",
        "basic",
    ]


def test_a_header_without_merged_cells(read):
    [one] = read(
        "<p>一般公共预算“三公”经费支出表</p>"
        + table(
            "2022年预算数 | | | | 2023年预算数 | | |",
            " | ".join(["合计", "公务用车购置及运行费", "", "公务接待费"] * 2),
            " | 小计 | 公务用车运行费 | | | 小计 | 公务用车运行费 | ",
            "9.00 | 7.00 | 7.00 | 2.00 | 8.00 | 6.00 | 6.00 | 2.00",
        )
    )
    terms = ["total", "vehicles", "running", "reception"]
    assert [(a.column.year, a.column.term) for a in one.amounts] == [
        (year, term) for year in (2022, 2023) for term in terms
    ]
    whole, vehicles, *_rest = [a.column.key for a in one.amounts]
    assert [a.column.within for a in one.amounts][:4] == ["", whole, vehicles, whole]


def test_a_total_whose_amount_stands_in_the_next_half(read):
    [one] = read(
        "<p>一般公共预算财政拨款基本支出决算表</p>"
        + table(
            " | ".join(["科目编码", "科目名称", "决算数"] * 3),
            "301 | 工资福利支出 | 8.00 | 302 | 商品和服务支出 | 3.00 | 310 | 资本性支出 | 2.00",
            "人员经费合计 | | 8.00 | 公用经费合计 | | | | | 5.00",
        )
    )
    assert [key for key, _above, _term, text in cells(one) if text == "5.00"] == ["public"]
