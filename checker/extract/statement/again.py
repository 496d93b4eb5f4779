"""Said again (重复陈述): the same item's amount in two places of a statement of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.statement.find import LEVELS
from checker.extract.statement.reading import Said

# Items that are one amount wherever they are told, as long as it is in the same role.
ONE = frozenset({"three", "abroad", "car", "car_run", "car_bought", "reception", "organ"})
# Items that may be told again, where the figures show that they are.
SAME = frozenset({"general", "sme", "micro", "goals"})
IN_TOTAL, OUT_TOTAL = re.compile(r"收入总计[为是：:\s]*$"), re.compile(r"支出总计[为是：:\s]*$")
IN_ALL = re.compile(r"^\s*(?:共计|合计|共)支出\s*$")
DIGITS = 3  # with so many a change that is told again is the same change


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    yield from _items(said)
    yield from _changes(said)
    yield from _balance(said)
    yield from _in_all(said)


def _items(said: Sequence[Said]) -> Iterator[Claim]:
    """“三公”经费 in one paragraph and the next; the whole of a fund in its three sections."""
    first: dict[tuple[str, str, str], Said] = {}
    for one in said:
        if one.role not in LEVELS or not one.named or one.reason or one.mention.bracket is not None:
            continue
        if one.item == "general" and _elsewhere(one):
            continue
        if one.item not in ONE and one.item not in SAME:
            continue
        role = one.role if one.item in ONE else "收入" if "收入" in one.words else ""
        key = one.item, role, one.topic
        other = first.setdefault(key, one)
        if other is one or (one.item in ONE and _where(other) == _where(one)):
            continue
        equal = other.figure.number.exact == one.figure.number.exact
        if equal or (one.item in (*ONE, "general") and _slip(other, one)):
            yield Claim("agreement", one.figure, base=other.figure, subject=one.item)


def _elsewhere(one: Said) -> bool:
    """Whether the fund is named beside something else: 三公经费 of it, procurement out of it."""
    return not one.words or "其中" in one.words


def _where(one: Said) -> tuple[int, int]:
    return one.text.index, one.mention.sentence


def _slip(a: Said, b: Said) -> bool:
    """Whether the two differ by one digit: another amount would hardly look so."""
    one, other = a.figure.number, b.figure.number
    if one.places != other.places or len(one.digits) != len(other.digits):
        return False
    apart = [x != y for x, y in zip(one.digits, other.digits, strict=True)]
    return sum(apart) == 1 and len(apart) > DIGITS


def _changes(said: Sequence[Said]) -> Iterator[Claim]:
    """减少 2,389.52 万元 of the income, of the expenditure, of the fund: told again as it is."""
    known: dict[tuple[Fraction, int], Said] = {}
    for one in said:
        digits = one.figure.number.digits.replace(".", "").strip("0")
        if one.role != "change" or len(digits) < DIGITS or not one.way:
            continue
        other = known.setdefault((one.figure.number.exact, one.way), one)
        if other is not one and _where(other) != _where(one):
            yield Claim("agreement", one.figure, base=other.figure, subject=one.item)


def _balance(said: Sequence[Said]) -> Iterator[Claim]:
    """收入总计 A，支出总计 A · 收入预算 A … 支出预算 A: the two sides balance."""
    for income, spent in pairwise(said):
        sides = IN_TOTAL.search(income.words) and OUT_TOTAL.search(spent.words)
        if sides and _where(income) == _where(spent) and _whole(income) and _whole(spent):
            yield Claim("agreement", spent.figure, base=income.figure, subject="both")
    incomes = [o for o in said if o.item in ("income", "both") and _whole(o)]
    for spent in (o for o in said if o.item == "expense" and _whole(o)):
        equal = [
            o
            for o in incomes
            if o.role == spent.role
            and (o.figure.number.exact == spent.figure.number.exact or _planned(o, spent))
        ]
        if equal and spent.figure.number.value:
            yield Claim("agreement", spent.figure, base=equal[0].figure, subject="expense")
            return


def _planned(a: Said, b: Said) -> bool:
    """Whether the two are a budget's sides, one of them a digit off; accounts need not balance."""
    return "预算" in a.words and "预算" in b.words and _slip(a, b)


def _whole(one: Said) -> bool:
    return one.role in LEVELS and one.named and not one.reason and one.mention.bracket is None


def _in_all(said: Sequence[Said]) -> Iterator[Claim]:
    """国内公务接待支出 A 万元，18 批次、142 人次，共计支出 A 万元."""
    for at, one in enumerate(said):
        if one.role != "actual" or not IN_ALL.search(one.words) or one.mention.bracket is not None:
            continue
        before = said[at - 1] if at else None
        if before is None or before.text is not one.text or before.item != one.item:
            continue
        if at > 1 and said[at - 2].role == before.role and _where(said[at - 2]) == _where(one):
            continue  # 省级支出 A，县级支出 B，合计支出 C: the sum of the two
        if before.role == "actual" and before.mention.sentence == one.mention.sentence:
            yield Claim("agreement", one.figure, base=before.figure, subject=one.item)
