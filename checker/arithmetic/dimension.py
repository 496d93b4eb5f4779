"""Dimensions (量纲): which printed numbers may be set against each other."""

from __future__ import annotations

from checker.arithmetic.expression import Attainable, Constant, Expression, Ratio, Sum
from checker.figure import Figure
from checker.number import Number

# A percentage is made by this scale; another one makes something else (per head, times).
HUNDRED = 100


def family(number: Number) -> str | None:
    """What the number measures: ``count`` for whole things of any name; None fits anything."""
    unit = number.unit
    if unit is None or not unit.dimension:
        return None
    if unit.whole:
        return "count"
    return "percent" if unit.dimension == "point" else unit.dimension


def comparable(stated: Number, reading: Expression | Attainable) -> bool:
    """Whether the reading's figures go together, and their outcome with the stated one."""
    found = families(reading)
    return found is not None and len(found | {family(stated)} - {None}) <= 1


def families(reading: Expression | Attainable) -> frozenset[str | None] | None:
    """What the outcome measures, one family at most; None when the figures do not fit."""
    match reading:
        case Figure(number=number):
            return frozenset({family(number)} - {None})
        case Constant():
            return frozenset()
        case Attainable():
            return frozenset({"percent"})
        case Ratio(part, whole, scale):
            above, below = families(part), families(whole)
            if above is None or below is None:
                return None
            if scale != HUNDRED:
                return frozenset()
            return frozenset({"percent"}) if len(above | below) <= 1 else None
        case Sum(terms):
            found: frozenset[str | None] = frozenset()
            for _sign, term in terms:
                one = families(term)
                if one is None:
                    return None
                found |= one
            return found if len(found) <= 1 else None
