"""Funding (资金表): one row a line of money: the whole, a source (来源), a nature (性质)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.figure import Figure
from checker.tables import CellRule
from checker.tables.column import figures, not_above, not_below

NAME = "funding"

CELL_RULES = (
    CellRule(
        "FND001",
        "negative-amount",
        {"zh": "预算数、执行数为负", "en": "Negative budget or executed amount"},
        (
            "## 查什么",
            "年初预算数、全年预算数、执行数和结转结余不应为负数；预算调整数可以为负（调减）。",
            "## 为何要紧",
            "负的预算或支出多半是符号录错，会带错合计与执行率。",
            "## 怎样重算",
            "直接看印出的数是否小于 0。",
            "## 例",
            "全年执行数写作 -1,200.00 万元。",
            "## 不报的情形",
            "预算调整数为负。",
            "## 相关",
            "FND101 FND102",
        ),
    ),
    CellRule(
        "FND002",
        "execution-rate-over-100",
        {"zh": "执行率超过 100%", "en": "Execution rate over 100 %"},
        (
            "## 查什么",
            "预算执行率（预算完成率）超过 100%。",
            "## 为何要紧",
            "支出不应超过调整后预算；超过通常是分母用了年初预算，或执行数、预算数有误。",
            "## 怎样重算",
            "直接看印出的执行率是否大于 100%。",
            "## 例",
            "执行率 110.46%，分母实为年初预算而非全年预算。",
            "## 不报的情形",
            "执行率恰为 100%；调整率、增长率不在此列。",
            "## 相关",
            "FND102 FND201",
        ),
        "warning",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """资金行; lines of one ``group`` belong to the same total."""

    id: str
    document: str
    group: str
    scope: str
    breakdown: str
    name: str
    initial_budget: Figure | None = None
    adjustment: Figure | None = None
    budget: Figure | None = None
    executed: Figure | None = None
    execution_rate: Figure | None = None
    adjustment_rate: Figure | None = None
    carry_over: Figure | None = None


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    lines = [line for line in extraction.lines if line.kind in ("total", "source", "nature")]
    for number, line in enumerate(lines, 1):
        yield Row(
            f"{path}/funding{number}",
            path,
            line.group,
            line.scope,
            line.kind,
            line.name,
            **line.cells,
        )


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    money = ("initial_budget", "budget", "executed", "carry_over")
    return pa.DataFrameSchema(
        {name: figures(not_below("FND001")) for name in money}
        | {"execution_rate": figures(not_above("FND002", 100))}
    )
