"""The whole flow (流程): paths -> documents -> tables -> checks -> report."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__, cache, catalog, judging, location, number, ocr, readers
from checker.changed import changed
from checker.coverage import added, others
from checker.extract.digest import digest
from checker.figure import Figure
from checker.finding import Check
from checker.language import msgid
from checker.options import Options
from checker.packed import pack
from checker.report import DocumentReport, Failure, Report
from checker.singly import Checked, Progress, crashed, each, extracted
from checker.tables import build, joined

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Options", "check", "project", "tables"]

EXCLUDED = msgid("其中的报告都被配置的 exclude 排除")
# What a file that ends so can hold is a report, and no table of data.
REPORTS = frozenset((".md", ".markdown", ".txt", ".docx", ".doc", ".pdf", ".ofd", ".html", ".htm"))


@dataclass(frozen=True, slots=True)
class Between:
    """跨文档的核对: the checks of documents against each other, as a cache keeps them."""

    checks: tuple[Check, ...]


def check(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Check every report and every file of tables under ``paths``.

    What cannot be read is told in the report's ``failures``; the rest is still checked.
    Raises ``catalog.InvalidSuite`` when a suite cannot be used, ``changed.NotComparable``
    when what changed cannot be told.
    """
    rules = {rule.code: rule for rule in catalog.rules(options.expectations)}
    held, files, failures = _inputs(paths, options)
    changes = changed([*held, *files], options.since) if options.since is not None else None
    documents, problems = _tabular(held, options) if held else ([], [])
    asked = replace(options, cache=None, since=None)
    # A scanned page that was left out is read once the extra is there.
    settings = (asked, catalog.suites(options.expectations), ocr.available())
    with cache.opened(options.cache, settings) as store:
        found, unread = each(files, options, store, progress)
        documents = _together(documents, _across(found, options, store), held)
    failures += [*problems, *unread]
    if changes is None:
        return Report(tuple(documents), tuple(failures), rules, __version__)
    names = {str(path) for path in changes}
    shown = [d for d in documents if d.path in names or _rests_on(d, names)]
    failures = [f for f in failures if f.path in names]
    unchanged = len(documents) - len(shown)
    return Report(tuple(shown), tuple(failures), rules, __version__, unchanged=unchanged)


def tables(
    paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[Mapping[str, pd.DataFrame], tuple[Failure, ...]]:
    """The extracted tables as frames with where their figures stand, and what went wrong.

    Files of tables are taken over as they are.
    """
    from checker.frames import PLACES, frames, places

    built, unplaced, failures = _built(paths, options, progress)
    return {**frames(built), PLACES: places(built, unplaced)}, failures


def project(
    paths: Sequence[Path], folder: Path, options: Options, progress: Progress | None = None
) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """A Great Expectations project of the tables; its suites, and what could not be read."""
    built, _unplaced, failures = _built(paths, options, progress)
    if not any(built.values()):  # no folder is made for nothing
        return (), failures
    from checker.gx.project import write

    return write(folder, built, catalog.suites(options.expectations)), failures


def _built(
    paths: Sequence[Path], options: Options, progress: Progress | None
) -> tuple[dict[str, list[dict[str, object]]], dict[str, dict[Figure, str]], tuple[Failure, ...]]:
    """The tables, the printed numbers that are no figures, and what could not be read."""
    held, files, found = _inputs(paths, options)
    extractions, failures = extracted(files, options, progress)
    built = build(extractions) | joined([digest(one) for one in extractions])
    unplaced = {one.document.path: others(one) for one in extractions}
    if held:
        from checker.loaded import load

        loaded = load(held, options.columns)
        failures += [Failure(p.path, p.reason, p.values) for p in loaded.failures]
        built = {name: [*some, *loaded.tables[name]] for name, some in built.items()}
        unplaced |= {path: dict(known) for path, known in loaded.marks.others.items()}
    return built, unplaced, (*found, *failures)


def _inputs(
    paths: Sequence[Path], options: Options
) -> tuple[list[Path], list[Path], list[Failure]]:
    """The files of tables, the reports, and what is neither.

    What is excluded is left out unless it, or its folder, was named.
    """
    held = _held(paths, options)
    files, problems = readers.documents(paths)
    if held:
        known = {file.resolve() for file in held}
        files = [file for file in files if file.resolve() not in known]
        roots = {str(folder) for file in held for folder in file.parents}
        problems = [p for p in problems if p.path not in roots]
    failures = [Failure(p.path, p.reason, p.values) for p in problems]
    if not options.exclude:
        return held, files, failures
    excluded = partial(_excluded, root=options.levels.root, globs=options.exclude)
    named = set() if options.force_exclude else {p for p in paths if excluded(p)}
    held, files = (
        [f for f in some if not excluded(f) or not named.isdisjoint((f, *f.parents))]
        for some in (held, files)
    )
    if not (held or files or failures or options.force_exclude):
        failures = [Failure(str(path), EXCLUDED, {}) for path in paths]
    return held, files, failures


def _held(paths: Sequence[Path], options: Options) -> list[Path]:
    if all(path.suffix.lower() in REPORTS for path in paths):
        return []  # the usual case need not know how tables are loaded
    from checker.loaded import inputs

    return inputs(paths, options.columns)


def _excluded(file: Path, root: Path, globs: Sequence[str]) -> bool:
    path = location.relative(file, root)
    return path is not None and any(location.matches(glob, path) for glob in globs)


def _tabular(files: Sequence[Path], options: Options) -> tuple[list[DocumentReport], list[Failure]]:
    """The flow for files of tables, all at once: rules may read several."""
    from checker import tabular

    suites = catalog.suites(options.expectations)
    judge = partial(judging.checks, options=options)
    screens = options.engine == "native"
    try:
        with number.about(options.about):
            return tabular.checked(files, options.columns, suites, judge, screens=screens)
    except Exception as problem:
        if os.environ.get("CHECKER_DEBUG") or options.engine != "native" or options.expectations:
            raise
        return [], crashed(problem, files)


def _together(
    loaded: Sequence[DocumentReport], reports: Sequence[DocumentReport], held: Sequence[Path]
) -> list[DocumentReport]:
    """The documents, each once: of a report's own tables only what was changed in them counts."""
    tables = {str(file) for file in held}
    changes = {
        document.path: [
            check
            for check in document.checks
            if any(f.place.document in tables for f in (check.stated, *check.operands))
        ]
        for document in loaded
    }
    known = {report.path for report in reports}
    return [
        *(document for document in loaded if document.path not in known),
        *(added(report, changes.get(report.path, ())) for report in reports),
    ]


def _across(found: Sequence[Checked], options: Options, store: cache.Cache) -> list[DocumentReport]:
    """The documents with the checks of one against another."""
    key = store.joint(Path(one.report.path) for one in found)
    between = store.get(key)
    if not isinstance(between, Between):
        with number.about(options.about):
            rows = joined([one.digest for one in found])
            checks = judging.checks(rows, explain=False, options=options)
        between = Between(tuple(checks))
        store.put(key, pack(between))
    kept = judging.by_document(between.checks)
    return [added(one.report, kept[one.report.path]) for one in found]


def _rests_on(document: DocumentReport, names: Collection[str]) -> bool:
    """Whether one of the document's checks is against one of the documents named."""
    return any(
        figure.place.document in names for check in document.checks for figure in check.operands
    )
