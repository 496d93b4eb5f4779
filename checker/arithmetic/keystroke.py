"""Keystrokes (笔误): one slip of the hand between the right digits and the printed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

UNIT_SLIP = 4  # 万元 for 元: four places
MOST_SHIFTED = 3
FINEST = 2  # decimals that amounts and rates are printed with at most


class Keystroke(StrEnum):
    """笔误: how one slip of the hand turns the right digits into the printed ones."""

    TRANSPOSED = "transposed"  # 相邻两位颠倒
    SHIFTED = "shifted"  # 小数点错位
    UNIT = "unit"  # 万元与元混淆 (10 000 times)
    DROPPED = "dropped"  # 漏一位
    DOUBLED = "doubled"  # 多一位
    DIGIT = "digit"  # 一位写错


def keystroke(printed: str, right: str) -> Keystroke | None:
    """The slip by which ``right`` came to be ``printed``; None when it takes more than one."""
    slip = variants(printed).get(Decimal(right))
    return slip[1] if slip else None


@lru_cache(maxsize=256)
def variants(printed: str) -> Mapping[Decimal, tuple[str, Keystroke]]:
    """Every number that one slip could have turned into ``printed``, by its value."""
    sign = "-" if printed.startswith("-") else ""
    bare = printed.removeprefix("-")
    found: dict[Decimal, tuple[str, Keystroke]] = {}
    for text, kind in _variants(bare):
        value = Decimal(sign + text)
        if value not in found:
            found[value] = sign + _plain(text), kind
    found.pop(Decimal(printed), None)
    return found


def _variants(printed: str) -> Iterator[tuple[str, Keystroke]]:
    whole, point, decimals = printed.partition(".")
    digits, places = whole + decimals, len(decimals)

    def pointed(changed: str, after: int = places) -> str:
        if not after:
            return changed
        changed = changed.rjust(after + 1, "0")
        return f"{changed[:-after]}.{changed[-after:]}"

    for i in range(len(digits) - 1):
        swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        # Where only zeros move, it is the point or the length that slipped.
        if swapped.strip("0") != digits.strip("0") and (len(whole) < 2 or swapped[0] != "0"):
            yield pointed(swapped), Keystroke.TRANSPOSED
    # A digit is missing: before the point, or among the decimals; one more decimal at the
    # end would only be a finer print.
    for i in range(len(digits) + (not point)):
        for digit in "0123456789":
            if (i, digit) != (0, "0"):
                longer = digits[:i] + digit + digits[i:]
                if i <= len(whole):
                    yield pointed(longer), Keystroke.DROPPED
                if i >= len(whole) and 0 < places < FINEST:
                    yield pointed(longer, places + 1), Keystroke.DROPPED
    for i in range(1, len(digits)):
        if digits[i] == digits[i - 1]:
            shorter = digits[:i] + digits[i + 1 :]
            yield pointed(shorter, places - (i > len(whole))), Keystroke.DOUBLED
    for by in range(1, MOST_SHIFTED + 1):
        yield _shifted(printed, by), Keystroke.SHIFTED
        yield _shifted(printed, -by), Keystroke.SHIFTED
    yield _shifted(printed, UNIT_SLIP), Keystroke.UNIT
    yield _shifted(printed, -UNIT_SLIP), Keystroke.UNIT
    for i, old in enumerate(digits):
        for digit in "0123456789":
            if digit != old:
                yield pointed(digits[:i] + digit + digits[i + 1 :]), Keystroke.DIGIT


def _shifted(printed: str, by: int) -> str:
    return f"{Decimal(printed).scaleb(by):f}"


def _plain(text: str) -> str:
    """Without zeros in front: 0063 -> 63, 00.5 -> 0.5."""
    whole, point, decimals = text.partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{decimals}"
