"""Indicators (绩效指标): target, actual value, weight and score of each, from every table.

The tables of one form (预算执行率 with its 10 分, then the indicators, then 总分) are one
group, so that the weights and the scores can be added up to the total row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from checker.extract.grid import Grid, Row, columns, figure, is_total, placed
from checker.extract.ladder import Step, ladder
from checker.extract.outline import made_of
from checker.extract.pairs import pairs
from checker.extract.scan import cell as number_of
from checker.extract.target import comparator, often, pair, sign
from checker.extract.torn import TornIndicator
from checker.figure import Figure
from checker.terms import header
from checker.units import unit

MARK = re.compile(r"[（(]\s*(?:满分|分值|权重)?\s*(\d+(?:\.\d+)?)\s*分?\s*[）)]\s*$")
HEAD_MARK = re.compile(r"(\d+(?:\.\d+)?)\s*分(?!钟)")
SUBTOTAL = re.compile(r"小计|分项合计")
UNMET = re.compile(r"否|未|不达标|没有")
ORDER = re.compile(r"\s*(?:序号|编号|单位|计量单位)?\s*")
NO_REASON = re.compile(r"(?:无|—|-|/|\\|不适用|无偏差|已完成|按时完成|完成|[\s。])*")
EXECUTION = "预算执行率"
PARTIAL = re.compile(
    r"\d\s*(?:[-—–~～至]\s*\d+\s*)?月(?!\s*\d)|截至|截止|上半年|[前一二三]季度|季度末|预计|预期完成|阶段"
)
HEAD_TOTAL = re.compile(r"^(?:绩效)?自评(?:价)?(?:总分|总得分|得分)$")
SUMS = ("subtotal", "level")
POINT = unit("分")
VALUES = ("target", "actual", "weight", "score")


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: ``per`` is how often the target asks for it (每日) when the actual does not say.

    ``role`` is indicator, execution (预算执行率 scored in the funding table), subtotal,
    level (a subtotal as part of a wider one) or total; rows of one ``group`` make up its
    total, those of one ``level`` their subtotal.
    ``reason`` says that the form explains a deviation.
    """

    name: str
    definition: str
    comparator: str
    target: Figure | None
    actual: Figure | None
    weight: Figure | None = None
    score: Figure | None = None
    per: str = ""
    role: str = "indicator"
    group: str = ""
    level: str = ""
    score_rate: Figure | None = None
    reason: bool = False
    title: str = ""
    completion_rate: Figure | None = None
    deduction: Figure | None = None


def from_torn(found: Sequence[TornIndicator]) -> Iterator[Indicator]:
    for row in found:
        text = row.target.sentence.text[slice(*row.target.at)] if row.target.sentence else ""
        yield Indicator(row.name, "", comparator(text), row.target, row.actual, per=row.per)


def from_grids(document: str, grids: Sequence[Grid]) -> Iterator[Indicator]:
    """The rows of every table of indicators, form by form."""
    form: list[tuple[Indicator, int]] = []
    number = 0
    ahead: tuple[Indicator, int] | None = None  # 自评总分 at the head of a form
    for grid in grids:
        if ahead is not None and ahead[1] != grid.block:
            if form and {block for _row, block in form} == {ahead[1]}:
                yield from _grouped([*form, ahead], number)
                form, number = [], number + 1
            ahead = None
        if not any(grid.header) and (top := _head_total(document, grid)) is not None:
            ahead = top, grid.block
            continue
        for row in _rows(document, grid):
            if row.role == "execution" and form:
                yield from _grouped(form, number)
                form, number = [], number + 1
            form.append((row, grid.block))
            if row.role == "total":
                yield from _grouped(form, number)
                form, number = [], number + 1
                ahead = None
    if ahead is not None and form and {block for _row, block in form} == {ahead[1]}:
        form.append(ahead)
    yield from _grouped(form, number)


