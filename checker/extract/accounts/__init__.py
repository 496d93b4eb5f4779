"""Accounts (决算表、预算表): the tables of published final accounts and budgets, and their joins.

``table`` reads a table's lines and columns, ``between`` joins tables that print one amount,
``prose`` joins the text with the cells it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.document import Block, Document, Kind
from checker.extract.accounts.table import Account, accounts
from checker.extract.facts import Facts
from checker.extract.mention import Text
from checker.figure import Figure

if TYPE_CHECKING:
    from checker.extract.accounts.between import Statement


@dataclass(frozen=True)
class Accounts:
    """决算表、预算表: the tables of a document, and what must hold besides their sums."""

    tables: tuple[Account, ...]
    statements: tuple[Statement, ...]

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The blocks of the document that the tables are."""
        return frozenset(block for table in self.tables for block in table.blocks)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(amount.figure for table in self.tables for amount in table.amounts)


def read(document: Document, facts: Facts, texts: Sequence[Text]) -> Accounts:
    """The account tables of a document with their joins to one another and to its text."""
    stage = _stage(document, facts)
    tables = accounts(document, stage)
    if not tables:  # as in most reports; what joins them need not be loaded
        return Accounts((), ())
    from checker.extract.accounts import between, prose

    found = between.index(tables, facts.fiscal_year)
    return Accounts(
        tuple(tables),
        (
            *between.statements(tables, found),
            *prose.statements(texts, tables, found, facts, stage),
        ),
    )


_OF_MONEY = re.compile(r"(?:公共|基金|经营|资本)预算|[年全]初?预算|预算(?:数|执行|为)")


def _stage(document: Document, facts: Facts) -> str:
    """What a document publishes, final accounts or a budget; 一般公共预算 says neither."""
    if facts.type == "final_accounts" or "决算" in facts.title:
        return "final"
    title = _OF_MONEY.sub("", facts.title)
    if "预算" in title:
        return "budget"
    whole = "".join(_words(block) for block in document.blocks)
    return "final" if whole.count("决算") > len(_BUDGET.findall(whole)) else "budget"


_BUDGET = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!资本)预算")


def _words(block: Block) -> str:
    cells = "".join(cell.span.text for cell in block.cells)
    return cells if block.kind is Kind.TABLE else block.text
