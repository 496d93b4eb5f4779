"""Rates told one by one (分别占比): A、B、C，分别占总支出的 a%、b% 和 c% · 执行率分别为 a%、b%.

As many figures before as there are rates: shares of one total, or each of the figure in its
place in a list before.  The figures tell which; where all but one bear it out, that one is
doubted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import is_ratio, measures_alike, nearly_ratio, plain
from checker.extract.phrase.sides import joined, ratio
from checker.extract.phrase.words import direction
from checker.figure import Figure

BACK = 2  # paragraphs before, in which the totals may stand
FAR = 200

Pairs = list[tuple[Mention, Mention]]


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    before: list[Text] = []
    for text in texts:
        if text.region != PROSE:
            continue
        prior = [m for one in before[-BACK:] for m in one.mentions if _amount(m)]
        for first in text.mentions:
            told = "分别" in text.gap(first) or joined(text, first, text.following(first))
            if told and joined(text, text.preceding(first), first):
                continue
            if first.percent and told and not direction(first.label):
                yield from _claims(text, first, prior, taken)
        if not text.passage.heading:
            before.append(text)


def _claims(
    text: Text, first: Mention, prior: Sequence[Mention], taken: Collection[Figure]
) -> Iterator[Claim]:
    rates = [first]
    for after in text.behind(first, FAR):
        if not after.percent or not joined(text, rates[-1], after):
            break
        rates.append(after)
    told = [m for m in text.within(max(0, first.start - FAR), first.start) if _amount(m)]
    parts = told[-len(rates) :]
    if len(rates) < 2 or len(parts) != len(rates) or any(r.figure in taken for r in rates):
        return
    earlier = [*prior, *told]
    ways = [[(part, whole) for part in parts] for whole in reversed(earlier) if whole not in parts]
    run = len(parts)
    rows = (earlier[at : at + run] for at in range(len(earlier) - run, -1, -1))
    ways += [list(zip(parts, row, strict=True)) for row in rows if not {*row} & {*parts}]
    for pairs in ways:
        if all(measures_alike(*pair) for pair in pairs) and _borne_out(rates, pairs):
            for rate, (part, whole) in zip(rates, pairs, strict=True):
                yield ratio(rate, [part.figure], whole)
            return


def _amount(mention: Mention) -> bool:
    countable = mention.unit and mention.dimension not in ("percent", "point", "score")
    return bool(countable) and mention.bracket is None and plain(mention)


def _borne_out(rates: Sequence[Mention], pairs: Pairs) -> bool:
    """Whether the rates are those of the pairs: all but one of three or more at least, or but

    one that is a slip of the pen off.
    """
    told = list(zip(rates, pairs, strict=True))
    fits = sum(is_ratio(rate, [part.figure], whole.figure) for rate, (part, whole) in told)
    near = sum(nearly_ratio(rate, [part.figure], whole.figure) for rate, (part, whole) in told)
    return fits >= max(len(rates) - 1, 2) or (fits == len(rates) - 1 and near == 1)
