"""Columns of amounts (金额列): what each is, and which of them totals which.

A header of several rows makes a tree: 合计 under 公务用车购置及运行费 totals the columns beside
it and is itself a part of the 合计 one row higher.  Where the header is flat the terms say it
(人员经费 is a part of 基本支出).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.extract.accounts.words import (
    AMOUNT,
    INNER,
    MEASURE,
    NO_AMOUNT,
    OF_TRAVEL,
    PART_OF,
    SUMMED,
    TERMS,
    TOTAL,
)


@dataclass(frozen=True, slots=True)
class Column:
    """金额列: ``key`` names it within its half, ``within`` the column that totals it, if any.

    ``stage``: what its header says of the amount (``budget``, ``final`` or nothing);
    ``complete``: the list of the columns of its total may be taken for whole.
    """

    at: int
    key: str
    term: str
    label: str
    stage: str = ""
    year: int | None = None
    within: str = ""
    complete: bool = True
    inner: bool = False
    unit: str = ""


def columns(
    amounts: Sequence[int], paths: Sequence[tuple[str, ...]], units: Sequence[str], travel: bool
) -> tuple[Column, ...]:
    read: list[tuple[Column, tuple[str, ...], bool]] = []
    for at in amounts:
        path = paths[at]
        if any(NO_AMOUNT.search(text) for text in path):
            continue
        kept, stage, year = _measured(path)
        totals = bool(kept) and SUMMED.match(kept[-1]) is not None
        node = kept[:-1] if totals else kept
        term = _term(node, totals, path)
        label = "".join(dict.fromkeys(path))
        inner = any(INNER.match(text) for text in kept)
        column = Column(at, "", term, label, stage, year, inner=inner, unit=units[at])
        read.append((column, node, totals))
    return _tree(_alone(read, travel), travel)


def _alone(
    read: list[tuple[Column, tuple[str, ...], bool]], travel: bool
) -> list[tuple[Column, tuple[str, ...], bool]]:
    """The columns; one that is the only one of its kind is simply the amount of its lines."""
    groups = [(column.stage, column.year) for column, _node, _total in read]
    return [
        (replace(column, term=AMOUNT), node, is_total)
        if groups.count((column.stage, column.year)) == 1 and not travel
        else (column, node, is_total)
        for column, node, is_total in read
    ]


def _measured(path: tuple[str, ...]) -> tuple[tuple[str, ...], str, int | None]:
    """The path without the words that only say which of several amounts it is (预算数)."""
    kept: list[str] = []
    stage, year = "", None
    for text in path:
        found = MEASURE.match(text)
        if found is None:
            kept.append(text)
            continue
        year = int(found["year"]) if found["year"] else year
        what = found["what"] or ""
        stage = "final" if what in ("决算", "支出", "执行", "完成", "预算执行") else stage
        stage = "budget" if what == "预算" else stage
    return tuple(kept), stage, year


def _term(node: tuple[str, ...], totals: bool, path: tuple[str, ...]) -> str:
    for text in reversed(node):
        for term, words in TERMS:
            if words.search(text):
                over = next((one for one, what in TERMS if what.search(node[0])), "")
                if over in _OVER and over != term:
                    return f"{over}/{term}"  # 年初结转和结余 of 基本支出
                return term
    if totals:
        return TOTAL
    return AMOUNT if not node or _whole_side(node) else f"column{path[-1]}"


# What heads the whole of a table: 一般公共预算支出 over 合计, 基本支出, 项目支出.
_OVER = ("opening", "income", "closing")
_WHOLES = ("general", "fund", "capital", "basic", "fiscal")


def _whole_side(node: tuple[str, ...]) -> bool:
    return all(re.fullmatch(r"(?:本年|财政拨款)?(?:收入|支出|收支)", text) for text in node)


def _tree(read: Sequence[tuple[Column, tuple[str, ...], bool]], travel: bool) -> tuple[Column, ...]:
    """The columns with the one that totals each; of two that read alike neither is related."""
    found: list[Column] = []
    for group in dict.fromkeys((column.stage, column.year) for column, _n, _t in read):
        own = [one for one in read if (one[0].stage, one[0].year) == group]
        mark = "".join(str(part) for part in group if part)
        heads = [(node, is_total) for _column, node, is_total in own]
        placed: list[Column] = []
        for column, node, is_total in own:
            key = _key(node, mark, is_total=is_total)
            above = [head for head in heads if _heads(head, (node, is_total))]
            deepest = max((len(head[0]) for head in above), default=0)
            top = [head for head in above if len(head[0]) == deepest]
            top = [head for head in top if head[1]] or top
            within = _key(top[0][0], mark, is_total=top[0][1]) if len(top) == 1 else ""
            whole = is_total and not within and len(node) <= 1 and column.term in _WHOLES
            term = TOTAL if whole else column.term
            placed.append(replace(column, key=key, within=within, term=term))
        found += _flat(placed, travel)
    keys = [column.key for column in found]
    return tuple(
        replace(column, within="", key=f"{column.key}/{column.at}")
        if keys.count(column.key) > 1
        else column
        for column in sorted(found, key=lambda column: column.at)
    )


def _heads(head: tuple[tuple[str, ...], bool], column: tuple[tuple[str, ...], bool]) -> bool:
    """Whether a column stands over another: its 合计, or the one whose parts it splits into."""
    (q, summed), (node, is_total) = head, column
    if q == node:
        return False
    return len(q) < len(node) and node[: len(q)] == q and (summed or bool(q) or is_total)


def _key(node: tuple[str, ...], mark: str, *, is_total: bool) -> str:
    named = (*node, "合计" if is_total else "", mark)
    return "/".join(text for text in named if text) or AMOUNT


def _flat(columns: Sequence[Column], travel: bool) -> list[Column]:
    """The columns, those put under the column of their term that a flat header lists beside."""
    made = list(columns)
    for n, column in enumerate(made):
        whole = PART_OF.get(column.term)
        beside = [
            other
            for other in made
            if other.term == whole and other.within == column.within and other is not column
        ]
        if whole and column.within and len(beside) == 1:
            made[n] = replace(column, within=beside[0].key)
    for key in dict.fromkeys(column.within for column in made if column.within):
        parts = [column for column in made if column.within == key]
        total = next((column for column in made if column.key == key), None)
        loose = any(column.inner for column in parts)
        if travel and (total is None or total.term == TOTAL):
            loose = loose or any(column.term not in OF_TRAVEL for column in parts)
        if loose:
            made = [replace(c, complete=False) if c.within == key else c for c in made]
    return made
