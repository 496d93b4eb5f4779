"""The console: what it prints, byte for byte, and that nothing makes it crash."""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import language
from checker.arithmetic.verdict import Verdict
from checker.excerpt import cells
from checker.finding import Severity
from checker.report import Report
from checker.reporters import console, find, names

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    language.install("zh")
    yield
    language.install("zh")


def shown(report: Report, *, width: int | None = 80, color: bool = False) -> str:
    stream = io.StringIO()
    console.write(report, stream, width=width, color=color)
    return stream.getvalue()


def encoded(report: Report, encoding: str) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    console.write(report, stream, width=80, color=False)
    stream.flush()
    return raw.getvalue().decode(encoding)


def same(text: str, name: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "lang", "width", "color"),
    [
        ("console.txt", "zh", 80, False),
        ("console-narrow.txt", "zh", 56, False),
        ("console-color.txt", "zh", 80, True),
        ("console-en.txt", "en", 80, False),
    ],
)
def test_golden(report: Report, name: str, lang: str, width: int, color: bool) -> None:
    language.install(lang)
    same(shown(report, width=width, color=color), name)


@pytest.mark.parametrize("width", [10, 56, 61, 80, 100, 500])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int) -> None:
    lines = shown(report, width=width).splitlines()
    assert max(map(cells, lines)) <= min(max(width, 56), 100)


def test_no_escape_codes_without_color_and_no_carets_with_it(report: Report) -> None:
    assert "\x1b" not in shown(report)
    colored = shown(report, color=True)
    assert "\x1b[1;4;31m2.95 亿元" in colored
    assert "^" not in colored


def test_carets_stand_under_the_figure(report: Report) -> None:
    lines = shown(report).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("  │ 总投入 2.95"))
    start, end = lines[at + 1].index("^"), lines[at + 1].rindex("^") + 1
    before = lines[at].partition("2.95 亿元")[0]
    assert (start, end - start) == (cells(before), cells("2.95 亿元"))


def test_a_chinese_windows_console_can_show_it(report: Report) -> None:
    text = encoded(report, "gbk")
    assert "?" not in text
    assert "6708 ÷ 7143.45 = 93.90%，应为 94%，截位得 93%" in text
    assert "~~~~" in text  # the overline is not in GBK


def test_ascii_never_crashes(report: Report) -> None:
    text = encoded(report, "ascii")
    assert "FND201" in text
    assert "6708 / 7143.45 = 93.90%" in text


def test_control_characters_never_reach_the_terminal(report: Report) -> None:
    evil = dataclasses.replace(report.documents[0], title="标题\x1b[31m\u202e红", path="a\x1bb.txt")
    text = shown(dataclasses.replace(report, documents=(evil,)))
    assert not {"\x1b", "\u202e"} & set(text)


def test_the_riskiest_document_comes_first(report: Report) -> None:
    text = shown(report)
    assert text.index("多宝街道.txt") < text.index("绩效目标表.xlsx") < text.index("白鹤洞街道.pdf")


def test_a_clean_document_says_what_was_checked(report: Report) -> None:
    clean = dataclasses.replace(report, documents=report.documents[:1], failures=())
    text = shown(clean)
    assert "未发现疑点：能核对的 1 处勾稽都相符" in text
    assert "读出数据 3 个，参与核对 3 个，未归位 0 个" in text
    assert "共 1 份文档  未发现疑点（已核对 1 处）" in text


def test_what_a_note_contradicts_is_not_called_agreed(report: Report) -> None:
    clean = report.documents[0]
    noted = dataclasses.replace(
        clean.checks[0], verdict=Verdict.INCONSISTENT, severity=Severity.NOTE
    )
    text = shown(
        dataclasses.replace(
            report, documents=(dataclasses.replace(clean, checks=(*clean.checks, noted)),)
        )
    )
    assert "除提示所列之外，能核对的 1 处勾稽都相符" in text.replace("\n", "")


def test_a_document_without_relations_is_not_called_right(report: Report) -> None:
    empty = dataclasses.replace(report.documents[0], checks=())
    text = shown(dataclasses.replace(report, documents=(empty,)))
    assert "这不等于数据无误" in text
    assert "共 1 份文档  没有可核对的勾稽" in text
    assert "未发现疑点" not in text


def test_reporters_are_found_by_their_file() -> None:
    assert {"console", "json"} <= set(names())
    assert all(name == find(name).NAME for name in names())
    with pytest.raises(KeyError):
        find("nothing")
