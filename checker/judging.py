"""Judging (判定): the checks of some tables under the suites in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from checker import catalog
from checker.cells import cells
from checker.diagnose import localised
from checker.engines import judged
from checker.finding import Check, lowered
from checker.levels import levelled
from checker.likely import likely
from checker.options import Options

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def checks(found: Rows, explain: bool = True, *, options: Options) -> list[Check]:
    """Every check of the tables that is wanted; with ``explain`` what would mend it, too."""
    if not any(found.values()):
        return []
    suites = [suite for suite in catalog.suites(options.expectations) if suite.table in found]
    every = [*cells(found), *judged(options.engine, found, suites)]
    wanted = (levelled(one, options.levels) for one in every if options.wants(one.rule))
    kept = _once(likely(lowered(one)) for one in wanted if one is not None)
    return localised(kept) if explain else kept


def by_document(found: Iterable[Check]) -> defaultdict[str, list[Check]]:
    kept: defaultdict[str, list[Check]] = defaultdict(list)
    for one in found:
        kept[one.document].append(one)
    return kept


def _once(found: Iterable[Check]) -> list[Check]:
    """The checks; what a table states and the prose states again of the same figures, once."""
    kept: dict[object, Check] = {}
    for one in found:
        same = (one.document, one.kind, one.stated, frozenset(one.operands))
        kept.setdefault(same if one.operands else (one.rule, one.row, one.stated, one.kind), one)
    return list(kept.values())
