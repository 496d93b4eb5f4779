"""Accepted findings: whose they are, when they come back, and the file they are kept in."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import baseline, pipeline
from checker.baseline import EXPIRED, GONE, MOVED, NO_DOCUMENT, Entry
from checker.config import InvalidConfig
from checker.finding import Check
from checker.report import Report

TODAY = datetime.date(2026, 11, 21)
WRONG = "全年预算数 200 万元，执行数 100 万元，执行率 {rate}%。"
SAID = Entry("", "", "", "已核实", "张三", TODAY)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(name: str, *rates: int, unit: str = "水务局") -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# {unit} 2024 年度自评报告", *(WRONG.format(rate=rate) for rate in rates)]
    path.write_text("\n\n".join(lines) + "\n", "utf-8")


def run(
    *entries: Entry,
    today: datetime.date = TODAY,
    paths: tuple[str, ...] = (".",),
    wanted: Callable[[str], bool] = lambda _code: True,
) -> Report:
    searched = [Path(path) for path in paths]
    found = pipeline.check(searched, pipeline.Options(select=("FND201",)))
    return baseline.applied(found, entries, Path(), today, wanted, searched)


def findings(found: Report) -> list[Check]:
    return [check for document in found.documents for check in document.findings]


def accepted(found: Report) -> list[Check]:
    return [check for document in found.documents for check in document.accepted]


def entries(*checks: Check) -> list[Entry]:
    return [baseline.entry(check, Path(), SAID) for check in checks]


def reasons(found: Report) -> list[str]:
    return [unused.reason for unused in found.unused]


def test_an_accepted_finding_fails_no_run_and_stays_in_the_report() -> None:
    report("a.md", 60)
    first = run()
    assert first.failing
    [entry] = entries(*findings(first))
    assert entry.figures[0] == "执行率 60%"
    again = run(entry)
    assert not again.failing
    assert findings(again) == []
    [kept] = accepted(again)
    assert kept.accepted == SAID.acceptance
    assert again.unused == ()


def test_another_year_of_the_same_name_has_its_own() -> None:
    for year in ("2022", "2023"):
        report(f"{year}/水务局/自评报告.md", 60)
    first, second = findings(run())
    assert first.fingerprint == second.fingerprint
    again = run(*entries(first))
    assert [check.document for check in findings(again)] == [second.document]


def test_what_is_said_twice_is_accepted_twice() -> None:
    report("a.md", 60, 60)
    first, second = findings(run())
    assert first.fingerprint != second.fingerprint
    [left] = findings(run(*entries(first)))
    assert left.fingerprint == second.fingerprint
    assert findings(run(*entries(first, second))) == []


def test_fingerprints_are_the_same_whatever_stands_before() -> None:
    report("a.md", 60, 70)
    before = {check.fingerprint for check in findings(run())}
    text = Path("a.md").read_text("utf-8")
    Path("a.md").write_text(
        text.replace("\n\n全年", "\n\n一段话。\n\n另一段。\n\n全年", 1), "utf-8"
    )
    assert {check.fingerprint for check in findings(run())} == before


def test_it_stays_with_a_report_in_another_format_and_with_a_moved_folder(here: Path) -> None:
    report("仓库/a.md", 60)
    [check] = findings(run())
    kept = baseline.entry(check, Path("仓库"), SAID)
    assert kept.document == "a.md"
    Path("仓库/a.md").rename("仓库/a.txt")
    Path("仓库").rename("新仓库")
    found = pipeline.check([Path("新仓库")], pipeline.Options(select=("FND201",)))
    root = Path("新仓库")
    again = baseline.applied(found, [kept], root, TODAY, lambda _code: True, [root])
    assert findings(again) == []
    assert again.unused == ()


def test_a_changed_figure_comes_back_and_the_entry_is_told() -> None:
    report("a.md", 60)
    [entry] = entries(*findings(run()))
    report("a.md", 61)
    again = run(entry)
    assert len(findings(again)) == 1
    assert reasons(again) == [GONE]
    report("a.md", 50)  # put right
    assert reasons(run(entry)) == [GONE]
    assert baseline.pruned([entry], run(entry), Path()) == []


def test_a_date_that_has_passed_brings_it_back() -> None:
    report("a.md", 60)
    [entry] = entries(*findings(run()))
    entry = replace(entry, until=TODAY)
    assert findings(run(entry)) == []
    tomorrow = TODAY + datetime.timedelta(days=1)
    again = run(entry, today=tomorrow)
    assert len(findings(again)) == 1
    assert reasons(again) == [EXPIRED]


def test_a_moved_document_brings_it_back_and_pruning_moves_the_entry() -> None:
    report("旧/a.md", 60)
    [entry] = entries(*findings(run()))
    Path("新").mkdir()
    shutil.move("旧/a.md", "新/a.md")
    again = run(entry)
    assert len(findings(again)) == 1
    assert reasons(again) == [MOVED]
    [moved] = baseline.pruned([entry], again, Path())
    assert (moved.document, moved.reason, moved.date) == ("新/a.md", "已核实", TODAY)
    assert findings(run(moved)) == []


def test_of_what_was_not_looked_at_nothing_is_said() -> None:
    report("甲/a.md", 60)
    report("乙/b.md", 60)
    [first, second] = entries(*findings(run()))
    assert run(first, second, paths=("甲",)).unused == ()
    Path("乙/b.md").unlink()
    assert run(first, second, paths=("甲",)).unused == ()
    assert reasons(run(first, second)) == [NO_DOCUMENT]
    report("甲/a.md", 50)
    assert run(first, wanted=lambda code: not code.startswith("FND")).unused == ()


def test_a_document_that_cannot_be_read_keeps_its_entries() -> None:
    report("a.md", 60)
    [entry] = entries(*findings(run()))
    Path("a.md").write_bytes(b"")
    again = run(entry)
    assert len(again.failures) == 1
    assert again.unused == ()


characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, min_size=1, max_size=9).filter(str.strip)
dates = st.none() | st.dates()
some = st.builds(
    Entry, texts, texts, texts, texts, st.text(characters, max_size=9),
    dates, dates, st.lists(texts, max_size=3).map(tuple),
)  # fmt: skip


@given(st.lists(some, unique_by=lambda entry: entry.key, max_size=4))
def test_what_is_written_is_read_again(kept: list[Entry]) -> None:
    whole = tomllib.loads(baseline.written(kept))
    read = [
        Entry(**{**one, "figures": tuple(one.get("figures", ()))})
        for one in whole.get("accepted", ())
    ]
    assert sorted(read, key=repr) == sorted(kept, key=repr)


def test_the_file_is_the_same_in_whatever_order_and_blocks_merge() -> None:
    made = [
        replace(SAID, fingerprint=f"{n:016x}", rule="FND201", document=f"{n}/a.md")
        for n in range(5)
    ]
    text = baseline.written(made)
    assert text == baseline.written([*reversed(made), made[2]])
    assert text.count("\n[[accepted]]\n") == 5
    without = baseline.written(made[:2] + made[3:])
    assert [line for line in text.splitlines() if line not in without.splitlines()] == [
        'fingerprint = "0000000000000002"',
        'document = "2/a.md"',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = 2", "version 是 2"),
        ("acepted = []", "没有名为 acepted 的设置，是否指 accepted？"),
        ("accepted = 1", "accepted 应是若干 [[accepted]] 块"),
        ("[[accepted]]\nfingerprint = 'a'", "accepted[1].rule 应是一个字符串"),
        ("[[accepted]]\nresaon = 'a'", "没有名为 accepted[1].resaon 的设置，是否指 reason？"),
        ("[[accepted]]\nuntil = '明天'", "accepted[1].until 应是日期"),
        ("[[accepted]]\nuntil = 2026-01-01T00:00:00", "accepted[1].until 应是日期"),
        ("[[accepted]]\nfigures = [1]", "accepted[1].figures 应是字符串的列表"),
        ("<<<<<<< HEAD", "不是有效的 TOML"),
    ],
)
def test_what_is_wrong_in_it_is_told(text: str, said: str) -> None:
    file = Path("checker-baseline.toml")
    file.write_text(text, "utf-8")
    with pytest.raises(InvalidConfig) as problem:
        baseline.load(file)
    assert said in str(problem.value)
    assert baseline.load(Path("没有.toml")) == ()
