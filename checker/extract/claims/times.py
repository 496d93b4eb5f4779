"""Multiples (倍数): V，是上年 U 的 k 倍 · 由 U 增加到 V，增长 k 倍."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import measures_alike
from checker.extract.phrase.frame import clause, close, frame
from checker.extract.phrase.words import PLANNED, direction
from checker.figure import Figure

IS = re.compile(r"(?:是|为|达到?|相当于)(?:了)?[^，。；]{0,16}$")
OF = re.compile(r"[^，。；、]{0,4}的\s*(?:近|约)?")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for mention in text.mentions:
            if mention.dimension == "倍":
                yield from _claim(text, mention)


def _claim(text: Text, times: Mention) -> Iterator[Claim]:
    base = text.preceding(times)
    if base is None or not close(text, base, times):
        return
    if OF.fullmatch(text.between(base, times)) and IS.search(text.gap(base)):
        current = text.preceding(base)
        if current and measures_alike(current, base) and close(text, current, base):
            yield _times(times, current, base, is_=True)
    elif direction(clause(text.gap(times))) > 0:
        found = frame(text, times)
        if found.current and found.base and not re.search(PLANNED, text.gap(found.base)):
            yield _times(times, found.current, found.base, is_=False)


def _times(times: Mention, current: Mention, base: Mention, *, is_: bool) -> Claim:
    """The claim; 增长 k 倍 (``is_`` False) may be meant either way."""
    return Claim(
        "times",
        times.figure,
        current=current.figure,
        base=base.figure,
        complete=is_,
        subject=times.label,
    )
