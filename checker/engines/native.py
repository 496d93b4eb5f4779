"""The native engine (本机引擎): the suites' relations judged row by row in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.arithmetic.relation import Relation
from checker.catalog import Entry, Suite
from checker.engines import Tables, checked
from checker.finding import Check


def run(tables: Tables, suites: Sequence[Suite]) -> list[Check]:
    """A check for every relation, in the order of the suites, their entries and the rows."""
    documents = owners(tables)
    return distinct(
        check
        for suite in suites
        for entry in suite.entries
        for check in checks(entry, suite.table, tables, documents)
    )


def owners(tables: Tables) -> dict[str, str]:
    """The document that each row belongs to, by the row's id."""
    return {str(row["id"]): str(row["document"]) for rows in tables.values() for row in rows}


def checks(
    entry: Entry, table: str, tables: Tables, documents: Mapping[str, str]
) -> Iterator[Check]:
    """Every relation that one entry states of its table; none for a built-in type."""
    if entry.kind is not None:
        for row, relation in entry.kind.relations(tables.get(table, ()), tables):
            yield checked(entry, row, documents[row], relation)


def distinct(found: Iterable[Check]) -> list[Check]:
    """The checks, one relation (or one row without) under one rule being checked once."""
    first: dict[tuple[str, Relation | str], Check] = {}
    for check in found:
        first.setdefault((check.rule, check.relation or check.row), check)
    return list(first.values())
