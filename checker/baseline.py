"""Baseline (已接受的疑点): findings that a person has looked at and lets stand, kept in a file.

An entry holds for one finding of one document: its fingerprint and the document's path from the
folder of the baseline file.  Of the path the ending does not count, as it does not in the
fingerprint: a report that is converted to another format keeps its acceptances, and two files of
one folder whose names differ in the ending only are one report in two formats.  So a report of
the same name in another folder (another year, another department) has its own acceptances, and
the same thing said twice in one report has two.  When a document is moved or renamed alone its
acceptances are not taken along silently: the findings come back, the entry is told as unused with
the place where the same finding now is, and ``checker baseline --prune`` moves it there.  The
baseline and everything beneath its folder may move together.

The file is TOML, an entry a block of short lines, ordered by document, rule and fingerprint: two
branches that accept different findings mostly touch different places, and a conflict that is left
is between whole blocks a person can read.
"""

from __future__ import annotations

import datetime
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from checker import toml
from checker.config import InvalidConfig, read
from checker.config.keys import TEXT, TEXTS, WRONG_TYPE, Wrong, unknown
from checker.finding import Acceptance, Check
from checker.language import msgid
from checker.location import relative
from checker.report import DocumentReport, Report, Unused
from checker.tables import modules

VERSION = 1
HEAD = """\
# 已接受的疑点。由 checker accept 和 checker baseline 写入；reason、by、until 可以手改，注释不保留。
# Accepted findings, written by checker accept and checker baseline. Comments are not kept.
"""
GONE = msgid("疑点已不再出现：可能已改正，或数字有变")
EXPIRED = msgid("接受已于 {until} 到期，疑点重新列出")
NO_DOCUMENT = msgid("文件已不在")
MOVED = msgid("文件已不在，同样的疑点见于 {others}")
NEWER = msgid("version 是 {version}，此版本只认识 1")
EXPECTED_DATE = msgid("日期，如 2027-06-30")
EXPECTED_ENTRIES = msgid("若干 [[accepted]] 块")

