"""What every test stands on: a cache of its own, no deadline that a busy machine would break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from checker import language
from checker.cli import main

# What the command line gives back: its status, and what it wrote on both streams.
Run = Callable[..., tuple[int, str, str]]

hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line as a person calls it, in Chinese."""
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
