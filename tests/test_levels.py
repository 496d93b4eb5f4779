"""Levels: the longest code wins, a scope before the rest, and rounding stays a note."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checker.arithmetic.verdict import Verdict
from checker.figure import Figure, Place
from checker.finding import CellFault, Check, Severity
from checker.levels import Levels, Scope, levelled
from checker.number import Number

ROOT = Path("仓库")


def check(
    rule: str = "FND201",
    document: str = "仓库/2023/a.md",
    verdict: Verdict = Verdict.INCONSISTENT,
    severity: Severity | None = Severity.ERROR,
) -> Check:
    figure = Figure(Place(document, 1), Number("5", Decimal(5), 0))
    return Check(rule, document, "1", verdict, severity, fault=CellFault(figure, ""))


def level(levels: Levels, one: Check) -> str | None:
    found = levelled(one, levels)
    return None if found is None else str(found.severity)


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [("FND201", "note"), ("FND202", "warning"), ("FND301", None), ("TSK101", "error")],
)
def test_the_longest_code_wins(rule: str, wanted: str | None) -> None:
    severity = {"FND": "error", "FND2": "warning", "FND201": "note", "FND3": "off"}
    assert level(Levels(severity), check(rule)) == wanted


def test_a_scope_goes_before_and_the_last_one_first() -> None:
    scopes = (
        Scope("**", severity={"FND": "note"}),
        Scope("2023/**", severity={"FND": "warning"}),
        Scope("2021", ignore=("FND2",)),
    )
    levels = Levels({"FND201": "error"}, scopes, ROOT)
    assert level(levels, check()) == "warning"
    assert level(levels, check(document="仓库/2022/a.md")) == "note"
    assert level(levels, check(document="仓库/2021/a.md")) is None
    assert level(levels, check("FND301", document="仓库/2021/a.md")) == "note"
    assert level(levels, check(document="别处/2021/a.md")) == "error"


def test_what_holds_stays_without_a_severity_and_rounding_a_note() -> None:
    levels = Levels({"FND": "error"})
    held = check(verdict=Verdict.CONSISTENT, severity=None)
    assert levelled(held, levels) == held
    rounded = check(verdict=Verdict.WITHIN_ROUNDING, severity=Severity.NOTE)
    assert level(levels, rounded) == "note"
    assert levelled(rounded, Levels({"FND": "off"})) is None
    assert levelled(held, Levels({"FND": "off"})) is None