def _grouped(form: Sequence[tuple[Indicator, int]], number: int) -> Iterator[Indicator]:
    """The rows of a form with their group: those of the total's own table, or all since the last.

    Which of the two the weights tell, where they add up to the total's.
    """
    total, block = form[-1] if form else (None, 0)
    if total is None or total.role != "total":
        yield from (replace(row, group=f"form{number}") for row, _block in form)
        return
    parts = [(row, at) for row, at in form[:-1] if row.role not in SUMS]
    own = [row for row, at in parts if at == block or row.role == "execution"]
    every = [row for row, _at in parts]
    adds = total.weight is None or _sum(every) == total.weight.number.exact
    inside = own if any(r.role == "indicator" for r in own) and not adds else every
    if not inside:
        return
    for row, _at in form:
        whole = row is total or row in inside or row.role in SUMS
        yield replace(row, group=f"form{number}" if whole else f"form{number}-")


def _sum(rows: Sequence[Indicator]) -> Fraction:
    return sum((row.weight.number.exact for row in rows if row.weight), Fraction(0))


def _rows(document: str, grid: Grid) -> Iterator[Indicator]:
    return _outlined(_stepped(document, grid, list(_listed(document, grid))), grid.block)


def _stepped(document: str, grid: Grid, rows: list[Indicator]) -> list[Indicator]:
    """The rows under the marks that their levels have in columns of their own."""
    terms = [header(text, "indicators") for text in grid.header]
    named = _columns(grid)
    plain = [at for at, row in enumerate(rows) if row.role == "indicator"]
    if "name" not in named or terms[: named["name"]].count("weight") < 1:
        return rows
    first = min(named[term] for term in VALUES if term in named)
    numbers = [
        n
        for n, row in enumerate(grid.rows)
        if not _summing(row, first) and _indicator(document, grid, row, named, "") is not None
    ]
    if len(numbers) != len(plain) or any(rows[at].level for at in plain):
        return rows
    found = dict(zip(numbers, plain, strict=True))
    steps = ladder(document, grid, terms, named["name"], lambda n: rows[found[n]].weight, numbers)
    made = list(rows)
    for deep, some in enumerate(steps):
        for at, step in enumerate(some):
            level = f"{grid.block}.{step.rows[0]}.{deep}.{at}"
            made.append(_sum_row(step, "subtotal", level))
            if deep + 1 < len(steps):
                inner = [one for one in steps[deep + 1] if set(one.rows) <= set(step.rows)]
                made += [_sum_row(one, "level", level) for one in inner]
                continue
            for n in step.rows:
                made[found[n]] = replace(made[found[n]], level=level)
    return sorted(made, key=lambda row: row.role == "total")


def _sum_row(step: Step, role: str, level: str) -> Indicator:
    name = re.sub(r"\s+", "", step.name)
    return Indicator(name, "", "", None, None, step.mark, role=role, level=level)


def _summing(row: Row, first: int) -> bool:
    label = " ".join(span.text for column, span in row.items() if column < first)
    return is_total(row, first) or SUBTOTAL.search(label) is not None


def _outlined(rows: Sequence[Indicator], block: int) -> Iterator[Indicator]:
    """The rows, those that rows numbered deeper make up as subtotals."""
    plain = [row.name if row.role == "indicator" else "" for row in rows]
    heads = made_of(plain, [(row.weight, row.score) for row in rows])
    over = {inner: head for head, some in heads.items() for inner in some}
    for at, row in enumerate(rows):
        if at in heads:
            # One over other subtotals is not added up again; what it has beside them neither.
            twice = "+" if any(inner in heads for inner in heads[at]) else ""
            yield replace(row, role="subtotal", level=f"{block}.{at}{twice}")
        else:
            yield replace(row, level=f"{block}.{over[at]}" if at in over else row.level)


