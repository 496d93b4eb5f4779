"""Indicators (指标表): one row a performance indicator (绩效指标), or what such rows add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.extract.indicator import Indicator
from checker.figure import Figure
from checker.tables import CellRule
from checker.tables.column import figures, not_below

NAME = "indicators"

LESS = ("<", "<=")  # of these less is better
FULL = 100

CELL_RULES = (
    CellRule(
        "IND001",
        "negative-score",
        {"zh": "分值或得分为负", "en": "Negative weight or score"},
        (
            "## 查什么",
            "指标的分值、得分不应为负数。",
            "## 为何要紧",
            "负分多半是把扣分填进了得分栏，会带错总分。",
            "## 怎样重算",
            "直接看印出的数是否小于 0。",
            "## 例",
            "分值 10，得分写作 -0.5（应为 9.5，扣 0.5）。",
            "## 不报的情形",
            "得分为 0。",
            "## 相关",
            "IND101 SCR101",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """绩效指标; see ``extract.indicator.Indicator``.

    ``standing`` is how the form itself marks the row: full (得满分), reduced (扣了分),
    explained (写明偏差原因), or "" where it does not say.  ``rated``: the completion rate is
    of two numbers of which more is better.
    """

    id: str
    document: str
    name: str
    definition: str
    comparator: str
    target: Figure | None
    actual: Figure | None
    per: str
    weight: Figure | None
    score: Figure | None
    score_rate: Figure | None
    role: str
    group: str
    level: str
    standing: str
    completion_rate: Figure | None = None
    rated: bool = False
    deduction: Figure | None = None


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    for number, found in enumerate(extraction.indicators, 1):
        yield Row(
            f"{path}/indicators{number}",
            path,
            found.name,
            found.definition,
            found.comparator,
            found.target,
            found.actual,
            found.per,
            found.weight,
            found.score,
            found.score_rate,
            found.role,
            found.group,
            found.level,
            _standing(found),
            found.completion_rate,
            _rated(found),
            found.deduction,
        )


def _rated(found: Indicator) -> bool:
    """Whether the form prints a rate of completion that target and actual must give.

    Where less is better forms differ; a rate that stops at 100 % was capped.
    """
    rate, target, actual = found.completion_rate, found.target, found.actual
    if rate is None or target is None or actual is None or found.comparator in LESS:
        return False
    capped = rate.number.value == FULL and actual.number.exact >= target.number.exact
    return not capped and target.number.value > 0


def _standing(found: Indicator) -> str:
    if found.weight and found.score:
        lost = found.score.number.exact < found.weight.number.exact
        return "reduced" if lost else "full"
    return "explained" if found.reason or found.completion_rate else ""


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    return pa.DataFrameSchema({name: figures(not_below("IND001")) for name in ("weight", "score")})
