"""Localisation (定位): which figures, if changed, would make every broken relation hold.

The principle is Fellegi and Holt's: the smallest sets of figures.  All of them are
listed, in a fixed order that does not depend on the order of the relations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.arithmetic.keystroke import Keystroke
from checker.arithmetic.relation import Relation
from checker.arithmetic.search import Chosen, Key, Network, Search, place_key
from checker.arithmetic.verdict import Judgement, Verdict
from checker.figure import Figure

__all__ = ["Change", "Explanation", "Keystroke", "localise", "localise_each"]

# Figures read anew before it is given up, shared by the components: about half a second.
WORK = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """改动: ``figure`` should read ``should_read`` (its own unit, digits only).

    When many values would do, ``should_read`` is ``"LOW～HIGH"``; where they have no end to
    one side, it is the one nearest to the print.
    """

    figure: Figure
    should_read: str
    keystroke: Keystroke | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """解释: a minimal set of changes; ``mends`` broken relations hold after it, none breaks."""

    changes: tuple[Change, ...]
    mends: int
    relations: tuple[int, ...]  # indices into the relations given


def localise(judged: Sequence[tuple[Relation, Judgement]]) -> list[Explanation]:
    """Every minimal explanation of the broken relations, the likeliest first.

    Broken relations that share figures are explained together or, where that takes too
    many changes or too much work, not at all.
    """
    wrong = (Verdict.INCONSISTENT, Verdict.TRUNCATED)
    broken = [n for n, (_relation, judgement) in enumerate(judged) if judgement.verdict in wrong]
    if not broken:
        return []
    network = Network(
        {
            n: relation
            for n, (relation, judgement) in enumerate(judged)
            if judgement.verdict is not Verdict.UNASSESSABLE
        }
    )
    components = network.components(broken)
    searches = [Search(network, one, WORK // len(components)) for one in components]
    return _ranked(network, searches)


def localise_each(
    broken: Sequence[Relation], good: Sequence[Relation]
) -> Iterator[tuple[Relation, Explanation]]:
    """The explanations of every broken relation alone; none breaks a good one.

    They share the work allowed: when it is done, those left are not explained.
    """
    network, own, left = Network(dict(enumerate(good))), len(good), WORK
    for relation in broken:
        network.add(own, relation)
        left -= sum(len(network.touching[figure]) for figure in network.figures[own])
        if left <= 0:
            return
        search = Search(network, [own], left)
        for explanation in _ranked(network, [search]):
            yield relation, explanation
        left = search.work
        network.drop(own)


def _ranked(network: Network, searches: Iterable[Search]) -> list[Explanation]:
    """What the searches find, the likeliest first."""
    ranked = [
        (_rank(network, chosen, search.component), _explanation(chosen, search.component))
        for search in searches
        for chosen in search.smallest()
    ]
    return [explanation for _rank, explanation in sorted(ranked, key=lambda pair: pair[0])]


def _explanation(chosen: Chosen, component: Sequence[int]) -> Explanation:
    places = sorted(chosen, key=lambda figure: place_key(figure.place))
    changes = (Change(f, chosen[f].should_read, chosen[f].keystroke) for f in places)
    return Explanation(tuple(changes), len(component), tuple(sorted(component)))


def _rank(
    network: Network, chosen: Chosen, component: Sequence[int]
) -> tuple[int, int, int, int, int, list[Key]]:
    """Fewer changes, more mended, a slip known, stated figures, one value, then place."""
    stated = {network.relations[n].stated for n in component}
    repairs = chosen.values()
    return (
        len(chosen),
        -len(component),
        sum(repair.keystroke is None for repair in repairs),
        sum(figure not in stated for figure in chosen),
        sum(repair.wide for repair in repairs),
        sorted(place_key(figure.place) for figure in chosen),
    )
