"""Numerals (数字): how a number is written, and the words that open it to one side.

Chinese numerals are 三千五百万, 两万三, 壹仟贰佰元整, 七十五点八, 百分之九十五, 八成.
Only well-formed ones have a value.  三五 and 七八 mean "about so many" and have none; a run
of four or more bare digits (二〇二四) is read place by place.
"""

from __future__ import annotations

import re
from decimal import Decimal

from checker.number import Approximation, Number, Unit

DIGITS = {d: i for i, d in enumerate("零一二三四五六七八九")} | {
    d: i for i, d in enumerate("零壹贰叁肆伍陆柒捌玖")
}
DIGITS |= {"〇": 0, "○": 0, "两": 2, "貳": 2, "叄": 3, "陸": 6}
STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CHARACTERS = "".join(DIGITS) + "".join(STEPS) + "".join(MYRIADS)

# Long enough for any sum of money; a longer run is no numeral and is not worth reading.
LONGEST = 40

# How digits stand in running text, as regular expression sources (to be compiled verbose).
SPACE = "[ \u00a0\u2009\u202f\u3000]"
S = f"{SPACE}{{0,3}}+"
HAN = "\u4e00-\u9fff"
TO = "-—~至到"  # between the ends of a range
# 余 and the like may stand inside a unit, too: 3 万余人.
MORE = "[余多来几]"
# A space groups thousands only where exactly three digits and then a unit follow: columns
# of a table that was torn into lines stand side by side with one space, too.
GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9])){1,6}+"
SPACED = rf"[1-9][0-9]{{0,2}}(?:{SPACE}[0-9]{{3}}(?![0-9])){{1,6}}+"
# 收回 2 5 4 份: digits that were set apart, one by one, before what they count.
APART = (
    rf"(?<=[{HAN}：:（( ])(?<![0-9.,%][ ])[1-9](?:[ ][0-9]){{1,5}}"
    r"(?=[ ]?[万亿元%个户人件份名家次项条处起宗场辆台套])"
)
PRINTED = rf"""(?:{GROUPED}
  | {APART}
  | {SPACED}(?=(?:\.[0-9]++)?{SPACE}?[万亿千百元%户人件平公亩吨])
  | (?<=[{HAN}：:（(]){SPACED}(?=\.[0-9]++(?!{SPACE}?[0-9]))
  | [0-9]++)(?:\.(?!(?:19|20)[0-9]{{2}}{S}年|12345)[0-9]++)?+"""

# Words before a number and after it, each in the group named after what it says.
BEFORE = re.compile(
    r"(?:(?P<over>不少于|不低于|不小于|不亚于|至少|最少|大于|高于|多于|突破|(?<![赶反出入彩B])超过?了?"
    r"|逾|>=|[≥>])"
    r"|(?P<under>不超过?|不高于|不大于|不多于|未超过?|不足|不到|不达|未达到?|少于|低于|小于|最多|至多"
    r"|<=|[≤<])"
    r"|(?P<nearly>(?<![最附邻靠就亲远新临])近|将近|接近)"
    r"|(?P<about>大约|大概|(?<![节合签契预违履公简集制解续邀条特])约))\s{0,3}$"
)
AFTER = re.compile(
    rf"{S}(?:(?:及|含|[（(]含[)）])?(?:(?P<over>以上)|(?P<under>以下|以内|之内))"
    r"|(?P<about>左右|上下)"
    r"|(?P<above>有余|(?<=[年天时月])多(?![次种名项个位方元部])))"
)
WORDS = {
    Approximation.ABOUT: "约",
    Approximation.NEARLY: "近",
    Approximation.OVER: "超过",
    Approximation.UNDER: "不足",
}

# Names that hold a numeral, and what tells 五大工作任务 from 二十大, 四级架构 from 四级医院.
SLOGAN = re.compile(
    r"[两二]个(?:维护|确立|一百年|毫不动摇)|三个(?:代表|区分)|四个(?:意识|自信|全面|伟大)"
    r"|八项规定|[四五六]项(?:基本原则|纪律)|四种形态|三大(?:攻坚战|法宝)|五大发展理念|[三四五]位一体"
    rf"|[{CHARACTERS}0-9 ]{{1,9}}"
    rf"(?:个一(?:[活工规行]|(?![{HAN}]))|年(?:行动|规划|计划|攻坚)|次(?:产业|全会))"
)
LEVELS = re.compile(r"(?:工作)?(?:架构|体系|网络|网格|管理|责任|机制|书记|河长|审核|党)")
GREAT = re.compile(rf"(?!精神|报告|代表|以来|召开|及|和|胜利)[{HAN}]")
QUOTED = re.compile(r"“[^“”\n]{1,40}”|《[^《》]{1,80}》|「[^「」\n]{1,40}」")
LABELS = re.compile(r"(?:附件|附表|任务|专栏|案例|(?:^|[^代外手])[表图])\s{0,2}$")
WORD = re.compile(rf"{S}[{HAN}]")
# Where a list mark can stand: at the start, or after the end of a sentence.
OPENS = re.compile(r"(?:^|[。；;：:！!？?\n”])[ \u3000#*•·-]{0,9}$")

