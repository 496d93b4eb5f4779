"""Where reports go: several formats at once, and never half a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from checker.cli.outputs import Output, outputs
from tests.cli.reports import write
from tests.conftest import Run


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("out.json", Output("json", Path("out.json"), named=False)),
        ("sarif:out.sarif", Output("sarif", Path("out.sarif"), named=True)),
        ("JUnit:a:b.xml", Output("junit", Path("a:b.xml"), named=True)),
        ("C:\\报告\\out.json", Output("json", Path("C:\\报告\\out.json"), named=False)),
        ("sarif:C:\\out.sarif", Output("sarif", Path("C:\\out.sarif"), named=True)),
        ("./sraif:out", Output("json", Path("sraif:out"), named=False)),
    ],
)
def test_a_format_before_a_colon(given: str, expected: Output) -> None:
    assert outputs([given], "json") == (expected,)


def test_several_at_once_beside_the_console(run: Run) -> None:
    write("a.md")
    forms = ["sarif:o.sarif", "junit:o.xml", "gitlab:o.json", "csv:o.csv", "markdown:o.md"]
    given = [argument for form in forms for argument in ("--output", form)]
    status, text, said = run("check", "a.md", *given)
    assert (status, said) == (1, "")
    assert "疑误 FND201" in text
    assert json.loads(Path("o.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert etree.parse("o.xml").getroot().get("failures") == "1"
    assert len(json.loads(Path("o.json").read_text("utf-8"))) == 1
    assert Path("o.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert Path("o.md").read_text("utf-8").startswith("### checker")


def test_a_plain_file_takes_the_place_of_the_terminal(run: Run) -> None:
    write("a.md")
    status, text, _ = run(
        "check", "a.md", "--format", "json", "--output", "o.json", "--output", "sarif:o.sarif"
    )
    assert (status, text) == (1, "")
    assert json.loads(Path("o.json").read_text("utf-8"))["schema_version"] == 1
    assert Path("o.sarif").is_file()
    status, text, _ = run("check", "a.md", "--format", "github", "--output", "sarif:o.sarif")
    assert text.startswith("::error file=a.md,line=3,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "sraif:o"], "没有名为 sraif 的报告格式。是否指 sarif？"),
        (["--output", "sarif:无/o"], "没有文件夹 无。"),
        (["--output", "sarif:o", "--output", "o"], "o 给了两次。"),
        (["--output", "json:a.md"], "a.md 是要核对的文件，不能写入。"),
        (["--output", "json:."], ". 是文件夹，不是文件。"),
    ],
)
def test_what_cannot_be_written_is_told_before_any_work(
    run: Run, arguments: list[str], said: str
) -> None:
    write("a.md")
    before = Path("a.md").read_bytes()
    status, text, told = run("check", "a.md", *arguments)
    assert (status, text) == (2, "")
    assert said in told
    assert [path.name for path in Path().iterdir()] == ["a.md"]
    assert Path("a.md").read_bytes() == before


def test_an_unreadable_file_beside_findings_is_2_and_the_rest_is_written(run: Run) -> None:
    write("a.md")
    write("b.md", "")
    status, text, said = run("check", ".", "--output", "sarif:o.sarif", "--output", "junit:o.xml")
    assert (status, said) == (2, "")
    assert "FND201" in text
    results = json.loads(Path("o.sarif").read_text("utf-8"))["runs"][0]
    assert len(results["results"]) == 1
    assert not results["invocations"][0]["executionSuccessful"]
    root = etree.parse("o.xml").getroot()
    assert (root.get("failures"), root.get("errors")) == ("1", "1")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_one_that_cannot_be_written_does_not_keep_the_others(run: Run) -> None:
    write("a.md")
    status, _, said = run("check", "a.md", "--output", "sarif:/dev/full", "--output", "junit:o.xml")
    assert status == 2
    assert said == "错误：/dev/full: 磁盘已满\n"
    assert etree.parse("o.xml").getroot().get("failures") == "1"


WRITER = """
import sys
from pathlib import Path
from checker import output
from checker.baseline import written, Entry
text = {"A": "A" * 3_000_000, "B": "B" * 3_000_000}
file = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in "AB":
        with output.locked(file), output.replaced(file) as part, output.opened(part) as stream:
            for at in range(0, 3_000_000, 100_000):
                stream.write(text[letter][at : at + 100_000])
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_killed_at_any_moment_a_file_is_whole_and_nobody_is_kept_out(here: Path) -> None:
    target = here / "out.json"
    seen = set()
    for round_ in range(12):
        command = [sys.executable, "-c", WRITER, str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.02 + 0.013 * round_)
            process.send_signal(signal.SIGKILL)
        if target.exists():
            text = target.read_text("utf-8")
            assert text in ("A" * 3_000_000, "B" * 3_000_000)
            seen.add(text[0])
    assert seen
    assert {path.name for path in here.iterdir() if not path.name.startswith(".")} == {"out.json"}
