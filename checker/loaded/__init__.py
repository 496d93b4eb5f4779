"""Loaded tables (读入的数据表): files of tables as the same rows that extraction gives.

Tables that ``checker tables`` wrote come back as they were: the same figures in the same
places of the same reports.  Tables made by hand stand for themselves: their figures stand
in a line and column, or a sheet and cell, of their own file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from checker import location
from checker.document import Head, Note, Unreadable
from checker.figure import Figure
from checker.frames import PLACES, figure_columns
from checker.language import msgid, why
from checker.loaded.formats import formats
from checker.loaded.heading import Heading, heading, recognised, required
from checker.loaded.marks import Marks, marks
from checker.loaded.raw import Raw
from checker.loaded.rows import Faults, Row, fractions, rows
from checker.loaded.wide import MANY, Wide, counted, widely
from checker.tables import modules

NOT_A_TABLE = msgid("看不出是哪一种数据表：文件名不是表名，表头也认不出两个数值列")
NO_COLUMN = msgid("缺少 {column} 列")
NO_FIGURES = msgid("没有数值列，{table} 表的数值列有：{columns}")
TWICE = msgid("{name} 与另一列都是 {column} 列")
SAME_ID = msgid("编号 {row} 已在 {other} 中用过")
UNKNOWN = msgid("第 {line} 行表头：不认识 {name} 列，未读取")
UNKNOWN_NEAR = msgid("第 {line} 行表头：不认识 {name} 列，未读取；是否指 {near}？")
FRACTIONS = msgid("{name} 列的数没有百分号且都不超过 1.5，按小数理解（0.88 即 88%）")
MORE = msgid("同类问题另有 {n} 处")

MOST_FAULTS = 20  # told of one file


@dataclass(frozen=True, slots=True)
class Loaded:
    """读入结果: ``owners`` has the file of each row that belongs to no report."""

    tables: Mapping[str, list[Row]]
    heads: tuple[Head, ...]
    owners: Mapping[str, str]
    marks: Marks
    failures: tuple[Unreadable, ...]
    wide: tuple[Wide, ...] = ()

    def picked(self, wide: Wide, numbers: Any) -> Loaded:
        """The rows at these positions of a wide table, as if its files held no others."""
        loading = _Loading({})
        faults = Faults()
        for source, some in wide.picked(numbers, faults):
            path = str(source.path)
            loading.tables[wide.table] += some
            loading.files |= dict.fromkeys((str(row["id"]) for row in some), path)
        _tell(loading, "", faults)
        owners = dict(loading.files)
        return Loaded(loading.tables, (), owners, self.marks, tuple(loading.failures))


@dataclass
class _Loading:
    own: Mapping[str, str]
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in modules()})
    files: dict[str, str] = field(default_factory=dict)  # row -> file
    heads: dict[str, Head] = field(default_factory=dict)  # of the files
    failures: list[Unreadable] = field(default_factory=list)


def inputs(paths: Sequence[Path], own: Mapping[str, str]) -> list[Path]:
    """The files under ``paths`` that hold tables; a file named that can hold nothing else, too."""
    found: dict[Path, Path] = {}
    for path in paths:
        if _is_folder(path):
            for file in sorted(_inside(path)):
                if _holds_table(file, own, sure=False):
                    found.setdefault(file.resolve(), file)
        elif path.suffix.lower() in formats() and _holds_table(path, own, sure=True):
            found.setdefault(path.resolve(), path)
    return list(found.values())


def load(files: Sequence[Path], own: Mapping[str, str], *, frames: bool = False) -> Loaded:
    """All tables of ``files``, and what could not be taken in.

    ``frames``: a table of very many rows may be given as a frame.
    """
    loading = _Loading(own)
    wide = list(_wide(files, own)) if frames else []
    for one in wide:
        for source in one.sources:
            raw = source.empty
            notes = tuple(_notes(raw, one.table, source.heading))
            loading.heads[raw.path] = Head(raw.path, raw.form, raw.sha256, notes=notes, own=True)
    order = {str(file): number for number, file in enumerate(files)}
    framed = set(loading.heads)
    files = [file for file in files if str(file) not in framed]
    read: list[tuple[Raw, str]] = []
    for file in files:
        try:
            read += _raws(file, own)
        except Unreadable as problem:
            loading.failures.append(problem)
    stand = marks(raw for raw, table in read if table == PLACES)
    for raw, table in read:
        if table != PLACES:
            _take(loading, raw, table, stand)
    heads = {head.path: head for head in map(_head, loading.tables["documents"]) if head}
    owners: dict[str, str] = {}
    for some in loading.tables.values():
        for row in some:
            if str(row["document"]) not in heads:
                owners[str(row["id"])] = loading.files[str(row["id"])]
    for path in dict.fromkeys(owners.values()):
        heads.setdefault(path, loading.heads[path])
    if not heads:  # files without rows
        heads = dict(loading.heads)
    heads |= {path: loading.heads[path] for path in framed}
    failures = tuple(loading.failures)
    in_order = sorted(heads.values(), key=lambda head: order.get(head.path, -1))
    return Loaded(loading.tables, tuple(in_order), owners, stand, failures, tuple(wide))


def _wide(files: Sequence[Path], own: Mapping[str, str]) -> Iterator[Wide]:
    """The tables of very many rows; none where the places of figures were written out, too."""
    known: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        try:
            found = formats()[file.suffix.lower()].headers(file)
        except (Unreadable, OSError):
            continue
        for sheet, header in found[:1]:
            strict = _strict(formats()[file.suffix.lower()])
            table = recognised(file.stem, sheet, header, own, strict=strict)
            known[table or ""].append(file)
    if PLACES in known:
        return
    for table, some in known.items():
        if table not in modules() or required(table):
            continue
        if sum(map(counted, some)) > MANY:
            held = [one for one in some if counted(one)]
            if (wide := widely(table, held, own)) is not None:
                yield wide


def _raws(file: Path, own: Mapping[str, str]) -> list[tuple[Raw, str]]:
    """The tables of one file with their names."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(str(file), "无法打开：{why}", why=why(error)) from None
    if not data.strip() and recognised(file.stem, None, (), own) is None:
        raise Unreadable(str(file), "文件是空的")
    found = []
    module = formats()[file.suffix.lower()]
    for raw in module.read(file, data):
        table = recognised(file.stem, raw.sheet, raw.header, own, strict=_strict(module))
        if table is None:
            raise Unreadable(str(file), NOT_A_TABLE)
        found.append((raw, table))
    return found


