"""Relations (勾稽关系): one stated figure against an expression over others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.arithmetic.expression import Attainable, Expression
from checker.figure import Figure


class Comparison(StrEnum):
    """比较方式: how the stated figure must stand to the recomputed value."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    LESS = "less"
    MORE = "more"
    SAME = "same"  # merely restated: touching intervals are not agreement


class Reason(StrEnum):
    """无法核对的原因."""

    MISSING = "missing"  # an operand is not stated
    ZERO_BASE = "zero_base"
    AMBIGUOUS = "ambiguous"
    UNITS_DIFFER = "units_differ"
    APPROXIMATE = "approximate"
    OPEN_LIST = "open_list"  # 等, 其中 naming some items only


@dataclass(frozen=True, slots=True)
class Relation:
    """勾稽关系: ``stated`` must compare with one of ``readings``.

    ``readings`` are the lawful ways to recompute it (执行率 on 年初预算 or on 调整后预算):
    holding on any is holding.  ``kind`` is one of the JSON report's relation names.
    ``reason`` is set when it cannot be assessed at all; readings may then be empty.
    ``explicit``: a table or a named formula states it, not prose from which it was inferred.
    """

    kind: str
    stated: Figure
    readings: tuple[Expression | Attainable, ...]
    comparison: Comparison = Comparison.EQUAL
    explicit: bool = True
    reason: Reason | None = None

    def __hash__(self) -> int:
        # What is recomputed need not be gone through to tell most relations apart.
        return hash((self.kind, self.stated))
