"""Settings on the command line: what is in force, from where, and that it reaches every file."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.reports import RIGHT, TRUNCATED, WRONG, write
from tests.conftest import Run

OWN = """
[tolerance]
about = "1%"
[synonyms]
"预算盘子" = "budget"
"花费数" = "executed"
"""
ABOUT = RIGHT.replace("执行数 100", "执行数约 104")
COINED = WRONG.replace("全年预算数", "本年度预算盘子").replace("执行数", "花费数")


def rules(run: Run, *arguments: str) -> list[tuple[str, str, str]]:
    """The findings: the file's name, the rule, the severity."""
    _status, text, said = run("check", *arguments, "--format", "json")
    assert said == ""
    return [
        (Path(one["document"]).name, one["rule"], one["severity"])
        for one in json.loads(text)["checks"]
        if one["severity"]
    ]


def test_settings_reach_every_process(run: Run) -> None:
    for n in range(4):
        write(f"报告/about{n}.md", ABOUT)
        write(f"报告/coined{n}.md", COINED)
    assert rules(run, "报告") == [(f"about{n}.md", "FND201", "note") for n in range(4)]
    write("checker.toml", OWN)
    wrong = rules(run, "报告")
    assert [(name, severity) for name, _rule, severity in wrong] == [
        *((f"about{n}.md", "error") for n in range(4)),
        *((f"coined{n}.md", "error") for n in range(4)),
    ]
    assert rules(run, "报告", "--no-config") != wrong


def test_settings_end_with_the_run(run: Run) -> None:
    write("checker.toml", OWN)
    write("a.md", COINED)
    assert len(rules(run, "a.md")) == 1
    Path("checker.toml").unlink()
    assert rules(run, "a.md") == []


def test_levels_and_scopes(run: Run) -> None:
    write("2021/a.md")
    write("2023/b.md")
    write("草稿/c.md")
    write(
        "checker.toml",
        'exclude = ["草稿"]\nseverity.FND201 = "warning"\n[paths."2021/**"]\nignore = ["FND201"]',
    )
    assert rules(run, ".") == [("b.md", "FND201", "warning")]
    assert rules(run, ".", "2021", "2023/b.md") == [("b.md", "FND201", "warning")]
    assert rules(run, "草稿/c.md") == [("c.md", "FND201", "warning")]
    assert rules(run, "草稿/c.md", "--force-exclude") == []
    assert rules(run, ".", "--ignore", "FND") == []


def test_where_everything_is_excluded_nothing_is_called_checked(run: Run) -> None:
    write("草稿/c.md")
    write("checker.toml", 'exclude = ["草稿/*"]')
    status, _, said = run("check", "草稿", "--format", "json")
    assert status == 2
    assert said == "草稿: 其中的报告都被配置的 exclude 排除\n"


def test_an_excluded_folder_that_is_named_itself_is_checked(run: Run) -> None:
    write("草稿/c.md")
    write("checker.toml", 'exclude = ["草稿"]')
    assert rules(run, "草稿") == [("c.md", "FND201", "error")]
    assert rules(run, "草稿", "--force-exclude") == []


@pytest.mark.parametrize(
    ("file", "option", "status"),
    [
        ("", (), 0),
        ('fail-on = "warning"', (), 1),
        ('fail-on = "warning"', ("--fail-on", "error"), 0),
        ('fail-on = "warning"', ("--no-config",), 0),
        ('fail-on = "never"', ("--fail-on", "warning"), 1),
        ('select = ["TSK"]', ("--fail-on", "warning"), 0),
        ('select = ["TSK"]', ("--fail-on", "warning", "--select", "FND"), 1),
    ],
)
def test_the_command_line_goes_before_the_file(
    run: Run, file: str, option: tuple[str, ...], status: int
) -> None:
    write("a.md", TRUNCATED)
    write("checker.toml", file)
    assert run("check", "a.md", *option)[0] == status


def test_a_mistake_in_the_file_is_told_with_its_place(run: Run) -> None:
    write("a.md")
    file = write("checker.toml", 'selct = ["FND"]').resolve()
    assert run("check", "a.md") == (
        2,
        "",
        f"错误：{file}: 没有名为 selct 的设置，是否指 select？\n",
    )
    write("checker.toml", '[severity]\nFNX = "error"')
    status, _, said = run("check", "a.md")
    assert status == 2
    assert "checker.toml: severity：没有编号以 FNX 开头的规则" in said
    write("checker.toml", '[paths."x"]\nignore = ["FND999"]')
    assert "没有编号以 FND999 开头的规则，是否指 FND" in run("config")[2]


