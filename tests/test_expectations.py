"""The suites that ship: native Great Expectations JSON whose pages are complete."""

import json
import re
from pathlib import Path

import pytest

from checker import catalog
from checker.relations import kinds

HOME = Path(__file__).parents[1] / "expectations"
HEADINGS = ["查什么", "为何要紧", "怎样重算", "例", "不报的情形", "相关"]
NAMES = {
    "ratio", "sum", "subset", "target", "score", "growth", "difference", "implied", "duration",
    "enumeration-count", "cross-section", "unit-restatement", "numbering", "formula",
}  # fmt: skip
RULES = catalog.rules()
ENTRIES = [entry for suite in catalog.suites() for entry in suite.entries]


def test_every_file_is_a_suite_named_for_its_table():
    assert {suite.table for suite in catalog.suites()} == {p.stem for p in HOME.glob("*.json")}


@pytest.mark.parametrize("path", sorted(HOME.glob("*.json")), ids=lambda path: path.stem)
def test_native_form(path):
    suite = json.loads(path.read_text(encoding="utf-8"))
    assert set(suite) == {"name", "expectations", "meta"}
    for entry in suite["expectations"]:
        assert set(entry) == {"type", "kwargs", "severity", "meta", "notes"}
        assert set(entry["meta"]) == {"code", "name", "title"}
        assert set(entry["meta"]["title"]) == {"zh", "en"}


def test_codes_are_unique_and_begin_like_their_table():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    prefixes = {rule.table: rule.code[:3] for rule in RULES}
    assert len(set(prefixes.values())) == len(prefixes)
    assert all(rule.code.startswith(prefixes[rule.table]) for rule in RULES)


def test_names_are_unique_and_plain():
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_has_every_heading_with_words_under_it(rule):
    pieces = re.split(r"^## (.+)$", "\n".join(rule.notes), flags=re.M)
    assert not pieces[0].strip()
    assert pieces[1::2] == HEADINGS
    assert all(words.strip() for words in pieces[2::2])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_refers_to_rules_that_exist(rule):
    known = {one.code for one in RULES}
    referred = set(re.findall(r"\b[A-Z]{3}\d{3}\b", "\n".join(rule.notes)))
    assert referred <= known
    assert rule.code not in referred


def test_every_kind_is_in_use():
    assert {entry.type for entry in ENTRIES} == set(kinds())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.rule)
def test_relations_have_names_of_the_report(entry):
    assert entry.kwargs.get("relation", "ratio") in NAMES
