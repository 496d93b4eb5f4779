"""The sample reports: every finding that sample_data/README.md tells of, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.finding import Check
from checker.pipeline import Options, check

SAMPLES = Path(__file__).parent.parent / "sample_data"
FINDINGS = {
    "yunxi-2021.txt": [
        "FND201 inconsistent error 87.96% -> 86.26",
        "FND201 inconsistent error 98.83% -> 98.27",
        "TSK301 within_rounding note 4487.07 -> 4487.00",
    ],
    "liuan-2023.md": [
        "CLM202 inconsistent warning 63个 -> 48",
        "FND201 truncated warning 93% -> 94",
        "FND203 inconsistent error 6708万元 -> 6618",
        "FND204 inconsistent error 6708万元 -> 6618",
    ],
    "shiqiao-2024.md": [],
    "zhulin-2024.txt": ["CLM212 inconsistent warning （4） -> 3"],
    "fenglin-2024.md": ["CLM201 truncated warning 102.67% -> 102.68"],
    "meiyuan-2024.md": [],
    "hekou-2023-juesuan.md": [
        "ACC101 inconsistent error 162.48 -> 126.48",
        "ACC201 inconsistent error 412.88 -> 448.88",
        "ACC302 inconsistent warning 14.74万元 -> 14.47",
        "ACC302 inconsistent warning 373.23万元 -> 361.23",
        "FND207 inconsistent warning 373.23万元 -> 361.23",
    ],
    "xingtan-2024-juesuan.md": [
        "CLM202 inconsistent warning 17.35万元 -> 17.44",
        "CLM202 inconsistent warning 2454.47万元 -> 2449.97",
        "CLM202 inconsistent warning 3122.84万元 -> 3118.34",
        "CLM205 inconsistent warning 18.00% -> 16.98",
        "CLM220 inconsistent warning 236.21万元 -> 231.50",
        "FND201 inconsistent error 91.93% -> 91.22",
        "RES001 inconsistent note 下降（增长）",
        "RES002 inconsistent note 主要原因是",
    ],
}


def told(one: Check) -> str:
    stated = one.stated.text.replace(" ", "")
    words = f"{one.rule} {one.verdict} {one.severity} {stated}"
    return f"{words} -> {one.judgement.printed}" if one.judgement else words


def test_every_sample_is_listed() -> None:
    others = {"README.md", "checker.toml", "formats", "repository"}
    assert {path.name for path in SAMPLES.iterdir()} - others == FINDINGS.keys()


@pytest.mark.parametrize("name", FINDINGS)
def test_findings(name: str) -> None:
    [document] = check([SAMPLES / name], Options()).documents
    assert sorted(told(one) for one in document.findings) == FINDINGS[name]


def test_one_figure_explains_the_whole_budget_of_liuan() -> None:
    [document] = check([SAMPLES / "liuan-2023.md"], Options()).documents
    budget = [one for one in document.findings if one.rule.startswith("FND")]
    leads = {one.explanations[0] for one in budget}
    assert len(budget) == 3
    assert [
        (c.figure.text.replace(" ", ""), c.should_read) for [c] in (e.changes for e in leads)
    ] == [("6708万元", "6618.22")]


def test_a_rate_on_a_zero_base_is_not_assessed() -> None:
    [document] = check([SAMPLES / "yunxi-2021.txt"], Options()).documents
    [rate] = [one for one in document.checks if one.stated.text == "0.00%"]
    assert (rate.rule, rate.verdict, rate.severity) == ("FND202", "unassessable", None)


def test_two_figures_explain_the_accounts_of_xingtan() -> None:
    [document] = check([SAMPLES / "xingtan-2024-juesuan.md"], Options()).documents
    leads = {one.explanations[0] for one in document.findings if one.explanations}
    changes = {
        (c.figure.text.replace(" ", ""), c.should_read, e.mends) for e in leads for c in e.changes
    }
    assert changes == {("583.82万元", "588.32", 3), ("1.32万元", "1.23", 2)}


def test_the_type_of_a_sample_is_told_by_what_it_holds() -> None:
    types = {one.type for name in FINDINGS for one in check([SAMPLES / name], Options()).documents}
    assert types == {"performance_self_evaluation", "final_accounts"}
