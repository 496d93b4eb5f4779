"""Funding (资金表): one row a line of money: the whole, a source (来源), a nature (性质)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from checker.extract.budgetline import BudgetLine
from checker.extract.extraction import Extraction
from checker.extract.subject import GENERIC
from checker.figure import Figure
from checker.tables import CellRule
from checker.tables.column import figures, not_above, not_below

NAME = "funding"

SINGLE = re.compile(r"项目|专项|三公|任务")
# Words that leave no doubt which amount is meant, wherever it is stated.
RESTATED = {
    "initial_budget": re.compile(r"年初"),
    "budget": re.compile(r"全年预算|调整后"),
    "executed": re.compile(r"执行|实际支出|实际使用|(?:累计|全年)支出"),
    "execution_rate": re.compile(r"执行率|完成预算的"),
}

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
            "执行率恰为 100%；调整率、增长率；部门决算说明里对年初预算的完成率，年中可以追加。",
            "## 相关",
            "FND102 FND201",
        ),
        "warning",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """资金行; lines of one ``group`` belong to the same total.

    ``breakdown`` is total, source, nature, item (of a plain list with its total), part or
    half (under the line ``parent``), public (三公经费, likewise), other or restated: an
    amount of the whole (``stated``) that a table prints, too (``elsewhere``).
    ``proportional``: the score is meant to be the weight times the execution rate, and does
    not read so;
    ``explicit``: no amount of the line was taken over from a paragraph before;
    ``reduced``: the budget was only cut (调减), nothing was added;
    ``capped_rate``: the execution rate, where it cannot lawfully exceed 100 %: final accounts
    set what was spent against the budget of the year's beginning, which may be added to.
    """

    id: str
    document: str
    group: str
    scope: str
    breakdown: str
    name: str
    parent: str = ""
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
    weight: Figure | None = None
    score: Figure | None = None
    proportional: bool = False
    reduced: bool = False
    explicit: bool = True
    capped_rate: Figure | None = None
    stated: Figure | None = None
    elsewhere: Figure | None = None


def build(extraction: Extraction) -> Iterator[Row]:
    path, year = extraction.document.path, extraction.facts.fiscal_year
    open_ended = extraction.facts.type in ("final_accounts", "budget")
    whole = GENERIC.sub("", extraction.facts.title + extraction.facts.department)
    lines = [
        _of_year(_of_whole(line, whole), year) for line in extraction.lines if line.kind != "task"
    ]
    rows = [
        Row(
            f"{path}/funding{number}",
            path,
            line.group,
            line.scope,
            line.kind,
            line.name,
            line.parent,
            **line.cells,
            proportional=_proportional(line),
            explicit=line.explicit,
            reduced="reduction" in line.cells and "adjustment" not in line.cells,
            capped_rate=None if open_ended else line.cells.get("execution_rate"),
        )
        for number, line in enumerate(lines, 1)
    ]
    yield from rows
    for number, (line, stated, elsewhere) in enumerate(_restated(lines), len(rows) + 1):
        yield Row(
            f"{path}/funding{number}",
            path,
            line.group,
            line.scope,
            "restated",
            line.name,
            stated=stated,
            elsewhere=elsewhere,
        )


def _of_whole(line: BudgetLine, whole: str) -> BudgetLine:
    """The line; one that only names the department itself is of the whole."""
    own = line.scope and line.scope in whole and not SINGLE.search(line.scope)
    return replace(line, scope="") if own else line


def _of_year(line: BudgetLine, year: int | None) -> BudgetLine:
    """The line; one of another year than the report's has that year for its scope."""
    if line.year is None or year is None or line.year == year:
        return line
    return replace(line, scope=f"{line.year}年{line.scope}")


def _proportional(line: BudgetLine) -> bool:
    """Whether the score is meant to follow the rate: the header says so, or its digits do.

    A score by steps is whole or a half; one printed finer was worked out.  One that is the
    product rounded to its places has nothing left to check.
    """
    score, weight = line.cells.get("score"), line.cells.get("weight")
    if score is None or weight is None or "execution_rate" not in line.cells:
        return False
    for rate in _rates(line):
        follows = Fraction(weight.number.value) * rate
        if score.number.prints(follows) == score.number.digits:
            return False  # it does, as far as it is printed
    said = re.search(r"[×xX*]\s*(?:预算)?执行率|执行率\s*[×xX*]", score.label) is not None
    return said or (score.number.value * 2) % 1 != 0


def _rates(line: BudgetLine) -> Iterator[Fraction]:
    """The rate as printed, then as it was before it was rounded."""
    rate, spent = line.cells["execution_rate"], line.cells.get("executed")
    yield rate.number.exact / 100
    for term in ("budget", "initial_budget"):
        base = line.cells.get(term)
        if spent is None or base is None or not base.number.exact:
            continue
        ratio = spent.number.exact / base.number.exact
        if rate.number.prints(ratio * 100 * rate.number.scale) == rate.number.digits:
            yield ratio


def _restated(lines: Sequence[BudgetLine]) -> Iterator[tuple[BudgetLine, Figure, Figure]]:
    """Amounts of the whole in prose that the one table of the same scope prints, too."""
    tables = [one for one in lines if one.kind == "total" and one.group.startswith("grid")]
    for line in lines:
        if line.kind != "total" or line.group.startswith("grid"):
            continue
        same = [one for one in tables if one.scope == line.scope]
        if len(same) != 1:
            continue
        for term, figure in line.cells.items():
            other = same[0].cells.get(term)
            named = RESTATED.get(term)
            if other is None or named is None or not named.search(figure.label):
                continue
            if figure.number.unit is not None and other.number.unit is not None:
                yield line, figure, other


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    money = ("initial_budget", "reduction", "budget", "received", "executed", "carry_over")
    return pa.DataFrameSchema(
        {name: figures(not_below("FND001")) for name in money}
        | {"capped_rate": figures(not_above("FND002", 100))}
    )
