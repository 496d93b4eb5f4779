"""Statements of accounts (决算、预算情况说明): what ``extract.statement`` reads out of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Text
from checker.extract.statement import (
    again,
    apart,
    carry,
    done,
    function_sum,
    grade,
    growth,
    listed,
    order,
    share,
    tree,
)
from checker.extract.statement.reading import Said, reading
from checker.figure import Figure

# What it says better than the other families do: the same kinds of the same figures.
SETTLES = {
    "growth": frozenset({"growth"}),
    "ratio": frozenset({"ratio", "implied"}),
    "sum": frozenset({"sum"}),
    "moved": frozenset({"difference"}),
    "balance": frozenset({"balance"}),
}

# What is said in one text goes back and forth; no such text has more figures than this.
LONGEST = 1500


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    seen: set[tuple[object, ...]] = set()
    prose = [text for text in texts if text.region == PROSE]
    for said, around in _stretches(reading(prose), prose):
        for claim in _claims(said, around):
            values = sorted(part.number.exact for part in claim.parts)
            key = claim.kind, claim.stated, claim.part, claim.whole, claim.base, *values
            if key not in seen:
                seen.add(key)
                yield claim


def _stretches(
    said: Sequence[Said], texts: Sequence[Text]
) -> Iterator[tuple[Sequence[Said], Sequence[Text]]]:
    """The whole of a text of common length; a longer one in stretches of whole paragraphs."""
    start, first = 0, 0
    for at in range(1, len(said)):
        if at - start >= LONGEST and said[at].text is not said[at - 1].text:
            index = said[at].text.index
            yield said[start:at], [one for one in texts if first <= one.index < index]
            start, first = at, index
    if said:
        yield said[start:], [one for one in texts if one.index >= first]


def _claims(said: Sequence[Said], texts: Sequence[Text]) -> Iterator[Claim]:
    yield from growth.claims(said)
    yield from apart.claims(said)
    yield from share.claims(said)
    yield from done.claims(said)
    yield from carry.claims(said)
    yield from tree.claims(said)
    yield from listed.claims(said)
    yield from listed.vehicles(texts)
    yield from function_sum.claims(said)
    yield from order.claims(said, texts)
    yield from again.claims(said)
    yield from grade.claims(texts)
