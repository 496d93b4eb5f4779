"""Console (终端): findings as a person reads them, with the sentence and the arithmetic.

Holds at 80 columns, without colour, in a pipe, and where the encoding lacks a character.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TextIO

from checker.excerpt import fitted
from checker.report import Report
from checker.reporters.console.document import document_lines
from checker.reporters.console.paper import Line, Paper
from checker.reporters.console.summary import end, failure_lines, summary, unused_lines

NAME = "console"

WIDTH, NARROWEST, WIDEST = 80, 56, 100


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
        yield document_lines(document, report, paper)
    if len(report.documents) > 1:
        yield summary(report, paper)
    if report.unused:
        yield unused_lines(report.unused, paper)
    if report.failures:
        yield failure_lines(report.failures, paper)
    yield end(report, paper)
