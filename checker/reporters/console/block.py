"""Findings (疑点): the sentences, the arithmetic, the suggestions."""

from __future__ import annotations

from collections.abc import Iterator

from checker.arithmetic.verdict import Verdict
from checker.blocks import Block, Quote
from checker.excerpt import carets, excerpt, plain
from checker.finding import Check
from checker.formula import where
from checker.language import _, plural
from checker.report import Report
from checker.reporters.console.paper import SIGNS, STYLES, Line, Paper, beside
from checker.wording import (
    SEVERITIES,
    arithmetic,
    doubt,
    suggestions,
    title,
)

MOST_QUOTES = 4  # sentences shown for one block
BELOW = " ‾^"  # by mark: where there is none


def block_lines(block: Block, report: Report, paper: Paper) -> Iterator[Line]:
    style, several = STYLES[block.severity], len(block.checks) > 1
    lead = [(f"{SIGNS[block.severity]} ", style)]
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
    severity = (_(SEVERITIES[check.severity]), STYLES[check.severity])
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
        if not paper.color and (under := carets(runs, BELOW)):
            yield [gutter, (under, "")]


def note_lines(check: Check, report: Report, paper: Paper) -> list[Line]:
    place = " ".join(filter(None, (where(check.stated.place), check.rule)))
    # A difference of rounding speaks for itself; anything else is told by the rule's title, too.
    words = arithmetic(check)
    if check.verdict is not Verdict.WITHIN_ROUNDING:
        named = title(check, report.rules.get(check.rule))
        words = _("{title}：{arithmetic}").format(title=named, arithmetic=words)
    if said := doubt(check):
        words = _("{words}；{suggestion}").format(words=words, suggestion=said)
    return beside(place, words, paper)


def accepted_lines(check: Check, report: Report, paper: Paper) -> list[Line]:
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
    return beside(place, text, paper)