def _listed(document: str, grid: Grid) -> Iterator[Indicator]:
    named = _columns(grid)
    values = [named[term] for term in VALUES if term in named]
    if not grid.header or not any(grid.header):
        yield from _lone_total(document, grid)
        return
    if columns(grid, "money", "rates") and "target" not in named:
        yield from _execution(document, grid, named)
        return
    if "name" not in named or len(values) < 2:
        return
    level, mark = "", None
    shared: list[Indicator] = []
    for number, row in enumerate(grid.rows):
        label = " ".join(dict.fromkeys(s.text for c, s in sorted(row.items()) if c < min(values)))
        if is_total(row, min(values)) or SUBTOTAL.search(label):
            role = "subtotal" if SUBTOTAL.search(label) else "total"
            if role == "subtotal" and mark is None:
                level = f"{grid.block}.{number}"
                shared = [replace(one, level=level) for one in shared]
            yield from _with_mark(shared, mark)
            shared = []
            weight, score = (_cell(document, grid, row, named, t) for t in ("weight", "score"))
            rate = _cell(document, grid, row, named, "score_rate")
            if weight or score:
                yield Indicator(
                    label, "", "", None, None, weight, score,
                    role=role, level=level, score_rate=rate, title=grid.title,
                )  # fmt: skip
            level = level if mark else ""
            continue
        opened = _marked(document, grid, row, named)
        if opened is not None and not (mark and mark.label == opened.label):
            yield from _with_mark(shared, mark)
            shared, mark = [], opened
            level = f"{grid.block}.{number}"
            yield Indicator(opened.label, "", "", None, None, opened, role="subtotal", level=level)
        if (found := _indicator(document, grid, row, named, level)) is not None:
            shared.append(found)
    yield from _with_mark(shared, mark)


def _with_mark(rows: Sequence[Indicator], mark: Figure | None) -> Iterator[Indicator]:
    """The rows under one marked level; one alone without a weight of its own has the level's."""
    if mark is not None and len(rows) == 1 and rows[0].weight is None:
        yield replace(rows[0], weight=mark)
        return
    yield from rows


def _columns(grid: Grid) -> dict[str, int]:
    """The columns of the indicator itself: the name next to them, not those of its levels."""
    terms = [header(text, "indicators") for text in grid.header]
    found = columns(grid, "indicators")
    if "actual" in found and PARTIAL.search(grid.header[found["actual"]]):
        del found["actual"]  # 1-7月完成值 is not what the year came to
    first = min((found[t] for t in ("target", "actual") if t in found), default=len(terms))
    names = [at for at, term in enumerate(terms) if term == "name" and at < first]
    levels = [at for at, term in enumerate(terms) if term == "level"]
    if names or levels:
        found["name"] = names[-1] if names else levels[-1]
    marks = [at for at, term in enumerate(terms) if term in ("weight", "score")]
    if "name" not in found and len(marks) > 1 and marks[0] > 0 and "target" not in found:
        found["name"] = marks[0] - 1  # 项目 | 满分 | 得分
    if "name" not in found and {"target", "actual", "completion_rate"} <= found.keys():
        # 建设内容 | 单位 | 计划数 | 完成数 | 完成率
        before = range(min(found["target"], found["actual"]))
        found["name"] = next((at for at in before if not ORDER.fullmatch(grid.header[at])), 0)
    name = found.get("name", 0)
    for term in ("weight", "score"):
        several = [at for at, one in enumerate(terms) if one == term]
        if several:
            found[term] = next((at for at in several if at > name), several[-1])
    return found


