"""Console (终端): findings as a person reads them, with the sentence and the arithmetic.

Holds at 80 columns, without colour, in a pipe, and where the encoding lacks a character.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TextIO

from checker import wording
from checker.arithmetic.verdict import Verdict
from checker.blocks import Block, Quote, blocks
from checker.excerpt import carets, cells, excerpt, fitted, pad, plain, shortened, wrap
from checker.finding import Check, Severity
from checker.formula import where
from checker.language import _, plural
from checker.report import DocumentReport, Failure, Report, Unused
from checker.wording import (
    SEVERITIES,
    VERDICTS,
    arithmetic,
    doubt,
    failed,
    message,
    reason,
    suggestions,
    title,
    unplaced,
)

NAME = "console"

WIDTH, NARROWEST, WIDEST = 80, 56, 100
MOST_QUOTES = 4  # sentences shown for one block

_SIGNS = {Severity.ERROR: "×", Severity.WARNING: "▲", Severity.NOTE: "·"}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "cyan"}
_BELOW = " ‾^"  # by mark: where there is none

Line = list[tuple[str, str]]  # pieces of text, each with its style


@dataclass(frozen=True, slots=True)
class Paper:
    """纸面: what there is to print on."""

    width: int
    color: bool
    fit: Callable[[str], str]  # makes a text fit the encoding

    def hang(self, lead: Line, text: str, style: str = "", rest: str | None = None) -> list[Line]:
        """``text`` after ``lead``, its further rows under its first (or after ``rest``)."""
        indent = cells("".join(piece for piece, _style in lead))
        under = " " * indent if rest is None else pad(rest, indent)
        first, *more = (row.replace("\xa0", " ") for row in wrap(text, self.width - indent))
        return [[*lead, (first, style)], *([(under, "dim"), (row, style)] for row in more)]


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """The whole report, a document at a time."""
    from rich.console import Console
    from rich.text import Text

    encoding = stream.encoding or "utf-8"
    columns = min(max(width or WIDTH, NARROWEST), WIDEST)
    paper = Paper(columns, color, lambda text: fitted(text, encoding))
    for part in _parts(report, paper):
        buffer = io.StringIO()
        console = Console(
            file=buffer,
            width=columns,
            force_terminal=color,
            color_system="standard" if color else None,
            legacy_windows=False,
        )
        for line in part:
            text = Text.assemble(*line, end="\n", no_wrap=True)
            text.rstrip()
            console.print(text, soft_wrap=True, highlight=False)
        stream.write(paper.fit(buffer.getvalue()))


def _parts(report: Report, paper: Paper) -> Iterator[Iterable[Line]]:
    for document in report.ranked():
        yield _document(document, report, paper)
    if len(report.documents) > 1:
        yield _summary(report, paper)
    if report.unused:
        yield _unused(report.unused, paper)
    if report.failures:
        yield _failures(report.failures, paper)
    yield _end(report, paper)


def _document(document: DocumentReport, report: Report, paper: Paper) -> Iterator[Line]:
    yield from _header(document, paper)
    grave = [check for check in document.findings if check.severity is not Severity.NOTE]
    notes = [check for check in document.findings if check.severity is Severity.NOTE]
    if not grave:
        yield from _clean(document, paper)
    for block in blocks(grave):
        yield from _block(block, report, paper)
    if notes:
        yield [(plural("提示 {n} 处", len(notes)), "bold")]
        for check in notes:
            yield from _note(check, report, paper)
        yield []
    if document.accepted:
        yield [(plural("已接受 {n} 项", len(document.accepted)), "bold")]
        for check in document.accepted:
            yield from _accepted(check, report, paper)
        yield []
    left = _ranked(reason(c) for c in document.checks if c.verdict is Verdict.UNASSESSABLE)
    if left:
        yield [(plural("未能核对 {n} 处", sum(left.values())), "bold")]
        yield from paper.hang([("  · ", "dim")], _tally(left))
        yield []


def _header(document: DocumentReport, paper: Paper) -> Iterator[Line]:
    name = plain(document.title or PurePath(document.path).name)
    yield from paper.hang([], name, "bold")
    year = _("{year} 年度").format(year=document.fiscal_year) if document.fiscal_year else ""
    unit = _("金额单位 {unit}").format(unit=document.money_unit) if document.money_unit else ""
    if facts := " · ".join(filter(None, (document.department, year, unit))):
        yield from paper.hang([], facts, "dim")
    yield from paper.hang([], document.path, "dim")
    yield [("─" * paper.width, "dim")]
    if tally := _severities(document.severities):
        yield tally
    yield from paper.hang([], _judged(document))
    yield from paper.hang([], _coverage(document), "dim")
    for note in document.notes:
        yield from paper.hang([("! ", "yellow")], plain(_(note.message).format(**note.values)))
    yield []


def _severities(counts: Mapping[Severity, int]) -> Line:
    """``疑误 2 · 存疑 3``, each in its colour."""
    line: Line = []
    for severity, n in counts.items():
        if n:
            line += [(" · ", "dim")] if line else []
            line.append((f"{_(SEVERITIES[severity])} {n}", _STYLES[severity]))
    return line


def _judged(document: DocumentReport) -> str:
    words = plural("核对勾稽 {n} 处", len(document.checks))
    counts = {_(VERDICTS[verdict]): n for verdict, n in document.verdicts.items() if n}
    return _("{words}：{counts}").format(words=words, counts=_tally(counts)) if counts else words


def _coverage(document: DocumentReport) -> str:
    text = _("读出数据 {read} 个，参与核对 {checked} 个，未归位 {left} 个").format(
        read=document.figures, checked=document.figures_checked, left=len(document.unplaced)
    )
    left = _ranked(unplaced(item.reason) for item in document.unplaced)
    return _("{text}（{counts}）").format(text=text, counts=_tally(left)) if left else text


def _ranked(names: Iterable[str]) -> Mapping[str, int]:
    """How often each name comes, the most frequent first."""
    return dict(Counter(names).most_common())


def _tally(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{name}\xa0{n}" for name, n in counts.items())


def _clean(document: DocumentReport, paper: Paper) -> Iterator[Line]:
    verdicts = document.verdicts
    done = len(document.checks) - verdicts[Verdict.UNASSESSABLE]
    if not done:
        text = _("没有可核对的勾稽，因此也没有疑点；这不等于数据无误。")
        yield from paper.hang([("· ", "bold cyan")], text)
    elif document.accepted:
        text = _("除已接受的之外，未发现疑点；能核对的勾稽有 {n} 处，未归位的数据不在其内。")
        yield from paper.hang([("√ ", "bold green")], text.format(n=done))
    elif noted := sum(
        check.verdict in (Verdict.INCONSISTENT, Verdict.TRUNCATED) for check in document.findings
    ):
        text = _(
            "未发现疑点：除提示所列之外，能核对的 {n} 处勾稽都相符或在取整误差之内；"
            "未归位的数据不在其内。"
        )
        yield from paper.hang([("√ ", "bold green")], text.format(n=done - noted))
    else:
        text = _("未发现疑点：能核对的 {n} 处勾稽都相符或在取整误差之内；未归位的数据不在其内。")
        yield from paper.hang([("√ ", "bold green")], text.format(n=done))
    yield []


def _block(block: Block, report: Report, paper: Paper) -> Iterator[Line]:
    style, several = _STYLES[block.severity], len(block.checks) > 1
    lead = [(f"{_SIGNS[block.severity]} ", style)]
    if several:
        lead.append((f"{_(SEVERITIES[block.severity])} ", style))
        head = plural("{n} 处勾稽不合，疑出同一处", len(block.checks))
        yield from paper.hang(lead, head, "bold")
    else:
        yield from _heading(block.checks[0], report, paper, lead)
    quotes, document = block.quotes(), block.checks[0].document
    for at, quote in enumerate(quotes[:MOST_QUOTES]):
        styles = ("", "underline", f"{style} underline")
        yield from _quote(quote, document, paper, styles, first=at == 0)
    if others := [where(quote.place, document) for quote in quotes[MOST_QUOTES:]]:
        places = _("另见 {places}").format(places=_("、").join(others))
        yield from paper.hang([("  ├ ", "dim")], places, "dim", rest="  │ ")
    yield [("  │", "dim")]
    lines = suggestions(block.explanations)
    for at, check in enumerate(block.checks):
        last = not lines and at == len(block.checks) - 1
        bend, rest = ("  └ ", "    ") if last else ("  ├ ", "  │ ")
        if several:
            yield from _heading(check, report, paper, [(bend, "dim")])
            bend = rest + "  "
        yield from paper.hang([(bend, "dim")], arithmetic(check), rest=rest)
    for at, text in enumerate(lines):
        bend = "    " if at else "  └ "
        yield from paper.hang([(bend, "dim")], text, "" if at else "green")
    yield []


def _heading(check: Check, report: Report, paper: Paper, lead: Line) -> list[Line]:
    """Severity, code and title: ``× 疑误 FND201  执行率与执行数、预算数不符``."""
    assert check.severity is not None
    severity = (_(SEVERITIES[check.severity]), _STYLES[check.severity])
    lead = [*lead, severity, (f" {check.rule}  ", "bold")]
    return paper.hang(lead, title(check, report.rules.get(check.rule)))


def _quote(
    quote: Quote, document: str, paper: Paper, styles: tuple[str, str, str], *, first: bool
) -> Iterator[Line]:
    """The sentence; its figures are marked in place (``styles`` by mark) or by carets below."""
    place = " · ".join(filter(None, (where(quote.place, document), quote.section)))
    yield from paper.hang([("  ┌ " if first else "  ├ ", "dim")], place, "dim", rest="  │ ")
    gutter = ("  │ ", "dim")
    for row in excerpt(quote.text, quote.spans, paper.width - 4, rows=3 if first else 1):
        runs = [(paper.fit(text), mark) for text, mark in row.runs()]
        yield [gutter, *((text, styles[mark] if paper.color else "") for text, mark in runs)]
        if not paper.color and (under := carets(runs, _BELOW)):
            yield [gutter, (under, "")]


def _note(check: Check, report: Report, paper: Paper) -> list[Line]:
    place = " ".join(filter(None, (where(check.stated.place), check.rule)))
    # What is wrong with a single figure is not told by its digits alone.
    words = arithmetic(check) if check.relation else message(check, report.rules.get(check.rule))
    if said := doubt(check):
        words = _("{words}；{suggestion}").format(words=words, suggestion=said)
    return _beside(place, words, paper)


def _accepted(check: Check, report: Report, paper: Paper) -> list[Line]:
    """Where, which rule, and why it was let stand."""
    assert check.accepted is not None
    place = " ".join(filter(None, (where(check.stated.place), check.rule)))
    said = check.accepted
    until = _("至 {date}").format(date=said.until) if said.until else ""
    by = _("，").join(filter(None, (plain(said.by), said.date, until)))
    text = (
        _("{text}（{notes}）").format(text=plain(said.reason), notes=by)
        if by
        else plain(said.reason)
    )
    return _beside(place, text, paper)


def _beside(place: str, words: str, paper: Paper) -> list[Line]:
    """The words beside their place; below it, where little room would be left."""
    lead = f"  {_SIGNS[Severity.NOTE]} {place}  "
    if cells(lead) <= paper.width // 3 or cells(lead) + cells(words) <= paper.width:
        return paper.hang([(lead, "dim")], words)
    return [[(lead.rstrip(), "dim")], *paper.hang([("      ", "")], words)]


def _summary(report: Report, paper: Paper) -> Iterator[Line]:
    """汇总: a row for each document, the riskiest first."""
    severities = [_(SEVERITIES[severity]) for severity in Severity]
    table = [[_("文档"), _("部门"), _("年度"), *severities, _("核对"), _("参与核对")]]
    for document in report.ranked():
        read, checked = document.figures, document.figures_checked
        table.append([
            plain(PurePath(document.path).name),
            document.department,
            str(document.fiscal_year or ""),
            *map(str, document.severities.values()),
            str(len(document.checks)),
            f"{100 * checked // read}%" if read else "",
        ])  # fmt: skip
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    room = paper.width - sum(widths[2:]) - 2 * (len(widths) - 1)
    widths[1] = max(min(widths[1], max(room // 3, room - widths[0])), 0)
    widths[0] = min(widths[0], room - widths[1])
    for at, row in enumerate(table):
        # Names of departments differ at their end, names of files at their beginning.
        words = [
            pad(shortened(row[0], widths[0]), widths[0]),
            pad(shortened(row[1], widths[1], end=True), widths[1]),
        ]
        numbers = [
            " " * (n - cells(cell)) + cell for cell, n in zip(row[2:], widths[2:], strict=True)
        ]
        yield [("  ".join(words + numbers), "" if at else "bold")]
        if at == 0:
            yield [("─" * (sum(widths) + 2 * (len(widths) - 1)), "dim")]
    yield []


def _unused(unused: Iterable[Unused], paper: Paper) -> Iterator[Line]:
    yield [(_("失效的接受"), "bold")]
    for one in unused:
        yield from paper.hang([("  · ", "dim")], plain(wording.unused(one)))
    yield []


def _failures(failures: Iterable[Failure], paper: Paper) -> Iterator[Line]:
    yield [(_("未能处理"), "bold red")]
    for failure in failures:
        yield from paper.hang([("  × ", "red")], failure.path)
        yield from paper.hang([("    ", "")], failed(failure), "dim")
    yield []


def _end(report: Report, paper: Paper) -> Iterator[Line]:
    if report.unchanged:
        text = plural("另有 {n} 份文档未改动，没有列出", report.unchanged)
        yield from paper.hang([], text, "dim")
    if not report.documents:
        return
    found = _severities(report.severities) or [_nothing(report)]
    if accepted := sum(len(document.accepted) for document in report.documents):
        found = [*found, (" · ", "dim"), (plural("已接受 {n} 项", accepted), "dim")]
    yield [(plural("共 {n} 份文档", len(report.documents)), "bold"), ("  ", ""), *found]
    first = next((d.findings[0] for d in report.ranked() if d.findings), None)
    if first:
        text = _("疑点须由人判断。运行 checker rule {code} 查看规则说明。").format(code=first.rule)
        yield from paper.hang([], text, "dim")


def _nothing(report: Report) -> tuple[str, str]:
    """Nothing found: a good sign only where something was checked."""
    done = sum(
        n for document in report.documents for verdict, n in document.verdicts.items()
        if verdict is not Verdict.UNASSESSABLE
    )  # fmt: skip
    if not done:
        return _("没有可核对的勾稽"), "bold"
    return plural("未发现疑点（已核对 {n} 处）", done), "bold green"
