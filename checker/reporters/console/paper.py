"""Paper (纸面): what there is to print on, and what several parts print alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from checker.excerpt import cells, pad, wrap
from checker.finding import Severity
from checker.language import _
from checker.wording import (
    SEVERITIES,
)

SIGNS = {Severity.ERROR: "×", Severity.WARNING: "▲", Severity.NOTE: "·"}
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "cyan"}

Line = list[tuple[str, str]]  # pieces of text, each with its style


@dataclass(frozen=True, slots=True)
class Paper:
    """纸面: what there is to print on."""

    width: int
    color: bool
    fit: Callable[[str], str]  # makes a text fit the encoding

    def hang(self, lead: Line, text: str, style: str = "", rest: str | None = None) -> list[Line]:
        """``text`` after ``lead``, its further rows under its first (or after ``rest``)."""
        indent = cells("".join(piece for piece, _style in lead))
        under = " " * indent if rest is None else pad(rest, indent)
        first, *more = (row.replace("\xa0", " ") for row in wrap(text, self.width - indent))
        return [[*lead, (first, style)], *([(under, "dim"), (row, style)] for row in more)]


def severities(counts: Mapping[Severity, int]) -> Line:
    """``疑误 2 · 存疑 3``, each in its colour."""
    line: Line = []
    for severity, n in counts.items():
        if n:
            line += [(" · ", "dim")] if line else []
            line.append((f"{_(SEVERITIES[severity])} {n}", STYLES[severity]))
    return line


def ranked(names: Iterable[str]) -> Mapping[str, int]:
    """How often each name comes, the most frequent first."""
    return dict(Counter(names).most_common())


def tally(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{name}\xa0{n}" for name, n in counts.items())


def beside(place: str, words: str, paper: Paper) -> list[Line]:
    """The words beside their place; below it, where little room would be left."""
    lead = f"  {SIGNS[Severity.NOTE]} {place}  "
    if cells(lead) <= paper.width // 3 or cells(lead) + cells(words) <= paper.width:
        return paper.hang([(lead, "dim")], words)
    return [[(lead.rstrip(), "dim")], *paper.hang([("      ", "")], words)]
