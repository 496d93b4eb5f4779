"""Trees of items (名目之和): “三公”经费 = 因公出国 + 公务用车 + 公务接待, over paragraphs.

The total stands in one paragraph, its parts in those behind it; only when every part is
told in the same role is there a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.phrase.fit import adds_up, slipped
from checker.extract.statement.find import LEVELS, amounts
from checker.extract.statement.item import CLOSE, FUNDED, TREES
from checker.extract.statement.reading import Said

NEAR = 12  # figures behind a total among which its parts are looked for


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    topics: dict[str, list[Said]] = {}
    for one in said:
        topics.setdefault(one.topic, []).append(one)
    for parent, children in TREES.items():
        for role in LEVELS:
            for here in topics.values():
                yield from _sums(here, parent, children, role)
    for here in topics.values():
        yield from _home(here)
    yield from _small(said)


def _sums(here: Sequence[Said], parent: str, children: Sequence[str], role: str) -> Iterator[Claim]:
    totals = list(_named(here, parent, role))
    if not totals:
        return
    found = {name: list(_named(here, name, role)) for name in children}
    if not all(found.values()):
        return
    for n, total in enumerate(totals):
        start = here.index(total)
        until = here.index(totals[n + 1]) if n + 1 < len(totals) else len(here)
        if parent in FUNDED:
            until = min(until, start + NEAR)
        if parent in CLOSE:
            inside = [at for at, one in enumerate(here) if one.text is total.text]
            until = min(until, inside[-1] + 1)
        parts = [
            next((one for one in found[name] if start < here.index(one) < until), None)
            for name in children
        ]
        if all(part is None for part in parts):
            continue
        # What is not told again was told before: the total of one paragraph, its parts of another.
        known = [
            part or (None if parent in CLOSE else _only(found[name]))
            for part, name in zip(parts, children, strict=True)
        ]
        if any(part is None for part in known):
            continue
        chosen = [part for part in known if part is not None]
        if parent in CLOSE and not _within(here, total, chosen[0]):
            continue
        mentions = [part.mention for part in chosen]
        if not all(m.dimension == total.mention.dimension for m in mentions):
            continue
        total = _meant(here, total, chosen)
        whole = all(part is not None for part in parts)
        if whole or adds_up(total.mention, mentions):
            yield Claim(
                "sum",
                total.figure,
                parts=tuple(part.figure for part in chosen),
                subject=parent,
            )


def _meant(here: Sequence[Said], total: Said, parts: Sequence[Said]) -> Said:
    """采购预算 A，实际采购 B；其中货物 a、工程 b、服务 c: the parts may make B, named or not."""
    mentions = [part.mention for part in parts]
    first = min(here.index(part) for part in parts)
    told = [one for one in here[here.index(total) : first] if one.text is total.text]
    some = [one for one in told if one is total or (one.role in LEVELS and not one.named)]
    some = [one for one in some if one.mention.dimension == total.mention.dimension]
    fits = (one for one in some if adds_up(one.mention, mentions))
    near = (one for one in some if slipped(one.mention, mentions))
    return next(fits, None) or next(near, total)


def _named(here: Sequence[Said], name: str, role: str) -> Iterator[Said]:
    """The amounts of an item under one heading, of whatever fund that is."""
    for fund in dict.fromkeys(one.fund for one in here) if name in FUNDED else ("",):
        yield from amounts(here, name, fund, role)


def _only(found: Sequence[Said]) -> Said | None:
    values = {one.figure.number.exact for one in found}
    return found[0] if len(values) == 1 else None


def _home(here: Sequence[Said]) -> Iterator[Claim]:
    """公务接待费 A 万元，其中国内公务接待支出 A 万元: nothing else was spent, or it is told."""
    homes = list(amounts(here, "reception_home", role="actual"))
    totals = list(amounts(here, "reception", role="actual"))
    abroad = list(amounts(here, "reception_foreign", role="actual"))
    before = [one for one in totals if homes and here.index(one) < here.index(homes[0])]
    if not before:
        return
    parts = [homes[0], *abroad[:1]]
    if abroad and adds_up(before[-1].mention, [one.mention for one in parts]):
        yield Claim(
            "sum",
            before[-1].figure,
            parts=tuple(one.figure for one in parts),
            subject="reception",
        )
    elif homes[0].figure.number.exact == before[-1].figure.number.exact:
        yield Claim("agreement", homes[0].figure, base=before[-1].figure, subject="reception")


def _small(said: Sequence[Said]) -> Iterator[Claim]:
    """面向中小企业预留 A 万元，面向小微企业预留 B 万元: the small are among the medium-sized."""
    for at, one in enumerate(said):
        before = said[at - 1] if at else None
        if before is None or (before.item, one.item) != ("sme", "micro"):
            continue
        if before.text is one.text and before.role == one.role and one.role in LEVELS:
            yield Claim("subset", one.figure, whole=before.figure, subject="micro")


def _within(here: Sequence[Said], total: Said, part: Said) -> bool:
    """Whether 其中 opens the parts, right behind the total or what else is said of its item.

    Else what stands side by side, or behind another amount, may be of another whole.
    """
    between = total.text.passage.text[total.mention.end : part.mention.start]
    opens = total.mention.end + between.rfind("其中")
    others = [
        one
        for one in here[here.index(total) + 1 : here.index(part)]
        if one.role in LEVELS and one.mention.bracket is None and one.mention.end <= opens
    ]
    own = all(one.item == total.item for one in others)
    return "其中" in between and own and part.mention.sentence - total.mention.sentence <= 1
