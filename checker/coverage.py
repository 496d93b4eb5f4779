"""Coverage (覆盖情况): one document's part of the report: its checks, and what was not checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checker.arithmetic.verdict import Verdict
from checker.diagnose import localised
from checker.extract.extraction import Extraction
from checker.extract.scan import Kind
from checker.figure import Figure
from checker.finding import Check, numbered
from checker.loaded import Head
from checker.number import Approximation
from checker.report import DocumentReport, Unplaced

# Why a number that is no figure takes part in nothing.
WHY = {
    Kind.YEAR: "date",
    Kind.DATE: "date",
    Kind.ORDINAL: "ordinal",
    Kind.NUMBERING: "label",
    Kind.CODE: "code",
    Kind.NAME: "name",
    Kind.RANGE: "range",
}


def reported(extraction: Extraction, checks: Sequence[Check]) -> DocumentReport:
    """The document with its checks, and every number that no verdict rests on, with why."""
    document, facts = extraction.document, extraction.facts
    head = Head(
        document.path,
        document.format,
        document.sha256,
        facts.title,
        facts.department,
        facts.fiscal_year,
        facts.type,
        facts.money_unit,
        document.notes,
    )
    return covered(head, extraction.figures, others(extraction), checks)


def others(extraction: Extraction) -> dict[Figure, str]:
    """The printed numbers that are no figures, each with why it takes part in nothing."""
    return {m.figure: WHY[m.kind] for text in extraction.texts for m in text.others}


def covered(
    head: Head, figures: Sequence[Figure], others: Mapping[Figure, str], checks: Sequence[Check]
) -> DocumentReport:
    """What is reported of a document, be it a report or a table that was loaded."""
    rested = judged(checks)
    known = set(figures)
    others = {f: why for f, why in others.items() if f not in known}
    alone = {f: _why(f) for f in figures if f not in rested}
    alone |= {f: why for f, why in others.items() if f not in rested}
    return DocumentReport(
        path=head.path,
        format=head.format,
        sha256=head.sha256,
        title=head.title,
        department=head.department,
        fiscal_year=head.fiscal_year,
        type=head.type,
        money_unit=head.money_unit,
        figures=len(figures) + len(others),
        figures_checked=len(rested & (known | others.keys())),
        unplaced=tuple(Unplaced(f, alone[f]) for f in sorted(alone, key=lambda f: f.place.order)),
        checks=tuple(numbered(checks)),
        notes=head.notes,
    )


def judged(checks: Sequence[Check]) -> set[Figure]:
    """The figures that a verdict rests on."""
    return {
        figure
        for one in checks
        if one.relation is not None and one.verdict is not Verdict.UNASSESSABLE
        for figure in (one.stated, *one.operands)
    }


def _why(figure: Figure) -> str:
    softened = figure.number.approximation is not Approximation.NONE
    return "approximate" if softened else "no_partner"


def added(document: DocumentReport, checks: Sequence[Check]) -> DocumentReport:
    """The document with checks against other documents, which may place more of its figures."""
    if not checks:
        return document
    placed = judged(checks)
    left = tuple(one for one in document.unplaced if one.figure not in placed)
    # Cells come first, as where all tables are judged together.
    every = sorted([*document.checks, *checks], key=lambda one: one.relation is not None)
    if any(one.severity for one in checks):  # what would mend them must break nothing else
        every = localised(every)
    return replace(
        document,
        checks=tuple(numbered(every)),
        unplaced=left,
        figures_checked=document.figures_checked + len(document.unplaced) - len(left),
    )
