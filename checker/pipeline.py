"""The whole flow (流程): paths -> documents -> tables -> checks -> report."""

from __future__ import annotations

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__, cache, catalog, location, number, readers, terms
from checker.cells import cells
from checker.changed import changed
from checker.coverage import added, reported
from checker.diagnose import localised
from checker.document import Unreadable
from checker.engines import judged
from checker.extract.digest import Digest, digest
from checker.extract.extraction import Extraction, extract
from checker.finding import Check, lowered, numbered
from checker.language import msgid
from checker.levels import Levels, levelled
from checker.packed import pack, unpack
from checker.report import DocumentReport, Failure, Report
from checker.tables import build, joined

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]

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
    ``cache`` is the folder that keeps what was found in files that did not change since;
    ``since`` a revision of git: only what changed after it is reported; ``type`` what kind of
    document the files are, where it is not to be told by what they hold.
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
    cache: Path | None = None
    since: str | None = None
    type: str = ""

    def wants(self, code: str) -> bool:
        """Whether the rule of that code is to be applied."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore))


@dataclass(frozen=True, slots=True)
class Checked:
    """一份文档的结果: its report, and what other documents are compared with."""

    report: DocumentReport
    digest: Digest


Part = tuple[list[bytes], list[Failure]]  # packed: what a process gives back, and a cache keeps
_ByDocument = defaultdict[str, list[Check]]


def check(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Report:
    """Check every report under ``paths``, many of them in several processes.

    What cannot be read is told in the report's ``failures``; the rest is still checked.
    Raises ``catalog.InvalidSuite`` when a suite cannot be used, ``changed.NotComparable``
    when what changed cannot be told.
    """
    rules = {rule.code: rule for rule in catalog.rules(options.expectations)}
    files, problems = _files(paths, options)
    changes = changed(files, options.since) if options.since is not None else None
    found, failures = _each(files, options, progress)
    documents = _across(found, options)
    failures = [*(Failure(p.path, p.reason, p.values) for p in problems), *failures]
    if changes is None:
        return Report(documents, tuple(failures), rules, __version__)
    names = {str(path) for path in changes}
    shown = tuple(d for d in documents if d.path in names or _rests_on(d, names))
    failures = [f for f in failures if f.path in names]
    unchanged = len(documents) - len(shown)
    return Report(shown, tuple(failures), rules, __version__, unchanged=unchanged)


def _each(
    files: Sequence[Path], options: Options, progress: Progress | None
) -> tuple[list[Checked], list[Failure]]:
    """Every file checked alone, or taken from the cache as it was checked before."""
    settings = (replace(options, cache=None, since=None), catalog.suites(options.expectations))
    with cache.opened(options.cache, settings) as store:
        keys = {str(file): store.key(file) for file in files}
        kept = ((name, store.get(key)) for name, key in keys.items())
        found = {name: one for name, one in kept if isinstance(one, Checked)}
        failures: list[Failure] = []
        fresh = [file for file in files if str(file) not in found]
        done = len(found)
        for part, (packed, failed) in _parts(fresh, options):
            for data in packed:
                one = unpack(data)
                assert isinstance(one, Checked)
                found[one.report.path] = one
                store.put(keys[one.report.path], data)
            failures += failed
            done += len(part)
            if progress:
                progress(done, len(files), part[-1].name)
    return [found[name] for name in keys if name in found], failures


def tables(
    paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[Mapping[str, pd.DataFrame], tuple[Failure, ...]]:
    """The extracted tables as frames, and what could not be read."""
    from checker.frames import frames

    files, problems = _files(paths, options)
    with number.about(options.about), terms.joined(options.synonyms):
        extractions, failures = _extracted(files, options, progress)
    found = [Failure(p.path, p.reason, p.values) for p in problems]
    told = [digest(extraction) for extraction in extractions]
    return frames(build(extractions) | joined(told)), (*found, *failures)


def _files(paths: Sequence[Path], options: Options) -> tuple[list[Path], list[Unreadable]]:
    """The files to check; what is excluded is left out unless it (or its folder) was named."""
    files, problems = readers.documents(paths)
    if not options.exclude:
        return files, problems
    root = options.levels.root
    excluded = partial(_excluded, root=root, globs=options.exclude)
    named = set() if options.force_exclude else {p for p in paths if excluded(p)}
    kept = [f for f in files if not excluded(f) or not named.isdisjoint((f, *f.parents))]
    if not kept and not problems and not options.force_exclude:
        problems = [Unreadable(str(path), EXCLUDED) for path in paths]
    return kept, problems


def _excluded(file: Path, root: Path, globs: Sequence[str]) -> bool:
    path = location.relative(file, root)
    return path is not None and any(location.matches(glob, path) for glob in globs)


def _parts(files: Sequence[Path], options: Options) -> Iterator[tuple[Sequence[Path], Part]]:
    """The files in parts, each with what was found, in order.

    What is read and found holds no cycles: looking for them would take a sixth of the time.
    """
    collecting = gc.isenabled()
    if options.engine == "native":  # what others leave behind is theirs
        gc.disable()
    try:
        yield from _in_parts(files, options)
    finally:
        if collecting:
            gc.enable()


def _in_parts(files: Sequence[Path], options: Options) -> Iterator[tuple[Sequence[Path], Part]]:
    processes = min(os.cpu_count() or 1, len(files) // (MANY // 2))
    if processes < 2 or options.engine != "native":
        yield from ((part, _safely(options, part)) for part in _split(files, len(files)))
        return
    from concurrent.futures import ProcessPoolExecutor

    parts = list(_split(files, processes * SHARES))
    with ProcessPoolExecutor(processes, initializer=gc.disable) as pool:
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
    return list(chain(*(found for found, _ in parts))), list(chain(*(left for _, left in parts)))


def _checked(options: Options, files: Sequence[Path]) -> Part:
    """The flow itself, for some files."""
    with number.about(options.about), terms.joined(options.synonyms):
        extractions, failures = _extracted(files, options)
        by_document = _judged(build(extractions), options)
        found = [Checked(reported(e, by_document[e.document.path]), digest(e)) for e in extractions]
    return [pack(one) for one in found], failures


def _across(found: Sequence[Checked], options: Options) -> tuple[DocumentReport, ...]:
    """The documents with the checks of one against another."""
    with number.about(options.about):
        by_document = _judged(joined([one.digest for one in found]), options)
    return tuple(added(one.report, by_document[one.report.path]) for one in found)


def _rests_on(document: DocumentReport, names: Collection[str]) -> bool:
    """Whether one of the document's checks is against one of the documents named."""
    return any(
        figure.place.document in names for check in document.checks for figure in check.operands
    )


