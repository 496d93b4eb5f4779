"""Layout (版面): pages of characters and rules as blocks, for formats that only print.

Running headers, footers and page numbers go; tables are found by their rules and followed
over the pages; what is left falls into lines, the lines into headings and paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from checker.document import Anchor, Block, Cell, Kind, Span
from checker.folding import fold
from checker.ruled import Area, Char, Line, Rule, Table, continues, joined, lines, tables

MARGIN = 0.15  # of the page's height, where headers and footers stand
REPEATED = 0.6  # of the pages that carry a running header or footer
LARGER = 1.1  # times the size of the body, from which on a line is a heading
HEADING_LENGTH = 80
INDENT = 1.2  # of the size: the first line of a paragraph stands in by more
WIDE = 1.8  # of the size: a gap between columns
GAP = 0.4  # of the size: a blank between ideographs
PRINTED = 0.12  # of the size: a blank that was printed as such
NARROW = 0.2  # of the size: a blank between words
RAISED = 0.75  # of the size: a raised mark is as small as this
SQUARE = re.compile(r"[a-zA-Z米里]")
NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s*[.．、](?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[、章节部条篇]|附件)"
)
PAGE_NUMBER = re.compile(
    r"[-—–―－·~\s]*(?:(?P<bare>\d{1,4})|第\s*\d+\s*页[，,/\s]*(?:共\s*\d+\s*页)?|共\s*\d+\s*页[，,\s]*第\s*\d+\s*页"
    r"|\d{1,4}\s*/\s*\d{1,4}|[ivxlc]{1,6}|page\s*\d+(?:\s*of\s*\d+)?)[-—–―－·~\s]*",
    re.IGNORECASE,
)
LEADER = re.compile(r"[….·]{4,}[\s\d]*$")  # of a table of contents
NO_HEADING = re.compile(r"[。；;]\s*$|[….·]{4,}[\s\d]*$|单位\s*[:：]")
UNIT_NOTE = re.compile(r"单位\s*[:：]")
TOKEN = re.compile(r"[!-~]+|.")
PIECE = re.compile(r"[\d,.]+%?$")
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Page:
    """版面页: upright, ``y`` growing downwards; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    chars: Sequence[Char]
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line outside of tables."""

    page: int
    number: int  # on the page
    text: str
    line: Line
    size: float

    @property
    def left(self) -> float:
        return self.line[0].left

    @property
    def right(self) -> float:
        return self.line[-1].right

    @property
    def top(self) -> float:
        return min(char.top for char in self.line)

    @property
    def bottom(self) -> float:
        return max(char.bottom for char in self.line)


@dataclass
class _Sheet:
    """A page taken apart: what stands on it from top to bottom."""

    page: Page
    rows: list[_Row]
    tables: list[Table]
    middles: list[float]  # of all printed lines

    def parts(self) -> list[_Row | Table]:
        placed: list[tuple[float, _Row | Table]] = [(row.top, row) for row in self.rows]
        placed += [(table.ys[0], table) for table in self.tables]
        return [part for _top, part in sorted(placed, key=lambda item: item[0])]


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass
class _Blocks:
    """The blocks so far, and the keys of what was printed."""

    found: list[Block] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)
    tables: int = 0

    def span(self, text: str, anchor: Anchor) -> Span:
        key = len(self.anchors)
        self.anchors[key] = anchor
        return Span(fold(text), tuple((key, at) for at in range(len(text))), self.anchors)


def blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of a printed document in reading order."""
    sheets = [_sheet(page) for page in pages]
    _drop_running(sheets)
    sizes = Counter[float]()
    for sheet in sheets:
        for row in sheet.rows:
            sizes[row.size] += len(row.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    levels = _levels(sizes, body)
    margins = _margins(sheets, body)
    made = _Blocks()
    held: list[_Row] = []
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
                _emit_table(made, table, sheets)
                table = part
            else:
                _emit_table(made, table, sheets)
                table = None
                size = sheet.page.width, sheet.page.height
                if held and _breaks(held, part, margins[size], levels):
                    flush()
                held.append(part)
    flush()
    _emit_table(made, table, sheets)
    return tuple(made.found)


def _levels(sizes: Iterable[float], body: float) -> dict[float, int]:
    """The level of a heading by the size of its type; sizes close together are one."""
    levels: dict[float, int] = {}
    level, last = 0, 0.0
    for size in sorted((size for size in sizes if size >= LARGER * body), reverse=True):
        level, last = (level, last) if size > 0.95 * last and level else (level + 1, size)
        levels[size] = min(level, 6)
    return levels


def _sheet(page: Page) -> _Sheet:
    found = tables(page.rules, page.chars, page.number) if page.rules else []
    printed = lines(page.chars)
    middles = [(line[0].top + line[0].bottom) / 2 for line in printed]
    if found:
        inside = {id(c) for t in found for area in t.areas for line in area.lines for c in line}
        kept = [[char for char in line if id(char) not in inside] for line in printed]
    else:
        kept = printed
    rows = [
        _Row(page.number, number, text(line), line, _size(line))
        for number, line in enumerate(kept, 1)
        if line
    ]
    return _Sheet(page, rows, found, middles)


def _size(line: Line) -> float:
    """The size of a line's type to half a point: an ideograph is as wide as its type is large."""
    wide = [char.right - char.left for char in line if char.text >= "\u2e80"]
    size = _middle(wide) if wide else _middle(c.bottom - c.top for c in line)
    return round(2 * size) / 2


def text(line: Line) -> str:
    """A printed line as text: a gap is a blank, a wide one three."""
    size = max(_middle(char.bottom - char.top for char in line), 1.0)
    line = _level(line, size)
    gaps = [after.left - before.right for before, after in pairwise(line)]
    if not gaps or max(gaps) <= PRINTED * size:
        return "".join(char.text for char in line)
    usual = max(_middle(gaps), 0.0) if len(gaps) > 3 else 0.0  # of spaced letters
    pieces = [line[0].text]
    for gap, (before, after) in zip(gaps, pairwise(line), strict=True):
        words = before.text < "\x7f" and after.text < "\x7f"
        if gap - usual > WIDE * size:
            pieces.append("   ")
        elif gap - usual > (PRINTED if after.spaced else NARROW if words else GAP) * size:
            pieces.append(" ")
        pieces.append(after.text)
    return "".join(pieces)


def _level(line: Line, size: float) -> Line:
    """The line with squares and cubes as such, and without raised marks of footnotes."""
    if all(char.bottom - char.top > RAISED * size for char in line):
        return line
    middle = _middle((char.top + char.bottom) / 2 for char in line)
    found: Line = []
    for char in line:
        small = char.bottom - char.top <= RAISED * size and char.text.isdigit()
        if not small or (char.top + char.bottom) / 2 > middle - size / 8:
            found.append(char)
        elif char.text in "23" and found and SQUARE.match(found[-1].text):
            found.append(char._replace(text="²" if char.text == "2" else "³"))
    return found or line


def _middle(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _drop_running(sheets: Sequence[_Sheet]) -> None:
    """Take running headers, footers and page numbers from the pages' outer lines."""
    for bottom in (False, True):
        while True:
            outer = {at: row for at, sheet in enumerate(sheets) if (row := _outer(sheet, bottom))}
            gone = _running(sheets, outer, bottom)
            if not gone:
                break
            for at in gone:
                sheets[at].rows.remove(outer[at])


def _outer(sheet: _Sheet, bottom: bool) -> _Row | None:
    """The outermost line of a page, when it stands in the margin and outside of tables."""
    if not sheet.rows:
        return None
    row = max(sheet.rows, key=lambda row: row.bottom) if bottom else min(sheet.rows, key=lambda r: r.top)
    edge = MARGIN * sheet.page.height
    if bottom:
        inner = any(table.ys[-1] > row.bottom and table.rows for table in sheet.tables[-1:])
        return row if row.top > sheet.page.height - edge and not inner else None
    inner = any(table.ys[0] < row.top for table in sheet.tables[:1])
    return row if row.bottom < edge and not inner else None


def _running(sheets: Sequence[_Sheet], outer: dict[int, _Row], bottom: bool) -> list[int]:
    """Which pages' outer lines run through the document."""
    gone = [
        at
        for at, row in outer.items()
        if (found := PAGE_NUMBER.fullmatch(row.text.strip()))
        and (not found["bare"] or _counts(int(found["bare"]), at, sheets, outer))
    ]
    if gone or len(outer) < 3:
        return gone
    groups: dict[str, list[int]] = defaultdict(list)
    for at, row in outer.items():
        if not UNIT_NOTE.search(row.text):
            groups[re.sub(r"(?<![\d.])\d{1,4}(?![\d.])", "#", row.text)].append(at)
    filled = sum(bool(sheet.rows or sheet.tables) for sheet in sheets)
    for said in groups.values():
        heights = [_height(outer[at], sheets[at], bottom) for at in said]
        usual = _middle(heights)
        same = [at for at, height in zip(said, heights, strict=True) if abs(height - usual) <= 4]
        if len(same) >= max(3, REPEATED * filled / 2) and _steady(same, outer):
            if len(same) >= REPEATED * filled or _alternate(same, filled):
                return same
    return []


def _steady(pages: Sequence[int], outer: dict[int, _Row]) -> bool:
    """Whether a line says the same on its pages but for a count that goes with them."""
    if len({outer[at].text for at in pages}) == 1:
        return True
    counts = {tuple(int(n) for n in re.findall(r"\d+", outer[at].text)) for at in pages}
    return len({n for row in counts for n in row}) >= len(pages)


def _alternate(pages: Sequence[int], filled: int) -> bool:
    """Whether a line stands on every other page, as left and right pages differ."""
    return len(pages) >= 0.4 * filled and len({at % 2 for at in pages}) == 1


def _height(row: _Row, sheet: _Sheet, bottom: bool) -> float:
    return sheet.page.height - row.bottom if bottom else row.top


def _counts(number: int, at: int, sheets: Sequence[_Sheet], outer: dict[int, _Row]) -> bool:
    """Whether a lone number counts the pages: others count with it, or it is the page's own."""
    step = number - at
    fellows = 0
    for other, row in outer.items():
        found = PAGE_NUMBER.fullmatch(row.text.strip())
        fellows += bool(found and found["bare"] and int(found["bare"]) - other == step)
    return fellows >= 2 or sheets[at].page.number == number


def _margins(sheets: Sequence[_Sheet], body: float) -> dict[tuple[float, float], _Margins]:
    """Where the lines of a page begin and end, for every size of page."""
    held: dict[tuple[float, float], list[_Row]] = defaultdict(list)
    for sheet in sheets:
        held[sheet.page.width, sheet.page.height] += sheet.rows
    found: dict[tuple[float, float], _Margins] = {}
    for size, rows in held.items():
        own = [row for row in rows if abs(row.size - body) <= 0.1 * body] or rows
        if not own:
            continue
        lefts, rights = sorted(r.left for r in own), sorted((r.right for r in own), reverse=True)
        # The outermost place that three lines share.
        left = next((a for a, b in zip(lefts, lefts[2:], strict=False) if b - a < body / 2), lefts[0])
        right = next((a for a, b in zip(rights, rights[2:], strict=False) if a - b < body), rights[0])
        found[size] = _Margins(left, right)
    return found


def _breaks(
    held: Sequence[_Row], row: _Row, margins: _Margins, levels: dict[float, int]
) -> bool:
    """Whether ``row`` begins a paragraph of its own after the lines ``held``."""
    before, size = held[-1], max(row.size, 1.0)
    if abs(before.size - row.size) > 0.06 * size:
        return True
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
    if NUMBERED.match(row.text) and held[0].left - margins.left <= INDENT * size:
        return True
    token = TOKEN.match(row.text)
    needed = row.line[len(token[0]) - 1].right - row.left if token else 0.0
    return before.right + needed + 0.8 * size < margins.right


def _emit(made: _Blocks, rows: Sequence[_Row], levels: dict[float, int]) -> None:
    spans = [made.span(row.text, Anchor(page=row.page, line=row.number)) for row in rows]
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


def _emit_table(made: _Blocks, table: Table | None, sheets: Sequence[_Sheet]) -> None:
    if table is None:
        return
    made.tables += 1
    cells: list[Cell] = []
    for area in sorted(table.areas, key=lambda area: (area.row, area.column)):
        if not area.lines:
            continue
        place = f"表{made.tables} 第{area.row + 1}行第{area.column + 1}列"
        anchor = Anchor(area.page, _number(area, sheets[area.page - 1]), cell=place)
        span = made.span(_cell(area), anchor)
        cells.append(Cell(area.row, area.column, span, area.rows, area.columns))
    made.found.append(Block(Kind.TABLE, Span("", (), made.anchors), cells=tuple(cells)))


def _number(area: Area, sheet: _Sheet) -> int:
    """Which printed line of the page a cell begins with."""
    first = area.lines[0][0]
    middle = (first.top + first.bottom) / 2
    at = bisect_left(sheet.middles, middle)
    near = range(max(at - 1, 0), min(at + 1, len(sheet.middles)))
    return 1 + min(near, key=lambda at: abs(sheet.middles[at] - middle))


def _cell(area: Area) -> str:
    """The lines of a cell as one text; a number that its cell was too narrow for is mended."""
    found = re.sub(r" {2,}", " ", text(area.lines[0]))
    for before, line in pairwise(area.lines):
        after = re.sub(r" {2,}", " ", text(line))
        a, b = found[-1], after[0]
        if (a.isalnum() or a in ",.") and (b.isalnum() or b in ",.%") and a < "\x7f" > b:
            found += "" if _broken(found, after, before, area.width) else " "
        found += after
    return found


def _broken(above: str, below: str, line: Line, width: float) -> bool:
    """Whether two lines of a cell are one number: neither is whole, and the first is full."""
    first, last = PIECE.search(above), PIECE.match(below)
    if not first or not last or not NUMBER.fullmatch(first[0] + last[0]):
        return False
    digit = line[-1].right - line[-1].left
    if width - (line[-1].right - line[0].left) > 2 * digit + 12:
        return False
    return (
        first[0][-1] in ",."
        or last[0][0] in ",.%"
        or not NUMBER.fullmatch(first[0])
        or ("." in first[0] and len(last[0]) == 1)
    )
