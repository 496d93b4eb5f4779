"""Sums over functional items (科目之和): the 项 of a 类, and all of them against the whole.

Each 项 has a paragraph of its own, with its budget and what was spent.  That the list is
whole is believed when it is numbered through, names just the classes that the structure
names, and some other sum over it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.phrase.fit import adds_up, slipped
from checker.extract.statement.find import LEVELS, amounts
from checker.extract.statement.function import head
from checker.extract.statement.reading import Said

LEAST = 2
WHOLES = ("general", "fiscal", "fiscal_both", "expense", "both")

Sum = tuple[Said, tuple[Said, ...]]


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    for run in _runs(said):
        yield from _run(said, run)


def _runs(said: Sequence[Said]) -> Iterator[list[Said]]:
    """The first amounts in each role of neighbouring items, one paragraph each."""
    run: list[Said] = []
    for one in said:
        if not one.item.startswith("项:") or one.role not in LEVELS or not one.named:
            continue
        if run and one.topic != run[-1].topic:
            yield run
            run = []
        same = [x for x in run if x.item == one.item and x.role == one.role]
        again = any(x.text is not one.text for x in same)
        if again and len(run) > LEAST:
            yield run
            run = [one]
        elif not same and not one.reason and one.mention.bracket is None:
            run.append(one)
    if run:
        yield run


def _run(said: Sequence[Said], run: Sequence[Said]) -> Iterator[Claim]:
    held: list[Sum] = []
    broken: list[Sum] = []
    for role in LEVELS:
        parts = [one for one in run if one.role == role]
        if len(parts) < LEAST:
            continue
        for total in _totals(said, parts, role):
            _weigh(total, parts, held, broken)
            break
        for name in dict.fromkeys(head(one.item) for one in parts):
            inside = [one for one in parts if head(one.item) == name]
            for whole in _class(said, name, parts, role):
                _weigh(whole, inside, held, broken)
    for whole, items in held:
        yield _claim(whole, items)
    for whole, items in broken:
        near = slipped(whole.mention, [one.mention for one in items])
        if near or (held and len(held) >= len(broken)):
            yield _claim(whole, items)


def _weigh(total: Said, parts: Sequence[Said], held: list[Sum], broken: list[Sum]) -> None:
    if total.figure in {one.figure for one in parts}:
        return
    if len(parts) == 1 and total.figure.number.exact != parts[0].figure.number.exact:
        return
    fits = adds_up(total.mention, [one.mention for one in parts])
    (held if fits else broken).append((total, tuple(parts)))


def _totals(said: Sequence[Said], parts: Sequence[Said], role: str) -> Iterator[Said]:
    """What all of them may make: the one that they do, else the last total before them."""
    first = said.index(parts[0])
    mentions = [one.mention for one in parts]
    before = [one for name in WHOLES for one in amounts(said[:first], name, role=role)]
    before.sort(key=lambda one: said.index(one))
    yield from (one for one in reversed(before) if adds_up(one.mention, mentions))
    yield from (one for one in reversed(before[-1:]) if one.topic == parts[0].topic)


def _class(said: Sequence[Said], name: str, parts: Sequence[Said], role: str) -> Iterator[Said]:
    """The amount of a class, as the structure or its heading tells it."""
    found = [
        one
        for one in said
        if one.item.startswith("类:")
        and head(one.item).removesuffix("支出") == name
        and one.role == role
        and not one.reason
        and one.mention.bracket is None
        and (one.topic == parts[0].topic or one.fund == parts[0].fund)
    ]
    yield from found[:1]


def _claim(total: Said, parts: Sequence[Said]) -> Claim:
    if len(parts) == 1:
        return Claim("agreement", parts[0].figure, base=total.figure, subject=parts[0].item)
    return Claim("sum", total.figure, parts=tuple(one.figure for one in parts), subject=total.item)
