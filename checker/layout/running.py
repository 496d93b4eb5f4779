"""Running lines (页眉页脚): what a document prints on its pages' margins over and over."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from checker.layout.line import Row, Sheet, middle

MARGIN = 0.15  # of the page's height, where headers and footers stand
REPEATED = 0.6  # of the pages that carry a running header or footer
PAGE_NUMBER = re.compile(
    r"[-—–―－·~\s]*(?:(?P<bare>\d{1,4})|第\s*\d+\s*页[，,/\s]*(?:共\s*\d+\s*页)?|共\s*\d+\s*页[，,\s]*第\s*\d+\s*页"
    r"|\d{1,4}\s*/\s*\d{1,4}|[ivxlc]{1,6}|page\s*\d+(?:\s*of\s*\d+)?)[-—–―－·~\s]*",
    re.IGNORECASE,
)
COUNTED = re.compile(r"[第共]\s*\d+\s*页|[-—–]\s*\d+\s*[-—–]|(?<!\S)\d{1,4}(?!\S)")
UNIT_NOTE = re.compile(r"单位\s*[:：]")


def drop_running(sheets: Sequence[Sheet]) -> None:
    """Take running headers, footers and page numbers from the pages' outer lines."""
    for bottom in (False, True):
        while True:
            outer = {at: row for at, sheet in enumerate(sheets) if (row := _outer(sheet, bottom))}
            gone = _running(sheets, outer, bottom)
            if not gone:
                break
            for at in gone:
                sheets[at].rows.remove(outer[at])


def _outer(sheet: Sheet, bottom: bool) -> Row | None:
    """The outermost line of a page, when it stands in the margin and outside of tables."""
    if not sheet.rows:
        return None
    row = (
        max(sheet.rows, key=lambda row: row.bottom)
        if bottom
        else min(sheet.rows, key=lambda r: r.top)
    )
    edge = MARGIN * sheet.page.height
    if bottom:
        inner = any(table.ys[-1] > row.bottom and table.rows for table in sheet.tables[-1:])
        return row if row.top > sheet.page.height - edge and not inner else None
    inner = any(table.ys[0] < row.top for table in sheet.tables[:1])
    return row if row.bottom < edge and not inner else None


def _running(sheets: Sequence[Sheet], outer: dict[int, Row], bottom: bool) -> list[int]:
    """Which pages' outer lines run through the document."""
    numbers = {at: found for at, row in outer.items() if (found := _page_number(row))}
    # A lone number counts the pages when others count with it, or it is the page's own.
    steps = Counter(int(found["bare"]) - at for at, found in numbers.items() if found["bare"])
    gone = [
        at
        for at, found in numbers.items()
        if not (bare := found["bare"])
        or steps[int(bare) - at] > 1
        or int(bare) == sheets[at].page.number
    ]
    if gone or len(outer) < 3:
        return gone
    groups: dict[str, list[int]] = defaultdict(list)
    for at, row in outer.items():
        if not UNIT_NOTE.search(row.text):
            groups[COUNTED.sub("#", row.text)].append(at)
    filled = sum(bool(sheet.rows or sheet.tables) for sheet in sheets)
    for said in groups.values():
        heights = [_height(outer[at], sheets[at], bottom) for at in said]
        usual = middle(heights)
        same = [at for at, height in zip(said, heights, strict=True) if abs(height - usual) <= 4]
        often = len(same) >= REPEATED * filled or _alternate(same, filled)
        if len(same) >= 3 and often and _steady(same, outer):
            return same
    return []


def _steady(pages: Sequence[int], outer: dict[int, Row]) -> bool:
    """Whether a line says the same on its pages but for a number that counts them."""
    if len({outer[at].text for at in pages}) == 1:
        return True
    steps = [{int(n) - at for n in re.findall(r"\d+", outer[at].text)} for at in pages]
    return bool(set.intersection(*steps))


def _alternate(pages: Sequence[int], filled: int) -> bool:
    """Whether a line stands on every other page, as left and right pages differ."""
    return len(pages) >= 0.4 * filled and len({at % 2 for at in pages}) == 1


def _height(row: Row, sheet: Sheet, bottom: bool) -> float:
    return sheet.page.height - row.bottom if bottom else row.top


def _page_number(row: Row) -> re.Match[str] | None:
    return PAGE_NUMBER.fullmatch(row.text.strip())
