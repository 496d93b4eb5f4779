"""Hostile input: whatever is given, a clear word in Chinese, and the rest still checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from checker import catalog, pipeline, readers, singly
from checker.extract.extraction import extract
from tests.conftest import Run

SAMPLE = Path(__file__).parent.parent / "sample_data" / "liuan-2023.md"
SUITE = Path(__file__).parent.parent / "expectations" / "funding.json"
TEXT = SAMPLE.read_text(encoding="utf-8")
# One sentence whose rate is wrong: 900 of 1000 is 90 %.
WRONG = "全年预算数1000.00万元，执行数900.00万元，执行率95.00%。"


@pytest.fixture
def run(run: Run) -> Run:
    def called(*arguments: str | Path) -> tuple[int, str, str]:
        status, text, said = run(*arguments)
        assert "Traceback" not in text + said
        assert "程序内部出错" not in text + said
        return status, text, said

    return called


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "好 报告.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def checked(path: Path) -> dict[str, Any]:
    """The one document of a run, as (verdict, stated) by rule."""
    [document] = pipeline.check([path], pipeline.Options()).documents
    found = [(c.rule, c.verdict.value, c.stated.text.replace(" ", "")) for c in document.checks]
    return {"figures": document.figures, "found": sorted(found), "title": document.title}


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# What cannot be read


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.md", b"", "文件是空的"),
        ("white.txt", b" \n\t\r\n  ", "文件是空的"),
        ("全角空格.md", "　\n　".encode(), "文件里没有文字"),
        ("stars.md", b"***\n---\n", "文件里没有文字"),
        ("noise.md", bytes(range(256)) * 20, "不是文本文件"),
        ("utf-32.md", TEXT.encode("utf-32"), "不是文本文件"),
        ("a.xyz", TEXT.encode(), "不认识的文件类型 .xyz"),
        ("noname", TEXT.encode(), "不认识的文件类型 noname"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_checked(
    run: Run, tmp_path: Path, good: Path, name: str, content: bytes, why: str
) -> None:
    bad = written(tmp_path / name, content)
    status, text, said = run("check", bad, good, "--format", "json")
    report = json.loads(text)
    assert status == 2
    assert [document["path"] for document in report["documents"]] == [str(good)]
    assert report["checks"]
    [failure] = report["failures"]
    assert failure["path"] == str(bad)
    assert failure["reason"].startswith(why)
    assert said.startswith(f"{bad}: {why}")


def test_paths_that_lead_nowhere(run: Run, tmp_path: Path, good: Path) -> None:
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    for path, why in (
        (tmp_path / "没有.md", "文件不存在"),
        (empty, "文件夹里没有能读的报告"),
        (tmp_path / ("长" * 300 + ".md"), "无法打开：名称太长"),
        (good / "x.md", "无法打开：路径中有一段不是文件夹"),
    ):
        status, text, _ = run("check", path, "--format", "json")
        [failure] = json.loads(text)["failures"]
        assert (status, failure["path"], failure["reason"]) == (2, str(path), why)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_is_no_file(run: Run, tmp_path: Path) -> None:
    link = tmp_path / "endless.md"
    link.symlink_to("/dev/zero")
    status, text, _ = run("check", link)
    assert (status, "不是普通文件" in text) == (2, True)


def test_one_report_that_breaks_the_program_costs_only_itself(
    run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = written(tmp_path / "bad.md", WRONG)

    def broken(document: Any) -> Any:
        if document.path == str(bad):
            raise RecursionError("too deep")
        return extract(document)

    monkeypatch.setattr(singly, "extract", broken)
    report = pipeline.check([bad, good], pipeline.Options())
    assert [document.path for document in report.documents] == [str(good)]
    assert [(f.path, f.values["name"]) for f in report.failures] == [(str(bad), "RecursionError")]
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    with pytest.raises(RecursionError):
        pipeline.check([bad, good], pipeline.Options())


# How text is written


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_read_alike(tmp_path: Path, encoding: str) -> None:
    text = TEXT.encode("gbk", "ignore").decode("gbk")
    plain = written(tmp_path / "a.md", text)
    other = written(tmp_path / "b.md", text.encode(encoding))
    assert checked(other) == checked(plain)


def test_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    text = "街道預算執行情況。全年預算數1000萬元，執行數900萬元，執行率90%。"
    document = readers.read(written(tmp_path / "a.txt", text.encode("big5")))
    assert document.blocks[0].text == text
    assert readers.read(written(tmp_path / "b.txt", text.encode("gb18030"))).blocks[0].text == text


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_ends_of_lines_read_alike(tmp_path: Path, end: str) -> None:
    plain = written(tmp_path / "a.md", TEXT)
    assert checked(written(tmp_path / "b.md", TEXT.replace("\n", end))) == checked(plain)


def test_a_page_break_is_no_line(tmp_path: Path) -> None:
    document = readers.read(written(tmp_path / "a.txt", f"第一页。\n\f第二页。\n{WRONG}"))
    assert [block.text for block in document.blocks] == ["第一页。", f"第二页。{WRONG}"]
    assert document.blocks[1].span.place("", 0, 1).line == 2


@pytest.mark.parametrize(
    "text",
    [
        "全年预算数1000.00万元，\0执行数900.00万元，执行率95.00%。",
        "\u202e全年预算数1000.00万元，\u2066执行数\u202c900.00万元，执行\u200b率95.00%。\u200f",
        "全年预算数\ufeff1000.00万元，执行数9\u00ad00.00万元，\x1b执行率95.00%。",
        "全年预算数１０００．００万元，执行数９００．００万元，执行率９５．００％。",
        "全年预算数1 000.00 万元，执行数900.00\u2009万元，执行率95.00 %。",
        "全年预算数 1\u2009000.00万元，执行数\u00a0900.00\u3000万元，执行率\u202f95.00%。",
        "全年**预算数**1000.00万元，_执行数_`900.00`万元，<b>执行率</b>95.00%。",
    ],
    ids=["nul", "bidi", "unseen", "full-width", "spaces", "thin-spaces", "marks"],
)
def test_what_is_not_seen_does_not_count(tmp_path: Path, text: str) -> None:
    [document] = pipeline.check([written(tmp_path / "a.md", text)], pipeline.Options()).documents
    [rate] = [one for one in document.checks if one.rule == "FND201"]
    assert rate.verdict == "inconsistent"
    assert [f.number.digits for f in (rate.stated, *rate.operands)] == [
        "95.00",
        "900.00",
        "1000.00",
    ]
    assert rate.stated.sentence is not None
    assert rate.stated.sentence.text.isprintable()


def test_ragged_and_empty_rows_of_a_table(tmp_path: Path) -> None:
    text = (
        "单位：万元\n\n| 项目 | 全年预算数 | 执行数 | 执行率 |\n|---|---|\n| 合计 | 1000 | 900 |\n"
        "| 基本支出 | 600 | 500 | 95.00% | 多 | 余 |\n||\n| | | |\n"
        "| 甲 \\| 乙 | 400 | 400 | 100% |\n"
    )
    [document] = pipeline.check([written(tmp_path / "a.md", text)], pipeline.Options()).documents
    rates = {c.stated.text: c.verdict.value for c in document.checks if c.kind == "ratio"}
    assert rates == {"95.00%": "inconsistent", "100%": "consistent"}


def test_numbers_without_end_are_no_figures(run: Run, tmp_path: Path) -> None:
    digits = "1" * 100_000
    text = (
        f"全年预算数{digits}万元，执行数5万元，执行率5%。\n\n|预算数|执行数|\n|-|-|\n|{digits}|1|"
    )
    status, told, _ = run("check", written(tmp_path / "a.md", text), "--format", "json")
    assert status == 0
    assert json.loads(told)["documents"][0]["figures"] >= 3


# Length


LONG = {
    "one line": WRONG.replace("。", "，") * 1500,
    "no delimiter": "街道" * 100_000,
    "comments": "<!--" * 30_000,
    "tags": "<a" * 60_000,
    "stars": "*a" * 60_000,
    "underscores": "_a " * 60_000,
    "rules": "- " * 60_000 + "x",
    "divider": "|a|\n" + "|--" * 40_000 + "x|",
    "spaces": " " * 200_000 + "x" + " " * 200_000,
    "brackets": "（" * 30_000 + WRONG + "）" * 30_000,
    "sections": "".join(f"## {n}. 节\n\n执行率{n}%。\n\n" for n in range(2000)),
    "rows": "|项目|预算数|执行数|\n|-|-|-|\n" + "".join(f"|甲{n}|{n}|{n}|\n" for n in range(1000)),
    "columns": f"|{'列|' * 300}\n|{'-|' * 300}\n" + f"|{'1|' * 300}\n" * 5,
    "empty lines": "\n" * 200_000 + WRONG,
    "numerals": "万千百十亿" * 20_000,
    "years": "2021年" * 4_000,
    "list": "、".join(f"村{n}" for n in range(4_000)) + "共4000个。",
    "restated": "".join(
        f"一般公共预算支出{5000 + n % 3}.12万元，政府性基金预算支出{300 + n % 5}.50万元。"
        for n in range(700)
    ),
    "scores": "总分100分，得分90分。"
    + "".join(f"{n % 9 + 1}.指标{n}（{5 + n % 3}分，得{4 + n % 3}.5分）。\n" for n in range(2_400)),
}


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_length_alone(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "a.md", LONG[name])
    start = time.process_time()
    assert len(pipeline.check([path], pipeline.Options()).documents) == 1
    assert time.process_time() - start < 6


# Paths


@pytest.mark.parametrize(
    "name", ["年度 报告（终稿）.md", "a\nb.md", "[red]x.md", "-x.md", "a%s{}.md"]
)
def test_any_file_name(run: Run, tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, WRONG)
    status, text, _ = run("check", "--format", "json", path)
    assert (status, json.loads(text)["documents"][0]["path"]) == (1, str(path))
    status, text, _ = run("check", path, tmp_path / "none.md")
    assert status == 2
    assert "".join(name.split()) in "".join(text.split())


def test_the_same_file_is_checked_once_and_the_same_content_twice(tmp_path: Path) -> None:
    first = written(tmp_path / "a.md", WRONG)
    second = written(tmp_path / "b.md", WRONG)
    (tmp_path / "c.md").symlink_to(first)
    paths = [first, tmp_path / "." / "x" / ".." / "a.md", tmp_path, second]
    documents = pipeline.check(paths, pipeline.Options()).documents
    assert [document.path for document in documents] == [str(first), str(second)]
    assert documents[0].sha256 == documents[1].sha256
    assert [len(document.checks) for document in documents] == [len(documents[0].checks)] * 2


def test_folders_in_circles_hidden_files_and_locks(tmp_path: Path) -> None:
    inner = tmp_path / "内" / "层"
    inner.mkdir(parents=True)
    (inner / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / ".hidden").mkdir()
    for name in ("~$a.md", ".a.md", ".hidden/a.md", "README.md", "内/层/a.md"):
        written(tmp_path / name, WRONG)
    assert readers.documents([tmp_path]) == ([inner / "a.md"], [])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that bind")
def test_what_must_not_be_opened(run: Run, tmp_path: Path, good: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    good.chmod(0)
    for path in (closed, good):
        status, text, _ = run("check", path)
        assert (status, "没有权限" in text) == (2, True)
    closed.chmod(0o700)


# Where reports go


def test_a_report_is_never_written_over_what_is_checked(run: Run, good: Path) -> None:
    for paths in ([good], [good.parent]):
        status, _, said = run("check", *paths, "--output", good)
        assert (status, "不能写入" in said) == (2, True)
    assert good.read_text(encoding="utf-8") == TEXT


def test_a_folder_that_is_missing_is_told_before_any_work(
    run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "check", None)
    status, _, said = run("check", good, "--output", tmp_path / "没有" / "a.json")
    assert (status, f"没有文件夹 {tmp_path / '没有'}" in said) == (2, True)


def test_what_fails_while_it_is_written_leaves_the_old_report(
    run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = written(tmp_path / "old.json", "old")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device", ".old.json.part")

    monkeypatch.setattr(Path, "replace", full)
    status, _, said = run("check", good, "--format", "json", "--output", old)
    assert (status, said) == (2, f"错误：{old}: 磁盘已满\n")
    assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["old.json", good.name])


def test_failures_are_said_when_the_report_goes_to_a_file(
    run: Run, tmp_path: Path, good: Path
) -> None:
    gone = tmp_path / "gone.md"
    status, text, said = run("check", good, gone, "--output", tmp_path / "out.txt")
    assert (status, text, said) == (2, "", f"{gone}: 文件不存在\n")


# Streams


def process(env: dict[str, str], **streams: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "checker", "check", str(SAMPLE)]
    return subprocess.run(command, env={**os.environ, **env}, check=False, **streams)


@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        ({"PYTHONIOENCODING": "gbk"}, "gbk"),
        ({"PYTHONIOENCODING": "ascii", "NO_COLOR": "1", "COLUMNS": "40"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "dumb"}, "utf-8"),
    ],
)
def test_chinese_comes_out_whatever_the_locale(env: dict[str, str], encoding: str) -> None:
    done = process(env, capture_output=True)
    assert (done.returncode, done.stderr) == (1, b"")
    text = done.stdout.decode(encoding)
    assert "可能应将 6708 改为 6618.22" in text
    assert "\x1b" not in text


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_streams() -> None:
    command = f'"{sys.executable}" -m checker check "{SAMPLE}" >&- 2>&-'
    assert subprocess.run(command, shell=True, check=False).returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        done = process({}, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr.decode()) == (2, "错误：磁盘已满\n")


# Suites of one's own


def entry(**changes: Any) -> dict[str, Any]:
    [own] = [
        one
        for one in json.loads(SUITE.read_text(encoding="utf-8"))["expectations"]
        if one["meta"]["code"] == "FND201"
    ]
    return {**own, "meta": {"code": "USR001", "title": "我的规则"}, **changes}


def suite(*entries: Any, name: Any = "funding") -> bytes:
    return json.dumps({"name": name, "expectations": entries}, ensure_ascii=False).encode()


KWARGS = entry()["kwargs"]
SUITES = {
    "broken": (b'{\n "name": "funding",\n "expectations": [,]\n}', "第 3 行起不是有效的 JSON"),
    "cut off": (suite(entry())[:-20], "第 1 行起不是有效的 JSON"),
    "empty": (b"", "第 1 行起不是有效的 JSON"),
    "encoding": ('{"name": "资金"}'.encode("gbk"), "不是 UTF-8 编码"),
    "a list": (b"[]", "不是规则集"),
    "too deep": (b"[" * 100_000, "不是规则集"),
    "a long number": (b'{"name": ' + b"1" * 5000 + b"}", "不是规则集"),
    "no rules": (b'{"name": "funding"}', "缺少 expectations"),
    "no such table": (suite(name="fundings"), "没有名为 fundings 的表，是否指 funding？"),
    "null": (suite(None), "第 1 条规则：缺少"),
    "no code": (suite(entry(meta={"title": "x"})), "第 1 条规则：缺少 meta.code"),
    "bad code": (suite(entry(meta={"code": "X", "title": "x"})), "第 1 条规则：编号 X 应为"),
    "taken code": (suite(entry(meta={"code": "FND201", "title": "x"})), "编号 FND201 已用于"),
    "code twice": (suite(entry(), entry()), "编号 USR001 已用于"),
    "near type": (
        suite(entry(type="expect_rate_to_equal_ratios")),
        "是否指 expect_rate_to_equal_ratio？",
    ),
    "no such type": (suite(entry(type="foo")), "没有名为 foo 的规则种类"),
    "near kwarg": (suite(entry(kwargs={**KWARGS, "partt": "x"})), "没有参数 partt，是否指 part？"),
    "no kwarg": (suite(entry(kwargs={})), "缺少参数"),
    "wrong kwarg": (suite(entry(kwargs={**KWARGS, "part": 1})), "参数 part 不能是 1"),
    "no column": (
        suite(entry(kwargs={**KWARGS, "part": "executedd"})),
        "没有 executedd 列，是否指",
    ),
    "severity": (suite(entry(severity="fatal")), "不能是 fatal"),
}


@pytest.mark.parametrize("name", SUITES)
def test_a_suite_that_cannot_be_used(run: Run, good: Path, tmp_path: Path, name: str) -> None:
    content, why = SUITES[name]
    folder = tmp_path / "自备 规则"
    folder.mkdir()
    path = written(folder / "我的.json", content)
    status, text, said = run("check", good, "--expectations", folder)
    assert (status, text) == (2, "")
    assert said.startswith(f"错误：{path}: ")
    assert why in said


def test_a_folder_without_suites(run: Run, good: Path, tmp_path: Path) -> None:
    status, _, said = run("check", good, "--expectations", tmp_path)
    assert (status, said) == (2, f"错误：{tmp_path}: 文件夹里没有规则集（*.json）\n")


def test_a_code_that_no_rule_has(run: Run, good: Path) -> None:
    status, text, said = run("check", good, "--select", "FND201,FND2O1")
    assert (status, text) == (2, "")
    assert "没有编号以 FND2O1 开头的规则" in said
    assert "FND201" in said
    assert catalog.rule("FND201") is not None


# What a command leaves alone


def test_an_empty_path_is_not_the_working_folder(run: Run, good: Path) -> None:
    for arguments in (("check", ""), ("check", good, "--output", ""), ("baseline", "")):
        status, text, said = run(*arguments)
        assert (status, text, "路径不能是空的" in said) == (2, "", True)


@pytest.mark.skipif(os.name == "nt", reason="needs permissions that bind")
def test_one_file_without_permission_costs_only_itself(
    run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = written(tmp_path / "closed.md", TEXT)
    closed.chmod(0)
    monkeypatch.setattr(os, "access", lambda path, *_how, **_more: Path(path) != closed)
    status, text, _ = run("check", closed, good, "--format", "json")
    assert str(good) in [document["path"] for document in json.loads(text)["documents"]]
    assert status == (1 if os.geteuid() == 0 else 2)


def test_no_project_is_made_of_nothing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "gx"
    gone = tmp_path / "没有.md"
    assert run("gx", gone, "--output", folder) == (2, "", f"{gone}: 文件不存在\n")
    assert not folder.exists()


def test_nothing_read_is_not_nothing_found(run: Run, tmp_path: Path) -> None:
    gone = tmp_path / "没有.md"
    assert run("baseline", gone) == (2, "", f"{gone}: 文件不存在\n")


def test_a_project_of_great_expectations_holds_no_reports(tmp_path: Path) -> None:
    report = written(tmp_path / "a.md", WRONG)
    inner = tmp_path / "out" / "gx" / "expectations"
    inner.mkdir(parents=True)
    written(inner.parent / "great_expectations.yml", "config_version: 4.0\n")
    written(inner / "funding.json", SUITE.read_bytes())
    written(inner / "funding.html", f"<p>{WRONG}</p>")
    found = pipeline.check([tmp_path], pipeline.Options())
    assert [document.path for document in found.documents] == [str(report)]
    assert found.failures == ()


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("command", ["rules", "rule FND201", "config"])
def test_a_reader_that_leaves_is_no_failure(command: str) -> None:
    whole = f'("{sys.executable}" -m checker {command}; echo $? >&2) | true'
    done = subprocess.run(whole, shell=True, check=True, capture_output=True)
    assert done.stderr.decode().split() == ["0"]


def test_a_suite_that_cannot_be_run_is_told_once(run: Run, tmp_path: Path) -> None:
    reports = tmp_path / "报告"
    own = tmp_path / "规则"
    reports.mkdir()
    own.mkdir()
    for n in range(9):  # shared between processes
        written(reports / f"{n}.md", WRONG)
    kind = "expect_column_values_to_not_be_null"
    column = {"type": kind, "kwargs": {"column": "nope"}}
    file = written(own / "funding.json", suite(entry(**column)))
    for paths in ([reports / "0.md"], [reports]):
        status, text, said = run("check", *paths, "--expectations", own)
        assert (status, text) == (2, "")
        assert said.startswith(f"错误：{file}: 规则 USR001：")
        assert said.count("USR001") == 1


def test_a_report_written_into_the_folder_is_not_checked_with_it(run: Run, good: Path) -> None:
    folder = good.parent
    for name in ("结果.txt", "markdown:result.md", "console:en.text"):
        form, _, file = name.rpartition(":")
        target = f"{form}:{folder / file}" if form else str(folder / file)
        for lang in ("zh", "en"):  # the second time over the first
            assert run("--lang", lang, "check", folder, "--output", target)[0] == 1
    assert readers.documents([folder]) == ([good], [])
    own = folder / "结果.txt"
    assert readers.documents([own]) == ([own], [])
    about = "各数字由 checker rule FND201 核对过。"
    told = written(folder / "b.txt", about + TEXT)
    assert readers.documents([folder]) == ([told, good], [])
