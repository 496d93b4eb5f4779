"""Agreement (一致): the same quantity printed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker.arithmetic.relation import Comparison, Relation
from checker.relations import Row, Where, explicit, figure, missing, named, row_id, selected


@dataclass(frozen=True, kw_only=True)
class FiguresAgree:
    """前后一致: ``figure`` restates ``other``, at the same or another precision or unit."""

    TYPE: ClassVar[str] = "expect_figures_to_agree"

    figure: str
    other: str
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        return named(self.figure, self.other, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "cross-section"
        for row in selected(rows, self.where):
            stated, other = figure(row, self.figure), figure(row, self.other)
            if stated is None:
                continue
            if other is None:
                yield row_id(row), missing(kind, stated, row)
                continue
            yield (
                row_id(row),
                Relation(kind, stated, (other,), Comparison.SAME, explicit=explicit(row)),
            )
