"""Changes told one by one (分别增减): A 起、B 人，同比分别下降 a% 和 b%，上年为 C 起、D 人."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import measures_alike, tells
from checker.extract.phrase.frame import REACH, WAS, clause
from checker.extract.phrase.words import CHANGED, direction
from checker.figure import Figure

JOINT = re.compile(r"\s*[、和及与，]\s*")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for mention in text.mentions:
            if mention.percent and "分别" in (gap := text.gap(mention)):
                yield from _claims(text, mention, gap)


def _claims(text: Text, first: Mention, gap: str) -> Iterator[Claim]:
    way = direction(clause(gap))
    rates = _rates(text, first)
    values = _values(text, first, len(rates))
    if not way or len(rates) < 2 or len(values) != len(rates):
        return
    bases = list(text.behind(rates[-1], 2 * REACH))[: len(rates)]
    told = (
        len(bases) == len(rates)
        and WAS.search(text.gap(bases[0])) is not None
        and all(measures_alike(a, b) for a, b in zip(values, bases, strict=True))
    )
    for at, rate in enumerate(rates):
        alone = CHANGED.search(gap) and tells(rate, values[at], falls=way < 0)
        if told or alone:
            yield Claim(
                "growth",
                rate.figure,
                current=values[at].figure,
                base=bases[at].figure if told else None,
                falls=way < 0,
                subject=rate.label,
            )


def _rates(text: Text, first: Mention) -> list[Mention]:
    rates = [first]
    for after in text.behind(first, REACH):
        if not after.percent or not JOINT.fullmatch(text.between(rates[-1], after)):
            break
        rates.append(after)
    return rates


def _values(text: Text, first: Mention, count: int) -> list[Mention]:
    """As many figures before the rates as there are rates."""
    values: list[Mention] = []
    for before in text.before(first, 2 * REACH):
        if before.percent or len(values) == count:
            break
        if before.bracket is not None and before.bracket != first.bracket:
            continue  # 结案 987 件（含上年结转 42 件）
        values.insert(0, before)
    return values
