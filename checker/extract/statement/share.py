"""Shares (占比): B 万元，占 S% · 占本年支出合计的 S% — of the total that the list is of.

The shares of one list are of one total: the one that most of them fit.  Where the parts
make the total, their shares make 100 %.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from checker.arithmetic.expression import percent
from checker.arithmetic.relation import Relation
from checker.arithmetic.verdict import holds
from checker.extract.claim import Claim
from checker.extract.phrase.fit import adds_up, slipped
from checker.extract.phrase.frame import BRACKETS
from checker.extract.phrase.sides import joined
from checker.extract.statement.find import LEVELS, agreed, amounts
from checker.extract.statement.item import bare, fund, item
from checker.extract.statement.reading import SHARE, Said
from checker.figure import Figure

GAP = 24
NEAR = 4  # paragraphs that a list may stand behind its total
OPENING = re.compile(r"其中|主要用于|以下方面|包括|具体|如下|[：:]")
MANY = 24
# What the structure of income or of expenditure is of.
WHOLES = frozenset({"both", "income", "expense", "fiscal_both", "fiscal", "general"})

Pair = tuple[Said, Said]  # a share and its part


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    lists: dict[tuple[int, int], list[Pair]] = {}
    for at, share in enumerate(said):
        part = _part(said, at)
        if part is None:
            continue
        words = SHARE.search(bare(share.words))
        named = words["whole"] if words else ""
        claim = _named(said, share, part, named) if named.strip("的") else None
        if claim is not None:
            yield claim
        elif not named.strip("的") or item(named) in WHOLES:
            where = share.text.index, share.mention.sentence
            lists.setdefault(where, []).append((share, part))
    parts = frozenset(part.figure for pairs in lists.values() for _share, part in pairs)
    for pairs in _joined(lists):
        yield from _listed(said, pairs, parts)


def _joined(lists: Mapping[tuple[int, int], list[Pair]]) -> Iterator[list[Pair]]:
    """The lists, those whose items have a paragraph each put together."""
    held: list[Pair] = []
    last = -1
    for (index, _sentence), pairs in lists.items():
        alone = len(pairs) == 1 and pairs[0][1].mention.at == 0
        if held and not (alone and index == last + 1):
            yield held
            held = []
        if alone:
            held, last = [*held, *pairs], index
        else:
            yield pairs
    if held:
        yield held


def _part(said: Sequence[Said], at: int) -> Said | None:
    share = said[at]
    if share.role != "share" or not at:
        return None
    mention, text = share.mention, share.text
    if joined(text, mention, text.following(mention)) or joined(
        text, text.preceding(mention), mention
    ):
        return None
    for part in reversed(said[:at]):
        if part.text is not share.text or part.mention.sentence != share.mention.sentence:
            return None
        between = part.text.between(part.mention, share.mention)
        if "分别" in between:  # told one by one: which is of which is read elsewhere
            return None
        if part.mention.bracket is not None and part.mention.bracket != share.mention.bracket:
            continue
        if part.role == "share":
            return None
        between = BRACKETS.sub("", between)  # A（人员经费 a、公用经费 b），占 S%
        ok = part.role in LEVELS and len(between) <= GAP and "；" not in between
        return part if ok else None
    return None


def _named(said: Sequence[Said], share: Said, part: Said, words: str) -> Claim | None:
    """占本年支出合计的 S%: the total of that name, before it or after."""
    name = item(words + "支出" if words == "本年" else words) or _kin(words, part)
    if not name or name == part.item:
        return None
    found = list(amounts(said, name, fund(words) or part.fund))
    spent = [one for one in found if one.role == "actual"] or found
    near = [one for one in spent if one.text is share.text]
    if part.item in ("sme", "micro") and near:
        spent = near
    whole = next((one for one in spent if _fits(share, part, one)), None)
    if whole is None:
        # 采购预算 A，实际采购 B，其中授予中小企业 C，占采购支出的 S%: of B, whatever it is called
        whole = next((one for one in _beside(said, part) if _fits(share, part, one)), None)
    if whole is None:  # what was to be spent is no total of what was
        told = [one for one in spent if one.role == "actual" or "支出" not in words]
        whole = next(
            (
                some[0]
                for some in (told, [one for one in near if one in told])
                if some and agreed(some)
            ),
            None,
        )
    return _ratio(share, part, whole) if whole is not None else None


def _beside(said: Sequence[Said], part: Said) -> list[Said]:
    """The amounts before a part, in its sentence and the one before that."""
    return [
        one
        for one in said[: said.index(part)]
        if one.text is part.text
        and part.mention.sentence - one.mention.sentence <= 1
        and one.role in LEVELS
    ]


def _kin(words: str, part: Said) -> str:
    if "合同" in words or "采购" in words:
        return "procurement"
    return ""


def _listed(said: Sequence[Said], pairs: Sequence[Pair], listed: Set[Figure]) -> Iterator[Claim]:
    """The shares of one paragraph whose total is not named."""
    whole, sure = _whole(said, pairs, listed)
    if whole is None:
        mentions = [part.mention for _share, part in pairs]
        for other in _opening(said, pairs):
            if len(pairs) > 2 and slipped(other.mention, mentions):
                yield _sum(other, [part for _share, part in pairs])
        return
    fitting = [pair for pair in pairs if _fits(*pair, whole)]
    for share, part in pairs:
        if sure or 2 * len(fitting) > len(pairs) or (share, part) in fitting:
            yield _ratio(share, part, whole)
    parts = [part.mention for _share, part in pairs]
    if len(parts) < 2 or whole.figure in {part.figure for part in parts}:
        return
    shares = [share for share, _part in pairs]
    near = _make_hundred(shares)
    fits = adds_up(whole.mention, parts)
    if fits and (not near or _apart(shares) == 0):  # 99.99 % is what rounding leaves
        yield _hundred(shares)
    if fits or near:
        yield _sum(whole, [part for _share, part in pairs])
    for other in _opening(said, pairs):
        if other.figure.number.exact != whole.figure.number.exact and slipped(other.mention, parts):
            yield _sum(other, [part for _share, part in pairs])


def _opening(said: Sequence[Said], pairs: Sequence[Pair]) -> Iterator[Said]:
    """The amount that opens the list, be it in the paragraph before."""
    first = pairs[0][1]
    for one in reversed(said[: said.index(first)]):
        if first.text.index - one.text.index > NEAR or one.topic != first.topic:
            return
        if one.role == "actual" and one.named and one.item in WHOLES:
            yield one
            return


def _whole(
    said: Sequence[Said], pairs: Sequence[Pair], listed: Set[Figure]
) -> tuple[Said | None, bool]:
    """What the list is of, and whether the words leave no doubt."""
    first = said.index(pairs[0][1])
    before = [
        one
        for one in said[max(0, first - 3 * MANY) : first]
        if one.role in LEVELS and one.mention.bracket is None and one.figure not in listed
    ]
    family = {part.item for _share, part in pairs}
    if family & {"abroad", "car", "reception"}:
        told = list(amounts(said, "three", role="actual"))
        told = [one for one in told if one.topic == pairs[0][0].topic] or told
        if told:
            best = max(told, key=lambda one: sum(_fits(*pair, one) for pair in pairs))
            return best, len({one.figure.number.exact for one in told}) == 1
    near = [one for one in before if one.text is pairs[0][0].text]
    near = [one for one in near if one.mention.sentence >= pairs[0][0].mention.sentence - 2]
    votes = Counter({n: sum(_fits(*pair, one) for pair in pairs) for n, one in enumerate(before)})
    best_at = max(votes, key=lambda n: (votes[n], n), default=None)
    if best_at is not None and votes[best_at] * 2 > len(pairs):
        return before[best_at], True
    if near and _opens(near[-1], pairs[0][1]) and near[-1].role == "actual":
        opener = near[0] if len(near) > 1 and near[0].item == near[-1].item else near[-1]
        return opener, not near[-1].reason
    if best_at is not None and votes[best_at]:
        return before[best_at], False
    return None, False


def _opens(whole: Said, part: Said) -> bool:
    return OPENING.search(whole.text.between(whole.mention, part.mention)) is not None


def _fits(share: Said, part: Said, whole: Said) -> bool:
    if whole.mention.dimension != part.mention.dimension or whole.figure == part.figure:
        return False
    if whole.figure.number.value == 0:
        return False
    return holds(Relation("ratio", share.figure, (percent(part.figure, whole.figure),)))


def _ratio(share: Said, part: Said, whole: Said) -> Claim:
    return Claim("ratio", share.figure, part=part.figure, whole=whole.figure, subject=part.item)


def _make_hundred(shares: Sequence[Said]) -> bool:
    """Whether the shares make 100 % within what rounding each of them may lose."""
    ulp = Decimal(1).scaleb(-min(one.figure.number.places for one in shares))
    return abs(_apart(shares)) * 2 <= len(shares) * ulp


def _apart(shares: Sequence[Said]) -> Decimal:
    return sum((one.figure.number.value for one in shares), Decimal(-100))


def _hundred(shares: Sequence[Said]) -> Claim:
    largest = max(shares, key=lambda one: one.figure.number.value)
    rest = tuple(one.figure for one in shares if one is not largest)
    return Claim("shares", largest.figure, parts=rest, subject=largest.item)


def _sum(whole: Said, parts: Sequence[Said]) -> Claim:
    return Claim("sum", whole.figure, parts=tuple(one.figure for one in parts), subject=whole.item)
