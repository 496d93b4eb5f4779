"""Attainability (可达到): whether any other side of a rate gives it as printed (GRIM).

Only one side of the rate is printed.  The other one is looked for on the grid of the
printed side (whole things are whole, amounts have as many decimals), by bounds alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from checker.arithmetic.expression import Attainable
from checker.arithmetic.interval import Interval
from checker.number import Approximation, Number

NOUGHT, HUNDRED = Fraction(0), Fraction(100)


class Fit(Enum):
    """相合: how the rate can have come about."""

    PRINTED = "printed"  # from the known side as printed, rounded half up
    WORDED = "worded"  # from what the words around a number (约, 以上) allow
    ROUNDED = "rounded"  # from what the known side was rounded from
    CUT = "cut"  # only by cutting digits
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Attained:
    """所达: how the rate fits, the admissible other sides, and the nearest rate there is.

    ``other`` has the least and the greatest of them, in base units; ``rate`` is what the
    one nearest to the print gives; ``low``/``high`` what the extremes give.
    """

    fit: Fit
    other: tuple[Fraction, Fraction] | None = None
    rate: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Range:
    """Values between two ends; unlike an interval's, an end may be left out.

    Of the two rates at the ends of a print only one rounds to it.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def shares(self, shift: Fraction) -> _Range | None:
        """The range of shares: shifted, and nothing below nought."""
        low = None if self.low is None else self.low + shift
        high = None if self.high is None else self.high + shift
        if high is not None and high < 0:
            return None
        if low is None or low < 0:
            return _Range(NOUGHT, high, False, self.high_open)
        return _Range(low, high, self.low_open, self.high_open)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the other side is looked for: multiples of ``step``, from ``first`` on."""

    known: Fraction
    part: bool  # the part is known, the whole is looked for
    step: Fraction
    rate: Fraction

    @property
    def first(self) -> int:
        return 1 if self.part else 0

    def steps(
        self, known: Interval, rates: _Range | None, slack: Fraction = NOUGHT
    ) -> tuple[int, int | None] | None:
        """The first and the last multiple that gives one of ``rates``; None: there is none."""
        other = rates and (_wholes(known, rates) if self.part else _parts(known, rates))
        if not other or other.low is None:
            return None
        low = (other.low - slack) / self.step
        first = floor(low) + 1 if other.low_open and not slack else ceil(low)
        first = max(first, self.first)
        if other.high is None:
            return first, None
        high = (other.high + slack) / self.step
        last = ceil(high) - 1 if other.high_open and not slack else floor(high)
        return (first, last) if first <= last else None

    def gives(self, steps: int) -> Fraction:
        """The rate that the known side and ``steps`` on the other one give."""
        other = steps * self.step
        return HUNDRED * (self.known / other if self.part else other / self.known)

    def attained(self, fit: Fit, steps: tuple[int, int | None] | None, shift: Fraction) -> Attained:
        """What the admissible ``steps`` give, or the nearest that are not."""
        if self.part and self.rate <= 0:
            return Attained(fit)
        ideal = HUNDRED * self.known / self.rate if self.part else self.rate * self.known / HUNDRED
        ideal /= self.step
        first, last = steps or (self.first, None)
        near = sorted({max(first, floor(ideal)), max(first, ceil(ideal))})
        rates = [self.gives(k if last is None else min(k, last)) for k in near]
        nearest = min(rates, key=lambda rate: abs(rate - self.rate)) - shift
        if steps is None:
            return Attained(fit, None, nearest, min(rates) - shift, max(rates) - shift)
        if last is None:
            return Attained(fit, None, nearest)
        low, high = sorted((self.gives(first), self.gives(last)))
        other = first * self.step, last * self.step
        return Attained(fit, other, nearest, low - shift, high - shift)


def attain(rate: Number, reading: Attainable, *, shift: Fraction = NOUGHT) -> Attained:
    """What other side gives ``rate``, and how.

    ``shift`` is added to the rate: what grew by 20 % is 120 % of its base.  The known side
    is above nought.
    """
    known = reading.known.number
    grid = _Grid(known.exact, reading.part is not None, known.ulp, rate.exact + shift)
    as_printed, spread = Interval.at(known.exact), Interval(known.low, known.high)
    said = _Range(rate.low, rate.high).shares(shift)
    worded = known.approximation is not Approximation.NONE
    plain = rate.approximation is Approximation.NONE
    if plain and grid.part and grid.rate <= 0:
        return Attained(Fit.NONE)  # what was done is something, and so is its share
    fit, steps = Fit.NONE, None
    if plain or rate.approximation is Approximation.ABOUT:
        fit, steps = Fit.PRINTED, grid.steps(as_printed, _rounded(rate).shares(shift))
    if steps is None and (worded or not plain):
        fit, steps = Fit.WORDED, grid.steps(spread if worded else as_printed, said)
    if steps is None and not known.counts:
        # The other side was rounded as well: half a step to either side of the grid.
        fit, steps = Fit.ROUNDED, grid.steps(spread, said, slack=known.ulp / 2)
    if steps is None and plain:
        fit, steps = Fit.CUT, grid.steps(as_printed, _cut(rate).shares(shift))
    return grid.attained(fit if steps else Fit.NONE, steps, shift)


def _rounded(rate: Number) -> _Range:
    """The rates that print as ``rate`` when rounded half up, away from nought on a tie."""
    half = rate.ulp / 2
    return _Range(rate.exact - half, rate.exact + half, rate.exact <= 0, rate.exact >= 0)


def _cut(rate: Number) -> _Range:
    """The rates that print as ``rate`` when cut."""
    low = rate.exact - (rate.ulp if rate.exact <= 0 else 0)
    high = rate.exact + (rate.ulp if rate.exact >= 0 else 0)
    return _Range(low, high, rate.exact <= 0, rate.exact >= 0)


def _wholes(part: Interval, rates: _Range) -> _Range | None:
    """The wholes of which ``part`` is one of ``rates``: the greater the rate, the less."""
    if rates.high is not None and rates.high <= 0:
        return None
    least = NOUGHT if rates.high is None else HUNDRED * max(part.low or NOUGHT, NOUGHT) / rates.high
    if not rates.low or part.high is None:
        return _Range(least, None, rates.high_open)
    return _Range(least, HUNDRED * part.high / rates.low, rates.high_open, rates.low_open)


def _parts(whole: Interval, rates: _Range) -> _Range:
    """The parts of ``whole`` that are one of ``rates``."""
    low = (rates.low or NOUGHT) * max(whole.low or NOUGHT, NOUGHT) / HUNDRED
    if rates.high is None or whole.high is None:
        return _Range(low, None, rates.low_open)
    return _Range(low, rates.high * whole.high / HUNDRED, rates.low_open, rates.high_open)
