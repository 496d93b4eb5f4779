"""The tree of scores that a report tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.extract.extraction import extract
from checker.extract.score import Score
from checker.readers.text import read


def scores(text: str) -> list[Score]:
    return list(extract(read(Path("report.md"), text.encode())).scores)


def marks(score: Score) -> tuple[str | None, str | None, str | None]:
    found = (score.full_mark, score.awarded, score.deduction)
    full, awarded, deduction = (one.number.digits if one else None for one in found)
    return full, awarded, deduction


@pytest.mark.parametrize(
    "text, name, expected",
    [
        ("履职效能总分50分，得分48.5分。", "履职效能", ("50", "48.5", None)),
        ("（一）部门预算管理（80分，自评得分76.5分）", "部门预算管理", ("80", "76.5", None)),
        ("（一）投入（满分15分，自评14分）", "投入", ("15", "14", None)),
        ("1.预算编制（5分，得5分）。按要求编制。", "预算编制", ("5", "5", None)),
        ("投入指标（20分）得19分。", "投入", ("20", "19", None)),
        ("产出类指标40分，得38分。", "产出类", ("40", "38", None)),
        ("产出指标30分，自评得29分，扣1分。", "产出", ("30", "29", "1")),
        ("1.预算执行（10分）。全年执行率98%，得9.8分。", "预算执行", ("10", "9.8", None)),
    ],
)
def test_an_item(text: str, name: str, expected: tuple[str | None, ...]) -> None:
    [score] = scores(text)
    assert (score.name, marks(score), score.overall) == (name, expected, False)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2023年度部门整体支出绩效自评得分96.5分。", (None, "96.5", None)),
        ("我局自评总分94.5分。", (None, "94.5", None)),
        ("部门整体支出绩效自评总分100分，扣2.5分，得97.5分。", ("100", "97.5", "2.5")),
        ("本部门自评得分合计96.2分（满分100分）。", ("100", "96.2", None)),
    ],
)
def test_the_score_of_the_whole(text: str, expected: tuple[str | None, ...]) -> None:
    [score] = scores(text)
    assert (score.overall, marks(score)) == (True, expected)


def test_the_parts_of_a_list_are_what_its_total_is() -> None:
    whole, *parts = scores("整体支出绩效自评得分为95.8分，其中决策14.5分、过程29.3分、履职52分。")
    assert whole.overall
    assert [marks(part) for part in parts] == [
        (None, "14.5", None),
        (None, "29.3", None),
        (None, "52", None),
    ]
    assert {part.parent for part in parts} == {""}


def test_headings_make_a_tree() -> None:
    found = scores(
        "（一）投入（15分，得14分）\n\n1.目标设定（8分，得8分）\n\n2.预算配置（7分，得6分）\n\n"
        "在职人员控制率偏高，扣1分。\n\n（二）过程（45分，得45分）"
    )
    paths = {score.path: score.name for score in found if score.path}
    assert [(score.name, paths.get(score.parent, "")) for score in found] == [
        ("投入", ""),
        ("目标设定", "投入"),
        ("预算配置", "投入"),
        ("扣分", "预算配置"),
        ("过程", ""),
    ]


def test_a_numbered_sentence_stands_beside_the_one_before() -> None:
    found = scores("1. 活动场次分值20分，得分20分。\n2. 满意度分值10分，得分9分。\n")
    assert {score.parent for score in found} == {""}


def test_the_score_of_one_project_is_no_part_of_the_whole() -> None:
    found = scores("部门整体支出绩效自评得分95分。\n\n公园养护项目自评得分98.9分，等级为优。")
    assert [(score.overall, score.parent) for score in found] == [(True, ""), (False, "项目")]


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率达到95%得满分，每低1个百分点扣0.5分，扣完为止。",
        "自评得分在90分以上的项目12个。",
        "区级考核得分88分，排名第3。",
        "优（90分及以上）、良（80分（含）-90分）、差（60分以下）。",
    ],
)
def test_criteria_and_other_marks_are_no_items(text: str) -> None:
    assert scores(text) == []


def test_a_list_that_lacks_an_item_is_told_as_such() -> None:
    found = scores(
        "（一）投入（15分，得14分）\n\n1.目标设定（8分，得8分）\n\n2.预算配置（5分，得5分）"
    )
    assert [score.complete for score in found] == [True, False, False]


def test_the_parts_of_a_projects_score_are_no_projects() -> None:
    whole, *parts = scores(
        "综合评价得分91分。其中：项目决策得18分，项目过程得19分，项目产出得54分。"
    )
    assert whole.overall
    assert [(part.name, part.parent) for part in parts] == [
        ("项目决策", ""),
        ("项目过程", ""),
        ("项目产出", ""),
    ]
