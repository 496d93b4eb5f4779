"""Accounts (决算表、预算表): the tables of published final accounts and budgets, and their joins.

``table`` reads a table's lines and columns, ``between`` joins tables that print one amount,
``prose`` joins the text with the cells it tells of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.document import Document
from checker.extract.accounts import between, prose
from checker.extract.accounts.between import Statement
from checker.extract.accounts.table import Account, accounts
from checker.extract.facts import Facts
from checker.extract.mention import Text
from checker.figure import Figure


@dataclass(frozen=True)
class Accounts:
    """决算表、预算表: the tables of a document, and what must hold besides their sums."""

    tables: tuple[Account, ...]
    statements: tuple[Statement, ...]

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The blocks of the document that the tables are."""
        return frozenset(table.block for table in self.tables)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(amount.figure for table in self.tables for amount in table.amounts)


def read(document: Document, facts: Facts, texts: Sequence[Text]) -> Accounts:
    """The account tables of a document with their joins to one another and to its text."""
    stage = "budget" if "预算" in facts.title and "决算" not in facts.title else "final"
    tables = accounts(document, stage)
    found = between.index(tables, facts.fiscal_year)
    return Accounts(
        tuple(tables),
        (
            *between.statements(tables, found),
            *prose.statements(texts, tables, found, facts, stage),
        ),
    )
