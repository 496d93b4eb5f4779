"""Markdown: a comment for a pull request: the counts, then the findings of each document.

It is kept under the length that such comments may have; what is left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from checker.excerpt import plain
from checker.finding import Check, Severity
from checker.formula import where
from checker.language import _, plural
from checker.location import named
from checker.report import DocumentReport, Report
from checker.wording import SEVERITIES, failed, message, unused

NAME = "markdown"
LONGEST = 60_000  # characters of findings

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}  # an @ would call somebody


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """The whole comment."""
    for line in _head(report):
        stream.write(line + "\n")
    left, room = 0, LONGEST
    for document in report.ranked():
        heading = f"\n#### {_escaped(named(document.path))}\n\n"
        for check in document.findings:
            text = _line(check, report)
            if left or room < len(heading) + len(text):
                left += 1
                continue
            stream.write(heading + text)
            room -= len(heading) + len(text)
            heading = ""
    if left:
        stream.write("\n" + plural("另有 {n} 处疑点没有列出。", left) + "\n")
    for line in _tail(report):
        stream.write(line + "\n")


def _head(report: Report) -> Iterator[str]:
    counts = [f"{_(SEVERITIES[s])} {n}" for s, n in report.severities.items() if n]
    accepted = sum(len(document.accepted) for document in report.documents)
    counts += [plural("已接受 {n} 项", accepted)] if accepted else []
    done = any(document.checks for document in report.documents)
    nothing = _("未发现疑点") if done else _("没有可核对的勾稽")
    yield "### " + _("checker：{counts}").format(counts=" · ".join(counts) or nothing)
    yield ""
    if not report.documents:
        return
    words = [_("文档"), *(_(SEVERITIES[s]) for s in Severity), _("已接受"), _("核对")]
    yield f"| {' | '.join(words)} |"
    yield "|---" + "|--:" * (len(words) - 1) + "|"
    for document in report.ranked():
        yield _row(document)


def _row(document: DocumentReport) -> str:
    numbers = (*document.severities.values(), len(document.accepted), len(document.checks))
    return f"| {' | '.join((_escaped(named(document.path)), *map(str, numbers)))} |"


def _line(check: Check, report: Report) -> str:
    assert check.severity is not None
    level = _(SEVERITIES[check.severity])
    level = level if check.severity is Severity.NOTE else f"**{level}**"
    place = _escaped(where(check.stated.place))
    words = _escaped(message(check, report.rules.get(check.rule)))
    return f"- {' '.join(filter(None, (level, f'`{check.rule}`', place)))}  \n  {words}\n"


def _tail(report: Report) -> Iterator[str]:
    told = [f"{failure.path}: {failed(failure)}" for failure in report.failures]
    for title, items in ((_("未能处理"), told), (_("失效的接受"), map(unused, report.unused))):
        lines = [f"- {_escaped(item)}" for item in items]
        if lines:
            yield from ("", f"#### {title}", "", *lines)


def _escaped(text: str) -> str:
    """``text`` as it is to be read, on one line."""
    bare = _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))
    return "".join(_HTML.get(c, c) for c in bare)
