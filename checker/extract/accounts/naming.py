"""Naming (称谓): which quantities the words before an amount in prose name.

Each reader below knows one family of names and gives the quantities that they may mean, the
likeliest first, or None where the words are not its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checker.extract.accounts import form
from checker.extract.accounts.between import CLASS, GRAND, WHOLE, Quantity
from checker.extract.accounts.line import plain
from checker.extract.accounts.words import TERMS

FUND = r"(?:政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政)?(?:拨款)?"
GENERAL = r"一般公共预算(?:当年)?(?:财政)?(?:拨款)?"

_TRAVEL = re.compile(
    r"(?:(?P<abroad>因公出国(?:[（(]境[）)])?)|(?P<vehicles>公务用?车(?:购置及|购置和|购置、)(?:保有|运行)(?:维护)?)"
    r"|(?P<purchase>公务用?车购置)|(?P<running>公务用?车运行(?:维护)?)|(?P<reception>公务接待))"
    r"(?:经?费用?)?(?:支出)?$"
)
_TRAVEL_ALL = re.compile(r"三公经费(?:财政拨款)?(?:支出)?$")
_NOT_TRAVEL = re.compile(r"国内|外宾|外事|国[（(]境[）)]外")
_OPERATION = re.compile(r"机关运行经费(?:支出)?$")
_BOTH = re.compile(r"(?P<fiscal>财政拨款)?(?:收入支出|收支|收、支|收入、支出)总(?:计|额)?$")
_EACH = re.compile(r"(?P<fiscal>财政拨款)?(?P<side>收入|支出)总(?:计|额)?$")
_HALVES = re.compile(rf"(?:{GENERAL})?(?:基本支出中?的?)?(?P<half>人员|公用)(?:经费|支出)$")
_NATURE = re.compile(
    rf"(?:(?P<general>{GENERAL})|(?P<fiscal>财政拨款))?"
    r"(?P<nature>基本支出|项目支出|上缴上级支出|经营支出|对?附属单位补助支出)$"
)
_FUNDED = re.compile(
    rf"(?:(?P<general>{GENERAL})|(?P<fund>政府性基金(?:预算)?(?:财政)?(?:拨款)?)"
    r"|(?P<capital>国有资本经营(?:预算)?(?:财政)?(?:拨款)?)|(?P<fiscal>财政拨款))"
    r"(?P<side>收入|支出)(?:合计)?$"
)
_THIS_YEAR = re.compile(r"一般公共预算当年(?:财政)?拨款(?:规模)?$")
_SOURCE = re.compile(r"(?:上级补助|事业单位经营|事业|经营|附属单位上缴|其他)收入$")
_WHOLES = re.compile(r"(?:本年)?(?P<side>收入|支出)(?P<sum>合计)?$")
_NATURES = {
    "基本支出": "basic", "项目支出": "project", "上缴上级支出": "remitted", "经营支出": "operating",
}  # fmt: skip
_ALL_INCOME = re.compile(r"收入(?:合计|预算|决算|总)")
_ALL_SPENT = re.compile(r"本年支出合计|(?<!财政拨款)支出合计|总支出")
_FUND_WORDS = (
    (form.FUND, "政府性基金"), (form.CAPITAL, "国有资本"), (form.GENERAL, "一般公共预算"),
    (form.FISCAL, "财政拨款"),
)  # fmt: skip
_SIDES = {"收入": "income", "支出": "expenditure"}
_VAGUE = ("其他", "转移性")  # names that mean many things

Read = tuple[list[Quantity], int]


@dataclass(frozen=True, slots=True)
class Words:
    """话语: the words before an amount, with what stands around them.

    ``name`` is them without filler and the stage (决算, 预算), which is ``stage``; ``lead`` the
    clause up to the amount, ``said`` the sentence, ``before`` the paragraph; ``sections`` the
    headings, the nearest last; ``budget``: the document is a budget.
    """

    name: str
    stage: str | None
    lead: str
    said: str
    before: str
    sections: tuple[str, ...]
    budget: bool
    classes: frozenset[str]

    @property
    def funds(self) -> tuple[str, ...]:
        """Whose money is meant where the words do not say: what was said last before."""
        for source in (self.said, self.before, *reversed(self.sections)):
            if _ALL_SPENT.search(source):
                return (form.ALL,)
            for funds, words in _FUND_WORDS:
                if words in source:
                    return (funds,) if funds != form.FISCAL else (form.FISCAL, form.GENERAL)
        return (form.GENERAL, form.FISCAL, form.ALL)


def quantities(words: Words) -> Read | None:
    """What the words name, and where in them their own name begins."""
    return next((got for read in READERS if (got := read(words)) is not None), None)


def nature(words: Words) -> str | None:
    """基本支出 or 项目支出 alone, which may be of whatever was named before."""
    found = _NATURE.fullmatch(words.name.removeprefix("其中:").removeprefix("其中"))
    alone = found is not None and not (found["general"] or found["fiscal"])
    return _NATURES.get(found["nature"]) if found and alone else None


def halved(words: Words) -> bool:
    """人员经费 or 公用经费."""
    return _HALVES.search(words.name) is not None


def _travel(words: Words) -> Read | None:
    if _NOT_TRAVEL.search(words.name):
        return None
    for pattern, term in ((_OPERATION, "operation"), (_TRAVEL_ALL, WHOLE)):
        if found := pattern.search(words.name):
            return [_spent(form.TRAVEL, WHOLE, term)], found.start()
    context = "".join(words.sections) + words.before
    if (found := _TRAVEL.search(words.name)) and re.search("[三3]公", context):
        return [_spent(form.TRAVEL, WHOLE, str(found.lastgroup))], found.start()
    return None


def _top(words: Words) -> Read | None:
    """收入总计: with what was carried over, where the tables have such a line."""
    found = _BOTH.search(words.name) or _EACH.search(words.name)
    if found is None:
        return None
    side = found.groupdict().get("side")
    sides = [_SIDES[side]] if side else ["income", "expenditure"]
    fiscal = found["fiscal"] or "财政拨款" in "".join(words.sections[-1:])
    whose = [form.FISCAL] if fiscal else [form.ALL]
    if not fiscal and "财政拨款" in words.said:
        whose.append(form.FISCAL)
    lines = (WHOLE, GRAND) if "本年" in words.name else (GRAND, WHOLE)
    made = [Quantity(one, of, at, WHOLE, "") for at in lines for one in whose for of in sides]
    return made, found.start()


def _halves(words: Words) -> Read | None:
    found = _HALVES.search(words.name)
    if found is None or "基本支出" not in words.said + "".join(words.sections):
        return None
    term = "personnel" if found["half"] == "人员" else "public"
    return [_spent(form.GENERAL, WHOLE, term)], found.start()


def _natures(words: Words) -> Read | None:
    found = _NATURE.search(words.name)
    if found is None:
        return None
    if found["general"]:
        funds: Sequence[str] = (form.GENERAL,)
    else:
        funds = (form.FISCAL, form.GENERAL) if found["fiscal"] else words.funds
    term = _NATURES.get(found["nature"], "subsidies")
    return [_spent(one, WHOLE, term) for one in funds], found.start()


def _funded(words: Words) -> Read | None:
    if found := _THIS_YEAR.search(words.name):
        income = Quantity(form.ALL, "income", WHOLE, form.GENERAL, "")
        return [_spent(form.GENERAL, WHOLE, WHOLE), income], found.start()
    found = _FUNDED.search(words.name)
    if found is None:
        return None
    own = next(kind for kind in ("general", "fund", "capital", "fiscal") if found[kind])
    if found["side"] == "支出":
        lines = (WHOLE, GRAND) if own == form.FISCAL else (WHOLE,)
        return [_spent(own, at, WHOLE) for at in lines], found.start()
    made = [Quantity(form.ALL, "income", WHOLE, own, "")]
    if own == form.FISCAL:
        made += [Quantity(form.FISCAL, "income", at, WHOLE, "") for at in (WHOLE, GRAND)]
    return made, found.start()


def _source(words: Words) -> Read | None:
    found = _SOURCE.search(words.name)
    if found is None or not _ALL_INCOME.search(words.said):
        return None
    term = next((one for one, pattern in TERMS if pattern.search(found[0])), "")
    return [Quantity(form.ALL, "income", WHOLE, term, "")], found.start()


def _wholes(words: Words) -> Read | None:
    found = _WHOLES.search(words.name)
    if found is None or not (found["sum"] or (words.stage == "预算" and words.budget)):
        return None
    lines = (WHOLE, GRAND) if words.budget else (WHOLE,)
    return [Quantity(form.ALL, _SIDES[found["side"]], at, WHOLE, "") for at in lines], found.start()


def _class(words: Words) -> Read | None:
    """教育支出, 工资福利支出: a 类 by its name alone."""
    bare = plain(words.name)
    known = [one for one in words.classes if one not in _VAGUE and bare.endswith(one)]
    if not known:
        return None
    own = max(known, key=len)
    made = [_spent(one, CLASS + own, WHOLE) for one in words.funds]
    if re.search("基本支出|人员经费|公用经费", words.said + "".join(words.sections[-1:])):
        made += [replace(one, term="basic") for one in made if one.funds == form.GENERAL]
    return made, words.name.rindex(own)


def _spent(funds: str, line: str, term: str) -> Quantity:
    return Quantity(funds, "expenditure", line, term, "")


READERS: tuple[Callable[[Words], Read | None], ...] = (
    _travel, _top, _halves, _natures, _funded, _source, _wholes, _class,
)  # fmt: skip
