"""Text in two columns is read down one and then the other; columns of a table stay rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.readers import pdf
from tests.readers.paper import FONT, Paper, wide, wrapped

LEFT = (
    "某街道2023年全年预算数7143.45万元，执行数6708.00万元，执行率93.90%，其中基本支出按计划完成。"
    * 4
)
RIGHT = (
    "第二栏写的是另一件事，共受理群众来信9753件，办结9318件，办结率95.54%，群众总体较为满意。" * 4
)


def said(paper: Paper) -> list[str]:
    return [block.text for block in pdf.read(Path("a.pdf"), paper.data()).blocks]


@pytest.mark.parametrize("shift", [0, 5])
def test_two_columns(shift: float) -> None:
    paper = Paper()
    paper.heading("某街道2023年度部门整体支出绩效自评报告")
    top = paper.y - 10
    for x, text, down in ((60, LEFT, 0), (315, RIGHT, shift)):
        for at, line in enumerate(wrapped(text, 12, 225, indent=24)):
            paper.at(x if at else x + 24, top - down - 18 * at, line)
            bottom = top - down - 18 * at
    paper.y = bottom - 40
    paper.paragraph(
        "两栏之后的一段，从左到右写满一行，接着再写一行，说明前面两栏的内容到此为止。" * 2
    )
    title, left, right, *last = said(paper)
    assert title.startswith("某街道")
    assert (left, right) == (LEFT, RIGHT)
    assert last[0].startswith("两栏之后")


def test_rows_without_rules_stay_rows() -> None:
    paper = Paper()
    for at in range(8):
        paper.at(80, 700 - 20 * at, f"第{at + 1}项工作经费")
        paper.at(330, 700 - 20 * at, f"{100 + at}.50")
    assert [line.split() for line in said(paper)][:2] == [
        ["第1项工作经费", "100.50"],
        ["第2项工作经费", "101.50"],
    ]


@pytest.mark.parametrize("space", [0.5, 1.5, 2.4, 4.0])
def test_a_figure_set_apart_is_one(space: float) -> None:
    paper = Paper()
    text = paper.canvas.beginText(80, 700)
    text.setFont(FONT, 12)
    text.setCharSpace(space)
    text.textOut("执行数6708.00万元，执行率93.90%。")
    paper.canvas.drawText(text)
    assert said(paper) == ["执行数6708.00万元，执行率93.90%。"]


@pytest.mark.parametrize("gap", [-1.5, 0.8, 2.0])
def test_a_figure_kerned_inside_is_one(gap: float) -> None:
    paper = Paper()
    x = 80.0
    for piece in ("执行数67", "08.0", "0万元，", "执行率93", ".90%。"):
        paper.at(x, 700, piece)
        x += wide(piece, 12) + gap
    assert said(paper) == ["执行数6708.00万元，执行率93.90%。"]