def _take(loading: _Loading, raw: Raw, table: str, stand: Marks) -> None:
    if not raw.header:  # an empty list
        return
    meant = heading(raw.header, table, loading.own)
    if problems := list(_lacking(raw, table, meant)):
        loading.failures += problems
        return
    faults = Faults()
    for line, reason, values in raw.faults:
        faults.add(f"{raw.path}:{line}", reason, **values)
    taken = loading.tables[table]
    for row in rows(raw, table, meant, stand, faults, fractions(raw, meant)):
        row_id = str(row["id"])
        if (other := loading.files.get(row_id)) is not None:
            faults.add(raw.path, SAME_ID, row=row_id, other=other)
            continue
        loading.files[row_id] = raw.path
        taken.append(row)
    known = loading.heads.get(raw.path)
    notes = (*(known.notes if known else ()), *_notes(raw, table, meant))
    loading.heads[raw.path] = Head(raw.path, raw.form, raw.sha256, notes=notes, own=True)
    _tell(loading, raw.path, faults)


def _tell(loading: _Loading, path: str, faults: Faults) -> None:
    told = faults.found[:MOST_FAULTS]
    loading.failures += [Unreadable(where, reason, **values) for where, reason, values in told]
    if left := len(faults.found) - len(told):
        loading.failures.append(Unreadable(path or told[-1][0], MORE, n=left))


def _lacking(raw: Raw, table: str, meant: Heading) -> Iterator[Unreadable]:
    """What keeps a table from being read at all."""
    there = set(meant.columns.values())
    for column in required(table):
        if column not in there:
            yield Unreadable(raw.path, NO_COLUMN, column=column)
    if not there & figure_columns(table):
        known = " ".join(sorted(figure_columns(table)))
        yield Unreadable(raw.path, NO_FIGURES, table=table, columns=known)
    for name, column in meant.twice:
        yield Unreadable(raw.path, TWICE, name=name, column=column)


def _notes(raw: Raw, table: str, meant: Heading) -> Iterator[Note]:
    line = 1
    for name, near in meant.unknown:
        if near:
            yield Note(UNKNOWN_NEAR, {"line": line, "name": name, "near": near})
        else:
            yield Note(UNKNOWN, {"line": line, "name": name})
    for at in sorted(fractions(raw, meant)):
        yield Note(FRACTIONS, {"name": raw.header[at]})


def _head(row: Mapping[str, object]) -> Head | None:
    """The head of a report that was extracted; None for a row made by hand."""
    path, form, sha256 = (str(row[name]) for name in ("path", "format", "sha256"))
    if not (path and form and sha256):
        return None
    year = row["fiscal_year"]
    try:
        notes = tuple(Note(message, values) for message, values in json.loads(str(row["notes"])))
    except (ValueError, TypeError):
        notes = ()
    return Head(
        path,
        form,
        sha256,
        str(row["title"]),
        str(row["department"]),
        year if isinstance(year, int) else None,
        str(row["type"]),
        str(row["money_unit"]),
        notes,
    )


def figures(some: Iterable[Row]) -> Iterator[Figure]:
    """Every figure of the rows."""
    for row in some:
        for value in row.values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Figure):
                    yield one


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # told when it is read
        return False


def _inside(folder: Path) -> Iterator[Path]:
    for at, names in location.searched(folder):
        for name in names:
            file = Path(at, name)
            if file.suffix.lower() in formats() and not name.startswith((".", "~$")):
                yield file


def _holds_table(file: Path, own: Mapping[str, str], *, sure: bool) -> bool:
    """Whether a file is one of tables; ``sure``: it was named, and what cannot be a report is."""
    module = formats()[file.suffix.lower()]
    strict = _strict(module)
    if sure and not strict:
        return True
    try:
        found = module.headers(file)
    except (Unreadable, OSError):
        return not strict and recognised(file.stem, None, (), own) is not None
    if any("expectations" in header for _sheet, header in found):
        return False  # a suite of Great Expectations, called like the table it is of
    return bool(found) and all(
        recognised(file.stem, sheet, header, own, strict=strict) is not None
        for sheet, header in found
    )


def _strict(module: ModuleType) -> bool:
    return getattr(module, "REPORTS", False) is True
