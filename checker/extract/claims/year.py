"""Fiscal years (年度): the year of the title against the year that the body speaks of.

A report on 2024 that sums up 2023 年度部门整体支出 was copied from last year's.  Years of
plans, comparisons, documents and events are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.scan import Kind
from checker.figure import Figure

HEAD = 8  # how many passages may come before the end of the title
LENGTH = 100  # how long a title may be
BELOW = 12  # how far behind it its year may stand
TITLE = re.compile(
    r"绩效自评|绩效评价|自评报告|自评表|绩效报告|自评情况|评价报告|部门决算|部门预算"
)
OWN = re.compile(
    r"\s*(?:度|年度|全年)?\s*(?:[，,]?\s*(?:全年|我|本)|[，,]?[\u4e00-\u9fff]{0,14}?"
    r"(?:街道?|办事处|局|镇|乡|委|厅|院|校|馆|中心|部门|单位|全[区市县镇街]|紧紧|坚持|在[区市县]委))"
)
SELF = re.compile(
    r"\s*年?度?\s*(?:本?部门|本?单位|我[局街办委镇]|[\u4e00-\u9fff]{2,16}?(?:街道|办事处|局|镇))?(?:部门)?"
    r"(?:整体支出|整体|项目支出)?(?:预算)?绩效自评(?:综合|总体|最终)?(?:得分|评分|总分|结果|结论|等级|为)"
)
COMPARED = re.compile(r"(?:比|较|与|同|由|从|对比|上年|去年|截至|自|以来|《)[^，。；]{0,6}$")
PLAN = re.compile(r"下一步|计划|将|拟|打算|力争|规划")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    prose = [text for text in texts if text.region == PROSE]
    title = _title(prose)
    if title is None:
        return
    year = title.figure.number.value
    told: Counter[bool] = Counter()
    for text in texts:
        for mention in text.others:
            if mention is title or mention.kind is not Kind.YEAR or text.passage.heading:
                continue
            said = mention.figure.number.value
            if said == year and OWN.match(text.passage.text, mention.end) and told[True] < 3:
                told[True] += 1
                yield _claim(title, mention)
            elif said != year and _speaks_of_itself(text, mention):
                yield _claim(title, mention)


def _claim(title: Mention, mention: Mention) -> Claim:
    return Claim("year", mention.figure, base=title.figure, subject=mention.figure.text)


def _title(texts: Sequence[Text]) -> Mention | None:
    """The year in the title, or in the brackets right below it."""
    above: Mention | None = None
    for at, text in enumerate(texts[:HEAD]):
        title = TITLE.search(text.passage.text, 0, LENGTH)
        if title is not None:
            below = texts[at + 1].others[:1] if at + 1 < len(texts) else ()
            near = [m for m in text.others if m.start < title.end() + BELOW]
            if len(text.passage.text) <= LENGTH:
                near += [m for m in below if m.start < BELOW]
            years = [m for m in near if m.kind is Kind.YEAR]
            return years[0] if years else above
        if len(text.passage.text) > LENGTH:
            return None
        above = next((m for m in text.others if m.kind is Kind.YEAR), above)
    return None


def _speaks_of_itself(text: Text, mention: Mention) -> bool:
    """Whether the report says of this year that it is the one evaluated."""
    passage = text.passage.text
    begin = text.sentences[mention.sentence][0]
    head = passage[max(begin, mention.start - 20) : mention.start]
    return (
        SELF.match(passage, mention.end) is not None
        and not COMPARED.search(head)
        and not PLAN.search(passage[max(begin, mention.start - 40) : mention.end + 40])
    )
