"""The command line: exit codes, where output goes, what is said, and what is not imported."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from checker import catalog, output, pipeline
from checker.arithmetic.verdict import Verdict
from checker.cli import main
from checker.figure import Figure, Place
from checker.finding import CellFault, Check, Severity
from checker.number import Number
from checker.report import DocumentReport, Failure, Report
from tests.conftest import Run

CODE = catalog.rules()[0].code


class Asked:
    """What the command line asked of the pipeline, which answers with ``report``."""

    def __init__(self) -> None:
        self.report = reported()
        self.problem: BaseException | None = None
        self.paths: tuple[Path, ...] = ()
        self.options = pipeline.Options()

    def check(
        self, paths: tuple[Path, ...], options: pipeline.Options, _progress: object
    ) -> Report:
        self.paths, self.options = paths, options
        if self.problem:
            raise self.problem
        return self.report


def reported(*severities: Severity, failures: tuple[Failure, ...] = ()) -> Report:
    figure = Figure(Place("a.md", 3), Number("-5", Decimal(-5), 0), "预算数")
    checks = tuple(
        Check("FND001", "a.md", "1", Verdict.INCONSISTENT, s, fault=CellFault(figure, ""))
        for s in severities
    )
    document = DocumentReport("a.md", "text", "", "标题÷", "", 2024, "", "", 1, 1, (), checks)
    return Report((document,), failures, {}, "0.1.0")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    found = Asked()
    monkeypatch.setattr(pipeline, "check", found.check)
    return found


def process(
    *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(
        command, capture_output=True, env={**os.environ, **(env or {})}, check=False
    )


FAILURE = (Failure("b.pdf", "文件不存在", {}),)


@pytest.mark.parametrize(
    ("severities", "failures", "fail_on", "status"),
    [
        ((), (), "error", 0),
        ((Severity.NOTE,), (), "warning", 0),
        ((Severity.WARNING,), (), "error", 0),
        ((Severity.WARNING,), (), "warning", 1),
        ((Severity.ERROR,), (), "error", 1),
        ((Severity.ERROR,), (), "warning", 1),
        ((Severity.ERROR,), (), "never", 0),
        ((), FAILURE, "never", 2),
        ((Severity.ERROR,), FAILURE, "error", 2),
    ],
)
def test_exit_status(
    run: Run,
    asked: Asked,
    severities: tuple[Severity, ...],
    failures: tuple[Failure, ...],
    fail_on: str,
    status: int,
) -> None:
    asked.report = reported(*severities, failures=failures)
    found, text, _ = run("check", "a.md", "--fail-on", fail_on)
    assert found == status
    assert "标题÷" in text
    assert ("b.pdf" in text) is bool(failures)


def test_options_reach_the_pipeline(run: Run, asked: Asked, tmp_path: Path) -> None:
    given = ["--select", f"{CODE[:3].lower()}，{CODE}", "--select", CODE, "--ignore", CODE[:4]]
    status, _, said = run("check", "a.md", "b", *given, "--engine", "gx", "--lang", "en")
    assert (status, said) == (0, "")
    assert asked.paths == (Path("a.md"), Path("b"))
    wanted = pipeline.Options((CODE[:3], CODE, CODE), (CODE[:4],), "gx", None)
    assert asked.options == replace(wanted, cache=Path(os.environ["CHECKER_CACHE"]))
    run("check", "a.md", "--no-cache", "--since", "main")
    assert asked.options == pipeline.Options(since="main")


def test_an_unknown_code_is_a_usage_error_with_a_hint(run: Run, asked: Asked) -> None:
    status, text, said = run("check", "a.md", "--select", CODE + "9")
    assert (status, text) == (2, "")
    assert f"没有编号以 {CODE}9 开头的规则。是否指 {CODE}" in said
    assert asked.paths == ()


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "a", "--format", "nothing"], ["nothing"], ["rule", "ZZZ999"]]
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    status, text, said = run(*arguments)
    assert (status, text) == (2, "")
    assert "错误：" in said


def test_a_rule_and_all_rules(run: Run) -> None:
    status, text, _ = run("rules")
    assert status == 0
    assert text.splitlines()[0].startswith(CODE)
    status, text, _ = run("rules", "--format", "json")
    assert [rule["code"] for rule in json.loads(text)] == [r.code for r in catalog.rules()]
    status, text, _ = run("rule", CODE.lower())
    assert status == 0
    assert text.startswith(catalog.rules()[0].title["zh"])
    assert run("rule", CODE, "--lang", "en")[1].startswith(catalog.rules()[0].title["en"])


def test_json_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    report = tmp_path / "报告.md"
    report.write_text(
        "# 2024 年度自评报告\n\n全年预算数 200 万元，执行数 100 万元，执行率 50%。\n", "utf-8"
    )
    done = process("check", str(report), "--format", "json", env={"PYTHONIOENCODING": "gbk"})
    assert done.stderr == b""
    assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["path"].endswith("报告.md")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize("arguments", [["--help"], ["rules"], ["check", "没有.md"]])
def test_no_encoding_makes_it_crash(encoding: str, arguments: list[str]) -> None:
    done = process(*arguments, env={"PYTHONIOENCODING": encoding})
    assert b"Traceback" not in done.stderr
    assert done.returncode == (2 if "check" in arguments else 0)


def test_output_goes_to_the_file_whole(run: Run, asked: Asked, tmp_path: Path) -> None:
    target = tmp_path / "报告.json"
    target.write_text("old", "utf-8")
    status, text, _ = run("check", "a.md", "--format", "json", "--output", target)
    assert (status, text) == (0, "")
    assert json.loads(target.read_text("utf-8"))["documents"][0]["title"] == "标题÷"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.json"]


def test_a_file_that_fails_halfway_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", "utf-8")

    def half() -> None:
        with output.replaced(target) as path, path.open("w", encoding="utf-8") as stream:
            stream.write("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert target.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_output_to_a_folder_that_is_not_there(run: Run, asked: Asked, tmp_path: Path) -> None:
    status, _, said = run("check", "a.md", "--output", tmp_path / "no" / "report.txt")
    assert status == 2
    assert "错误：" in said
    assert "Traceback" not in said


def test_a_device_is_written_to_as_it_is(run: Run, asked: Asked) -> None:
    assert run("check", "a.md", "--output", os.devnull)[0] == 0
    assert not Path(os.devnull).is_file()


def test_an_invalid_suite_is_told(run: Run, asked: Asked) -> None:
    asked.problem = catalog.InvalidSuite("own/fund.json", "无法打开：{why}", {"why": "x"})
    status, text, said = run("check", "a.md")
    assert (status, text) == (2, "")
    assert said == "错误：own/fund.json: 无法打开：x\n"


def test_an_error_of_ours_has_no_traceback_unless_asked(
    run: Run, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.problem = ValueError("wrong")
    status, _, said = run("check", "a.md")
    assert status == 2
    assert "ValueError：wrong" in said
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    with pytest.raises(ValueError, match="wrong"):
        main(["check", "a.md"])


def test_interrupting(run: Run, asked: Asked) -> None:
    asked.problem = KeyboardInterrupt()
    status, _, said = run("check", "a.md")
    assert status == 130
    assert "Traceback" not in said


def test_a_reader_that_leaves_is_no_error() -> None:
    first, second = os.pipe()
    os.close(first)
    command = [sys.executable, "-m", "checker", "rules", "--format", "json"]
    done = subprocess.run(command, stdout=second, stderr=subprocess.PIPE, check=False)
    os.close(second)
    assert done.stderr == b""


def test_tables_are_written(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import pandas as pd

    frame = pd.DataFrame({"id": ["1"], "budget": ["97.20"], "来源": ["一般公共预算"]})
    monkeypatch.setattr(pipeline, "tables", lambda *_: ({"funding": frame}, FAILURE))
    for form in ("csv", "json", "parquet"):
        status, _, said = run("tables", "a.md", "--format", form, "--output", tmp_path / "out")
        assert status == 2
        assert "b.pdf: 文件不存在" in said
    csv = (tmp_path / "out" / "funding.csv").read_text("utf-8-sig")
    assert csv == "id,budget,来源\n1,97.20,一般公共预算\n"
    rows = json.loads((tmp_path / "out" / "funding.json").read_text("utf-8"))
    assert rows == [{"id": "1", "budget": "97.20", "来源": "一般公共预算"}]
    assert pd.read_parquet(tmp_path / "out" / "funding.parquet")["budget"].tolist() == ["97.20"]


def test_help_speaks_the_language_asked_for() -> None:
    chinese = process("check", "--help").stdout.decode("utf-8")
    english = process("check", "--help", "--lang", "en").stdout.decode("utf-8")
    assert "选项:" in chinese
    assert "Options:" in english
    assert "报告格式。" in chinese
    assert not any("一" <= char <= "鿿" for char in english)
    assert process("--version").stdout.split()[0] == b"checker"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], ["check", "--help"], ["accept", "--help"], ["baseline", "--help"],
        ["init", "--help"], ["config"], ["rules"], ["rule", CODE],
    ],
)  # fmt: skip
def test_what_needs_nothing_imports_nothing(arguments: list[str]) -> None:
    code = (
        "import sys, checker.cli\n"
        "try: checker.cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'rich', 'pandas', 'pandera', 'great_expectations', 'numpy'}\n"
        "sys.stderr.write(','.join(sorted(heavy & sys.modules.keys())))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
    assert done.stderr == b""


def test_colors_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert not output.colors(io.StringIO())
    assert output.width(io.StringIO()) is None
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert output.colors(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.colors(io.StringIO())


def test_the_type_of_the_documents_can_be_said(run: Run, asked: Asked) -> None:
    assert run("check", "a.md", "--type", "budget")[0] == 0
    assert asked.options.type == "budget"
    assert run("check", "a.md", "--type", "novel")[0] == 2
