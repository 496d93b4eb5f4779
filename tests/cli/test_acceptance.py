"""Accepting findings from the command line, also by two people at once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reports import RIGHT, WRONG, write
from tests.conftest import Run

BASELINE = Path("checker-baseline.toml")


def fingerprints(run: Run, *paths: str) -> list[str]:
    _status, text, _ = run("check", *paths, "--format", "json", "--no-baseline")
    return [c["fingerprint"] for c in json.loads(text)["checks"] if c["severity"]]


def kept() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(BASELINE.read_text("utf-8")).get("accepted", [])
    return found


def test_an_accepted_finding_no_longer_fails_and_is_counted(run: Run) -> None:
    write("a.md")
    [mark] = fingerprints(run, "a.md")
    status, text, _ = run("accept", mark, "a.md", "--reason", "已核实", "--by", "张三")
    assert status == 0
    assert text.startswith("已接受 1 项")
    [entry] = kept()
    assert (entry["rule"], entry["document"], entry["by"]) == ("FND201", "a.md", "张三")
    status, text, said = run("check", "a.md")
    assert (status, said) == (0, "")
    assert "已接受 1 项" in text
    assert "疑误 1" not in text
    assert run("check", "a.md", "--no-baseline")[0] == 1
    write("a.md", WRONG.replace("60%", "61%"))
    status, text, _ = run("check", "a.md")
    assert status == 1
    assert "失效的接受" in text


def test_stale_ones_are_told_beside_other_formats_and_pruned(run: Run) -> None:
    write("a.md")
    run("accept", *fingerprints(run, "a.md"), "a.md", "--reason", "已核实")
    write("a.md", RIGHT)
    status, text, said = run("check", "a.md", "--format", "json")
    assert status == 0
    assert "疑点已不再出现" in said
    [unused] = json.loads(text)["unused_acceptances"]
    assert unused["rule"] == "FND201"
    status, text, _ = run("baseline", "a.md", "--prune")
    assert status == 0
    assert "已清理 1 项" in text
    assert kept() == []


def test_an_unreadable_file_is_2_whatever_is_accepted(run: Run) -> None:
    write("a.md")
    run("baseline", "a.md", "--accept-all", "--reason", "已核实")
    assert run("check", ".")[0] == 0
    write("b.md", "")
    assert run("check", ".")[0] == 2
    assert run("accept", *fingerprints(run, "a.md"), ".", "--reason", "x")[0] == 2


def test_one_fingerprint_in_two_folders_must_be_told_apart(run: Run) -> None:
    write("2022/自评报告.md")
    write("2023/自评报告.md")
    first, second = fingerprints(run, ".")
    assert first == second
    status, _, said = run("accept", first, ".", "--reason", "已核实")
    assert status == 2
    assert re.search(r"2022.自评报告.md", said)
    assert not BASELINE.exists()
    assert run("accept", first, "2022", "--reason", "已核实")[0] == 0
    assert [entry["document"] for entry in kept()] == ["2022/自评报告.md"]
    assert run("check", "2022")[0] == 0
    assert run("check", "2023")[0] == 1


def test_all_are_listed_and_accepted(run: Run) -> None:
    for name in "甲乙":
        write(f"{name}.md")
    status, text, _ = run("baseline", ".")
    assert status == 0
    assert [line[:16] for line in text.splitlines()] == fingerprints(run, ".")
    assert not BASELINE.exists()
    assert run("baseline", ".", "--accept-all")[0] == 2
    status, _, _ = run("baseline", ".", "--accept-all", "--reason", "开始使用前已有")
    assert status == 0
    assert len(kept()) == 2
    before = BASELINE.read_bytes()
    run("baseline", ".", "--accept-all", "--reason", "另一个理由")
    assert BASELINE.read_bytes() == before
    assert all("已接受" in line for line in run("baseline", ".")[1].splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", "0" * 16, "a.md", "--reason", "x"], "没有指纹为 0000000000000000 的疑点"),
        (["accept", "a.md", "--reason", "x"], "要给出至少一个指纹"),
        (["accept", "0" * 16, "--reason", "x"], "要给出至少一个指纹和一个 PATH"),
        (["accept", "0" * 16, "a.md"], "--reason"),
        (["accept", "{mark}", "a.md", "--reason", " "], "理由不能是空的"),
        (["accept", "{mark}", "a.md", "--reason", "x", "--until", "明天"], "明天 不是日期"),
        (["accept", "{mark}", "a.md", "--reason", "x", "--until", "2020-01-01"], "已经过去"),
        (["check", "a.md", "--baseline", "没有.toml"], "没有.toml"),
    ],
)
def test_what_cannot_be_accepted_is_told_and_nothing_written(
    run: Run, arguments: list[str], said: str
) -> None:
    write("a.md")
    [mark] = fingerprints(run, "a.md")
    status, _, told = run(*(argument.format(mark=mark) for argument in arguments))
    assert status == 2
    assert said in told
    assert not BASELINE.exists()


def test_a_broken_baseline_is_told_before_any_work(run: Run) -> None:
    write("a.md")
    BASELINE.write_text("<<<<<<< HEAD", "utf-8")
    status, text, said = run("check", "a.md")
    assert (status, text) == (2, "")
    assert "checker-baseline.toml: 不是有效的 TOML" in said


def test_the_baseline_named_in_the_settings_is_written_beside_them(run: Run) -> None:
    write("仓库/a.md")
    write("仓库/checker.toml", 'baseline = "接受.toml"')
    assert run("check", "仓库")[0] == 1
    run("baseline", "仓库", "--accept-all", "--reason", "已核实")
    assert 'document = "a.md"' in Path("仓库/接受.toml").read_text("utf-8")
    assert run("check", "仓库/a.md")[0] == 0


def test_another_file_may_be_named_and_made(run: Run) -> None:
    write("a.md")
    given = ("a.md", "--baseline", "另一个.toml")
    assert run("baseline", *given, "--accept-all", "--reason", "已核实")[0] == 0
    assert not BASELINE.exists()
    assert run("check", *given)[0] == 0
    assert run("check", "a.md")[0] == 1


def test_two_at_once_lose_nothing(run: Run) -> None:
    names = [f"{n}.md" for n in range(6)]
    marks = {}
    for name in names:
        write(name)
        [marks[name]] = fingerprints(run, name)
    start = [sys.executable, "-m", "checker", "accept"]
    processes = [
        subprocess.Popen([*start, marks[name], name, "--reason", name], env={**os.environ})
        for name in names
    ]
    assert [process.wait() for process in processes] == [0] * len(names)
    assert {entry["reason"] for entry in kept()} == set(names)
    assert run("check", ".")[0] == 0


def test_a_report_beside_its_tables_is_accepted_once(run: Run) -> None:
    write("a.md")
    run("tables", "a.md", "--output", "表")
    [mark] = fingerprints(run, ".")  # it is one document, and told once
    status, _text, said = run("accept", mark, ".", "--reason", "已核实")
    assert (status, said, len(kept())) == (0, "", 1)
    assert run("check", ".")[0] == 0
