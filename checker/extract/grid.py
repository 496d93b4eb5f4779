"""Grids (表格): ruled tables and rows of plain text as one shape: a header and its rows.

A form is often one big table that changes its columns half way down (资金, then 指标), so a
table block is cut into grids at every row that reads as a header.  A table whose terms stand
down its first column (预算数, 执行数, 执行率 against years) is turned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.document import Block, Document, Kind, Span
from checker.extract import spaced
from checker.extract.halves import halved
from checker.extract.scan import cell as number_of
from checker.figure import Figure, Sentence
from checker.number import Number, Unit
from checker.terms import header
from checker.terms.words import MONEY, SUBHEADS, TOTALS
from checker.units import unit as unit_named

UNIT_NOTE = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*((?:亿|百万|万|千)?元)")
IN_HEADER = re.compile(r"[（(]\s*(?:单位[:：])?\s*((?:亿|百万|万|千)?元|%)\s*[）)]")
SPLIT = re.compile(r"其中[:：]?.{0,12}|.{0,6}(?:财政拨款|其他资金|上年结转|单位资金)|[A-Z]|[①②③④]")
CAPTION = re.compile(r"表|绩效|自评|项目|部门|预算|资金")
NO_CAPTION = re.compile(r"[。；;]|单位\s*[:：]|\d\s+\d|(?:名称|单位|部门|日期|负责人|电话)\s*[:：]")
PERSONAL = re.compile(r"电话|手机|邮编|邮政编码|代码|编码|身份证|信用|账号|日期|文号|时间")
CAPTION_LENGTH = 60
WIDE, NEAR = 60, 20  # cells of a row that are all told; cells to either side that are
MARKS = ("weight", "score", "deduction")
GROUPS = ("money", "rates", "names", "indicators")

Row = dict[int, Span]


@dataclass(frozen=True, slots=True)
class Grid:
    """表格: ``header[column]`` is the text above a column; ``rows`` map columns to cells.

    ``title`` is the caption or heading nearest above; ``block`` numbers the table it was cut
    from; ``heads`` are the header cells themselves.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: Unit | None
    section: str = ""
    title: str = ""
    block: int = 0
    heads: tuple[Span | None, ...] = ()


def grids(document: Document) -> tuple[list[Grid], frozenset[int]]:
    """The grids of a document, and the indices of the text blocks that they used up."""
    found: list[Grid] = []
    used: set[int] = set()
    money: Unit | None = None
    section = title = ""
    for index, block in enumerate(document.blocks):
        if note := UNIT_NOTE.search(block.text):
            money = unit_named(note[1])
        if block.kind is Kind.HEADING:
            section = block.text
        if block.kind is Kind.TABLE:
            noted = (UNIT_NOTE.search(c.span.text) for c in block.cells)
            if note := next(filter(None, noted), None):
                money = unit_named(note[1])
            for heads, rows in _cut(_table(block)):
                for half in halved(heads, rows):
                    found.append(_grid(*half, money, section, title, index))
            continue
        if block.kind is Kind.PARAGRAPH:
            for text in spaced.tables(document.blocks, index):
                found.append(_grid(text.heads, text.rows, money, section, title, text.block))
                used |= text.used
        title = _caption(block) or title
    return found, frozenset(used)


def _caption(block: Block) -> str:
    """The last line of a block that can be the caption of a table."""
    found = ""
    for line in spaced.lines(block.span) if block.kind is not Kind.TABLE else ():
        text = line.text.strip()
        if len(text) <= CAPTION_LENGTH and CAPTION.search(text) and not NO_CAPTION.search(text):
            found = text
    return found


def _table(block: Block) -> list[Row]:
    """The rows of a table block; a merged cell stands in every place that it covers."""
    rows: dict[int, Row] = {}
    for cell in block.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                rows.setdefault(row, {})[column] = cell.span
    return [rows[row] for row in sorted(rows)]


