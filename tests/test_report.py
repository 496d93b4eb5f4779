"""Reports: order of findings and documents, counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.arithmetic.verdict import Verdict
from checker.figure import Figure, Place
from checker.finding import CellFault, Check, Severity
from checker.number import Number
from checker.report import DocumentReport, Report

ERROR, WARNING, NOTE = Severity


def check(severity: Severity | None, line: int, rule: str = "FND001") -> Check:
    figure = Figure(Place("d", line), Number("1", Decimal(1), 0))
    verdict = Verdict.INCONSISTENT if severity else Verdict.CONSISTENT
    return Check(rule, "d", "1", verdict, severity, fault=CellFault(figure, "负数"))


def document(path: str, *checks: Check) -> DocumentReport:
    return DocumentReport(path, "text", "", "", "", None, "", "", 0, 0, (), checks)


def test_findings_come_gravest_first_then_in_reading_order() -> None:
    given = [check(NOTE, 1), check(ERROR, 9), check(None, 2), check(WARNING, 3), check(ERROR, 4)]
    found = document("d", *given).findings
    assert [(c.severity, c.stated.place.line) for c in found] == [
        (ERROR, 4), (ERROR, 9), (WARNING, 3), (NOTE, 1),
    ]  # fmt: skip


def test_counts() -> None:
    one = document("d", check(ERROR, 1), check(WARNING, 2), check(None, 3))
    assert one.verdicts[Verdict.INCONSISTENT] == 2
    assert one.verdicts[Verdict.TRUNCATED] == 0
    assert (one.worst, document("e", check(None, 1)).worst) == (ERROR, None)
    report = Report((one, document("e", check(ERROR, 1))), (), {}, "0")
    assert report.severities == {ERROR: 2, WARNING: 1, NOTE: 0}
    assert (report.worst, Report((), (), {}, "0").worst) == (ERROR, None)


def test_documents_are_ranked_by_risk() -> None:
    documents = (
        document("b"),
        document("a"),
        document("note", check(NOTE, 1)),
        document("warned", *[check(WARNING, n) for n in range(9)]),
        document("wrong", check(ERROR, 1)),
    )
    ranked = Report(documents, (), {}, "0").ranked()
    assert [one.path for one in ranked] == ["wrong", "warned", "note", "a", "b"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Place("d", 2, 5), Place("d", 10, 1)),
        (Place("d", 2, 5), Place("d", 2, 30)),
        (Place("d", page=2), Place("d", page=10)),
        (Place("d", sheet="s", cell="Z2"), Place("d", sheet="s", cell="AA2")),
        (Place("d", sheet="s", cell="B9"), Place("d", sheet="s", cell="A10")),
    ],
)
def test_reading_order(first: Place, second: Place) -> None:
    assert first.order < second.order
