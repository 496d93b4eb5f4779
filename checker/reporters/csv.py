"""CSV: a finding a row, for a spreadsheet; the mark at the beginning tells Excel it is UTF-8."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import TextIO

from checker.finding import Check
from checker.formula import where
from checker.language import _
from checker.report import DocumentReport, Report
from checker.wording import SEVERITIES, failed, message

NAME = "csv"

# A spreadsheet takes these for the beginning of a formula; a negative number is none.
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d)")


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """The findings, the riskiest document first, then what was accepted and what was not read."""
    stream.write("\ufeff")
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow([
        _("文档"), _("部门"), _("年度"), _("级别"), _("规则"), _("位置"), _("疑点"), _("原句"),
        _("指纹"), _("接受理由"),
    ])  # fmt: skip
    for document in report.ranked():
        for check in (*document.findings, *document.accepted):
            rows.writerow(map(_cell, _row(check, document, report)))
    for failure in report.failures:
        told = [failure.path, "", "", _("未能处理"), "", "", failed(failure), "", "", ""]
        rows.writerow(map(_cell, told))


def _row(check: Check, document: DocumentReport, report: Report) -> Sequence[str]:
    assert check.severity is not None
    sentence = check.stated.sentence
    return (
        document.path,
        document.department,
        str(document.fiscal_year or ""),
        _("已接受") if check.accepted else _(SEVERITIES[check.severity]),
        check.rule,
        where(check.stated.place),
        message(check, report.rules.get(check.rule)),
        " ".join(sentence.text.split()) if sentence else "",
        check.fingerprint,
        check.accepted.reason if check.accepted else "",
    )


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
