"""GitLab code quality: the findings of a merge request, as its report artifact wants them.

It wants a line of everything and fingerprints that are unique over all files: a place without
lines is given as line 1, and the path goes into the fingerprint.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TextIO

from checker.finding import Check, Severity
from checker.formula import where
from checker.location import named
from checker.report import DocumentReport, Report
from checker.wording import failed, message

NAME = "gitlab"

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}

Object = Mapping[str, object]


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """A list of issues."""
    issues = [
        _issue(check, document, report)
        for document in report.documents
        for check in document.findings
    ]
    for failure in report.failures:
        path = named(failure.path)
        issues.append(_made(failed(failure), "unreadable", "blocker", path, 1, "unreadable"))
    json.dump(issues, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _issue(check: Check, document: DocumentReport, report: Report) -> Object:
    assert check.severity is not None
    line = document.line(check.stated.place)
    text = message(check, report.rules.get(check.rule))
    if line is None and (place := where(check.stated.place)):
        text = f"{place} {text}"
    path, severity = named(document.path), _SEVERITIES[check.severity]
    return _made(text, check.rule, severity, path, line or 1, check.fingerprint)


def _made(text: str, name: str, severity: str, path: str, line: int, mark: str) -> Object:
    unique = hashlib.sha256(f"{path}|{mark}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": text,
        "check_name": name,
        "fingerprint": unique,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
