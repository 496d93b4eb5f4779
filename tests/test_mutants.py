"""Mutation: of the digits that can be told to be wrong, nearly all are, and the right one is named.

A sample; ``benchmarks/mutants.py`` runs them all and prints the table.
"""

from __future__ import annotations

from functools import cache

from benchmarks.mutants import (
    HOLDS,
    LOST,
    NOTE,
    NOTICED,
    SAMPLES,
    Outcome,
    crossed,
    named,
    noticed,
    outcomes,
    reports,
    tied,
)

from checker.pipeline import Options, check

SEED = 20_240


@cache
def found() -> tuple[Outcome, ...]:
    return tuple(outcomes(reports([str(SAMPLES)]), sample=300, seed=SEED))


def of_equations() -> list[Outcome]:
    return [one for one in found() if one.mutant.target.equations]


def test_a_wrong_digit_is_noticed() -> None:
    assert len(of_equations()) > 150
    assert noticed(of_equations()) >= 0.95


def test_the_true_value_is_suggested_where_equations_meet() -> None:
    both = crossed(found())
    assert len(both) > 25
    assert named(both) >= 0.80


def test_what_is_not_noticed_holds_or_is_within_rounding() -> None:
    missed = [one for one in of_equations() if one.fate != NOTICED]
    assert {one.fate for one in missed} <= {HOLDS, NOTE, LOST}
    assert all(not one.named for one in missed)


def test_every_sample_report_has_figures_to_change() -> None:
    for path in reports([]):
        [document] = check([path], Options()).documents
        assert any(tied(one) for one in document.checks), path.name
