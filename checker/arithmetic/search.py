"""Search (搜索): the smallest sets of figures whose change mends a group of relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from checker.arithmetic.expression import figures
from checker.arithmetic.relation import Relation
from checker.arithmetic.repair import Repair, pinned, repair
from checker.arithmetic.solve import reprinted
from checker.arithmetic.verdict import holds
from checker.figure import Figure, Place

MOST_CHANGES = 3

Chosen = dict[Figure, Repair]
Key = tuple[str | int, ...]


class Exhausted(Exception):
    """The work allowed is done."""


class Network:
    """关系网: relations, and the figures that they share."""

    def __init__(self, relations: Mapping[int, Relation]) -> None:
        self.relations = relations
        self.figures: dict[int, tuple[Figure, ...]] = {}
        self.touching: dict[Figure, list[int]] = {}
        self._keys: dict[int, tuple[Key, ...]] = {}
        for n, relation in relations.items():
            read = (figure for reading in relation.readings for figure in figures(reading))
            self.figures[n] = tuple(dict.fromkeys((relation.stated, *read)))
            for figure in self.figures[n]:
                self.touching.setdefault(figure, []).append(n)

    def components(self, chosen: Iterable[int]) -> list[list[int]]:
        """The relations chosen, those together that are connected by shared figures."""
        left = dict.fromkeys(chosen)
        components: list[list[int]] = []
        while left:
            component = [next(iter(left))]
            del left[component[0]]
            for n in component:  # grows while it is walked
                near = (m for figure in self.figures[n] for m in self.touching[figure])
                for other in dict.fromkeys(m for m in near if m in left):
                    del left[other]
                    component.append(other)
            components.append(sorted(component))
        return components

    def key(self, n: int) -> tuple[Key, ...]:
        """What tells relations apart, whatever their order."""
        if n not in self._keys:
            relation = self.relations[n]
            said = (relation.kind, relation.comparison.value, len(relation.readings))
            self._keys[n] = (said, *(place_key(figure.place) for figure in self.figures[n]))
        return self._keys[n]


class Search:
    """Explains one component: all sets of one figure, else of two, else of three."""

    def __init__(self, network: Network, component: Sequence[int], work: int) -> None:
        self.network = network
        self.component = sorted(component, key=network.key)
        self.work = work
        self.found: dict[frozenset[Figure], Chosen] = {}

    def smallest(self) -> list[Chosen]:
        """The minimal sets with their repairs; none if there are too many ways to try."""
        for size in range(1, MOST_CHANGES + 1):
            try:
                self._change({}, self.component, size)
            except Exhausted:
                return []
            if self.found:
                break
        return list(self.found.values())

    def _check(self, relation: Relation) -> bool:
        self.work -= 1 + sum(len(figures(reading)) for reading in relation.readings)
        if self.work < 0:
            raise Exhausted
        return holds(relation)

    def _change(self, chosen: Chosen, broken: Sequence[int], left: int) -> None:
        """Try every figure that can be next; ``left`` may still change, this one included."""
        hits = Counter(f for n in broken for f in self.network.figures[n] if f not in chosen)
        if len(broken) > left * max(hits.values(), default=0):
            return
        smallest = min(broken, key=lambda n: len(self.network.figures[n]))
        for figure in self.network.figures[smallest]:
            if figure in chosen:
                continue
            rest = [n for n in broken if figure not in self.network.figures[n]]
            if left == 1:
                if not rest:
                    self._last(chosen, figure)
            elif self._hit(rest, left - 1, {*chosen, figure}):
                for candidate in self._candidates(chosen, figure):
                    changed = {**chosen, figure: candidate}
                    after = rest + self._failing(changed, figure)
                    if after:
                        self._change(changed, sorted(after, key=self.network.key), left - 1)

    def _hit(self, broken: Sequence[int], left: int, taken: set[Figure]) -> bool:
        """Whether so few figures can be in all of the broken relations."""
        hits = Counter(f for n in broken for f in self.network.figures[n] if f not in taken)
        return len(broken) <= left * max(hits.values(), default=0)

    def _last(self, chosen: Chosen, figure: Figure) -> None:
        key = frozenset((*chosen, figure))
        if key in self.found:
            return
        found = self._together(chosen, figure)
        if found is not None and self._ends_hold({**chosen, figure: found}):
            self.found[key] = {**chosen, figure: found}

    def _candidates(self, chosen: Chosen, figure: Figure) -> list[Repair]:
        """What mends all relations of the figure, and what mends one of those broken."""
        broken, _good = self._around(chosen, figure)
        together = self._together(chosen, figure)
        each = {one.should_read: one for one in pinned(figure, broken)}
        if together is not None:
            each = {together.should_read: together, **each}
        return list(each.values())

    def _together(self, chosen: Chosen, figure: Figure) -> Repair | None:
        broken, good = self._around(chosen, figure)
        return repair(figure, broken, good, self._check) if broken else None

    def _around(self, chosen: Chosen, figure: Figure) -> tuple[list[Relation], list[Relation]]:
        """The figure's relations as they are with the changes made: broken, and good."""
        broken: list[Relation] = []
        good: list[Relation] = []
        for n in sorted(self.network.touching[figure], key=self.network.key):
            relation = self._changed(n, chosen)
            touched = n in self.component or any(f in chosen for f in self.network.figures[n])
            (broken if touched and not self._check(relation) else good).append(relation)
        return broken, good

    def _failing(self, chosen: Chosen, figure: Figure) -> list[int]:
        around = self.network.touching[figure]
        return [n for n in around if not self._check(self._changed(n, chosen))]

    def _changed(self, n: int, chosen: Chosen) -> Relation:
        if not chosen:
            return self.network.relations[n]
        numbers = {figure: repair.ends[0] for figure, repair in chosen.items()}
        return reprinted(self.network.relations[n], numbers)

    def _ends_hold(self, chosen: Chosen) -> bool:
        """Whether the ranges still hold at all of their ends, with all changes made."""
        if sum(len(repair.ends) > 1 for repair in chosen.values()) == 0 or len(chosen) == 1:
            return True
        around = dict.fromkeys(n for figure in chosen for n in self.network.touching[figure])
        return all(
            self._check(reprinted(self.network.relations[n], dict(zip(chosen, ends, strict=True))))
            for ends in product(*(repair.ends for repair in chosen.values()))
            for n in around
        )


def place_key(place: Place) -> Key:
    """The order of reading; unlike a place it can be compared where something is unknown."""
    cell = place.cell or ""
    numbers = (place.page, place.paragraph, place.line)
    page, paragraph, line = (-1 if n is None else n for n in numbers)
    return (
        place.document,
        page,
        place.sheet or "",
        paragraph,
        line,
        place.start,
        place.end,
        len(cell),
        cell,
    )
