"""Repairs (改法): the value that one figure should read for its relations to hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from checker.arithmetic.interval import EVERYTHING, Interval
from checker.arithmetic.keystroke import Keystroke, keystroke, variants
from checker.arithmetic.relation import Relation
from checker.arithmetic.solve import admissible, pins, reprinted
from checker.figure import Figure
from checker.number import Number

RANGE = "～"
# More decimals than a figure was printed with are tried where no print of its own fits.
FINER = 2

Holds = Callable[[Relation], bool]


@dataclass(frozen=True, slots=True)
class Repair:
    """改法: what the figure should read; ``ends`` are its number, or the two ends of a range.

    ``wide``: one of many values that would do.
    """

    should_read: str
    ends: tuple[Number, ...]
    keystroke: Keystroke | None = None
    wide: bool = False


def pinned(figure: Figure, broken: Sequence[Relation]) -> list[Repair]:
    """The values that the broken relations tie the figure down to, each on its own."""
    texts = dict.fromkeys(text for relation in broken for text in pins(relation, figure))
    old = figure.number
    return [_single(old, text) for text in texts if _lawful(old, text) and _other(old, text)]


def repair(
    figure: Figure, broken: Sequence[Relation], good: Sequence[Relation], check: Holds
) -> Repair | None:
    """A change of the figure alone that mends all of ``broken`` and breaks none of ``good``.

    First the values that a relation ties it down to, then one slip of the hand, then the
    one print that fits, then the range of those that do.
    """
    relations = (*broken, *good)

    def fits(text: str) -> bool:
        numbers = {figure: _number(figure.number, text)}
        return _lawful(figure.number, text) and all(
            check(reprinted(relation, numbers)) for relation in relations
        )

    for candidate in pinned(figure, broken):
        if fits(candidate.should_read):
            return candidate
    for span in _spans(figure, broken, good):
        if span == EVERYTHING:
            continue
        if found := _slip(figure, span, fits) or _between(figure, span, fits):
            return found
    return None


def _spans(figure: Figure, broken: Sequence[Relation], good: Sequence[Relation]) -> list[Interval]:
    """Where the figure must lie, the nearest first; a good relation may hold within rounding."""
    spans = [EVERYTHING]
    for wide, relations in ((False, broken), (True, good)):
        for relation in relations:
            needed = admissible(relation, figure, wide=wide)
            met = [span.meet(other) for span in spans for other in needed]
            spans = list(dict.fromkeys(span for span in met if span is not None))
            if not spans:
                return []
    at = figure.number.exact
    return sorted(spans, key=lambda span: _apart(span, at))


def _apart(span: Interval, value: Fraction) -> Fraction:
    below = Fraction(0) if span.low is None else span.low - value
    above = Fraction(0) if span.high is None else value - span.high
    return max(below, above, Fraction(0))


def _slip(figure: Figure, span: Interval, fits: Callable[[str], bool]) -> Repair | None:
    """The one repair inside ``span`` that a single slip explains."""
    old, width = figure.number, span.width
    if width is None:
        return None
    found: dict[Keystroke, list[str]] = {}
    inside = span * (1 / old.scale)
    for printed, (text, kind) in variants(old.digits).items():
        value = Fraction(*printed.as_integer_ratio())
        if value in inside and (
            kind is not Keystroke.DIGIT or not _chance(old, value * old.scale, width)
        ):
            found.setdefault(kind, []).append(text)
    for kind, texts in found.items():
        if len(texts) == 1 and fits(texts[0]):
            return Repair(texts[0], (_number(old, texts[0]),), kind)
    return None


def _chance(old: Number, value: Fraction, width: Fraction) -> bool:
    """Whether some digit would fall in a span of this width by chance alone."""
    steps = abs(value - old.exact) / old.ulp
    place = old.ulp * Fraction(10 ** (len(str(int(steps))) - 1))
    return width * 10 > place


def _between(figure: Figure, span: Interval, fits: Callable[[str], bool]) -> Repair | None:
    """The one print in ``span``, or the range of those there are."""
    old = figure.number
    whole = old.unit is not None and old.unit.whole
    for places in range(old.places, old.places + (1 if whole else 1 + FINER)):
        step = old.scale / 10**places
        low = None if span.low is None else ceil(span.low / step)
        high = None if span.high is None else floor(span.high / step)
        if low is not None and old.value >= 0 and (high is None or high >= 0):
            low = max(low, 0)
        if low is not None and high is not None and low > high:
            continue
        if found := _fitting(old, low, high, places, fits):
            return found
    return None


def _fitting(
    old: Number, low: int | None, high: int | None, places: int, fits: Callable[[str], bool]
) -> Repair | None:
    """The steps from ``low`` to ``high`` whose ends were seen to fit, an end in if it must."""

    def text(step: int) -> str:
        return f"{Decimal(step).scaleb(-places):.{places}f}"

    def end(step: int | None, inwards: int) -> int | None:
        if step is None:
            return None
        return next((s for s in (step, step + inwards) if fits(text(s))), None)

    first, last = end(low, 1), end(high, -1)
    ends = [step for step in (first, last) if step is not None]
    if not ends or len(ends) < (low is not None) + (high is not None):
        return None
    if low is None or high is None or ends[0] >= ends[-1]:
        return _single(old, text(ends[0]), wide=low is None or high is None)
    texts = [text(step) for step in ends]
    return Repair(RANGE.join(texts), tuple(_number(old, t) for t in texts), wide=True)


def _single(old: Number, text: str, *, wide: bool = False) -> Repair:
    slip = None if wide else keystroke(old.digits, text)
    return Repair(text, (_number(old, text),), slip, wide)


def _number(old: Number, text: str) -> Number:
    places = len(text.partition(".")[2])
    return replace(old, text=text, value=Decimal(text), places=places)


def _other(old: Number, text: str) -> bool:
    return Decimal(text) != old.value


def _lawful(old: Number, text: str) -> bool:
    """Whether a figure may read so: below nought only if it was, or lost its sign."""
    value = Decimal(text)
    if value >= 0 or old.value < 0:
        return True
    signed = old.unit is None or not (old.unit.whole or old.unit.dimension == "score")
    return value == -old.value and signed
