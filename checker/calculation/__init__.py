"""Recalculated cells (公式核对): a workbook's formulas, and what their cells would show now.

What a cell shows is rounded, and what it holds is a binary fraction: a difference below the
last place shown is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checker import numberformat
from checker.calculation.formula import Calculation
from checker.calculation.operation import NotRecalculated, Value
from checker.document import Formula, Note

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST = 10_000  # formulas of a workbook
SHOWN = re.compile(r"[^-\d]*(?P<number>-?\d[\d,]*(?:\.(?P<places>\d+))?)(?P<percent>%?)\D*")
DIGITS = Context(prec=28)
# How far a sum of binary fractions may be from the sum itself: of one, and of its amount.
LEAST, SHARE = Fraction(1, 10**9), Fraction(1, 10**13)


@dataclass
class Formulas:
    """A sheet's formulas as its XML has them: told once for all that share one."""

    told: dict[str, str] = field(default_factory=dict)  # by cell; "" for kinds not worked out
    shared: dict[str, tuple[str, str]] = field(default_factory=dict)  # the cell that tells it
    shares: dict[str, str] = field(default_factory=dict)
    unsaved: set[str] = field(default_factory=set)

    def add(self, cell: str, formula: Element, *, saved: bool) -> None:
        kind, key = formula.get("t", "normal"), formula.get("si", "")
        if not saved:
            self.unsaved.add(cell)
        if kind == "shared" and not formula.text:
            self.told[cell], self.shares[cell] = "", key
        else:
            plain = kind in ("normal", "shared") and formula.text
            self.told[cell] = f"={formula.text}" if plain else ""
            if kind == "shared":
                self.shared[key] = cell, self.told[cell]

    def each(self) -> Iterator[tuple[str, str]]:
        """Every cell that has a saved value and a formula, and the formula."""
        from openpyxl.formula.translate import Translator

        for cell, own in self.told.items():
            if cell in self.unsaved:
                continue
            origin, text = self.shared.get(self.shares.get(cell, ""), ("", ""))
            try:
                yield cell, Translator(text, origin).translate_formula(cell) if text else own
            except Exception:  # the library raises what it likes
                yield cell, ""


def recalculated(
    book: Any, formulas: Mapping[str, Formulas], text: Callable[[Any, Any], str]
) -> tuple[tuple[Formula, ...], list[Note]]:
    """The formulas of the visible sheets that could be worked out, and notes of the others.

    ``text`` tells what a cell shows.
    """
    from openpyxl.cell import MergedCell

    pages = {page.title.casefold(): page for page in book.worksheets}
    unsaved = {name.casefold(): one.unsaved for name, one in formulas.items()}

    def held(sheet: str, row: int, column: int) -> Value:
        if (page := pages.get(sheet.casefold())) is None:
            raise NotRecalculated
        cell = page._cells.get((row, column))
        if isinstance(cell, MergedCell):  # what it may hold is lost, and is counted
            raise NotRecalculated
        if cell is None or cell.value is None:
            if unsaved.get(sheet.casefold()) and _named(row, column) in unsaved[sheet.casefold()]:
                raise NotRecalculated
            return None
        return _value(cell)

    calculation = Calculation(held)
    found: list[Formula] = []
    notes: list[Note] = []
    left = MOST
    for page in book.worksheets:
        known = formulas.get(page.title)
        if page.sheet_state != "visible" or known is None:
            continue
        skipped: list[str] = []
        for at, formula in known.each():
            cell = page._cells.get(_place(at))
            if cell is None or not _is_number(cell.value):
                continue
            own = text(cell, book.epoch)
            if not any(map(str.isdigit, own)):  # a dash for nought
                continue
            left -= 1
            try:
                if not formula or left < 0:
                    raise NotRecalculated
                shown = _shown(cell, calculation.result(formula, page.title), own)
            except NotRecalculated:
                skipped.append(at)
                continue
            found.append(Formula(page.title, at, formula, shown))
        if skipped:
            notes.append(_note(page.title, skipped))
    return tuple(found), notes


def _note(sheet: str, cells: list[str]) -> Note:
    some = "、".join(cells[:5]) + ("等" if len(cells) > 5 else "")
    values = {"sheet": sheet, "count": len(cells), "cells": some}
    return Note("工作表 {sheet} 有 {count} 个公式没有重算（{cells}），按保存的结果核对", values)


def _value(cell: Any) -> Value:
    if cell.data_type == "e":
        raise NotRecalculated
    if _is_number(cell.value):
        return Fraction(repr(cell.value))
    if isinstance(cell.value, str):
        return cell.value
    raise NotRecalculated  # a date, a truth value


def _is_number(value: object) -> bool:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and math.isfinite(value)  # type: ignore[arg-type]


def _shown(cell: Any, value: Fraction, own: str) -> str:
    """What the cell would show: what it shows now, when the value is as good as the saved one."""
    saved = Fraction(repr(cell.value))
    if (told := SHOWN.fullmatch(own)) is None:
        raise NotRecalculated
    scale = 100 if told["percent"] else 1
    last = Fraction(1, scale * 10 ** len(told["places"] or ""))
    if abs(Fraction(told["number"].replace(",", "")) / scale - saved) > last:
        raise NotRecalculated  # it shows thousands, or a sign of its own
    noise = max(LEAST, SHARE * abs(saved))
    if abs(saved - value) < (noise if cell.number_format == numberformat.GENERAL else last):
        return own
    exact = DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    return numberformat.number(exact, cell.number_format)


def _place(cell: str) -> tuple[int, int]:
    from openpyxl.utils.cell import coordinate_to_tuple

    try:
        row, column = coordinate_to_tuple(cell)
    except ValueError:
        return 0, 0
    return row, column


def _named(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"
