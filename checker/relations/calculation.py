"""Calculation (公式): a cell of a spreadsheet against the formula that gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker.arithmetic.expression import Constant
from checker.arithmetic.relation import Relation
from checker.relations import Row, figure, named, row_id, text


@dataclass(frozen=True, kw_only=True)
class ValueMatchesFormula:
    """公式相符: ``figure`` is what ``formula`` comes to, which is ``recalculated``.

    Rows whose formula was not worked out, or that have none, state nothing.
    """

    TYPE: ClassVar[str] = "expect_value_to_match_formula"

    figure: str
    recalculated: str
    formula: str

    def columns(self) -> tuple[str, ...]:
        return named(self.figure, self.recalculated, self.formula)

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        for row in rows:
            stated, result = figure(row, self.figure), figure(row, self.recalculated)
            if stated is not None and result is not None:
                worked_out = Constant(result.number.exact, text(row, self.formula))
                yield row_id(row), Relation("formula", stated, (worked_out,))
