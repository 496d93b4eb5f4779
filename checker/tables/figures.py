"""Figures (数据表): one row a printed number, whatever it takes part in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from checker.document import Formula
from checker.extract.extraction import Extraction
from checker.extract.scan import cell as number_of
from checker.figure import Figure
from checker.tables import CellRule

NAME = "figures"
REQUIRED = ("figure",)  # a table written by hand must have them

CELL_RULES = (
    CellRule(
        "FIG001",
        "too-many-decimals",
        {"zh": "百分比小数位过多", "en": "Percentage with too many decimals"},
        (
            "## 查什么",
            "百分比印出的小数超过 6 位。",
            "## 为何要紧",
            "多半是电子表格的公式结果原样粘贴（如 88.1809499103858%），应按两位小数列报。",
            "## 怎样重算",
            "数印出的小数位数。",
            "## 例",
            "执行率 88.1809499103858%。",
            "## 不报的情形",
            "金额、数量的小数位数不限。",
            "## 相关",
            "FND201",
        ),
        "note",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """数据; ``value`` is the printed number without separators, its decimals kept.

    ``recalculated`` is what the ``formula`` of a spreadsheet's cell comes to, as it would show.
    """

    id: str
    document: str
    figure: Figure
    text: str
    value: str
    unit: str
    approximation: str
    label: str
    term: str
    dimension: str
    places: int
    line: int | None
    formula: str = ""
    recalculated: Figure | None = None


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    formulas = {(one.sheet, one.cell): one for one in extraction.document.formulas}
    for number, figure in enumerate(extraction.figures, 1):
        unit = figure.number.unit
        formula = formulas.get((figure.place.sheet or "", figure.place.cell or ""))
        yield Row(
            id=f"{path}/figures{number}",
            document=path,
            figure=figure,
            text=figure.text,
            value=figure.number.digits,
            unit=unit.name if unit else "",
            approximation=figure.number.approximation,
            label=figure.label,
            term=figure.term or "",
            dimension=figure.number.dimension,
            places=figure.number.places,
            line=figure.place.line,
            formula=formula.text if formula else "",
            recalculated=_recalculated(figure, formula) if formula else None,
        )


def _recalculated(figure: Figure, formula: Formula) -> Figure | None:
    number = number_of(formula.recalculated, figure.number.unit)
    alike = number is not None and number.scale == figure.number.scale
    return replace(figure, number=number) if number is not None and alike else None


def schema() -> Any:
    """The pandera schema of the table."""
    import pandera.pandas as pa

    def readable(frame: Any) -> Any:
        return (frame["dimension"] != "percent") | (frame["places"] <= 6)

    return pa.DataFrameSchema(
        {"dimension": pa.Column(object), "places": pa.Column(int)},
        checks=pa.Check(readable, name="FIG001"),
    )
