"""Funding tables (资金表): the rows of money of every table, each with what it is a line of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.extract.budgetline import BudgetLine
from checker.extract.grid import Grid, Row, columns, figure, is_total, placed
from checker.extract.indicator import head_mark
from checker.extract.nested import INNER, NUMBER, bare, inside, listed, outlined
from checker.extract.passage import depth
from checker.extract.scan import cell as number_of
from checker.figure import Figure
from checker.terms import header, starts
from checker.terms.words import HALVES, MONEY, NATURES, RATES, SOURCES

YEAR = re.compile(r"(20\d{2})\s*年")
# 一般公共预算：1650.00 in one cell.
PAIR = re.compile(
    r"^(?:其中\s*[:：]?)?\s*(?P<name>[^:：\d]{3,24})[:：]\s*(?P<value>[-\d][\d,.]*)\s*(?:万?元)?$"
)
ASIDE = re.compile(r"其中\s*[:：]?\s*([^\s\d]{2,12})$")
PROJECTS = re.compile(r"(?:子|专项)?项目")
ORDINAL = re.compile(r"\s*(?:序号|编号|序)\s*")
LABEL = 16  # characters of a cell that labels the next one
BASES = frozenset(("budget", "initial_budget", "received"))
SCORED = ("weight", "score")


def lines(document: str, grid: Grid, group: str) -> Iterator[BudgetLine]:
    """The lines of a table whose header names two money or rate columns, one of them money."""
    years = _years(grid)
    if sum(len(found) for found in years.values()) < 2 or not any(
        name in MONEY for found in years.values() for name in found
    ):
        return
    first = min(column for found in years.values() for column in found.values())
    named = columns(grid, "names")
    kind = next(iter(named), "other")
    if not named and first == 0:
        return
    if kind == "task" and _no_tasks(grid, named[kind], first):
        kind = "other"
    scope = _scope(grid)
    if kind == "task" and not scope:
        # The total of a list of tasks is theirs; the department may spend on more than them.
        scope = "项目" if PROJECTS.match(grid.header[named[kind]]) else "任务"
    for year, found in years.items():
        money = {**found, **_base(document, grid, found)}
        own = group if year is None else f"{group}/{year}"
        rows = list(_rows(document, grid, named, kind, first, money))
        made = [
            BudgetLine(kind_, name, own, cells, scope, year=year or _named_year(name))
            for kind_, name, cells in rows
        ]
        yield from outlined(inside(listed(made)))
    yield from _asides(document, grid, named, kind, first, group)
    yield from _pairs(document, grid, group, scope, years)


def _no_tasks(grid: Grid, column: int, first: int) -> bool:
    """Whether what stands under 项目 are sources and natures of money, not projects."""
    names = [bare(_name(grid, row, column, first)) for row in grid.rows]
    told = [name for name in names if name and _kind(name, "other") != "total"]
    return bool(told) and all(starts(name, SOURCES + NATURES + HALVES) for name in told)


def _asides(
    document: str, grid: Grid, named: dict[str, int], kind: str, first: int, group: str
) -> Iterator[BudgetLine]:
    """The columns 其中：财政拨款 beside the money columns, as a table of their own."""
    found: dict[str, dict[str, int]] = {}
    term: str | None = None
    for column, text in enumerate(grid.header):
        if aside := ASIDE.search(text):
            if term in MONEY:
                found.setdefault(aside[1], {}).setdefault(term, column)
        else:
            term = header(text, "money", "rates") or term
    for name, money in found.items():
        rows = _rows(document, grid, named, kind, first, money)
        made = [
            BudgetLine(
                "total" if kind_ == "total" else "item", title, f"{group}/{name}", cells, name
            )
            for kind_, title, cells in rows
        ]
        if sum(row.kind == "total" for row in made) == 1 and made[-1].kind == "total":
            yield from made


def _years(grid: Grid) -> dict[int | None, dict[str, int]]:
    """The money and rate columns, by the year that their header says."""
    found: dict[int | None, dict[str, int]] = {}
    for column, text in enumerate(grid.header):
        name = header(text, "money", "rates", "works")
        if name and any(_holds(row, column) for row in grid.rows):
            year = YEAR.search(text)
            found.setdefault(int(year[1]) if year else None, {}).setdefault(name, column)
    if None in found and len(found) == 2:  # 2023年预算数 | 执行数: one year after all
        merged = {name: at for columns_ in found.values() for name, at in columns_.items()}
        if len(merged) == sum(map(len, found.values())):
            return {None: merged}
    return found


def _base(document: str, grid: Grid, money: dict[str, int]) -> dict[str, int]:
    """The column that the rates of execution rest on, where its header does not say so.

    It stands just before what was spent (补助资金 | 支出金额 | 执行率), and the rates bear it out.
    """
    spent, rate = money.get("executed"), money.get("execution_rate")
    if spent is None or rate is None or money.keys() & BASES or spent == 0:
        return {}
    fits = rows = 0
    for row in grid.rows:
        cells = [figure(document, grid, row, spent - 1, "budget")]
        cells += [_amount(document, grid, row, money[t], t) for t in ("executed", "execution_rate")]
        base, part, share = cells
        if base is None or part is None or share is None or not base.number.exact:
            continue
        rows += 1
        value = part.number.exact / base.number.exact * 100
        fits += share.number.prints(value * share.number.scale) == share.number.digits
    return {"budget": spent - 1} if fits > 1 and fits * 2 >= rows else {}


def _holds(row: Row, column: int) -> bool:
    return column in row and number_of(row[column].text) is not None


def _scope(grid: Grid) -> str:
    """Of whom the table is: "" for the department as a whole, else what its caption names."""
    words = f"{grid.title} {grid.section}"
    if re.search(r"整体|部门(?!项目)", words) or not re.search(r"项目|专项", words):
        return "三公经费" if re.search(r"三公|经费控制", words + grid.header[0]) else ""
    return "项目"


def _rows(
    document: str, grid: Grid, named: dict[str, int], kind: str, first: int, money: dict[str, int]
) -> Iterator[tuple[str, str, dict[str, Figure]]]:
    scored = {t: at for t, at in columns(grid, "indicators").items() if t in SCORED}
    outline = _outline(grid, first)
    for row in grid.rows:
        cells = {
            term: found
            for term, column in money.items()
            if (found := _amount(document, grid, row, column, term)) is not None
        }
        name = _name(grid, row, named.get(kind), first)
        name = (
            outline.get(_number(row, 0), "") + name if name and not is_total(row, first) else name
        )
        if not cells or not name or _labelled(row, money):
            continue
        for term, column in scored.items():
            if (mark := figure(document, grid, row, column, term)) is not None:
                # The weight is set; what it earns is worked out, and rounded.
                rounded = replace(mark.number, unit=None) if term == "score" else mark.number
                cells[term] = replace(mark, number=rounded)
        if "score" in cells and "weight" not in cells:
            mark = head_mark(document, grid, scored["score"])
            cells |= {"weight": mark} if mark is not None else {}
        yield "total" if is_total(row, first) else _kind(name, kind), name, cells


def _labelled(row: Row, money: dict[str, int]) -> bool:
    """Whether a row has labels where the columns hold amounts: 人员经费 | 88 | 公用经费 | 9."""
    words = [row[at].text for at in money.values() if at in row and number_of(row[at].text) is None]
    return any(
        starts(one, NATURES + HALVES + SOURCES) or header(one, "money", "rates")
        for one in words
        if len(one) <= LABEL
    )


def _outline(grid: Grid, first: int) -> dict[str, str]:
    """How deep the numbers of a 序号 column stand, as marks of a list, where they are of two kinds.

    一 over 1 and 2; 1 over 1.1 and 1.2.
    """
    if not first or not ORDINAL.fullmatch(grid.header[0]):
        return {}
    marks: dict[str, str] = {}
    for number in dict.fromkeys(_number(row, 0) for row in grid.rows):
        if re.fullmatch("[一二三四五六七八九十]+", number):
            marks[number] = f"{number}、"
        elif number.isdigit():
            marks[number] = f"{number}."
        elif found := re.fullmatch(r"[（(](\d+)[）)]|\d+[.．-](\d+)", number):
            marks[number] = f"（{found[1] or found[2]}）"
    return marks if len({depth(mark) for mark in marks.values()}) > 1 else {}


def _number(row: Row, column: int) -> str:
    return re.sub(r"\s|[、.．]$", "", row[column].text) if column in row else ""


def _amount(document: str, grid: Grid, row: Row, column: int, term: str) -> Figure | None:
    found = figure(document, grid, row, column, term)
    if found is None or term not in RATES:
        return found
    number = found.number
    # 0.9755 under 执行率 is 97.55 %, or a mistake; which, the form does not say.
    bare = "%" not in found.text and "%" not in grid.header[column]
    return None if bare and 0 < number.value <= 1 else found


def _name(grid: Grid, row: Row, column: int | None, first: int) -> str:
    """The words that name a row: in the column of names, else the last ones before the amounts."""
    if column is not None and column in row and not _repeats(grid, row, column):
        return row[column].text.replace(" ", "")
    for at in range(first - 1, -1, -1):
        if at in row and not _repeats(grid, row, at) and number_of(row[at].text) is None:
            return row[at].text.replace(" ", "")
    return ""


def _repeats(grid: Grid, row: Row, column: int) -> bool:
    """Whether a cell only carries its header down (项目资金（万元） beside every row)."""
    return row[column].text in grid.header


def _kind(name: str, table: str) -> str:
    bare = NUMBER.sub("", INNER.sub("", re.sub(r"[（(].*?[）)]", "", name)))
    bare = bare.strip(" :：")
    if any(
        bare.startswith(total) or bare.endswith(total)
        for total in ("合计", "总计", "总额", "总金额")
    ):
        return "total"
    if YEAR.fullmatch(bare):
        return "total"
    if table == "task":
        return "task"
    if starts(bare, NATURES):
        return "nature"
    if starts(bare, HALVES):
        return "half"
    return "source" if starts(bare, SOURCES) or table == "source" else "other"


def _named_year(name: str) -> int | None:
    found = YEAR.match(name)
    return int(found[1]) if found else None


def _pairs(
    document: str, grid: Grid, group: str, scope: str, years: dict[int | None, dict[str, int]]
) -> Iterator[BudgetLine]:
    """Sources and natures that a form prints as name and amount in one cell."""
    totals = [
        {
            term: found
            for term, column in years.get(None, {}).items()
            if (found := figure(document, grid, row, column, term)) is not None
        }
        for row in grid.rows
        if is_total(row, min(years.get(None, {"": 0}).values()))
    ]
    if len(totals) != 1:
        return
    items: dict[str, list[tuple[str, Figure]]] = {}
    seen: set[int] = set()
    for row in grid.rows:
        for column, span in row.items():
            pair = PAIR.match(span.text)
            if pair is None or id(span) in seen:
                continue
            seen.add(id(span))  # a merged cell stands in several places
            name = pair["name"].strip()
            kind = "nature" if starts(name, NATURES) else "source" if starts(name, SOURCES) else ""
            number = number_of(pair["value"], grid.unit)
            if kind and number is not None:
                part = pair.span("value")
                made = placed(document, grid, row, column, part, None, number)
                items.setdefault(kind, []).append((name, replace(made, label=name)))
    for kind, found_ in items.items():
        labels = [name for name, _figure in found_]
        term = column_of(labels, [one for _name, one in found_], totals[0])
        for name, one in found_ if term else ():
            assert term is not None
            yield BudgetLine(kind, name, group, {term: replace(one, term=term)}, scope)


def column_of(
    labels: Sequence[str], items: Sequence[Figure], total: dict[str, Figure]
) -> str | None:
    """Which column the items belong to: what their labels say, else the one they add up to."""
    amounts = {name: found for name, found in total.items() if name in MONEY}
    added = sum(item.number.exact for item in items)
    for name, found in amounts.items():
        if found.number.exact == added:
            return name
    spent = any(re.search(r"支出|执行|决算|使用", label) for label in labels)
    if spent and "executed" in amounts:
        return "executed"
    if any("预算" in label for label in labels) and "budget" in amounts:
        return "budget"
    return next(iter(amounts), None) if len(amounts) == 1 else None
