"""Phrase families (句式): one family of stated relations a file, found by walking the package.

A family is a module with ``claims(texts, taken) -> Iterator[Claim]``; ``taken`` holds the
figures that already stand in a table (funding, tasks, scores).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from types import ModuleType

from checker.extract.claim import Claim
from checker.extract.mention import Text
from checker.figure import Figure


@cache
def families() -> tuple[ModuleType, ...]:
    """Every phrase family, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    """Every claim of a document's passages."""
    for family in families():
        yield from family.claims(texts, taken)
