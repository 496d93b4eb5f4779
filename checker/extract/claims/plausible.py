"""Plausibility (合理性): what arithmetic cannot decide, and a reviewer should look at.

A rate of a fixed base above 100 % (覆盖率, 满意度; a plan may be overfulfilled), and 均已完成
beside a deduction or something unfinished.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Text
from checker.extract.phrase.words import direction
from checker.figure import Figure

# Rates whose part comes from their base alone.  A plan may be overfulfilled, beds be used
# twice, people from elsewhere enrol or be insured: such rates are left out.
FIXED = re.compile(
    r"(?:覆盖|满意|合格|知晓|参与|普及|及时|准确|优良|达标|无害化处理|回收|有效|成功|入户|入住|规范|整改|回复|答复|出勤"
    r"|好转|治愈|公开|参训|参会|就业|优秀|应答|接通|安装|完好)(?:率|度|面)[均达到为是至约\s：:]*$"
    r"|占比[为达\s：:]*$|(?:占|占全部|占总)[^，。；、]{0,8}(?:总数|总量|总额)的\s*$"
)
HUNDRED = 100
ALL_DONE = re.compile(
    r"(?:各项?|所有|全部|年度|重点)[^，。；]{0,16}?(?:绩效)?(?:目标|指标|任务)[^，。；]{0,4}(?:均已?|全部|已全部|都已?)"
    r"(?:按[时期])?(?:如期)?(?:保质保量)?(?:完成|实现|达成|达标)(?!率)"
)
SHORT = re.compile(r"(?:未完成|未达标|未实现|未达到|没有完成|未能完成)[^，。；]{0,10}$")
INDICATOR = re.compile(r"[项个]$")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    done = False
    for text in texts:
        for mention in text.mentions:
            if (
                mention.percent
                and mention.figure.number.value > HUNDRED
                and FIXED.search(mention.label)
                and not direction(mention.label)
            ):
                yield Claim("bound", mention.figure, subject=mention.label)
        done = done or ALL_DONE.search(text.passage.text) is not None
    if done:
        yield from _undone(texts)


def _undone(texts: Sequence[Text]) -> Iterator[Claim]:
    """What the text itself says was not done, or cost points."""
    for text in texts:
        for mention in text.mentions:
            if mention.figure.number.value <= 0:
                continue
            lost = mention.term == "deduction" and mention.dimension == "score"
            left = SHORT.search(mention.label) and INDICATOR.search(mention.unit)
            if lost or left:
                yield Claim("contradiction", mention.figure, subject=mention.label)
                return
