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
from checker.extract.accounts import form, naming
from checker.extract.accounts.between import CLASS, WHOLE, Entry, Index, Quantity, Statement
from checker.extract.accounts.line import plain
from checker.extract.accounts.naming import Words
from checker.extract.accounts.table import Account
from checker.extract.accounts.words import LETTERS
from checker.extract.facts import Facts
from checker.extract.mention import PROSE, STOPS, Mention, Text
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
    r"(?P<name>[^，。；：:\n（）()]*(?:[（(][^类款项）)]{1,6}[）)][^，。；：:\n（）()]*)*)"
    r"[（(](?P<level>[类款项])[）)]"
)
BUDGETED = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!国有资本)预算(?!财政)(?=支出|收入)")
PATH = re.compile(r"^(?P<path>[^-—－–]+(?:[-—－–]+[^-—－–]+){1,2})科目$")
NUMBER = re.compile(
    r"^(?:[\s.．、]|\d{1,2}[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)])+"
)
LEVELS = "类款项"


@dataclass(frozen=True, slots=True)
class Meant:
    """所指: the quantities that the words before an amount may mean, the likeliest first.

    ``sure``: where none of them is printed so, the likeliest is what is meant.
    """

    quantities: tuple[Quantity, ...]
    name: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """科目: a line of the classification as prose names it, by 类, 款 and 项; where it ends."""

    names: tuple[str, str, str]
    end: int

    @property
    def depth(self) -> int:
        return max((n for n, name in enumerate(self.names) if name), default=-1)


def statements(
    texts: Sequence[Text], accounts: Sequence[Account], found: Index, facts: Facts, stage: str
) -> Iterator[Statement]:
    """Every amount in prose that a cell prints, too."""
    if not accounts:
        return
    reader = _Reader(accounts, found, facts, stage)
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

    def __init__(self, accounts: Sequence[Account], found: Index, facts: Facts, stage: str) -> None:
        self.found, self.stage = found, stage
        self.department = GENERIC.sub("", facts.department)
        self.whole = GENERIC.sub("", facts.title + facts.department)
        self.codes: dict[str, str] = {}
        self.used: set[str] = set()
        classes = (one.line for one in found if one.line.startswith(CLASS))
        self.classes = frozenset(one.removeprefix(CLASS) for one in classes)
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
        told_at = -1  # where the whole of something was last named
        foreign = -1  # the sentence that tells of somebody else
        for mention in text.mentions:
            label = LETTERS.sub("", _label(text, mention))
            if not _plain(mention, label):
                continue
            if (said := year(text, mention)) is not None and fiscal not in (None, said):
                continue
            words = self._words(text, mention, label)
            if mention.sentence == foreign or self._foreign(words):
                last, foreign = None, mention.sentence
                continue
            item = _item(text, mention, words.name)
            own = item is not None and (item.end >= told_at or _ends_item(words.name))
            bare = GENERIC.sub("", words.name)
            if item is not None and own and (not bare or _ends_item(words.name)):
                last, told_at = self._coded(item, words), item.end
            elif item is not None and own and (naming.nature(words) or naming.halved(words)):
                last = self._part(item, words)  # 基本支出 of the item
                item = None
            elif bare or words.stage is None:
                last, item, told_at = self._meant(words), None, mention.start
            elif meant := self._meant(words):
                last, item, told_at = meant, None, mention.start
            else:
                item = None  # 支出决算为: of what was named before
            stage = {"决算": "final", None: self.stage}.get(words.stage, "budget")
            yield mention, last and _staged(last, stage), item if stage == self.stage else None

    def stated(self, mention: Mention, meant: Meant) -> Iterator[Statement]:
        """The amount with the cells it is: those that print it otherwise, or else the first."""
        entries = [e for one in meant.quantities for e in self.found.get(one, ())]
        if not entries:
            return
        self.used |= {e.amount.line.code for e in entries}
        if len(meant.quantities) > 1 or len({e.account.scope for e in entries}) > 1:
            values = {e.figure.number.exact for e in entries}
            agreeing = [e for e in entries if _agree(mention, e)]
            if not agreeing and len(values) > 1 and not meant.sure:
                return  # whose money it is stays open
            entries = (agreeing or entries)[:1]
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
                if quantity == Quantity(form.GENERAL, "expenditure", code, WHOLE, self.stage):
                    agreeing = [e for e in entries if _agree(mention, e)]
                    if agreeing:
                        self.used.add(code)
                        yield _statement(mention, agreeing[0], item.names[2])
                        break

    def _words(self, text: Text, mention: Mention, label: str) -> Words:
        tail = TAIL.search(label)
        assert tail is not None  # it may be empty
        name = NUMBER.sub("", label[: tail.start()])
        stage = tail["stage"] or ("预算" if BUDGETED.search(name) else None)
        return Words(
            name=name,
            stage=stage,
            lead=LETTERS.sub("", text.lead(mention)),
            said=LETTERS.sub("", text.said(mention)),
            before=LETTERS.sub("", text.passage.text[: mention.start]),
            sections=tuple(LETTERS.sub("", one) for one in text.passage.sections),
            budget=self.stage == "budget",
            classes=self.classes,
        )

    def _lines(self, item: Item) -> list[str]:
        """The lines of the tables that have an item's names."""
        first, second, third = item.names
        if item.depth == 0:
            return [CLASS + first]
        length = 5 if item.depth == 1 else 7
        codes = [c for c, name in self.codes.items() if len(c) == length]
        codes = [c for c in codes if self.codes[c] == (third or second)]
        codes = [c for c in codes if not first or self.codes.get(c[:3], first) == first]
        exact = [c for c in codes if self.codes.get(c[:5]) == second]
        return exact if len(exact) == 1 else codes

    def _coded(self, item: Item, words: Words, term: str = WHOLE) -> Meant | None:
        """The line of the tables that an item names, if one and only one has its names."""
        lines = self._lines(item)
        if len(lines) != 1:
            return None
        made = (Quantity(one, "expenditure", lines[0], term, "") for one in words.funds)
        return Meant(tuple(made), item.names[item.depth])

    def _part(self, item: Item, words: Words) -> Meant | None:
        """基本支出 or 项目支出 of the 项 that the paragraph is about."""
        term = naming.nature(words)
        return self._coded(item, words, term) if term and item.depth == 2 else None

    def _foreign(self, words: Words) -> bool:
        """Whether the words name an amount of a part of the department, or of a project."""
        got = naming.quantities(words)
        if got is None:
            return False
        own = words.name[got[1] :]
        lead = words.lead if own in words.lead else words.name
        lead = NUMBER.sub("", lead[: lead.rindex(own)])
        before = GENERIC.sub("", re.sub(r"\d+", "", lead))  # of years
        before = before.replace(self.department, "") if self.department else before
        return bool(before) and before not in self.whole and not _known(before)

    def _meant(self, words: Words) -> Meant | None:
        """What the words themselves name, if they name the department's own and no other."""
        got = naming.quantities(words)
        if got is None:
            return None
        made, start = got
        sure = len({one.funds for one in made}) == 1 and made[0].line != WHOLE
        return Meant(tuple(made), words.name[start:], sure)


