"""Sums down the rows of a large table (大表分组求和), all groups at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from checker.relations import Where
from checker.relations.sum.group import SUBTOTAL, Grouping

if TYPE_CHECKING:
    import narwhals as nw

    from checker.arithmetic.screen import Screen


# Columns added on the way; no printed column is called so.
SUM, PARTS, HELD, TOTALS, OVER = "__sum", "__parts", "__held", "__totals", "__over"


class Summed(Grouping, Protocol):
    """纵向求和: the kwargs of a sum down the rows."""

    @property
    def amounts(self) -> tuple[str, ...]: ...
    @property
    def containers(self) -> tuple[str, ...]: ...
    @property
    def where(self) -> Where | None: ...
    @property
    def whole_alone(self) -> bool: ...
    @property
    def unless_open(self) -> str | None: ...


def columns(
    how: Summed, frame: nw.DataFrame[Any], places: Mapping[str, int]
) -> Iterator[tuple[nw.DataFrame[Any], Screen]]:
    """For each amount: the totals' rows with the sum of their parts, and the verdicts on them."""
    import narwhals as nw

    from checker.arithmetic.screen import THERE, equal

    keys = list(how.group_by)
    parts = _selected(frame, how.parts_where)
    totals = _selected(frame, how.total_where)
    amounts = [amount for amount in how.amounts if amount in places]
    if how.parent:
        if not {how.parent, how.name, *keys} <= set(frame.columns):
            return
        above = nw.col(how.parent).fill_null("")
        parts = parts.with_columns(above.alias(OVER)).filter(nw.col(OVER) != "")
        totals = totals.with_columns(nw.col(how.name).fill_null("").alias(OVER))
        keys.append(OVER)
    if not amounts or not len(parts) or not len(totals):
        return
    present = {amount + SUM: nw.col(amount) for amount in amounts}
    present |= {amount + THERE + SUM: nw.col(amount + THERE).cast(nw.Int64) for amount in amounts}
    present |= {PARTS: nw.lit(1), HELD: _held(how, parts).cast(nw.Int64)}
    added = (
        parts.with_columns(**present)
        .group_by(keys)
        .agg(**{name: nw.col(name).sum() for name in present})
    )
    alone = totals.group_by(keys).agg(**{TOTALS: nw.col("id").count()})
    joined = totals.join(added, on=keys).join(alone, on=keys)
    least = 1 if how.whole_alone else 2
    plain = (nw.col(HELD) == 0) & (nw.col(TOTALS) == 1) & (nw.col(PARTS) >= least)
    for amount in amounts:
        inside = nw.col(amount + THERE + SUM)
        there = nw.col(amount + THERE) & (inside == nw.col(PARTS))
        screen = equal(amount, nw.col(amount + SUM), nw.col(PARTS), there)
        asked = nw.col(amount + THERE)
        yield joined.filter(inside > 0), replace(screen, safe=screen.safe & plain, asked=asked)


def _held(how: Summed, parts: nw.DataFrame[Any]) -> nw.Expr:
    """Whether a part may hold others, stand inside another, or be one of an open list.

    It then has two lawful readings, which takes the row-by-row judge.
    """
    import narwhals as nw

    unsure = nw.lit(False)
    if how.unless_open in parts.columns:
        unsure = ~nw.col(str(how.unless_open)).fill_null(True)
    if how.name not in parts.columns:
        return unsure
    words = parts[how.name].unique().to_list()
    held = ("其中", SUBTOTAL, *how.containers)
    doubtful = [w for w in words if any(c in str(w) for c in held)]
    return unsure | nw.col(how.name).is_in(doubtful)


def _selected(frame: nw.DataFrame[Any], where: Where | None) -> nw.DataFrame[Any]:
    import narwhals as nw

    for column, wanted in (where or {}).items():
        some = list(wanted) if isinstance(wanted, tuple) else [wanted]
        frame = frame.filter(nw.col(column).is_in(some))
    return frame
