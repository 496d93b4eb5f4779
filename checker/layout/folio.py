"""Page numbers (页码): the lines of a plain text that only hold the number of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The number of a page, alone on its line: — 3 —, 第 3 页, and 3 where the pages are counted on.
PAGE = re.compile(
    r"\s*(?:(?P<mark>[-—–－]+\s*(?P<n>\d{1,3})\s*[-—–－]+|第\s*(?P<n2>\d{1,3})\s*页.{0,12})"
    r"|(?P<n3>\d{1,3}))\s*$"
)
APART, COUNTED = 12, 3  # lines from one bare page number to the next; how many must go on
SHORTEST = 24  # characters of such a line, blanks and all


def folios(lines: Sequence[str]) -> set[int]:
    """The lines that hold a page number, blank lines or none around them."""
    pages: set[int] = set()
    runs: dict[int, list[int]] = {}  # the lines of numbers that go on, by the last of them
    for at, line in enumerate(lines):
        if len(line) > SHORTEST or not (page := PAGE.match(line)):
            continue
        if not page["mark"] and not _alone(lines, at):
            continue
        number = int(page["n"] or page["n2"] or page["n3"])
        run = runs.get(number - 1, [])
        run = [*run, at] if not run or at - run[-1] >= APART else [at]
        runs[number] = run
        if page["mark"]:
            pages.add(at)
        if len(run) >= COUNTED:
            pages.update(run)
    return pages


def _alone(lines: Sequence[str], at: int) -> bool:
    around = (lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines))
    return all(not line.strip() for line in around)
