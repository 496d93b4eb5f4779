"""Diagnosis (诊断): which figures of a document are likely wrong, told with each check.

Relations that arithmetic states bind together: one figure may break several of them.  That
an amount should be the same in two places is a weaker bond (the places may differ in
scope), so each such pair is explained alone, after the arithmetic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checker.arithmetic.expression import figures
from checker.arithmetic.localise import Explanation, localise, localise_each
from checker.arithmetic.relation import Comparison, Relation
from checker.arithmetic.verdict import Judgement, Verdict
from checker.figure import Figure
from checker.finding import Check

GOOD = (Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING)
BROKEN = (Verdict.INCONSISTENT, Verdict.TRUNCATED)
# Where words and figures disagree the words are the likelier slip: no figure is to be changed.
WORDED = frozenset({"CLM220", "CLM221"})
# A target that is missed is no slip: nothing but arithmetic beside it may say which figure is one.
TARGET = "target"
Judged = Mapping[Relation, Judgement]


def localised(checks: Iterable[Check]) -> list[Check]:
    """The checks with the explanations of their document that mend them, the lead first."""
    every = list(checks)
    by_document: dict[str, dict[Relation, Judgement]] = defaultdict(dict)
    for check in every:
        if check.rule in WORDED:
            continue
        if check.relation is not None and check.judgement is not None:
            by_document[check.document].setdefault(check.relation, check.judgement)
    mending: dict[tuple[str, Relation], list[Explanation]] = defaultdict(list)
    for document, judged in by_document.items():
        for relation, explanation in _explained(judged):
            mending[document, relation].append(explanation)
    return [
        replace(check, explanations=tuple(mending[check.document, check.relation]))
        if check.relation is not None and check.severity is not None
        else check
        for check in every
    ]


def _explained(judged: Judged) -> Iterator[tuple[Relation, Explanation]]:
    firm = [r for r in judged if r.comparison is not Comparison.SAME]
    yield from _mended(firm, judged)
    alone = [r for r in judged if r.comparison is Comparison.SAME and judged[r].verdict in BROKEN]
    if not alone:
        return
    good = [r for r in judged if judged[r].verdict in GOOD]
    # A figure that broken arithmetic rests on is explained there, not by what it is likened to.
    bound = {f for r in firm if judged[r].verdict not in GOOD for f in _figures(r)}
    for relation, explanation in localise_each(alone, good):
        if not any(change.figure in bound for change in explanation.changes):
            yield relation, explanation


def _figures(relation: Relation) -> tuple[Figure, ...]:
    return (relation.stated, *(f for reading in relation.readings for f in figures(reading)))


def _mended(relations: list[Relation], judged: Judged) -> Iterator[tuple[Relation, Explanation]]:
    for explanation in localise([(r, judged[r]) for r in relations]):
        if all(relations[index].kind == TARGET for index in explanation.relations):
            continue
        for index in explanation.relations:
            yield relations[index], explanation
