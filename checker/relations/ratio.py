"""Ratios (比率): 执行率 = 执行数 ÷ 预算数."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from checker.arithmetic.expression import Expression, percent
from checker.arithmetic.relation import Relation
from checker.relations import (
    Row,
    Where,
    added,
    bare,
    explicit,
    figure,
    missing,
    named,
    row_id,
    selected,
    signed,
    terms,
)

if TYPE_CHECKING:
    import narwhals as nw

    from checker.arithmetic.screen import Screen


@dataclass(frozen=True, kw_only=True)
class RateEqualsRatio:
    """比率相符: ``rate`` is ``part`` as a percentage of one of the ``wholes``.

    A whole is the sum of its columns (``-column`` is taken away).  Each whole whose columns
    are all stated is a lawful base.  ``parts`` is a column of several figures that make the
    part together where it is not printed as one.
    """

    TYPE: ClassVar[str] = "expect_rate_to_equal_ratio"

    rate: str
    part: str
    wholes: tuple[tuple[str, ...], ...]
    parts: str | None = None
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        bases = (column for whole in self.wholes for column in whole)
        return named(self.rate, self.part, self.parts, *bases, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "ratio"
        for row in selected(rows, self.where):
            rate, part = figure(row, self.rate), self._part(row)
            if rate is None:
                continue
            wholes = [found for whole in self.wholes if (found := terms(row, whole)) is not None]
            if part is None or not wholes:
                yield row_id(row), missing(kind, rate, row)
                continue
            readings = tuple(dict.fromkeys(percent(part, added(whole)) for whole in wholes))
            yield row_id(row), Relation(kind, rate, readings, explicit=explicit(row))

    def _part(self, row: Row) -> Expression | None:
        part = figure(row, self.part)
        if part is not None or self.parts is None:
            return part
        several = terms(row, (self.parts,))
        return added(several) if several else None

    def needs(self) -> tuple[str, ...]:
        """The columns without each of which no row states the relation."""
        return (self.rate,)

    def screens(
        self, frame: nw.DataFrame[Any], places: Mapping[str, int]
    ) -> Iterator[tuple[nw.DataFrame[Any], Screen]]:
        """The verdicts of a large table, column-wise; nothing where it cannot be told so."""
        from checker.arithmetic.screen import either, ratio

        known = [whole for whole in self.wholes if all(bare(column) in places for column in whole)]
        plain = not (self.where or self.parts)
        if not {self.rate, self.part} <= places.keys() or not known or not plain:
            return
        found = [ratio(self.rate, self.part, signed(whole), places) for whole in known]
        if None not in found:
            yield frame, either([one for one in found if one is not None])
