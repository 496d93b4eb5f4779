"""Kinship (同一部门): which documents can be compared, by department, type and year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from checker.extract.digest import Digest

NOISE = re.compile(r"[（(][^（）()]*[）)]|\s|[“”\"]")
LONG = 5  # characters from which on a name may stand for a longer one that ends with it


def same_department(one: str, other: str) -> bool:
    """甲区人民政府石桥街道办事处 is 石桥街道办事处; 财政局 alone is not every 财政局."""
    short, long = sorted((NOISE.sub("", one), NOISE.sub("", other)), key=len)
    return bool(short) and (short == long or (len(short) >= LONG and long.endswith(short)))


class Departments:
    """部门名录: the reports by their department's name and by the ends of it, found at once."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self._named: dict[str, list[Digest]] = defaultdict(list)
        self._ended: dict[str, list[Digest]] = defaultdict(list)
        for digest in digests:
            if name := NOISE.sub("", digest.department):
                self._named[name].append(digest)
                for end in _ends(name):
                    self._ended[end].append(digest)

    def called(self, words: str) -> list[Digest]:
        """The reports of the department that ``words`` name, as ``same_department`` has it."""
        name = NOISE.sub("", words)
        found = {id(d): d for d in (*self._named.get(name, ()), *self._ended.get(name, ()))}
        for end in _ends(name):
            found |= {id(d): d for d in self._named.get(end, ())}
        return list(found.values())


def _ends(name: str) -> list[str]:
    return [name[at:] for at in range(1, len(name) - LONG + 1)]


def years(digests: Sequence[Digest]) -> Iterator[tuple[Digest, Digest]]:
    """Every report with the one of the year before, where it is clear which that is."""
    by_year: dict[tuple[str, int], list[Digest]] = defaultdict(list)
    seen: set[tuple[object, ...]] = set()
    for digest in digests:
        if digest.year is None or not digest.department:
            continue
        key = (digest.type, digest.year, NOISE.sub("", digest.department), digest.title)
        if digest.single or key not in seen:  # the same report in another format
            by_year[digest.type, digest.year].append(digest)
            seen.add(key)
    for (kind, year), current in by_year.items():
        before = by_year.get((kind, year - 1), [])
        for digest in current:
            last = _alike(digest, before)
            # Both ways: two reports of this year must not share one of last year's.
            if last is not None and _alike(last, current) is digest:
                yield digest, last


def _alike(digest: Digest, others: Iterable[Digest]) -> Digest | None:
    kin = [
        other
        for other in others
        if other.single == digest.single and same_department(other.department, digest.department)
    ]
    titled = [other for other in kin if other.title == digest.title]
    if len(titled) == 1:
        return titled[0]
    return kin[0] if len(kin) == 1 and not digest.single else None
