"""Sums in prose (合计): 共 148 条（其中线上 58 条，线下 90 条） · 甲 a 场、乙 b 场，共 c 场.

Where a list of parts ends is told by its sum: the parts up to the one that completes the
total.  Where nothing completes it, the list must be known to be whole before the total is
doubted: its last item is what remains, the wording divides (分别, 分为), its labels are two
halves of one thing (线上, 线下) or steps of one ladder (一等奖, 二等奖, 三等奖), another unit
of the same list adds up, its shares make 100 %, or one digit alone is off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, REACH, Mention, Text
from checker.extract.phrase.closing import SPAN, closing
from checker.extract.phrase.fit import (
    adds_up,
    exceeded,
    measures_alike,
    nearly,
    overlapping,
    plain,
    slipped,
)
from checker.extract.phrase.listing import (
    LIMIT,
    NAMES,
    broken_off,
    chosen,
    compared,
    limit,
    members,
    passed_over,
    summed,
    together,
)
from checker.extract.phrase.whole import alike, apart, beyond, divided, open_, rest, shared
from checker.extract.phrase.words import CLOSING, HAD, TAKEN, direction
from checker.figure import Figure

AMONG = re.compile(
    r"(?P<among>其中|(?:(?<=[个件人户家项宗起名条处])|(?<=个机构)|(?<=个单位)|(?<=个项目)|(?<=名人员))中[，,](?=[^，。；、\d]{1,8}\d))|(?P<divides>分别(?:为|是|有)|分为|具体(?:为|是)|来源(?:为|于|是|[:：])|(?P<by>按[^，。；、：\d]{2,10}?(?:划分|分类|分|看|统计)[：:，])|由(?=[^，。；]{1,40}(?:组成|构成)))"
    r"|用于[^，。；：\d]{0,10}[：:](?=\s*一是)"
    r"|(?P<holds>包括|包含|涵盖|含(?=[^，。；、]{0,10}\d))"
)
# What a total at the end of its parts is called.
CLOSED = re.compile(r"[）)]")
BRACKET = re.compile(r"[^，。；、（(：]{0,12}([（(])")
COLON = re.compile(r"[^，。；、（(：\d]{0,12}(?:[：:]|——)\s*")
OPENED = re.compile(
    r"(?:构成|结构|明细|组成|用途[分看]?|性质[分看]?|科目[分看]?|具体)(?:为|是|如下)?[：:，]$"
)
EACH = re.compile(r"均[为约是\s]*$|平均[^，。；、]{0,6}$")  # 班均 40 人: no total


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    prior: list[Mention] = []
    for text in texts:
        seen: set[Figure] = set()
        for found in AMONG.finditer(text.passage.text):
            yield from _among(text, found, taken, seen)
        if text.region == PROSE and not text.passage.heading:
            yield from _opening(text, prior, taken, seen)
            amounts = [m for m in text.mentions if m.dimension == "money" and m.bracket is None]
            prior = [*prior, *amounts][-LIMIT:]
        for total in text.mentions:
            if not total.percent and plain(total) and total.unit:
                yield from _bracketed(text, total, taken, seen)
        for total in text.mentions:
            if not total.percent and total.unit:
                yield from closing(text, total, taken, seen)


def _among(
    text: Text, found: re.Match[str], taken: Collection[Figure], seen: set[Figure]
) -> Iterator[Claim]:
    """The list that an opening word announces, for each unit that it is told in."""
    totals = _totals(text, found)
    level = {m.unit for m in totals if not compared(text, m)}
    # 车辆 11 辆，比上年减少 1 辆。其中，…: the list is of the 11.
    totals = [m for m in totals if m.unit not in level or not compared(text, m)]
    exact = {m.dimension for m in totals if not limit(m)}
    # 经费 6.84 万元，控制在预算 8.00 万元以内，其中 …: the list is of the 6.84
    totals = [m for m in totals if not (limit(m) and m.dimension in exact)]
    inside = _parts(text, found.end())
    if not inside or not totals:
        return
    listed: dict[str, tuple[Mention, list[Mention], bool]] = {}
    for total in totals:  # the nearest first
        own = members(inside, total)
        parts, fits = chosen(text, total, own)
        key = "人" if total.unit in NAMES else total.dimension
        if not parts or (key in listed and listed[key][2]):
            continue
        if key in listed and fits and len(parts) < len(together(text, own)):
            continue  # some of the list make an amount that is not the nearest, by chance
        if key in listed and fits and passed_over(inside, parts):
            continue  # 8 个科室，下属单位 61 个，其中本级 1 个，学校 52 所，其他 7 个: nor 8
        # Where none is made of the parts, it is the one that a slip parts from them.
        before = listed.get(key)
        if before is None or fits or (nearly(total, parts) and not nearly(*before[:2])):
            listed[key] = total, parts, fits
    if found[0].startswith("分别"):
        listed = {key: one for key, one in listed.items() if not _own(text, *one)}
    companion = _parallel([parts for _total, parts, _fits in listed.values()]) or any(
        fits and len(parts) > 1 for _total, parts, fits in listed.values()
    )
    for total, parts, fits in sorted(listed.values(), key=lambda one: one[0].start):
        again = total.figure in seen and not found["by"]
        if again or (total.figure in taken and all(p.figure in taken for p in parts)):
            continue
        if not fits and found["by"] and _anew(text, found):
            continue
        if len(parts) == 1:
            yield from _single(text, found, total, totals, parts[0])
            continue
        if not fits and len(parts) > 2 and _exactly(parts[0], parts[1:]):
            # 986 人，其中卫技 842 人，卫技人员中医师 286 人 …: the list is of its first item
            seen.add(parts[0].figure)
            yield summed(parts[0], parts[1:])
            continue
        seen.add(total.figure)
        whole = parts if fits else _whole(text, found, total, parts, companion=companion)
        yield summed(total, whole or parts, complete=bool(whole))
        for part in () if whole else beyond(text, found.start(), total, parts):
            yield Claim("subset", part.figure, whole=total.figure, subject=total.label)


def _anew(text: Text, found: re.Match[str]) -> bool:
    """支出中，基本支出 a，项目支出 b；按功能分类，…: the list is of the two together."""
    begin = text.sentences[text.sentence_at(found.start())][0]
    first = next(one for one in AMONG.finditer(text.passage.text, begin) if one["by"]).start()
    listed = text.passage.text[begin:first].rstrip().endswith("；")
    return listed and len(text.within(begin, first)) > 1


def _opening(
    text: Text, prior: Sequence[Mention], taken: Collection[Figure], seen: set[Figure]
) -> Iterator[Claim]:
    """支出构成：甲 A、乙 B …: a paragraph that lists what an amount before it is made of."""
    first = text.mentions[0] if text.mentions else None
    if first is None or not OPENED.search(text.passage.text[: first.start - len(first.label)]):
        return
    parts = [m for m in text.of_sentence(first.sentence) if m.dimension == "money"]
    parts = [m for m in parts if m.bracket is None and not compared(text, m)][:LIMIT]
    if any(m.figure in taken for m in parts):
        return
    for total in reversed(prior):
        for end in range(len(parts), 2, -1):
            some = parts[:end]
            if total.figure not in seen and (adds_up(total, some) or slipped(total, some)):
                seen.add(total.figure)
                yield summed(total, some)
                return


def _exactly(whole: Mention, parts: Sequence[Mention]) -> bool:
    return sum(part.figure.number.exact for part in parts) == whole.figure.number.exact


def _own(text: Text, total: Mention, parts: Sequence[Mention], fits: bool) -> bool:
    """发放甲 a 份、乙 b 份，合计 c 份，回收分别为 d 份、e 份，合计 f 份: c is not of d and e."""
    if fits:
        return False
    after = text.following(parts[-1])
    if after is not None and after.unit == parts[-1].unit and CLOSING.match(after.label):
        return True
    before = [m for m in text.before(parts[0], SPAN) if m.unit == total.unit]
    closed = CLOSING.match(total.label) is not None
    return len(before) - closed == len(parts)


def _parallel(lists: Sequence[Sequence[Mention]]) -> bool:
    """Whether each total has three parts or more of its own: 42 个、M 万元；6 个、N 万元；…."""
    lengths = {len(parts) for parts in lists}
    own = {parts[0].start for parts in lists if parts}
    return len(own) > 1 and len(own) == len(lists) and len(lengths) == 1 and min(lengths) > 2


def _whole(
    text: Text, found: re.Match[str], total: Mention, parts: Sequence[Mention], *, companion: bool
) -> Sequence[Mention]:
    """The parts of a list that is known to be whole though it does not add up; else none."""
    if open_(text, parts) and not found[0].startswith("用于"):  # 一是…等；二是…等
        return ()
    if shared(text, total, parts):
        return ()
    if found["divides"] or companion or rest(parts[-1]) or slipped(total, parts):
        return parts
    if found["holds"] and len(parts) > 2 and apart(text, parts):
        return parts
    if alike(text, total, parts):
        return parts
    if (first := broken_off(text, parts)) and slipped(total, first):
        return first
    if apart(text, parts) and overlapping(total, parts):
        return parts
    if total.dimension == "money" and exceeded(total, parts) and slipped(total, parts, digits=3):
        return parts
    for end in range(len(parts), 1, -1):
        if divided(text, total, parts[:end]):
            return parts[:end]
    return ()


def _single(
    text: Text, found: re.Match[str], total: Mention, totals: Sequence[Mention], part: Mention
) -> Iterator[Claim]:
    """其中 and one item: no more than the total; which total, the figures tell."""
    start = part.start
    between = text.passage.text[found.end() : start]
    if found["among"] is None or re.search(r"[；等。]", between) or not plain(part):
        return
    alike = [m for m in text.within(found.end(), start) if m.unit == part.unit]
    if alike or direction(part.label):
        return
    wholes = [m for m in totals if measures_alike(m, part) and m.figure.number.value > 0]
    wholes = [m for m in wholes if not compared(text, m)]
    within = [m for m in wholes if part.figure.number.exact <= m.figure.number.exact]
    if wholes:
        whole = within[0] if within else total
        yield Claim("subset", part.figure, whole=whole.figure, subject=whole.label)


def _totals(text: Text, found: re.Match[str]) -> list[Mention]:
    """What the list may be of, the nearest first: the figures of the clauses just before it.

    They stand in the sentence of the list or (when the list opens a sentence) in the
    sentence before.
    """
    start, passage = found.start(), text.passage.text
    sentence = text.sentence_at(start)
    begin = text.sentences[sentence][0]
    opening = not passage[begin:start].strip(" ，,（(")
    # 支出 N 万元，比预算多 D。支出按经济分类：甲 A、乙 B: of what the sentence before tells
    # … 按性质分：…；按经济分类：…: so is each list of a sentence that opens with one
    first = next(AMONG.finditer(passage, begin)) if found["by"] else found
    opening = opening or bool(found["by"] and not text.within(begin, first.start()))
    if opening:
        if not sentence:
            return []
        begin = text.sentences[sentence - 1][0]
    bracket = text.bracket_at(start)
    before = [
        m
        for m in text.within(max(begin, start - REACH), start)
        if not (m.percent or m.dimension == "point" or EACH.search(m.label))
        and (m.bracket is None or m.bracket == bracket)
    ]
    if bracket is not None:
        own = [m for m in reversed(before) if m.bracket == bracket]
        return own or [m for m in reversed(before) if m.end <= bracket <= m.end + 20]
    if found["by"]:  # 按类别分：…；按等级分：… are of one total
        first = next(
            one for one in AMONG.finditer(passage, text.sentences[sentence][0]) if one["by"]
        )
        before = [m for m in before if m.start < first.start()]
    cut = passage.rfind("；", begin, start) if not (opening or found["by"]) else -1
    if cut >= 0 and not passage[cut + 1 : start].strip(" ，,"):
        cut = passage.rfind("；", begin, cut)  # …；其中: the list is of what stands before
    return [m for m in reversed(before) if m.start > cut]


def _parts(text: Text, start: int) -> list[Mention]:
    """The figures that may be parts: to the end of the sentence, or of the bracket."""
    bracket = text.bracket_at(start)
    sentence = text.sentences[text.sentence_at(max(start - 1, 0))]
    end = min(sentence[1], start + SPAN)
    if bracket is not None and (closed := CLOSED.search(text.passage.text, start, end)):
        end = closed.start()
    return [m for m in text.within(start, end) if m.bracket == bracket]


def _bracketed(
    text: Text, total: Mention, taken: Collection[Figure], seen: set[Figure]
) -> Iterator[Claim]:
    """共 N 个（A a 个，B b 个） · N 项：A a 项、B b 项: the list right behind a total."""
    if total.figure in seen:
        return
    passage = text.passage.text
    opened = BRACKET.match(passage, total.end, total.end + 16)
    listed = opened or COLON.match(passage, total.end, total.end + 18)
    if listed is None:
        return
    end = min(listed.end() + SPAN, text.sentences[total.sentence][1])
    bracket = listed.start(1) if opened else total.bracket
    parts = [
        m
        for m in text.within(listed.end(), end)
        if m.bracket == bracket and m.unit == total.unit and not compared(text, m)
    ][:LIMIT]
    inside = passage[listed.end() : parts[-1].end + 8] if parts else ""
    if len(parts) < 2 or AMONG.search(inside[:6]):
        return
    if total.figure in taken and all(p.figure in taken for p in parts):
        return
    some, fits = chosen(text, total, parts)
    sure = fits or alike(text, total, some) or divided(text, total, some)
    if len(some) < 2 or (opened is None and not sure) or any(map(_stock, some)):
        return
    seen.add(total.figure)
    whole = fits or (not open_(text, some) and not re.search(r"其中|含", inside))
    yield summed(total, some, complete=whole)


def _stock(part: Mention) -> bool:
    """年初 325 家、退库 20 家: parts of a balance."""
    return bool(re.search(rf"^\s*(?:{HAD}|{TAKEN})", part.label))
