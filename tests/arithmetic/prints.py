"""Figures and relations for the tests, written as they are printed: ``figure("93", PERCENT)``."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import count

from checker.arithmetic.expression import Attainable, Expression
from checker.arithmetic.relation import Comparison, Relation
from checker.arithmetic.verdict import Judgement, Verdict, judge
from checker.figure import Figure, Place
from checker.number import Approximation, Number, Unit

YUAN = Unit("元", "money")
WAN = Unit("万元", "money", Fraction(10_000))
YI = Unit("亿元", "money", Fraction(10**8))
PERCENT = Unit("%", "percent")
POINT = Unit("个百分点", "point")
HECTARE = Unit("公顷", "area", Fraction(10_000))
SCORE = Unit("分", "score")
ITEM = Unit("个", "个", whole=True)
CASE = Unit("宗", "宗", whole=True)
PIECE = Unit("件", "件", whole=True)

_line = count(1)


def number(
    text: str, unit: Unit | None = None, approximation: Approximation = Approximation.NONE
) -> Number:
    return Number(text, Decimal(text), len(text.partition(".")[2]), unit, approximation)


def figure(
    text: str, unit: Unit | None = None, approximation: Approximation = Approximation.NONE
) -> Figure:
    """A figure in a place of its own; later ones stand further down."""
    return Figure(Place("report", next(_line)), number(text, unit, approximation))


def equal(stated: Figure, *readings: Expression | Attainable, kind: str = "ratio") -> Relation:
    return Relation(kind, stated, readings)


def verdict(
    stated: Figure,
    *readings: Expression | Attainable,
    comparison: Comparison = Comparison.EQUAL,
    kind: str = "ratio",
) -> Verdict:
    return judge(Relation(kind, stated, readings, comparison)).verdict


def judged(relations: list[Relation]) -> list[tuple[Relation, Judgement]]:
    return [(relation, judge(relation)) for relation in relations]