# A cell that holds a number, and what may stand around it there.
EMPTY = re.compile(r"[-—–/\\\s]*|无|N/?A|不适用|…+", re.IGNORECASE)
PLAIN = re.compile(rf"[-+]?(?:{GROUPED}|{SPACED}|[0-9]++)(?:\.[0-9]++)?+")
EACH = r"[每各](?:[日天周月年人户次]|季度?)|全年|共计?|合计|累计|达到?|完成|为|[¥￥:：=\s]"
LEAD = re.compile(rf"(?:(?:{EACH})*(?:{BEFORE.pattern.removesuffix('$')})?)")
TAIL = re.compile(rf"{S}{MORE}?(?:{AFTER.pattern})?[整。；;，,\s]*")

_SPACES = re.compile(SPACE)
_MONEY = re.compile(
    r"(?:人民币)?(?P<yuan>[^元圆角分整正]+)[元圆]"
    r"(?:(?P<jiao>[^元圆角分整正])角)?零?(?:(?P<fen>[^元圆角分整正])分)?[整正]?"
)


def integer(text: str) -> int | None:
    """The whole number that ``text`` spells; None if it is no well-formed numeral."""
    if not 0 < len(text) <= LONGEST or any(c not in CHARACTERS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return _placed(text)
    return _stepped(text)


def _placed(text: str) -> int | None:
    """逐位: 五 and 二〇二四, but not 三五."""
    if len(text) in (2, 3):
        return None
    value = 0
    for c in text:
        value = value * 10 + DIGITS[c]
    return value


def _stepped(text: str) -> int | None:
    high = low = section = 0  # of 亿, of 万, and below 10 000
    step = 10_000  # the last place named; the next one must be lower
    tail = 1  # what a last bare digit counts: 一百五 is 150, 两万三 is 23 000
    digit: int | None = None
    zero = False
    for c in text:
        if c in DIGITS:
            if digit is not None or (zero and DIGITS[c] == 0):
                return None
            if DIGITS[c] == 0:
                zero = True
            else:
                digit = DIGITS[c]
        elif c in STEPS:
            if STEPS[c] >= step or (digit is None and c not in "十拾"):
                return None
            section += (digit or 1) * STEPS[c]
            step, tail = STEPS[c], STEPS[c] // 10
            digit, zero = None, False
        else:
            section += digit or 0
            if MYRIADS[c] == 10_000:
                if low or not section:
                    return None
                low = section * 10_000
            else:
                if high or not low + section:
                    return None
                high, low = (low + section) * 10**8, 0
            section, step, tail = 0, 10_000, MYRIADS[c] // 10
            digit, zero = None, False
    if zero and digit is None:
        return None
    return high + low + section + (digit or 0) * (1 if zero else tail)


def decimal(text: str) -> Decimal | None:
    """The value of a numeral with or without 点: 七十五点八 is 75.8."""
    whole, point, places = text.partition("点")
    value = integer(whole)
    if value is None or len(places) > LONGEST or any(c not in DIGITS for c in places):
        return None
    if not point:
        return Decimal(value)
    if not places:
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in places)}")


def percent(text: str) -> Decimal | None:
    """The percentage of 百分之九十五, 百分之百, 千分之三, 八成, 八成五."""
    for name, share in (("百分之", Decimal(1)), ("千分之", Decimal("0.1"))):
        if text.startswith(name):
            if text == "百分之百":
                return Decimal(100)
            value = decimal(text[len(name) :])
            return None if value is None else value * share
    tenths, found, rest = text.partition("成")
    whole, half = integer(tenths), integer(rest) if rest else 0
    if not found or whole is None or half is None or whole > 10 or half > 9:
        return None
    return Decimal(whole * 10 + half)


def money(text: str) -> Decimal | None:
    """The amount in 元 that 大写金额 spells: 壹仟贰佰元整, 叁拾元伍角."""
    found = _MONEY.fullmatch(text) if len(text) <= 2 * LONGEST else None
    whole = decimal(found["yuan"]) if found else None
    if found is None or whole is None:
        return None
    parts = [DIGITS.get(found[name] or "零") for name in ("jiao", "fen")]
    if None in parts:
        return None
    if not (found["jiao"] or found["fen"]):
        return whole
    return whole + Decimal(f"0.{parts[0]}{parts[1]}" if found["fen"] else f"0.{parts[0]}")


def value(digits: str) -> Decimal:
    """The value of printed digits, their separators left out: 1,657.57."""
    return Decimal(tight(digits).replace(",", ""))


def number(text: str, value: Decimal, unit: Unit | None = None) -> Number:
    """``value`` printed as ``text`` (the spaces in it are left out) in ``unit``."""
    places = max(0, -int(value.as_tuple().exponent))
    return Number(tight(text), value, places, unit)


def tight(text: str) -> str:
    """``text`` without its spaces."""
    return text if text.isascii() and " " not in text else _SPACES.sub("", text)
