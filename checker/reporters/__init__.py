"""Reporters (报告格式): one module a format; its name is the file's, - for _.

Each has ``NAME`` and ``write(report, stream, *, width, color)``.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from checker.report import Report


class Reporter(Protocol):
    NAME: str

    def write(self, report: Report, stream: TextIO, *, width: int | None, color: bool) -> None: ...


def names() -> list[str]:
    """Every format there is; none is imported for it."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def find(name: str) -> Reporter:
    """The reporter called ``name``; KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    return cast(Reporter, importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))
