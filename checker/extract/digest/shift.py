"""Shifts (较上年): how far a document says that something moved from the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.extract.claim import Claim
from checker.extract.digest.name import name
from checker.extract.digest.quantity import measure
from checker.extract.extraction import Extraction
from checker.figure import Figure

LAST_YEAR = re.compile(r"上一?年|去年|同比|(?:19|20)\d\d\s*年")
NOT_YEAR = re.compile(r"预算|计划|目标|年初|上月|上季|环比|预期|送审|控制价")


@dataclass(frozen=True, slots=True)
class Shift:
    """较上年: ``kind`` is points, growth or difference, of what ``name`` says.

    ``base`` is last year's value and ``amount`` the change itself, where they are printed.
    """

    kind: str
    name: str
    measure: str
    change: Figure
    current: Figure
    base: Figure | None
    falls: bool
    amount: Figure | None = None


def shifts(extraction: Extraction) -> Iterator[Shift]:
    for claim in extraction.claims:
        if claim.kind in ("points", "growth", "difference") and claim.current is not None:
            said = _said(claim, claim.current)
            called = name(claim.current.label) or name(claim.subject)
            if called and LAST_YEAR.search(said) and not NOT_YEAR.search(said):
                yield Shift(
                    claim.kind,
                    called,
                    measure(claim.current),
                    claim.stated,
                    claim.current,
                    claim.base,
                    claim.falls,
                    claim.change,
                )


def _said(claim: Claim, current: Figure) -> str:
    """The words between the value and its change, whichever comes first."""
    sentence = claim.stated.sentence
    if sentence is None or current.sentence is None or sentence.text != current.sentence.text:
        return ""
    first, last = sorted((current.at, claim.stated.at))
    begin = max(0, first[0] - len(claim.stated.label))
    return sentence.text[begin : last[0]]
