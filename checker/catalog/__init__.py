"""The catalogue (规则目录): every rule from its home as one list.

Cell rules stand with their tables, cross-field rules in the suites of ``expectations/``;
a folder of one's own may add to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from checker.catalog.suite import DUPLICATE, NO_SUITE, Entry, InvalidSuite, Rule, Suite, parse
from checker.finding import Severity
from checker.tables import modules

__all__ = ["Entry", "InvalidSuite", "Rule", "Suite", "rule", "rules", "suites"]

# The order of tables, as their codes are listed.
ORDER = (
    "documents",
    "figures",
    "funding",
    "tasks",
    "indicators",
    "scores",
    "accounts",
    "claims",
    "residues",
    "across",
)


def suites(extra: Path | None = None) -> tuple[Suite, ...]:
    """The suites that ship, then those of the folder ``extra``."""
    own = _shipped()
    if extra is None:
        return own
    added = tuple(_loaded(path) for path in sorted(extra.glob("*.json")))
    if not added:
        raise InvalidSuite(str(extra), NO_SUITE, {})
    _distinct((*own, *added))
    return (*own, *added)


def rules(extra: Path | None = None) -> tuple[Rule, ...]:
    """Every rule, by table and code."""
    return tuple(sorted(_all(suites(extra)), key=_order))


def rule(code: str, extra: Path | None = None) -> Rule | None:
    """The rule of that code."""
    return next((one for one in rules(extra) if one.code == code), None)


@cache
def _shipped() -> tuple[Suite, ...]:
    found = [_loaded(path) for path in _home().iterdir() if path.name.endswith(".json")]
    found.sort(key=lambda suite: (ORDER.index(suite.table), suite.path))
    _distinct(found)
    return tuple(found)


def _home() -> Traversable:
    """Where the suites are: inside the wheel, or beside the package in a checkout."""
    package = files("checker")
    inside = package / "_expectations"
    return inside if inside.is_dir() else Path(str(package)).parent / "expectations"


def _loaded(path: Traversable) -> Suite:
    return parse(str(path), path.read_bytes())


def _all(known: Iterable[Suite]) -> Iterator[Rule]:
    for table, module in modules().items():
        for cell in module.CELL_RULES:
            yield Rule(
                cell.code,
                cell.name,
                cell.title,
                tuple(cell.notes),
                table,
                None,
                Severity(cell.severity),
            )
    for suite in known:
        yield from suite.rules


def _distinct(known: Iterable[Suite]) -> None:
    """Raises ``InvalidSuite`` for the second suite that uses a code."""
    homes = {cell.code: table for table, m in modules().items() for cell in m.CELL_RULES}
    for suite in known:
        for one in suite.rules:
            if one.code in homes:
                values = {"code": one.code, "home": homes[one.code]}
                raise InvalidSuite(suite.path, DUPLICATE, values)
            homes[one.code] = suite.path


def _order(one: Rule) -> tuple[int, str]:
    return (ORDER.index(one.table) if one.table in ORDER else len(ORDER), one.code)
