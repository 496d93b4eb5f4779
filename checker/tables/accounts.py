"""Accounts (决算表、预算表): one row an amount of a published table: a line and a column of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.extract.accounts.table import Account
from checker.extract.extraction import Extraction
from checker.figure import Figure
from checker.tables import CellRule

if TYPE_CHECKING:
    from checker.extract.accounts.between import Statement

NAME = "accounts"

CELL_RULES: tuple[CellRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """决算表、预算表的一个金额.

    ``account`` names the table, ``entries`` the list of lines in it (收入 and 支出 side by side
    are two), ``line`` the line.  ``form`` is the kind of table, ``funds`` whose money it is
    about, ``stage`` budget or final.  Two trees give the sums: the parts of ``key`` are the lines
    whose ``above`` it is, the parts of ``column`` those whose ``within`` it is.
    ``kind`` is code, item, beside (结转 beside the year's own), inside, total, year (本年合计),
    grand (总计), personnel or public; or what must hold besides: balance, carry_over, between
    (tables), composed, text, text_unit, with ``stated`` and ``other``, or ``parts`` less ``minus``.
    ``all_lines``, ``all_columns``: the list that the line or column is in may be taken for whole.
    """

    id: str
    document: str
    account: str
    entries: str
    line: str
    form: str
    title: str
    funds: str
    stage: str
    side: str
    kind: str
    code: str
    name: str
    key: str
    above: str
    column: str
    within: str
    header: str
    term: str
    all_lines: bool
    all_columns: bool
    explicit: bool
    amount: Figure | None = None
    stated: Figure | None = None
    other: Figure | None = None
    parts: tuple[Figure, ...] = ()
    minus: tuple[Figure, ...] = ()


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    rows = 0
    for account in extraction.accounts.tables:
        for row in _amounts(path, account, rows):
            yield row
            rows += 1
    for number, statement in enumerate(extraction.accounts.statements, rows + 1):
        yield _statement(path, statement, number)


def _amounts(path: str, account: Account, before: int) -> Iterator[Row]:
    name = f"{path}/account{account.number}"
    lines: dict[int, int] = {}
    for number, one in enumerate(account.amounts, before + 1):
        line = lines.setdefault(id(one.line), len(lines) + 1)
        yield Row(
            id=f"{path}/accounts{number}",
            document=path,
            account=name,
            entries=f"{name}.{one.group}",
            line=f"{name}/{line}",
            form=account.form.kind,
            title=account.form.title,
            funds=account.form.funds,
            stage=one.column.stage or account.form.stage,
            side=one.side,
            kind=one.line.kind,
            code=one.line.code,
            name=one.line.name,
            key=one.line.key,
            above=one.line.above,
            column=one.column.key,
            within=one.column.within,
            header=one.column.label,
            term=one.column.term,
            all_lines=one.line.complete,
            all_columns=one.column.complete,
            explicit=True,
            amount=one.figure,
        )


def _statement(path: str, told: Statement, number: int) -> Row:
    words = ("",) * 8
    return Row(
        f"{path}/accounts{number}",
        path,
        *words,
        kind=told.kind,
        code="",
        name=told.name,
        key="",
        above="",
        column="",
        within="",
        header="",
        term="",
        all_lines=True,
        all_columns=True,
        explicit=told.explicit,
        stated=told.stated,
        other=told.other,
        parts=told.parts,
        minus=told.minus,
    )


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    return pa.DataFrameSchema({"kind": pa.Column(object), "all_lines": pa.Column(bool)})
