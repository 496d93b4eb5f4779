"""Checks (核对): one relation judged under one rule; a finding (疑点) is one with a severity."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath

from checker.arithmetic.expression import figures
from checker.arithmetic.localise import Explanation
from checker.arithmetic.relation import Relation
from checker.arithmetic.verdict import Judgement, Verdict
from checker.figure import Figure


class Severity(StrEnum):
    """严重程度, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CellFault:
    """单元格问题: what a cell rule found wrong with one figure (``problem`` is a msgid)."""

    figure: Figure
    problem: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """已接受: a person has looked at the finding and lets it stand; dates are ISO dates."""

    reason: str
    by: str = ""
    date: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """核对: ``rule`` judged one relation (or one cell) of ``document``; ``row`` names the row.

    ``explanations`` are the document's explanations that touch this check, the lead first.
    ``occurrence`` tells checks apart that say the same of the same digits in one document.
    ``remote``: its sides are so far apart that the sentence may have been misread.
    """

    rule: str
    document: str
    row: str
    verdict: Verdict
    severity: Severity | None
    relation: Relation | None = None
    judgement: Judgement | None = None
    fault: CellFault | None = None
    explanations: tuple[Explanation, ...] = ()
    occurrence: int = 1
    accepted: Acceptance | None = None
    remote: bool = False

    @property
    def found(self) -> bool:
        """Whether it is a finding (疑点) that nobody has accepted."""
        return self.severity is not None and self.accepted is None

    @property
    def stated(self) -> Figure:
        if self.relation is not None:
            return self.relation.stated
        assert self.fault is not None
        return self.fault.figure

    @property
    def kind(self) -> str:
        return self.relation.kind if self.relation else "cell"

    @property
    def fingerprint(self) -> str:
        """指纹: the rule, the file's name without its ending, and the labels and digits.

        It stays when lines move, the folder is moved or the report is converted to another
        format, and changes with any figure.  The second check that says the same of the same
        digits in one document has the second fingerprint (``occurrence``, in reading order).
        The folder is no part of it: reports of two years that bear one name can have one
        fingerprint, and what belongs to one of them (an acceptance) must name the file too.
        """
        every = (self.stated, *self.operands)
        said = [f"{f.term}:{''.join(f.label.split())}:{f.number.digits}" for f in every]
        stem = unicodedata.normalize("NFC", PurePath(self.document).stem)
        again = [str(self.occurrence)] if self.occurrence > 1 else []
        whole = "|".join([self.rule, stem, *said, *again])
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def misread(self) -> tuple[Figure, ...]:
        """识别不清: the figures it rests on that were recognised in a picture, and not surely."""
        return tuple(f for f in (self.stated, *self.operands) if f.place.doubtful)

    @property
    def operands(self) -> tuple[Figure, ...]:
        """The figures that the verdict rests on, besides the stated one, each once."""
        if self.relation is None:
            return ()
        chosen = self.judgement.reading if self.judgement else None
        readings = (chosen,) if chosen is not None else self.relation.readings
        seen = dict.fromkeys(figure for reading in readings for figure in figures(reading))
        seen.pop(self.relation.stated, None)
        return tuple(seen)


def numbered(checks: Iterable[Check]) -> list[Check]:
    """The checks of one document, those that would share a fingerprint told apart."""
    every = list(checks)
    seen: Counter[str] = Counter()
    nth: dict[int, int] = {}
    for at, check in sorted(enumerate(every), key=lambda one: (one[1].stated.place.order, one[0])):
        seen[check.fingerprint] += 1
        nth[at] = seen[check.fingerprint]
    return [
        check if nth[at] == 1 else replace(check, occurrence=nth[at])
        for at, check in enumerate(every)
    ]


def lowered(check: Check) -> Check:
    """A finding that may come from a misread figure is a note: the original must be looked at."""
    doubted = check.severity is not None and check.misread
    return replace(check, severity=Severity.NOTE) if doubted else check
