"""Shares (占比): A 件，占 R% · 其中甲 A 人，占 R% · A 人，占就业人数的 R%."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import is_ratio, measures_alike, plain
from checker.extract.phrase.sides import FAR, REACH, implied, nearest, ratio
from checker.extract.phrase.words import INCOMING, has
from checker.figure import Figure

SHARE = re.compile(r"占比?(?P<whole>[^，。；、（(]{0,16}?)(?:比重|比例)?的?[达到为约是\s]*$")


def from_share(
    text: Text, rate: Mention, share: re.Match[str], taken: Collection[Figure]
) -> Iterator[Claim]:
    """A 件，占（总数的）R%: of the total that the words name, or that the figures tell."""
    head = rate.label[: share.start()].strip(" ，、“”约近")
    part = nearest(text, rate)
    if part is None or part.figure in taken:
        return
    between = text.between(part, rate)
    if len(between) > 8 and not re.search(r"[，、（(]", between):
        return  # 七大行业增加值合计占 …: the number only says of which
    if head and not (set(head) <= set(text.gap(part) + part.after) | set("的其中人口数")):
        return  # a share of something of its own: 新能源车占比 81%
    said = re.sub(r"总人口|总|全[区市县镇街]|人口|数量?|面积|的|其中|比", "", share["whole"])
    wholes = [
        m
        for m in text.before(part, 3 * FAR)
        if measures_alike(m, part) and not m.percent and m.dimension != "point"
    ]
    for whole in wholes:
        if is_ratio(rate, [part.figure], whole.figure):
            yield ratio(rate, [part.figure], whole)
            return
    for whole in wholes:
        if whole.bracket is None and _is_of(text, part, whole, said):
            yield ratio(rate, [part.figure], whole)
            return
    yield from implied(rate, part, whole=False)


def _is_of(text: Text, part: Mention, whole: Mention, said: str) -> bool:
    """Whether the words say which total the share is of: 其中 …，占 R%; 占就业人数的 R%."""
    if not said:
        between = text.between(whole, part)
        asked = has(whole.label, INCOMING) and text.preceding(part) is whole
        return ("其中" in between or asked) and len(between) <= REACH and plain(whole)
    words = text.gap(whole)[-20:] + whole.after
    return (
        len(said) > 1
        and set(said) <= set(words)
        and whole.unit == part.unit
        and not re.search("新增|新建|其中", words)
    )
