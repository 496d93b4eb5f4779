"""Claims (陈述的关系): a relation stated in prose, with the figures in their roles."""

from __future__ import annotations

from dataclasses import dataclass

from checker.figure import Figure


@dataclass(frozen=True, slots=True)
class Claim:
    """陈述的关系: ``stated`` is what the text says; the other roles are what it rests on.

    ``kind`` is one of ratio, implied, sum, beside, footed, balance, subset, growth,
    difference, points, times, restatement, agreement, year, count, respective, duration,
    numbering, bound, contradiction.  ``minus`` figures are taken away (from ``parts``, or
    from ``part`` to give the whole).  ``counted`` is what the text itself lists.
    ``complete``: the list of parts is known to be whole (of ``times``: 是 k 倍, not 增长 k 倍).
    ``explicit``: the wording leaves no doubt about the relation.
    """

    kind: str
    stated: Figure
    part: Figure | None = None
    whole: Figure | None = None
    current: Figure | None = None
    base: Figure | None = None
    change: Figure | None = None
    parts: tuple[Figure, ...] = ()
    minus: tuple[Figure, ...] = ()
    counted: int | None = None
    falls: bool = False  # 下降 减少: the change is downwards
    complete: bool = True
    explicit: bool = False
    subject: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        roles = (self.stated, self.part, self.whole, self.current, self.base, self.change)
        return (*(f for f in roles if f is not None), *self.parts, *self.minus)
