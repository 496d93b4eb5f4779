"""Coverage (覆盖情况): one document's part of the report: its checks, and what was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.arithmetic.verdict import Verdict
from checker.extract.extraction import Extraction
from checker.extract.scan import Kind
from checker.figure import Figure
from checker.finding import Check, numbered
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
    judged = {
        figure
        for one in checks
        if one.relation is not None and one.verdict is not Verdict.UNASSESSABLE
        for figure in (one.stated, *one.operands)
    }
    figures = extraction.figures
    known = set(figures)
    others = {m.figure: WHY[m.kind] for text in extraction.texts for m in text.others}
    others = {f: why for f, why in others.items() if f not in known}
    alone = {f: _why(f) for f in figures if f not in judged}
    alone |= {f: why for f, why in others.items() if f not in judged}
    facts = extraction.facts
    return DocumentReport(
        path=extraction.document.path,
        format=extraction.document.format,
        sha256=extraction.document.sha256,
        title=facts.title,
        department=facts.department,
        fiscal_year=facts.fiscal_year,
        type=facts.type,
        money_unit=facts.money_unit,
        figures=len(figures) + len(others),
        figures_checked=len(judged & (known | others.keys())),
        unplaced=tuple(Unplaced(f, alone[f]) for f in sorted(alone, key=lambda f: f.place.order)),
        checks=tuple(checks),
        notes=extraction.document.notes,
    )


def _why(figure: Figure) -> str:
    softened = figure.number.approximation is not Approximation.NONE
    return "approximate" if softened else "no_partner"


def added(document: DocumentReport, checks: Sequence[Check]) -> DocumentReport:
    """The document with checks against other documents, which may place more of its figures."""
    if not checks:
        return document
    placed = {
        figure
        for one in checks
        if one.verdict is not Verdict.UNASSESSABLE
        for figure in (one.stated, *one.operands)
    }
    left = tuple(one for one in document.unplaced if one.figure not in placed)
    return replace(
        document,
        checks=tuple(numbered([*document.checks, *checks])),
        unplaced=left,
        figures_checked=document.figures_checked + len(document.unplaced) - len(left),
    )
