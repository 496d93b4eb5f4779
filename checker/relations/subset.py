"""Parts within wholes (部分与总体): 执行数 ≤ 预算数, 办结 ≤ 受理."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from checker.arithmetic.expression import Constant, Expression
from checker.arithmetic.relation import Comparison, Relation
from checker.relations import (
    Row,
    Where,
    added,
    bare,
    explicit,
    figure,
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
class PartWithinWhole:
    """部分不超过总体: ``part`` is at most one of the ``wholes``, each the sum of its columns.

    ``most`` is a bound that nobody prints (100 % of what cannot be exceeded).
    """

    TYPE: ClassVar[str] = "expect_part_not_to_exceed_whole"

    part: str
    wholes: tuple[tuple[str, ...], ...] = ()
    most: str | None = None
    where: Where | None = None
    relation: str | None = None

    def __post_init__(self) -> None:
        if not self.wholes and self.most is None:
            raise ValueError("wholes | most")

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
            if part is None or not (wholes or self.most):
                continue  # nobody said that there is a bound
            readings: tuple[Expression, ...] = tuple(
                dict.fromkeys(added(whole) for whole in wholes)
            )
            if self.most is not None:
                readings = (*readings, Constant(Fraction(self.most)))
            yield (
                row_id(row),
                Relation(kind, part, readings, Comparison.AT_MOST, explicit=explicit(row)),
            )

    def needs(self) -> tuple[str, ...]:
        """The columns without each of which no row states the relation."""
        return (self.part,)

    def screens(
        self, frame: nw.DataFrame[Any], places: Mapping[str, int]
    ) -> Iterator[tuple[nw.DataFrame[Any], Screen]]:
        """The verdicts of a large table, column-wise; nothing where it cannot be told so."""
        from checker.arithmetic.screen import at_most, either

        known = [whole for whole in self.wholes if all(bare(column) in places for column in whole)]
        if self.part not in places or not known or self.where or self.most is not None:
            return
        found = [at_most(self.part, signed(whole), places) for whole in known]
        if None not in found:
            yield frame, either([one for one in found if one is not None])
