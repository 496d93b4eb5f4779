"""Groups (分组): which rows are the parts of which total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from checker.relations import Row, Where, figure, selected, text

Key = tuple[object, ...]

# 其中：一、财政拨款小计 -> 财政拨款
_LEAD = re.compile(r"^(?:[\W\d_]|[一二三四五六七八九十]+、|其中|加)*")
_TAIL = re.compile(r"(?:支出|收入|小计|合计)?\W*$")
SUBTOTAL = "小计"
_INNER = re.compile(r"^\W*其中")


@dataclass(frozen=True, slots=True)
class Group:
    """分组: the rows that are parts, and the rows that may be their total."""

    parts: tuple[Row, ...]
    totals: tuple[Row, ...]


class Grouping(Protocol):
    """分组方式: the kwargs of a sum that say how rows belong together."""

    @property
    def group_by(self) -> tuple[str, ...]: ...
    @property
    def parts_by(self) -> tuple[str, ...]: ...
    @property
    def parts_where(self) -> Where | None: ...
    @property
    def parts_with(self) -> tuple[str, ...]: ...
    @property
    def total_where(self) -> Where | None: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def name(self) -> str: ...


def groups(how: Grouping, rows: Sequence[Row], totals: Sequence[Row]) -> Iterator[Group]:
    """Every group that has parts, in the order of its first part."""
    whole: dict[Key, list[Row]] = {}
    for row in selected(totals, how.total_where):
        whole.setdefault(_key(row, how.group_by, how.name if how.parent else None), []).append(row)
    parts: dict[tuple[Key, Key], list[Row]] = {}
    for row in selected(rows, how.parts_where):
        if how.parts_with and not any(figure(row, column) for column in how.parts_with):
            continue
        if how.parent and not text(row, how.parent):
            continue
        split = tuple(row.get(column) for column in how.parts_by)
        parts.setdefault((_key(row, how.group_by, how.parent), split), []).append(row)
    for (key, split), members in parts.items():
        inside = {id(row) for row in members}
        yield Group(
            tuple(members),
            tuple(
                row
                for row in whole.get(key, ())
                if id(row) not in inside and not _same(row, how.parts_by, split)
            ),
        )


def _key(row: Row, columns: Sequence[str], name: str | None) -> Key:
    last = (text(row, name),) if name else ()
    return (*(row.get(column) for column in columns), *last)


def _same(row: Row, columns: Sequence[str], split: Key) -> bool:
    """Whether a total stands among the parts of one share, whose own total it then is."""
    return bool(columns) and tuple(row.get(column) for column in columns) == split


def partitions(
    parts: Sequence[Row], name: str, containers: Sequence[str]
) -> Iterator[tuple[Row, ...]]:
    """The parts; without those that may hold others; without 其中; and without 财政拨款小计."""
    seen: list[set[int]] = []
    names = {id(row): text(row, name) for row in parts}
    for some in (
        tuple(parts),
        tuple(row for row in parts if _plain(names[id(row)]) not in containers),
        tuple(row for row in parts if not _INNER.match(names[id(row)])),
        tuple(row for row in parts if SUBTOTAL not in names[id(row)]),
    ):
        inside = {id(row) for row in some}
        if inside and inside not in seen:
            seen.append(inside)
            yield some


def _plain(name: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", name.replace(" ", "")))


def complete(group: Group, when: Mapping[str, str] | None) -> bool:
    """Whether the columns of the parts add up to what a complete list comes to."""
    for column, wanted in (when or {}).items():
        found = [figure(row, column) for row in group.parts]
        if sum((one.number.exact for one in found if one), Fraction(0)) != Fraction(wanted):
            return False
    return True
