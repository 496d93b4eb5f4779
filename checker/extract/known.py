"""Amounts told before (已述金额): what a line of money in prose may rest on.

The amounts of the whole told so far, the last of each term and name, and those of the
paragraphs just before: a rate may leave out either of its sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.extract.budgetline import BudgetLine
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import is_ratio, nearly_ratio
from checker.extract.phrase.words import direction
from checker.figure import Figure
from checker.terms import starts
from checker.terms.words import HALVES, MONEY, NATURES, SOURCES

BUDGETS = frozenset(("budget", "initial_budget", "received"))
RECENT = 12  # amounts of the paragraphs before that a rate may rest on
# What is said beside an amount without being another one: 结转下年 64.85 万元, 比上年减少 3 万元.
ASIDE = re.compile(r"结[转余]|减少|增加|节约|节省|增长|下降|提高|剩余|超出")


@dataclass
class Group:
    """金额组: neighbouring amounts and rates of one sentence that belong to one line."""

    text: Text
    mentions: list[Mention] = field(default_factory=list)

    def has(self, *terms: str | None) -> bool:
        return any(m.term in terms for m in self.mentions)


@dataclass(frozen=True, slots=True)
class Told:
    """已述金额: an amount of no one in particular: the whole of what the text speaks of."""

    mention: Mention
    text: Text
    name: str
    year: int | None


class Known:
    """已知金额: the amounts of the whole told so far, the last one of each term and name."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str], Told] = {}
        self.alone: tuple[Told, BudgetLine] | None = None
        self.budget: Told | None = None  # the last budget told, of whatever name
        self.recent: list[Mention] = []  # the amounts of the paragraphs just before

    def passed(self, text: Text) -> None:
        """Keep the amounts of a paragraph for those that follow."""
        money = [m for m in text.mentions if m.dimension == "money" and m.bracket is None]
        self.recent = [*self.recent, *money][-RECENT:]

    def add(self, mention: Mention, text: Text, name: str, year: int | None) -> None:
        if mention.term is not None:
            told = self.told[mention.term, name] = Told(mention, text, name, year)
            self.budget = told if mention.term in BUDGETS else self.budget

    def fill(
        self, cells: dict[str, Figure], text: Text, first: Mention, name: str, year: int | None
    ) -> dict[str, Figure]:
        """What a line with a rate leaves out: what was spent, as the sentences just before tell

        it, and the budget, as the paragraphs before do.  A rate alone goes with the last amount
        but for a breakdown of that.
        """
        spent = self.told.get(("executed", name))
        if len(cells) == 1 and (spent is None or not _follows(text, spent, first)):
            return cells
        found = dict(cells)
        budget = self.budget
        for term in ("executed", "adjustment", "reduction", *sorted(BUDGETS)):
            told = self.told.get((term, name))
            if told is None or (year and told.year and year != told.year):
                continue
            if term == "executed":
                near = told.text is text and first.sentence - told.mention.sentence <= 2
                near = near and _follows(text, told, first)
            else:
                latest = budget is not None and budget.name == name and close_by(told.text, text)
                near = latest and not cells.keys() & BUDGETS
                near = near and (told.text is not text or _follows(text, told, first))
                # 专项资金 46.50 亿元，支出 45.17 亿元: of that, not of the budget told before
                near = near and (told.text is text or not _own_amount(text, first))
            if near and term not in cells:
                found[term] = told.mention.figure
        return found

    def borne_out(self, cells: dict[str, Figure], group: Group) -> dict[str, Figure]:
        """The line with the side of its rate that it leaves out, as the figures tell.

        That is an amount of the sentence before the rate, or a budget told before.
        """
        cells = self._adjusted(cells, group)
        for name, part in (("execution_rate", "executed"), ("receipt_rate", "received")):
            rate = next((m for m in group.mentions if m.term == name), None)
            bases = cells.keys() & (BUDGETS - {part})
            if rate is None or (part in cells) == bool(bases):
                continue
            near = [
                m
                for m in group.text.before(rate)
                if m.dimension == "money" and m.figure not in cells.values()
            ]
            if bases:
                found = [m for m in near[:1] if _bears(rate, m.figure, cells[min(bases)])]
                return {**cells, part: found[0].figure} if found else cells
            told = [one.mention for one in self.told.values() if one.mention.term in BUDGETS]
            own = [m for m in group.text.mentions if m.end < rate.start and m.dimension == "money"]
            some = (*near, *reversed(told), *reversed(own), *reversed(self.recent))
            found = [
                m for m in some if m.figure != cells[part] and _bears(rate, cells[part], m.figure)
            ]
            if found:
                base = found[0].term if found[0].term in BUDGETS - {part} else None
                return {**cells, base or "budget": found[0].figure}
        return cells

    def _adjusted(self, cells: dict[str, Figure], group: Group) -> dict[str, Figure]:
        """The line with what its 调整率 rests on, where that was told before and bears it out."""
        rate = next((m for m in group.mentions if m.term == "adjustment_rate"), None)
        change, initial = (self.told.get((term, "")) for term in ("adjustment", "initial_budget"))
        if rate is None or change is None or initial is None or "adjustment" in cells:
            return cells
        if not _bears(rate, change.mention.figure, initial.mention.figure):
            return cells
        sides = {"adjustment": change.mention.figure, "initial_budget": initial.mention.figure}
        return {**sides, **cells}

    def just_before(self, item: Mention, text: Text) -> BudgetLine | None:
        """The amount alone in its clause that a breakdown follows in the same sentence."""
        if self.alone is None:
            return None
        told, line = self.alone
        same = told.text is text and told.mention.sentence == item.sentence
        return line if same and told.mention.end < item.start else None


def _bears(rate: Mention, part: Figure, whole: Figure) -> bool:
    if not part.number.value:
        return False  # nought is 0 % of anything
    return is_ratio(rate, [part], whole) or nearly_ratio(rate, [part], whole)


def _follows(text: Text, told: Told, rate: Mention) -> bool:
    """Whether nothing but a breakdown stands between what was told and the rate."""
    between = [m for m in text.mentions if told.mention.end <= m.start < rate.start]
    money = [m for m in between if m.dimension == "money" and m.bracket is None]
    return told.text is text and all(owned(m) or ASIDE.search(m.label) for m in money)


def close_by(total: Text, text: Text) -> bool:
    return text.index - total.index <= 2 and text.passage.sections == total.passage.sections


def owned(mention: Mention) -> bool:
    """Whether the amount is of one source or nature of money, not of the whole."""
    return starts(item_of(mention.label), SOURCES + NATURES + HALVES) is not None


def _own_amount(text: Text, first: Mention) -> bool:
    """Whether the paragraph tells an amount of its own before, that has no known term."""
    return any(
        m.dimension == "money" and m.bracket is None and strange(m) and not direction(m.label)
        for m in text.mentions[: first.at]
    )


def strange(mention: Mention) -> bool:
    """Whether an amount is of something else: no term, and no aside on the amount before."""
    if mention.dimension != "money" or mention.bracket is not None or mention.term in MONEY:
        return False
    return not (owned(mention) or ASIDE.search(mention.label))


def item_of(label: str) -> str:
    return re.sub(
        r"^\s*(?:其中|按[^，]{2,8}(?:分|看)|包括|分别为|一是|二是|三是)[:：，]?", "", label
    ).strip()
