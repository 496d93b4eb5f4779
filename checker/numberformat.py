"""Number formats (数字格式): what a spreadsheet cell shows of the value that it holds.

A cell that holds 0.8818 and shows 88.18% has 88.18% printed; the format alone tells it.  A
value comes as the library read it and is rounded to 15 digits first, as spreadsheets do.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

Moment = datetime | date | time | timedelta

GENERAL = "General"
# Formats that a file names by number only, as a Chinese system shows them.
BUILTIN = {
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])"
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<slash>/)|(?P<text>@)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE]+|[aA]{3,4})|(?P<other>.)",
    re.DOTALL,
)
DIGITAL = ("digit", "point", "comma", "percent")
COMMON = re.compile("\0*(?P<digits>(?:#,##0|#*0)(?:\\.(?P<places>0+))?)%?\0*")
CONDITION = re.compile(r"([<>=]{1,2})\s*(-?[\d.]+)$")
COMPARED = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip
ELAPSED = re.compile(r"[hms]+$", re.IGNORECASE)
WEEKDAYS = "一二三四五六日"
DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # of a value
SHOWN = Context(prec=12, rounding=ROUND_HALF_UP)
NOISE = 4  # digits that a shorter reading must save to be the value meant
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)  # of the work on it
LONGEST = 25  # digits before the point that any format is asked to print


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # literal, digit, point, comma, percent, general, date, elapsed, half, other kinds
    text: str


@dataclass(frozen=True, slots=True)
class _Common:
    """A format like ``#,##0.00%`` between words: its last place, and the code that writes it."""

    before: str
    step: Decimal
    code: str
    after: str
    percents: int


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None = None
    common: _Common | None = None

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def exact(value: float | Decimal) -> Decimal:
    """``value`` as the spreadsheet counts with it: at most 15 digits."""
    return DIGITS.plus(value) if isinstance(value, Decimal) else DIGITS.create_decimal(repr(value))


def general(value: float | Decimal) -> str:
    """``value`` with the digits that it holds and no more."""
    number = exact(value)
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        return str(number)
    short = SHOWN.plus(number).normalize()
    if len(short.as_tuple().digits) + NOISE <= len(number.normalize().as_tuple().digits):
        number = short  # 38.8699999999999 is what floats leave of 38.87, which the cell shows
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


def number(value: float | Decimal, code: str) -> str:
    """What a cell with format ``code`` shows for a number."""
    amount = exact(value)
    if code == GENERAL:
        return general(amount)
    sections = _sections(code)
    if not amount.is_finite() or amount.adjusted() > LONGEST:
        return general(amount)
    section, signed = _chosen(sections, amount)
    shown = _filled(section, abs(amount))
    if amount < 0 and (signed or not re.search(r"[-−(（]", shown)) and re.search("[1-9]", shown):
        # A red figure is a negative one; what only the colour says is written out.
        shown = "-" + shown
    return shown


def text(value: str, code: str) -> str:
    """What a cell shows for a text: the fourth section may add words to it."""
    sections = _sections(code)
    if len(sections) < 4 or not sections[3].has("text"):
        return value
    return "".join(value if t.kind == "text" else t.text for t in sections[3].tokens)


