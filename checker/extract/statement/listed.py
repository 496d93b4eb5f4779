"""Lists of parts (分项列举) that are spread out, or that name their total before them.

包括：1.本年收入 A 万元。… 2.年初结转 B 万元。… in numbered paragraphs · 收入包括：…；支出包括：… ·
公务用车运行维护费中，加油 A 万元，维修 B 万元 ·
A 万元（其中：一般公共预算 B 万元；政府性基金 C 万元）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.extract.claim import Claim
from checker.extract.mention import Text
from checker.extract.passage import NUMBERED
from checker.extract.phrase.fit import adds_up, slipped
from checker.extract.phrase.whole import OPEN, rest
from checker.extract.phrase.words import direction
from checker.extract.statement.find import LEVELS
from checker.extract.statement.item import item
from checker.extract.statement.reading import Said
from checker.numeral import integer

COLON = re.compile(r"(?:包括|其中|如下|分别为)\s*(?:（[^（）]*）|\([^()]*\))?\s*[：:]\s*$")
BOTH = re.compile(r"(?P<side>收入|支出)(?:总?预算)?包括\s*[：:]")
INSIDE = re.compile(r"(?P<name>[^，。；：（）()]{2,24}?)中[，,]")
BRACKET = re.compile(r"\s*[（(]\s*其中\s*[：:]")
VEHICLES = re.compile(r"(?:共有|安排购置|保有|拥有)(?:公务用?)?车辆?(?=\s*\d)")
MARK = re.compile(r"\s*[（(]?\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)、.．]")
AGAIN = re.compile(r"；\s*(?:其中[：:，]?)?按")
LEAST = 3


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    texts = [(text, list(run)) for text, run in groupby(said, key=lambda one: one.text)]
    for at, (text, run) in enumerate(texts):
        yield from _numbered(texts[at:], text, run)
        yield from _sides(text, run)
        yield from _inside(said, text, run)
        yield from _bracketed(run)


def vehicles(texts: Sequence[Text]) -> Iterator[Claim]:
    """共有车辆 N 辆，其中：机要通信用车 a 辆、…、其他用车 z 辆: every kind is told."""
    for text in texts:
        for found in VEHICLES.finditer(text.passage.text):
            sentence = text.sentence_at(found.start())
            after = [
                m
                for m in text.mentions
                if m.start >= found.start() and m.unit == "辆" and m.sentence - sentence <= 1
            ]
            if not after or after[0].start > found.end() + 2 or direction(after[0].label):
                continue
            kinds = [m for m in after[1:] if m.label.strip().endswith("用车")]
            last = kinds[-1].label if kinds else ""
            if len(kinds) >= LEAST and "其他" in last:
                yield Claim(
                    "sum", after[0].figure, parts=tuple(m.figure for m in kinds), subject="vehicles"
                )


def _levels(run: Sequence[Said]) -> list[Said]:
    return [one for one in run if one.role in LEVELS and one.mention.bracket is None]


def _claim(total: Said, parts: Sequence[Said]) -> Claim:
    return Claim("sum", total.figure, parts=tuple(one.figure for one in parts), subject=total.item)


def _believed(total: Said, parts: Sequence[Said]) -> bool:
    mentions = [one.mention for one in parts]
    return adds_up(total.mention, mentions) or slipped(total.mention, mentions)


def _numbered(
    texts: Sequence[tuple[Text, list[Said]]], text: Text, run: Sequence[Said]
) -> Iterator[Claim]:
    """The first amounts of the paragraphs 1. 2. 3. behind one that ends with 包括：."""
    levels = _levels(run)
    if not levels or not COLON.search(text.passage.text):
        return
    parts: list[Said] = []
    for other, inside in texts[1:]:
        number = _number(other.passage.text)
        if number == len(parts) + 1 and (amounts := _levels(inside)):
            parts.append(amounts[0])
        elif number is not None:
            break
    if len(parts) > 1 and _believed(levels[-1], parts):
        yield _claim(levels[-1], parts)


def _number(text: str) -> int | None:
    found = MARK.match(text) if NUMBERED.match(text) else None
    if found is None:
        return None
    return int(found["n"]) if found["n"].isdigit() else integer(found["n"])


def _sides(text: Text, run: Sequence[Said]) -> Iterator[Claim]:
    """收支总预算 T 万元 with what the income and what the expenditure consist of."""
    for found in BOTH.finditer(text.passage.text):
        before = [one for one in _levels(run) if one.mention.end <= found.start()]
        total = next((one for one in reversed(before) if "both" in one.item), None)
        end = re.compile("[；。]").search(text.passage.text, found.end())
        stop = end.start() if end else len(text.passage.text)
        parts = [one for one in _levels(run) if found.end() <= one.mention.start < stop]
        told = [m for m in text.within(found.end(), stop) if m.dimension == "money"]
        if total is None or len(parts) < 2 or len(told) != len(parts):
            continue
        if OPEN.search(text.passage.text[found.end() : stop]):
            continue
        yield _claim(total, parts)


def _inside(said: Sequence[Said], text: Text, run: Sequence[Said]) -> Iterator[Claim]:
    """公务用车运行维护费中，加油 A 万元，维修 B 万元，其他 C 万元."""
    for found in INSIDE.finditer(text.passage.text):
        name = item(found["name"])
        sentence = text.sentence_at(found.end())
        parts = [
            one
            for one in _levels(run)
            if one.mention.sentence == sentence and one.mention.start >= found.end()
        ]
        if again := AGAIN.search(text.passage.text, found.end()):  # 甲 A、乙 B；按类别分，丙 C …
            parts = [one for one in parts if one.mention.start < again.start()]
        totals = [
            one
            for one in said
            if one.item == name and one.role in LEVELS and one.named and one not in parts
        ]
        if not name or len(parts) < LEAST:
            continue
        whole = rest(parts[-1].mention) or _funds(parts)
        total = next((one for one in reversed(totals) if _believed(one, parts)), None)
        if total is None and whole and len({one.figure.number.exact for one in totals}) == 1:
            total = totals[-1]
        if total is not None:
            yield _claim(total, parts)


def _bracketed(run: Sequence[Said]) -> Iterator[Claim]:
    """The funds that an amount came from, all of them, in the bracket behind it."""
    for at, total in enumerate(run):
        text = total.text.passage.text
        if total.role not in LEVELS or not BRACKET.match(text, total.mention.end):
            continue
        opened = run[at + 1].mention.bracket if at + 1 < len(run) else None
        parts = [
            one for one in run[at + 1 :] if opened is not None and one.mention.bracket == opened
        ]
        parts = [one for one in parts if one.mention.dimension == "money"]
        if len(parts) > 1 and (_believed(total, parts) or _funds(parts)):
            yield _claim(total, parts)


def _funds(parts: Sequence[Said]) -> bool:
    return {item(one.words) for one in parts} >= {"general", "government_fund"}
