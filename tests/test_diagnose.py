"""Diagnosis: the explanations of a document stand with the checks that they mend."""

from itertools import count

import pytest

from checker import catalog, pipeline
from checker.diagnose import localised
from checker.engines.native import run
from checker.extract.scan import cell
from checker.figure import Figure, Place

BUDGET = {
    "total": {"budget": "7143.45万元", "executed": "6708万元", "execution_rate": "93%"},
    "source": {"executed": "5988.67万元"},
    "nature": {"executed": "2553.39万元"},
    "source ": {"executed": "629.55万元"},
    "nature ": {"executed": "4064.83万元"},
}


@pytest.fixture
def funding():
    cells = count(1)

    def rows(document, table):
        return [
            {
                "id": f"{document}/funding{n}",
                "document": document,
                "breakdown": breakdown.strip(),
                "group": "g",
                "scope": "",
                "name": "",
                **{
                    k: Figure(Place(document, 1, cell=str(next(cells))), cell(v))
                    for k, v in line.items()
                },
            }
            for n, (breakdown, line) in enumerate(table.items(), 1)
        ]

    return rows


def changes(check):
    return [[(c.figure.text, c.should_read) for c in e.changes] for e in check.explanations]


def test_one_figure_mends_three_checks(funding):
    checks = localised(run({"funding": funding("r.md", BUDGET)}, catalog.suites()))
    told = {check.rule: check for check in checks if check.severity}
    assert set(told) == {"FND201", "FND203", "FND204"}
    for check in told.values():
        assert changes(check)[0] == [("6708万元", "6618.22")]
        assert check.explanations[0].mends == 3
    assert all(not check.explanations for check in checks if not check.severity)


def test_documents_do_not_explain_each_other(funding):
    right = BUDGET | {"total": BUDGET["total"] | {"executed": "6618.22万元"}}
    rows = [*funding("a.md", BUDGET), *funding("b.md", right)]
    checks = localised(run({"funding": rows}, catalog.suites()))
    explained = {check.document for check in checks if check.explanations}
    assert explained == {"a.md"}
    named = {c.figure.place.document for k in checks for e in k.explanations for c in e.changes}
    assert named == {"a.md"}


def test_the_order_stays(funding):
    found = run({"funding": funding("r.md", BUDGET)}, catalog.suites())
    assert [(c.rule, c.row) for c in localised(found)] == [(c.rule, c.row) for c in found]


def test_what_broken_arithmetic_rests_on_is_not_explained_by_a_likeness(tmp_path):
    file = tmp_path / "r.md"
    file.write_text(
        "# 2023年度柳岸街道办事处部门整体支出绩效自评报告\n\n## （二）部门整体收支情况\n\n"
        "全年预算数7143.45万元，执行数6708万元。按资金来源分，一般公共预算财政拨款支出"
        "5988.67万元，政府性基金预算财政拨款支出629.55万元。\n\n## （三）自评结论\n\n"
        "部门整体支出涉及一般公共预算支出5988.67万元，政府性基金预算支出881.59万元。\n",
        encoding="utf-8",
    )
    [document] = pipeline.check([file], pipeline.Options(select=("FND203", "CLM301"))).documents
    changed = {
        change.figure.number.digits
        for one in document.findings
        if one.rule == "CLM301"
        for explanation in one.explanations
        for change in explanation.changes
    }
    assert changed == {"881.59"}
