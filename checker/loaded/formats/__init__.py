"""Formats of table files (表文件格式): one a file, found by walking the package.

A format is a module with ``SUFFIXES``, ``read(path, data) -> Iterator[Raw]`` and
``headers(path)``, the name of each sheet (None where there are none) with its columns, read
without the rest where that can be done.  One whose files may be reports as well says
``REPORTS = True``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def formats() -> dict[str, ModuleType]:
    """Every format by the endings of its files' names."""
    found = (
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    )
    return {suffix: module for module in found for suffix in module.SUFFIXES}
