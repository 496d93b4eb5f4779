"""Reports (报告): what a reporter may show, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.arithmetic.verdict import Verdict
from checker.document import Note
from checker.figure import Figure
from checker.finding import Check, Severity

if TYPE_CHECKING:
    from checker.catalog import Rule

GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """未归位: a figure that takes part in no relation; ``reason`` is a key such as ``date``."""

    figure: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """一份文档的核对结果."""

    path: str
    format: str
    sha256: str
    title: str
    department: str
    fiscal_year: int | None
    type: str
    money_unit: str
    figures: int
    figures_checked: int
    unplaced: tuple[Unplaced, ...]
    checks: tuple[Check, ...]
    notes: tuple[Note, ...] = ()  # what the reader left out or doubts
    screened: Mapping[Verdict, int] = field(default_factory=dict)  # beside ``checks``: of rows
    # of a large table, where only findings are kept

    @property
    def findings(self) -> tuple[Check, ...]:
        """疑点: the checks with a severity, the gravest first, then in reading order."""
        found = [check for check in self.checks if check.severity is not None]
        return tuple(sorted(found, key=_weight))

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many checks came to each verdict; those that none came to stand at 0."""
        counted = Counter(check.verdict for check in self.checks)
        return {one: counted[one] + self.screened.get(one, 0) for one in Verdict}

    @property
    def severities(self) -> Mapping[Severity, int]:
        counted = Counter(check.severity for check in self.checks)
        return {severity: counted[severity] for severity in Severity}

    @property
    def worst(self) -> Severity | None:
        counts = self.severities
        return next((severity for severity in Severity if counts[severity]), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """未能处理: an input that could not be read or a suite that is not valid.

    ``reason`` is a msgid; ``values`` fill its named fields.
    """

    path: str
    reason: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """一次运行的报告."""

    documents: tuple[DocumentReport, ...]
    failures: tuple[Failure, ...]
    rules: Mapping[str, Rule]
    version: str

    @property
    def severities(self) -> Mapping[Severity, int]:
        counts = [document.severities for document in self.documents]
        return {severity: sum(count[severity] for count in counts) for severity in Severity}

    @property
    def worst(self) -> Severity | None:
        counts = self.severities
        return next((severity for severity in Severity if counts[severity]), None)

    def ranked(self) -> tuple[DocumentReport, ...]:
        """The documents, the riskiest first: by errors, warnings, notes, then by path."""
        return tuple(
            sorted(
                self.documents,
                key=lambda document: (*(-n for n in document.severities.values()), document.path),
            )
        )


def _weight(check: Check) -> tuple[object, ...]:
    assert check.severity is not None
    return (GRAVITY[check.severity], check.stated.place.order, check.rule, check.row)
