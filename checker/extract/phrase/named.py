"""Rates by name (名为某某率): the parts that the name ties, and the wholes they may be of.

The pair that gives the rate is meant.  Where none does, the rate is doubted only if the words
leave no doubt about the pair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import is_ratio, measures_alike, nearly_ratio, plain
from checker.extract.phrase.frame import LIMIT
from checker.extract.phrase.sides import FAR, REACH, alike, implied, nearest, ratio
from checker.extract.phrase.stem import Named, tied
from checker.extract.phrase.words import DONE, INCOMING, PLANNED, TOTAL, direction, has
from checker.figure import Figure

SURVEY = re.compile(r"满意[度率]?(?:测评|调查|问卷|评价)")  # what was asked, not who was satisfied
EXCESS = re.compile("完成|达成|上报|执行|实现")
AMONG = re.compile(r"^.*其中")
DUE = re.compile("应(?!急|用|届)|需(?!求)|计划")
EXCLUDING = re.compile(r"(?:剔除|扣除|不含|不包括|不考虑|不计)[^。；]{0,24}[，后]")
EXCLUDED = 36
SESSIONS = ("期", "场", "场次", "轮")  # 培训 2 期 186 人，培训率: of people
SPANS = ("年", "个月", "月", "个季度")  # how long, not how much
OF_THEM = re.compile(r"中[，,]?[^，。；、]{0,4}$|其中[^，。；、]{0,8}$")
BEYOND = re.compile(r"超额完成|超过|超出|多出|新增完成|超(?:计划|目标|任务|年初)")
BUILT = re.compile(r"建成|建立|建有|设[立置有]|打造|布[设点]|配备|投放|开设|新[建增设]")
FULL = 100
MOST = 8  # figures that are looked at
CASES = "事件|案件|工单|诉求|线索|各类"
ASKED = ("人", "人次", "名", "份", "户", "件", "家", "位")
# 办理类: rates whose base is what came in.
HANDLING = (
    "整改|办结|处置|处理|化解|完成|答复|回复|反馈|销号|调解|结案|整治|落实|解决|查处|核查|回访|上报"
)


def from_name(text: Text, rate: Mention, name: Named, taken: Collection[Figure]) -> Iterator[Claim]:
    if EXCLUDING.search(text.said(rate)[-EXCLUDED:]):
        return  # 剔除追加的 0.58 亿元后，完成率 97%: of figures that are not printed
    saved = name.stem.startswith("节")
    near = [
        m
        for m in _around(text, rate)
        # 超额完成 6 处, 比目标值多 3 篇: how far, not how much
        if saved or not (BEYOND.search(m.label) or direction(m.label))
    ]
    parts = [
        m
        for m in near
        if tied(name, SURVEY.sub("", AMONG.sub("", _gap(text, m)))[-24:] + "|" + m.after)
        and not _passed(m, rate, near)
        and m.unit not in SESSIONS
        and "；" not in text.between(m, rate)
    ]
    behind = [m for m in near if m.start > rate.end and m not in parts]
    if not parts and len(behind) == 2 and alike(*behind):
        for part, whole in (behind, behind[::-1]):
            if name.stem[-2:] in part.label and is_ratio(rate, [part.figure], whole.figure):
                yield ratio(rate, [part.figure], whole)
                return
    if not parts and (found := _due(rate, behind)):
        yield found
        return
    pairs = [
        (part, whole)
        for part in parts
        for whole in near
        if whole is not part and alike(part, whole) and _may_hold(text, part, whole)
    ]
    pairs.sort(key=lambda pair: pair[0].bracket != pair[1].bracket)  # （5 个项目中 4 个完工）
    for part, whole in pairs:
        if is_ratio(rate, [part.figure], whole.figure):
            yield ratio(rate, [part.figure], whole)
            return
    for whole in near:  # 达到甲级的 4 家，达到乙级的 8 家，达标率 100%: all of those so called
        some = [part for part in parts if (part, whole) in pairs and part.unit == whole.unit]
        together = [part.figure for part in reversed(some)]
        if len(some) > 1 and is_ratio(rate, together, whole.figure):
            yield ratio(rate, together, whole)
            return
    # What stands in a line of money is believed only where the figures bear it out.
    near = [m for m in near if m.figure not in taken]
    parts = [m for m in parts if m.figure not in taken]
    pairs = [(a, b) for a, b in pairs if a.figure not in taken and b.figure not in taken]
    if name.stem.endswith("完成"):
        aims = [m for m in near if has(m.label, PLANNED)]
        done = [(m, aim) for aim in aims for m in near if m is not aim and alike(m, aim)]
        for part, whole in done:
            if is_ratio(rate, [part.figure], whole.figure):
                yield ratio(rate, [part.figure], whole)
                return
        pairs += [pair for pair in done if pair not in pairs and _next_to(*pair)]
    for part, whole in pairs:
        if plain(part) and plain(whole) and nearly_ratio(rate, [part.figure], whole.figure):
            yield ratio(rate, [part.figure], whole)
            return
    if saved and (found := _saved(rate, parts, near)):
        yield found
        return
    partial = plain(rate) and rate.figure.number.exact < FULL
    if name.stem.startswith("满意") and (found := _satisfied(rate, near)):
        yield found
        return
    for part, whole in pairs:
        beyond = part.figure.number.exact > whole.figure.number.exact
        # 产妇总数 1872 人，早孕建册 5618 人，建册率 95.67%: one of the two is wrong
        based = partial and _next_to(part, whole) and has(whole.words, INCOMING, PLANNED, TOTAL)
        if "覆盖" in name.stem and BUILT.search(whole.label):
            continue  # 建成站点 89 个，覆盖社区 24 个，社区覆盖率 100%: of the communities
        if beyond and not (EXCESS.search(name.full) or based):
            continue
        if (whole not in parts or has(whole.label, INCOMING)) and _plainly(text, part, whole, rate):
            yield ratio(rate, [part.figure], whole)
            return
    if found := _some_of(text, rate, near):
        yield found
        return
    yield from _one_sided(text, rate, name, parts, near)


def _saved(rate: Mention, parts: Sequence[Mention], near: Sequence[Mention]) -> Claim | None:
    """预算 A，中标价 B，节约 C，节约率 R%: of the budget."""
    limits = [m for m in near if LIMIT.search(m.label) and m not in parts]
    if len(parts) != 1 or len(limits) != 1 or not alike(parts[0], limits[0]):
        return None
    return ratio(rate, [parts[0].figure], limits[0])


def _gap(text: Text, mention: Mention) -> str:
    """The words before a figure; of 不捕 158 件 261 人 the second has those of the first."""
    gap, before = text.gap(mention), text.preceding(mention)
    alone = not gap.strip() and before is not None and before.unit != mention.unit
    return text.gap(before) if alone and before is not None else gap


def _due(rate: Mention, behind: Sequence[Mention]) -> Claim | None:
    """及时率 92%（应处理 150 批，及时处理 138 批）: what was due, and what was done of it."""
    due = [m for m in behind if DUE.match(m.label.strip())]
    done = [m for m in behind if m not in due]
    if len(behind) != 2 or len(due) != 1 or not alike(*behind) or not all(map(plain, behind)):
        return None
    return ratio(rate, [done[0].figure], due[0])


def _some_of(text: Text, rate: Mention, near: Sequence[Mention]) -> Claim | None:
    """15 个街镇中仅 9 个建有，覆盖率 60%: some of them, as the figures tell."""
    before = [m for m in near if m.end <= rate.start][:2]
    if len(before) < 2 or not alike(*before):
        return None
    part, whole = before
    told = OF_THEM.search(text.between(whole, part))
    fits = told and is_ratio(rate, [part.figure], whole.figure)
    return ratio(rate, [part.figure], whole) if fits else None


def _next_to(part: Mention, whole: Mention) -> bool:
    return abs(part.at - whole.at) == 1


def _passed(part: Mention, rate: Mention, near: Sequence[Mention]) -> bool:
    """Whether something else came in between: 意见书 2377 份，排查隐患 9753 条，整改率."""
    return any(
        part.start < m.start < rate.start
        and m.bracket is None
        and not alike(m, part)
        and has(m.label, INCOMING)
        and not has(m.label, DONE)
        for m in near
    )


def _around(text: Text, rate: Mention) -> list[Mention]:
    """The figures that a named rate may rest on, the nearest first; then what follows it."""
    found: list[Mention] = []
    for mention in text.before(rate, FAR):
        if mention.dimension in ("percent", "point", "score") or mention.unit in SPANS:
            continue
        found.append(mention)
        if len(found) == MOST:
            break
    begin = text.sentences[rate.sentence][0]
    if rate.sentence and text.passage.text[begin : begin + 6].strip().startswith("其中"):
        found += [m for m in reversed(text.of_sentence(rate.sentence - 1)) if m.bracket is None][:4]
    after = text.following(rate)
    if after and after.bracket is not None and after.bracket <= rate.end + 2:
        found += [m for m in text.behind(rate, REACH) if m.bracket == after.bracket]
    return [m for m in found if m.dimension not in ("percent", "point")]


def _may_hold(text: Text, part: Mention, whole: Mention) -> bool:
    """Whether the whole stands where one does: before its part, or right behind it."""
    if whole.start < part.start:
        between = text.between(whole, part)
        return part.bracket is None or whole.bracket == part.bracket or whole.end <= part.bracket
    between = text.between(part, whole)
    return len(between) <= REACH and has(whole.label, INCOMING, PLANNED, TOTAL)


def _plainly(text: Text, part: Mention, whole: Mention, rate: Mention) -> bool:
    """Whether the words leave no doubt that the part is of this whole."""
    beside = whole.at == part.at + 1 and has(whole.label, PLANNED)  # 9 个（目标值 10 个）
    if whole.bracket is not None and whole.bracket != part.bracket and not beside:
        return False
    if "；" in text.passage.text[min(whole.end, part.end) : rate.start] or not plain(whole):
        return False
    between = [
        m
        for m in text.mentions[min(whole.at, part.at) + 1 : max(whole.at, part.at)]
        if measures_alike(m, part) and not m.percent
    ]
    if whole.unit != part.unit and not (has(whole.words, INCOMING) and not between):
        return False
    if between and not has(text.gap(whole)[-12:], INCOMING, PLANNED):
        return False
    if not between:
        return True
    return has(whole.words, INCOMING, PLANNED) and _near(rate, part, whole)


def _near(rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether the rate is what two figures make that stand apart, or at least of that order.

    排查 6247 栋，其中 C 级 27 栋、D 级 14 栋，整治 38 栋，整治率 92.7%: another whole is meant.
    """
    base = whole.figure.number.exact
    value = 100 * part.figure.number.exact / base if base else 0
    return value / 2 <= rate.figure.number.exact <= 2 * value