def _judged(found: Mapping[str, list[dict[str, object]]], options: Options) -> _ByDocument:
    """The checks of some tables by document, their suites judged and what is wrong localised."""
    by_document: _ByDocument = defaultdict(list)
    if any(found.values()):
        suites = [s for s in catalog.suites(options.expectations) if s.table in found]
        checks = [*cells(found), *judged(options.engine, found, suites)]
        wanted = (levelled(c, options.levels) for c in checks if options.wants(c.rule))
        for one in localised(_once(lowered(check) for check in wanted if check is not None)):
            by_document[one.document].append(one)
    for path, checks in by_document.items():
        by_document[path] = numbered(checks)
    return by_document


def _once(checks: Iterable[Check]) -> list[Check]:
    """The checks; what a table states and the prose states again of the same figures, once."""
    kept: dict[object, Check] = {}
    for one in checks:
        same = (one.document, one.kind, one.stated, frozenset(one.operands))
        kept.setdefault(same if one.operands else (one.rule, one.row, one.stated, one.kind), one)
    return list(kept.values())


def _extracted(
    files: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[list[Extraction], list[Failure]]:
    extractions: list[Extraction] = []
    failures: list[Failure] = []
    for done, path in enumerate(files, 1):
        try:
            extractions.append(_typed(extract(readers.read(path)), options.type))
        except Unreadable as problem:
            failures.append(Failure(problem.path, problem.reason, problem.values))
        if progress:
            progress(done, len(files), path.name)
    return extractions, failures


def _typed(found: Extraction, forced: str) -> Extraction:
    """What was extracted, of the type that the caller says it is of."""
    return replace(found, facts=replace(found.facts, type=forced)) if forced else found
