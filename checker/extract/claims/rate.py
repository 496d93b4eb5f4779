"""Rates in prose (比率): 受理 92 件，办结 90 件，办结率 97.83% · 完成 38.68 公顷，完成率 96.92%.

A rate is tied to a number only when words tie them: the rate's stem stands in the number's
label (签约 1342 栋，签约率), or the rate is one of handling (整改率, 办结率) and the number
counts what came in (排查, 受理).  A qualified rate (按时办结率) has a base of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.figure import Figure

RATE = re.compile(
    r"(?P<qualifier>按时|按期|及时|现场|一次性|当场|按月|准时)?(?P<stem>[\u4e00-\u9fff]{2,8}?)率[达到为是至约近\s超过高]*$"
)
DONE = re.compile(
    r"(?P<stem>完成)(?:年度|全年|年初|预定|总)?(?:目标)?(?:任务|指标|计划|目标)(?:数|量|总量|值)?的?(?:完成率)?[达到为约\s]*$"
    r"|指标完成率?[达到为约\s]*$|完成(?P<stem2>签约|拆除|建设|改造|征收|接收|摸查|排查|整治|工程量|投资)的?[达到为约\s]*$"
)
SHARE = re.compile(
    r"占(?:比|[^，。；]{0,12}?(?:总量|总数|总额|总面积|全部|比重|比例)?的?)[达到为约\s]*$"
)
CHANGE = re.compile(
    r"同比|环比|[比较](?:上年|上一年|去年|年初|上期)|增长|下降|上升|提高|提升|减少|增加|降低|涨|跌"
)
# 办理类: rates whose base is what came in.
HANDLING = (
    "整改",
    "办结",
    "处置",
    "处理",
    "化解",
    "完成",
    "答复",
    "回复",
    "反馈",
    "销号",
    "调解",
    "结案",
    "整治",
    "落实",
)
INCOMING = re.compile(
    r"受理|排查|发现|接收|收到|接到|交办|登记|转办|摸排|巡查|上报|投诉|计划|应|任务|目标|共|各类|全部|总数|需"
)
DONE_WORDS = re.compile(r"完成|已|实际|办结|整改|处置|签约|拆除|上报|化解|落实")
REACH = 30


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        yield from _claims(text, taken)


def _claims(text: Text, taken: Collection[Figure]) -> Iterator[Claim]:
    for rate in text.mentions:
        if rate.percent and rate.figure not in taken and not CHANGE.search(rate.label):
            yield from _rate(text, rate, taken)


def _rate(text: Text, rate: Mention, taken: Collection[Figure]) -> Iterator[Claim]:
    near = _near(text, rate)
    if near is None or near.figure in taken:
        return
    if extra := _outside(text, rate):
        # 上报率 102.67%（底册外新增 48 户）: the register is what was reported less the extra.
        yield Claim(
            "ratio", rate.figure, part=near.figure, minus=(extra.figure,), subject=rate.label
        )
        return
    if DONE.search(rate.label):
        yield Claim("implied", rate.figure, part=near.figure, subject=rate.label)
        return
    named = RATE.search(rate.label)
    if named is None:
        if SHARE.search(rate.label) and not re.search(r"占(?:预算|全年|年初)", rate.label):
            yield Claim("implied", rate.figure, part=near.figure, subject=rate.label)
        return
    stem, qualified = named["stem"], bool(named["qualifier"])
    if not qualified and (whole := _whole(text, rate, near, stem)):
        yield Claim("ratio", rate.figure, part=near.figure, whole=whole.figure, subject=rate.label)
        return
    said = near.label + near.after
    if _tied(stem, said):
        role = (
            "whole" if INCOMING.search(near.label) and not DONE_WORDS.search(near.label) else "part"
        )
        yield _implied(rate, near, role)
    elif stem.endswith("完成"):
        yield _implied(rate, near, "whole" if INCOMING.search(near.label) else "part")
    elif stem.endswith(HANDLING) and INCOMING.search(said):
        yield _implied(rate, near, "whole")


def _implied(rate: Mention, near: Mention, role: str) -> Claim:
    whole = near.figure if role == "whole" else None
    part = near.figure if role == "part" else None
    return Claim("implied", rate.figure, part=part, whole=whole, subject=rate.label)


def _tied(stem: str, said: str) -> bool:
    """Whether the rate's stem, or its last word of two characters, is said of the number."""
    return stem in said or stem[-2:] in said


def _near(text: Text, rate: Mention) -> Mention | None:
    """The number that the rate follows: the nearest in the sentence, outside brackets, no rate."""
    at = text.mentions.index(rate)
    for mention in reversed(text.mentions[:at]):
        between = text.passage.text[mention.end : rate.start]
        if mention.sentence != rate.sentence or "；" in between or len(between) > 2 * REACH:
            return None
        if mention.bracket is not None and mention.bracket != rate.bracket:
            continue
        if mention.percent:
            continue
        if mention.dimension == "point" or len(between) > REACH:
            return None
        return mention
    return None


def _whole(text: Text, rate: Mention, part: Mention, stem: str) -> Mention | None:
    """The number that ``part`` is a share of, when the words say so."""
    if not _tied(stem, part.label):
        return None
    at = text.mentions.index(part)
    for mention in reversed(text.mentions[:at]):
        between = text.passage.text[mention.end : part.start]
        if mention.sentence != part.sentence or "；" in between or len(between) > 2 * REACH:
            return None
        if mention.percent or mention.bracket is not None:
            continue
        if mention.unit == part.unit and INCOMING.search(mention.label):
            return mention
        return None
    return None


def _outside(text: Text, rate: Mention) -> Mention | None:
    """What a bracket right after the rate says was added outside the register."""
    at = text.mentions.index(rate)
    if at + 1 == len(text.mentions):
        return None
    extra = text.mentions[at + 1]
    opened = extra.bracket is not None and extra.bracket == rate.end
    return extra if opened and re.search(r"外新?增", extra.label) else None
