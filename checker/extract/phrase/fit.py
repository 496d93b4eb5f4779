"""Fit (相合): whether printed figures bear a reading out.

Which figures a sentence means is often open; then the reading that the figures bear out is
the one that was meant, and only where none does the words alone decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from checker.arithmetic.expression import (
    Attainable,
    Expression,
    Ratio,
    Sum,
    difference,
    growth,
    percent,
    total,
)
from checker.arithmetic.relation import Relation
from checker.arithmetic.slip import one_slip_away
from checker.arithmetic.verdict import Verdict, holds, judge
from checker.extract.mention import Mention
from checker.figure import Figure
from checker.number import Approximation, Number

# A total that is one digit off its parts was meant to be their sum, when it has so many.
SURE_DIGITS = 4
MIXED = 3  # parts of a list whose amounts are printed to different places
LEAST_SWAPPED = 100  # of two digits any two have changed places by chance


def measures_alike(a: Mention, b: Mention) -> bool:
    """Whether two figures measure the same: the same counter, or amounts of one dimension."""
    if a.unit == b.unit:
        return True
    return a.dimension == b.dimension and a.dimension != ""


def plain(mention: Mention) -> bool:
    """Whether no word softens the number (约, 余, 以上)."""
    return mention.figure.number.approximation is Approximation.NONE


def added(parts: Sequence[Mention], minus: Sequence[Mention] = ()) -> Expression:
    terms = tuple((1, part.figure) for part in parts)
    return Sum((*terms, *((-1, part.figure) for part in minus)))


def adds_up(whole: Mention, parts: Sequence[Mention], minus: Sequence[Mention] = ()) -> bool:
    """Whether the parts (less what is taken away) make the whole, rounding allowed for."""
    exact = sum((p.figure.number.exact for p in parts), Fraction(0)) - sum(
        (p.figure.number.exact for p in minus), Fraction(0)
    )
    number = whole.figure.number
    if exact == number.exact:
        return True
    figures = [p.figure.number for p in (*parts, *minus)]
    if number.counts and all(n.counts for n in figures) and plain(whole):
        return False
    return holds(Relation("sum", whole.figure, (added(parts, minus),)))


def nearly(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts would make the whole but for one slip in one of the figures."""
    return one_slip_away(Relation("sum", whole.figure, (added(parts),)))


def is_ratio(rate: Mention, part: Sequence[Figure], whole: Figure) -> bool:
    """Whether the rate is what the part is of the whole."""
    above: Expression = part[0] if len(part) == 1 else total(part)
    return holds(Relation("ratio", rate.figure, (percent(above, whole),)))


def nearly_ratio(rate: Mention, part: Sequence[Figure], whole: Figure) -> bool:
    """Whether the rate is one slip of the pen off what the part is of the whole.

    Among figures that have nothing to do with each other hardly any two come so near.
    """
    if not plain(rate) or len(rate.figure.number.digits) < SURE_DIGITS + 1:
        return False
    above: Expression = part[0] if len(part) == 1 else total(part)
    found = judge(Relation("ratio", rate.figure, (percent(above, whole),)))
    return found.printed is not None and one_slip(found.printed, rate.figure.number.digits)


def one_slip(a: str, b: str) -> bool:
    """Whether two prints differ in one digit, or in the order of two neighbours."""
    if len(a) != len(b) or a == b:
        return False
    apart = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = (
        len(apart) == 2
        and apart[1] - apart[0] <= 2
        and sorted(a[i] for i in apart) == sorted(b[i] for i in apart)
    )
    return len(apart) == 1 or swapped


def is_growth(rate: Mention, current: Figure, base: Figure, *, falls: bool) -> bool:
    return holds(_growth(rate, current, base, falls=falls))


def nearly_growth(rate: Mention, current: Figure, base: Figure, *, falls: bool) -> bool:
    """Whether the rate is one slip of the pen off the growth from the base."""
    found = judge(_growth(rate, current, base, falls=falls))
    return found.printed is not None and one_slip(found.printed, rate.figure.number.digits)


