"""Durations (时长): 历经 4 个月（8 月-11 月） · 自 3 月起至 11 月止，历时 9 个月.

Both ends count.  Where the months stand in a clause of their own, from one to the other may
also be meant without the first; such a span is doubted only when neither reading holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.scan import cell
from checker.figure import Figure
from checker.numeral import integer

DAY = r"(?:\s*(?:\d{1,2}\s*[日号]|[上中下]旬|底|初))?"
MONTHS = (
    rf"(?:(?P<y>\d{{4}})\s*年\s*)?(?P<a>\d{{1,2}})\s*(?:月份?)?(?P<early>{DAY})\s*(?:起|开始|启动|开工|动工|正式\S{{0,4}})?\s*[-—–~～至到]+\s*"
    rf"(?:(?P<z>\d{{4}}|次|翌)\s*年\s*)?(?P<b>\d{{1,2}})\s*月份?(?P<late>{DAY})"
)
BEHIND = re.compile(rf"个月\s*[（(]\s*{MONTHS}\s*(?:止|底)?\s*[）)]")
BEFORE = re.compile(
    rf"{MONTHS}\s*(?:止|期间|底|(?:全面|全部)?(?:完成|完工|竣工|结束|建成))?\s*[，,（(]?\s*(?:前后)?(?:共计?|历时|历经|为期|持续|用时|总计|合计|总工期)\s*(?:约|近)?\s*$"
)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for stated in text.mentions:
            if stated.unit == "个月":
                yield from _claim(text, stated)


def _claim(text: Text, stated: Mention) -> Iterator[Claim]:
    passage = text.passage.text
    found = BEHIND.match(passage, stated.end - len("个月"), stated.end + 50)
    begin = text.sentences[stated.sentence][0]
    loose = found is None
    if found is None:
        found = BEFORE.search(passage, max(begin, stated.start - 60), stated.start)
    if found is None:
        return
    years = _years(found)
    first, last = (_month(text, stated, found, name) for name in "ab")
    if years is None or first is None or last is None:
        return
    months = int(found["b"]) - int(found["a"]) + 1 + 12 * years
    value = stated.figure.number.value
    if years > 1 or (loose and (found["early"] or found["late"]) and value == months - 1):
        return
    if loose and value == months - 1:
        return
    yield Claim(
        "duration",
        stated.figure,
        base=first,
        current=last,
        explicit=not loose,
        subject=stated.label,
    )


def _years(found: re.Match[str]) -> int | None:
    """How many years later the second month is; None: it cannot be told."""
    if found["z"] and not found["z"].isdigit():
        return 1
    if found["z"]:
        return int(found["z"]) - int(found["y"]) if found["y"] else None
    return 0 if int(found["b"]) >= int(found["a"]) else 1


def _month(text: Text, near: Mention, found: re.Match[str], name: str) -> Figure | None:
    start, end = found.span(name)
    number = cell(found[name])
    if number is None or not 1 <= (integer(found[name]) or int(found[name])) <= 12:
        return None
    shift = near.figure.at[0] - near.start
    return Figure(
        place=text.passage.span.place(text.document, start, end),
        number=number,
        label="月",
        term="month",
        sentence=near.figure.sentence,
        at=(start + shift, end + shift),
    )
