"""Tables (数据表): tidy rows of figures, one table a file, found by walking the package.

A table is a module with ``NAME``, a frozen row dataclass ``Row``, ``build(extraction)`` (or
``joined(digests)``, when its rows stand between documents), ``CELL_RULES`` and ``schema()``
(a pandera schema; pandera is imported only there).
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from checker.extract.digest import Digest
from checker.extract.extraction import Extraction


@dataclass(frozen=True, slots=True)
class CellRule:
    """单元格规则: what one cell (or key) of a table must be; its page is ``notes``."""

    code: str
    name: str
    title: Mapping[str, str]
    notes: tuple[str, ...]
    severity: str = "error"


@cache
def modules() -> Mapping[str, ModuleType]:
    """Every table's module by the table's name; those between documents come last."""
    found = (
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    )
    named = sorted((m for m in found if hasattr(m, "NAME")), key=lambda m: hasattr(m, "joined"))
    return {module.NAME: module for module in named}


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table."""
    return _names(modules()[table].Row)


def mapping(row: Any) -> dict[str, object]:
    """A row as a mapping of its columns."""
    kind: type = type(row)
    return {name: getattr(row, name) for name in _names(kind)}


@cache
def _names(row: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(row))


def build(extractions: Iterable[Extraction]) -> dict[str, list[dict[str, object]]]:
    """Every table of one document's own, over all of them; rows are numbered within each."""
    own = {name: module for name, module in modules().items() if hasattr(module, "build")}
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in own}
    for extraction in extractions:
        for name, module in own.items():
            tables[name].extend(mapping(row) for row in module.build(extraction))
    return tables


def joined(digests: Sequence[Digest]) -> dict[str, list[dict[str, object]]]:
    """Every table whose rows stand between documents."""
    return {
        name: [mapping(row) for row in module.joined(digests)]
        for name, module in modules().items()
        if hasattr(module, "joined")
    }
