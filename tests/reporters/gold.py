"""Golden files: what a reporter writes, byte for byte; UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import io
import os
from pathlib import Path

from checker.report import Report
from checker.reporters import find

FOLDER = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parent / "schemas"


def written(form: str, report: Report) -> str:
    stream = io.StringIO()
    find(form).write(report, stream, width=None, color=False)
    return stream.getvalue()


def same(text: str, name: str) -> None:
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()