def _growth(rate: Mention, current: Figure, base: Figure, *, falls: bool) -> Relation:
    reading = Ratio(difference(base, current), base) if falls else growth(current, base)
    return Relation("growth", rate.figure, (reading,))


def is_growth_by(rate: Mention, current: Figure, by: Figure, *, falls: bool) -> bool:
    """Whether the rate is that of a change ``by`` which led to the current value."""
    base = total((current, by)) if falls else difference(current, by)
    return holds(Relation("growth", rate.figure, (Ratio(by, base),)))


def is_difference(change: Mention, a: Figure, b: Figure) -> bool:
    return holds(Relation("difference", change.figure, (difference(a, b), difference(b, a))))


def attains(rate: Mention, current: Figure, *, falls: bool) -> bool:
    """Whether some base as printed as the current value gives the growth."""
    number = rate.figure.number
    if falls:
        number = replace(number, value=-number.value)
    stated = replace(rate.figure, number=number)
    found = judge(Relation("growth", stated, (Attainable(current, None),)))
    return found.verdict is Verdict.CONSISTENT


def exceeded(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts come to more than the whole."""
    return sum(p.figure.number.exact for p in parts) > whole.figure.number.exact


def slipped(
    whole: Mention,
    parts: Sequence[Mention],
    *,
    fits: bool = False,
    digits: int = SURE_DIGITS,
    round_: bool = False,
) -> bool:
    """Whether one digit, or two that changed places, part the whole from the sum of its parts.

    Of lists that are not complete hardly one misses its total by just that, if the
    figures are long (``digits``) and not round (``round_``: the whole may be).  ``fits``:
    adding up will do as well.
    """
    numbers = [m.figure.number for m in (whole, *parts)]
    if not all(map(plain, (whole, *parts))):
        return False
    ulp, coarse = min(n.ulp for n in numbers), max(n.ulp for n in numbers)
    one_unit = len({m.unit for m in (whole, *parts)}) == 1
    if ulp != coarse and (len(parts) < MIXED or not one_unit):
        return False
    long = [n for n in numbers if len(n.digits.replace(".", "").strip("0")) >= digits]
    if len(long) < 2 or (numbers[0] not in long and not round_):
        return False
    more = sum((n.exact for n in numbers[1:]), Fraction(0)) - numbers[0].exact
    steps = int(more / ulp)
    apart = str(abs(steps)).rstrip("0")
    if not apart or abs(more) < coarse:
        return fits
    if len(apart) == 1:
        return True
    due = [(n, n.exact + (more if n is numbers[0] else -more)) for n in numbers]
    return any(right > 0 and misprinted(n, right) for n, right in due)


def misprinted(number: Number, right: Fraction) -> bool:
    """Whether a number is one slip off what it should read."""
    due = right / number.ulp
    return due.denominator == 1 and one_slip(str(number.exact / number.ulp), str(due))


def overlapping(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts come to more than the whole by two digits of one that changed places."""
    if not all(map(plain, (whole, *parts))) or not exceeded(whole, parts):
        return False
    total = whole.figure.number.exact
    more = sum((p.figure.number.exact for p in parts), Fraction(0)) - total
    return all(p.figure.number.exact <= total for p in parts) and any(
        _swapped(p.figure.number, more) for p in parts
    )


def _swapped(number: Number, more: Fraction) -> bool:
    """Whether a number that is ``more`` too much has two digits the wrong way round."""
    printed, right = number.exact / number.ulp, (number.exact - more) / number.ulp
    if right.denominator != 1 or printed < LEAST_SWAPPED:
        return False
    return sorted(str(printed)) == sorted(str(right)) and one_slip(str(printed), str(right))


def tells(rate: Mention, current: Mention, *, falls: bool) -> bool:
    """Whether a rate can be tried on one side alone.

    A measured amount was rounded after the rate was made of it; only a count is exact.
    """
    if not (plain(rate) and plain(current)) or current.percent:
        return False
    return current.figure.number.counts or attains(rate, current.figure, falls=falls)
