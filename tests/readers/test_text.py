"""Plain text: which lines make a paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.readers.text import read

LONG = "本年支出合计主要用于人员经费和公用经费以及各类项目支出" * 5


def paragraphs(*lines: str) -> list[str]:
    return [block.text for block in read(Path("a.txt"), "\n".join(lines).encode()).blocks]


def test_wrapped_lines_are_joined() -> None:
    assert paragraphs("本年支出合计", "9759.38 万元。") == ["本年支出合计9759.38 万元。"]


@pytest.mark.parametrize("indent", ["    ", "\u3000\u3000"])
def test_an_indented_line_begins_a_paragraph(indent: str) -> None:
    lines = ("甲段第一行，", "第二行。", f"{indent}乙段第一行。")
    assert paragraphs(*lines) == ["甲段第一行，第二行。", "乙段第一行。"]


def test_a_number_behind_a_sentence_begins_a_paragraph() -> None:
    lines = ("1、行政运行。年初预算为", "12.50 万元。", "2、事业运行。年初预算为", "0.5 万元。")
    assert paragraphs(*lines) == [
        "1、行政运行。年初预算为12.50 万元。",
        "2、事业运行。年初预算为0.5 万元。",
    ]


def test_the_next_number_begins_a_paragraph_though_the_stop_is_missing() -> None:
    lines = ("7.对规划和土地执行情况实行全过程的跟踪监督", "8.推进自然资源基础调查")
    assert paragraphs(*lines) == [*lines]


def test_numbered_cells_of_a_torn_table_stay_together() -> None:
    assert len(paragraphs("一、财政拨款收入", "9746.50", "二、事业收入", "三、经营收入")) == 1


def test_where_lines_are_wider_than_a_page_each_is_a_paragraph() -> None:
    lines = ("三、支出决算情况说明", LONG, "人员经费 20 万元", "公用经费 10 万元")
    assert paragraphs(*lines) == [*lines]


def test_a_page_number_is_no_text() -> None:
    lines = ("决算数", "", "— 1 —", "", "27.63 万元，较预算节约 7.37 万元。", "", "第 2 页 共 9 页")
    assert paragraphs(*lines) == ["决算数", "27.63 万元，较预算节约 7.37 万元。"]


def test_a_bare_number_is_a_page_only_where_pages_are_counted_on() -> None:
    page = ["本年支出合计主要用于人员经费。", *([""] * 12)]
    counted = [*page, "1", "", *page, "2", "", *page, "3", "", *page]
    assert paragraphs(*counted) == ["本年支出合计主要用于人员经费。"] * 4
    cells = ["任务 1", "", "446", "", "95%", "", "233", "", "12", ""]
    assert paragraphs(*cells) == ["任务 1", "446", "95%", "233", "12"]


def test_lines_cut_at_a_fixed_length_cut_numbers_too() -> None:
    whole = "全年预算数7143.45万元，执行数6708.12万元，执行率93.91%，其中项目支出1342.50万元，"
    whole += "基本支出5365.62万元。"
    for length in (11, 13, 17, 19, 22):
        cut = [whole[at : at + length] for at in range(0, len(whole), length)]
        assert paragraphs(*cut) == [whole]


def test_lines_of_any_length_keep_numbers_apart() -> None:
    [text] = paragraphs("各项指标如下所列，完成数为 12", "34 项中的大部分，其余各项", "均在办理。")
    assert "12 34" in text
