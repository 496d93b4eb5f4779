"""Text against tables (文表核对): an amount in prose and the cell that it tells of.

The words before the amount say what it is; where they leave whose money open, each lawful
reading is tried, and only an amount that none of them prints is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.arithmetic.relation import Comparison, Relation
from checker.arithmetic.verdict import holds
from checker.extract.accounts import form
from checker.extract.accounts.between import CLASS, GRAND, WHOLE, Entry, Index, Quantity, Statement
from checker.extract.accounts.header import LETTERS, TERMS
from checker.extract.accounts.line import plain
from checker.extract.accounts.table import Account
from checker.extract.facts import Facts
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.subject import GENERIC, OTHER_YEAR, year
from checker.number import Approximation

CHANGE = re.compile(
    r"增加|减少|增长|下降|提高|降低|持平|相比|同比|[较比]|结余|结转|差额|节约|压减|追加|[调核][增减]|追减|占"
)
TAIL = re.compile(
    r"(?P<stage>年初预算|(?<!公共)(?<!基金)(?<!经营)(?<!国有资本)预算|决算)?(?:总额|金额|数额|数|额)?"
    r"(?:共计|(?<![入出])合计|为|是|共|达|(?<![总合])计|[:：])*$"
)
TOLD = re.compile(
    r"(?P<name>[^，。；：:\n（）()]*(?:[（(][^类款项）)]{1,6}[）)][^，。；：:\n（）()]*)*)[（(](?P<level>[类款项])[）)]"
)
PATH = re.compile(r"^(?P<path>[^-—－–]+(?:[-—－–]+[^-—－–]+){1,2})科目$")
NUMBER = re.compile(
    r"^(?:[\s.．、]|\d{1,2}[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)])+"
)
TRAVEL = re.compile(
    r"(?:(?P<abroad>因公出国(?:[（(]境[）)])?)|(?P<vehicles>公务用?车(?:购置及|购置和|购置、)(?:保有|运行)(?:维护)?)"
    r"|(?P<purchase>公务用?车购置)|(?P<running>公务用?车运行(?:维护)?)|(?P<reception>公务接待))(?:经?费用?)?(?:支出)?$"
)
TRAVEL_ALL = re.compile(r"三公经费(?:财政拨款)?(?:支出)?$")
OPERATION = re.compile(r"机关运行经费(?:支出)?$")
BOTH = re.compile(r"(?P<fiscal>财政拨款)?(?:收入支出|收支|收、支|收入、支出)总(?:计|额|预算|决算)$")
EACH = re.compile(r"(?P<fiscal>财政拨款)?(?P<side>收入|支出)总计$")
HALVES = re.compile(
    r"(?P<general>一般公共预算(?:财政)?拨款)?(?:基本支出中?的?)?(?P<half>人员|公用)(?:经费|支出)$"
)
NATURE = re.compile(
    r"(?:(?P<general>一般公共预算(?:财政)?(?:拨款)?)|(?P<fiscal>财政拨款))?"
    r"(?P<nature>基本支出|项目支出|上缴上级支出|经营支出|对?附属单位补助支出)$"
)
FUNDED = re.compile(
    r"(?:(?P<general>一般公共预算(?:财政)?(?:拨款)?)|(?P<fund>政府性基金(?:预算)?(?:财政)?(?:拨款)?)"
    r"|(?P<capital>国有资本经营(?:预算)?(?:财政)?(?:拨款)?)|(?P<fiscal>财政拨款))(?P<side>收入|支出)(?:合计)?$"
)
SOURCE = re.compile(r"(?:上级补助|事业单位经营|事业|经营|附属单位上缴|其他)收入$")
WHOLES = re.compile(r"(?:本年)?(?P<side>收入|支出)(?P<sum>合计|总额)?$")
NATURES = {
    "基本支出": "basic", "项目支出": "project", "上缴上级支出": "remitted", "经营支出": "operating",
}  # fmt: skip
ALL_INCOME = re.compile(r"收入(?:合计|预算|决算|总)")
FUND_WORDS = (
    (form.FUND, "政府性基金"), (form.CAPITAL, "国有资本"), (form.GENERAL, "一般公共预算"),
    (form.FISCAL, "财政拨款"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meant:
    """所指: the quantities that the words before an amount may mean, their stage left open."""

    quantities: tuple[Quantity, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """科目: a line of the classification as prose names it, by 类, 款 and 项."""

    names: tuple[str, str, str]

    @property
    def depth(self) -> int:
        return max((n for n, name in enumerate(self.names) if name), default=-1)


def statements(
    texts: Sequence[Text], accounts: Sequence[Account], found: Index, facts: Facts, stage: str
) -> Iterator[Statement]:
    """Every amount in prose that a cell prints, too."""
    if not accounts:
        return
    reader = _Reader(accounts, found, GENERIC.sub("", facts.title + facts.department), stage)
    left: list[tuple[Mention, Item]] = []
    for text in texts:
        if text.region != PROSE or text.passage.heading:
            continue
        for mention, meant, item in reader.meanings(text, facts.fiscal_year):
            made = list(reader.stated(mention, meant)) if meant else []
            yield from made
            if item is not None and not made and item.depth == 2:
                left.append((mention, item))
    yield from reader.renamed(left)


class _Reader:
    """What the words of a document may mean, by the tables that it has."""

    def __init__(self, accounts: Sequence[Account], found: Index, whole: str, stage: str) -> None:
        self.found, self.whole, self.stage = found, whole, stage
        self.codes: dict[str, str] = {}
        self.used: set[str] = set()
        self.classes = {one.line.removeprefix(CLASS) for one in found if one.line[:1] == CLASS}
        for account in accounts:
            if account.form.kind == form.EXPENDITURE:
                for one in account.amounts:
                    if one.line.code:
                        self.codes.setdefault(one.line.code, plain(one.line.name))

    def meanings(
        self, text: Text, fiscal: int | None
    ) -> Iterator[tuple[Mention, Meant | None, Item | None]]:
        """Each amount of a passage with what it may mean; an unnamed one goes on with the last."""
        last: Meant | None = None
        told_at = -1
        for mention in text.mentions:
            if mention.dimension != "money":
                continue
            label = LETTERS.sub("", mention.label)
            if mention.bracket is not None or CHANGE.search(label) or OTHER_YEAR.search(label):
                continue
            if mention.figure.number.approximation is not Approximation.NONE:
                continue
            if (said := year(text, mention)) is not None and fiscal not in (None, said):
                continue
            tail = TAIL.search(label)
            assert tail is not None  # it may be empty
            name = NUMBER.sub("", label[: tail.start()])
            stage = {"决算": "final", None: self.stage}.get(tail["stage"], "budget")
            item, at = self._item(text, mention, name)
            bare = GENERIC.sub("", name)
            if bare and not _ends_item(name):
                last, item = self._meant(text, mention, name, tail["stage"]), None
                told_at = mention.start
            elif item is not None and (at > told_at or _ends_item(name)):
                last = self._coded(item, _funds(text, mention))
                told_at = at
            elif (meant := self._meant(text, mention, name, tail["stage"])) or not tail["stage"]:
                last, item, told_at = meant, None, mention.start
            else:
                item = None  # 支出决算为: of what was named before
            staged = last and Meant(
                tuple(replace(one, stage=stage) for one in last.quantities), last.name
            )
            yield mention, staged, item if stage == self.stage else None

    def stated(self, mention: Mention, meant: Meant) -> Iterator[Statement]:
        """The amount with the cells it is: those that print it otherwise, or else the first."""
        entries = [e for one in meant.quantities for e in self.found.get(one, ())]
        if not entries:
            return
        self.used |= {e.amount.line.code for e in entries}
        agreeing = [e for e in entries if _agree(mention, e)]
        if len(meant.quantities) > 1 or len({e.account.scope for e in entries}) > 1:
            values = {e.figure.number.exact for e in entries}
            if agreeing:
                entries = agreeing[:1]
            elif len(values) > 1:
                return  # whose money it is stays open
        seen: set[str] = set()
        for entry in entries:
            if entry.figure.number.digits not in seen:
                seen.add(entry.figure.number.digits)
                yield _statement(mention, entry, meant.name)

    def renamed(self, left: Sequence[tuple[Mention, Item]]) -> Iterator[Statement]:
        """Items that the tables call otherwise: told only where an unnamed line agrees."""
        for mention, item in left:
            heads = [c for c, name in self.codes.items() if len(c) == 3 and name == item.names[0]]
            for quantity, entries in self.found.items():
                code = quantity.line
                if len(code) != 7 or code[:3] not in heads or code in self.used:
                    continue
                if quantity.stage == self.stage and quantity.term == WHOLE:
                    agreeing = [e for e in entries if _agree(mention, e)]
                    if agreeing and quantity.funds == form.GENERAL:
                        self.used.add(code)
                        yield _statement(mention, agreeing[0], item.names[2])
                        break

    def _item(self, text: Text, mention: Mention, name: str) -> tuple[Item | None, int]:
        """The 类, 款 and 项 last named before an amount, and where; in sections, then the text."""
        if path := PATH.match(name):
            names = [plain(part) for part in re.split(r"[-—－–]+", path["path"])]
            first, second, third = (*names, "", "")[:3]
            return Item((first, second, third)), mention.start
        names_: dict[str, str] = {}
        at = -1
        before = "\n".join(text.passage.sections) + "\n"
        for source, own in ((before, False), (text.passage.text[: mention.start], True)):
            for told in TOLD.finditer(source):
                bare = plain(NUMBER.sub("", LETTERS.sub("", told["name"])).removeprefix("支出"))
                level = told["level"]
                names_ = {
                    k: v for k, v in names_.items() if "类款项".index(k) < "类款项".index(level)
                }
                names_[level] = bare
                at = told.end() if own else at
        if not names_ or (at < 0 and not any("项" in s for s in text.passage.sections[-1:])):
            return None, at
        return Item((names_.get("类", ""), names_.get("款", ""), names_.get("项", ""))), at

    def _coded(self, item: Item, funds: tuple[str, ...]) -> Meant | None:
        """The line of the tables that an item names, if one and only one has its names."""
        first, second, third = item.names
        if item.depth == 0:
            lines = [CLASS + first]
        else:
            length = 5 if item.depth == 1 else 7
            wanted = third or second
            codes = [c for c, name in self.codes.items() if len(c) == length and name == wanted]
            codes = [c for c in codes if not first or self.codes.get(c[:3], first) == first]
            exact = [c for c in codes if self.codes.get(c[:5]) == second]
            lines = exact if len(exact) == 1 else codes
        if len(lines) != 1:
            return None
        made = tuple(Quantity(one, "expenditure", lines[0], WHOLE, "") for one in funds)
        return Meant(made, item.names[item.depth])

    def _meant(self, text: Text, mention: Mention, name: str, stage: str | None) -> Meant | None:
        """What the words themselves name, if they name the department's own and no other."""
        for read in (self._travel, self._whole, self._class):
            got = read(text, mention, name, stage)
            if got is not None:
                quantities, start = got
                own = GENERIC.sub("", name[:start])
                if own and own not in self.whole and not _known(own):
                    return None
                return Meant(tuple(quantities), name[start:])
        return None

    def _travel(
        self, text: Text, mention: Mention, name: str, stage: str | None
    ) -> tuple[list[Quantity], int] | None:
        if re.search(r"国内|外宾|外事|国[（(]境[）)]外", name):
            return None
        if found := OPERATION.search(name):
            return [Quantity("three_public", "expenditure", WHOLE, "operation", "")], found.start()
        if found := TRAVEL_ALL.search(name):
            return [Quantity("three_public", "expenditure", WHOLE, WHOLE, "")], found.start()
        context = LETTERS.sub("", "".join(text.passage.sections) + text.said(mention))
        found = TRAVEL.search(name)
        if found is None or not re.search("[三3]公", context):
            return None
        term = str(found.lastgroup)
        return [Quantity("three_public", "expenditure", WHOLE, term, "")], found.start()

    def _whole(
        self, text: Text, mention: Mention, name: str, stage: str | None
    ) -> tuple[list[Quantity], int] | None:
        said = LETTERS.sub("", text.said(mention))
        if found := BOTH.search(name) or EACH.search(name):
            side = found.groupdict().get("side")
            sides = [_SIDES[side]] if side else ["income", "expenditure"]
            fiscal = found["fiscal"] or "财政拨款" in text.passage.section
            whose = [form.FISCAL] if fiscal else [form.ALL]
            if not fiscal and "财政拨款" in said:
                whose.append(form.FISCAL)
            return [self._top(funds, one) for funds in whose for one in sides], found.start()
        if found := HALVES.search(name):
            if not re.search("基本支出", said + "".join(text.passage.sections)):
                return None
            term = "personnel" if found["half"] == "人员" else "public"
            return [Quantity(form.GENERAL, "expenditure", WHOLE, term, "")], found.start()
        if found := NATURE.search(name):
            term = NATURES.get(found["nature"], "subsidies")
            if found["general"]:
                funds_: tuple[str, ...] = (form.GENERAL,)
            elif found["fiscal"]:
                funds_ = (form.FISCAL, form.GENERAL)
            else:
                funds_ = _funds(text, mention)
            return [Quantity(one, "expenditure", WHOLE, term, "") for one in funds_], found.start()
        if found := FUNDED.search(name):
            return self._funded(found)
        if found := SOURCE.search(name):
            if not ALL_INCOME.search(said):
                return None
            term = next((t for t, words in TERMS if words.search(found[0])), "")
            return [Quantity(form.ALL, "income", WHOLE, term, "")], found.start()
        found = WHOLES.search(name)
        if found and (found["sum"] or (stage == "预算" and self.stage == "budget")):
            side = _SIDES[found["side"]]
            lines = (WHOLE, GRAND) if self.stage == "budget" else (WHOLE,)
            return [Quantity(form.ALL, side, at, WHOLE, "") for at in lines], found.start()
        return None

    def _class(
        self, text: Text, mention: Mention, name: str, stage: str | None
    ) -> tuple[list[Quantity], int] | None:
        """教育支出: a 类 by its name alone."""
        bare = plain(name)
        known = [one for one in self.classes if bare.endswith(one)]
        if not known:
            return None
        own = max(known, key=len)
        funds = _funds(text, mention)
        return [Quantity(one, "expenditure", CLASS + own, WHOLE, "") for one in funds], name.rindex(
            own
        )

    def _top(self, funds: str, side: str) -> Quantity:
        """总计: with what was carried over, if the tables have such a line."""
        made = [Quantity(funds, side, at, WHOLE, self.stage) for at in (GRAND, WHOLE)]
        return next((one for one in made if one in self.found), made[0])

    def _funded(self, found: re.Match[str]) -> tuple[list[Quantity], int] | None:
        side = _SIDES[found["side"]]
        own = next(kind for kind in ("general", "fund", "capital", "fiscal") if found[kind])
        if side == "expenditure":
            lines = (WHOLE, GRAND) if own == "fiscal" else (WHOLE,)
            return [Quantity(own, side, at, WHOLE, "") for at in lines], found.start()
        made = [Quantity(form.ALL, side, WHOLE, own, "")]
        if own == "fiscal":
            made += [Quantity(form.FISCAL, side, at, WHOLE, "") for at in (WHOLE, GRAND)]
        return made, found.start()


