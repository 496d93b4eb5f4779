"""Targets (指标值): what a target asks for, in which direction, and the value that answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from checker.extract.grid import Grid, Row, figure, placed
from checker.extract.scan import Kind, scan
from checker.figure import Figure
from checker.number import Approximation
from checker.units import unit

COMPARATOR = re.compile(
    r"(?P<word>≥|≧|≤|≦|>=|<=|大于或?等于|小于或?等于|高于或?等于|低于或?等于|不低于|不少于|不小于|不高于"
    r"|不超过|不大于|不多于|至少|至多|>|<|=|大于|小于|高于|低于|超过|少于)"
)
AT_LEAST = "≥ ≧ >= 大于等于 大于或等于 高于等于 高于或等于 不低于 不少于 不小于 至少".split()
AT_MOST = "≤ ≦ <= 小于等于 小于或等于 低于等于 低于或等于 不高于 不超过 不大于 不多于 至多".split()
SIGNS = (
    dict.fromkeys(AT_LEAST, ">=")
    | dict.fromkeys(AT_MOST, "<=")
    | dict.fromkeys((">", "大于", "高于", "超过"), ">")
    | dict.fromkeys(("<", "小于", "低于", "少于"), "<")
    | {"=": "="}
)
AFTER = (
    (re.compile(r"以上"), ">="),
    (re.compile(r"以[内下]|之内|(?:天|日|周|月|小时|分钟|年)内"), "<="),
)
PER = re.compile(r"每[日天周月季年]")
COST = re.compile(r"成本|费用|单价|造价|经费|支出|补[助贴]标准")
SAVED = re.compile(r"节约|节省|降低|减少|收入|产值|拉动|带动")
TIME = re.compile(r"时限|时长|时间|周期|用时|耗时|工期|期限")
DURATIONS = ("time", "天", "个月", "工作日", "个工作日", "日历天", "周", "年")
LONGEST = 24  # characters of a cell that is a value with some words around it

Columns = Mapping[str, int]


def comparator(text: str) -> str:
    """The sign a target is printed with: ``≥95%`` -> ``>=``; "" when it prints none."""
    if found := COMPARATOR.search(text):
        return SIGNS[found["word"]]
    return next((sign for word, sign in AFTER if word.search(text)), "")


def sign(row: Row, named: Columns, target: Figure | None) -> str:
    """The sign of a row's target, printed with it, in a column of its own, or meant.

    A cost or a time that is set without a sign is a limit: less of it is better.
    """
    texts = (row[at].text for term in ("target", "comparator") if (at := named.get(term)) in row)
    printed = next(filter(None, map(comparator, texts)), "")
    if printed or target is None:
        return printed
    label = " ".join(row[at].text for at in sorted(row) if at <= named["name"])
    dimension = target.number.dimension.partition("/")[0]
    cost = dimension == "money" and COST.search(label) and not SAVED.search(label)
    time = dimension in DURATIONS and TIME.search(label)
    return "<=" if cost or time else ""


def often(row: Row, named: Columns) -> str:
    """每日: how often the target asks for it, when the actual value does not say so."""
    wanted, reached = (
        row[at].text if (at := named.get(term)) in row else "" for term in ("target", "actual")
    )
    found = PER.search(wanted)
    return found[0] if found and found[0] not in reached else ""


def pair(
    document: str, grid: Grid, row: Row, named: Columns
) -> tuple[Figure | None, Figure | None]:
    """Target and actual value; one printed without a unit is in the other's."""
    target, actual, adjusted = (
        _measured(document, grid, row, named[term], term) if term in named else None
        for term in ("target", "actual", "adjusted_target")
    )
    if adjusted is not None:
        target = replace(adjusted, term="target")  # what was asked for in the end
    if target is not None and target.number.approximation is Approximation.ABOUT:
        target = None  # 12场左右 sets no limit
    if target is None or actual is None:
        return target, actual
    said = row[at].text if (at := named.get("unit")) in row else ""
    if target.number.unit is None and (known := unit(re.sub(r"\s", "", said))) is not None:
        target = replace(target, number=replace(target.number, unit=known))
    a, b = target.number, actual.number
    if b.unit is None and a.dimension == "percent" and b.value <= 1 < a.value:
        return target, None  # 0.95 for 95 %: which is meant is not said
    if b.unit is None:
        actual = replace(actual, number=replace(b, unit=a.unit))
    elif a.unit is None:
        target = replace(target, number=replace(a, unit=b.unit))
    return target, actual


def _measured(document: str, grid: Grid, row: Row, column: int, term: str) -> Figure | None:
    """The one value of a target or actual cell, whatever words stand around it."""
    span = row.get(column)
    if span is None:
        return None
    if (found := figure(document, grid, row, column, term)) is not None:
        return found
    tokens = scan(span.text) if len(span.text) <= LONGEST else []
    if len(tokens) != 1 or tokens[0].kind is not Kind.FIGURE:
        return None
    token = tokens[0]
    return placed(document, grid, row, column, (token.start, token.end), term, token.number)
