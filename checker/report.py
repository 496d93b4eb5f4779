"""Reports (报告): what a reporter may show, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.arithmetic.verdict import Verdict
from checker.document import Note
from checker.figure import Figure, Place
from checker.finding import Check, Severity

if TYPE_CHECKING:
    from checker.catalog import Rule

GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
# Formats whose places are lines of the file, and those where the columns are the file's too.
LINES, COLUMNS = ("text", "markdown", "html"), ("text", "markdown")
# From which severity on a finding makes the run fail.
FAIL_ON = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    "never": frozenset[Severity](),
}


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
        """疑点: what was found and not accepted, the gravest first, then in reading order."""
        return tuple(sorted((check for check in self.checks if check.found), key=_weight))

    @property
    def accepted(self) -> tuple[Check, ...]:
        """已接受: the findings that a person lets stand, in the same order."""
        kept = [c for c in self.checks if c.severity is not None and c.accepted is not None]
        return tuple(sorted(kept, key=_weight))

    def line(self, place: Place) -> int | None:
        """The line of the file; None in a format that has pages, paragraphs or cells."""
        return place.line if self.format in LINES else None

    def columns(self, place: Place) -> tuple[int, int] | None:
        """The characters in that line (0-based, the end left out), where they are the file's."""
        exact = self.format in COLUMNS and place.line is not None and place.start < place.end
        return (place.start, place.end) if exact else None

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many checks came to each verdict; those that none came to stand at 0."""
        counted = Counter(check.verdict for check in self.checks)
        return {one: counted[one] + self.screened.get(one, 0) for one in Verdict}

    @property
    def severities(self) -> Mapping[Severity, int]:
        counted = Counter(check.severity for check in self.checks if check.found)
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
class Unused:
    """失效的接受: an accepted finding that did not come up; ``reason`` is a msgid."""

    fingerprint: str
    rule: str
    document: str
    reason: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """一次运行的报告.

    ``fail_on`` says which findings make the run fail; ``unused`` are the acceptances of
    the checked documents that no longer hold; ``unchanged`` documents were left out, since
    they are as they were.
    """

    documents: tuple[DocumentReport, ...]
    failures: tuple[Failure, ...]
    rules: Mapping[str, Rule]
    version: str
    fail_on: str = "error"
    unused: tuple[Unused, ...] = ()
    unchanged: int = 0

    def fails(self, check: Check) -> bool:
        """Whether this check alone makes the run fail."""
        return check.found and check.severity in FAIL_ON[self.fail_on]

    @property
    def failing(self) -> bool:
        """Whether some finding makes the run fail."""
        return any(
            n for severity, n in self.severities.items() if severity in FAIL_ON[self.fail_on]
        )

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
