"""Documents (文档表): one row a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.figure import Figure
from checker.tables import CellRule

NAME = "documents"

CELL_RULES = (
    CellRule(
        "DOC001",
        "missing-department",
        {"zh": "认不出部门名称", "en": "Department not recognised"},
        (
            "## 查什么",
            "标题、表头“部门名称”一栏和正文开头都没有认出部门（单位）名称。",
            "## 为何要紧",
            "没有部门名称，报告无法归到部门，跨年度、跨报告的核对做不了。",
            "## 怎样重算",
            "依次在“部门名称”“填报单位”等栏目、标题和正文前部查找以街道办事处、局、委、中心等结尾的名称。",
            "## 例",
            "标题只写“2024年度绩效自评报告”，表头“部门名称”空着。",
            "## 不报的情形",
            "三处之中有一处写明了名称。",
            "## 相关",
            "DOC002",
        ),
        "note",
    ),
    CellRule(
        "DOC002",
        "implausible-fiscal-year",
        {"zh": "认不出年度，或年度不合理", "en": "Fiscal year missing or implausible"},
        (
            "## 查什么",
            "报告所属年度应写明，且在 2000 年至 2100 年之间。",
            "## 为何要紧",
            "年度写错（如 2042 年）会使跨年度比较全部错位。",
            "## 怎样重算",
            "取标题中的年份；标题没有时取正文中出现最多的年份。",
            "## 例",
            "标题“2204年度部门整体支出绩效自评报告”。",
            "## 不报的情形",
            "标题或正文写明了 2000 至 2100 之间的年份。",
            "## 相关",
            "DOC001",
        ),
        "note",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """文档."""

    id: str
    document: str
    path: str
    sha256: str
    format: str
    type: str
    title: str
    department: str
    fiscal_year: int | None
    money_unit: str
    self_score: Figure | None
    rating: str


def build(extraction: Extraction) -> Iterator[Row]:
    document, facts = extraction.document, extraction.facts
    overall = next((s.awarded for s in extraction.scores if s.overall), None)
    yield Row(
        id=f"{document.path}/documents1",
        document=document.path,
        path=document.path,
        sha256=document.sha256,
        format=document.format,
        type=facts.type,
        title=facts.title,
        department=facts.department,
        fiscal_year=facts.fiscal_year,
        money_unit=facts.money_unit,
        self_score=overall,
        rating=facts.rating,
    )


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {
            "department": pa.Column(object, pa.Check(lambda s: s != "", name="DOC001")),
            "fiscal_year": pa.Column(
                object,
                pa.Check(
                    lambda s: s.map(lambda year: year is not None and 2000 <= year <= 2100),
                    name="DOC002",
                    ignore_na=False,
                ),
                nullable=True,
            ),
        }
    )
