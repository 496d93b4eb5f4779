"""The whole flow (流程): paths -> documents -> tables -> checks -> report."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__, catalog, judging, location, number, readers, tabular
from checker.changed import changed
from checker.coverage import added, others
from checker.extract.digest import digest
from checker.figure import Figure
from checker.language import msgid
from checker.loaded import inputs, load
from checker.options import Options
from checker.report import DocumentReport, Failure, Report
from checker.singly import Checked, Progress, crashed, each, extracted
from checker.tables import build, joined

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Options", "check", "project", "tables"]

EXCLUDED = msgid("其中的报告都被配置的 exclude 排除")


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
    found, unread = each(files, options, progress)
    documents += _across(found, options)
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
    held = inputs(paths, options.columns)
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


def _excluded(file: Path, root: Path, globs: Sequence[str]) -> bool:
    path = location.relative(file, root)
    return path is not None and any(location.matches(glob, path) for glob in globs)


def _tabular(files: Sequence[Path], options: Options) -> tuple[list[DocumentReport], list[Failure]]:
    """The flow for files of tables, all at once: rules may read several."""
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


def _across(found: Sequence[Checked], options: Options) -> list[DocumentReport]:
    """The documents with the checks of one against another."""
    with number.about(options.about):
        rows = joined([one.digest for one in found])
        between = judging.checks(rows, explain=False, options=options)
    kept = judging.by_document(between)
    return [added(one.report, kept[one.report.path]) for one in found]


def _rests_on(document: DocumentReport, names: Collection[str]) -> bool:
    """Whether one of the document's checks is against one of the documents named."""
    return any(
        figure.place.document in names for check in document.checks for figure in check.operands
    )
