"""Sums (合计): 分项之和 = 合计, along a row or down the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from checker.arithmetic.expression import Expression, Sum
from checker.arithmetic.relation import Comparison, Reason, Relation
from checker.arithmetic.verdict import Verdict, holds, judge
from checker.figure import Figure
from checker.relations import (
    Row,
    Where,
    added,
    cells,
    explicit,
    figure,
    missing,
    named,
    row_id,
    selected,
)
from checker.relations.sum.group import Group, complete, groups, partitions

if TYPE_CHECKING:
    import narwhals as nw

    from checker.arithmetic.screen import Screen


@dataclass(frozen=True, kw_only=True)
class PartsSumToTotal:
    """分项合计: either the columns ``parts`` (less ``minus``) of a row make its ``total``, or

    each of the columns ``amounts`` adds up, over the rows ``parts_where``, to that column
    (or to ``total``) of the row ``total_where`` with the same ``group_by``.  That row may
    stand in another table (``total_table``).  ``parent`` makes a tree of the rows instead:
    the parts of a row are those whose ``parent`` is its ``name``.

    ``minuend``: the parts are what is taken away from that column of the total's row.
    ``parts_by`` splits the parts further, each share against the same total.
    ``parts_with``: only rows where one of these columns is printed are parts.
    ``containers``: parts of these names may hold others; with and without them is lawful.
    ``unless_open``: a column that is False where the list of parts may be incomplete.
    ``complete_when``: the list is known to be complete when these columns add up so.
    ``lenient``: an incomplete list is no fault, only one that exceeds the total.
    ``whole_alone``: one part alone is the whole list, too (a 款 of which one 项 is used).
    """

    TYPE: ClassVar[str] = "expect_parts_to_sum_to_total"

    total: str | None = None
    parts: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    parts_where: Where | None = None
    parts_with: tuple[str, ...] = ()
    parts_by: tuple[str, ...] = ()
    total_where: Where | None = None
    total_table: str | None = None
    group_by: tuple[str, ...] = ("document",)
    parent: str | None = None
    name: str = "name"
    minuend: str | None = None
    containers: tuple[str, ...] = ()
    complete_when: Mapping[str, str] | None = None
    unless_open: str | None = None
    lenient: bool = False
    whole_alone: bool = False
    where: Where | None = None
    relation: str | None = None

    def __post_init__(self) -> None:
        if bool(self.parts) == bool(self.amounts):
            raise ValueError("parts | amounts")
        if self.parts and self.total is None:
            raise ValueError("parts + total")

    def columns(self) -> tuple[str, ...]:
        own = named(*(self.where or ()), self.unless_open, *self.parts, *self.minus)
        if self.parts:
            return named(*own, self.total)
        parts = (*(self.parts_where or ()), *self.parts_with, *self.parts_by)
        counted = tuple(self.complete_when or ())
        own = named(*own, *self.amounts, *parts, *self._keys(), self.parent, self.name, *counted)
        return own if self.total_table else named(*own, *self._total_columns())

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        if self.total_table is None:
            return {}
        return {self.total_table: named(*self._total_columns(), *self._keys())}

    def _keys(self) -> tuple[str, ...]:
        return tuple(column for column in self.group_by if column != "document")

    def _total_columns(self) -> tuple[str, ...]:
        totals = (self.total,) if self.total else self.amounts
        return named(*totals, self.minuend, *(self.total_where or ()))

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kept = tuple(selected(rows, self.where))
        if self.parts:
            yield from self._along(kept)
            return
        totals = others.get(self.total_table, ()) if self.total_table else kept
        for group in groups(self, kept, tuple(totals)):
            for amount in self.amounts:
                yield from self._down(group, amount)

    def needs(self) -> tuple[str, ...]:
        """The columns without each of which no row states a sum."""
        return named(*self.parts, self.total) if self.parts else ()

    def screens(
        self, frame: nw.DataFrame[Any], places: Mapping[str, int]
    ) -> Iterator[tuple[nw.DataFrame[Any], Screen]]:
        """The verdicts of a large table, column-wise; nothing where it cannot be told so."""
        from checker.arithmetic.screen import added as summed
        from checker.relations.sum.column import columns

        if self.parts:
            minus = [name for name in self.minus if name in places]
            unread = set(frame.columns) & set(self.minus) - set(minus)
            plain = not (self.where or self.unless_open or unread)
            if plain and self.total in places and all(name in places for name in self.parts):
                assert self.total is not None
                if (screen := summed(self.total, self.parts, minus, places)) is not None:
                    yield frame, screen
            return
        apart = self.total_table or self.total or self.minuend
        if not (apart or self.parts_by or self.parts_with or self.complete_when or self.lenient):
            yield from columns(self, frame, places)

    def _along(self, rows: Sequence[Row]) -> Iterator[tuple[str, Relation]]:
        """One relation a row; a row that lacks a part states none."""
        kind = self.relation or "sum"
        for row in rows:
            stated = figure(row, self.total)
            found = [cells(row, column) for column in self.parts]
            if stated is None or not all(found):
                continue  # a form without one of these columns states no sum
            plus = tuple((1, one) for inside in found for one in inside)
            less = tuple((-1, one) for column in self.minus for one in cells(row, column))
            made = Relation(kind, stated, (added((*plus, *less)),), explicit=explicit(row))
            unsure = self.unless_open is not None and row.get(self.unless_open) is False
            yield row_id(row), self._open(made) if unsure else made

    def _down(self, group: Group, amount: str) -> Iterator[tuple[str, Relation]]:
        """The relation of one column of a group, if both its total and a part are printed."""
        kind = self.relation or "sum"
        parts = {id(row): figure(row, amount) for row in group.parts}
        column = self.total or amount
        totals = [row for row in group.totals if figure(row, column) is not None]
        if not totals or not any(parts.values()):
            return
        options: list[tuple[str, Relation]] = []
        for row in totals:
            stated, whole = figure(row, column), figure(row, self.minuend)
            assert stated is not None
            if None in parts.values() or (self.minuend and whole is None):
                options.append((row_id(row), missing(kind, stated, row)))
                continue
            readings = tuple(
                _reading(whole, [part for one in some if (part := parts[id(one)])])
                for some in partitions(group.parts, self.name, self.containers)
            )
            made = Relation(kind, stated, readings)
            if self.total_table and _unlike(stated, parts.values()):
                made = replace(made, reason=Reason.UNITS_DIFFER)
            options.append((row_id(row), made))
        at, made = _chosen(options)
        # One part alone may be an example; several are taken for the list unless said.
        several = len(group.parts) > 1 or self.whole_alone
        sure = several and not self.lenient and complete(group, self.complete_when)
        if self.unless_open is not None:
            sure = sure and all(row.get(self.unless_open) is not False for row in group.parts)
        yield at, made if sure or made.reason else self._open(made)

    def _open(self, made: Relation) -> Relation:
        """What a list that may be incomplete says: no more than that it fits, if it does."""
        if holds(made):
            return made
        if self.lenient:
            # More parts would make a sum greater, and what they are taken from smaller.
            side = Comparison.AT_MOST if self.minuend else Comparison.AT_LEAST
            bound = replace(made, comparison=side)
            if judge(bound).verdict is Verdict.INCONSISTENT:
                return bound
        return replace(made, reason=Reason.OPEN_LIST)


def _unlike(total: Figure, parts: Iterable[Figure | None]) -> bool:
    """Whether only the parts say what they are counted in; the total may be of 元 or 万元."""
    units = [part.number.unit for part in parts if part is not None]
    return total.number.unit is None and any(one is not None and one.dimension for one in units)


def _reading(whole: Figure | None, parts: Sequence[Figure]) -> Expression:
    if whole is None:
        return added(tuple((1, part) for part in parts))
    return Sum(((1, whole), *((-1, part) for part in parts)))


def _chosen(options: Sequence[tuple[str, Relation]]) -> tuple[str, Relation]:
    """The total that the parts make, where several are printed; if none does, which is open."""
    for at, made in options:
        if holds(made):
            return at, made
    at, made = options[0]
    if len({other.stated.number.exact for _at, other in options}) > 1:
        return at, replace(made, reason=Reason.AMBIGUOUS)
    return at, made