def _satisfied(rate: Mention, near: Sequence[Mention]) -> Claim | None:
    """非常满意 a 份、满意 b 份，满意度 R%: the satisfied together, of all who answered."""
    some = [
        m
        for m in reversed(near)
        if "满意" in m.label and not re.search(r"不满意|不太满意", m.label)
    ]
    for whole in near:
        for end in range(len(some), 1, -1):
            parts = [m.figure for m in some[:end] if m is not whole and alike(m, whole)]
            if len(parts) > 1 and whole.figure not in parts and is_ratio(rate, parts, whole.figure):
                return ratio(rate, parts, whole)
    wholes = [m for m in near if has(m.label, "问卷|回收|收回|调查|抽取|共|回访") and m not in some]
    if len(some) > 1 and wholes and re.search(r"满意[率度]", rate.label):
        parts = [m.figure for m in some if alike(m, wholes[0])]
        if len(parts) == len(some):
            return ratio(rate, parts, wholes[0])
    return None


def _one_sided(
    text: Text, rate: Mention, name: Named, parts: Sequence[Mention], near: Sequence[Mention]
) -> Iterator[Claim]:
    """A rate with one side printed."""
    close = nearest(text, rate)
    tight = [p for p in parts if p.bracket in (None, rate.bracket) and p.start < rate.start]
    if tight and (tight[0] is close or len(name.stem) > 1):
        part = tight[0]
        if "；" in text.between(part, rate) or _itemised(text, part, rate):
            return
        whole = has(part.label, INCOMING) and not has(part.label, DONE)
        yield from implied(rate, part, whole=whole)
    elif close is None or close not in near or "；" in text.between(close, rate):
        return
    elif name.stem.endswith("完成") and (not name.qualified or has(close.words, INCOMING)):
        planned = has(close.label, INCOMING, PLANNED)
        if planned or has(close.label, DONE) or close.at == rate.at - 1:
            yield from implied(rate, close, whole=planned and not has(close.label, DONE))
    elif _handled(name, close) or (name.stem.startswith("满意") and _asked(text, close)):
        yield from implied(rate, close, whole=True)


def _itemised(text: Text, part: Mention, rate: Mention) -> bool:
    """采购黑板 45 套、电脑 120 台、实验设备 5 套，采购率: of all the items, not of the first."""
    after = text.following(part)
    if after is None or after.start > rate.start:
        return False
    return re.fullmatch(r"、[^，。；、]{1,12}", text.between(part, after)) is not None


def _handled(name: Named, close: Mention) -> bool:
    """Whether the rate is one of handling, and the number counts what came in."""
    return bool(re.search(rf"(?:{HANDLING})$", name.stem)) and has(close.words, INCOMING, CASES)


def _asked(text: Text, near: Mention) -> bool:
    """Whether the sentence tells of a survey, which the number counts the answers of."""
    if near.unit not in ASKED:
        return False
    begin = max(text.sentences[near.sentence][0], near.start - FAR)
    return (
        re.search("调查|问卷|回访|测评|评议|抽取", text.passage.text[begin : near.start])
        is not None
    )
