"""Progress: only on a terminal, only once the work takes time."""

from __future__ import annotations

import io

import pytest

from checker import progress


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


def test_it_is_silent_when_quick_or_when_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, Terminal(), 60) == ""
    assert told(monkeypatch, io.StringIO(), 0) == ""
