"""Pages: a rule's Markdown as plain text, and what was meant by a code that is not there."""

from __future__ import annotations

import json

from checker import language, page
from checker.catalog import Rule
from checker.excerpt import cells
from checker.finding import Severity

NOTES = (
    "## 查什么",
    "自评表资金栏每一行的执行率是否等于执行数除以预算数，" * 3,
    "## 例",
    "| 预算数 | 执行数 | 结论 |",
    "| --- | ---: | --- |",
    "| 1,234.56 | 1,200.00 | 不符 |",
    "## 相关",
)
TITLE = {"zh": "执行率不符", "en": "Execution rate differs"}
RULES = (
    Rule("FND201", "execution-rate-mismatch", TITLE, NOTES, "funding", "expect_x", Severity.ERROR),
    Rule("FND204", "total-mismatch", {"zh": "合计不符"}, (), "funding", None, Severity.NOTE),
)


def test_a_page() -> None:
    language.install("zh")
    lines = page.page(RULES[0]).splitlines()
    assert lines[:4] == [
        "执行率不符",
        "FND201 · execution-rate-mismatch · 疑误 · funding · expect_x",
        "",
        "## 查什么",
    ]
    table = lines.index("预算数    执行数    结论")
    assert lines[table + 1 : table + 3] == ["─" * 24, "1,234.56  1,200.00  不符"]
    assert lines[table - 2 : table] == ["", "## 例"]
    assert lines[-2:] == ["", "## 相关"]
    assert max(map(cells, lines)) <= page.WIDTH


def test_the_list() -> None:
    language.install("en")
    listed = page.listing(RULES)
    language.install("zh")
    assert listed == "FND201  error  Execution rate differs\nFND204  note   合计不符"
    assert page.listing(RULES).splitlines()[1] == "FND204  提示  合计不符"
    found = json.loads(page.as_json(RULES))
    assert found[0]["title"] == TITLE
    assert found[0]["notes"] == list(NOTES)


def test_which_rule_is_meant() -> None:
    assert page.known("fnd204", RULES) is RULES[1]
    assert page.known("Total-Mismatch", RULES) is RULES[1]
    assert page.known("FND", RULES) is None
    assert set(page.near("FND210", RULES)) == {"FND201", "FND204"}
    assert page.near("total-mismatsch", RULES)[0] == "FND204"
    assert page.meant("QQQ", RULES) == ""