_TEXTS = ("fingerprint", "rule", "document", "reason", "by")
_DATES = ("date", "until")
_NEEDED = ("fingerprint", "rule", "document", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """一条接受; ``document`` is the path from the baseline's folder, with slashes."""

    fingerprint: str
    rule: str
    document: str
    reason: str
    by: str = ""
    date: datetime.date | None = None
    until: datetime.date | None = None
    figures: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return _stem(self.document), self.fingerprint

    @property
    def acceptance(self) -> Acceptance:
        date, until = (day.isoformat() if day else "" for day in (self.date, self.until))
        return Acceptance(self.reason, self.by, date, until)


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline file; none where there is no file.

    Raises ``InvalidConfig``.
    """
    if not path.exists():
        return ()
    whole = read(path)
    for name in whole:
        if name not in ("version", "accepted"):
            raise _wrong(path, unknown(name, ("version", "accepted")))
    if whole.get("version", VERSION) != VERSION:
        raise InvalidConfig(str(path), NEWER, {"version": whole["version"]})
    given = whole.get("accepted", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        values = {"key": "accepted", "expected": EXPECTED_ENTRIES}
        raise InvalidConfig(str(path), WRONG_TYPE, values)
    return tuple(_entry(path, n, one) for n, one in enumerate(given, 1))


def written(entries: Iterable[Entry]) -> str:
    """The file that holds the entries: each finding once, the first of it."""
    distinct: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        distinct.setdefault(entry.key, entry)
    blocks = [HEAD, f"version = {VERSION}\n"]
    for entry in sorted(distinct.values(), key=lambda e: (e.document, e.rule, e.fingerprint)):
        said = {name: getattr(entry, name) for name in ("fingerprint", "rule", "document")}
        said["figures"] = entry.figures
        said["reason"] = entry.reason
        said |= {name: getattr(entry, name) for name in ("by", "date", "until")}
        lines = [f"{name} = {toml.value(one)}\n" for name, one in said.items() if one]
        blocks.append("\n[[accepted]]\n" + "".join(lines))
    return "".join(blocks)


def entry(check: Check, root: Path, acceptance: Entry | None = None) -> Entry:
    """An entry for this finding, with what ``acceptance`` says of the reason."""
    figures = [f"{f.label} {f.text}".strip() for f in (check.stated, *check.operands)]
    made = Entry(
        fingerprint=check.fingerprint,
        rule=check.rule,
        document=_path(check.document, root),
        reason="",
        figures=tuple(" ".join(figure.split()) for figure in figures),
    )
    if acceptance is None:
        return made
    said = {name: getattr(acceptance, name) for name in ("reason", "by", "date", "until")}
    return replace(made, **said)


def applied(
    report: Report,
    entries: Sequence[Entry],
    root: Path,
    today: datetime.date,
    wanted: Callable[[str], bool],
    searched: Sequence[Path],
) -> Report:
    """The report with the accepted findings marked, and the entries that no longer hold.

    ``wanted`` tells the rules that the run was to apply, ``searched`` the paths it was given:
    of rules and documents that were left out nothing is known.
    """
    by_key: dict[tuple[str, str], Entry] = {}
    for one in entries:
        by_key.setdefault(one.key, one)
    valid = {k: one for k, one in by_key.items() if one.until is None or one.until >= today}
    met: set[tuple[str, str]] = set()
    documents = []
    for document in report.documents:
        name = _name(document, root)
        checks = []
        for check in document.checks:
            key = (name, check.fingerprint)
            if check.severity is not None and key in by_key:
                met.add(key)
                if key in valid:
                    check = replace(check, accepted=valid[key].acceptance)
            checks.append(check)
        documents.append(replace(document, checks=tuple(checks)))
    marked = replace(report, documents=tuple(documents))
    left = {k: one for k, one in by_key.items() if wanted(one.rule)}
    unused = tuple(_unused(left, met, valid, marked, root, searched))
    return replace(marked, unused=unused)


def pruned(entries: Sequence[Entry], report: Report, root: Path) -> list[Entry]:
    """The entries without those the report tells as unused; of a moved document, moved along."""
    gone = {(_stem(one.document), one.fingerprint) for one in report.unused}
    kept = [one for one in entries if one.key not in gone]
    for unused in report.unused:
        if unused.reason == MOVED and len(found := _elsewhere(unused.fingerprint, report)) == 1:
            own = next(e for e in entries if e.key == (_stem(unused.document), unused.fingerprint))
            kept.append(entry(found[0], root, own))
    return kept


def _unused(
    entries: Mapping[tuple[str, str], Entry],
    met: set[tuple[str, str]],
    valid: Mapping[tuple[str, str], Entry],
    report: Report,
    root: Path,
    searched: Sequence[Path],
) -> Iterator[Unused]:
    checked = {_name(document, root) for document in report.documents}
    alone = report.failures or not any(relative(root, folder) for folder in searched)
    for key, one in entries.items():
        if key in met:
            if key not in valid:
                yield _told(one, EXPIRED, until=one.until)
        elif key[0] in checked:
            # What stands against another document goes with that one, if it was not read.
            if not (alone and _across(one.rule, report)):
                yield _told(one, GONE)
        elif _missing(one, root, searched):
            others = [check.document for check in _elsewhere(one.fingerprint, report)]
            if others:
                yield _told(one, MOVED, others=" ".join(others))
            else:
                yield _told(one, NO_DOCUMENT)


def _across(rule: str, report: Report) -> bool:
    """Whether the rule holds one document against another."""
    known = report.rules.get(rule)
    return known is not None and hasattr(modules().get(known.table), "joined")


def _told(one: Entry, reason: str, **values: object) -> Unused:
    return Unused(one.fingerprint, one.rule, one.document, reason, values)


def _elsewhere(fingerprint: str, report: Report) -> list[Check]:
    """The findings of that fingerprint that are not accepted where they are."""
    every = (check for document in report.documents for check in document.checks)
    return [check for check in every if check.found and check.fingerprint == fingerprint]


def _missing(one: Entry, root: Path, searched: Sequence[Path]) -> bool:
    """Whether the run looked where the document was, and it is there in no format."""
    path = root / one.document
    if not any(relative(path, folder) for folder in searched if folder.is_dir()):
        return False
    try:
        names = [unicodedata.normalize("NFC", file.stem) for file in path.parent.iterdir()]
    except OSError:
        return True
    return path.stem not in names


def _name(document: DocumentReport, root: Path) -> str:
    return _stem(_path(document.path, root))


def _path(document: str, root: Path) -> str:
    """The path of a document from the baseline's folder, wherever it is."""
    if (inside := relative(document, root)) is not None:
        return inside
    try:
        return Path(os.path.relpath(document, root)).as_posix()
    except ValueError:  # another drive
        return Path(document).as_posix()


def _stem(document: str) -> str:
    """The path of a document without the ending of its name."""
    path = PurePosixPath(unicodedata.normalize("NFC", document.replace("\\", "/")))
    return str(path.with_name(path.stem)) if path.name else str(path)


def _entry(path: Path, number: int, said: Mapping[str, object]) -> Entry:
    at = f"accepted[{number}]"
    known = (*_TEXTS, *_DATES, "figures")
    for name, value in said.items():
        if name not in known:
            raise _wrong(path, unknown(name, known, at))
        if name in _TEXTS and not isinstance(value, str):
            raise _expected(path, at, name, TEXT)
        # a date with a time is a date in Python
        if name in _DATES and type(value) is not datetime.date:
            raise _expected(path, at, name, EXPECTED_DATE)
    figures = said.get("figures", [])
    if not isinstance(figures, list) or not all(isinstance(one, str) for one in figures):
        raise _expected(path, at, "figures", TEXTS)
    for name in _NEEDED:
        if not str(said.get(name, "")).strip():
            raise _expected(path, at, name, TEXT)
    return Entry(**{**said, "figures": tuple(figures)})  # type: ignore[arg-type]


def _expected(path: Path, at: str, name: str, expected: str) -> InvalidConfig:
    return InvalidConfig(str(path), WRONG_TYPE, {"key": f"{at}.{name}", "expected": expected})


def _wrong(path: Path, problem: Wrong) -> InvalidConfig:
    values = {"key": ".".join(problem.key), **problem.values}
    return InvalidConfig(str(path), problem.reason, values)
