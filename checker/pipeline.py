"""The whole flow (流程): paths -> documents -> tables -> checks -> report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__, catalog, readers
from checker.arithmetic.verdict import Verdict
from checker.cells import cells
from checker.diagnose import localised
from checker.document import Unreadable
from checker.engines import judged
from checker.extract.extraction import Extraction, extract
from checker.extract.scan import Kind
from checker.finding import Check
from checker.number import Approximation
from checker.report import DocumentReport, Failure, Report, Unplaced
from checker.tables import build

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]

WHY = {
    Kind.YEAR: "date",
    Kind.DATE: "date",
    Kind.ORDINAL: "ordinal",
    Kind.NUMBERING: "label",
    Kind.CODE: "code",
    Kind.NAME: "name",
    Kind.RANGE: "range",
}


@dataclass(frozen=True, slots=True)
class Options:
    """选项: rule codes or prefixes to keep and to drop, the engine, a folder of own suites."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str = "native"
    expectations: Path | None = None


def check(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Check every report under ``paths``.

    What cannot be read is told in the report's ``failures``; the rest is still checked.
    Raises ``catalog.InvalidSuite`` when a suite cannot be used.
    """
    suites = catalog.suites(options.expectations)
    extractions, failures = _extracted(paths, progress)
    tables = build(extractions)
    found = [*cells(tables), *judged(options.engine, tables, suites)]
    kept = localised([c for c in found if _wanted(c.rule, options)])
    by_document: dict[str, list[Check]] = defaultdict(list)
    for one in kept:
        by_document[one.document].append(one)
    return Report(
        documents=tuple(_reported(e, by_document[e.document.path]) for e in extractions),
        failures=tuple(failures),
        rules={rule.code: rule for rule in catalog.rules(options.expectations)},
        version=__version__,
    )


def tables(
    paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[Mapping[str, pd.DataFrame], tuple[Failure, ...]]:
    """The extracted tables as frames, and what could not be read."""
    from checker.frames import frames

    extractions, failures = _extracted(paths, progress)
    return frames(build(extractions)), tuple(failures)


def _wanted(code: str, options: Options) -> bool:
    chosen = not options.select or code.startswith(options.select)
    return chosen and not (options.ignore and code.startswith(options.ignore))


def _extracted(
    paths: Sequence[Path], progress: Progress | None
) -> tuple[list[Extraction], list[Failure]]:
    files, problems = readers.documents(paths)
    extractions: list[Extraction] = []
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        try:
            extractions.append(extract(readers.read(path)))
        except Unreadable as problem:
            problems.append(problem)
    if progress:
        progress(len(files), len(files), "")
    return extractions, [Failure(p.path, p.reason, p.values) for p in problems]


def _reported(extraction: Extraction, checks: Sequence[Check]) -> DocumentReport:
    """One document's part of the report, with what was read and what was left unplaced."""
    judged = {
        figure
        for one in checks
        if one.relation is not None and one.verdict is not Verdict.UNASSESSABLE
        for figure in (one.stated, *one.operands)
    }
    figures = extraction.figures
    unplaced = [
        Unplaced(
            f, "approximate" if f.number.approximation is not Approximation.NONE else "no_partner"
        )
        for f in figures
        if f not in judged
    ]
    known = set(figures)
    others = [
        Unplaced(m.figure, WHY[m.kind])
        for text in extraction.texts
        for m in text.others
        if m.figure not in judged and m.figure not in known
    ]
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
        figures_checked=len(judged & known),
        unplaced=tuple(
            sorted(
                [*unplaced, *others], key=lambda u: (u.figure.place.line or 0, u.figure.place.start)
            )
        ),
        checks=tuple(checks),
    )


def counts(report: Report) -> Counter[str]:
    """Relations by verdict over all documents."""
    return Counter(one.verdict for document in report.documents for one in document.checks)
