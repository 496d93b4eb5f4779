"""The catalogue: that it loads cheaply, and that a suite with a fault is told by name."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker import catalog
from checker.catalog import InvalidSuite
from checker.catalog.builtin import BUILT_IN
from checker.finding import Severity

AGREE = {
    "type": "expect_figures_to_agree",
    "kwargs": {"figure": "budget", "other": "initial_budget"},
    "severity": "warning",
    "meta": {"code": "USR001", "name": "no-change", "title": {"zh": "预算未调整"}},
    "notes": ["## 查什么", "全年预算等于年初预算。"],
}


def entry(**changes):
    return AGREE | changes


def meta(**changes):
    return entry(meta=AGREE["meta"] | changes)


def write(folder, *entries, name="funding", file="mine.json"):
    suite = {"name": name, "expectations": list(entries), "meta": {}}
    (folder / file).write_text(json.dumps(suite, ensure_ascii=False), encoding="utf-8")
    return folder


def refused(folder):
    with pytest.raises(InvalidSuite) as raised:
        catalog.suites(folder)
    assert raised.value.path.startswith(str(folder))
    assert raised.value.reason.format(**raised.value.values) in str(raised.value)
    return str(raised.value)


def test_own_suites_come_after_those_that_ship(tmp_path):
    shipped = catalog.suites()
    own = catalog.suites(write(tmp_path, AGREE))
    assert own[:-1] == shipped
    [one] = own[-1].entries
    assert (one.rule, one.type, one.severity) == ("USR001", AGREE["type"], Severity.WARNING)
    assert one.kind.figure == "budget"
    rule = catalog.rule("USR001", tmp_path)
    assert rule.title == {"zh": "预算未调整", "en": "预算未调整"}
    assert rule.notes == tuple(AGREE["notes"])
    assert (rule.table, rule.expectation, rule.name) == ("funding", AGREE["type"], "no-change")
    assert catalog.rule("USR001") is None


def test_rules_stand_in_the_order_of_tables_and_codes(tmp_path):
    codes = [rule.code for rule in catalog.rules(write(tmp_path, AGREE))]
    assert codes.index("FND001") < codes.index("FND101") < codes.index("USR001")
    tables = list(dict.fromkeys(code[:3] for code in codes if not code.startswith("USR")))
    assert tables == ["DOC", "FIG", "FND", "TSK", "IND", "SCR", "ACC", "CLM", "RES", "ACR"]


def test_cell_rules_have_no_expectation():
    rule = catalog.rule("FND001")
    assert rule.expectation is None
    assert rule.severity is Severity.ERROR


def test_built_in_expectations_are_kept(tmp_path):
    built_in = entry(type="expect_column_to_exist", kwargs={"column": "budget"}, notes="一行\n两行")
    [one] = catalog.suites(write(tmp_path, built_in))[-1].entries
    assert one.kind is None
    assert one.kwargs == {"column": "budget"}
    assert catalog.rule("USR001", tmp_path).notes == ("一行", "两行")


def test_built_in_names_are_those_of_the_library():
    spec = importlib.util.find_spec("great_expectations")
    home = Path(spec.origin).parent / "expectations" / "core"
    assert {path.stem for path in home.glob("*.py")} - {"__init__"} == BUILT_IN


def test_a_byte_order_mark_is_no_fault(tmp_path):
    write(tmp_path, AGREE)
    file = tmp_path / "mine.json"
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert len(catalog.suites(tmp_path)) == len(catalog.suites()) + 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (entry(type="expect_figures_to_agre"), "是否指 expect_figures_to_agree？"),
        (entry(type="expect_column_to_exis"), "是否指 expect_column_to_exist？"),
        (entry(type="check"), "规则 USR001：没有名为 check 的规则种类"),
        (entry(type=None), "第 1 条规则：缺少 type"),
        (entry(kwargs=[]), "第 1 条规则：缺少 kwargs"),
        (entry(notes=[1]), "第 1 条规则：缺少 notes"),
        (entry(meta=None), "第 1 条规则：缺少 meta.code"),
        (meta(title=None), "第 1 条规则：缺少 meta.title"),
        (meta(title={"zh": ""}), "第 1 条规则：缺少 meta.title"),
        (meta(code=None), "第 1 条规则：缺少 meta.code"),
        (meta(code="USR1"), "编号 USR1 应为"),
        (meta(code="ABC001"), "编号 ABC001 应为"),
        (meta(code="FND201"), "编号 FND201 已用于"),
        (meta(code="FND001"), "编号 FND001 已用于 funding"),
        (entry(severity="error"), "不能是 error"),
        (entry(severity=["warning"]), "不能是 ['warning']"),
        (entry(kwargs={"figure": "budget"}), "USR001：缺少参数 other"),
        (entry(kwargs={"figure": "budget", "othr": "a"}), "USR001：没有参数 othr，是否指 other？"),
        (
            entry(kwargs={"figure": "budgets", "other": "executed"}),
            "规则 USR001：表 funding 没有 budgets 列，是否指 budget？",
        ),
        (
            entry(
                type="expect_parts_to_sum_to_total",
                kwargs={"amounts": ["budget"], "total": "self_scor", "total_table": "documents"},
            ),
            "表 documents 没有 self_scor 列，是否指 self_score？",
        ),
        (
            entry(
                type="expect_parts_to_sum_to_total",
                kwargs={"amounts": ["budget"], "total_table": "document"},
            ),
            "没有名为 document 的表，是否指 documents？",
        ),
        ("not an entry", "第 1 条规则：缺少 {}"),
    ],
)
def test_a_fault_is_told(tmp_path, given, said):
    assert said in refused(write(tmp_path, given))


def test_a_code_used_twice(tmp_path):
    assert "编号 USR001 已用于" in refused(write(tmp_path, AGREE, AGREE))


def test_a_code_used_in_two_files(tmp_path):
    write(tmp_path, AGREE)
    write(tmp_path, AGREE, file="other.json")
    said = refused(tmp_path)
    assert "other.json: 编号 USR001 已用于" in said
    assert said.endswith("mine.json")


def test_an_unknown_table(tmp_path):
    assert "没有名为 fundings 的表，是否指 funding？" in refused(write(tmp_path, name="fundings"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"name": "funding",\n "expectations": [,]}', "第 2 行起不是有效的 JSON"),
        ('{"name": "资金"}'.encode("gbk"), "不是 UTF-8 编码"),
        (b"[]", "缺少 {}"),
        (b'{"expectations": []}', "缺少 name"),
        (b'{"name": "funding", "expectations": {}}', "缺少 expectations"),
    ],
)
def test_a_file_that_is_no_suite(tmp_path, content, said):
    (tmp_path / "mine.json").write_bytes(content)
    assert said in refused(tmp_path)


def test_listing_the_rules_imports_nothing_heavy():
    code = "import sys; from checker import catalog; catalog.rules(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pandas", "pandera", "great_expectations", "numpy", "rich"}
    assert not heavy & set(done.stdout.split())
