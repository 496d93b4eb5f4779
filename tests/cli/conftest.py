"""The command line as a person calls it: in a folder of its own, in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker import language
from checker.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("CHECKER_LANG", "CHECKER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "")

    def called(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        language.install("zh")
        status = left.value.code
        assert isinstance(status, int)
        return status, *capfd.readouterr()

    return called
