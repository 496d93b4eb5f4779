"""Targets (目标): 实际完成值 against 预期指标值."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from checker.arithmetic.relation import Comparison, Reason, Relation
from checker.figure import Figure
from checker.number import Approximation
from checker.relations import (
    Row,
    Where,
    explicit,
    figure,
    missing,
    named,
    row_id,
    selected,
    text,
)

SIGNS = {
    ">=": Comparison.AT_LEAST,
    "<=": Comparison.AT_MOST,
    ">": Comparison.MORE,
    "<": Comparison.LESS,
    "=": Comparison.EQUAL,
}
WORDS = {Approximation.OVER: Comparison.AT_LEAST, Approximation.UNDER: Comparison.AT_MOST}
LIMITS = {comparison: word for word, comparison in WORDS.items()}
EXACT = Approximation.NONE


@dataclass(frozen=True, kw_only=True)
class ActualMeetsTarget:
    """达标: ``actual`` stands to ``target`` as the sign in ``comparator`` says.

    Without a sign more is better, unless the target is 0, the ``definition`` calls the
    indicator ``inverse``, or its ``name`` has a word of ``lower_is_better`` and none of
    ``unless`` (投诉 but not 投诉办结率).  Where ``per`` is set (每日) the actual value counts
    something else than the target does.
    """

    TYPE: ClassVar[str] = "expect_actual_to_meet_target"

    actual: str
    target: str
    comparator: str | None = None
    name: str | None = None
    definition: str | None = None
    per: str | None = None
    lower_is_better: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        words = (self.comparator, self.name, self.definition, self.per)
        return named(self.actual, self.target, *words, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "target"
        for row in selected(rows, self.where):
            actual, target = figure(row, self.actual), figure(row, self.target)
            stated = actual or target
            if stated is None:
                continue
            if actual is None or target is None:
                yield row_id(row), missing(kind, stated, row)
                continue
            comparison = self._comparison(row, target)
            # A target is set, not measured: it ends where it is printed, whatever its places.
            limit = replace(target.number, approximation=LIMITS.get(comparison, EXACT))
            yield (
                row_id(row),
                Relation(
                    kind,
                    actual,
                    (replace(target, number=limit),),
                    comparison,
                    explicit=explicit(row),
                    reason=Reason.UNITS_DIFFER if text(row, self.per) else None,
                ),
            )

    def _comparison(self, row: Row, target: Figure) -> Comparison:
        sign = SIGNS.get(text(row, self.comparator)) or WORDS.get(target.number.approximation)
        if sign is not None:
            return sign
        name, definition = text(row, self.name), text(row, self.definition)
        lower = any(word in name for word in self.lower_is_better) and not any(
            word in name for word in self.unless
        )
        inverse = any(word in name + definition for word in self.inverse)
        if lower or inverse or target.number.value == 0:
            return Comparison.AT_MOST
        return Comparison.AT_LEAST
