"""Relations in tables (表中的关系): what the columns and rows of any table state by their heads.

One kind a file with ``claims(document, grids)``, found by walking the package.  Account tables
have rules of their own: only a kind with ``EVERY`` reads them, too.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.grid import Grid


def claims(document: str, grids: Sequence[Grid], accounts: Collection[int]) -> Iterator[Claim]:
    """The claims of every kind over the tables of a document; ``accounts`` are account blocks."""
    forms = [grid for grid in grids if grid.block not in accounts]
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        module = importlib.import_module(f"{__name__}.{name}")
        yield from module.claims(document, grids if hasattr(module, "EVERY") else forms)
