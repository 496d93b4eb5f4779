"""Checks (核对): one relation judged under one rule; a finding (疑点) is one with a severity."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

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
class Check:
    """核对: ``rule`` judged one relation (or one cell) of ``document``; ``row`` names the row.

    ``explanations`` are the document's explanations that touch this check, the lead first.
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
        """指纹: stable when lines move or the format changes: rule, labels and digits alone."""
        figures = [self.stated, *self.operands]
        said = "|".join(f"{f.term}:{f.label}:{f.number.digits}" for f in figures)
        return hashlib.sha256(f"{self.rule}|{self.row_name}|{said}".encode()).hexdigest()[:16]

    @property
    def row_name(self) -> str:
        return self.row.rpartition("/")[2]

    @property
    def operands(self) -> tuple[Figure, ...]:
        """The figures that the verdict rests on, besides the stated one, each once."""
        from checker.arithmetic.expression import figures

        if self.relation is None:
            return ()
        seen: dict[Figure, None] = {}
        chosen = self.judgement.reading if self.judgement else None
        for reading in (chosen,) if chosen is not None else self.relation.readings:
            for figure in figures(reading):
                seen.setdefault(figure)
        seen.pop(self.relation.stated, None)
        return tuple(seen)
