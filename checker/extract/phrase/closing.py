"""Closed lists (合计收尾): A a 个，B b 个，合计 N 个 — the total stands behind its parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import adds_up, plain, slipped
from checker.extract.phrase.listing import LIMIT, compared, run, summed
from checker.extract.phrase.whole import divided
from checker.extract.phrase.words import CLOSING
from checker.figure import Figure

FULL = 100
SPAN = 400  # how far a list may reach


def closing(
    text: Text, total: Mention, taken: Collection[Figure], seen: set[Figure]
) -> Iterator[Claim]:
    """A a 个，B b 个，合计 N 个: as many of the figures before it as make the total."""
    if total.figure in seen or (called := CLOSING.match(total.label)) is None:
        return
    before: list[Mention] = []
    for mention in text.before(total, SPAN):
        if mention.unit == total.unit and mention.bracket == total.bracket:
            before.insert(0, mention)
        if len(before) == LIMIT:
            break
    before = [m for m in before if not compared(text, m)]
    lost = total.term == "deduction"  # the scores do not add deductions up
    if not lost and total.figure in taken and all(p.figure in taken for p in before):
        return
    if total.dimension == "score" and not lost:
        if total.term not in (None, "awarded"):
            return
        before = [m for m in before if m.term == "awarded"]  # 过程 20 分得 18.6 分
    for start in range(len(before) - 2, -1, -1):
        if adds_up(total, before[start:]):
            seen.add(total.figure)
            yield summed(total, before[start:])
            return
    if not before and total.dimension == "money" and total.sentence:
        # 一标段 A；二标段 B。两个标段合计 C: in the sentence before
        told = text.of_sentence(total.sentence - 1)
        earlier = [m for m in told if m.unit == total.unit and m.bracket is None]
        some = [earlier[start:] for start in range(len(earlier) - 1)]
        found = next((parts for parts in some if adds_up(total, parts)), None)
        if found is None and len(earlier) > 1 and slipped(total, earlier):
            found = earlier
        if found is not None:
            seen.add(total.figure)
            yield summed(total, found)
        return
    marks = total.dimension == "score" and not lost
    last = before if marks else run(text, before)
    if (count := _counted(text, total)) and len(before) >= count:
        last = before[-count:]
        if not re.search("；|其中", text.passage.text[last[0].start : total.start]):
            seen.add(total.figure)
            yield summed(total, last)
        return
    closed = [at for at, m in enumerate(last) if CLOSING.match(m.label)]
    last = last[closed[-1] + 1 :] if closed and len(last) - closed[-1] > 2 else last
    sure = not called["more"].strip("扣得分为") and called["word"] != "共"
    marks = marks and _hundred(text, last)
    together = len(last) > 1 and (
        marks or not text.passage.text.count("；", last[0].start, total.start)
    )
    adjoining = together and text.preceding(total) is last[-1]
    believed = (
        sure
        or slipped(total, last, digits=3 if len(last) == 2 else 4)
        or (len(last) > 2 and _pure(called))
    )
    believed = believed or (len(last) == 2 and divided(text, total, last))
    if adjoining and believed and not any(CLOSING.match(m.label) for m in last):
        seen.add(total.figure)
        yield summed(total, last)


def _counted(text: Text, total: Mention) -> int:
    """两项合计 N: how many parts the words count; 0 where they do not."""
    before = text.preceding(total)
    if before is None or text.between(before, total) != total.label or not plain(before):
        return 0
    told = before.figure.number.counts and before.unit in ("项", "类", "者")
    return int(before.figure.number.value) if told and 1 < before.figure.number.value < LIMIT else 0


def _hundred(text: Text, awarded: Sequence[Mention]) -> bool:
    """甲 15 分，得 15 分；乙 85 分，得 80.3 分: whether the full marks beside them make 100."""
    full = [text.preceding(one) for one in awarded]
    known = [m.figure.number.exact for m in full if m is not None and m.term != "awarded"]
    return len(known) == len(awarded) and sum(known) == FULL


def _pure(called: re.Match[str]) -> bool:
    return not called["more"] or bool(re.search(r"各类|各项|总", called["more"]))
