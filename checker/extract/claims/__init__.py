"""Phrase families (句式): one family of stated relations a file, found by walking the package.

A family is a module with ``claims(texts, taken) -> Iterator[Claim]``; ``taken`` holds the
figures that already stand in a table (funding, tasks, scores).  What families share is in
``extract.phrase``.  A family with ``SETTLES`` goes first: where it states a relation of a
figure, the kinds named there are not read from that figure once more.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from types import ModuleType

from checker.extract.claim import Claim
from checker.extract.claims import numbering
from checker.extract.mention import TORN, Text
from checker.figure import Figure


@cache
def families() -> tuple[ModuleType, ...]:
    """Every phrase family, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in found if hasattr(module, "claims"))


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    """Every claim of a document's texts; of a torn table only its numbering can be read."""
    whole = [text for text in texts if text.region != TORN]
    found: list[Claim] = []
    settled: set[object] = set()
    for family in sorted(families(), key=lambda one: not hasattr(one, "SETTLES")):
        settles = getattr(family, "SETTLES", {})
        made = [
            claim
            for claim in family.claims(texts if family is numbering else whole, taken)
            if not {(claim.kind, claim.stated), (claim.kind, frozenset(claim.parts))} & settled
        ]
        found += made
        for kind, told in settles.items():
            ours = [claim for claim in made if claim.kind == kind]
            settled.update((other, claim.stated) for claim in ours for other in told)
            settled.update((kind, frozenset(claim.parts)) for claim in ours if claim.parts)
    yield from found
