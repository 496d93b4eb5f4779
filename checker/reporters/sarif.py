"""SARIF 2.1.0: findings for code scanning and for editors, with the rules' pages as help.

A place is a region of the file where the format has lines and columns, else a logical location:
a page, a sheet's cell, a paragraph.  A fix is given only where one change of one figure is the
only explanation and the digits stand in a text file as they were read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from checker.finding import Check, Severity
from checker.formula import where
from checker.language import installed
from checker.location import uri
from checker.report import DocumentReport, Report
from checker.wording import failed, message, suggestion, unused

if TYPE_CHECKING:
    from checker.catalog import Rule
    from checker.figure import Figure, Place

NAME = "sarif"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "checkerFingerprint/v1"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_DIGITS = re.compile(r"\d+(?:\.\d+)?")

Object = Mapping[str, object]


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """One run."""
    run = {
        "tool": {"driver": _driver(report)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [
            _result(check, document, report)
            for document in report.documents
            for check in (*document.findings, *document.accepted)
        ],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    json.dump(whole, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _driver(report: Report) -> Object:
    return {
        "name": "checker",
        "version": report.version,
        "language": {"zh": "zh-CN", "en": "en-US"}[installed()],
        "rules": [_rule(rule) for rule in report.rules.values()],
    }


def _rule(rule: Rule) -> Object:
    title = rule.title.get(installed(), rule.title["zh"])
    page = "\n".join(rule.notes) or title
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.table]},
    }


def _invocation(report: Report) -> Object:
    told = [_notification("error", failed(f), f.path) for f in report.failures]
    told += [_notification("note", unused(one)) for one in report.unused]
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": told}


def _notification(level: str, text: str, path: str | None = None) -> Object:
    found: dict[str, object] = {"level": level, "message": {"text": text}}
    if path is not None:
        found["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}]
    return found


def _result(check: Check, document: DocumentReport, report: Report) -> Object:
    assert check.severity is not None
    found: dict[str, object] = {
        "ruleId": check.rule,
        "level": _LEVELS[check.severity],
        "message": {"text": message(check, report.rules.get(check.rule))},
        "locations": [_location(check.stated.place, document)],
        "partialFingerprints": {FINGERPRINT: check.fingerprint},
    }
    if check.rule in report.rules:
        found["ruleIndex"] = list(report.rules).index(check.rule)
    if check.operands:
        found["relatedLocations"] = [_related(f, document, report) for f in check.operands]
    if check.accepted is not None:
        said = {"kind": "external", "status": "accepted", "justification": check.accepted.reason}
        found["suppressions"] = [said]
    elif fixes := list(_fixes(check, document)):
        found["fixes"] = fixes
    return found


def _related(figure: Figure, document: DocumentReport, report: Report) -> Object:
    """An operand; one from another document (a rule across documents) names that one."""
    own = next((d for d in report.documents if d.path == figure.place.document), document)
    words = " ".join(f"{figure.label} {figure.text}".split()) or where(figure.place) or "-"
    return {**_location(figure.place, own), "message": {"text": words}}


def _location(place: Place, document: DocumentReport) -> Object:
    physical: dict[str, object] = {"artifactLocation": {"uri": uri(place.document)}}
    if region := _region(place, document):
        physical["region"] = region
    found: dict[str, object] = {"physicalLocation": physical}
    if logical := _logical(place):
        found["logicalLocations"] = [logical]
    return found


def _region(place: Place, document: DocumentReport) -> dict[str, object] | None:
    line = document.line(place)
    if line is None:
        return None
    if (columns := document.columns(place)) is None:
        return {"startLine": line}
    return {"startLine": line, "startColumn": columns[0] + 1, "endColumn": columns[1] + 1}


def _logical(place: Place) -> Object | None:
    """Where in a format without lines: ``自评表!D12``."""
    if place.cell is not None:
        whole = f"{place.sheet}!{place.cell}" if place.sheet else place.cell
        return {"name": place.cell, "fullyQualifiedName": whole, "kind": "cell"}
    for kind, value in (("sheet", place.sheet), ("page", place.page)):
        if value is not None:
            return {"name": str(value), "fullyQualifiedName": where(place), "kind": kind}
    if place.paragraph is not None:
        return {
            "name": str(place.paragraph),
            "fullyQualifiedName": where(place),
            "kind": "paragraph",
        }
    return None


def _fixes(check: Check, document: DocumentReport) -> Iterable[Object]:
    if len(check.explanations) != 1 or len(check.explanations[0].changes) != 1:
        return
    [explanation] = check.explanations
    [change] = explanation.changes
    place = change.figure.place
    columns = document.columns(place) if place.document == document.path else None
    span = _digits(change.figure, columns[1] - columns[0]) if columns else None
    # 6618～6620 is no single value.
    if columns is None or span is None or not _DIGITS.fullmatch(change.should_read):
        return
    region = {
        "startLine": place.line,
        "startColumn": columns[0] + span[0] + 1,
        "endColumn": columns[0] + span[1] + 1,
    }
    replaced = {"deletedRegion": region, "insertedContent": {"text": change.should_read}}
    artifact = {"artifactLocation": {"uri": uri(place.document)}, "replacements": [replaced]}
    yield {"description": {"text": suggestion(explanation)}, "artifactChanges": [artifact]}


def _digits(figure: Figure, width: int) -> tuple[int, int] | None:
    """Where the digits are in the ``width`` characters that the figure takes in the file.

    Known where what was read is as long: then each character of it stands at its column.
    """
    texts = [figure.text]
    if figure.sentence is not None:
        texts.append(figure.sentence.text[slice(*figure.at)])
    for text in texts:
        found = list(_DIGITS.finditer(text))
        if len(text) == width and len(found) == 1:
            return found[0].span()
    return None
