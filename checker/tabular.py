"""Tables checked (数据表核对): files of tables -> rows -> checks -> what is reported of each.

Small tables are judged row by row, as extracted ones are.  Of a wide one the rows that need
it are, in portions; the rest is told by its screens, and only findings are kept of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.arithmetic.verdict import Verdict
from checker.catalog import Suite
from checker.coverage import covered, judged
from checker.document import Head, Note
from checker.figure import Figure
from checker.finding import Check, numbered
from checker.language import msgid
from checker.loaded import Loaded, figures, load
from checker.loaded.wide import Wide
from checker.report import DocumentReport, Failure

Rows = Mapping[str, Sequence[Mapping[str, object]]]
Judge = Callable[[Rows, bool], list[Check]]  # whether to say which figure may be wrong

LARGE = msgid("大表逐列核对：只列疑点，未归位的 {n} 个数不逐一列出")
UNEXPLAINED = msgid("疑点太多，只推断了前 {n} 条中可能有误的数")
PORTION = 5_000  # rows of a wide table that are judged at a time
MOST_EXPLAINED = 200  # findings in wide tables that are explained: that takes longest


@dataclass
class _Tally:
    """One file of a wide table."""

    checks: list[Check] = field(default_factory=list)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    figures: int = 0
    checked: int = 0
    unexplained: bool = False


def checked(
    files: Sequence[Path],
    columns: Mapping[str, str],
    suites: Sequence[Suite],
    judge: Judge,
    *,
    screens: bool = True,
) -> tuple[list[DocumentReport], list[Failure]]:
    """What is reported of the files' documents; ``screens``: wide tables may be screened."""
    own = all(entry.kind is not None for suite in suites for entry in suite.entries)
    loaded = load(files, columns, frames=screens and own)
    failures = [Failure(p.path, p.reason, p.values) for p in loaded.failures]
    tallies: dict[str, _Tally] = {}
    if loaded.wide:
        found = None if _bound(loaded, suites) else _screened(loaded, suites, judge)
        if found is None:
            return checked(files, columns, suites, judge, screens=False)
        tallies, problems = found
        failures += problems
    checks: dict[str, list[Check]] = defaultdict(list)
    for one in judge(loaded.tables, True):
        path = loaded.owners.get(one.row, one.document)
        checks[path].append(replace(one, document=path))
    printed = _printed(loaded)
    documents = [
        _large(head, tallies[head.path])
        if head.path in tallies
        else covered(
            head,
            tuple(printed[head.path]),
            {} if head.own else loaded.marks.others.get(head.path, {}),
            checks[head.path],
        )
        for head in loaded.heads
    ]
    return documents, failures


def _printed(loaded: Loaded) -> dict[str, dict[Figure, None]]:
    """The figures of each document: of a report what its figures table lists."""
    found: dict[str, dict[Figure, None]] = defaultdict(dict)
    for name, some in loaded.tables.items():
        for row in some:
            path = loaded.owners.get(str(row["id"]))
            if path is not None or name == "figures":
                found[str(path or row["document"])].update(dict.fromkeys(figures([row])))
    return found


def _bound(loaded: Loaded, suites: Sequence[Suite]) -> bool:
    """Whether a rule holds a wide table against another one that has rows for it."""
    wide = {one.table: one for one in loaded.wide}
    for suite in suites:
        for entry in suite.entries:
            kind: Any = entry.kind
            for other in kind.tables():
                if not {suite.table, other} & wide.keys():
                    continue
                own = suite.table in wide or bool(loaded.tables[suite.table])
                if own and _some(loaded, wide.get(other), other, kind):
                    return True
    return False


def _some(loaded: Loaded, wide: Wide | None, table: str, kind: Any) -> bool:
    """Whether the other table has any row that the kind asks for."""
    where: Mapping[str, object] = getattr(kind, "total_where", None) or {}
    if wide is None:
        return bool(loaded.tables[table])
    wanted = [column for column, value in where.items() if value not in ("", False)]
    return all(
        column in wide.frame.columns and bool(wide.frame[column].isin(_values(where[column])).any())
        for column in wanted
    )


def _values(wanted: object) -> list[object]:
    return list(wanted) if isinstance(wanted, tuple) else [wanted]


def _screened(
    loaded: Loaded, suites: Sequence[Suite], judge: Judge
) -> tuple[dict[str, _Tally], list[Failure]] | None:
    """Every file of the wide tables; None where one of them cannot be screened."""
    from checker.screening import screened, suitable

    tallies: dict[str, _Tally] = defaultdict(_Tally)
    failures: list[Failure] = []
    explained = 0
    for wide in loaded.wide:
        entries = [e for suite in suites if suite.table == wide.table for e in suite.entries]
        screening = screened(wide, entries) if suitable(wide.table) else None
        if screening is None:
            return None
        for number, source in enumerate(wide.sources):
            tally = tallies[str(source.path)]
            tally.verdicts.update(screening.verdicts[number])
            tally.figures += int(screening.figures[number])
            tally.checked += int(screening.checked[number])
        wide = wide.printing(screening.fractions)
        for portion in _portions(screening.chosen, screening.groups):
            some = loaded.picked(wide, portion)
            failures += [Failure(p.path, p.reason, p.values) for p in some.failures]
            explain = explained < MOST_EXPLAINED
            checks = judge(some.tables, explain)
            _add(tallies, some, checks, explained=explain)
            explained += sum(one.severity is not None for one in checks)
    return tallies, failures


def _portions(chosen: Any, groups: Any) -> Iterator[Any]:
    """The positions chosen, in portions that part no group."""
    import numpy as np

    numbers = np.flatnonzero(chosen)
    if groups is not None:
        numbers = numbers[np.argsort(groups[numbers], kind="stable")]
    start = 0
    while start < len(numbers):
        size = PORTION if start >= MOST_EXPLAINED else MOST_EXPLAINED
        end = min(start + size, len(numbers))
        while (
            groups is not None
            and end < len(numbers)
            and groups[numbers[end]] == groups[numbers[end - 1]]
        ):
            end += 1
        yield np.sort(numbers[start:end])
        start = end


def _add(
    tallies: dict[str, _Tally], some: Loaded, checks: Sequence[Check], *, explained: bool
) -> None:
    rests: dict[str, list[Check]] = defaultdict(list)
    for one in checks:
        path = some.owners[one.row]
        rests[path].append(one)
        if one.severity is None:
            tallies[path].verdicts[one.verdict] += 1
        else:
            tallies[path].checks.append(replace(one, document=path))
            tallies[path].unexplained |= not explained
    for path, kept in _printed(some).items():
        tallies[path].figures += len(kept)
        tallies[path].checked += len(judged(rests[path]) & kept.keys())


def _large(head: Head, tally: _Tally) -> DocumentReport:
    notes = [Note(LARGE, {"n": tally.figures - tally.checked})]
    if tally.unexplained:
        notes.append(Note(UNEXPLAINED, {"n": MOST_EXPLAINED}))
    return DocumentReport(
        path=head.path,
        format=head.format,
        sha256=head.sha256,
        title=head.title,
        department=head.department,
        fiscal_year=head.fiscal_year,
        type=head.type,
        money_unit=head.money_unit,
        figures=tally.figures,
        figures_checked=tally.checked,
        unplaced=(),
        checks=tuple(numbered(tally.checks)),
        notes=(*head.notes, *notes),
        screened=tally.verdicts,
    )
