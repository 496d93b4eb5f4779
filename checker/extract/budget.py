"""Budget lines (资金): 预算数 A，执行数 B，完成预算的 C%, from prose and from tables.

A line is the whole department, one source or nature of money under it, or a task.  Which
one is told by the words before the amounts, by the numbering of the paragraph and by the
section it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.extract.grid import Grid, columns, figure
from checker.extract.mention import Mention, Text
from checker.extract.passage import NUMBERED
from checker.figure import Figure
from checker.terms import MONEY, NATURES, RATES, SOURCES, TASK_AMOUNT, TOTALS, header, starts

BUDGETS = ("budget", "initial_budget")
MONEY_SECTION = re.compile(r"收支|资金情况|预算执行|支出情况|资金使用|预算安排|基本情况|决算")
TASK_SECTION = re.compile(r"任务|项目|工作|成效|完成情况|履职")
# What may stand before a term without saying of whom it is.
GENERIC = re.compile(
    r"\d{4}\s*年度?|截至\d+月?\d*日?|全年|本年度?|当年|今年|年度|年末|年初|财政|安排|部门|单位|街道|办事处|我街|我局|我办|我"
    r"|本|整体|总|支出|收入|资金|预算|实际|累计|其中|共计?|涉及|为|的|数|总额|全|区|批复|绩效自评|项目?情况|[，、：:（）()\s“”]"
)
OTHER_YEAR = re.compile(r"上年|去年|上一年|往年|前年")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """资金行: ``kind`` is total, source, nature or task; lines of one ``group`` belong together."""

    kind: str
    name: str
    group: str
    cells: dict[str, Figure]
    scope: str = ""
    explicit: bool = True


@dataclass
class _Group:
    text: Text
    mentions: list[Mention] = field(default_factory=list)

    def has(self, *terms: str | None) -> bool:
        return any(m.term in terms for m in self.mentions)


def from_grids(document: str, grids: Sequence[Grid]) -> Iterator[BudgetLine]:
    """The money rows of every table whose header names two money or rate columns."""
    for number, grid in enumerate(grids):
        money = columns(grid, "money", "rates")
        if len(money) < 2 or not any(name in MONEY for name in money):
            continue
        named = columns(grid, "names")
        kind = next((name for name in named), "source")
        name_column = named[kind] if named else 0
        if not named and 0 in money.values():
            continue
        for row in grid.rows:
            cells = {
                term: found
                for term, column in money.items()
                if (found := figure(document, grid, row, column, term)) is not None
            }
            name = row[name_column].text.replace(" ", "") if name_column in row else ""
            if cells and name:
                yield BudgetLine(_kind(name, kind), name, f"grid{number}", cells)


def _kind(name: str, table: str) -> str:
    bare = re.sub(r"^[一二三四五六七八九十\d]+[、.．]|其中[:：]?|[（(].*?[）)]", "", name)
    if any(bare.startswith(total) or bare.endswith(total) for total in TOTALS):
        return "total"
    if table == "task":
        return "task"
    if starts(bare, NATURES):
        return "nature"
    return "source" if starts(bare, SOURCES) or table == "source" else "other"


def from_prose(texts: Sequence[Text]) -> Iterator[BudgetLine]:
    """The budget lines of the paragraphs."""
    latest: tuple[BudgetLine, Text] | None = None
    for text in texts:
        for line in _groups(text):
            yield line
            if line.kind == "total":
                latest = line, text
        for kind, words in (("source", SOURCES), ("nature", NATURES)):
            for items in _breakdowns(text, words):
                if latest is not None and _near(latest[1], text):
                    yield from _lines(kind, items, latest[0])


def _near(total: Text, text: Text) -> bool:
    return text.index - total.index <= 2 and text.passage.sections == total.passage.sections


def _groups(text: Text) -> Iterator[BudgetLine]:
    for number, group in enumerate(_runs(text)):
        first = group.mentions[0]
        name = GENERIC.sub("", first.head)
        if not group.has(*BUDGETS) and not (group.has("execution_rate") and group.has("executed")):
            continue
        if len(group.mentions) < 2 or any(
            starts(m.head, SOURCES + NATURES) for m in group.mentions
        ):
            continue
        cells = {m.term: m.figure for m in group.mentions if m.term is not None}
        label = f"text{text.index}.{number}"
        if OTHER_YEAR.search(first.head):
            name = "上年" + name
        if _is_task(text, first, name):
            yield BudgetLine("task", _task_name(text), label, cells)
        else:
            yield BudgetLine("total", name or "合计", label, cells, scope=name)


def _runs(text: Text) -> Iterator[_Group]:
    """Neighbouring money mentions of one sentence whose terms do not repeat."""
    group = _Group(text)
    for mention in text.mentions:
        money = mention.term in MONEY and mention.dimension == "money"
        rate = mention.term in RATES and mention.percent
        if not (money or rate) or mention.term == "carry_over":
            continue
        last = group.mentions[-1] if group.mentions else None
        if last and (
            last.sentence != mention.sentence
            or group.has(mention.term)
            or len(text.between(last, mention)) > 40
            or (money and _breaks(mention))
        ):
            yield group
            group = _Group(text)
        group.mentions.append(mention)
    if group.mentions:
        yield group


def _breaks(mention: Mention) -> bool:
    """Whether a head of its own says that another line begins."""
    return len(GENERIC.sub("", mention.head)) >= 2


def _is_task(text: Text, first: Mention, name: str) -> bool:
    if not NUMBERED.match(text.passage.text) or text.passage.heading:
        return False
    sections = " ".join(text.passage.sections)
    if MONEY_SECTION.search(text.passage.section) and not TASK_SECTION.search(text.passage.section):
        return False
    return bool(TASK_SECTION.search(sections)) or not MONEY_SECTION.search(sections)


def _task_name(text: Text) -> str:
    bare = NUMBERED.sub("", text.passage.text, count=1).strip()
    return re.split(r"[：:。；，]", bare)[0][:40]


def _breakdowns(text: Text, words: tuple[str, ...]) -> Iterator[list[Mention]]:
    """Runs of two or more amounts of one sentence, each labelled with one of ``words``."""
    run: list[Mention] = []
    for mention in text.mentions:
        if mention.dimension != "money" or mention.bracket is not None:
            continue
        named = starts(_item(mention.label), words)
        if named and (not run or run[-1].sentence == mention.sentence):
            run.append(mention)
            continue
        if len(run) > 1:
            yield run
        run = [mention] if named else []
    if len(run) > 1:
        yield run


def _item(label: str) -> str:
    return re.sub(
        r"^\s*(?:其中|按[^，]{2,8}(?:分|看)|包括|分别为|一是|二是|三是)[:：，]?", "", label
    ).strip()


def _lines(kind: str, items: Sequence[Mention], total: BudgetLine) -> Iterator[BudgetLine]:
    column = _column(items, total)
    if column is None:
        return
    for item in items:
        name = re.sub(r"(?:支出|预算)?[为是：:\s]*$", "", _item(item.label))
        yield BudgetLine(kind, name, total.group, {column: item.figure}, scope=total.scope)


def _column(items: Sequence[Mention], total: BudgetLine) -> str | None:
    """Which column the items belong to: what their labels say, else the one they add up to."""
    if (
        any(re.search(r"支出|执行|决算|使用", item.label) for item in items)
        and "executed" in total.cells
    ):
        return "executed"
    amounts = {name: found for name, found in total.cells.items() if name in MONEY}
    added = sum(item.figure.number.exact for item in items)
    for name, found in amounts.items():
        if found.number.exact == added:
            return name
    if any("预算" in item.label for item in items) and "budget" in amounts:
        return "budget"
    return next(iter(amounts), None) if len(amounts) == 1 else None


def task_amount(grid: Grid) -> int | None:
    """The column of a task table that holds the money a task took."""
    for column, text in enumerate(grid.header):
        if any(word in text.replace(" ", "") for word in TASK_AMOUNT):
            return column
    return None


__all__ = ["BudgetLine", "from_grids", "from_prose", "header", "task_amount"]
