"""Likelihood (可信): a relation that was read out of prose and may have been misread.

Who writes a report slips by a digit, or leaves an old figure near the new one.  Where the
sides are far apart and no slip explains it, the sentence was likelier misread than miswritten;
and where one side is not printed at all, nothing bears the reading out.  Such a finding is a
note.  What a table or a formula states is not doubted so.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from checker.arithmetic.expression import Attainable
from checker.arithmetic.relation import Comparison
from checker.arithmetic.slip import one_slip_away
from checker.finding import Check, Severity

NEAR = Fraction(3, 2)  # times, by which the sides may differ
POINTS = 10  # percentage points, likewise
KINDS = frozenset({"ratio", "sum", "subset", "growth", "difference"})


def likely(check: Check) -> Check:
    """The check, a note where it is likelier a misreading."""
    if check.severity is Severity.WARNING and _remote(check):
        return replace(check, severity=Severity.NOTE, remote=True)
    return check


def _remote(check: Check) -> bool:
    relation, judgement = check.relation, check.judgement
    if relation is None or judgement is None or relation.explicit:
        return False
    if isinstance(judgement.reading, Attainable):
        return True
    if relation.kind not in KINDS or relation.comparison is Comparison.SAME:
        return False
    if judgement.value is None:
        return False
    number = relation.stated.number
    low, high = sorted((abs(number.exact), abs(judgement.value)))
    if high <= NEAR * low:
        return False
    if number.dimension in ("percent", "point") and high - low <= POINTS * number.scale:
        return False
    return not one_slip_away(relation)
