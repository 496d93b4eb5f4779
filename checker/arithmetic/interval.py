"""Intervals (区间): every value that something printed may stand for, ends included."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

# An end of an interval while it is multiplied: its value, or the sign of the infinity.
_End = tuple[Fraction | None, int]


@dataclass(frozen=True, slots=True)
class Interval:
    """区间: the values from ``low`` to ``high``, both included; None is no bound.

    Closed ends hold whichever way a tie was rounded: too wide by a point, never too narrow.
    """

    low: Fraction | None = None
    high: Fraction | None = None

    @classmethod
    def at(cls, value: Fraction) -> Interval:
        """The one value."""
        return cls(value, value)

    def __add__(self, other: Interval | Fraction) -> Interval:
        if not isinstance(other, Interval):
            other = Interval.at(other)
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high, None if self.low is None else -self.low
        )

    def __sub__(self, other: Interval | Fraction) -> Interval:
        return self + (-other)

    def __mul__(self, other: Interval | Fraction) -> Interval:
        if not isinstance(other, Interval):
            other = Interval.at(other)
        if self.low is not None and other.low is not None and self.low >= 0 and other.low >= 0:
            if self.high is not None and other.high is not None:  # amounts: no sign can turn
                return Interval(self.low * other.low, self.high * other.high)
        ends = [_product(a, b) for a in self._ends for b in other._ends]
        values = [value for value, _sign in ends if value is not None]
        endless = {sign for value, sign in ends if value is None}
        return Interval(
            None if -1 in endless else min(values), None if 1 in endless else max(values)
        )

    def __truediv__(self, other: Interval | Fraction) -> Interval | None:
        """The quotient; None when the divisor may be zero."""
        if not isinstance(other, Interval):
            return self * (1 / other) if other else None
        if 0 in other:
            return None
        nought = Fraction(0)
        return self * Interval(
            nought if other.high is None else 1 / other.high,
            nought if other.low is None else 1 / other.low,
        )

    def __contains__(self, value: Fraction | int) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def widened(self, by: Fraction) -> Interval:
        """The interval grown by ``by`` to both sides."""
        return self + Interval(-by, by)

    def meet(self, other: Interval) -> Interval | None:
        """The values in both; None when there are none."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        both = Interval(max(lows, default=None), min(highs, default=None))
        if both.low is not None and both.high is not None and both.low > both.high:
            return None
        return both

    def hull(self, other: Interval) -> Interval:
        """The least interval that holds both."""
        return Interval(
            None if self.low is None or other.low is None else min(self.low, other.low),
            None if self.high is None or other.high is None else max(self.high, other.high),
        )

    @property
    def width(self) -> Fraction | None:
        """How far apart the ends are; None when one is open."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def _ends(self) -> tuple[_End, _End]:
        return (self.low, -1), (self.high, 1)


EVERYTHING = Interval()


def _product(a: _End, b: _End) -> _End:
    if a[0] is not None and b[0] is not None:
        return a[0] * b[0], 0
    sign = _sign(a) * _sign(b)
    # An end without bound times zero is zero: only values, never the infinity, are multiplied.
    return (None, sign) if sign else (Fraction(0), 0)


def _sign(end: _End) -> int:
    value, infinity = end
    return infinity if value is None else (value > 0) - (value < 0)
