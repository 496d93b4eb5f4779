"""What every test stands on: no cache but its own, so that none sees another's results."""

import pytest


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
