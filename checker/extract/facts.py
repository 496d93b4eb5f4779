"""Facts of a document (文档信息): title, department, fiscal year, money unit, type, rating."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from checker.document import Block, Document, Kind

TITLE = re.compile(r"绩效自评|绩效评价|自评报告|自评表|决算|预算|绩效报告|自评情况|评价报告")
# What a title calls the report, the first that fits: 部门决算绩效自评 is a self-evaluation.
TITLED = (
    ("performance_self_evaluation", re.compile(r"自评|绩效评价|绩效报告")),
    ("final_accounts", re.compile(r"决算")),
    ("budget", re.compile(r"预算(?!绩效)")),
)
# What each is told by where no title does: headings and turns of phrase that it alone has.
CONTENT = {
    "performance_self_evaluation": re.compile(
        r"绩效自评|自评得分|自评结论|评价结论|绩效目标完成|指标完成情况|预期实现值|实际完成值|预算执行率"
    ),
    "final_accounts": re.compile(
        r"决算(?:总体|具体|结构)?情况(?:的?说明)?|决算总表|决算表|支出决算为|决算数(?:大于|小于|等于)|完成年初预算的|年初结转和结余"
    ),
    "budget": re.compile(
        r"预算(?:总体|具体|安排)?情况(?:的?说明)?|预算总表|预算编制说明|预算表|预算(?:数)?安排|收支总预算|预算(?:数|拨款)?比|年预算数为"
    ),
}
TYPES = tuple(CONTENT)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
DATED = re.compile(YEAR.pattern + r"\s*度?")
NAMED = re.compile(
    r"(?:部门名称|单位名称|填报单位|预算单位|预算部门|主管部门|自评单位|部门（单位）名称|项目单位|编制单位|编制部门|公开部门|公开单位)"
    r"(?:（[^）]*）|\([^)]*\))?[\s:：]+(?P<name>[^\s:：（(，。,；|]{3,40})"
)
# What is no name of a department: part of another title, or the name of a file.
NO_NAME = re.compile(r"[A-Za-z“”\"_]|经费|收支|情况|收入|支出|汇总|公开")
BODY = re.compile(
    r"(?:部门|单位)?(?:整体支出|整体绩效|部门决算|部门预算|项目支出|项目绩效|财政支出)|绩效|自评|决算|预算|（部门）|关于"
)
UNIT = re.compile(r"(?:金额)?单位\s*[:：]\s*(?:人民币)?\s*((?:亿|百万|万|千)?元)")
MONEY = re.compile(r"\d\s*((?:亿|百万|万|千)?元)")
RATING = re.compile(
    r"(?:自评|评价|绩效)(?:结果|等级|结论|得分)?[^，。；]{0,12}?(?:为|：|:)\s*[“\"]?(优秀|优|良好|良|中|差|合格|不合格)(?=[”\"。，；、\s]|$)"
)
ORGAN = re.compile(
    r"[\u4e00-\u9fff]{2,30}?(?:街道办事处|人民政府办公室|办事处|人民政府|委员会|办公室|管理局|监督局|局|厅|中心|学校|中学|小学|大学|幼儿园|医院|法院|检察院|院|馆|所|队|联合会)(?:（本级）)?"
)
# A line of its own above the title: 南塘县实验中学.
ALONE = re.compile(rf"(?:{ORGAN.pattern})")


@dataclass(frozen=True, slots=True)
class Facts:
    """文档信息; empty strings and None where the document does not say."""

    title: str
    department: str
    fiscal_year: int | None
    money_unit: str
    type: str
    rating: str


def facts(document: Document) -> Facts:
    head = [_text(block) for block in document.blocks[:12]]
    whole = "\n".join(_text(block) for block in document.blocks)
    title = _title(head) or PurePath(document.path).stem
    return Facts(
        title=title,
        department=_department(title, head, whole),
        fiscal_year=_year(title, head, whole),
        money_unit=_unit(whole),
        type=_type(_title(head), whole),
        rating=found[1] if (found := RATING.search(whole)) else "",
    )


def _text(block: Block) -> str:
    if block.kind is Kind.TABLE:
        return " ".join(cell.span.text for cell in block.cells)
    return block.text


def _title(head: Sequence[str]) -> str:
    for line in head:
        if TITLE.search(line) and len(line) <= 80 and not re.search(r"[。；]", line):
            return re.sub(r"(?<=[\u4e00-\u9fff）)])\s+|\s+(?=[\u4e00-\u9fff（(])", "", line.strip())
    return ""


def _department(title: str, head: Sequence[str], whole: str) -> str:
    if found := NAMED.search("\n".join(head)):
        return found["name"]
    bare = DATED.sub("", title).strip()
    cut = BODY.search(bare)
    name = bare[: cut.start()] if cut else bare
    name = re.sub(r"^(?:年度|附件\s*\d*[:：]?)|(?:部门|单位|年度|年|度|的)+$", "", name).strip()
    if len(name) >= 3 and not NO_NAME.search(name):
        return name
    if alone := next((line for line in head[:3] if ALONE.fullmatch(line.strip())), ""):
        return alone.strip()
    organs = Counter(ORGAN.findall(whole[:3000]))
    return organs.most_common(1)[0][0] if organs else "" if NO_NAME.search(name) else name


def _year(title: str, head: Sequence[str], whole: str) -> int | None:
    for source in (title, "\n".join(head[:6])):
        if found := YEAR.search(source):
            return int(found[1])
    years = Counter(YEAR.findall(whole))
    return int(years.most_common(1)[0][0]) if years else None


def _unit(whole: str) -> str:
    if found := UNIT.search(whole):
        return found[1]
    units = Counter(MONEY.findall(whole))
    return units.most_common(1)[0][0] if units else ""


def _type(title: str, whole: str) -> str:
    """What the title calls it; without a title what the text most looks like."""
    for name, words in TITLED:
        if words.search(title):
            return name
    told = {name: len(words.findall(whole)) for name, words in CONTENT.items()}
    best = max(told, key=lambda name: told[name])
    return best if told[best] > 1 else "other"
