"""The end (汇总): the documents in a table, what failed, and the sum of it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from checker import wording
from checker.arithmetic.verdict import Verdict
from checker.excerpt import cells, pad, plain, shortened
from checker.finding import Severity
from checker.language import _, plural
from checker.report import Failure, Report, Unused
from checker.reporters.console.paper import Line, Paper, severities
from checker.wording import (
    SEVERITIES,
    failed,
)


def summary(report: Report, paper: Paper) -> Iterator[Line]:
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


def unused_lines(unused: Iterable[Unused], paper: Paper) -> Iterator[Line]:
    yield [(_("失效的接受"), "bold")]
    for one in unused:
        yield from paper.hang([("  · ", "dim")], plain(wording.unused(one)))
    yield []


def failure_lines(failures: Iterable[Failure], paper: Paper) -> Iterator[Line]:
    yield [(_("未能处理"), "bold red")]
    for failure in failures:
        yield from paper.hang([("  × ", "red")], failure.path)
        yield from paper.hang([("    ", "")], failed(failure), "dim")
    yield []


def end(report: Report, paper: Paper) -> Iterator[Line]:
    if report.unchanged:
        text = plural("另有 {n} 份文档未改动，没有列出", report.unchanged)
        yield from paper.hang([], text, "dim")
    if not report.documents:
        return
    found = severities(report.severities) or [_nothing(report)]
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
