"""Numerals (编号格式): the number of a list item as Word prints it."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)


def chinese(number: int, digits: str = DIGITS, units: str = "十百千", short: bool = True) -> str:
    """21 -> 二十一; ``short`` prints 12 as 十二, not as 一十二."""
    if not 0 < number < 10000:
        return str(number) if number else digits[0]
    said, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return said[1:] if short and 10 <= number < 20 else said


def roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    said = ""
    for worth, letters in ROMAN:
        said += letters * (number // worth)
        number %= worth
    return said


def letter(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa, 53 -> aaa."""
    return chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 30) if number > 0 else "0"


def _cycle(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)]


def _row(first: str, last: str) -> Callable[[int], str]:
    """Signs that stand one after the other in Unicode; plain digits beyond the last."""
    count = ord(last) - ord(first) + 1
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= count else str(n)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": str,
    "upperLetter": lambda n: letter(n).upper(),
    "lowerLetter": letter,
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedCircle": _row("①", "⑳"),
    "decimalEnclosedCircleChinese": _row("①", "⑳"),
    "decimalEnclosedParen": _row("⑴", "⒇"),
    "decimalEnclosedFullstop": _row("⒈", "⒛"),
    "ideographEnclosedCircle": _row("㊀", "㊉"),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "ideographDigital": lambda n: "".join(DIGITS[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda n: chinese(n, LEGAL, "拾佰仟", short=False),
    "none": lambda n: "",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "japaneseDigitalTenThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
}


def printed(number: int, style: str) -> str:
    """``number`` in one of Word's formats; plain digits in one that is not known."""
    return FORMATS.get(style, str)(number)
