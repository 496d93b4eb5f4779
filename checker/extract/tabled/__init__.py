"""Relations in tables (表中的关系): what the columns and rows of any table state by their heads.

One kind a file with ``claims(document, grids)``, found by walking the package.  Account tables
have rules of their own: only a kind with ``EVERY`` reads them, too.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from types import ModuleType

from checker.extract.claim import Claim
from checker.extract.grid import Grid


@cache
def kinds() -> tuple[ModuleType, ...]:
    """Every kind, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def claims(document: str, grids: Sequence[Grid], accounts: Collection[int]) -> Iterator[Claim]:
    """The claims of every kind over the tables of a document; ``accounts`` are account blocks."""
    forms = [grid for grid in grids if grid.block not in accounts]
    for kind in kinds():
        yield from kind.claims(document, grids if hasattr(kind, "EVERY") else forms)
