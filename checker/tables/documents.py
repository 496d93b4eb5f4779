"""Documents (文档表): one row a report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from checker.document import Note
from checker.extract.extraction import Extraction
from checker.extract.indicator import Indicator
from checker.extract.score import Score
from checker.figure import Figure
from checker.number import Approximation, Number
from checker.tables import CellRule
from checker.tables.column import equal, figures
from checker.units import unit

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
    CellRule(
        "DOC003",
        "whole-is-not-100",
        {"zh": "总分不是 100 分", "en": "The whole is not 100 points"},
        (
            "## 查什么",
            "自评总分的满分（评分表总分行的分值）应是 100 分。",
            "## 为何要紧",
            "评分办法大多是百分制，等级也按百分制划分；满分不是 100，多半是分值填错或漏列了指标。",
            "## 怎样重算",
            "直接看印出的满分或总分行的分值。",
            "## 例",
            "总分行分值 110，得分 104.5。",
            "## 不报的情形",
            "没有写明满分；有的办法另设加分，或把预算执行率的 10 分列在表外，所以只作提示。",
            "## 相关",
            "IND201 SCR302",
        ),
        "note",
    ),
)


# 优 良 中 差: the least score of each, where a report does not set its own.
FLOORS = {"优": 90, "良": 80, "中": 60}
GRADES = {"优秀": "优", "良好": "良", "合格": "", "不合格": ""}
RATING = re.compile(
    r"(?:等级|等次|档次|级别|结果|结论|评定)[^，。；\d]{0,6}?(?:为|是|：|:)?\s*[“\"]?(优秀|优|良好|良|中|差)"
    r"(?=[”\"。，；、）)\s]|等?级?[。，；）)]|$)|(?:自评|评)(?:定)?为[“\"]?(优秀|优|良好|良|中|差)[”\"]?(?=[。，；）)\s]|$)"
)
BAND = re.compile(
    r"(\d{2,3})\s*分?\s*(?:（含[^）]*）|\(含[^)]*\))?\s*(?:及?以上|[-—~至]\s*100\s*分?)[^，。；\d]{0,6}?(优|良|中)"
    r"|(优|良|中)[秀好]?[（(：:]\s*(?:得分)?\s*(?:≥|>=)?\s*(\d{2,3})"
)


@dataclass(frozen=True, slots=True)
class Row:
    """文档.

    ``rating_floor`` and ``rating_ceiling`` are the least and the greatest score of its
    rating, where that is ``rated`` in the same words as the score is told, and ``capped``.
    ``table_score`` is the 总分 of its one table of the same scope, if it is ``tabled``.
    ``notes``: what its reader left out or doubts, as JSON.
    """

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
    full_mark: Figure | None
    rating: str
    rated: bool = False
    capped: bool = False
    tabled: bool = False
    rating_floor: Figure | None = None
    rating_ceiling: Figure | None = None
    table_score: Figure | None = None
    notes: str = ""


def build(extraction: Extraction) -> Iterator[Row]:
    document, facts = extraction.document, extraction.facts
    overall = next((s for s in extraction.scores if s.overall and s.awarded), None)
    score = overall.awarded if overall else None
    rating, floor, ceiling = _band(extraction, score)
    table = _table_score(extraction, score)
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
        self_score=score,
        full_mark=_full_mark(extraction, overall),
        rating=rating or facts.rating,
        rated=floor is not None,
        capped=ceiling is not None,
        tabled=table is not None and score is not None,
        rating_floor=floor,
        rating_ceiling=ceiling,
        table_score=table,
        notes=_notes(document.notes),
    )


def _notes(notes: Sequence[Note]) -> str:
    told = [[note.message, dict(note.values)] for note in notes]
    return json.dumps(told, ensure_ascii=False) if told else ""


def _full_mark(extraction: Extraction, overall: Score | None) -> Figure | None:
    """What the report is scored out of: as the score says, else as its one table does."""
    if overall is not None and overall.full_mark is not None:
        return overall.full_mark
    totals = [one for one in extraction.indicators if one.role == "total" and one.weight]
    totals = [one for one in totals if not _of_part(one, overall.awarded if overall else None)]
    return totals[0].weight if len(totals) == 1 else None


def _of_part(total: Indicator, score: Figure | None) -> bool:
    """Whether a table has not even as many marks as the report earned: it is of a part."""
    full = total.weight
    return bool(full and score and full.number.exact < score.number.exact)


def _table_score(extraction: Extraction, score: Figure | None) -> Figure | None:
    """The score of the one total row there is, if its table is of the report's own scope."""
    totals = [one for one in extraction.indicators if one.role == "total" and one.score]
    if len(totals) != 1 or _of_part(totals[0], score):
        return None
    single = "项目" in totals[0].title and "整体" not in totals[0].title
    whole = "项目" not in extraction.facts.title or "整体" in extraction.facts.title
    return None if single and whole else totals[0].score


def _band(extraction: Extraction, score: Figure | None) -> tuple[str, Figure | None, Figure | None]:
    """The rating told together with the score, and the ends of its band as figures there."""
    if score is None or score.sentence is None:
        return "", None, None
    text = next((t for t in extraction.texts if score in {m.figure for m in t.mentions}), None)
    found = RATING.search(score.sentence.text) or (text and RATING.search(text.passage.text))
    if not found:
        return "", None, None
    grade = found[1] or found[2]
    letter = GRADES.get(grade, grade)
    floors = dict(FLOORS)
    for other in extraction.texts:
        for band in BAND.finditer(other.passage.text):
            floors[band[2] or band[3]] = int(band[1] or band[4])
    order = [*floors, "差"]
    above = order[order.index(letter) - 1] if letter in order[1:] else None
    floor = _limit(score, floors[letter], Approximation.OVER) if letter in floors else None
    ceiling = _limit(score, floors[above], Approximation.UNDER) if above else None
    return grade, floor, ceiling


def _limit(score: Figure, limit: int, side: Approximation) -> Figure:
    """The end of a band: where the score is told, and no other figure."""
    number = Number(f"{limit}分", Decimal(limit), 0, unit("分"), side)
    place = replace(score.place, start=score.place.end, end=score.place.end)
    return Figure(place, number, score.label, "rating", score.sentence, (score.at[1], score.at[1]))


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
            "full_mark": figures(equal("DOC003", 100)),
        }
    )
