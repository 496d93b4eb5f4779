"""Parts and wholes in prose (部分与总体): 征集 294 个，已完成 219 个 · 受理 92 件，办结 90 件.

A plan is no bound (计划 10 项，完成 12 项 is right), so 计划 and 目标 are left out.  Where
counters differ (39 个项目 … 已完成 38 项) or the two stand far apart, the tie is believed
only when the figures bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import measures_alike, plain
from checker.extract.phrase.words import direction, kin
from checker.figure import Figure

NEAR, FAR = 30, 90
# What came in or stands there, and what was done with it.
PAIRS = (
    (
        re.compile(
            r"征集|受理|收集|调处|调解|排查|发现|接到|收到|接收|接报|交办|摸排|确定|梳理|登记|转办|申报|立项|事件|签约项目|的\s*$"
        ),
        re.compile(
            r"^\s*(?:已|均已|现已|目前已|共|推动|协调|全部|实际|依法)?(?:完成|办结|解决|整改|落实|处置|化解|办理|流转|答复|审结|审执结|执结|结案|开工|投产)"
        ),
    ),
    (re.compile(r"线索|举报"), re.compile(r"初步核实|初核|立案|了结|函询")),
    (re.compile(r"立案|查处"), re.compile(r"处罚|结案|办结|移送|了结")),
    (re.compile(r"选拔|推荐|报名|申报|评审"), re.compile(r"输送|录取|录用|入选|通过|获批|立项")),
    (re.compile(r"监督立案|检察建议|司法建议|建议"), re.compile(r"已?立案|采纳|整改|回复")),
    (re.compile(r"计划改造|在册|辖内"), re.compile(r"完工|开工")),
)
HANDLED = re.compile(
    r"(?:已|均已|现已)?(?:完成|办结|解决|整改|落实|处置|化解|办理|流转|答复|审结|审执结|执结|结案|开工|投产)[^，]{0,12}$"
)
PLANNED = re.compile(r"计划|目标|任务")
QUOTED = re.compile(r"“[^”]*”")
FINISHED = re.compile(r"(?:已|共|累计|行动以来)?(?:完成|办结|解决|整改|修缮|改造)")
# Money that is planned and money that is spent, where no budget line says so.
THRIFT = re.compile(r"三公|公务接待|公务用车|因公出国|会议费|培训费")
AMOUNTS = ("initial_budget", "budget")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for part in text.mentions:
            if part.percent or part.bracket is not None or not part.unit:
                continue
            if part.term == "executed" and part.dimension == "money":
                yield from _spent(text, part)
            elif (found := _whole(text, part, taken)) is not None:
                yield Claim("subset", part.figure, whole=found.figure, subject=part.label)


def _whole(text: Text, part: Mention, taken: Collection[Figure]) -> Mention | None:
    """What the part is of: the nearest figure of its counter that the words pair it with."""
    if direction(part.label) or part.figure in taken:
        return None
    own = True
    for whole in text.before(part, FAR):
        between = text.between(whole, part)
        if "；" in between:
            return None
        if whole.percent or whole.bracket is not None or whole.figure in taken:
            continue
        same = whole.unit == part.unit
        if not (same or (kin(whole.unit, part.unit) and whole.figure.number.counts)):
            continue
        if PLANNED.search(QUOTED.sub("", whole.label)) or not plain(whole):
            return None
        tied = _paired(text, whole, part) or _of_noun(whole, part)
        if tied and (_fits(whole, part) or (same and own and len(between) <= NEAR)):
            return whole
        if same:
            own = False
    return None


def _paired(text: Text, whole: Mention, part: Mention) -> bool:
    said = _words(part.label)
    fitting = [had for had, done in PAIRS if done.search(said)]
    if not fitting:
        return False
    gap, noun = text.gap(whole).rstrip(), _noun(whole.after)
    return any(had.search(gap) or had.search(noun) for had in fitting)


def _of_noun(whole: Mention, part: Mention) -> bool:
    """65 户困难家庭 … 完成 9 户困难家庭的修缮: the same noun, and something done with it."""
    noun = re.match(r"[\u4e00-\u9fff]{3,}", whole.after.strip())
    return bool(
        noun
        and part.after.strip().startswith(noun[0][:4])
        and FINISHED.search(part.label)
        and _fits(whole, part)
    )


def _fits(whole: Mention, part: Mention) -> bool:
    high = part.figure.number.high
    return high is not None and high <= whole.figure.number.exact


def _noun(after: str) -> str:
    """What is counted, without the verb of the next clause."""
    return re.split(r"已|[，,]", after)[0]


def _words(label: str) -> str:
    """The label from its verb on: 项“民生微实事”已完成 -> 已完成."""
    found = HANDLED.search(label)
    return found[0] if found else label


def _spent(text: Text, spent: Mention) -> Iterator[Claim]:
    """三公经费年初预算 9.63 万元，实际使用 3.8 万元."""
    budget = text.preceding(spent)
    if (
        budget
        and budget.term in AMOUNTS
        and measures_alike(budget, spent)
        and THRIFT.search(text.lead(budget))
        and len(text.between(budget, spent)) <= NEAR
    ):
        yield Claim("subset", spent.figure, whole=budget.figure, subject=spent.label)
