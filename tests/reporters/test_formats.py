"""What CI systems read: byte for byte, valid by their schemas, and the same words in each."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from checker import language
from checker.arithmetic.localise import Change, Explanation
from checker.pipeline import Options, check
from checker.report import Report
from checker.reporters import markdown
from checker.wording import message
from tests.reporters.gold import SCHEMAS, same, written

GOLDEN = {
    "sarif": "report.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "markdown": "comment.md",
    "csv": "findings.csv",
}
ROOT = Path(__file__).parents[2]
EVIL = (
    "标题\x00\x1b[31m ]]> <b>&amp; `x` |表| ::error::不是\r\n::stop-commands::x @某人\ud800\u202e"
)


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.install("zh")


@pytest.mark.parametrize("form", GOLDEN)
def test_golden(marked: Report, form: str) -> None:
    same(written(form, marked), GOLDEN[form])


@pytest.mark.parametrize("form", [*GOLDEN, "json"])
def test_a_finding_has_the_same_words_in_each(marked: Report, form: str) -> None:
    text = written(form, marked)
    read = {
        "sarif": lambda: [r["message"]["text"] for r in json.loads(text)["runs"][0]["results"]],
        "junit": lambda: etree.fromstring(text.encode()).xpath("//@message|//system-out/text()"),
        "github": lambda: [line.replace("%25", "%") for line in text.splitlines()],
        "gitlab": lambda: [issue["description"] for issue in json.loads(text)],
        "markdown": lambda: [html.unescape(re.sub(r"\\(.)", r"\1", text))],
        "csv": lambda: [row[6] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")))],
        "json": lambda: [check["message"] for check in json.loads(text)["checks"]],
    }[form]()
    findings = [one for document in marked.documents for one in document.findings]
    assert len(findings) == 6
    for finding in findings:
        words = message(finding, marked.rules.get(finding.rule))
        assert any(words in said for said in read)


def sarif(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written("sarif", report))
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(found)
    run: dict[str, Any] = found["runs"][0]
    return run


def test_sarif_is_valid_by_the_public_schema(marked: Report) -> None:
    run = sarif(marked)
    assert not run["invocations"][0]["executionSuccessful"]
    empty = dataclasses.replace(marked, documents=(), failures=(), unused=())
    assert sarif(empty)["results"] == []
    assert sarif(empty)["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_sarif_of_the_samples_is_valid_and_its_rules_have_their_pages() -> None:
    report = check([ROOT / "sample_data" / "liuan-2023.md"], Options())
    run = sarif(report)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(report.rules)
    assert all("## 查什么" in rule["help"]["markdown"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_tells_regions_of_text_and_logical_places_elsewhere(marked: Report) -> None:
    results = {result["ruleId"]: result for result in sarif(marked)["results"]}
    [place] = results["FND204"]["locations"]
    sentence = marked.documents[2].checks[0].stated.sentence
    region = place["physicalLocation"]["region"]
    assert sentence is not None
    assert region["startLine"] == 57
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    assert sentence.text[start:end] == "6708 万元"
    [cell] = results["IND003"]["locations"]
    assert "region" not in cell["physicalLocation"]
    assert cell["logicalLocations"][0]["fullyQualifiedName"] == "自评表!D12"
    assert results["IND003"]["suppressions"][0]["justification"] == "单位已说明：为扣减项"


def test_sarif_fixes_only_what_has_one_explanation_in_a_text(report: Report) -> None:
    fixed = {r["ruleId"]: r["fixes"] for r in sarif(report)["results"] if "fixes" in r}
    assert fixed.keys() == {"FND201", "CLM302"}  # the others have several, or none
    [change] = fixed["FND201"][0]["artifactChanges"]
    [replacement] = change["replacements"]
    sentence = report.documents[2].checks[0].stated.sentence
    assert sentence is not None
    region = replacement["deletedRegion"]
    old = sentence.text[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert (old, replacement["insertedContent"]["text"]) == ("6708", "6618.22")


@pytest.mark.parametrize("count", ["５处", "5 处", "5处"])
def test_a_fix_applied_to_the_file_mends_it(tmp_path: Path, count: str) -> None:
    file = tmp_path / "报告.md"
    sentence = f"打造党建示范点{count}：南岸社区、源溪社区、蟠虬社区、恩宁社区。"
    lines = ["# 南岸街道办事处 2024 年度自评报告", "", sentence]
    file.write_text("\n".join(lines), "utf-8")
    [result] = sarif(check([file], Options()))["results"]
    [change] = result["fixes"][0]["artifactChanges"]
    [replacement] = change["replacements"]
    region = replacement["deletedRegion"]
    line = lines[region["startLine"] - 1]
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    assert line[start:end] == count[0]
    lines[2] = line[:start] + replacement["insertedContent"]["text"] + line[end:]
    file.write_text("\n".join(lines), "utf-8")
    assert sarif(check([file], Options()))["results"] == []


def test_no_fix_where_the_new_value_is_open(report: Report) -> None:
    document = report.documents[2]
    first = document.checks[0]
    figure = first.stated
    open_ = Explanation((Change(figure, "6618～6620"),), 1, (0,))
    checks = (dataclasses.replace(first, explanations=(open_,)),)
    one = dataclasses.replace(document, checks=checks)
    [result] = sarif(dataclasses.replace(report, documents=(one,)))["results"]
    assert "fixes" not in result


def junit(report: Report) -> Any:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    tree = etree.fromstring(written("junit", report).encode())
    schema.assertValid(tree)
    return tree


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 2), ("warning", 5), ("never", 0)])
def test_junit_fails_where_the_run_does(marked: Report, fail_on: str, failures: int) -> None:
    tree = junit(dataclasses.replace(marked, fail_on=fail_on))
    assert len(tree.findall(".//failure")) == int(tree.get("failures")) == failures
    assert len(tree.findall(".//testcase")) == int(tree.get("tests")) == 11
    assert [e.get("message") for e in tree.findall(".//error")] == ["没有文字层，无法读取"]
    assert [e.get("message") for e in tree.findall(".//skipped")] == ["缺少所需的数"]
    names = [(c.get("classname"), c.get("name")) for c in tree.findall(".//testcase")]
    assert len(set(names)) == len(names)


def test_gitlab_has_the_fields_that_are_documented_and_unique_fingerprints(
    marked: Report,
) -> None:
    twice = dataclasses.replace(
        marked.documents[2], path="reports/2023/多宝街道.txt", format="docx"
    )
    report = dataclasses.replace(marked, documents=(*marked.documents, twice))
    issues = json.loads(written("gitlab", report))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 13
    for issue in issues:
        assert issue.keys() == {
            "description", "check_name", "fingerprint", "severity", "location",
        }  # fmt: skip
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))


def test_github_commands_are_one_line_each_the_gravest_first(marked: Report) -> None:
    lines = written("github", marked).splitlines()
    commands = [re.match(r"::(\w+) ", line) for line in lines]
    assert [found[1] for found in commands if found] == [
        "error", "error", "error", "warning", "warning", "warning", "notice",
    ]  # fmt: skip


@pytest.mark.parametrize("form", GOLDEN)
def test_hostile_names_and_words_break_no_format(marked: Report, form: str) -> None:
    documents = tuple(dataclasses.replace(d, title=EVIL, path=EVIL) for d in marked.documents)
    rules = {
        code: dataclasses.replace(rule, title={"zh": EVIL, "en": EVIL})
        for code, rule in marked.rules.items()
    }
    report = dataclasses.replace(marked, documents=documents, rules=rules)
    text = written(form, report).encode("utf-8", "backslashreplace").decode("utf-8")
    match form:
        case "sarif" | "gitlab":
            json.loads(text)
        case "junit":
            junit(report)
        case "github":
            assert all(re.match(r"::(error|warning|notice) ", line) for line in text.splitlines())
        case "markdown":
            assert "<b>" not in text
            assert "@" not in text
        case "csv":
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
            assert {len(row) for row in rows} == {10}


def test_csv_begins_with_the_mark_and_holds_no_formula(marked: Report) -> None:
    text = written("csv", marked)
    assert text.startswith("\ufeff文档,")
    document = dataclasses.replace(marked.documents[2], department="=HYPERLINK(1)")
    row = written("csv", dataclasses.replace(marked, documents=(document,))).splitlines()[1]
    assert row.split(",")[1] == "'=HYPERLINK(1)"


def test_a_comment_is_cut_and_says_so(marked: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "LONGEST", 300)
    text = written("markdown", marked)
    assert "另有 4 处疑点没有列出。" in text or "另有 5 处疑点没有列出。" in text
    assert text.count("\n- ") < 6


def test_accepted_findings_are_counted_and_not_listed_where_they_would_fail(
    marked: Report,
) -> None:
    assert "IND003" not in written("github", marked)
    assert "IND003" not in written("gitlab", marked)
    assert "已接受 1 项" in written("markdown", marked)
    assert "单位已说明：为扣减项" in written("csv", marked)
    [accepted] = [c for c in json.loads(written("json", marked))["checks"] if "accepted" in c]
    assert (accepted["rule"], accepted["severity"]) == ("IND003", "error")
    assert accepted["accepted"] == {
        "reason": "单位已说明：为扣减项",
        "by": "张三",
        "date": "2026-11-21",
        "until": "2027-06-30",
    }
