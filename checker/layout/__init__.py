"""Layout (版面): pages of characters and rules as blocks, for formats that only print.

Running headers, footers and page numbers go; tables are found by their rules and followed
over the pages; what is left falls into lines, the lines into headings and paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from checker.document import Anchor, Block, Kind, Span
from checker.layout.columns import Margins
from checker.layout.joined import continues, joined
from checker.layout.line import Page, Row, Sheet, taken_apart
from checker.layout.made import Made, Printed
from checker.layout.running import drop_running
from checker.layout.table import emit_table
from checker.ruled import Table

FEW = 8  # lines of a page, which do not tell its margins
LARGER = 1.1  # times the size of the body, from which on a line is a heading
HEADING_LENGTH = 80
INDENT = 1.2  # of the size: the first line of a paragraph stands in by more
NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s*[.．、](?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[、章节部条篇]|附件)"
)
LEADER = re.compile(r"[….·]{4,}[\s\d]*$")  # of a table of contents
NO_HEADING = re.compile(r"[。；;]\s*$|[….·]{4,}[\s\d]*$|单位\s*[:：]")
TOKEN = re.compile(r"[!-~]+|.")


def blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of a printed document in reading order."""
    sheets = [taken_apart(page) for page in pages]
    drop_running(sheets)
    sizes = Counter[float]()
    for sheet in sheets:
        for row in sheet.rows:
            sizes[row.size] += len(row.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    levels = _levels(sizes, body)
    margins = _margins(sheets, body)
    made = Made()
    held: list[Row] = []
    table: Table | None = None

    def flush() -> None:
        if held:
            _emit(made, held, levels)
            held.clear()

    for sheet in sheets:
        parts = sheet.parts()
        for at, part in enumerate(parts):
            if isinstance(part, Table):
                if table is not None and at == 0 and continues(table, part):
                    table = joined(table, part)
                    continue
                flush()
                emit_table(made, table, sheets)
                table = part
            else:
                emit_table(made, table, sheets)
                table = None
                size = sheet.page.width, sheet.page.height
                if held and _breaks(held, part, margins[size], levels):
                    flush()
                held.append(part)
    flush()
    emit_table(made, table, sheets)
    return tuple(made.found)


def _levels(sizes: Iterable[float], body: float) -> dict[float, int]:
    """The level of a heading by the size of its type; sizes close together are one."""
    levels: dict[float, int] = {}
    level, last = 0, 0.0
    for size in sorted((size for size in sizes if size >= LARGER * body), reverse=True):
        level, last = (level, last) if size > 0.95 * last and level else (level + 1, size)
        levels[size] = min(level, 6)
    return levels


def _margins(sheets: Sequence[Sheet], body: float) -> dict[tuple[float, float], Margins]:
    """Where the lines of a page begin and end, for every size of page."""
    held: dict[tuple[float, float], list[Row]] = defaultdict(list)
    for sheet in sheets:
        held[sheet.page.width, sheet.page.height] += sheet.rows
    found: dict[tuple[float, float], Margins] = {}
    for size, rows in held.items():
        whole = [row for row in rows if row.margins is None] or rows
        own = [row for row in whole if abs(row.size - body) <= 0.1 * body] or whole
        if not own:
            continue
        lefts, rights = sorted(r.left for r in own), sorted((r.right for r in own), reverse=True)
        # The outermost place that three lines share.
        left = next(
            (a for a, b in zip(lefts, lefts[2:], strict=False) if b - a < body / 2), lefts[0]
        )
        right = next(
            (a for a, b in zip(rights, rights[2:], strict=False) if a - b < body), rights[0]
        )
        if len(own) < FEW:  # too few to tell: as wide on the right as on the left
            right = max(right, size[0] - left)
        found[size] = Margins(left, right)
    return found


def _breaks(held: Sequence[Row], row: Row, margins: Margins, levels: dict[float, int]) -> bool:
    """Whether ``row`` begins a paragraph of its own after the lines ``held``."""
    before, size = held[-1], max(row.size, 1.0)
    if abs(before.size - row.size) > 0.06 * size:
        return True
    if (before.margins is None) != (row.margins is None):  # in columns, and out of them
        return True
    page, margins = margins, row.margins or margins
    if LEADER.search(before.text) or LEADER.search(row.text):
        return True
    spaced = before.page == row.page and row.top - before.bottom > 1.2 * size
    if row.size in levels:  # the lines of one title
        apart = spaced or before.page != row.page or NUMBERED.match(row.text) is not None
        return apart or len(before.text) > HEADING_LENGTH
    if spaced or "   " in before.text.strip() or "   " in row.text.strip():
        return True
    if row.left - margins.left > INDENT * size:
        return True
    # Where paragraphs are indented, a number at the margin stands inside of one.
    first = held[0].left - (held[0].margins or page).left
    if NUMBERED.match(row.text) and first <= INDENT * size:
        return True
    token = TOKEN.match(row.text)
    needed = row.line[len(token[0]) - 1].right - row.left if token else 0.0
    return before.right + needed + 0.8 * size < (before.margins or page).right


def _emit(made: Made, rows: Sequence[Row], levels: dict[float, int]) -> None:
    spans = [
        made.span(row.text, Anchor(row.page, row.number, printed=Printed(row.text, [row.line])))
        for row in rows
    ]
    pieces, origins = [spans[0].text], list(spans[0].origins)
    for before, span in pairwise(spans):
        a, b = before.text[-1], span.text[0]
        if a.isascii() and b.isascii() and a.isalnum() and b.isalnum():
            pieces.append(" ")
            origins.append(origins[-1])
        pieces.append(span.text)
        origins.extend(span.origins)
    span = Span("".join(pieces), tuple(origins), made.anchors)
    level = levels.get(rows[0].size, 0)
    if level and len(span.text) <= HEADING_LENGTH and not NO_HEADING.search(span.text):
        made.found.append(Block(Kind.HEADING, span, level))
    else:
        made.found.append(Block(Kind.PARAGRAPH, span))
