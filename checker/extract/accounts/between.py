"""Quantities (口径): which amount of the whole a cell is, and where else it must read the same.

A quantity is told by whose money it is (all funds, 财政拨款, 一般公共预算 …), the side, the line,
the column and the stage.  Amounts of other funds are other quantities: 支出决算表 holds what
was spent of the funds carried over, 一般公共预算财政拨款支出决算表 does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.extract.accounts import form, line, words
from checker.extract.accounts.line import plain
from checker.extract.accounts.table import Account, Amount
from checker.figure import Figure

WHOLE, GRAND = "total", "grand"  # the whole of the year; with what was carried over
CLASS = "类"
FEW = 3  # units of the last place
OF_YEAR = re.compile(r"本年(?:度)?(?:财政拨款)?(?:收入|支出)?(?:合计)?$")
COLUMNS = {"general": form.GENERAL, "fund": form.FUND, "capital": form.CAPITAL}
TRAVEL = (*words.OF_TRAVEL, "purchase", "running")
SOURCES = ("fiscal", "superior", "business", "operating", "affiliated", "other")


@dataclass(frozen=True, slots=True)
class Quantity:
    """口径: ``line`` is a code, 类 and its name, the whole or the grand total."""

    funds: str
    side: str
    line: str
    term: str
    stage: str


@dataclass(frozen=True, slots=True)
class Entry:
    """条目: one cell that prints a quantity."""

    account: Account
    amount: Amount

    @property
    def figure(self) -> Figure:
        return self.amount.figure


@dataclass(frozen=True, slots=True)
class Statement:
    """应成立的等式: ``stated`` is ``other``, or ``parts`` less ``minus``, in ``kind``'s sense."""

    kind: str
    stated: Figure
    other: Figure | None = None
    parts: tuple[Figure, ...] = ()
    minus: tuple[Figure, ...] = ()
    name: str = ""
    explicit: bool = True


Index = Mapping[Quantity, Sequence[Entry]]


def index(accounts: Sequence[Account], year: int | None) -> Index:
    """Every quantity of the year with the cells that print it, the first table first."""
    found: dict[Quantity, list[Entry]] = {}
    for account in accounts:
        for amount in account.amounts:
            said = amount.column.year or account.form.year
            if said is not None and year is not None and said != year:
                continue
            for quantity in _quantities(account, amount):
                found.setdefault(quantity, []).append(Entry(account, amount))
    return found


def _quantities(account: Account, amount: Amount) -> Iterator[Quantity]:
    """What a cell may be called, which for most is one thing or none."""
    told = account.form
    stage = amount.column.stage or told.stage
    term = amount.column.term
    if told.kind == form.INCOME:
        term = term.removeprefix("income/")
    if told.kind == form.TRAVEL:
        name = _travel(amount)
        if name:
            yield Quantity(told.funds, "expenditure", WHOLE, name, stage)
        return
    where = _line(account, amount)
    if where is None or amount.column.inner or not told.funds:
        return
    whole = term in (words.TOTAL, words.AMOUNT, "expenditure")
    if told.kind == form.BASIC:
        yield from _basic(told.funds, amount, where, stage)
    elif told.kind == form.SUMMARY and amount.side == "income":
        item = amount.line.kind == line.ITEM
        yield Quantity(told.funds, "income", WHOLE if item else where, _source(amount), stage)
    elif told.kind == form.SUMMARY:
        funds = told.funds if whole else COLUMNS.get(term, "")
        if funds:
            yield Quantity(funds, amount.side, where, WHOLE, stage)
    elif told.kind in (form.INCOME, form.EXPENDITURE):
        yield Quantity(told.funds, amount.side, where, WHOLE if whole else term, stage)


def _line(account: Account, amount: Amount) -> str | None:
    """Which line of its kind of table the cell stands in; None: one that is in no other."""
    own = amount.line
    match own.kind:
        case line.CODED:
            if own.key != own.code:
                return None  # one code several times: of the units that the table lists
            return own.code if len(own.code) > 3 else CLASS + plain(own.name)
        case line.YEAR:
            return WHOLE
        case line.GRAND:
            year = any(a.line.kind == line.YEAR for a in account.amounts if a.side == amount.side)
            year = year or bool(_of_year(account, amount.group))
            return GRAND if year or _carried(account) else WHOLE
        case line.TOTAL:
            opening = any(a.column.term == "opening" for a in account.amounts)
            return GRAND if opening else WHOLE
        case line.PERSONNEL | line.PUBLIC:
            return own.kind
        case line.ITEM:
            tops = (line.YEAR, line.GRAND, line.TOTAL, *_of_year(account, amount.group))
            if not own.complete or own.above not in tops:
                return None
            return WHOLE if OF_YEAR.match(plain(own.name)) else CLASS + plain(own.name)
    return None


def _of_year(account: Account, group: int) -> frozenset[str]:
    """The numbered lines that are the whole of the year: 一、本年支出."""
    return frozenset(
        one.line.key
        for one in account.amounts
        if one.group == group and one.line.kind == line.ITEM and OF_YEAR.match(plain(one.line.name))
    )


def _carried(account: Account) -> bool:
    """Whether a table brings money forward from the year before, or carries some on."""
    return any("结转" in one.line.name or "结余" in one.line.name for one in account.amounts)


