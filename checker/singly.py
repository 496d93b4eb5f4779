"""Each document alone (逐份核对): read, extracted and checked, many in several processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from checker import catalog, judging, number, readers, steps, terms
from checker.cache import Cache
from checker.coverage import reported
from checker.document import Unreadable
from checker.extract.digest import Digest, digest
from checker.extract.extraction import Extraction, extract
from checker.language import msgid
from checker.options import Options
from checker.packed import pack, unpack
from checker.report import DocumentReport, Failure
from checker.tables import build

Progress = Callable[[int, int, str], None]
Part = tuple[list[bytes], list[Failure]]  # packed: what a process gives back, and a cache keeps

CRASHED = msgid("程序内部出错（{name}：{problem}）。设 CHECKER_DEBUG=1 再运行可看详情。")
MANY = 8  # files from which on a second process pays
SHARES = 4  # parts a process gets, so that a slow one does not hold up the rest


@dataclass(frozen=True, slots=True)
class Checked:
    """一份文档的结果: its report, and what other documents are compared with."""

    report: DocumentReport
    digest: Digest


def each(
    files: Sequence[Path], options: Options, store: Cache, progress: Progress | None
) -> tuple[list[Checked], list[Failure]]:
    """Every file checked alone, or taken from the cache as it was checked before."""
    keys = {str(file): store.key(file) for file in files}
    kept = ((name, store.get(key)) for name, key in keys.items())
    found = {name: one for name, one in kept if isinstance(one, Checked)}
    failures: list[Failure] = []
    fresh = [file for file in files if str(file) not in found]
    done = len(found)
    if progress:
        progress(done, len(files), "")
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


def extracted(
    files: Sequence[Path], options: Options, progress: Progress | None = None
) -> tuple[list[Extraction], list[Failure]]:
    """What is read out of each file, and what could not be read."""
    extractions: list[Extraction] = []
    failures: list[Failure] = []
    with number.about(options.about), terms.joined(options.synonyms):
        if progress:
            progress(0, len(files), "")
        for done, path in enumerate(files, 1):
            try:
                extractions.append(_typed(extract(readers.read(path)), options.type))
            except Unreadable as problem:
                failures.append(Failure(problem.path, problem.reason, problem.values))
            if progress:
                progress(done, len(files), path.name)
    return extractions, failures


def crashed(problem: Exception, files: Iterable[Path]) -> list[Failure]:
    """What is told of files that the program itself failed on."""
    values = {"name": type(problem).__name__, "problem": str(problem)}
    return [Failure(str(file), CRASHED, values) for file in files]


def _typed(found: Extraction, forced: str) -> Extraction:
    """What was extracted, of the type that the caller says it is of."""
    return replace(found, facts=replace(found.facts, type=forced)) if forced else found


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
    with (
        steps.heard(None),  # who is told here cannot be told there
        ProcessPoolExecutor(processes, initializer=gc.disable) as pool,
    ):
        yield from zip(parts, pool.map(partial(_safely, options), parts), strict=True)


def _split(files: Sequence[Path], parts: int) -> Iterable[Sequence[Path]]:
    size = -(-len(files) // max(parts, 1)) or 1
    return (files[at : at + size] for at in range(0, len(files), size))


def _safely(options: Options, files: Sequence[Path]) -> Part:
    """The flow for some files; one that it fails on is told, and costs only itself."""
    try:
        return _checked(options, files)
    except catalog.InvalidSuite:  # no fault of a file's
        raise
    except Exception as problem:
        if os.environ.get("CHECKER_DEBUG") or options.engine != "native":
            raise
        if len(files) == 1:
            return [], crashed(problem, files)
    parts = [_safely(options, [file]) for file in files]
    return list(chain(*(found for found, _ in parts))), list(chain(*(left for _, left in parts)))


def _checked(options: Options, files: Sequence[Path]) -> Part:
    """The flow itself, for some files."""
    extractions, failures = extracted(files, options)
    with number.about(options.about):
        found = judging.by_document(judging.checks(build(extractions), options=options))
    every = [Checked(reported(e, found[e.document.path]), digest(e)) for e in extractions]
    return [pack(one) for one in every], failures
