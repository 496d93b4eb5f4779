"""Quantities (数量): what a document states for its own year, by name, and its balances."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.extract.digest.name import YEAR, name
from checker.extract.extraction import Extraction
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import plain
from checker.extract.phrase.words import direction
from checker.figure import Figure

# What is not of the year itself: aims, and what it is compared with.
ASIDE = re.compile(
    r"目标|预期|计划|不低于|不少于|力争|要求|应达|标准|上一?年|去年|同期|往年|前年|下一?年|明年|累计"
    r"|[比较与]|预计|拟"
)
_OVER = r"(?:财政拨款)?(?:资金)?结[转余](?:[和及与、]?结余)?"
OPENING = re.compile(rf"(?:年初|上年末?|以前年度){_OVER}")
CLOSING = re.compile(
    rf"(?:年末|年底|期末){_OVER}"
    r"|结转(?:至|到)?下一?年(?:度)?(?:继续)?(?:使用)?|结转(?:至|到)\d{4}年"
)
REST = re.compile(
    r"资金|金额|数|合计|总额|收入|支出|使用|安排|[为共是的约]|\s|[（(][^（）()]*[）)]"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """数量: ``name`` of the thing, ``measure`` its unit's kind, and the figure stated."""

    name: str
    measure: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Balance:
    """结转: what a year begins with (``opening``) or leaves, of ``scope`` ("" for the whole)."""

    opening: bool
    scope: str
    figure: Figure


def measure(figure: Figure) -> str:
    """What can be compared: 'money', 'percent' … or the counter of a count."""
    number = figure.number
    return number.dimension or (number.unit.name if number.unit else "")


def quantities(extraction: Extraction) -> Iterator[Quantity]:
    year = extraction.facts.fiscal_year
    for text in extraction.texts:
        if text.region != PROSE or ASIDE.search(text.passage.section):
            continue
        for mention in text.mentions:
            if (called := name(mention.label)) and _own(text, mention, year):
                yield Quantity(called, measure(mention.figure), mention.figure)
    for indicated in extraction.indicators:
        if indicated.actual is not None and (called := name(indicated.name)):
            yield Quantity(called, measure(indicated.actual), indicated.actual)


def _own(text: Text, mention: Mention, year: int | None) -> bool:
    """Whether the figure is the year's own, and no change, aim or share of something."""
    if not plain(mention) or direction(mention.label) or ASIDE.search(text.gap(mention)):
        return False
    start = text.sentences[mention.sentence][0]
    years = {int(y[0][:4]) for y in YEAR.finditer(text.passage.text, start, mention.start)}
    return not years or year is None or years == {year}


def balances(extraction: Extraction) -> Iterator[Balance]:
    """Amounts said to be carried in or out; a row of a table is named by its first cell."""
    for text in extraction.texts:
        for mention in text.mentions:
            if mention.dimension == "money" and plain(mention):
                yield from _balance(mention.label, mention.figure)
    for line in extraction.lines:
        amount = line.cells.get("budget") or line.cells.get("initial_budget")
        if line.kind == "source" and amount is not None and line.group.startswith("grid"):
            yield from _balance(line.name, amount)


def _balance(words: str, figure: Figure) -> Iterator[Balance]:
    for opening, found in ((True, OPENING.search(words)), (False, CLOSING.search(words))):
        if found:
            rest = REST.sub("", YEAR.sub("", words[: found.start()] + words[found.end() :]))
            scope = re.sub(r"[^\u4e00-\u9fff]|其中|本年|全年|年初|年末|年底", "", rest)
            if "财政拨款" in found[0]:
                scope += "财政拨款"
            yield Balance(opening, scope, figure)
            return
