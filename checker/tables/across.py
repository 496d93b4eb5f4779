"""Across documents (跨文档表): one row a figure of one report and its counterpart in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from checker.extract.digest import Digest
from checker.extract.digest.kinship import Departments, years
from checker.extract.digest.listed import Listed
from checker.extract.digest.quantity import Quantity
from checker.figure import Figure
from checker.tables import CellRule

NAME = "across"

CELL_RULES = (
    CellRule(
        "ACR001",
        "copied-paragraph",
        {"zh": "整段与上年报告相同", "en": "A paragraph is last year's, digits and all"},
        (
            "## 查什么",
            "同一部门相邻两年的报告里，讲当年工作的段落不应连数字都完全相同。",
            "## 为何要紧",
            "报告常在上年稿子上改写，没有改到的段落会把上年的数当成今年的报出来。",
            "## 怎样重算",
            "去掉年份和空白，逐段与上年报告比对；一字不差、且其中至少有三个不易碰巧相同的数（带小数，或三位以上的非整百数）的，列为提示。",
            "## 例",
            "两年的报告都写“受理诉求 4218 件，办结 4196 件，办结率 99.48%”。",
            "## 不报的情形",
            "部门概况、职能、制度、目标等本来就年年相同的段落；数少于三个的段落；只给出一年的报告。",
            "## 相关",
            "CLM302 ACR304",
        ),
        "note",
    ),
)
ROLLED = ("initial_budget", "budget", "executed", "execution_rate", "score")


@dataclass(frozen=True, slots=True)
class Row:
    """两份报告之间的对应; ``document`` is the later report, or the roll-up.

    ``kind`` is carried (opening balance), points, growth, difference (a change against last
    year's report), restated (last year's value), rolled (a roll-up's row) or copied.
    """

    id: str
    document: str
    other_document: str
    kind: str
    subject: str
    stated: Figure | None = None
    other: Figure | None = None
    current: Figure | None = None
    falls: bool = False
    explicit: bool = False
    copied: Figure | None = None


def joined(digests: Sequence[Digest]) -> Iterator[Row]:
    """The rows over all documents, numbered within their document."""
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for row in _rows(digests):
        yield replace(row, id=f"{row.document}/across{next(numbers[row.document])}")


def _rows(digests: Sequence[Digest]) -> Iterator[Row]:
    for this, last in years(digests):
        yield from _carried(this, last)
        yield from _shifted(this, last)
        known = {one.hash for one in last.paragraphs}
        for one in this.paragraphs:
            if one.hash in known:
                yield Row("", this.path, last.path, "copied", "", copied=one.figure)
    departments = Departments(digests)
    for digest in digests:
        yield from _rolled(digest, departments)


def _carried(this: Digest, last: Digest) -> Iterator[Row]:
    """This year's opening balances against last year's closing ones of the same scope."""
    left = _by((b.scope, b.figure) for b in last.balances if not b.opening)
    brought = _by((b.scope, b.figure) for b in this.balances if b.opening)
    for scope, figures in brought.items():
        if (other := _only(left.get(scope, ()))) and (figure := _only(figures)):
            yield Row("", this.path, last.path, "carried", scope, stated=figure, other=other)


def _shifted(this: Digest, last: Digest) -> Iterator[Row]:
    known = _by((_key(q), q.figure) for q in last.quantities)
    for shift in this.shifts:
        other = _only(known.get((shift.name, shift.measure), ()))
        if other is None:
            continue
        row = Row("", this.path, last.path, shift.kind, shift.name, other=other, falls=shift.falls)
        if shift.base is not None:
            yield replace(row, kind="restated", stated=shift.base)
        else:
            yield replace(row, stated=shift.change, current=shift.current)
            if shift.amount is not None:
                yield replace(row, kind="difference", stated=shift.amount, current=shift.current)


def _rolled(roll: Digest, departments: Departments) -> Iterator[Row]:
    """The rows of a roll-up that name other reports' departments, two or more of them."""
    groups: dict[str, list[tuple[Listed, Digest]]] = defaultdict(list)
    for row in roll.listed:
        own = [
            other
            for other in departments.called(row.name)
            if other is not roll and other.year == roll.year and not other.single
        ]
        if len(own) == 1:
            groups[row.group].append((row, own[0]))
    for pairs in groups.values():
        for row, report in pairs if len(pairs) > 1 else ():
            for term in ROLLED:
                figure, other = row.cells.get(term), _only(report.totals.get(term, ()))
                if figure is not None and other is not None:
                    yield Row("", roll.path, report.path, "rolled", row.name, figure, other)


def _key(quantity: Quantity) -> tuple[str, str]:
    return quantity.name, quantity.measure


def _by(pairs: Iterable[tuple[Any, Figure]]) -> Mapping[Any, list[Figure]]:
    found: dict[Any, list[Figure]] = defaultdict(list)
    for key, figure in pairs:
        found[key].append(figure)
    return found


def _only(figures: Sequence[Figure]) -> Figure | None:
    """The figure, the finest print of it, if all are of one value; None where they differ."""
    finest = max(figures, key=lambda f: f.number.places, default=None)
    if finest is None or any(not _prints(finest, f) for f in figures):
        return None
    return finest


def _prints(finest: Figure, other: Figure) -> bool:
    apart = abs(finest.number.exact - other.number.exact)
    return apart * 2 <= other.number.ulp


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    absent = pa.Check(lambda s: s.isna(), name="ACR001", ignore_na=False)
    return pa.DataFrameSchema({"copied": pa.Column(object, absent, nullable=True)})
