"""GitHub annotations: workflow commands that mark findings in the changed files.

The gravest come first, because only the first few of a step are shown.
"""

from __future__ import annotations

from typing import TextIO

from checker.finding import Check, Severity
from checker.language import _
from checker.location import named
from checker.report import DocumentReport, Report
from checker.wording import SEVERITIES, failed, message

NAME = "github"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """A command a line."""
    for failure in report.failures:
        where = {"file": named(failure.path), "title": _("未能处理")}
        stream.write(_command("error", where, failed(failure)))
    for severity in Severity:
        for document in report.documents:
            for check in document.findings:
                if check.severity is severity:
                    text = message(check, report.rules.get(check.rule))
                    stream.write(_command(_COMMANDS[severity], _where(check, document), text))


def _where(check: Check, document: DocumentReport) -> dict[str, str]:
    assert check.severity is not None
    place = check.stated.place
    found = {"file": named(document.path)}
    if (line := document.line(place)) is not None:
        found["line"] = str(line)
        if columns := document.columns(place):
            found |= {"col": str(columns[0] + 1), "endColumn": str(columns[1])}
    found["title"] = f"{check.rule} {_(SEVERITIES[check.severity])}"
    return found


def _command(name: str, where: dict[str, str], text: str) -> str:
    said = ",".join(f"{key}={_value(one)}" for key, one in where.items())
    return f"::{name} {said}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
