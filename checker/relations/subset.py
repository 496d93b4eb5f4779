"""Parts within wholes (部分与总体): 执行数 ≤ 预算数, 办结 ≤ 受理."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker.arithmetic.relation import Comparison, Relation
from checker.relations import (
    Row,
    Where,
    added,
    explicit,
    figure,
    named,
    row_id,
    selected,
    terms,
)


@dataclass(frozen=True, kw_only=True)
class PartWithinWhole:
    """部分不超过总体: ``part`` is at most one of the ``wholes``, each the sum of its columns."""

    TYPE: ClassVar[str] = "expect_part_not_to_exceed_whole"

    part: str
    wholes: tuple[tuple[str, ...], ...]
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        bounds = (column for whole in self.wholes for column in whole)
        return named(self.part, *bounds, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "subset"
        for row in selected(rows, self.where):
            part = figure(row, self.part)
            wholes = [found for whole in self.wholes if (found := terms(row, whole)) is not None]
            if part is None or not wholes:
                continue  # nobody said that there is a bound
            readings = tuple(dict.fromkeys(added(whole) for whole in wholes))
            yield (
                row_id(row),
                Relation(kind, part, readings, Comparison.AT_MOST, explicit=explicit(row)),
            )
