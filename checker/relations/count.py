"""Counts (计数): 共 5 处 against the five places that the text names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from checker.arithmetic.expression import Constant
from checker.arithmetic.relation import Comparison, Relation
from checker.relations import Row, Where, explicit, figure, missing, named, row_id, selected


@dataclass(frozen=True, kw_only=True)
class CountMatchesList:
    """列举相符: ``count`` is how many things the text lists, which is in ``counted``.

    ``unless_open``: a column that is False where the text names some of them only (等): then
    there are at least so many.
    """

    TYPE: ClassVar[str] = "expect_count_to_match_list"

    count: str
    counted: str
    unless_open: str | None = None
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        return named(self.count, self.counted, self.unless_open, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "enumeration-count"
        for row in selected(rows, self.where):
            stated, counted = figure(row, self.count), row.get(self.counted)
            if stated is None:
                continue
            if not isinstance(counted, int):
                yield row_id(row), missing(kind, stated, row)
                continue
            reading = Constant(Fraction(counted))
            some = self.unless_open is not None and row.get(self.unless_open) is False
            side = Comparison.AT_LEAST if some else Comparison.EQUAL
            yield row_id(row), Relation(kind, stated, (reading,), side, explicit=explicit(row))
