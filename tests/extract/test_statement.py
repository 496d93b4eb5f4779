"""What the prose of accounts and budgets says: items, funds, roles; and what a document is."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.extract.extraction import extract
from checker.extract.facts import facts
from checker.extract.statement.function import path
from checker.extract.statement.item import fund, item
from checker.extract.statement.reading import Said, reading
from checker.pipeline import Options, check
from checker.readers.text import read


def said(text: str) -> list[Said]:
    return reading(extract(read(Path("report.md"), text.encode())).texts)


@pytest.mark.parametrize(
    "words, name",
    [
        ("2024年度收、支总计", "both"),
        ("本年收入合计", "income"),
        ("占本年支出合计的", "expense"),
        ("一般公共预算财政拨款基本支出", "basic"),
        ("“三公”经费财政拨款支出决算为", "three"),
        ("公务用车购置及运行维护费支出", "car"),
        ("公务用车运行维护费支出", "car_run"),
        ("其中：公务用车购置费", "car_bought"),
        ("授予小微企业合同金额", "micro"),
        ("面向中小企业预留政府采购项目预算金额", "sme"),
        ("社会保障和就业支出（类）", "类:社会保障和就业"),
        ("文化旅游体育与传媒支出", "类:文化旅游体育与传媒"),
        ("财政专户管理教育收费", ""),
        ("人行道改造", ""),
    ],
)
def test_an_item_is_known_by_the_name_nearest_to_its_amount(words: str, name: str) -> None:
    assert item(words) == name


@pytest.mark.parametrize(
    "before, name",
    [
        ("1、教育支出（类）普通教育（款）初中教育（项）。年初预算为", "项:教育/普通教育/初中教育"),
        (
            "“卫生健康支出-行政事业单位医疗-行政单位医疗”科目",
            "项:卫生健康/行政事业单位医疗/行政单位医疗",
        ),
        ("住房保障支出（类）", "类:住房保障"),
        ("3.办公经费", ""),
    ],
)
def test_a_path_of_classes(before: str, name: str) -> None:
    assert path(before) == name


def test_the_class_may_stand_in_the_heading() -> None:
    assert (
        path("1.普通教育（款）初中教育（项）", ("（一）教育支出（类）",))
        == "项:教育/普通教育/初中教育"
    )


def test_the_fund_that_is_named_nearest() -> None:
    assert fund("一般公共预算财政拨款基本支出") == "general"
    assert fund("基本支出", "财政拨款支出情况") == "fiscal"
    assert fund("基本支出") == ""


def test_roles() -> None:
    text = (
        "“三公”经费支出年初预算为8.00万元，支出决算为6.00万元，完成预算的75.00%，比上年增加1.00万元，"
        "增长20.00%，占机关运行经费支出的12.00%。比2023年决算5.00万元增加1.00万元。"
    )
    told = [(one.role, one.item, one.way) for one in said(text)]
    assert told == [
        ("budget", "three", 0),
        ("actual", "three", 0),
        ("done", "three", 0),
        ("change", "three", 1),
        ("rate", "three", 1),
        ("share", "three", 0),
        ("base", "three", 0),
        ("change", "three", 1),
    ]


def test_a_reason_ends_at_a_semicolon() -> None:
    text = "本年收入9.00万元，主要原因是项目支出2.00万元；本年支出8.00万元。"
    assert [one.reason for one in said(text)] == [False, True, False]


def test_of_a_budget_every_amount_is_budgeted() -> None:
    told = said("2026年收入预算90.00万元，其中：财政拨款收入90.00万元。")
    assert [one.role for one in told] == ["actual", "actual"]


@pytest.mark.parametrize(
    "text, kind",
    [
        ("某某区财政局2024年度部门决算", "final_accounts"),
        ("某某区财政局2025年部门预算", "budget"),
        ("某某区财政局2024年度部门决算绩效自评报告", "performance_self_evaluation"),
        (
            "公开说明\n\n一、支出决算情况说明\n\n年初预算为3.00万元，支出决算为2.00万元，完成年初预算的66.67%。",
            "final_accounts",
        ),
        (
            "公开说明\n\n收支总预算20万元。比上年预算增加2万元，2026年预算数为20万元。预算安排如下。",
            "budget",
        ),
        ("会议纪要\n\n研究了三件事。", "other"),
    ],
)
def test_the_type_of_a_document(text: str, kind: str) -> None:
    assert facts(read(Path("report.md"), text.encode())).type == kind


def test_a_type_that_is_said_is_not_told_by_the_text(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("全年预算数100万元，执行数110万元，执行率110%。", encoding="utf-8")
    told = {
        kind: [
            one.rule
            for one in check([file], Options(select=("FND002",), type=kind)).documents[0].findings
        ]
        for kind in ("", "final_accounts", "performance_self_evaluation")
    }
    assert told == {"": ["FND002"], "final_accounts": [], "performance_self_evaluation": ["FND002"]}


def test_what_a_table_states_is_not_stated_again_of_the_prose(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text(
        "本年支出合计90.00万元，其中：基本支出60.00万元，占66.67%；项目支出20.00万元，占22.22%。",
        encoding="utf-8",
    )
    [document] = check([file], Options()).documents
    sums = [one.rule for one in document.checks if one.kind == "sum"]
    assert len(sums) == len({one.stated for one in document.checks if one.kind == "sum"})


@pytest.mark.parametrize(
    "text, held",
    [
        # Parts of another whole stand side by side with it.
        ("财政拨款支出90.00万元，基本支出30.00万元，项目支出20.00万元。", 0),
        # A reason's amount is not what grew.
        ("本年支出90.00万元，主要原因是项目支出较上年增加10.00万元，增长50.00%。", 0),
        # Nothing grows by more than it is.
        ("公务接待费支出2.00万元。较上年增加30.00万元，增长40.00%。", 0),
        ("公务接待费支出2.00万元。较上年增加0.40万元，增长25.00%。", 1),
    ],
)
def test_what_is_claimed(text: str, held: int) -> None:
    found = extract(read(Path("report.md"), text.encode())).claims
    assert (
        len([one for one in found if one.kind in ("sum", "growth") and len(one.figures) > 2])
        == held
    )
