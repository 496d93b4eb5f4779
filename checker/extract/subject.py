"""Subjects (口径): of whom or what an amount of money in prose is, and for which time."""

from __future__ import annotations

import re

from checker.extract.mention import Mention, Text
from checker.extract.passage import NUMBERED
from checker.extract.scan import Kind

MONEY_SECTION = re.compile(r"收支|资金情况|预算执行|支出情况|资金使用|预算安排|基本情况|决算|经费")
TASK_SECTION = re.compile(r"任务|项目|工作|成效|完成情况|履职")
# 一般公共服务（类）财政事务（款）行政运行（项）
FUNCTION = re.compile(r"(?:\s*\d{1,2}\s*[.、．])?[^。；\d]+[（(][类款项][）)]")
CLAUSE_LENGTH = 40
MONEY_TITLE = re.compile(r"预算|收入|支出|执行|决算|结[余转]|费|资金|收支|率")
HANDLED = re.compile(r"到位|使用|来源|拨付|落实|分配|投入|管理|[及和与]")  # 资金到位情况
# What may stand before a term without saying of whom it is.
GENERIC = re.compile(
    r"\d{4}\s*年度?|截至\d+月?\d*日?|全年|本年度?|当年|今年|年度|年末|年初|年中|财政|安排|部门|单位|街道|办事处"
    r"|我[街局办委院校馆中心站所]|学校|[该我]|本|整体|总体|总|支出|收入|资金|预算|实际|累计|其中|共计?|合计|涉及|为|的|数|总额|全|区"
    r"|批复|绩效自评|项目?情况|情况|调整后?|调[增减]|追加|相应|又|并|年|月|底|截[至止]|决算|(?:预算)?执行(?:过程)?中|过程"
    r"|[，、：:（）()；;\s“”]"
)
# 上述 4 个项目预算共 …: all of them together, not one of them.
TOGETHER = re.compile(
    r"\s*(?:(?:以?上述?|这|全部|各)?\s*[一二三四五六七八九十\d]+\s*[个项]\S{0,8}?(?:合计|总?共|总计|预算|支出|执行)|合计|总计|共计)"
)
OTHER_YEAR = re.compile(r"上年|去年|上一年|往年|前年")
# Amounts that are not the year's whole: 截至6月底.
SPAN = re.compile(
    r"截[至止](?:\d{4}\s*年)?\s*(?:(?P<month>\d{1,2})\s*月|年[底末])"
    r"|(?P<part>上半年|前三季度|第[一二三]季度|1\s*[-—至]\s*(?:[1-9]|1[01])\s*月)"
)


def scope(text: Text, first: Mention) -> str:
    """Of whom the amounts from ``first`` on are, as the words before say; "" for the whole."""
    name = GENERIC.sub("", first.head)
    if OTHER_YEAR.search(first.head):
        name = "上年" + name
    return name + ("截至期中" if _partial(text, first) else "")


def function(text: Text, first: Mention) -> str:
    """一般公共服务（类）财政事务（款）行政运行（项）, if it stands before the amount."""
    found = FUNCTION.search(_before(text, first)) or FUNCTION.match(text.passage.text)
    return found[0][-CLAUSE_LENGTH:] if found else ""


def titled(text: Text, first: Mention) -> str:
    """What the title of a numbered paragraph adds to a scope: 2.公务接待费情况。预算 5 万元."""
    subject = _subject(_title(text, first))
    return subject if len(subject) > 1 else ""


def _partial(text: Text, first: Mention) -> bool:
    """Whether the line is of a part of the year: the last span named before it ends early."""
    start = text.sentences[first.sentence][0]
    spans = [*SPAN.finditer(text.passage.text, start, first.start)]
    if not spans:
        return False
    return bool(spans[-1]["part"]) or (spans[-1]["month"] or "12") != "12"


def year(text: Text, first: Mention) -> int | None:
    """The year last named before the line, in its sentence."""
    years = [
        int(other.figure.number.value)
        for other in text.others
        if other.kind is Kind.YEAR and other.sentence == first.sentence and other.end <= first.start
    ]
    return years[-1] if years else None


def years_differ(text: Text, a: Mention, b: Mention) -> bool:
    """Whether two amounts are said to be of two years: 2025年执行数 A，2026年预算 B."""
    told = [
        {
            int(other.figure.number.value)
            for other in text.others
            if other.kind is Kind.YEAR and one.clause <= other.start < one.start
        }
        for one in (a, b)
    ]
    return bool(told[0] and told[1]) and not told[0] & told[1]


def is_task(text: Text, first: Mention, name: str) -> bool:
    if not NUMBERED.match(text.passage.text) or text.passage.heading:
        return False
    if TOGETHER.match(text.sentence_text(first.sentence)):
        return False
    title = _title(text, first)
    if not name and title:
        if len(_subject(title)) < 2:
            return False
        if not MONEY_TITLE.search(title):
            return True
    sections = " ".join(text.passage.sections)
    if MONEY_SECTION.search(text.passage.section) and not TASK_SECTION.search(text.passage.section):
        return False
    return bool(TASK_SECTION.search(sections)) or not MONEY_SECTION.search(sections)


def _title(text: Text, first: Mention) -> str:
    """What a numbered paragraph calls itself before its first amount."""
    passage = text.passage
    if passage.heading or not NUMBERED.match(passage.text):
        return ""
    before = NUMBERED.sub("", passage.text[: first.start - len(first.label)], count=1)
    return re.split(r"[：:。；，]|\d", before)[0].strip()


def _before(text: Text, first: Mention) -> str:
    """The words between the amount before and this one."""
    earlier = [m.end for m in text.mentions if m.end <= first.start and m.dimension == "money"]
    return text.passage.text[max(earlier, default=0) : first.start]


def _subject(title: str) -> str:
    """Of whom or what a title speaks, if of anything but money: 年初预算情况 -> ""."""
    return GENERIC.sub("", HANDLED.sub("", MONEY_TITLE.sub("", title)))


def task_name(text: Text) -> str:
    bare = NUMBERED.sub("", text.passage.text, count=1).strip()
    return re.split(r"[：:。；，]", bare)[0][:40]