def moment(value: Moment, code: str) -> str:
    """What a cell shows for a date or a time of day."""
    section = _sections(code)[0]
    if not section.has("date", "elapsed"):
        return str(value)
    if isinstance(value, timedelta):
        at = datetime(1899, 12, 30) + value
    elif isinstance(value, time):
        at = datetime.combine(date(1899, 12, 30), value)
    else:
        at = value if isinstance(value, datetime) else datetime.combine(value, time())
    seconds = int((at - datetime(1899, 12, 30)).total_seconds())
    dates = [n for n, token in enumerate(section.tokens) if token.kind in ("date", "elapsed")]
    shown = []
    for n, token in enumerate(section.tokens):
        if token.kind == "elapsed":
            step = {"h": 3600, "m": 60, "s": 1}[token.text[0].lower()]
            shown.append(str(seconds // step).zfill(len(token.text)))
        elif token.kind == "half":
            shown.append(("上午", "下午")[at.hour >= 12])
        elif token.kind == "date":
            before, after = _beside(section.tokens, dates, n)
            shown.append(_part(at, token.text.lower(), before, after, section.has("half")))
        else:
            shown.append("" if token.kind in ("digit", "point") else token.text)
    return "".join(shown).strip()


def _beside(tokens: Sequence[_Token], dates: Sequence[int], n: int) -> tuple[str, str]:
    """The letters of the date parts before and after the one at ``n``."""
    at = dates.index(n)
    before = tokens[dates[at - 1]].text[0].lower() if at else ""
    after = tokens[dates[at + 1]].text[0].lower() if at + 1 < len(dates) else ""
    return before, after


def _part(at: datetime, letters: str, before: str, after: str, halves: bool) -> str:
    count = len(letters)
    match letters[0]:
        case "y" | "e":
            return f"{at.year % 100:02}" if letters == "yy" else str(at.year)
        case "m" if before == "h" or after == "s":
            return str(at.minute).zfill(min(count, 2))
        case "m":
            return (
                at.strftime("%b" if count == 3 else "%B") if count > 2 else _padded(at.month, count)
            )
        case "d" | "a" if count > 2:
            name = WEEKDAYS[at.weekday()]
            return name if letters == "aaa" else f"星期{name}"
        case "d":
            return _padded(at.day, count)
        case "h":
            return _padded((at.hour % 12 or 12) if halves else at.hour, count)
    return _padded(at.second, count)


def _padded(value: int, count: int) -> str:
    return str(value).zfill(min(count, 2))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    for found in TOKEN.finditer(code[:500] or GENERAL):
        kind, said = found.lastgroup or "other", found[found.lastgroup or 0]
        if kind == "other" and said == ";":
            sections.append(_section(tokens, condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if (limit := CONDITION.match(said)) and limit[1] in COMPARED:
                condition = limit[1], Decimal(limit[2])
            elif ELAPSED.match(said):
                tokens.append(_Token("elapsed", said))
            elif said.startswith("$"):  # a currency, with the language after it
                tokens.append(_Token("literal", said[1:].split("-")[0]))
        elif kind == "width":
            tokens.append(_Token("literal", " "))
        elif kind != "fill":
            plain = kind in ("quoted", "escaped", "other")
            tokens.append(_Token("literal" if plain else kind, said))
    return (*sections, _section(tokens, condition))


def _section(tokens: Sequence[_Token], condition: tuple[str, Decimal] | None) -> _Section:
    """A section, with the short cut where it is a common one."""
    pattern = "".join(token.text if token.kind in DIGITAL else "\0" for token in tokens)
    found = COMMON.fullmatch(pattern)
    if not found or any(t.kind not in (*DIGITAL, "literal") for t in tokens):
        return _Section(tuple(tokens), condition)
    words = [token.text for token in tokens]
    common = _Common(
        before="".join(words[: found.start("digits")]),
        step=Decimal(1).scaleb(-len(found["places"] or "")),
        code=",f" if "," in found["digits"] else "f",
        after="".join(words[found.end("digits") :]),
        percents=pattern.count("%"),
    )
    return _Section(tuple(tokens), condition, common)


def _chosen(sections: Sequence[_Section], amount: Decimal) -> tuple[_Section, bool]:
    """The section that prints ``amount``, and whether a minus goes before it in any case."""
    if sections[0].condition or (len(sections) > 1 and sections[1].condition):
        for section in sections[:3]:
            if section.condition is None or COMPARED[section.condition[0]](
                amount, section.condition[1]
            ):
                return section, False
        return sections[0], True
    if amount < 0 and len(sections) > 1:
        return sections[1], False
    if amount == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _filled(section: _Section, amount: Decimal) -> str:
    """The digits of ``amount``, which is not negative, in the places of a section."""
    if (common := section.common) is not None:
        scaled = amount.scaleb(2 * common.percents, WIDE) if common.percents else amount
        said = format(scaled.quantize(common.step, None, WIDE), common.code)
        return f"{common.before}{said}{common.after}".strip()
    tokens = section.tokens
    places = [n for n, token in enumerate(tokens) if token.kind == "digit"]
    if section.has("exponent") or (section.has("slash") and places):
        return general(amount)  # powers of ten and fractions: no amount is read from them
    if section.has("general", "text"):
        words = [(t.text if t.kind == "literal" else general(amount), t.kind) for t in tokens]
        return "".join(w for w, kind in words if kind in ("general", "text", "literal")).strip()
    if not places:
        return "".join(t.text for t in tokens if t.kind in ("literal", "percent", "slash")).strip()
    point = next((n for n, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [n for n in places if n < point]
    part = [n for n in places if n > point]
    commas = [n for n, token in enumerate(tokens) if token.kind == "comma"]
    grouped = any(whole and whole[0] < n < whole[-1] for n in commas)
    thousands = sum(1 for n in commas if n > places[0] and not (whole and n < whole[-1]))
    percents = sum(token.kind == "percent" for token in tokens)
    scaled = WIDE.scaleb(amount, 2 * percents - 3 * thousands)
    digits = f"{WIDE.quantize(scaled, Decimal(1).scaleb(-len(part))):f}"
    before, _, after = digits.partition(".")
    printed = _whole(tokens, whole, before, grouped) | _part_of(tokens, part, after)
    shown = []
    for n, token in enumerate(tokens):
        if n == point:
            shown.append("" if whole else before)
            shown.append("." if any(printed[at] for at in part) else "")
        elif token.kind == "digit":
            shown.append(printed[n])
        elif token.kind != "comma":
            shown.append(token.text)
    return "".join(shown).strip()


def _whole(
    tokens: Sequence[_Token], places: Sequence[int], digits: str, grouped: bool
) -> dict[int, str]:
    """The digits before the point in their places, from the right; the first takes the rest."""
    point = any(token.kind == "point" for token in tokens)
    printed: dict[int, str] = {}
    left = digits if digits != "0" or point else ""  # "." alone stands before no fraction
    for count, n in enumerate(reversed(places)):
        last = count == len(places) - 1
        own, left = (left, "") if last else (left[-1:], left[:-1])
        own = own or ("0" if tokens[n].text == "0" else "")
        printed[n] = own
        if grouped and own:
            at = count + len(own)
            parts = [("," if k and not (at - k) % 3 else "") + digit for k, digit in enumerate(own)]
            more = left or any(tokens[m].text == "0" for m in places[: len(places) - count - 1])
            printed[n] = ("," if more and not at % 3 else "") + "".join(parts)
    return printed


def _part_of(tokens: Sequence[_Token], places: Sequence[int], digits: str) -> dict[int, str]:
    """The digits after the point; those that a # may leave out are gone."""
    printed = dict(zip(places, digits, strict=True))
    for n in reversed(places):
        if tokens[n].text == "0" or printed[n] != "0":
            break
        printed[n] = ""
    return printed
