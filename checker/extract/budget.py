"""Budget lines (资金) in prose: 预算数 A，执行数 B，完成预算的 C%.

A line is the whole department, one source or nature of money under it, or a task.  Which
one is told by the words before the amounts, by the numbering of the paragraph and by the
section it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.extract import labelled, public, subject
from checker.extract.budgetline import BudgetLine
from checker.extract.funding import column_of, lines
from checker.extract.grid import Grid
from checker.extract.known import BUDGETS, Group, Known, Told, close_by, item_of, owned, strange
from checker.extract.mention import Mention, Text
from checker.extract.phrase.words import direction
from checker.figure import Figure
from checker.number import Approximation
from checker.terms import starts
from checker.terms.words import MONEY, NATURES, RATES, SOURCES

CHANGES = ("adjustment", "reduction")
FIRST = re.compile(r"年初(?!.*调整后)")
ADJUSTING = re.compile(r"(?<!后)调整预算(?:数|金额|资金)?[为是：:\s]*$")
# 年初预算 A，调整为 B; 追加至 B: what the budget came to, not by how much it changed
ADJUSTED = re.compile(r"(?:调整[为至到]|(?:调[增减]|追[加减]|[压核]减)[至到])了?\s*$")
PURPOSE = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,}(?:专项|项目|工程)(?:资金|经费)?)[为共计]*\s*$"
)
REACH = 40
REST = re.compile(r"其他[为是\s]*$")
INSIDE = re.compile(r"[。；;，,\n]\s*([^。；;，,、：:\d]{2,12})中[，,：:]?[^。；;，,、\d]*$")
OVERSPENT = re.compile(r"[，,、；（(]\s*(?:超支|超出预算|超预算)")
CARRIED_IN = re.compile(r"(?:上年|上一年|年初|以前年度|历年)结[转余]")
CARRIED = re.compile(r"(?:年末|期末|本年|当年)?结(?:转|余)")
# 执行率达到 100% 的项目 6 个: what the projects are like, not how far the budget was used
KIND = re.compile(
    r"\s*(?:[（(]含[^）)]*[）)])?\s*(?:[—~-]|的(?:项目|指标|单位|部门|有|共|预算|街|镇|为))"
)
AMONG = re.compile(r"其中|包括|分别|：")


def from_grids(document: str, grids: Sequence[Grid]) -> Iterator[BudgetLine]:
    """The money rows of every table whose header names two money or rate columns."""
    for number, grid in enumerate(grids):
        yield from public.marked(list(lines(document, grid, f"grid{number}")))
        yield from labelled.lines(document, grid, f"grid{number}")


def from_prose(texts: Sequence[Text]) -> Iterator[BudgetLine]:
    """The budget lines of the paragraphs."""
    known = Known()
    latest: tuple[BudgetLine, Text] | None = None
    for text in texts:
        totals: list[BudgetLine] = []
        for line in _groups(text, known):
            yield line
            if line.kind == "total":
                totals.append(line)
        yield from _halves(text)
        known.passed(text)
        for kind, words in (("source", SOURCES), ("nature", NATURES)):
            listed: list[tuple[Mention, BudgetLine]] = []
            for items in _breakdowns(text, words):
                latest = _before(totals, items[0], text) or latest
                alone = known.just_before(items[0], text)
                if alone is not None:
                    latest = alone, text
                    yield alone
                if latest is not None and close_by(latest[1], text) and _of(text, items, latest[0]):
                    lines_ = list(_lines(kind, items, latest[0], _whole(text, items, listed)))
                    listed += zip(items, lines_, strict=False)
                    yield from lines_
        latest = (totals[-1], text) if totals else latest


def _before(
    totals: Sequence[BudgetLine], item: Mention, text: Text
) -> tuple[BudgetLine, Text] | None:
    """The last total of a paragraph that stands before an item of a breakdown."""
    for line in reversed(totals):
        if min(cell.place.order for cell in line.cells.values()) < item.figure.place.order:
            return line, text
    return None


def _of(text: Text, items: Sequence[Mention], line: BudgetLine) -> bool:
    """Whether a breakdown can be of a line: no other amount stands between the two.

    安排 A，其中甲 B、乙 C。全年支出 D: B and C are of A, though D is what the line tells.
    """
    first = items[0]
    before = [m for m in text.before(first) if m.dimension == "money" and m.bracket is None]
    if not before:
        return True
    return before[0].figure in line.cells.values() or not AMONG.search(
        text.between(before[0], first)
    )


def _halves(text: Text) -> Iterator[BudgetLine]:
    """基本支出 with its 人员经费 and 公用经费."""
    basic: Mention | None = None
    halves: dict[str, Mention] = {}
    for mention in text.mentions:
        if mention.dimension != "money":
            continue
        label = item_of(mention.label)
        if re.search(r"基本支出(?:预算|决算|数)?[为是共\s]*$", label):
            basic, halves = mention, {}
        elif half := re.search(r"(人员|公用)(?:经费|支出)(?:支出)?[为是共\s]*$", label):
            halves.setdefault(half[1], mention)
        else:
            continue
        near = basic is not None and mention.sentence - basic.sentence <= 1
        if basic is not None and near and len(halves) == 2:
            group = f"text{text.index}.halves{basic.start}"
            yield BudgetLine("nature", "基本支出", group, {"executed": basic.figure})
            for name, found in halves.items():
                yield BudgetLine("half", name, group, {"executed": found.figure}, parent="基本支出")
            basic, halves = None, {}


def _groups(text: Text, known: Known) -> Iterator[BudgetLine]:
    for number, group in enumerate(_runs(text)):
        first = next((m for m in group.mentions if m.term not in CHANGES), group.mentions[0])
        label = f"text{text.index}.{number}"
        name, year = subject.scope(text, first), subject.year(text, first)
        cells = {m.term: m.figure for m in group.mentions if m.term is not None}
        if owned(first):
            cells = known.borne_out(cells, group)
            if len(cells) > 1 and (
                group.has(*BUDGETS) or {"execution_rate", "executed"} <= {*cells}
            ):
                yield BudgetLine("other", name, label, cells, scope=name, year=year)
            continue
        told = cells
        if "execution_rate" in cells and _exact(cells["execution_rate"]):
            cells = known.fill(cells, text, first, name, year)
        rate = next((m for m in group.mentions if m.term == "execution_rate"), None)
        if rate and "预算" in rate.label and "received" not in told:
            # 到位 A，支出 B，占预算的 R%: not of what was received
            cells = {term: cell for term, cell in cells.items() if term != "received"}
        sure = len(told) == len(cells)
        if {"initial_budget", "adjustment", "budget"} <= cells.keys() and _carries(text, first):
            # 上年结转 A，年初预算 B，追加 C，预算总额 D: D holds A as well
            cells = {
                term: cell
                for term, cell in cells.items()
                if term not in ("initial_budget", "adjustment")
            }
        if not owned(first):
            cells = known.borne_out(cells, group)
            name = name or _purpose(text, first, [*cells.values()])
        for mention in group.mentions:
            if mention.dimension == "money":
                known.add(mention, text, name, year)
        if "execution_rate" not in cells and _overspent(text, group):
            continue  # 预算 A，支出 B，超支 D: it says so itself
        complete = cells.keys() & BUDGETS or {"execution_rate", "executed"} <= cells.keys()
        if len(cells) < 2 or not complete:
            if len(group.mentions) == 1 and not name:
                made = BudgetLine("total", "合计", label, cells, year=year)
                known.alone = Told(first, text, name, year), made
        elif function := subject.function(text, first):
            yield BudgetLine("other", function, label, cells, scope=function, year=year)
        elif subject.is_task(text, first, name):
            yield BudgetLine(
                "task", subject.task_name(text), label, cells, explicit=sure, year=year
            )
        else:
            name = name or subject.titled(text, first)
            yield BudgetLine(
                "total", name or "合计", label, cells, scope=name, explicit=sure, year=year
            )


def _purpose(text: Text, first: Mention, cells: Sequence[Figure]) -> str:
    """文旅融合专项资金 A，实际支出 B，支出率 R%: what the amount just before is called."""
    before = text.preceding(first)
    if before is None or before.figure not in cells:
        return ""
    found = PURPOSE.search(before.label)
    return found["name"] if found else ""


def _exact(figure: Figure) -> bool:
    return figure.number.approximation is Approximation.NONE


def _runs(text: Text) -> Iterator[Group]:
    """Neighbouring money mentions of one sentence whose terms do not repeat."""
    group = Group(text)
    for mention in text.mentions:
        if (term := _meant(text, mention)) != mention.term:
            mention = replace(mention, figure=replace(mention.figure, term=term))
        money = mention.term in MONEY and mention.dimension == "money"
        rate = mention.term in RATES and mention.percent and not _of_kind(text, mention)
        if not (money or rate) or mention.term == "carry_over":
            if group.mentions and strange(mention):
                yield group
                group = Group(text)
            continue
        last = group.mentions[-1] if group.mentions else None
        if last and (
            last.sentence != mention.sentence
            or group.has(mention.term)
            or len(text.between(last, mention)) > REACH
            or subject.years_differ(text, last, mention)
            or (money and (_breaks(mention) or owned(mention)))
        ):
            yield group
            group = Group(text)
        group.mentions.append(mention)
    if group.mentions:
        yield group


def _meant(text: Text, mention: Mention) -> str | None:
    """The column that an amount is of, where the words around it tell better than its own.

    调整预算 is what the budget came to, but by how much it was changed where it is less than
    nothing, or where that is said next: 年初预算 A，调整预算 B，全年预算 C.
    """
    if mention.term in CHANGES and ADJUSTED.search(mention.label):
        return "budget"
    if mention.term != "budget":
        return mention.term
    if FIRST.search(mention.label):
        return "initial_budget"
    if ADJUSTING.search(mention.label):
        before, after = text.preceding(mention), text.following(mention)
        opened = before is not None and FIRST.search(before.label) is not None
        closed = after is not None and after.term == "budget" and not FIRST.search(after.label)
        if mention.figure.number.value < 0 or (opened and closed):
            return "adjustment"
    return mention.term


def _carries(text: Text, first: Mention) -> bool:
    """Whether its sentence tells what was carried over from the year before."""
    told = text.of_sentence(first.sentence)
    return any(m.dimension == "money" and CARRIED_IN.search(m.label) for m in told)


def _overspent(text: Text, group: Group) -> bool:
    return OVERSPENT.match(text.passage.text, group.mentions[-1].end) is not None


def _of_kind(text: Text, rate: Mention) -> bool:
    return KIND.match(text.passage.text, rate.end) is not None


def _breaks(mention: Mention) -> bool:
    """Whether a head of its own says that another line begins."""
    if mention.term in CHANGES:
        return False  # 年中根据工作需要追加
    return len(subject.GENERIC.sub("", mention.head)) >= 2


def _breakdowns(text: Text, words: tuple[str, ...]) -> Iterator[list[Mention]]:
    """Runs of two or more amounts of one sentence, each labelled with one of ``words``."""
    run: list[Mention] = []
    for mention in text.mentions:
        if mention.dimension != "money" or mention.bracket is not None:
            continue
        if direction(mention.label):  # 政府性基金减少 50 万元: by how much, not how much
            continue
        item = item_of(mention.label)
        named = starts(item, words) or (run and REST.match(item))
        if not named and run and text.between(run[-1], mention).startswith("、"):
            run = []  # the list goes on with what has no known name
            continue
        if named and (not run or run[-1].sentence == mention.sentence):
            run.append(mention)
            continue
        if run and CARRIED.match(item) and run[-1].sentence == mention.sentence:
            run = []  # 基本支出 A，项目支出 B，年末结转和结余 C: the total holds all three
            continue
        if len(run) > 1:
            yield run
        run = [mention] if named else []
    if len(run) > 1:
        yield run


def _whole(
    text: Text, items: Sequence[Mention], listed: Sequence[tuple[Mention, BudgetLine]]
) -> BudgetLine | None:
    """The item of an earlier breakdown that these are of: 财政拨款支出中，一般公共预算 A、…"""
    first = items[0]
    before = text.passage.text[max(first.start - REACH, 0) : first.start]
    if (named := INSIDE.search(before)) is None:
        return None
    found = [line for _item, line in listed if named[1].startswith(line.name)]
    return found[-1] if found and found[-1].kind != "part" else None


def _lines(
    kind: str, items: Sequence[Mention], total: BudgetLine, whole: BudgetLine | None
) -> Iterator[BudgetLine]:
    labels = [item.label for item in items]
    if whole is not None:
        column: str | None = next(iter(whole.cells))
    else:
        # Of two columns that the items make, they are of the one told just before them.
        first = items[0].figure.place.order
        near = sorted(total.cells.items(), key=lambda cell: cell[1].place.order, reverse=True)
        near.sort(key=lambda cell: cell[1].place.order > first)
        column = column_of(labels, [item.figure for item in items], dict(near))
    if column is None:
        return
    for item in items:
        name = re.sub(r"(?:支出|预算)?[为是：:\s]*$", "", item_of(item.label))
        made = BudgetLine(
            kind, name, total.group, {column: item.figure}, scope=total.scope, year=total.year
        )
        yield made if whole is None else replace(made, kind="part", parent=whole.name)
