"""JUnit XML: a suite a document, a case a relation judged, as CI systems show tests.

A case fails only when its finding makes the run fail (``--fail-on``); another finding is told
in the output of its case.  What could not be assessed is skipped, a file that could not be read
is an error.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TextIO
from xml.etree import ElementTree as ET

from checker.arithmetic.verdict import Verdict
from checker.finding import Check
from checker.formula import where
from checker.language import _
from checker.location import named
from checker.report import DocumentReport, Failure, Report
from checker.wording import SEVERITIES, failed, message, reason

NAME = "junit"

# What XML cannot hold at all.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """The suites, the documents in the order they were given."""
    root = ET.Element("testsuites", name="checker")
    suites = [_suite(document, report) for document in report.documents]
    suites += [_unread(failure) for failure in report.failures]
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    ET.indent(root, " ")
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ET.tostring(root, encoding="unicode"))
    stream.write("\n")


def _suite(document: DocumentReport, report: Report) -> ET.Element:
    cases = [_case(check, document, report) for check in document.checks]
    inside = Counter(child.tag for case in cases for child in case)
    suite = ET.Element(
        "testsuite",
        name=_text(named(document.path)),
        tests=str(len(cases)),
        failures=str(inside["failure"]),
        errors="0",
        skipped=str(inside["skipped"]),
    )
    suite.extend(cases)
    return suite


def _case(check: Check, document: DocumentReport, report: Report) -> ET.Element:
    stated = check.stated
    words = (check.rule, where(stated.place), stated.label, stated.text, check.fingerprint)
    case = _named(named(document.path), " ".join(" ".join(filter(None, words)).split()))
    if (line := document.line(stated.place)) is not None:
        case.set("line", str(line))
    text = _text(message(check, report.rules.get(check.rule)))
    if report.fails(check):
        assert check.severity is not None
        failure = ET.SubElement(case, "failure", message=text, type=check.severity.value)
        failure.text = _text(stated.sentence.text if stated.sentence else stated.text)
    elif check.verdict is Verdict.UNASSESSABLE:
        ET.SubElement(case, "skipped", message=_text(reason(check)))
    elif check.severity is not None:
        level = _("已接受") if check.accepted else _(SEVERITIES[check.severity])
        ET.SubElement(case, "system-out").text = f"{level} {text}"
    return case


def _unread(failure: Failure) -> ET.Element:
    path = named(failure.path)
    counts = {"tests": "1", "failures": "0", "errors": "1", "skipped": "0"}
    suite = ET.Element("testsuite", {"name": _text(path), **counts})
    case = _named(path, _("读取"))
    ET.SubElement(case, "error", message=_text(failed(failure)), type="unreadable")
    suite.append(case)
    return suite


def _named(path: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=_text(path), name=_text(name), file=_text(path))


def _text(given: str) -> str:
    return _NO_XML.sub("\ufffd", given)
