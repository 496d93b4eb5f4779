"""Engines (执行引擎): one a file, found by walking the package.

An engine is a module with ``run(tables, suites) -> list[Check]``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from checker.arithmetic.relation import Relation
from checker.arithmetic.verdict import Judgement, Verdict, judge
from checker.catalog import Entry, Suite
from checker.finding import Check, Severity
from checker.relations import Row

Tables = Mapping[str, Sequence[Row]]
Run = Callable[[Tables, Sequence[Suite]], list[Check]]

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


@cache
def names() -> tuple[str, ...]:
    """The engines there are, none of them imported."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def engine(name: str) -> Run:
    """The engine's ``run``."""
    if name not in names():
        raise ValueError(f"no engine is called {name}")
    run: Run = importlib.import_module(f"{__name__}.{name}").run
    return run


def judged(name: str, tables: Tables, suites: Sequence[Suite]) -> list[Check]:
    """What the engine finds; entries of Great Expectations' own types always go to gx."""
    found = engine(name)(tables, suites)
    if name == "gx":
        return found
    built_in = [
        replace(suite, entries=tuple(entry for entry in suite.entries if entry.kind is None))
        for suite in suites
    ]
    rest = [suite for suite in built_in if suite.entries]
    return [*found, *engine("gx")(tables, rest)] if rest else found


def checked(entry: Entry, row: str, document: str, relation: Relation) -> Check:
    """One relation judged under the rule of ``entry``."""
    judgement = judge(relation)
    return Check(
        rule=entry.rule,
        document=document,
        row=row,
        verdict=judgement.verdict,
        severity=severity(entry.severity, relation, judgement),
        relation=relation,
        judgement=judgement,
    )


def severity(given: Severity, relation: Relation, judgement: Judgement) -> Severity | None:
    """How grave the verdict is, never graver than ``given``, which a suite says of its rule."""
    match judgement.verdict:
        case Verdict.INCONSISTENT:
            own = Severity.ERROR if relation.explicit else Severity.WARNING
        case Verdict.TRUNCATED:
            own = Severity.WARNING
        case Verdict.WITHIN_ROUNDING:
            own = Severity.NOTE
        case _:
            return None
    return max(own, given, key=_GRAVITY.__getitem__)
