"""What is ready-made for CI (hooks, action, GitLab job), run as far as can be here."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from ruamel.yaml import YAML  # comes with Great Expectations

from checker.readers import picture, suffixes
from tests.cli.reports import RIGHT, write

ROOT = Path(__file__).parents[2]
needs_bash = pytest.mark.skipif(
    shutil.which("bash") is None or os.name == "nt", reason="no bash to run the steps with"
)


def loaded(name: str) -> Any:
    return YAML(typ="safe").load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def command(here: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which ``checker`` is this checkout's."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "checker"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', "utf-8")
    script.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def ran(script: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    # as both runners start it: it stops at the first command that fails
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


def test_the_hooks_have_what_pre_commit_wants() -> None:
    hooks = {hook["id"]: hook for hook in loaded(".pre-commit-hooks.yaml")}
    assert hooks.keys() == {"checker", "checker-all"}
    for hook in hooks.values():
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["language"] == "python"
    wanted, left = re.compile(hooks["checker"]["files"]), re.compile(hooks["checker"]["exclude"])
    # a .json is mostly something else, and so are pictures; those cannot do without the extra
    assert all(wanted.search(f"报告{one}") for one in suffixes() - {".json", *picture.SUFFIXES})
    assert wanted.search("2023/报告.DOCX")
    assert not wanted.search("a.py")
    assert left.search("2023/README.md")
    assert not left.search("2023/报告.md")


@needs_bash
def test_a_hook_fails_on_a_changed_report_and_leaves_out_what_is_excluded(
    command: dict[str, str],
) -> None:
    write("a.md")
    write("草稿/b.md")
    write("checker.toml", 'exclude = ["草稿"]')
    hooks = {hook["id"]: hook["entry"] for hook in loaded(".pre-commit-hooks.yaml")}
    assert ran(f"{hooks['checker']} 草稿/b.md", command).returncode == 0
    changed = ran(f"{hooks['checker']} a.md 草稿/b.md", command)
    assert changed.returncode == 1
    assert "b.md" not in changed.stdout
    whole = ran(hooks["checker-all"], command)
    assert (whole.returncode, "疑误 1" in whole.stdout) == (1, True)


def action(**inputs: str) -> tuple[str, dict[str, str]]:
    """The action's script that checks, and its variables with the inputs in them."""
    found = loaded("action.yml")
    step = found["runs"]["steps"][-1]
    values = {name: one["default"] for name, one in found["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda m: values[m[1]], text)
        for name, text in step["env"].items()
    }
    return step["run"], variables


def test_the_action_takes_no_input_into_its_scripts() -> None:
    steps = loaded("action.yml")["runs"]["steps"]
    assert all(step["shell"] == "bash" and "${{" not in step["run"] for step in steps)
    assert "pip install" in steps[0]["run"]


@needs_bash
def test_the_action_marks_the_files_and_keeps_the_status(command: dict[str, str]) -> None:
    write("报告 一/a b.md")
    script, variables = action(paths="报告 一\n", arguments="--fail-on=warning\n\n")
    env = {**command, **variables, "RUNNER_TEMP": ".", "GITHUB_STEP_SUMMARY": "summary.md"}
    done = ran(script, env)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=报告 一/a b.md,line=3,")
    assert len(json.loads(Path("checker.sarif").read_text("utf-8"))["runs"][0]["results"]) == 1
    assert etree.parse("checker-junit.xml").getroot().get("failures") == "1"
    assert Path("summary.md").read_text("utf-8").startswith("### checker：疑误 1")
    assert sorted(path.name for path in Path().iterdir()) == [
        "checker-junit.xml", "checker.sarif", "summary.md", "报告 一",
    ]  # fmt: skip


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({}, 0),
        ({"paths": "没有.md"}, 2),
        ({"paths": "$(touch evil).md; touch evil"}, 2),
        ({"paths": "--help"}, 2),
        ({"arguments": "--nothing"}, 2),
    ],
)
def test_the_action_runs_nothing_that_is_given(
    command: dict[str, str], inputs: dict[str, str], status: int
) -> None:
    write("a.md", RIGHT)
    script, variables = action(**inputs)
    assert ran(script, {**command, **variables}).returncode == status
    assert not Path("evil").exists()


@needs_bash
@pytest.mark.parametrize(("arguments", "status"), [("", 1), ("--fail-on never", 0)])
def test_the_gitlab_job_writes_its_reports(
    command: dict[str, str], arguments: str, status: int
) -> None:
    write("报告/a.md")
    job = loaded("ci/gitlab.yml")["checker"]
    variables = {**job["variables"], "CHECKER_PATHS": "报告", "CHECKER_ARGUMENTS": arguments}
    done = ran("\n".join(job["script"]), {**command, **variables})
    assert done.returncode == status
    assert "疑误 FND201" in done.stdout
    reports = job["artifacts"]["reports"]
    [issue] = json.loads(Path(reports["codequality"]).read_text("utf-8"))
    assert issue["location"] == {"path": "报告/a.md", "lines": {"begin": 3}}
    assert etree.parse(reports["junit"]).getroot().get("tests") == "2"
    assert all(Path(path).is_file() for path in job["artifacts"]["paths"])
    assert all(
        shlex.split(line)[:4] == ["python", "-m", "pip", "install"] for line in job["before_script"]
    )