def _travel(amount: Amount) -> str:
    """What of 三公 the cell is: by its column, or by its line in a table of lines."""
    term = amount.column.term
    if not amount.line.name or amount.line.kind == line.TOTAL:
        known = (*TRAVEL, "operation", words.TOTAL)
        return words.TOTAL if term == words.AMOUNT else term if term in known else ""
    if term not in (words.AMOUNT, words.TOTAL) or not amount.line.complete:
        return ""
    found = (name for name, said in words.TERMS if said.search(amount.line.name))
    return next((name for name in found if name in (*TRAVEL, "operation")), "")


def _source(amount: Amount) -> str:
    """Which source of income a line of 收支总表 is."""
    if amount.line.kind != line.ITEM:
        return WHOLE
    name = plain(amount.line.name)
    found = (term for term, said in words.TERMS if said.search(name))
    return next(found, name)


def _basic(funds: str, amount: Amount, where: str, stage: str) -> Iterator[Quantity]:
    term = amount.column.term
    if where in (line.PERSONNEL, line.PUBLIC):
        yield Quantity(funds, "expenditure", WHOLE, where, stage)
    elif where == WHOLE and term in (line.PERSONNEL, line.PUBLIC):
        yield Quantity(funds, "expenditure", WHOLE, term, stage)
    elif term in (words.TOTAL, words.AMOUNT):
        yield Quantity(funds, "expenditure", where, "basic", stage)


def statements(accounts: Sequence[Account], found: Index) -> Iterator[Statement]:
    """What must hold between the cells of one or several tables, their own sums aside."""
    for account in accounts:
        yield from _balance(account)
        yield from _carry_over(account)
    yield from _same(found)
    yield from _composed(found)


def _balance(account: Account) -> Iterator[Statement]:
    """收入总计 = 支出总计."""
    sides = ("income", "expenditure")
    kept: dict[str, Figure] = {}
    kinds = {one.line.kind for one in account.amounts}
    top = line.GRAND if line.GRAND in kinds else line.TOTAL
    for one in account.amounts:
        whole = one.column.term in (words.TOTAL, words.AMOUNT)
        whole = whole and account.form.kind == form.SUMMARY and one.line.kind == top
        if whole and one.side in sides and one.side not in kept:
            kept[one.side] = one.figure
    if len(kept) == 2:
        income, spent = kept["income"], kept["expenditure"]
        yield Statement("balance", income, parts=(spent,), name=account.form.title)


def _carry_over(account: Account) -> Iterator[Statement]:
    """年初结转和结余 + 本年收入 − 本年支出 = 年末结转和结余, in every line that prints it."""
    rows: dict[int, dict[str, Figure]] = {}
    names: dict[int, str] = {}
    for one in account.amounts:
        rows.setdefault(id(one.line), {}).setdefault(one.column.term, one.figure)
        names[id(one.line)] = one.line.name
    for key, cells in rows.items():
        if "closing" in cells and ("income" in cells or "opening" in cells):
            parts = tuple(cells[term] for term in ("opening", "income") if term in cells)
            minus = (cells["expenditure"],) if "expenditure" in cells else ()
            yield Statement("carry_over", cells["closing"], None, parts, minus, names[key])


def _same(found: Index) -> Iterator[Statement]:
    """Quantities that two tables print."""
    for quantity, entries in found.items():
        first = entries[0]
        for other in entries[1:]:
            if other.account.number == first.account.number or _differs(quantity, first, other):
                continue
            if other.account.scope != first.account.scope:
                continue
            name = other.amount.line.name
            sure = quantity.stage == "final" and not _carried_along(other.figure, first.figure)
            yield Statement("between", other.figure, first.figure, name=name, explicit=sure)


def _carried_along(a: Figure, b: Figure) -> bool:
    """Whether two amounts are so near that sums of many rounded parts may be all between them."""
    return abs(a.number.exact - b.number.exact) <= FEW * max(a.number.ulp, b.number.ulp)


def _differs(quantity: Quantity, a: Entry, b: Entry) -> bool:
    """Whether two budget tables may lawfully differ: one counts money brought forward."""
    if quantity.stage != "budget" or quantity.funds == form.ALL:
        return False
    return _carried(a.account) != _carried(b.account)


def _composed(found: Index) -> Iterator[Statement]:
    """Quantities that one table prints whole and another in parts."""
    for quantity, entries in found.items():
        if quantity.term == "basic" and quantity.line == WHOLE:
            parts = [
                found.get(Quantity(quantity.funds, quantity.side, WHOLE, half, quantity.stage))
                for half in (line.PERSONNEL, line.PUBLIC)
            ]
            own = [e for e in entries if e.account.form.kind != form.BASIC]
            if own and all(parts):
                figures = tuple(part[0].figure for part in parts if part)
                yield Statement("composed", own[0].figure, parts=figures)
        if quantity == Quantity(form.ALL, "income", WHOLE, "fiscal", quantity.stage):
            kinds = [
                found.get(Quantity(form.ALL, "income", WHOLE, kind, quantity.stage))
                for kind in COLUMNS
            ]
            own = [e for e in entries if e.account.form.kind == form.INCOME]
            summed = [part[0] for part in kinds if part]
            if own and summed and all(e.account.form.kind == form.SUMMARY for e in summed):
                figures = tuple(e.figure for e in summed)
                yield Statement("composed", own[0].figure, parts=figures)
