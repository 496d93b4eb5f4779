"""Listed rows (名单): a roll-up's rows, each named, with its amounts by term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.extract.extraction import Extraction
from checker.figure import Figure


@dataclass(frozen=True, slots=True)
class Listed:
    """名单的一行: ``group`` tells rows of one table."""

    group: str
    name: str
    cells: Mapping[str, Figure]


def listed(extraction: Extraction) -> Iterator[Listed]:
    for line in extraction.lines:
        if line.kind != "total" and line.group.startswith("grid") and line.name and line.cells:
            yield Listed(line.group, line.name, line.cells)
