"""Mutation of account tables: a wrong digit of a cell is told of, mostly loudly.

A change that rounding explains (±0.01 beside parts rounded to 0.01) can be no more than a note.
"""

from __future__ import annotations

from functools import cache

from benchmarks.accounts import HOLDS, LOST, NOTE, fates, share
from benchmarks.mutants import SAMPLES
from checker import readers

SEED, SIZE = 20_231, 200


@cache
def found() -> tuple[str, ...]:
    document = readers.read(SAMPLES / "hekou-2023-juesuan.md")
    return tuple(fates(document, sample=SIZE, seed=SEED))


def test_a_wrong_digit_is_told_of() -> None:
    told = [one for one in found() if one not in (HOLDS, LOST)]
    assert len(found()) == SIZE
    assert len(told) >= 0.98 * SIZE


def test_nearly_all_are_more_than_a_note() -> None:
    breaking = [one for one in found() if one not in (HOLDS, NOTE)]
    assert share(breaking) >= 0.95
    assert share(found()) >= 0.90
