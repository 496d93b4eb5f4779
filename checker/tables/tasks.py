"""Tasks (任务表): one row an annual task (年度重点工作任务)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.figure import Figure
from checker.tables import CellRule
from checker.tables.column import figures, not_above, not_below
from checker.terms.words import MONEY, RATES

NAME = "tasks"

MONEY_COLUMNS = (*MONEY, *RATES)  # 分值 and 得分 of a task are no business of its money

CELL_RULES = (
    CellRule(
        "TSK001",
        "negative-task-amount",
        {"zh": "任务资金为负", "en": "Negative task amount"},
        (
            "## 查什么",
            "任务的年初预算、全年预算和执行数不应为负数。",
            "## 为何要紧",
            "负数多半是符号录错，会带错任务资金合计。",
            "## 怎样重算",
            "直接看印出的数是否小于 0。",
            "## 例",
            "任务 3 执行数写作 -36.93 万元。",
            "## 不报的情形",
            "数为 0。",
            "## 相关",
            "TSK102 TSK201",
        ),
    ),
    CellRule(
        "TSK002",
        "task-rate-over-100",
        {"zh": "任务执行率超过 100%", "en": "Task execution rate over 100 %"},
        (
            "## 查什么",
            "任务的预算执行率超过 100%。",
            "## 为何要紧",
            "任务支出不应超过全年预算；超过通常是分母用了年初预算。",
            "## 怎样重算",
            "直接看印出的执行率是否大于 100%。",
            "## 例",
            "年初预算 634.73，执行 1649.78，执行率写作 259.92%。",
            "## 不报的情形",
            "执行率恰为 100%。",
            "## 相关",
            "TSK102 TSK201",
        ),
        "warning",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """任务."""

    id: str
    document: str
    group: str
    name: str
    initial_budget: Figure | None = None
    adjustment: Figure | None = None
    reduction: Figure | None = None
    budget: Figure | None = None
    received: Figure | None = None
    executed: Figure | None = None
    execution_rate: Figure | None = None
    adjustment_rate: Figure | None = None
    receipt_rate: Figure | None = None
    carry_over: Figure | None = None
    explicit: bool = True


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    lines = [line for line in extraction.lines if line.kind == "task"]
    for number, line in enumerate(lines, 1):
        group = line.group if line.group.startswith("grid") else "prose"
        cells = {name: found for name, found in line.cells.items() if name in MONEY_COLUMNS}
        yield Row(f"{path}/tasks{number}", path, group, line.name, **cells, explicit=line.explicit)
    for number, task in enumerate(extraction.tasks, len(lines) + 1):
        yield Row(f"{path}/tasks{number}", path, "torn", task.name, executed=task.amount)


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    money = ("initial_budget", "reduction", "budget", "received", "executed")
    return pa.DataFrameSchema(
        {name: figures(not_below("TSK001")) for name in money}
        | {"execution_rate": figures(not_above("TSK002", 100))}
    )