def _indicator(
    document: str, grid: Grid, row: Row, named: dict[str, int], level: str
) -> Indicator | None:
    name = row.get(named["name"]) or next(
        (s for c, s in sorted(row.items(), reverse=True) if c < named["name"]), None
    )
    values = [row.get(named[term]) for term in VALUES if term in named]
    if name is None or any(name is value for value in values):
        return None  # 年度目标 in one cell over all the columns
    target, actual = pair(document, grid, row, named)
    weight, score, rate = (
        _cell(document, grid, row, named, term) for term in ("weight", "score", "score_rate")
    )
    if not (target or actual or weight or score) or (
        "target" in named and not (named["target"] in row or weight or score)
    ):
        return None
    if weight is None and "weight" not in named:
        weight = _name_mark(document, grid, row, named["name"])
    definition, reason = (
        row[named[term]].text if named.get(term) in row else "" for term in ("definition", "reason")
    )
    return Indicator(
        name=re.sub(r"\s+", "", name.text),
        definition=definition,
        comparator=sign(row, named, target),
        target=target,
        actual=actual,
        weight=weight,
        score=score,
        per=often(row, named),
        level=level,
        score_rate=rate,
        completion_rate=_cell(document, grid, row, named, "completion_rate"),
        deduction=_cell(document, grid, row, named, "deduction"),
        reason=not NO_REASON.fullmatch(reason) or _unmet(row, named),
        title=grid.title,
    )


def _unmet(row: Row, named: dict[str, int]) -> bool:
    """Whether the form itself says that the target was missed: 是否达标 | 否."""
    said = row.get(named["met"]) if "met" in named else None
    return said is not None and UNMET.match(said.text.strip()) is not None


def _cell(document: str, grid: Grid, row: Row, named: dict[str, int], term: str) -> Figure | None:
    return figure(document, grid, row, named[term], term) if term in named else None


def _marked(document: str, grid: Grid, row: Row, named: dict[str, int]) -> Figure | None:
    """The mark printed with a level in its cell: 产出指标（50分）."""
    for column in sorted((c for c in row if c < named["name"]), reverse=True):
        found = MARK.search(row[column].text)
        if found is not None:
            part = found.span(1)
            number = number_of(found[1], POINT)
            assert number is not None
            made = placed(document, grid, row, column, part, "weight", number)
            return replace(made, label=row[column].text[: found.start()])
    return None


def _name_mark(document: str, grid: Grid, row: Row, column: int) -> Figure | None:
    """The mark printed with the name of an indicator: 送戏下乡场次（10分）."""
    found = MARK.search(row[column].text) if column in row else None
    if found is None or "分" not in found[0]:
        return None
    number = number_of(found[1], POINT)
    assert number is not None
    return placed(document, grid, row, column, found.span(1), "weight", number)


def _execution(document: str, grid: Grid, named: dict[str, int]) -> Iterator[Indicator]:
    """预算执行率, scored in the funding table beside the amounts."""
    if "score" not in named or "execution_rate" not in columns(grid, "rates"):
        return
    for row in grid.rows:
        weight, score = (_cell(document, grid, row, named, term) for term in ("weight", "score"))
        weight = weight or head_mark(document, grid, named["score"])
        if score is not None and weight is not None:
            yield Indicator(EXECUTION, "", "", None, None, weight, score, role="execution")
            return


def head_mark(document: str, grid: Grid, column: int) -> Figure | None:
    """得分（20分×执行率）: the full mark that the header of a score says."""
    span = grid.heads[column] if column < len(grid.heads) else None
    found = HEAD_MARK.search(span.text) if span else None
    if span is None or found is None:
        return None
    number = number_of(found[1], POINT)
    assert number is not None
    return placed(document, grid, {column: span}, column, found.span(1), "weight", number)


def _head_total(document: str, grid: Grid) -> Indicator | None:
    """自评总分（分）| 96.43 among the labelled cells that head a form."""
    for row in grid.rows:
        for label, found in pairs(document, grid, row):
            if HEAD_TOTAL.match(re.sub(r"\s|[（(].*", "", label)):
                score = replace(found, number=replace(found.number, unit=POINT), term="score")
                return Indicator("总分", "", "", None, None, score=score, role="total")
    return None


def _lone_total(document: str, grid: Grid) -> Iterator[Indicator]:
    """总分 | 97.51: a row that lost its table, or stands apart from it."""
    for row in grid.rows:
        found = [figure(document, grid, row, column, "score") for column in sorted(row)]
        numbers = [one for one in found if one is not None]
        if is_total(row, 1) and len(numbers) == 1:
            yield Indicator("总分", "", "", None, None, score=numbers[0], role="total")
