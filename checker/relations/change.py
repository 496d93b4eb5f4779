"""Changes (增减): 增长率, 增减额, 百分点, and spans of time from one month to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Literal

from checker.arithmetic.expression import (
    Attainable,
    Constant,
    Expression,
    Ratio,
    Sum,
    difference,
    growth,
    total,
)
from checker.arithmetic.relation import Relation
from checker.figure import Figure
from checker.number import Number, Unit
from checker.relations import Row, Where, explicit, figure, missing, named, row_id, selected

KINDS = {
    "percent": "growth",
    "amount": "difference",
    "points": "difference",
    "times": "ratio",
}


@dataclass(frozen=True, kw_only=True)
class ChangeMatches:
    """增减相符: ``change`` is how far ``current`` is from ``base``.

    ``measure`` says whether in percent of the base, as an amount, in percentage points, or
    in times the base (是上年的 2 倍; 增长 2 倍, where ``unless_open`` is False, either way).
    ``by`` is a column with the amount of the change, which gives the base where it is not
    printed.  ``falls`` is a column that says whether the change is downwards; without it an
    amount may go either way.  ``inclusive``: both ends count (8 月至 11 月 is 4 months), and
    ``cycle`` is where the counting starts anew (12 months).
    """

    TYPE: ClassVar[str] = "expect_change_to_match"

    change: str
    current: str
    base: str
    measure: Literal["percent", "amount", "points", "times"]
    by: str | None = None
    unless_open: str | None = None
    falls: str | None = None
    inclusive: bool = False
    cycle: int | None = None
    where: Where | None = None
    relation: str | None = None

    def columns(self) -> tuple[str, ...]:
        words = (self.by, self.unless_open, self.falls)
        return named(self.change, self.current, self.base, *words, *(self.where or ()))

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        kind = self.relation or KINDS[self.measure]
        for row in selected(rows, self.where):
            change = figure(row, self.change)
            if change is None:
                continue
            down = self._down(row, change)
            readings = tuple(self._readings(row, down))
            if down and isinstance(next(iter(readings), None), Attainable):
                # What fell by 20 % grew by -20 %.
                change = replace(change, number=_negative(change.number))
            if readings:
                yield row_id(row), Relation(kind, change, readings, explicit=explicit(row))
            else:
                yield row_id(row), missing(kind, change, row)

    def _readings(self, row: Row, down: bool | None) -> Iterator[Expression | Attainable]:
        if self.measure == "percent":
            return self._percent(row, down=bool(down))
        return self._times(row) if self.measure == "times" else self._apart(row, down)

    def _down(self, row: Row, change: Figure) -> bool | None:
        """Whether the stated figure is the size of a fall; None where the row cannot tell.

        A fall that is printed with its sign (下降 -5%) needs no turning round.
        """
        if self.falls is None:
            return None
        return row.get(self.falls) is True and change.number.value >= 0

    def _percent(self, row: Row, *, down: bool) -> Iterator[Expression | Attainable]:
        current, base, by = figure(row, self.current), figure(row, self.base), figure(row, self.by)
        if current is not None and base is not None:
            yield Ratio(difference(base, current), base) if down else growth(current, base)
        elif current is not None and by is not None:
            yield Ratio(by, total((current, by)) if down else difference(current, by))
        elif base is not None and by is not None:
            yield Ratio(by, base)
        elif current is not None or base is not None:
            yield Attainable(current, base)

    def _times(self, row: Row) -> Iterator[Expression]:
        current, base = figure(row, self.current), figure(row, self.base)
        if current is None or base is None:
            return
        yield Ratio(current, base, Fraction(1))
        if self.unless_open is not None and row.get(self.unless_open) is False:
            yield Ratio(difference(current, base), base, Fraction(1))

    def _apart(self, row: Row, down: bool | None) -> Iterator[Expression]:
        current, base = figure(row, self.current), figure(row, self.base)
        if current is None or base is None:
            return
        if self.inclusive:
            ends = ((1, _whole(current)), (-1, _whole(base)))
            for more in (1, *((1 + self.cycle,) if self.cycle else ())):
                yield Sum((*ends, (1, Constant(Fraction(more)))))
            return
        rise, fall = difference(current, base), difference(base, current)
        if down is None:
            yield from (rise, fall)
        else:
            yield fall if down else rise


def _negative(number: Number) -> Number:
    return replace(number, value=-number.value)


def _whole(figure: Figure) -> Figure:
    """A month or a year as what it is, a label of the calendar: nothing in it is rounded."""
    unit = figure.number.unit or Unit("", "", whole=True)
    return replace(figure, number=replace(figure.number, unit=unit))
