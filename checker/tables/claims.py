"""Claims (陈述表): one row a relation stated in prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.figure import Figure
from checker.tables import CellRule
from checker.tables.column import figures, not_below

NAME = "claims"
REQUIRED = ("kind", "stated")  # a table written by hand must have them

CELL_RULES = (
    CellRule(
        "CLM001",
        "negative-part",
        {"zh": "部分数为负", "en": "Negative part"},
        (
            "## 查什么",
            "占比、完成率所依据的数量不应为负数。",
            "## 为何要紧",
            "负的数量多半是符号或连字符误读，比率无从谈起。",
            "## 怎样重算",
            "直接看印出的数是否小于 0。",
            "## 例",
            "“完成 -12 个项目”。",
            "## 不报的情形",
            "增减变动数为负。",
            "## 相关",
            "CLM201 CLM208",
        ),
        "warning",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """陈述的关系; the roles are those of ``extract.claim.Claim``."""

    id: str
    document: str
    kind: str
    subject: str
    sentence: str
    explicit: bool
    complete: bool
    falls: bool
    counted: int | None
    stated: Figure
    part: Figure | None
    whole: Figure | None
    current: Figure | None
    base: Figure | None
    change: Figure | None
    parts: tuple[Figure, ...]
    minus: tuple[Figure, ...]


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    for number, claim in enumerate(extraction.claims, 1):
        yield Row(
            id=f"{path}/claims{number}",
            document=path,
            kind=claim.kind,
            subject=claim.subject,
            sentence=claim.stated.sentence.text if claim.stated.sentence else "",
            explicit=claim.explicit,
            complete=claim.complete,
            falls=claim.falls,
            counted=claim.counted,
            stated=claim.stated,
            part=claim.part,
            whole=claim.whole,
            current=claim.current,
            base=claim.base,
            change=claim.change,
            parts=claim.parts,
            minus=claim.minus,
        )


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    return pa.DataFrameSchema({name: figures(not_below("CLM001")) for name in ("part", "whole")})
