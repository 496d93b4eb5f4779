"""Scanning (找数): every printed number in normalised Chinese text, and what kind it is.

One expression finds whatever is printed as a number; its neighbours then decide whether
it is a figure or a year, a date, a rank, a list mark, a code or part of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from checker import numeral, units
from checker.number import Approximation, Number, Unit
from checker.numeral import CHARACTERS as CN
from checker.numeral import HAN, TO, S


class Kind(StrEnum):
    """数的种类: only a FIGURE takes part in relations."""

    FIGURE = "figure"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    NUMBERING = "numbering"
    CODE = "code"
    NAME = "name"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Token:
    """印出的一个数: ``start``/``end`` with its unit, without 约 and 以上; ``digits`` alone."""

    start: int
    end: int
    number: Number
    kind: Kind
    digits: tuple[int, int]


# One named group an alternative: it spans the digits, and its name begins with the kind.
_PRINT = rf"""(?=[-0-9{CN}第前*×])(?:
  (?P<year>(?:19|20)[0-9]{{2}}){S}(?:年(?:度|份)?|全年度?|版)
| (?P<date_iso>(?:19|20)[0-9]{{2}})[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12][0-9]|0?[1-9])(?![0-9])
| (?P<date_months>[0-9]{{1,2}})(?:{S}月份?)?(?={S}[{TO}]{S}[0-9]{{1,2}}{S}月(?!龄))
| (?P<date_month>[0-9]{{1,2}}){S}月(?!龄)份?(?:{S}[0-9]{{1,2}}{S}[日号])?
| (?P<date_day>[0-9]{{1,2}}){S}日(?!历)
| (?P<date_clock>[0-9]{{1,2}})(?::[0-5][0-9](?![0-9.%万元])|{S}[时点]{S}[0-9]{{1,2}}{S}分)
| (?P<name_era>[0-9]{{1,4}}|(?<![{CN}])[{CN}]{{1,6}}){S}(?:周年|世纪|年代|强(?![{HAN}]))
| 第(?!三[方者]|一时间){S}(?P<ordinal_rank>[0-9]++|[{CN}]++)(?:[{TO}]第?(?:[0-9]++|[{CN}]++))?
    (?:{S}(?:季度|个|[届名次批期位条章项类组轮年场]))?
| (?<=[居列入进名位])前{S}(?P<ordinal_top>[0-9]{{1,3}}|[{CN}]{{1,3}})(?:{S}[名位强])?
| (?P<ordinal_grade>[一二三四1-4])等[奖功]
| (?P<code>0[0-9]{{2,3}}-[0-9]{{7,8}}(?![0-9])
  | [0-9]++(?:-[0-9]++){{2,}}+ | [0-9]++(?:\.[0-9]++){{2,}}+
  | (?:[0-9]++|(?<![{CN}])[{CN}]++)(?={S}号(?![码召称令]))
  | [0-9]{{3,6}}(?={S}(?:热线|地块|融资))
  | (?<=[〔\[【])[0-9]{{4}}(?=[〕\]】]) | (?<=[(（])[0-9]{{4}}(?=[)）][0-9]++{S}号)
  | (?<=[(（])[23](?:[0-9]{{4}}|[0-9]{{6}})(?=[)）])
  | [0-9]{{1,2}}(?:{S}[+×xX*]{S}(?:[0-9]{{1,3}}(?![0-9.,%])|[NXnx])(?![A-Za-z]))+
    (?:{S}>{S}[0-9]++)?
  | (?<=[A-Z]\+)[0-9]{{1,2}}(?![0-9.]) | (?<=—)[0-9]{{1,4}}(?=—))