def _cut(rows: list[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """The header rows and the body rows of every table in one."""
    starts = [at for at, row in enumerate(rows) if is_header(row)]
    starts = [at for at in starts if at - 1 not in starts]  # two header rows head one table
    if not starts:
        if not rows:
            return
        if _sideways(rows):
            rows = _turned(rows)
        top = next((at for at, row in enumerate(rows) if at and _holds_numbers(row)), 1)
        # A row alone is a total that lost its table: 总分 | 97.51
        yield ([], rows) if len(rows) == 1 else (rows[:top], rows[top:])
        return
    above = [_impersonal(row) for row in rows[: starts[0]]]
    if any(map(_holds_numbers, above)):
        yield [], [row for row in above if row]
    for start, until in zip(starts, [*starts[1:], len(rows)], strict=True):
        top = start + 1
        while top < until and (is_header(rows[top]) or _is_subheader(rows[top])):
            top += 1
        if top < until:
            yield rows[start:top], rows[top:until]


def _impersonal(row: Row) -> Row:
    """A row without what stands behind 联系电话, 邮编, 项目编码: those are no figures."""
    kept: Row = {}
    last: Span | None = None
    for column, span in sorted(row.items()):
        if not (last is not None and last is not span and PERSONAL.search(last.text)):
            kept[column] = span
            last = span
        elif number_of(span.text) is None:
            kept[column] = last = span
    return kept


def is_header(row: Row) -> bool:
    """Whether a row names two columns or more, and holds no number."""
    texts = {span.text for span in row.values() if len(span.text) <= 24}
    terms = {term for text in texts if (term := header(text, *GROUPS)) is not None}
    return (
        len(terms) >= 2 and bool(terms - {"source", "nature", "task"}) and not _holds_numbers(row)
    )


def _is_subheader(row: Row) -> bool:
    """Whether a row only splits the columns of the header above: 总额 | 其中：财政拨款."""
    texts = {re.sub(r"\s", "", span.text) for span in row.values()}
    return all(
        text in SUBHEADS or SPLIT.fullmatch(text) or header(text, *GROUPS) for text in texts
    ) and not _holds_numbers(row)


def _holds_numbers(row: Row) -> bool:
    return any(number_of(span.text) is not None for span in row.values())


def _sideways(rows: list[Row]) -> bool:
    """Whether the terms stand down the first column: 预算数, 执行数, 执行率."""
    terms = [header(row[0].text, "money", "rates") for row in rows if 0 in row]
    found = {term for term in terms if term}
    return len(found) >= 2 and len(found) == len([term for term in terms if term])


def _turned(rows: list[Row]) -> list[Row]:
    width = 1 + max(column for row in rows for column in row)
    turned = (
        {at: row[column] for at, row in enumerate(rows) if column in row} for column in range(width)
    )
    return [row for row in turned if row]


def _grid(
    heads: Sequence[Row],
    rows: Sequence[Row],
    money: Unit | None,
    section: str,
    title: str,
    block: int,
) -> Grid:
    width = 1 + max((column for row in (*heads, *rows) for column in row), default=0)
    words = tuple(
        " ".join(dict.fromkeys(row[column].text for row in heads if column in row))
        for column in range(width)
    )
    noted = next(filter(None, (IN_HEADER.search(text) for text in words)), None)
    own = [found[1] for text in words if (found := IN_HEADER.search(text)) and found[1] != "%"]
    top = tuple(
        next((row[column] for row in heads if column in row), None) for column in range(width)
    )
    unit = unit_named(own[0]) if noted and len(set(own)) == 1 else money
    return Grid(words, tuple(rows), unit, section, title, block, top)


def is_total(row: Row, until: int) -> bool:
    """Whether one of the cells left of column ``until`` says 合计 or 总分."""
    for column, span in row.items():
        bare = re.sub(r"[（(].*?[）)]|[\s:：]", "", span.text)
        if column < until and bare in TOTALS:
            return True
    return False


def figure(document: str, grid: Grid, row: Row, column: int, term: str | None) -> Figure | None:
    """The number of one cell as a figure; None when the cell holds none.

    Its unit is the one printed in the cell, in the header, or for the whole table (money).
    """
    span = row.get(column)
    if span is None:
        return None
    number = number_of(span.text.replace("\n", " "), _unit(grid, column, term))
    if number is None:
        return None
    return placed(document, grid, row, column, (0, len(span.text)), term, number)


def placed(
    document: str,
    grid: Grid,
    row: Row,
    column: int,
    part: tuple[int, int],
    term: str | None,
    number: Number,
) -> Figure:
    """``number``, which stands in ``part`` of a cell, as a figure of its row."""
    text, (start, _end) = sentence(row, column)
    span = row[column]
    return Figure(
        place=span.place(document, *part),
        number=number,
        label="".join(grid.header[column].split()),
        term=term,
        sentence=Sentence(text, line=span.origins[0][0], section=grid.section),
        at=(start + part[0], start + part[1]),
    )


def _unit(grid: Grid, column: int, term: str | None) -> Unit | None:
    if term in MARKS:
        return unit_named("分")  # a score is given, not measured: it is exact
    if note := IN_HEADER.search(grid.header[column]):
        return unit_named(note[1])
    if term is not None and term.endswith("rate"):
        return unit_named("%")
    return grid.unit if term is None or term in MONEY else None


def sentence(row: Row, column: int) -> tuple[str, tuple[int, int]]:
    """The row as one line, and where the cell stands in it; a merged cell is told once.

    Of a row of very many cells the first two are told, and those near by.
    """
    keys = sorted(row) if len(row) <= WIDE else _near(row, column)
    parts: list[str] = []
    at, length = (0, 0), 0
    seen: set[tuple[int, int]] = set()
    for key in keys:
        span = row[key]
        origin = span.origins[0] if span.origins else (-1, key)
        if key == column:
            at = (length, length + len(span.text))
        elif origin in seen:
            continue
        seen.add(origin)
        parts.append(span.text)
        length += len(span.text) + 3
    return "   ".join(parts), at


def _near(row: Row, column: int) -> list[int]:
    beside = range(max(column - NEAR, 2), column + NEAR + 1)
    return [key for key in (0, 1, *beside) if key in row]


def columns(grid: Grid, *groups: str) -> dict[str, int]:
    """Which column of the grid each term heads; the first column wins."""
    found: dict[str, int] = {}
    for column, text in enumerate(grid.header):
        if name := header(text, *groups):
            found.setdefault(name, column)
    return found
