"""Scores (评分表): one row a score item, an item of an item, or a deduction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.figure import Figure
from checker.tables import CellRule
from checker.tables.column import figures, not_below

NAME = "scores"

CELL_RULES = (
    CellRule(
        "SCR001",
        "negative-mark",
        {"zh": "得分、满分或扣分为负", "en": "Negative mark"},
        (
            "## 查什么",
            "得分、满分、扣分都按正数填写，不应为负。",
            "## 为何要紧",
            "负数多半是把扣分填进了得分栏，会带错总分。",
            "## 怎样重算",
            "直接看印出的数是否小于 0。",
            "## 例",
            "“扣 -0.5 分”。",
            "## 不报的情形",
            "得分为 0。",
            "## 相关",
            "SCR101 SCR203",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """评分项; ``overall`` marks the report's own score (自评得分).

    ``parent`` is the ``path`` of the item above; items of one ``series`` were listed together;
    ``complete``: as far as their full marks tell, none of the series is missing;
    ``deducted``: full mark, deduction and award are told together.
    """

    id: str
    document: str
    name: str
    path: str
    parent: str
    series: str
    complete: bool
    overall: bool
    full_mark: Figure | None
    awarded: Figure | None
    deduction: Figure | None
    score_rate: Figure | None
    deducted: bool


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    for number, score in enumerate(extraction.scores, 1):
        yield Row(
            f"{path}/scores{number}",
            path,
            score.name,
            score.path,
            score.parent,
            score.series,
            score.complete,
            score.overall,
            score.full_mark,
            score.awarded,
            score.deduction,
            score.score_rate,
            bool(score.full_mark and score.awarded and score.deduction),
        )


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    marks = ("full_mark", "awarded", "deduction")
    return pa.DataFrameSchema({name: figures(not_below("SCR001")) for name in marks})
