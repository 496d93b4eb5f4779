"""Forms (表种): which of the published tables a table is, told by its title and header.

The words are those of the Ministry's forms and of their local kin; positions say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Which money a table or a column is about.
ALL, FISCAL, GENERAL, FUND, CAPITAL = FUNDS = ("all", "fiscal", "general", "fund", "capital")
# Which of the forms a table is.
SUMMARY, INCOME, EXPENDITURE = "summary", "income", "expenditure"
BASIC, TRAVEL, OTHER = "basic", "three_public", "other"

PUBLISHED = re.compile(r"决算|预算|公开\s*\d+\s*表|财政拨款|[三3]公|收支总|收入总|支出总")
ACCOUNT = re.compile(r"收入|支出|收支|[三3]公|政府性基金|国有资本|机关运行")
NOT_ACCOUNT = re.compile(
    r"绩效|自评|指标|评分|执行情况|增减|变动|采购|资产|目标表|(?:情况)?说明|人员情况|项目支出.{0,4}表|明细账"
)
TITLE_LENGTH = 50
CAPTION_END = re.compile(r"表(?:[（(][^）)]*[）)])?\s*$|决算$|预算$")
LEAD = re.compile(
    r"^\s*(?:附?表?\s*\d+[\s.．、:：-]*|附?表\s*[一二三四五六七八九十]+\s*[、:：．.]\s*|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)])"
)
# What may stand on the line of a title: the number of the form, whose it is, the unit.
NOTED = re.compile(
    r"\s*(?:[（(]?公开\s*\d+\s*表[）)]?|(?:编制|填报)?(?:部门|单位)[:：].*|金额单位[:：].*)\s*$"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")

_GENERAL = re.compile(r"一般公共预算")
_FORMS = (
    (TRAVEL, re.compile(r"[三3]公")),
    (BASIC, re.compile(r"基本支出")),
    (SUMMARY, re.compile(r"(?:收入支出|收支).{0,4}(?:预算|决算)?总(?:表|体情况表)")),
    (SUMMARY, re.compile(r"财政拨款收支|财政拨款收入支出")),
    (EXPENDITURE, re.compile(r"支出")),
    (INCOME, re.compile(r"收入")),
)


@dataclass(frozen=True, slots=True)
class Form:
    """表种: ``kind`` of table, whose money (``funds``), ``final`` accounts or ``budget``, year."""

    kind: str
    funds: str
    stage: str
    title: str
    year: int | None = None


def form(titles: Sequence[str], stage: str) -> Form | None:
    """What the nearest of the ``titles`` above a table says that it is; None: no account.

    ``stage`` is what the document is about, for a title that does not say.
    """
    for title in titles:
        bare = re.sub(r"[\s“”\"'‘’《》]", "", NOTED.sub("", LEAD.sub("", title)))
        if not _is_title(bare):
            continue
        own = "final" if "决算" in bare else "budget" if _budget(bare) else stage
        year = YEAR.search(title)
        return Form(_kind(bare), _funds(bare), own, bare, int(year[1]) if year else None)
    return None


def _is_title(bare: str) -> bool:
    return (
        len(bare) <= TITLE_LENGTH
        and PUBLISHED.search(bare) is not None
        and ACCOUNT.search(bare) is not None
        and not NOT_ACCOUNT.search(bare)
        and not re.search(r"[。；，：]", bare)
        and CAPTION_END.search(bare) is not None
    )


def _budget(bare: str) -> bool:
    """Whether 预算 stands for the stage, not for a kind of money (一般公共预算)."""
    plain = re.sub(r"(?:一般公共|政府性基金|国有资本经营|国有资本)预算", "", bare)
    return "预算" in plain


def _kind(bare: str) -> str:
    for kind, words in _FORMS:
        if words.search(bare) and not (kind == SUMMARY and re.search(r"基金|国有资本", bare)):
            return kind
    return OTHER


def _funds(bare: str) -> str:
    if re.search(r"[三3]公", bare):
        return "three_public"  # 财政拨款 or 一般公共预算 by place, and never the whole of either
    if _GENERAL.search(bare):
        return GENERAL
    if "政府性基金" in bare:
        return FUND
    if "国有资本" in bare:
        return CAPITAL
    if re.search(r"(?<!非)财政拨款", bare):
        return FISCAL
    return GENERAL if "基本支出" in bare else ALL
