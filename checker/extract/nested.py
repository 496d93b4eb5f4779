"""Rows under rows (层级): which lines of a table of money stand under another one of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.extract.budgetline import BudgetLine
from checker.extract.passage import depth
from checker.terms import starts
from checker.terms.words import AID, MONEY, OF_PUBLIC_MONEY

INNER = re.compile(r"^\s*(?:其中|#|—|-)\s*[:：]?")
NUMBER = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?\s*[、.．)）])")
FIRST = re.compile(r"^\s*[（(]?(?:1|一)[）)]?\s*[、.．)）]")
PUBLIC = re.compile(r"(?<!非)财政(?:拨款|资金)")


def listed(rows: Sequence[BudgetLine]) -> Sequence[BudgetLine]:
    """The rows of a plain list with its total: units, projects, items of one level."""
    kinds = {row.kind for row in rows}
    plain = kinds == {"other", "total"} and not any(
        INNER.match(row.name) or NUMBER.match(row.name) for row in rows
    )
    totals = sum(row.kind == "total" for row in rows)
    if not plain or totals != 1 or (rows[0].kind != "total" and rows[-1].kind != "total"):
        return rows
    return [replace(row, kind="item") if row.kind == "other" else row for row in rows]


def inside(rows: Sequence[BudgetLine]) -> Sequence[BudgetLine]:
    """The rows, natures that 其中 opens below a source as its parts, where a column says so.

    一般公共预算 A, 其中：基本支出 a, 项目支出 b, 其他资金 B: a and b make A, not A and B.
    """
    total = next((row for row in rows if row.kind == "total"), None)
    found = list(rows)
    for at, row in enumerate(rows):
        above = rows[at - 1] if at else None
        if row.kind != "nature" or not INNER.match(row.name) or above is None or total is None:
            continue
        end = next((n for n, one in enumerate(rows[at:], at) if one.kind != "nature"), len(rows))
        if above.kind == "source" and _makes(above, rows[at:end], total):
            for n in range(at, end):
                name = INNER.sub("", rows[n].name)
                found[n] = replace(rows[n], kind="part", name=name, parent=above.name)
    return found


def _makes(whole: BudgetLine, parts: Sequence[BudgetLine], total: BudgetLine) -> bool:
    """Whether in some column the parts make the whole, which is not the total."""
    for term, cell in whole.cells.items():
        own = [part.cells[term].number.exact for part in parts if term in part.cells]
        other = total.cells.get(term)
        if term in MONEY and len(own) == len(parts) > 1 and sum(own) == cell.number.exact:
            return other is not None and other.number.exact != cell.number.exact
    return False


def outlined(rows: Sequence[BudgetLine]) -> Iterator[BudgetLine]:
    """The rows, those that stand under another one as its parts.

    Under a row stand the rows numbered deeper than it (1. over （1）, 三公经费 over 1、 2、 3、);
    under a source of public money what 其中 opens, as long as the names can be kinds of it;
    under 基本支出 its two halves.
    """
    above: list[tuple[int, str]] = []  # the numbered rows that are open, and how deep they are
    head = ""  # the row without a number that numbered rows stand under
    inner = ""  # the public money that 其中 opened
    basic = ""
    before: BudgetLine | None = None
    for at, row in enumerate(rows):
        deep = depth(row.name)
        opens = at + 1 < len(rows) and FIRST.match(rows[at + 1].name) is not None
        if deep is None and opens:
            head, above = row.name, []
        elif row.kind in ("total", "task") or (row.kind == "nature" and deep is None):
            head = ""
        if row.kind != "source" or not starts(bare(row.name), OF_PUBLIC_MONEY):
            inner = ""
        elif INNER.match(row.name) and before is not None and before.kind == "source":
            inner = before.name if PUBLIC.search(before.name) else ""
        basic = row.name if row.kind == "nature" and "基本支出" in row.name else basic
        if inner:
            yield replace(row, kind="part", name=INNER.sub("", row.name), parent=inner)
            continue
        if deep is not None:
            above = [one for one in above if one[0] < deep]
            parent = above[-1][1] if above else head if row.kind in ("other", "half") else ""
            above.append((deep, row.name))
            row = replace(row, kind="part", parent=parent) if parent else row
        third = before is not None and before.kind == "half" and starts(bare(row.name), AID)
        if third and row.kind == "other" and basic and "公用" in (before.name if before else ""):
            row = replace(row, kind="half")  # else it is among the staff costs
        if row.kind == "half":
            row = replace(row, parent=basic) if basic else replace(row, kind="other")
        yield row
        before = row


def bare(name: str) -> str:
    return NUMBER.sub("", INNER.sub("", name))
