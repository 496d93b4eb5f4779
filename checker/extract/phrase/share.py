"""Shares (占比): A 件，占 R% · 其中甲 A 人，占 R% · A 人，占就业人数的 R%."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import is_ratio, measures_alike, nearly_ratio, plain
from checker.extract.phrase.sides import FAR, REACH, implied, nearest, ratio
from checker.extract.phrase.words import INCOMING, has
from checker.figure import Figure
from checker.number import Approximation

COUNTED = re.compile(r"(?:合计|总计|共计|总额|总量|总数|数|[为是共达到：:\s])*$")
LIMITS = (Approximation.OVER, Approximation.UNDER)  # 70 平方米以下户型占比: what they are like
NAMESAKES = 2  # figures of one name that are looked at
SENTENCES = 3  # how far back in its paragraph a total may stand
SHARP = 3  # characters of a rate that hardly fits by chance: 9.65
SHARE = re.compile(
    r"(?P<verb>占比?|(?:为|相当于)(?=[^，。；、（(\d]{2,10}的\s*$))(?P<whole>[^，。；、（(]{0,16}?)(?:比重|比例)?的?[达到为约是\s]*$"
)


def from_share(
    text: Text,
    rate: Mention,
    share: re.Match[str],
    taken: Collection[Figure],
    prior: Sequence[Mention] = (),
    *,
    named: bool = True,
) -> Iterator[Claim]:
    """A 件，占（总数的）R%: of the total that the words name, or that the figures tell.

    ``prior`` are the figures of the paragraph before, where the total may stand as well;
    ``named``: the words may tell the total, where the figures do not.
    """
    head = rate.label[: share.start()].strip(" ，、“”约近")
    part = nearest(text, rate)
    if (pair := _named_part(text, rate, share, prior)) is not None:
        yield ratio(rate, [pair[0].figure], pair[1])
        return
    if part is None or part.figure.number.approximation in LIMITS:
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
    beside = _beside(text, rate)
    earlier = [m for m in (*_earlier(text, part), *reversed(prior)) if _may_be(m, part)]
    told = _shared(beside, rate, [*wholes, *earlier])
    if told is not None:
        yield ratio(rate, [part.figure], told)
        return
    called = [m for m in earlier if len(share["whole"]) > 2 and _called(m, share["whole"])]
    if len({m.figure.number.exact for m in called}) == 1 and plain(called[0]):
        yield ratio(rate, [part.figure], called[0])
        return
    if part.figure in taken or not named or not share["verb"].startswith("占"):
        return
    shared = {one.figure for one, _rate in beside}
    for whole in wholes:
        if whole.bracket is None and whole.figure not in shared and _is_of(text, part, whole, said):
            yield ratio(rate, [part.figure], whole)
            return
    yield from implied(rate, part, whole=False)


def _named_part(
    text: Text, rate: Mention, share: re.Match[str], prior: Sequence[Mention]
) -> tuple[Mention, Mention] | None:
    """基本支出占决算支出的 67.3%: both named, the amounts told before, or in the bracket behind.

    Only the figures tell that these are meant.
    """
    head = re.sub(
        r"^.*?(?:其中|，|、)|[^\u4e00-\u9fff]|共计?$|合计$", "", rate.label[: share.start()]
    )
    after = text.following(rate)
    if after is not None and after.bracket is not None and after.bracket <= rate.end + 1:
        inside = [m for m in text.behind(rate, FAR) if m.bracket == after.bracket][:2]
        if len(inside) == 2 and measures_alike(*inside):
            for a, b in (inside, reversed(inside)):
                if is_ratio(rate, [a.figure], b.figure):
                    return a, b
    some = [*text.before(rate, 3 * FAR), *_earlier(text, rate), *reversed(prior)]
    some = [m for m in some if not m.percent and m.dimension != "point" and m.unit]
    parts = [m for m in some if len(head) > 1 and head in m.label][:NAMESAKES]
    if not share["verb"].startswith("占") and (near := nearest(text, rate)) is not None:
        parts = [near, *parts]  # 已支付 A，为到位资金的 R%
    for part in parts:
        for whole in some:
            if (
                whole is not part
                and measures_alike(part, whole)
                and is_ratio(rate, [part.figure], whole.figure)
            ):
                return part, whole
    for part in parts:
        for whole in some:
            other = whole is not part and measures_alike(part, whole) and plain(whole)
            if other and nearly_ratio(rate, [part.figure], whole.figure):
                return part, whole
    return None


def _called(whole: Mention, said: str) -> bool:
    """Whether a figure is called just what the share is said to be of: 项目预算资金 9500 万元."""
    return COUNTED.sub("", whole.label).endswith(COUNTED.sub("", said))


def _may_be(whole: Mention, part: Mention) -> bool:
    return measures_alike(whole, part) and not whole.percent and whole.bracket is None


def _earlier(text: Text, part: Mention) -> list[Mention]:
    """The figures of the sentences just before, the nearest first."""
    first = text.sentences[max(part.sentence - SENTENCES, 0)][0]
    return list(reversed(text.within(first, text.sentences[part.sentence][0])))


def _beside(text: Text, rate: Mention) -> list[tuple[Mention, Mention]]:
    """The shares of the sentence, each with the amount right before it."""
    found: list[tuple[Mention, Mention]] = []
    for share in text.of_sentence(rate.sentence):
        part = text.preceding(share)
        if part is None or part.percent or not share.percent or not SHARE.search(share.label):
            continue
        if len(text.between(part, share)) <= REACH:
            found.append((part, share))
    return found


def _shared(
    beside: Sequence[tuple[Mention, Mention]], rate: Mention, wholes: Sequence[Mention]
) -> Mention | None:
    """The total that the rate or the shares beside it are of, as their figures tell.

    One share may fit by chance, two of several hardly do.
    """
    for whole in wholes:
        fits = [
            share
            for part, share in beside
            if measures_alike(part, whole)
            and part.figure.number.value  # nought is 0 % of anything
            and part.figure != whole.figure
            and is_ratio(share, [part.figure], whole.figure)
        ]
        sharp = [share for share in fits if len(share.figure.number.digits) > SHARP]
        if rate in fits and (len(fits) > 1 or (sharp and plain(whole))):
            return whole
        if len(fits) > 1 and 2 * len(fits) >= len(beside) and len(sharp) > 1:
            return whole
    part = next((part for part, share in beside if share is rate), None)
    if part is None or not plain(part):
        return None
    for whole in wholes:
        other = measures_alike(part, whole) and part.figure != whole.figure
        if other and nearly_ratio(rate, [part.figure], whole.figure):
            return whole
    return None


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
