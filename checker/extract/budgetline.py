"""Budget lines (资金行): the amounts of the whole, of a source, a nature or a task."""

from __future__ import annotations

from dataclasses import dataclass

from checker.figure import Figure


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """资金行: ``kind`` is total, source, nature, task, part, public or other.

    Lines of one ``group`` belong together; a ``part`` stands under the line ``parent``.
    ``year`` is set where the words or the header say it.
    """

    kind: str
    name: str
    group: str
    cells: dict[str, Figure]
    scope: str = ""
    explicit: bool = True
    parent: str = ""
    year: int | None = None
