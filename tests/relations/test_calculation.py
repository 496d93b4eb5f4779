"""A cell against its formula: only where that was worked out."""

from __future__ import annotations

from decimal import Decimal

from checker.arithmetic.relation import Comparison
from checker.figure import Figure, Place
from checker.number import Number
from checker.relations import make

TYPE = "expect_value_to_match_formula"
KWARGS = {"figure": "figure", "recalculated": "recalculated", "formula": "formula"}


def cell(text: str) -> Figure:
    return Figure(Place("a", sheet="表", cell="B5"), Number(text, Decimal(text), 2))


def test_the_stated_cell_is_what_the_formula_comes_to() -> None:
    rows = [
        {"id": "1", "figure": cell("850.00"), "formula": "=B2", "recalculated": cell("900.00")},
        {"id": "2", "figure": cell("850.00"), "formula": "=VLOOKUP(1)", "recalculated": None},
        {"id": "3", "figure": None, "formula": "", "recalculated": None},
    ]  # fmt: skip
    [(row, relation)] = make(TYPE, KWARGS).relations(rows, {})
    [reading] = relation.readings
    assert (row, relation.kind, relation.comparison) == ("1", "formula", Comparison.EQUAL)
    assert (reading.value, reading.by) == (900, "=B2")