def _label(text: Text, mention: Mention) -> str:
    """The words that name an amount, over a 、 that stands within them (收、支总计)."""
    label, start = mention.label, mention.start - len(mention.label)
    before = text.passage.text[:start]
    if before.endswith("、"):
        piece = re.split(rf"[{re.escape(STOPS)}：:）)\d]", before[:-1])[-1]
        if piece:
            return f"{piece}、{label}"
    return label


def _plain(mention: Mention, label: str) -> bool:
    """Whether an amount is one of the year itself: no change, no other year's, no estimate."""
    return (
        mention.dimension == "money"
        and mention.bracket is None
        and not CHANGE.search(label)
        and not OTHER_YEAR.search(label)
        and mention.figure.number.approximation is Approximation.NONE
    )


def _item(text: Text, mention: Mention, name: str) -> Item | None:
    """The 类, 款 and 项 last named before an amount: in the headings, then in the text."""
    if path := PATH.match(name):
        first, second, third = (*(plain(p) for p in re.split("[-—－–]+", path["path"])), "", "")[:3]
        return Item((first, second, third), mention.start)
    names: dict[str, str] = {}
    end = -1
    headings = "\n".join(text.passage.sections) + "\n"
    for source, own in ((headings, False), (text.passage.text[: mention.start], True)):
        for told in TOLD.finditer(source):
            level = told["level"]
            names = {k: v for k, v in names.items() if LEVELS.index(k) < LEVELS.index(level)}
            bare = NUMBER.sub("", LETTERS.sub("", told["name"])).removeprefix("支出")
            names[level] = plain(bare)
            end = told.end() if own else end
    if not names or (end < 0 and "项" not in names):
        return None
    return Item((names.get("类", ""), names.get("款", ""), names.get("项", "")), end)


def _staged(meant: Meant, stage: str) -> Meant:
    return replace(meant, quantities=tuple(replace(one, stage=stage) for one in meant.quantities))


def _ends_item(name: str) -> bool:
    return bool(re.search(r"[（(][类款项][）)](?:支出)?$", name)) or PATH.match(name) is not None


def _known(words: str) -> bool:
    """Whether words before a term only say what is said anyway."""
    return not re.sub(
        r"三公|经费|财政拨款|拨款|一般公共预算|具体|情况|其中|年初|用于|安排|事业|机关|下属|\d*家|和|及",
        "",
        words,
    )


def _agree(mention: Mention, entry: Entry) -> bool:
    return holds(Relation("", mention.figure, (entry.figure,), Comparison.SAME))


def _statement(mention: Mention, entry: Entry, name: str) -> Statement:
    units = (mention.figure.number.unit, entry.figure.number.unit)
    kind = "text" if units[0] == units[1] else "text_unit"
    return Statement(kind, mention.figure, entry.figure, name=name, explicit=False)
