"""Shares (占比之和): the shares of all the parts make 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from checker.arithmetic.expression import Constant, Sum
from checker.arithmetic.relation import Relation
from checker.relations import Row, Where, cells, explicit, figure, named, row_id, selected


@dataclass(frozen=True, kw_only=True)
class SharesMakeWhole:
    """占比合计: ``share`` is what the other ``shares`` leave of the ``whole`` (100 %)."""

    TYPE: ClassVar[str] = "expect_shares_to_make_whole"

    share: str
    shares: str
    whole: str = "100"
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        return named(self.share, self.shares, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or "sum"
        for row in selected(rows, self.where):
            stated, others_ = figure(row, self.share), cells(row, self.shares)
            if stated is None or not others_:
                continue
            rest = Sum(((1, Constant(Fraction(self.whole))), *((-1, one) for one in others_)))
            yield row_id(row), Relation(kind, stated, (rest,), explicit=explicit(row))
