"""Slips (一处笔误): whether one slip of the hand explains why a relation does not hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from checker.arithmetic.expression import figures
from checker.arithmetic.keystroke import variants
from checker.arithmetic.relation import Relation
from checker.arithmetic.solve import admissible, reprinted
from checker.arithmetic.verdict import holds
from checker.figure import Figure


def one_slip(relation: Relation) -> bool:
    """Whether the relation would hold but for one slip in one of its figures."""
    every = [relation.stated, *(f for reading in relation.readings for f in figures(reading))]
    return any(_slipped(relation, figure) for figure in dict.fromkeys(every))


def _slipped(relation: Relation, figure: Figure) -> bool:
    old = figure.number
    spans = admissible(relation, figure, wide=True)
    for value, (text, _kind) in variants(old.digits).items():
        right = Fraction(*value.as_integer_ratio()) * old.scale
        if any(right in span for span in spans):
            places = len(text.partition(".")[2])
            number = replace(old, text=text, value=value, places=places)
            if holds(reprinted(relation, {figure: number})):
                return True
    return False
