"""Mutation: of the digits that can be told to be wrong, nearly all are, and the right one is named.

A sample; ``benchmarks/mutants.py`` runs them all and prints the table.
"""

from __future__ import annotations

from functools import cache

from benchmarks.mutants import (
    Outcome,
    crossed,
    named,
    noticed,
    outcomes,
    reports,
    tied,
)
from checker.pipeline import Options, check

SEED, SIZE = 20_240, 250


@cache
def found() -> tuple[Outcome, ...]:
    return tuple(outcomes(reports([]), sample=SIZE, seed=SEED))


def test_a_wrong_digit_is_noticed() -> None:
    assert len(found()) == SIZE
    assert noticed(found()) >= 0.95


def test_the_true_value_is_suggested_where_equations_meet() -> None:
    both = crossed(found())
    assert len(both) > 25
    assert named(both) >= 0.80


def test_every_sample_report_has_figures_to_change() -> None:
    for path in reports([]):
        [document] = check([path], Options()).documents
        assert any(tied(one) for one in document.checks), path.name
