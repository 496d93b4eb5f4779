"""Counted lists (列举计数): 甲广场、乙广场、丙公园共 3 处 · 3 个下属单位（甲、乙、丙） · 五大任务：
一、…五、….

A list with 等 is open: there are at least so many.  和/及 may join two items or stand inside
one, so both counts are tried: only when neither gives the stated one is the list doubtful.
A list that merely stands beside a number (甲、乙两个村) is believed only when it counts so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import plain
from checker.figure import Figure
from checker.number import Number, Unit
from checker.numeral import integer

ITEM = r"[^，。；：:（）()\n]"
JOINED = re.compile(r"以及|和|及|与|或")
BRACKET = re.compile(
    r"(?P<noun>[^，。；：（）()、\d]{0,14})[（(](?P<list>[^（）()，。；：\d]*、[^（）()，。；：\d]*)[）)]"
)
AFTER = re.compile(
    rf"(?P<noun>[^，。；：:（）()、\d]{{0,14}})(?:[，,]?\s*(?:即|分别是|分别为|包括|包含)|[：:])\s*(?P<list>{ITEM}*、{ITEM}*)(?=[，。；\n]|$)"
)
MARKED = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．是）)]")
TOGETHER = re.compile(r"(?:合计|共计|总计|总共|共)\s*$")
QUOTED = re.compile(r"“[^”]{0,30}”|《[^》]{0,40}》|“[^”]*$")
NEAR, FAR = 2, 5
LEAD = re.compile(
    r"^.*?(?:完成|开展|建设|新增|打造|改造|修建|包括|推进|整治|设立|加强对|围绕|针对|对|在|涵盖|覆盖|实现|达到|落实|构建|建立|形成|坚持)+(?:了)?"
)
# 一是… after a number of things, and how the first of them is marked.
MARKS = (
    re.compile(r"([一二三四五六七八九十]{1,3})是"),
    re.compile(r"([一二三四五六七八九十]{1,3})、"),
    re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"(?<!\d)(\d{1,2})[.．、](?!\d)"),
    re.compile(r"[（(](\d{1,2})[）)]"),
    re.compile(r"第([一二三四五六七八九十]{1,3})[，,、]"),
)
LEVELS = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{1,8}(?:[—-]+[\u4e00-\u9fff]{1,8})+|[\u4e00-\u9fff]{1,4}(?:、[\u4e00-\u9fff]{1,4})+)”?"
    r"(?P<n>[二三四五六七])级"
)
LEVEL = re.compile(r"[二三四五六七]级")  # quickly told where there is none
SLOGAN = re.compile(r"“(?P<n>[二三四五六七八九两])(?P<what>[\u4e00-\u9fff]{1,4})”")
COUNTED = Unit("", "listed", whole=True)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for count in text.mentions:
            number = count.figure.number
            if number.counts and plain(count) and 2 <= number.value <= 60:
                yield from _counted(text, count)
        known = {count.start for count in text.mentions}
        levels = LEVELS.finditer(text.passage.text) if LEVEL.search(text.passage.text) else ()
        for found in levels:
            if found.start("n") not in known:
                yield from _levels(text, found)
        for found in SLOGAN.finditer(text.passage.text):
            yield from _slogan(text, found)


def _counted(text: Text, count: Mention) -> Iterator[Claim]:
    stated = int(count.figure.number.value)
    for items, near in ((_behind(text, count), FAR), (_before(text, count), NEAR)):
        if items is not None:
            found = _number(items, stated)
            # 培训、会议、活动共 20 场 counts the events, not the kinds listed.
            if abs(found - stated) <= near:
                yield _claim(count, found)
            return
    if (items := _beside(text, count)) is not None:
        if _number(items, stated) == stated:
            yield _claim(count, stated)
        return
    marked = _marked(text, count)
    if marked is not None and abs(marked - stated) <= NEAR:
        yield _claim(count, marked)


def _claim(count: Mention, counted: int) -> Claim:
    return Claim("count", count.figure, counted=counted, subject=count.label)


def _before(text: Text, count: Mention) -> str | None:
    """甲、乙、丙共 N 处: the list right before 共."""
    head = _head(text, count.start)
    if not TOGETHER.search(head) or "、" not in head:
        return None
    listed = TOGETHER.sub("", head)
    if re.search(r"等[^、]*$|\d", listed):
        return None
    return LEAD.sub("", listed)


def _head(text: Text, at: int) -> str:
    start = max(text.sentences[text.sentence_at(at)][0], at - 160)
    return re.split(r"[，。；：:（）]", text.passage.text[start:at])[-1]


def _behind(text: Text, count: Mention) -> str | None:
    """N 个下属单位（甲、乙、丙） · N 个：甲、乙、丙 · N 个，分别是甲、乙、丙."""
    limit = min(text.sentences[count.sentence][1], count.end + 300)
    for form in (BRACKET, AFTER):
        found = form.match(text.passage.text, count.end, limit)
        if found is None or re.search(r"等[^、]{0,4}$|其中|\d", found["list"]):
            continue
        if (form is BRACKET and not found["noun"]) or MARKED.match(found["list"]):
            continue
        return found["list"]
    return None


def _beside(text: Text, count: Mention) -> str | None:
    """甲、乙两个城中村 · “甲+乙+丙+丁”四大模块 · 甲—乙—丙三级: the list just before the number."""
    head = _head(text, count.start).rstrip()
    if plus := re.search(r"“([^“”]*[+—][^“”]*)”$", head):
        return re.sub(r"[+—]+", "、", plus[1])
    if dashes := re.search(r"([\u4e00-\u9fff]{1,12}(?:[—-]+[\u4e00-\u9fff]{1,12})+)$", head):
        return re.sub(r"[—-]+", "、", dashes[1])
    if quoted := re.search(r"(?:“[^“”]+”){2,}$", head):
        return "、".join("甲" * quoted[0].count("“"))
    if "、" not in head or head.endswith(("等", "共")) or re.search(r"\d\s*$", head):
        return None
    return LEAD.sub("", QUOTED.sub("甲", head))


def _number(items: str, stated: int) -> int:
    """How many things the list names; the count that agrees, if either does."""
    items = QUOTED.sub("甲", items)
    plainly = len([item for item in items.split("、") if item.strip()])
    joined = plainly + len(JOINED.findall(items))
    return stated if plainly <= stated <= joined else (plainly if stated < plainly else joined)


def _marked(text: Text, count: Mention) -> int | None:
    """五大任务的目标：一、…二、…五、…: how far the marks go that begin right behind."""
    passage = text.passage.text
    colon = re.compile(r"[^，。；：:]{0,16}[：:。]\s*").match(passage, count.end, count.end + 24)
    if colon is None:
        return None
    for mark in MARKS:
        first = mark.match(passage, colon.end())
        if first is None or _value(first[1]) != 1:
            continue
        due = 2
        for found in mark.finditer(passage, first.end()):
            if _value(found[1]) == due and passage[found.start() - 1] in "。；;，,！ \n":
                due += 1
            elif _value(found[1]) == 1:
                break
        return due - 1 if due > 2 else None
    return None


def _value(digits: str) -> int | None:
    return int(digits) if digits.isdigit() else integer(digits)


def _levels(text: Text, found: re.Match[str]) -> Iterator[Claim]:
    """领导—专班—专员三级联动: what merely stands beside counts only where it counts so."""
    stated = integer(found["n"]) or 0
    if len(re.split(r"[—、-]+", found["list"])) == stated:
        yield Claim("count", _figure(text, found, stated), counted=stated, subject=found[0])


def _slogan(text: Text, found: re.Match[str]) -> Iterator[Claim]:
    """单位、人员、时间、任务、要求“五明确” · “五必访”制度，逢甲、乙、丙、丁和戊必访."""
    stated = integer(found["n"].replace("两", "二")) or 0
    sentence = text.sentence_at(found.start())
    begin, end = text.sentences[sentence]
    passage = text.passage.text
    head = re.split(r"[，。；：:（）]", passage[max(begin, found.start() - 160) : found.start()])[
        -1
    ]
    tail = re.match(
        r"[^，。；：:]{0,10}[，：:（]([^，。；：:]*、[^，。；：:]*)",
        passage[found.end() : end][:200],
    )
    for items in (LEAD.sub("", head), tail[1] if tail else ""):
        if "、" in items and _number(items, stated) == stated:
            yield Claim("count", _figure(text, found, stated), counted=stated, subject=found[0])
            return


def _figure(text: Text, found: re.Match[str], value: int) -> Figure:
    """The numeral of a slogan as a figure."""
    from checker.figure import Sentence

    start, end = found.span("n")
    begin, stop = text.sentences[text.sentence_at(start)]
    words = text.passage.text[begin:stop]
    margin = begin + len(words) - len(words.lstrip())
    return Figure(
        place=text.passage.span.place(text.document, start, end),
        number=Number(found["n"], Decimal(value), 0, COUNTED),
        label="",
        term="listed",
        sentence=Sentence(words.strip(), text.passage.span.origins[begin][0], text.passage.section),
        at=(start - margin, end - margin),
    )
