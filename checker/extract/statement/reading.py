"""Reading (读数): every amount and rate of the text with its item and its role.

Roles: ``budget`` 年初预算为 A, ``actual`` 支出决算为 B (and whatever else is an amount of the
item itself), ``base`` 比上年决算 C, ``change`` 增加 D, ``rate`` 增长 G%, ``share`` 占 S%, ``done``
完成预算的 R%.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.words import direction
from checker.extract.scan import Kind
from checker.extract.statement.function import function
from checker.extract.statement.item import FUNDED, bare, fund, item
from checker.figure import Figure
from checker.units import unit

BUDGET = re.compile(r"预算(?:安排)?(?:数|总额|金额|总计|合计)?(?:的?总额)?[为是共计约：:\s]*$")
DONE = re.compile(r"(?:完成|占)[^，。；]{0,10}预算[^，。；、增减]{0,4}$|完成率[为是：:\s]*$")
SHARE = re.compile(r"占(?P<whole>[^，。；、]{0,24}?)(?:比重|比例|比)?的?[为达是：:\s]*$")
PAST = r"(?:上|去|前|往|同期|\d{4}|年初|全?年|本年|当年|预算|决算|执行|调整|计划|[“\"])"
THAN = re.compile(rf"[比较与同和]\s*{PAST}[^，。；]*$")
# 增长（下降）, left from the form: the amount before tells the way.
CHOICE = re.compile(
    r"(?:增长|增加|上升|提高)\s*[（(/]\s*(?:下降|减少|降低)\s*[）)]?|(?:下降|减少|降低)\s*[（(/]\s*(?:增长|增加|上升|提高)\s*[）)]?"
)
# Words that say only which amount of the item it is, not of what.
ROLE = re.compile(
    r"收入|支出|决算|预算|执行|年初|全年|年度?|本|情况|费用|调整后?|安排|实际|财政拨款|总额|金额|合计|完成|数|共|为|是|的|[^\u4e00-\u9fff]"
)
REASON = re.compile(r"原因|由于|因为|主要(?:是|系|为)(?!：)|其中：?项目支出增加")
ASIDE = re.compile(r"单价|单位价值|车均|人均|平均|以上设备|通用设备|专用设备")
SUPPLIER = re.compile(r"由(?P<who>(?:中小|小微)企业)供应商[^，。；]{0,10}，[^，。；]{0,8}$")
TITLE = 3  # paragraphs, in which a report says what it is
NUMBER = re.compile(r"^\s*[（(]?[\d一二三四五六七八九十]{1,3}[）)]?\s*[、.．]?")
PERCENT = unit("%")


@dataclass(frozen=True, eq=False)
class Said:
    """读到的数: one figure of the text, what it is of and what it is to it."""

    text: Text
    mention: Mention
    item: str
    fund: str
    role: str
    words: str  # what stands between it and the figure or the clause before
    way: int = 0  # a change: 1 up, -1 down, 0 not told
    year: int | None = None
    named: bool = False  # its own words name the item
    reason: bool = False  # it stands among the reasons

    @property
    def figure(self) -> Figure:
        return self.mention.figure

    @property
    def key(self) -> tuple[str, str]:
        return self.item, self.fund

    @cached_property
    def topic(self) -> str:
        """The heading that it stands under, the outermost numbered one."""
        sections = self.text.passage.sections
        return next((s for s in sections if re.match(r"\s*[一二三四五六七八九十]+、", s)), "")


def reading(texts: Sequence[Text]) -> list[Said]:
    """What the running text says, in its order."""
    found: list[Said] = []
    for text in texts:
        if text.region == PROSE and not text.passage.heading:
            found.extend(_said(text))
    looks_back = any("自评" in text.passage.text for text in texts[:TITLE])
    if looks_back or any("决算" in one.words for one in found):
        return found
    # Of a budget every amount is budgeted, whether its words say so or not.
    return [replace(one, role="actual") if one.role == "budget" else one for one in found]


def _said(text: Text) -> list[Said]:
    found: list[Said] = []
    last = ""
    opening = item(_opening(text))
    heading = opening or next(filter(None, map(item, reversed(text.passage.sections))), "")
    for mention in text.mentions:
        words = words_of(text, mention)
        lead = text.said(mention)
        reason = REASON.search(lead.rpartition("；")[2]) is not None
        one = _one(text, mention, words, reason=reason)
        if one is None:
            continue
        own = item(words) if one.role != "share" else ""
        if own == "procurement" and (supplier := SUPPLIER.search(lead)):
            own = item(supplier["who"])
        path = function(text, mention, words)
        name = own if own and not own.startswith("类:") else path or own or last or heading
        carried = bool(last or opening) and not ROLE.sub("", words)
        if own or path:
            last = name
        one = replace(
            one,
            item=name,
            named=bool(own or path or carried),
            fund=_fund(text, name, words, lead),
        )
        found.append(one)
    return found


def words_of(text: Text, mention: Mention) -> str:
    """The words of its clause since the figure before it."""
    before = text.mentions[mention.at - 1].end if mention.at else 0
    begin = max(mention.clause, before)
    return text.passage.text[begin : mention.start]


def _opening(text: Text) -> str:
    """What the paragraph calls itself before its first figure or colon."""
    return re.split(r"[。；，：:\d]", NUMBER.sub("", text.passage.text), maxsplit=1)[0]


def _one(text: Text, mention: Mention, words: str, *, reason: bool) -> Said | None:
    plain = bare(words)
    choice = CHOICE.search(words)
    way = 0 if choice else direction(plain)
    moved = bool(choice or way)
    role = ""
    if mention.percent or (not mention.unit and moved and _rated(text, mention)):
        if DONE.search(plain) and not moved:
            role = "done"
        elif moved:
            role = "rate"
        elif SHARE.search(plain):
            role = "share"
    elif mention.dimension == "money" and not ASIDE.search(words):
        role = "change" if moved else "budget" if BUDGET.search(plain) else "actual"
        if not moved and THAN.search(words):
            role = "base"
    if not role:
        return None
    if mention.percent is False and role == "rate":
        number = replace(mention.figure.number, unit=PERCENT)
        mention = replace(mention, figure=replace(mention.figure, number=number))
    return Said(text, mention, "", "", role, words, way, _year(text, mention), reason=reason)


def _rated(text: Text, mention: Mention) -> bool:
    """增长13.95。: a rate without its sign, right behind the amount that it is of."""
    before = text.preceding(mention)
    ends = re.match(r"\s*(?:[，。；,;]|$)", text.passage.text[mention.end : mention.end + 2])
    return bool(
        before is not None
        and before.dimension == "money"
        and ends
        and mention.figure.number.places
        and len(text.between(before, mention)) < 14
    )


def _fund(text: Text, name: str, words: str, lead: str) -> str:
    if name not in FUNDED and not name.startswith(("类:", "项:", "款:")):
        return ""
    return fund(words, lead, *reversed(text.passage.sections))


def _year(text: Text, mention: Mention) -> int | None:
    years = [
        int(other.figure.number.value)
        for other in text.others
        if other.kind is Kind.YEAR and mention.clause <= other.start < mention.start
    ]
    return years[-1] if years else None
