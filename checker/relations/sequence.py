"""Sequences (序号): 一、二、三、 without a gap and without a repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from checker.arithmetic.expression import Constant
from checker.arithmetic.relation import Relation
from checker.relations import Row, Where, explicit, figure, missing, named, row_id, selected


@dataclass(frozen=True, kw_only=True)
class SequenceIsComplete:
    """序号连续: ``label`` is the number that is due at its place, which is in ``counted``."""

    TYPE: ClassVar[str] = "expect_sequence_to_be_complete"

    label: str
    counted: str
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        return named(self.label, self.counted, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "numbering"
        for row in selected(rows, self.where):
            label, due = figure(row, self.label), row.get(self.counted)
            if label is None:
                continue
            if not isinstance(due, int):
                yield row_id(row), missing(kind, label, row)
                continue
            reading = Constant(Fraction(due))
            yield row_id(row), Relation(kind, label, (reading,), explicit=explicit(row))
