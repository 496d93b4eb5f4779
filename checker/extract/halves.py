"""Two tables side by side (并排两表): 项目 | 预算数 | 决算数 | 项目 | 预算数 | 决算数.

The header says the same twice; each half is a table of its own, its columns where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.document import Span
from checker.terms import header

NAMES = re.compile(r"(?:项目|名称|类别|科目|内容|指标|单位|街道|乡镇|部门)(?:名称)?$")
LEAST = 2  # columns of a half

Row = Mapping[int, Span]
Half = tuple[list[dict[int, Span]], list[dict[int, Span]]]


def halved(heads: Sequence[Row], rows: Sequence[Row]) -> Iterator[Half]:
    """The header and body rows of the table, or of each of the two that it is."""
    halves = _columns(heads[-1]) if heads else None
    over = [dict(row) for row in rows if halves is not None and not _apart(row, *halves)]
    if halves is None or len(over) * 2 > len(rows):
        yield [dict(row) for row in heads], [dict(row) for row in rows]
        return
    for columns in halves:
        some = [_only(row, columns) for row in rows if _apart(row, *halves)]
        yield [_only(row, columns) for row in heads], [row for row in some if row]
    if over:
        yield [], over  # 年度目标 in one cell below both


def _columns(head: Row) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    cells: list[tuple[int, str]] = []
    seen: set[int] = set()
    for column, span in sorted(head.items()):
        if id(span) not in seen and span.text.strip():
            cells.append((column, re.sub(r"\s", "", span.text)))
        seen.add(id(span))
    for led in (0, 1):  # one cell may lead them, merged over all the rows
        texts = [text for _column, text in cells[led:]]
        size = len(texts) // 2
        twice = size >= LEAST and len(texts) == 2 * size and texts[:size] == texts[size:]
        names = twice and (NAMES.search(texts[0]) or header(texts[0], "names"))
        if names and len(set(texts)) == size:
            start, middle = cells[led][0], cells[led + size][0]
            end = max(head) + 1
            return tuple(range(start, middle)), tuple(range(middle, end))
    return None


def _apart(row: Row, left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether no cell of a row goes over from one half to the other."""
    ours = {id(row[column]) for column in left if column in row}
    return not any(id(row[column]) in ours for column in right if column in row)


def _only(row: Row, columns: Sequence[int]) -> dict[int, Span]:
    return {column: row[column] for column in columns if column in row}