def test_config_shows_what_is_in_force_and_from_where(run: Run) -> None:
    file = write("checker.toml", 'fail-on = "warning"\nlang = "zh"').resolve()
    status, text, _ = run("config", "--select", "fnd", "--fail-on", "never")
    assert status == 0
    lines = {line.split(" =")[0].lstrip("# "): line for line in text.splitlines()[1:]}
    assert text.startswith(f"# 配置文件：{file}\n")
    assert lines["select"].split() == ["select", "=", '["FND"]', "#", "--select"]
    assert lines["fail-on"].endswith("# --fail-on")
    assert lines["lang"].endswith(f"# {file}")
    assert lines["tolerance"].endswith("# 默认")
    assert "没有配置文件" in run("config", "--no-config")[1]
    assert 'fail-on = "error"' in run("config", "--no-config")[1]


def test_the_language_of_the_file_yields_to_what_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md")
    write("checker.toml", 'lang = "en"')
    title = "Execution rate"
    assert title in run("check", "a.md")[1]
    assert title not in run("check", "a.md", "--lang", "zh")[1]
    assert title not in run("--lang", "zh", "check", "a.md")[1]
    monkeypatch.setenv("CHECKER_LANG", "zh")
    assert title not in run("check", "a.md")[1]


def test_init_writes_what_works_and_never_over_anything(run: Run, here: Path) -> None:
    write("规则/funding.json", "{}")
    status, text, _ = run("init")
    assert status == 0
    assert "funding.json 已存在，未改动" in text
    assert Path("规则/funding.json").read_text("utf-8") == "{}"
    (here / "新").mkdir()
    assert run("init", "新")[0] == 0
    assert run("config", "新")[0] == 0
    assert rules(run, "新") == [("示例报告.md", "FND201", "error")]
    assert rules(run, "新", "--expectations", "新/规则", "--select", "USR") == []
    before = {path: path.read_bytes() for path in Path("新").rglob("*") if path.is_file()}
    assert run("init", "新")[0] == 0
    assert {path: path.read_bytes() for path in before} == before


def test_every_setting_is_in_what_init_writes(run: Run) -> None:
    from checker.config.keys import KEYS

    run("init")
    text = Path("checker.toml").read_text("utf-8")
    wanted = [name for name in KEYS if f"{name} =" not in text and f"[{name}" not in text]
    assert wanted == ["engine"]  # of use to few


def test_tables_take_the_settings_too(run: Run) -> None:
    write("a.md", COINED)
    write("草稿/b.md")
    write("checker.toml", OWN + "\n[severity]\n")
    Path("checker.toml").write_text('exclude = ["草稿"]\n' + OWN, "utf-8")
    assert run("tables", ".", "--output", "表")[0] == 0
    funding = Path("表/funding.csv").read_text("utf-8-sig")
    assert "60%" in funding
    assert "b.md" not in funding


def test_new_settings_or_suites_bring_every_report_back(run: Run, here: Path) -> None:
    write("a.md", WRONG)
    write("checker.toml", 'expectations = "规则"\n')
    write("规则/funding.json", '{"name": "funding", "expectations": []}')

    def git(*words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
        subprocess.run(["git", *who, *words], check=True, capture_output=True)

    def since() -> tuple[int, bool, str]:
        _status, text, said = run("check", ".", "--since", "HEAD", "--format", "json")
        report = json.loads(text)
        return report["unchanged"], bool(report["checks"]), said

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    told = "设置或规则集自 HEAD 以来有改动，因此报告全部文件。\n"
    assert since() == (1, False, "")
    write("规则/tasks.json", '{"name": "tasks", "expectations": []}')
    assert since() == (0, True, told)
    (here / "规则" / "tasks.json").unlink()
    (here / "checker.toml").unlink()
    assert since() == (0, True, told)
    git("checkout", "-q", "checker.toml")
    write("checker-baseline.toml", "version = 1\n")
    assert since() == (1, False, "")
