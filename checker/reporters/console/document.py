"""Documents (文档): what is told of one: its head, its findings, what was not checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from checker.arithmetic.verdict import Verdict
from checker.blocks import blocks
from checker.excerpt import plain
from checker.finding import Severity
from checker.language import _, plural
from checker.report import DocumentReport, Report
from checker.reporters.console.block import accepted_lines, block_lines, note_lines
from checker.reporters.console.paper import Line, Paper, ranked, severities, tally
from checker.wording import (
    VERDICTS,
    reason,
    unplaced,
)


def document_lines(document: DocumentReport, report: Report, paper: Paper) -> Iterator[Line]:
    yield from _header(document, paper)
    grave = [check for check in document.findings if check.severity is not Severity.NOTE]
    notes = [check for check in document.findings if check.severity is Severity.NOTE]
    if not grave:
        yield from _clean(document, paper)
    for block in blocks(grave):
        yield from block_lines(block, report, paper)
    if notes:
        yield [(plural("提示 {n} 处", len(notes)), "bold")]
        for check in notes:
            yield from note_lines(check, report, paper)
        yield []
    if document.accepted:
        yield [(plural("已接受 {n} 项", len(document.accepted)), "bold")]
        for check in document.accepted:
            yield from accepted_lines(check, report, paper)
        yield []
    left = ranked(reason(c) for c in document.checks if c.verdict is Verdict.UNASSESSABLE)
    if left:
        yield [(plural("未能核对 {n} 处", sum(left.values())), "bold")]
        yield from paper.hang([("  · ", "dim")], tally(left))
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
    if tally := severities(document.severities):
        yield tally
    yield from paper.hang([], _judged(document))
    yield from paper.hang([], _coverage(document), "dim")
    for note in document.notes:
        yield from paper.hang([("! ", "yellow")], plain(_(note.message).format(**note.values)))
    yield []


def _judged(document: DocumentReport) -> str:
    words = plural("核对勾稽 {n} 处", len(document.checks))
    counts = {_(VERDICTS[verdict]): n for verdict, n in document.verdicts.items() if n}
    return _("{words}：{counts}").format(words=words, counts=tally(counts)) if counts else words


def _coverage(document: DocumentReport) -> str:
    text = _("读出数据 {read} 个，参与核对 {checked} 个，未归位 {left} 个").format(
        read=document.figures, checked=document.figures_checked, left=len(document.unplaced)
    )
    left = ranked(unplaced(item.reason) for item in document.unplaced)
    return _("{text}（{counts}）").format(text=text, counts=tally(left)) if left else text


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