_SIDES = {"收入": "income", "支出": "expenditure"}


def _ends_item(name: str) -> bool:
    return bool(re.search(r"[（(][类款项][）)](?:支出)?$", name)) or PATH.match(name) is not None


def _known(words: str) -> bool:
    """Whether words before a term only say what is said anyway."""
    return not re.sub(
        r"三公|经费|财政拨款|拨款|一般公共预算|具体|情况|其中|年初|用于|安排|事业|机关|下属|\d*家|和|及",
        "",
        words,
    )


def _funds(text: Text, mention: Mention) -> tuple[str, ...]:
    """Whose money is meant where the words of the amount do not say: what was said last before."""
    said = text.passage.text[: mention.start]
    for source in (text.said(mention), said, *reversed(text.passage.sections)):
        if re.search(r"本年支出合计|(?<!财政拨款)支出合计|总支出", source):
            return (form.ALL,)
        for funds, words in FUND_WORDS:
            if words in source:
                return (funds,) if funds != form.FISCAL else (form.FISCAL, form.GENERAL)
    return (form.GENERAL, form.FISCAL, form.ALL)


def _agree(mention: Mention, entry: Entry) -> bool:
    return holds(Relation("", mention.figure, (entry.figure,), Comparison.SAME))


def _statement(mention: Mention, entry: Entry, name: str) -> Statement:
    units = (mention.figure.number.unit, entry.figure.number.unit)
    kind = "text" if units[0] == units[1] else "text_unit"
    return Statement(kind, mention.figure, entry.figure, name=name, explicit=False)