| [*×]{S}(?P<code_formula>100){S}%
| (?P<share>[百千]分之(?:百|[{CN}]++(?:点[{CN}]++)?))
| (?P<formal>[壹贰叁肆伍陆柒捌玖拾][{CN}]*+[元圆](?:[{CN}]角)?(?:零?[{CN}]分)?[整正]?)
| (?P<number>(?:(?<![0-9A-Za-z年月日号楼层期])-)?{numeral.PRINTED}
  | (?<![{CN}几数])(?![百千万亿佰仟萬億])[{CN}]++(?:点[{CN}]++)?)
  (?P<more>{S}{numeral.MORE})?(?:{S}(?P<unit>{units.pattern()}))?
)"""


@cache
def _print() -> re.Pattern[str]:
    """Compiled when the first text is read: that takes longer than all else at the start."""
    return re.compile(_PRINT, re.VERBOSE)


def scan(text: str) -> list[Token]:
    """All printed numbers of ``text`` in order, figures or not."""
    quotes = [found.span() for found in numeral.QUOTED.finditer(text)]
    tokens: list[Token] = []
    at = 0
    for match in _print().finditer(text):
        token = _read(text, match)
        if token is None:
            continue
        while at < len(quotes) and quotes[at][1] <= token.start:
            at += 1
        if at < len(quotes) and quotes[at][0] < token.start:
            token = _quoted(text, token, *quotes[at])
        tokens[-1:] = _joined(text, tokens[-1], token) if tokens else (token,)
    return tokens


def _read(text: str, match: re.Match[str]) -> Token | None:
    if match["number"] is not None:
        return _number(text, match)
    name = match.lastgroup or ""
    said, digits = match[name], match.span(name)
    if name in ("formal", "share"):
        value = numeral.money(said) if name == "formal" else numeral.percent(said)
        if value is None:
            return None
        number = numeral.number(said, value, units.unit("元" if name == "formal" else "%"))
        return _figure(text, *match.span(), number, digits)
    found = re.match("[0-9]{1,30}", said)
    value = Decimal(found[0]) if found else numeral.decimal(said)
    if value is None:
        return None
    kind = Kind(name.partition("_")[0])
    return Token(*match.span(), numeral.number(match[0], value), kind, digits)


def _number(text: str, match: re.Match[str]) -> Token | None:
    """A number in digits or Chinese numerals with the unit that follows it."""
    start, end = match.span("number")
    stop = match.end("unit") if match["unit"] else end
    said, more, unit = match["number"], match["more"] or "", match["unit"] or ""
    spelt = said[0] in CN
    if spelt and not unit and said[-1] not in numeral.MYRIADS:
        return None
    name = re.sub(numeral.MORE, "", unit)
    above = name != unit or (more and (unit or more.endswith("余")))
    if spelt:
        # 三千五百万元 is printed to the 万: the magnitude belongs to the unit.
        bare = said.rstrip("万亿萬億")
        if bare != said and numeral.decimal(bare) is not None:
            name = said[len(bare) :].replace("萬", "万").replace("億", "亿") + name
            said, end, stop = bare, start + len(bare), max(stop, end)
        value = numeral.decimal(said)
        if value is None:
            return None
    else:
        value = numeral.value(said)
    known = units.unit(name)
    number = numeral.number(said + (known.name if known else ""), value, known)
    if above:
        number = replace(number, approximation=Approximation.ABOVE)
    token = _figure(text, start, stop, number, (start, end))
    kind = _spelt_kind(text, token) if spelt else _printed_kind(text, token)
    return token if kind is token.kind else replace(token, kind=kind) if kind else None


def _figure(text: str, start: int, end: int, number: Number, digits: tuple[int, int]) -> Token:
    """A figure with the approximation that the words around it say; those before win."""
    found = numeral.BEFORE.search(text[max(0, start - 8) : start]) or numeral.AFTER.match(text, end)
    if found and found.lastgroup:
        number = replace(number, approximation=Approximation(found.lastgroup))
    return Token(start, end, number, Kind.FIGURE, digits)


def _printed_kind(text: str, token: Token) -> Kind:
    start, end, number, unit = token.start, token.end, token.number, token.number.unit
    if token.digits[1] - token.digits[0] > numeral.LONGEST:
        return Kind.CODE
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if text[max(0, start - 2) : start] == "PM" or (after == "型" and number.unit is None):
        return Kind.NAME  # PM2.5 年均浓度, 2型糖尿病
    if before.isascii() and before.isalpha():  # A10版, PM2.5, but GDP300亿元 and LED30盏
        word = text[max(0, start - 3) : start]
        return Kind.FIGURE if unit and (not unit.whole or len(word) == 3) else Kind.CODE
    if unit is not None:
        return _counted(text, token, unit) or Kind.NAME
    if after.isascii() and after.isalpha():
        return Kind.CODE
    length = end - start
    if not text[start:end].isdigit():
        return Kind.FIGURE
    if length <= 3 and after and after in "、.)）" and _opens(text, start):
        return Kind.NUMBERING
    if length <= 2 and numeral.LABELS.search(text[max(0, start - 6) : start]):
        return Kind.NAME
    if number.approximation is Approximation.NONE:
        if length >= 11 or number.text == "12345":
            return Kind.CODE
        if length == 4 and "1990" <= number.text <= "2039" and numeral.WORD.match(text, end):
            return Kind.YEAR
    return Kind.FIGURE


def _spelt_kind(text: str, token: Token) -> Kind | None:
    """What a Chinese numeral is; None: part of a word (统一, 十四五, 一批)."""
    start, end, unit = token.start, token.end, token.number.unit
    said = text[slice(*token.digits)]
    base = unit.name.lstrip("".join(units.MAGNITUDES)) if unit else ""
    if unit is None or (said in ("一", "二") and unit.name == base):
        return None
    if not base:
        return None if numeral.WORD.match(text, end) else Kind.FIGURE
    if base == "年" and len(said) >= 4 and all(c in numeral.DIGITS for c in said):
        return Kind.YEAR
    known = base in units.SPELT or unit.dimension in units.SPELT_MEASURES
    if not known or (base == "级" and said != "两" and not numeral.LEVELS.match(text, end)):
        return None
    if start >= 2 and text[start - 2] in numeral.DIGITS:  # 二、三十年, 三至五个
        step = numeral.DIGITS.get(said[0], 0) - numeral.DIGITS[text[start - 2]]
        pair = text[start - 1] == "、" and step == 1
        if text[start - 1] in TO or (pair and (said[1:] or not _opens(text, start - 2))):
            return Kind.RANGE
    return _counted(text, token, unit)


def _counted(text: str, token: Token, unit: Unit) -> Kind | None:
    """A figure unless its counter makes a name: 二十大, 八项规定, 成 without 占."""
    if unit.name == "大" and not (
        token.number.value <= 12 and numeral.GREAT.match(text, token.end)
    ):
        return None
    if unit.name == "成" and token.number.approximation is Approximation.NONE:
        return Kind.FIGURE if text[max(0, token.start - 1)] in "占达到为" else None
    return Kind.NAME if numeral.SLOGAN.match(text, token.start) else Kind.FIGURE


def _opens(text: str, at: int) -> bool:
    """Whether a list mark can stand at ``at``, in brackets perhaps."""
    return numeral.OPENS.search(text[max(0, at - 9) : at].rstrip("(（")) is not None


def _quoted(text: str, token: Token, opened: int, closed: int) -> Token:
    """Numbers in titles and in short quoted slogans are no figures: “7 个一”, “1310”."""
    if token.kind not in (Kind.FIGURE, Kind.NUMBERING):
        return token
    inside, unit = text[opened + 1 : closed - 1], token.number.unit
    if inside.isdigit():
        return replace(token, kind=Kind.CODE)
    amount = unit is not None and unit.dimension in ("money", "percent", "point")
    slogan = token.start == opened + 1 and token.end < closed - 1 and len(inside) <= 16
    if text[opened] == "《" or unit is None or (not amount and (slogan or text[token.start] in CN)):
        return replace(token, kind=Kind.NAME)
    return token


def _joined(text: str, last: Token, token: Token) -> tuple[Token, ...]:
    """``last`` and ``token``, ends of a range perhaps: 60-70 人, 2021-2025 年, 1亿2000万元."""
    gap, a, b = text[last.end : token.start].strip(" "), last.number, token.number
    if last.kind is not Kind.FIGURE or len(gap) > 1:
        return last, token
    if token.kind in (Kind.YEAR, Kind.DATE) and a.unit is None and gap and gap in TO + "、/":
        return replace(last, kind=token.kind), token
    if token.kind is not Kind.FIGURE:
        return last, token
    if not gap and a.text.endswith("亿") and not a.places and b.unit and b.unit.name[0] == "万":
        number = replace(b, text=a.text + b.text, value=a.value * 10_000 + b.value)
        return (Token(last.start, token.end, number, last.kind, (last.start, token.digits[1])),)
    if last.end == token.start and text[token.start] == "-":  # 10次-20次: no sign
        at, b = token.start + 1, replace(b, text=b.text[1:], value=-b.value)
        token = Token(at, token.end, b, token.kind, (at, token.digits[1]))
    elif not gap or gap not in TO:
        return last, token
    elif (
        gap in "至到"
        and a.unit
        and re.search("[由从自]", text[max(0, last.start - 8) : last.start])
    ):
        return last, token  # 从 80% 到 95%: two figures
    years = re.fullmatch("(?:(?:19|20)[0-9]{2}){2}", a.text + b.text)
    kind = Kind.YEAR if years else Kind.RANGE
    return replace(last, number=replace(a, unit=a.unit or b.unit), kind=kind), replace(
        token, kind=kind
    )


def cell(text: str, unit: Unit | None = None) -> Number | None:
    """The one number that a table cell holds; ``unit`` is used when the cell prints none."""
    text = text.strip()
    if numeral.EMPTY.fullmatch(text):
        return None
    if len(text) <= numeral.LONGEST and numeral.PLAIN.fullmatch(text):
        return numeral.number(text.lstrip("+"), numeral.value(text), unit)
    if text[0] in "(（" and text[-1] in ")）":
        number = cell(text[1:-1], unit)
        # （1） is a list mark; only an amount is negative in brackets.
        if number is None or number.value < 0 or not re.search("[.,]", number.text):
            return None
        return replace(number, text=f"-{number.text}", value=-number.value)
    tokens = scan(text)
    if len(tokens) != 1 or tokens[0].kind is not Kind.FIGURE:
        return None
    token, number = tokens[0], tokens[0].number
    if not numeral.LEAD.fullmatch(text[: token.start]) or not numeral.TAIL.fullmatch(
        text[token.end :]
    ):
        return None
    bare = number.unit.name if number.unit else ""
    if unit is None or (bare and bare not in units.BARE):
        return number
    # 50 万 in a column of 元, or of 万元
    scaled = unit if unit.name.startswith(bare) else units.unit(bare + unit.name)
    return replace(number, unit=scaled or number.unit)


def spell(number: Number) -> str:
    """``number`` as a cell prints it; ``cell`` reads it back.

    The unit is always written: where it stood in the header alone, only the text grows.
    """
    name = number.unit.name if number.unit else ""
    digits = number.text.removesuffix(name) if number.text.endswith(name) else number.digits
    if not number.text.endswith(name) and not re.search("[0-9]", number.text):
        return number.text  # 百分之九十五, 壹仟元整
    if number.approximation is Approximation.ABOVE:
        return f"{digits}余{name}"
    return f"{numeral.WORDS.get(number.approximation, '')}{digits}{name}"
