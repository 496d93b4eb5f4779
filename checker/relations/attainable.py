"""Attainable rates (比率可得): 排查 9753 条，整改率 95.54%, 整改数 not printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker.arithmetic.expression import Attainable
from checker.arithmetic.relation import Relation
from checker.relations import Row, Where, explicit, figure, missing, named, row_id, selected


@dataclass(frozen=True, kw_only=True)
class RateIsAttainable:
    """比率可得: some admissible other side makes ``rate`` out of the one side that is printed.

    Where both sides are printed the rate can be recomputed, and this says nothing.
    """

    TYPE: ClassVar[str] = "expect_rate_to_be_attainable"

    rate: str
    part: str
    whole: str
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        return named(self.rate, self.part, self.whole, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "implied"
        for row in selected(rows, self.where):
            rate = figure(row, self.rate)
            part, whole = figure(row, self.part), figure(row, self.whole)
            if rate is None or (part is not None and whole is not None):
                continue
            if part is None and whole is None:
                yield row_id(row), missing(kind, rate, row)
                continue
            yield (
                row_id(row),
                Relation(kind, rate, (Attainable(part, whole),), explicit=explicit(row)),
            )
