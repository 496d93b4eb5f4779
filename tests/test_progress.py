"""Progress: only on a terminal, only once the work takes time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from checker import progress, steps
from checker.readers import pdf
from tests.readers.paper import Paper


class Terminal(io.StringIO):
    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr("sys.stderr", stream)
    with progress.progress() as advance:
        if advance:
            for done in range(3):
                advance(done, 3, f"报告{done}.txt")
            advance(3, 3, "")
    return stream.getvalue()


def test_a_terminal_sees_it_when_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "/3" in told(monkeypatch, Terminal(), 0)


def test_the_pages_of_a_file_alone_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr("sys.stderr", stream)
    paper = Paper()
    for _ in range(3):
        paper.line("一页。")
        paper.page()
    with progress.progress() as advance:
        assert advance
        advance(0, 1, "")
        pdf.read(Path("a.pdf"), paper.data())
        advance(1, 1, "a.pdf")
    assert "/3" in stream.getvalue()
    assert "页，核对中" in stream.getvalue()


def test_other_processes_do_not_draw() -> None:
    told: list[tuple[int, int]] = []
    with steps.heard(lambda *step: told.append(step)):
        with steps.heard(None):
            steps.step(1, 2)
        steps.step(2, 2)
    steps.step(3, 3)
    assert told == [(2, 2)]


def test_it_is_silent_when_quick_or_when_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, Terminal(), 60) == ""
    assert told(monkeypatch, io.StringIO(), 0) == ""
