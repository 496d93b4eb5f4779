"""Residues (遗留表): one row a thing that a form left in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.extract.extraction import Extraction
from checker.extract.residue import residue
from checker.figure import Figure
from checker.tables import CellRule

NAME = "residues"

# What is left -> code, name, titles, what is looked for, why, an example, what is let be.
KINDS = {
    "choice": (
        "RES001",
        "choice-not-made",
        {"zh": "“增长（下降）”没有选定", "en": "A choice of the form is not made"},
        "模板里的“增加（减少）”“增长（下降）”应按实际选定一个，另一个删去。",
        "留着两个词，读者不知道是增是减。",
        "“支出决算数比上年减少0.15万元，下降（增长）27.78%”。",
        "后面没有数的名词解释。",
    ),
    "reason": (
        "RES002",
        "reason-not-given",
        {"zh": "“主要原因”后面是空的", "en": "No reason is given after the words for it"},
        "写了“主要原因是”“主要原因：”，后面应写出原因。",
        "公开说明要求逐项说明增减原因，空着说明没有填写。",
        "“决算数小于预算数的主要原因：。”。",
        "原因写在下一段。",
    ),
    "placeholder": (
        "RES003",
        "placeholder-left",
        {"zh": "留有占位符", "en": "A placeholder is left"},
        "“××”“XX”“【】”“____”等占位符应换成实际的数或名称。",
        "占位符没有替换，说明这一处没有填写。",
        "“公务用车保有量为××辆”。",
        "规格、型号、代码里的字母 X。",
    ),
    "unit": (
        "RES004",
        "yuan-missing",
        {"zh": "金额写“万”而缺“元”", "en": "An amount lacks 元 after 万"},
        "带小数的金额写作“0.39万”，缺“元”字。",
        "单位不全，读者和程序都可能把它当作万人、万件。",
        "“国内公务接待支出0.39万（含外宾接待支出0.00万元）”。",
        "“万人”“万平方米”等别的单位。",
    ),
    "sign": (
        "RES005",
        "percent-missing",
        {"zh": "增减率缺“%”", "en": "A rate of change lacks its percent sign"},
        "增减额之后的“增长”“下降”带小数而没有百分号。",
        "缺了百分号，百分数就成了一个没有单位的数。",
        "“增加1193.20万元，增长13.95。”。",
        "带单位的数（增长13.95亿元）、倍数。",
    ),
    "base": (
        "RES006",
        "rate-on-nought",
        {"zh": "基数为零仍写了比率", "en": "A rate is given on a base of nought"},
        "预算数为零的“完成预算的0.00%”，上年为零的“增长100%”。",
        "基数为零，比率无从算起，写 0% 或 100% 都不对，应写“年初预算为0”或“上年无此项支出”。",
        "“2026年预算数为300万元，比上年增加300万元，增长100%”：上年为 0。",
        "预算数、上年数不为零。",
    ),
}  # fmt: skip


def _rule(kind: str) -> CellRule:
    code, name, title, what, why, example, let = KINDS[kind]
    notes = (
        "## 查什么", what, "## 为何要紧", why, "## 怎样重算", "不作计算，只看文字。",
        "## 例", example, "## 不报的情形", let, "## 相关", "CLM205 CLM220",
    )  # fmt: skip
    return CellRule(code, name, title, notes, "note")


CELL_RULES = tuple(map(_rule, KINDS))


@dataclass(frozen=True, slots=True)
class Row:
    """遗留: ``kind`` is what it is; ``figure`` are its words and where they stand."""

    id: str
    document: str
    kind: str
    figure: Figure


def build(extraction: Extraction) -> Iterator[Row]:
    path = extraction.document.path
    for number, left in enumerate(residue(extraction.texts), 1):
        yield Row(f"{path}/residues{number}", path, left.kind, left.figure)


def schema() -> Any:
    """The pandera schema of the table: every row is one that should not be there."""
    import pandera.pandas as pa

    def none(kind: str) -> Any:
        return pa.Check(lambda series: series != kind, name=KINDS[kind][0])

    return pa.DataFrameSchema({"kind": pa.Column(object, [none(kind) for kind in KINDS])})
