"""Formulas (算式的写法): numbers, expressions and places as a person would write them."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import takewhile
from pathlib import PurePath

from checker.arithmetic.expression import Constant, Expression, Ratio, Sum
from checker.figure import Figure, Place
from checker.language import _, msgid
from checker.number import Approximation, Number, printed

MINUS = "−"
MOST_PLACES = 4  # a recomputed value shows two decimals more than the stated one, up to these
_PRINTED = re.compile(r"[-+−]?\d[\d,，. ]*\d|\d")
_AROUND = {
    Approximation.ABOUT: msgid("约 {n}"),
    Approximation.ABOVE: msgid("{n} 多"),
    Approximation.NEARLY: msgid("近 {n}"),
    Approximation.OVER: msgid("不低于 {n}"),
    Approximation.UNDER: msgid("不超过 {n}"),
}


def amount(number: Number, *, unit: bool = True) -> str:
    """``29380 万元``, ``93%``, ``约 130 人``; without ``unit`` only percent signs stay."""
    text = with_unit(number.digits.replace("-", MINUS), number, unit=unit)
    around = _AROUND.get(number.approximation)
    return _(around).format(n=text) if around else text


def with_unit(digits: str, number: Number, *, unit: bool = True) -> str:
    """``digits`` with the unit of ``number``, once."""
    if number.unit is None or not number.unit.name:
        return digits
    digits = digits.removesuffix(number.unit.name).rstrip()
    if _sign(number):
        return digits + number.unit.name
    return f"{digits} {number.unit.name}" if unit else digits


def quoted(figure: Figure) -> str:
    """The figure's number as it was printed, separators and all; its unit only if a sign."""
    found = _PRINTED.search(figure.text)
    return with_unit(found.group() if found else figure.text, figure.number, unit=False)


def decimal(value: Fraction, places: int) -> str:
    """``value`` with at most ``places`` decimals; an exact value drops its trailing zeros."""
    text = printed(value, places)
    if "." in text and Fraction(text) == value:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def shown(value: Fraction, stated: Number) -> str:
    """``value`` (base units) in the unit of ``stated``, precise enough to see the verdict."""
    scaled = value / stated.scale
    places = max(min(stated.places + 2, MOST_PLACES), stated.places)
    for more in range(places, places + 9):
        seen = Fraction(printed(scaled, more)) * stated.scale
        if stated.prints(seen) == stated.prints(value) and stated.cuts(seen) == stated.cuts(value):
            places = more
            break
    return decimal(scaled, places)


def written(expression: Expression, *, units: bool = False, inner: bool = False) -> str:
    """The expression in figures: ``(967 − 609) ÷ 609``."""
    match expression:
        case Figure():
            text = amount(expression.number, unit=units)
            return f"({text})" if inner and text.startswith(MINUS) else text
        case Constant():
            return decimal(expression.value, MOST_PLACES)
        case Ratio():
            return (
                f"{written(expression.part, units=units, inner=True)} ÷ "
                f"{written(expression.whole, units=units, inner=True)}"
            )
        case Sum():
            text = _sum(expression, units)
            return f"({text})" if inner and len(expression.terms) > 1 else text


def where(place: Place, beside: str | None = None) -> str:
    """``第 57 行``, ``第 3 页``, ``工作表 Sheet1 B5``.

    The file is named where it is another than ``beside``, the one that is spoken of.
    """
    words = []
    if place.page is not None:
        words.append(_("第 {n} 页").format(n=place.page))
    if place.sheet is not None:
        words.append(_("工作表 {name}").format(name=place.sheet))
    if place.cell is not None:
        words.append(_("单元格 {name}").format(name=place.cell))
    if place.paragraph is not None:
        words.append(_("第 {n} 段").format(n=place.paragraph))
    if place.line is not None and not words:
        words.append(_("第 {n} 行").format(n=place.line))
    if beside is not None and place.document != beside:
        words.insert(0, _apart(PurePath(place.document), PurePath(beside)))
    return " ".join(words)


def _apart(file: PurePath, other: PurePath) -> str:
    """The name of a file, with the folders that it does not share with the other."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(file.parts, other.parts, strict=False))
    return str(PurePath(*file.parts[len(list(shared)) :]))


def _sum(expression: Sum, units: bool) -> str:
    parts: list[str] = []
    for sign, term in expression.terms:
        text = written(term, units=units, inner=bool(parts) or sign < 0)
        if parts:
            parts.append("+" if sign > 0 else MINUS)
            parts.append(text)
        else:
            parts.append(text if sign > 0 else MINUS + text)
    return " ".join(parts)


def _sign(number: Number) -> bool:
    """Whether the unit is a sign (% or ‰) that never parts from its digits."""
    return bool(number.unit and number.unit.name in ("%", "‰", "％"))
