"""Digests (要点): what of one document others can be compared with, small enough to keep.

Reports of one department over the years, and a roll-up against the reports it sums up, are
compared by their digests; the documents themselves may long be gone from memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.extract.digest.listed import Listed, listed
from checker.extract.digest.paragraph import Paragraph, paragraphs
from checker.extract.digest.quantity import Balance, Quantity, balances, quantities
from checker.extract.digest.shift import Shift, shifts
from checker.extract.extraction import Extraction
from checker.figure import Figure

YEARS = re.compile(r"[\s（(]*(?:19|20)\d\d\s*年?度?[）)]?|\s")
SINGLE = re.compile(r"项目(?!支出预算)")


@dataclass(frozen=True, slots=True)
class Digest:
    """要点; ``title`` is without its year, ``totals`` are the amounts of the whole by term."""

    path: str
    department: str
    year: int | None
    type: str
    title: str
    single: bool  # of one project, not of the whole department
    totals: Mapping[str, tuple[Figure, ...]]
    quantities: tuple[Quantity, ...]
    balances: tuple[Balance, ...]
    shifts: tuple[Shift, ...]
    paragraphs: tuple[Paragraph, ...]
    listed: tuple[Listed, ...]


def digest(extraction: Extraction) -> Digest:
    facts = extraction.facts
    return Digest(
        path=extraction.document.path,
        department=facts.department,
        year=facts.fiscal_year,
        type=facts.type,
        title=YEARS.sub("", facts.title),
        single=bool(SINGLE.search(facts.title)) and "整体" not in facts.title,
        totals=_totals(extraction),
        quantities=tuple(quantities(extraction)),
        balances=tuple(balances(extraction)),
        shifts=tuple(shifts(extraction)),
        paragraphs=tuple(paragraphs(extraction.texts)),
        listed=tuple(listed(extraction)),
    )


def _totals(extraction: Extraction) -> Mapping[str, tuple[Figure, ...]]:
    """The amounts and the score of the whole, each term with every figure told for it."""
    found: dict[str, list[Figure]] = {}
    for line in extraction.lines:
        if line.kind == "total" and not line.scope:
            for term, figure in line.cells.items():
                found.setdefault(term, []).append(figure)
    for score in extraction.scores:
        if score.overall and score.awarded:
            found["score"] = [score.awarded]
            break
    return {term: tuple(dict.fromkeys(figures)) for term, figures in found.items()}
