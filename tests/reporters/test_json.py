"""The JSON report: byte for byte, valid by its schema, and whole."""

from __future__ import annotations

import dataclasses
import io
import json
import os
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checker import language
from checker.arithmetic.verdict import Verdict
from checker.report import Report
from checker.reporters import json as reporter

GOLDEN = Path(__file__).parent / "golden" / "report.json"


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.install("zh")


def written(report: Report) -> str:
    stream = io.StringIO()
    reporter.write(report, stream, width=None, color=False)
    return stream.getvalue()


def read(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(report))
    return found


def test_golden(report: Report) -> None:
    text = written(report)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_it_is_valid_by_its_schema(report: Report) -> None:
    file = resources.files("checker.reporters") / "report.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    empty = dataclasses.replace(report, documents=(), failures=())
    for one in (report, empty):
        jsonschema.validate(read(one), schema, jsonschema.Draft202012Validator)


def test_every_item_stands_on_a_line_of_its_own(report: Report) -> None:
    text = written(report)
    lines = [line.strip().rstrip(",") for line in text.splitlines() if line[:3] == "  {"]
    items = [json.loads(line) for line in lines]
    found = json.loads(text)
    assert items == [*found["documents"], *found["checks"], *found["failures"]]


def test_every_check_is_there_and_the_digits_as_printed(report: Report) -> None:
    found = read(report)
    assert len(found["checks"]) == sum(len(document.checks) for document in report.documents)
    rate = found["checks"][0]
    assert rate["stated"] == {
        "text": "86.26%", "value": "86.26", "unit": "%",
        "line": 4, "start": 28, "end": 34, "page": 3, "role": "rate",
    }  # fmt: skip
    assert [operand["value"] for operand in rate["operands"]] == ["3105.3", "3600"]
    assert rate["recomputed"]["value"] == "86.2583333333"
    assert rate["recomputed"]["printed"] == "86.26%"


def test_what_could_not_be_assessed_says_why(report: Report) -> None:
    left = [check for check in read(report)["checks"] if check["verdict"] == "unassessable"]
    assert [(check["severity"], check["reason"]) for check in left] == [(None, "missing")]


def test_suggestions_tell_the_figure_and_its_place(report: Report) -> None:
    total = next(check for check in read(report)["checks"] if check["rule"] == "FND204")
    lead = total["suggestions"][0]
    assert (lead["should_read"], lead["mends"], lead["line"]) == ("6618.22", 2, 57)
    assert "可能应将 6708 改为 6618.22（2 处勾稽同时成立）" in total["message"]


def test_failures_are_told(report: Report) -> None:
    assert read(report)["failures"] == [
        {"path": "reports/扫描件.pdf", "reason": "没有文字层，无法读取"}
    ]


def test_what_was_left_out_is_counted(report: Report) -> None:
    screened = {Verdict.CONSISTENT: 70_000, Verdict.TRUNCATED: 0}
    first, *others = report.documents
    large = dataclasses.replace(first, screened=screened)
    found = read(dataclasses.replace(report, documents=(large, *others), unchanged=3))
    file = resources.files("checker.reporters") / "report.schema.json"
    jsonschema.validate(found, json.loads(file.read_text("utf-8")))
    assert found["unchanged"] == 3
    assert [one.get("screened") for one in found["documents"][:2]] == [
        {"consistent": 70_000},
        *[None] * (len(found["documents"][:2]) - 1),
    ]
