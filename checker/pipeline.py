"""The whole flow (流程): paths -> documents -> tables -> checks -> report."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__, catalog, location, number, readers, terms
from checker.cells import cells
from checker.coverage import reported
from checker.diagnose import localised
from checker.document import Unreadable
from checker.engines import judged
from checker.extract.extraction import Extraction, extract
from checker.finding import Check, numbered
from checker.language import msgid
from checker.levels import Levels, levelled
from checker.report import DocumentReport, Failure, Report
from checker.tables import build

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]
Part = tuple[list[DocumentReport], list[Failure]]

CRASHED = msgid("程序内部出错（{name}：{problem}）。设 CHECKER_DEBUG=1 再运行可看详情。")
EXCLUDED = msgid("其中的报告都被配置的 exclude 排除")
MANY = 8  # files from which on a second process pays
SHARES = 4  # parts a process gets, so that a slow one does not hold up the rest


@dataclass(frozen=True, slots=True)
class Options:
    """选项: what a run is to do; it travels to the processes that share the work.

    ``select`` and ``ignore`` are rule codes or prefixes, ``expectations`` a folder of own
    suites, ``exclude`` globs from ``levels.root`` for what a folder is not searched for (with
    ``force_exclude``: for named files too), ``about`` how far 约 widens, ``synonyms`` printed
    words and the terms they stand for, ``columns`` own column names and the known ones.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str = "native"
    expectations: Path | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    levels: Levels = field(default_factory=Levels)
    about: Fraction = number.ABOUT
    synonyms: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    def wants(self, code: str) -> bool:
        """Whether the rule of that code is to be applied."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore))


def check(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Check every report under ``paths``, many of them in several processes.

    What cannot be read is told in the report's ``failures``; the rest is still checked.
    Raises ``catalog.InvalidSuite`` when a suite cannot be used.
    """
    rules = {rule.code: rule for rule in catalog.rules(options.expectations)}
    files, problems = _files(paths, options)
    documents: list[DocumentReport] = []
    failures = [Failure(p.path, p.reason, p.values) for p in problems]
    done = 0
    for part, (checked, failed) in _parts(files, options):
        documents += checked
        failures += failed
        done += len(part)
        if progress:
            progress(done, len(files), part[-1].name)
    return Report(tuple(map(_distinct, documents)), tuple(failures), rules, __version__)


def tables(
    paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[Mapping[str, pd.DataFrame], tuple[Failure, ...]]:
    """The extracted tables as frames, and what could not be read."""
    from checker.frames import frames

    files, problems = _files(paths, options)
    with _reading(options):
        extractions, failures = _extracted(files, progress)
    found = [Failure(p.path, p.reason, p.values) for p in problems]
    return frames(build(extractions)), (*found, *failures)


def _files(paths: Sequence[Path], options: Options) -> tuple[list[Path], list[Unreadable]]:
    """The files to check; what is excluded is left out unless it was named itself."""
    files, problems = readers.documents(paths)
    if not options.exclude:
        return files, problems
    named = set() if options.force_exclude else {*paths}
    root = options.levels.root
    kept = [f for f in files if f in named or not _excluded(f, root, options.exclude)]
    if not kept and not problems and not options.force_exclude:
        problems = [Unreadable(str(path), EXCLUDED) for path in paths]
    return kept, problems


def _excluded(file: Path, root: Path, globs: Sequence[str]) -> bool:
    path = location.relative(file, root)
    return path is not None and any(location.matches(glob, path) for glob in globs)


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
        with _reading(options):
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
    for one in _judged(build(extractions), options):
        by_document[one.document].append(one)
    return [reported(e, by_document[e.document.path]) for e in extractions], failures


def _judged(found: Mapping[str, Sequence[Mapping[str, object]]], options: Options) -> list[Check]:
    """Every check of the tables that is wanted, as grave as it is to be, with its explanations."""
    suites = catalog.suites(options.expectations)
    checks = [*cells(found), *judged(options.engine, found, suites)]
    wanted = (levelled(c, options.levels) for c in checks if options.wants(c.rule))
    return localised(check for check in wanted if check is not None)


@contextmanager
def _reading(options: Options) -> Iterator[None]:
    """How words and figures are read inside, in this process."""
    with number.about(options.about), terms.joined(options.synonyms):
        yield


def _distinct(document: DocumentReport) -> DocumentReport:
    """The document with its checks told apart that would share a fingerprint."""
    return replace(document, checks=tuple(numbered(document.checks)))


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
