"""Printed numbers (印出的数): digits as they stand, their unit, the interval they stand for.

A number keeps its text.  97.20 and 97.2 are different prints: the first stands for
[97.195, 97.205], the second for [97.15, 97.25].  Values are Decimal or Fraction; no
float is made anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

# 约: the share by which "about" widens a number to both sides when nothing else is said.
ABOUT = Fraction(1, 20)
_about: ContextVar[Fraction] = ContextVar("about", default=ABOUT)


@contextmanager
def about(share: Fraction) -> Iterator[None]:
    """约: numbers made inside are widened by ``share`` where "about" stands, and keep it."""
    before = _about.set(share)
    try:
        yield
    finally:
        _about.reset(before)


def share() -> Fraction:
    """The share that numbers made here are widened by."""
    return _about.get()


class Approximation(StrEnum):
    """约数词: to which side the words around a number open it."""

    NONE = "none"
    ABOUT = "about"  # 约 大约 左右 上下: both sides
    ABOVE = "above"  # 余 多 来 几: up to the next step of the last digit that is not zero
    NEARLY = "nearly"  # 近 将近 接近: down to the step before
    OVER = "over"  # 超过 逾 以上 不低于 至少 ≥ >: upwards without end
    UNDER = "under"  # 不足 以内 以下 不超过 ≤ <: downwards


@dataclass(frozen=True, slots=True)
class Unit:
    """计量单位: its name as printed, what it measures, and how many base units it holds.

    ``dimension`` is ``money``, ``percent``, ``point`` (百分点), ``area`` and the like, or
    the counter itself (户, 人次).  ``scale`` turns a printed value into base units
    (万元 -> 10 000 元).  ``whole`` says that it counts whole things.
    """

    name: str
    dimension: str
    scale: Fraction = Fraction(1)
    whole: bool = False


@dataclass(frozen=True)
class Number:
    """印出的数: ``value`` printed with ``places`` decimals in ``unit``."""

    text: str
    value: Decimal
    places: int
    unit: Unit | None = None
    approximation: Approximation = Approximation.NONE
    about: Fraction = field(default_factory=share, compare=False, repr=False)

    @property
    def scale(self) -> Fraction:
        return self.unit.scale if self.unit else Fraction(1)

    @property
    def dimension(self) -> str:
        return self.unit.dimension if self.unit else ""

    @cached_property
    def exact(self) -> Fraction:
        """The printed value in base units."""
        return Fraction(self.value) * self.scale

    @cached_property
    def ulp(self) -> Fraction:
        """末位单位: one unit in the last printed place, in base units."""
        return Fraction(1, 10**self.places) * self.scale

    @property
    def counts(self) -> bool:
        """Whether it counts whole things one by one (户, 件, 人), and so is exact."""
        return bool(self.unit and self.unit.whole and self.unit.scale == 1 and self.places == 0)

    @cached_property
    def _step(self) -> Fraction:
        """One unit of the last digit that is not zero: 130 -> 10, 2.5 -> 0.1."""
        digits = self.digits.replace(".", "")
        zeros = len(digits) - len(digits.rstrip("0")) if self.value else 0
        return self.ulp * Fraction(10**zeros)

    @cached_property
    def low(self) -> Fraction | None:
        """The least value that the print can stand for; None: no bound."""
        match self.approximation:
            case Approximation.ABOUT:
                return self.exact - abs(self.exact) * self.about
            case Approximation.NEARLY:
                return self.exact - self._step
            case Approximation.UNDER:
                return None
            case Approximation.ABOVE | Approximation.OVER:
                return self.exact
        return self.exact - self._half

    @cached_property
    def high(self) -> Fraction | None:
        """The greatest value that the print can stand for; None: no bound."""
        match self.approximation:
            case Approximation.ABOUT:
                return self.exact + abs(self.exact) * self.about
            case Approximation.ABOVE:
                return self.exact + self._step
            case Approximation.OVER:
                return None
            case Approximation.NEARLY | Approximation.UNDER:
                return self.exact
        return self.exact + self._half

    @property
    def _half(self) -> Fraction:
        # A count is exact, a score is given and not measured, and a bare 0 means "none".
        if self.counts or self.dimension == "score" or (self.value == 0 and self.places == 0):
            return Fraction(0)
        return self.ulp / 2

    def prints(self, value: Fraction) -> str:
        """What ``value`` (base units) reads when rounded half up (四舍五入) to these places."""
        return printed(value / self.scale, self.places)

    def cuts(self, value: Fraction) -> str:
        """What ``value`` (base units) reads when cut (截位) at these places."""
        scaled = abs(value / self.scale) * 10**self.places
        return _digits(int(scaled), self.places, negative=value < 0)

    @cached_property
    def digits(self) -> str:
        """The printed number alone, without separators and unit, places kept: ``97.20``."""
        text = f"{self.value:.{self.places}f}"
        return text if self.value else text.removeprefix("-")


def printed(value: Fraction, places: int) -> str:
    """``value`` rounded half up, away from zero on a tie, to ``places`` decimals."""
    # In whole numbers: a sum of fractions would look for common divisors each time.
    above, below = 2 * abs(value.numerator) * 10**places, 2 * value.denominator
    return _digits((above + value.denominator) // below, places, negative=value < 0)


def _digits(mantissa: int, places: int, *, negative: bool) -> str:
    sign = "-" if negative and mantissa else ""
    text = str(mantissa).rjust(places + 1, "0")
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"
