"""Rates in prose (比率): 受理 92 件，办结 90 件，办结率 97.83% · 完成 38.68 公顷，完成率 96.92%.

A rate is tied to its part by its name (办结率 to 办结 90 件) and to its whole by what is
handled, planned or counted in all.  Several figures may be the whole; the one that gives
the rate is meant.  Where none does, the rate is doubted only when the words are plain.  A
qualified rate (按时办结率) has a base of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import is_ratio, measures_alike, nearly_ratio
from checker.extract.phrase.named import from_name
from checker.extract.phrase.share import SHARE, from_share
from checker.extract.phrase.sides import FAR, REACH, alike, implied, joined, nearest, ratio
from checker.extract.phrase.stem import Named, named
from checker.extract.phrase.words import CHANGED, LEFT, PERIOD, PLANNED, direction, has
from checker.figure import Figure

# The whole stands in the words of the rate: 完成任务 400 座的 98%, 占总数 92 套（间）的 97.83%.
OF = re.compile(
    r"(?:[（(][\u4e00-\u9fff]{1,2}[)）]|[）)])?\s*[^，。；、：（(\d]{0,10}的\s*(?:近|约)?"
)
EXCESS = re.compile("超额|超出|超过")
OF_WHOLE = re.compile(rf"占|完成|为|达|相当于|(?:{PLANNED})")
GOAL = re.compile(
    r"(?:完成|为|达到?|占|是)[^，。；、]{0,10}?(?:目标|任务|指标|计划)(?:数|量|总量|值)?的?(?:完成率)?[达到为约\s]*$"
    r"|指标完成率?[达到为约\s]*$|完成(?:签约|拆除|建设|改造|征收|接收|摸查|排查|整治|工程量|投资)的?[达到为约\s]*$"
)
BUDGET = re.compile(r"占(?:预算|全年预算|年初预算)")
BACK = 2  # paragraphs before, in which the total of a share may stand
FINISHED = re.compile(r"(?:已|实际)?完成(?:了|度|进度|比例)?[达到为约：:\s]*")
AIM = re.compile(
    r"[（(]?(?:年度|年初|预期|预期的)?(?:目标|指标|计划|预期)值?(?:为|是|≥|>=|：|:|不低于|\s)*$"
)
ACTUAL = re.compile(
    r"(?:年度|全年)?实际(?:完成|实现|达到)?(?:值|率|情况)?[为达到是：:\s]*|完成值[为是：:\s]*"
)
ALSO = re.compile(r"分别|均|都|各")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    before: list[Text] = []
    for text in texts:
        near = [one for one in before[-BACK:] if one.region == text.region == PROSE]
        prior = [mention for one in near for mention in one.mentions]
        for rate in text.mentions:
            if not rate.percent or _jointly(text, rate):
                continue
            if rate.figure not in taken and not _change(text, rate):
                yield from _rate(text, rate, taken, prior)
        if not text.passage.heading:
            before.append(text)


def _jointly(text: Text, rate: Mention) -> bool:
    """甲 A、乙 B，占 a% 和 b%: of which figure each is, is read elsewhere."""
    return joined(text, text.preceding(rate), rate) or joined(text, rate, text.following(rate))


def _change(text: Text, rate: Mention) -> bool:
    clause = re.split(r"[，；：。（(、]", text.gap(rate))[-1]
    return bool(direction(clause)) or bool(CHANGED.search(clause) and not SHARE.search(clause))


def _rate(
    text: Text, rate: Mention, taken: Collection[Figure], prior: Sequence[Mention]
) -> Iterator[Claim]:
    if found := _of(text, rate):
        part, whole = found
        if part.figure in taken or whole.figure in taken:
            return
        if EXCESS.search(text.passage.text[whole.clause : whole.start]):
            # 拆除 3426 平方米，超额完成任务 3000 平方米的 14.2%: how far beyond it
            current, base = part.figure, whole.figure
            yield Claim("growth", rate.figure, current=current, base=base, subject=rate.label)
        else:
            yield ratio(rate, [part.figure], whole)
        return
    if extra := _outside(text, rate):
        # 上报率 102.67%（底册外新增 48 户）: the register is what was reported less the extra.
        near = nearest(text, rate)
        if near is not None:
            yield Claim(
                "ratio", rate.figure, part=near.figure, minus=(extra.figure,), subject=rate.label
            )
        return
    if pair := _bracketed(text, rate):
        yield ratio(rate, [pair[0].figure], pair[1])
        return
    if GOAL.search(rate.label):
        name = named(rate.label)  # 指标 38 个，完成 35 个，指标完成率: of the two
        told = list(from_name(text, rate, name, taken)) if name else []
        sure = [claim for claim in told if claim.kind == "ratio"]
        yield from sure or _goal(text, rate, taken)
    elif (name := _indicated(text, rate) or named(rate.label)) is not None:
        if not ALSO.search(rate.label):
            yield from from_name(text, rate, name, taken)
    elif share := SHARE.search(rate.label):
        of_budget = BUDGET.search(rate.label) is not None
        yield from from_share(text, rate, share, taken, prior, named=not of_budget)
    elif FINISHED.fullmatch(rate.label.strip()):
        yield from _finished(text, rate)
    elif not rate.label.strip(" ，、") or rate.label.strip().endswith(("其中", "及", "单位")):
        yield from _foremost(text, rate)


def _bracketed(text: Text, rate: Mention) -> tuple[Mention, Mention] | None:
    """完成值为计划值的 161.7%（计划 60 场，实际开展 97 场）: both sides, as the figures tell."""
    after = text.following(rate)
    if after is None or after.bracket is None or after.bracket > rate.end + 1:
        return None
    inside = [m for m in text.behind(rate, FAR) if m.bracket == after.bracket]
    if len(inside) != 2 or not measures_alike(*inside):
        return None
    for part, whole in (inside[::-1], inside):
        if is_ratio(rate, [part.figure], whole.figure):
            return part, whole
    for part, whole in (inside[::-1], inside):
        planned = has(whole.label, PLANNED) and not has(part.label, PLANNED)
        if planned and nearly_ratio(rate, [part.figure], whole.figure):
            return part, whole
    return None


def _indicated(text: Text, rate: Mention) -> Named | None:
    """完工率目标值 100%，项目 62 个，完工 58 个，实际完成值 93.55%: a rate of completion."""
    if not ACTUAL.fullmatch(rate.label.strip()):
        return None
    for aim in text.before(rate, FAR):
        if aim.percent:
            label = AIM.sub("", aim.label)
            return named(label) if label != aim.label else None
    return None


def _of(text: Text, rate: Mention) -> tuple[Mention, Mention] | None:
    """完成 A，为任务 B 的 R%: the whole just before the rate, the part before that."""
    whole = text.preceding(rate)
    if whole is None or whole.percent or not OF.fullmatch(text.between(whole, rate)):
        return None
    if whole.bracket is not None and rate.bracket is None:
        head = text.passage.text[whole.clause : whole.bracket][-12:]
    else:
        head = text.passage.text[max(whole.clause, whole.start - 24) : whole.start]
    if not OF_WHOLE.search(head):
        return None
    parts = [
        part
        for part in text.before(whole, FAR)
        if not part.percent and part.bracket in (None, whole.bracket) and alike(part, whole)
    ]
    for part in parts:
        if is_ratio(rate, [part.figure], whole.figure):
            return part, whole
    now = [part for part in parts if not re.search(PERIOD, text.gap(part))]
    return (now[0], whole) if now else None


def _finished(text: Text, rate: Mention) -> Iterator[Claim]:
    """目标 60 人，实际 52 人，完成 86.67%: of the two figures before, as they tell."""
    done = text.preceding(rate)
    aim = text.preceding(done) if done else None
    if done is None or aim is None or not alike(done, aim):
        return
    if is_ratio(rate, [done.figure], aim.figure):
        yield ratio(rate, [done.figure], aim)
    elif re.search(PLANNED, done.label):  # 改造 A，目标 B，完成 R%
        yield ratio(rate, [aim.figure], done)


def _goal(text: Text, rate: Mention, taken: Collection[Figure]) -> Iterator[Claim]:
    """完成 A，完成目标任务的 R%（目标 B）: B is seldom printed."""
    near = nearest(text, rate)
    if near is None or near.figure in taken or re.search(LEFT, near.label):
        return
    total = _total_of(text, near)
    ways = [[near.figure], *([[total.figure]] if total else []), *_runs(text, near)]
    behind = _aim_behind(text, rate, near)
    aims = [m for m in text.before(near, FAR) if measures_alike(m, near) and m.bracket is None]
    for whole in (*behind, *aims):
        for parts in ways:
            if whole.figure not in parts and is_ratio(rate, parts, whole.figure):
                yield ratio(rate, parts, whole)
                return
    if behind:
        yield ratio(rate, [(total or near).figure], behind[0])
    else:
        yield from implied(rate, total or near, whole=False)


def _aim_behind(text: Text, rate: Mention, near: Mention) -> list[Mention]:
    """The plan that a bracket right behind the rate tells."""
    after = text.following(rate)
    if after is None or after.bracket is None or after.bracket > rate.end + 2:
        return []
    return [after] if has(after.label, PLANNED) and measures_alike(after, near) else []


def _runs(text: Text, last: Mention) -> Iterator[list[Figure]]:
    run = [last.figure]
    for before in text.before(last, REACH):
        if before.unit != last.unit:
            return
        run.insert(0, before.figure)
        yield list(run)


def _total_of(text: Text, near: Mention) -> Mention | None:
    """N 套，其中新建 a 套、改建 b 套，完成目标的 R%: it is N that fulfils the plan."""
    start = max(text.sentences[near.sentence][0], near.start - FAR)
    at = text.passage.text.rfind("其中", start, near.start)
    if at < 0 or "；" in text.passage.text[at : near.start]:
        return None
    return next((m for m in text.before(near, FAR) if m.end <= at and m.unit == near.unit), None)


def _foremost(text: Text, rate: Mention) -> Iterator[Claim]:
    """其中个体户 100% 完成上报: the rate before what was done, of what was named before."""
    if not re.match(r"\s*(?:完成|实现|得到|予以|按时)", text.passage.text[rate.end : rate.end + 6]):
        return
    said = re.sub(r"其中|及|和|[^\u4e00-\u9fff]", " ", rate.label).split()
    for whole in text.before(rate, 60):
        if whole.figure.number.counts and any(
            len(word) > 2 and word[:3] in whole.after for word in said
        ):
            yield from implied(rate, whole, whole=True)
            return


def _outside(text: Text, rate: Mention) -> Mention | None:
    """What a bracket right after the rate says was added outside the register."""
    extra = text.following(rate)
    if extra is None:
        return None
    opened = extra.bracket is not None and extra.bracket == rate.end
    return extra if opened and re.search(r"外新?增", extra.label) else None
