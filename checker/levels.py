"""Levels (级别): which rules are heard of, and how grave their findings are.

A level given for a rule holds for what does not agree.  A difference within rounding stays a
note whatever is given: no rounding becomes an error by a setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.arithmetic.verdict import Verdict
from checker.finding import Check, Severity
from checker.location import matches, relative

OFF = "off"
LEVELS = (*(severity.value for severity in Severity), OFF)


@dataclass(frozen=True, slots=True)
class Scope:
    """某些文件的设置: for the files that ``glob`` means (from the folder of the settings)."""

    glob: str
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Levels:
    """级别: by rule code or its beginning, the longest first; those of a scope go before."""

    severity: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[Scope, ...] = ()
    root: Path = Path()


def levelled(check: Check, levels: Levels) -> Check | None:
    """The check with the severity that the settings give it; None when it is not wanted."""
    if not levels.severity and not levels.scopes:
        return check
    level = _level(check, levels)
    if level == OFF:
        return None
    if level is None or check.severity is None:
        return check
    severity = Severity(level)
    return check if check.verdict is Verdict.WITHIN_ROUNDING else replace(check, severity=severity)


def _level(check: Check, levels: Levels) -> str | None:
    for scope in _scopes(check.document, levels):
        if check.rule.startswith(scope.ignore):
            return OFF
    for given in (*(s.severity for s in _scopes(check.document, levels)), levels.severity):
        codes = [code for code in given if check.rule.startswith(code)]
        if codes:
            return given[max(codes, key=len)]
    return None


def _scopes(document: str, levels: Levels) -> Iterator[Scope]:
    """The scopes that the document is in, the last one first: it goes before."""
    if not levels.scopes or (path := relative(document, levels.root)) is None:
        return
    yield from (scope for scope in reversed(levels.scopes) if matches(scope.glob, path))
