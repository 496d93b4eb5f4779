"""Operations (运算): what the signs of a formula do with values, as a spreadsheet does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

Value = Fraction | str | bool | None
Node = Callable[[], Value]
DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
NEAR = Fraction(1, 10**12)
COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b), "<>": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b), ">": lambda a, b: bool(a > b),
    "<=": lambda a, b: bool(a <= b), ">=": lambda a, b: bool(a >= b),
}  # fmt: skip


class NotRecalculated(Exception):
    """没有重算: a formula that asks for more than is worked out here."""


class Fault(Exception):
    """An error that a spreadsheet shows and IFERROR catches."""


def operation(sign: str, a: Node, b: Node) -> Node:
    def worked_out() -> Value:
        left, right = plain_number(a()), plain_number(b())
        match sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
        if not right:
            raise Fault
        return left / right

    return worked_out


def comparison(sign: str, a: Node, b: Node) -> Node:
    def worked_out() -> Value:
        left, right = a(), b()
        if left is None:
            left = "" if isinstance(right, str) else Fraction(0)
        if right is None:
            right = "" if isinstance(left, str) else Fraction(0)
        if type(left) is not type(right) or (isinstance(left, str) and sign not in ("=", "<>")):
            raise NotRecalculated
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            if 0 < abs(left - right) <= NEAR * max(abs(left), abs(right)):
                raise NotRecalculated  # binary fractions may have fallen together
        elif isinstance(left, str) and isinstance(right, str):
            left, right = left.casefold(), right.casefold()
        return COMPARED[sign](left, right)

    return worked_out


def seen(value: Fraction) -> Fraction:
    """The 15 digits of a value that a spreadsheet counts with when it rounds."""
    return Fraction(DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator)))


def plain_number(value: Value) -> Fraction:
    """A value in arithmetic: an empty cell is nought there, words are none of ours."""
    if value is None:
        return Fraction(0)
    if isinstance(value, Fraction):
        return value
    raise NotRecalculated
