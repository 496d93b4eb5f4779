"""The whole flow (流程): paths -> documents -> tables -> checks -> report."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__, catalog, readers, tabular
from checker.cells import cells
from checker.coverage import others, reported
from checker.diagnose import localised
from checker.document import Unreadable
from checker.engines import judged
from checker.extract.extraction import Extraction, extract
from checker.figure import Figure
from checker.finding import Check
from checker.language import msgid
from checker.loaded import inputs, load
from checker.report import DocumentReport, Failure, Report
from checker.tables import build

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]
Part = tuple[list[DocumentReport], list[Failure]]

CRASHED = msgid("程序内部出错（{name}：{problem}）。设 CHECKER_DEBUG=1 再运行可看详情。")
MANY = 8  # files from which on a second process pays
SHARES = 4  # parts a process gets, so that a slow one does not hold up the rest


@dataclass(frozen=True, slots=True)
class Options:
    """选项: rule codes or prefixes to keep and to drop, the engine, a folder of own suites.

    ``columns`` says which column of ours a name in a header of a table file means.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str = "native"
    expectations: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def check(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Check every report under ``paths``, many of them in several processes.

    What cannot be read is told in the report's ``failures``; the rest is still checked.
    Raises ``catalog.InvalidSuite`` when a suite cannot be used.
    """
    rules = {rule.code: rule for rule in catalog.rules(options.expectations)}
    held, files, failures = _inputs(paths, options)
    documents: list[DocumentReport] = []
    if held:
        documents, problems = _tabular(options, held)
        failures += problems
    done = 0
    for part, (checked, failed) in _parts(files, options):
        documents += checked
        failures += failed
        done += len(part)
        if progress:
            progress(done, len(files), part[-1].name)
    return Report(tuple(documents), tuple(failures), rules, __version__)


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
    from checker.gx.project import write

    built, _unplaced, failures = _built(paths, options, progress)
    return write(folder, built, catalog.suites(options.expectations)), failures


def _built(
    paths: Sequence[Path], options: Options, progress: Progress | None
) -> tuple[dict[str, list[dict[str, object]]], dict[str, dict[Figure, str]], tuple[Failure, ...]]:
    """The tables, the printed numbers that are no figures, and what could not be read."""
    held, files, found = _inputs(paths, options)
    extractions, failures = _extracted(files, progress)
    built = build(extractions)
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
    """The files of tables, the reports, and what is neither."""
    held = inputs(paths, options.columns)
    files, problems = readers.documents(paths)
    if held:
        tables = {file.resolve() for file in held}
        files = [file for file in files if file.resolve() not in tables]
        roots = {str(folder) for file in held for folder in file.parents}
        problems = [p for p in problems if p.path not in roots]
    return held, files, [Failure(p.path, p.reason, p.values) for p in problems]


def _tabular(options: Options, files: Sequence[Path]) -> Part:
    """The flow for files of tables, all at once: rules may read several."""
    suites = catalog.suites(options.expectations)
    judge = partial(_judged, options=options)
    screens = options.engine == "native"
    try:
        return tabular.checked(files, options.columns, suites, judge, screens=screens)
    except Exception as problem:
        if os.environ.get("CHECKER_DEBUG") or options.engine != "native" or options.expectations:
            raise
        values = {"name": type(problem).__name__, "problem": str(problem)}
        return [], [Failure(str(file), CRASHED, values) for file in files]


def _parts(files: Sequence[Path], options: Options) -> Iterator[tuple[Sequence[Path], Part]]:
    """The files in parts, each with what was found, in order."""
    processes = min(os.cpu_count() or 1, len(files) // (MANY // 2))
    if processes < 2 or options.engine != "native":
        yield from ((part, _safely(options, part)) for part in _split(files, len(files)))
        return
    from concurrent.futures import ProcessPoolExecutor

    parts = list(_split(files, processes * SHARES))
    with ProcessPoolExecutor(processes) as pool:
        yield from zip(parts, pool.map(partial(_safely, options), parts), strict=True)


def _split(files: Sequence[Path], parts: int) -> Iterable[Sequence[Path]]:
    size = -(-len(files) // max(parts, 1)) or 1
    return (files[at : at + size] for at in range(0, len(files), size))


def _safely(options: Options, files: Sequence[Path]) -> Part:
    """The flow for some files; one that it fails on is told, and costs only itself."""
    try:
        return _checked(options, files)
    except Exception as problem:
        if os.environ.get("CHECKER_DEBUG") or options.engine != "native":
            raise
        if len(files) == 1:
            values = {"name": type(problem).__name__, "problem": str(problem)}
            return [], [Failure(str(files[0]), CRASHED, values)]
    parts = [_safely(options, [file]) for file in files]
    return [d for found, _ in parts for d in found], [f for _, failed in parts for f in failed]


def _checked(options: Options, files: Sequence[Path]) -> Part:
    """The flow itself, for some files."""
    extractions, failures = _extracted(files)
    by_document: dict[str, list[Check]] = defaultdict(list)
    for one in _judged(build(extractions), options=options):
        by_document[one.document].append(one)
    return [reported(e, by_document[e.document.path]) for e in extractions], failures


def _judged(found: tabular.Rows, explain: bool = True, *, options: Options) -> list[Check]:
    """Every check of the tables that is wanted, with what would explain it."""
    suites = catalog.suites(options.expectations)
    checks = [*cells(found), *judged(options.engine, found, suites)]
    wanted = [check for check in checks if _wanted(check.rule, options)]
    return localised(wanted) if explain else wanted


def _wanted(code: str, options: Options) -> bool:
    chosen = not options.select or code.startswith(options.select)
    return chosen and not (options.ignore and code.startswith(options.ignore))


def _extracted(
    files: Sequence[Path], progress: Progress | None = None
) -> tuple[list[Extraction], list[Failure]]:
    extractions: list[Extraction] = []
    failures: list[Failure] = []
    for done, path in enumerate(files, 1):
        try:
            extractions.append(extract(readers.read(path)))
        except Unreadable as problem:
            failures.append(Failure(problem.path, problem.reason, problem.values))
        if progress:
            progress(done, len(files), path.name)
    return extractions, failures
