"""Tables over several pages (续表): one table of what the page breaks cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.ruled import Area, Table

AGREE = 3.0  # points, by which the edges of a table may move from page to page


def continues(before: Table, after: Table) -> bool:
    """Whether a table goes on with one of the page before: its columns stand where they stood."""
    return len(before.xs) == len(after.xs) and all(
        abs(a - b) <= AGREE for a, b in zip(before.xs, after.xs, strict=True)
    )


def joined(before: Table, after: Table) -> Table:
    """One table of two pages: without the repeated header, a row cut by the page break mended."""
    skip = _repeated(before, after)
    rest = [area for area in after.areas if area.row >= skip]
    areas, height = list(before.areas), before.rows
    if torn := _torn(before, [area for area in rest if area.row == skip]):
        pieces = {area.column: area for area in rest if area.row == skip}
        for at, area in enumerate(areas):
            if area.row + area.rows == height and area.column in pieces:
                areas[at] = replace(area, lines=area.lines + pieces[area.column].lines)
        rest = [area for area in rest if area.row > skip]
    shift = height - skip - torn
    for at, area in enumerate(areas):
        on = next((a for a in rest if a.row == skip + torn and a.column == area.column), None)
        if on is not None and _covers_on(area, on, height):
            areas[at] = replace(area, rows=area.rows + on.rows)
            rest.remove(on)
    areas += [replace(area, row=area.row + shift) for area in rest]
    return replace(before, areas=tuple(areas), rows=after.rows + shift)


def _covers_on(area: Area, on: Area, height: int) -> bool:
    """Whether a merged cell of words goes on over the page break, where it stands empty."""
    return (
        area.row + area.rows == height
        and area.columns == on.columns
        and max(area.rows, on.rows) > 1
        and not on.lines
        and bool(area.lines)
        and not area.text.replace(",", "").replace(".", "").isdigit()
    )


def _repeated(before: Table, after: Table) -> int:
    """How many rows at the top of ``after`` say what those at the top of ``before`` say."""
    a, b = _said(before), _said(after)
    same = 0
    while same < min(before.rows, after.rows) and a[same] == b[same]:
        same += 1
    # A header cell that reaches below the last equal row takes its row out of the header.
    while any(area.row < same < area.row + area.rows for area in after.areas):
        same -= 1
    words = {text for row in a[:same] for _column, text in row if text}
    return same if words and not all(text.isdigit() for text in words) else 0


def _said(table: Table) -> list[list[tuple[int, str]]]:
    rows: list[list[tuple[int, str]]] = [[] for _ in range(table.rows)]
    for area in table.areas:
        rows[area.row].append((area.column, area.text))
    return rows


def _torn(before: Table, row: Sequence[Area]) -> bool:
    """Whether ``row`` is the lower part of the row that the page before ended with.

    It holds no figures, leaves its first cell empty, and every cell with words goes on with
    one whose last line is full.
    """
    above = {a.column: a for a in before.areas if a.row + a.rows == before.rows and a.rows == 1}
    first = next((area for area in row if area.column == 0), None)
    words = [area for area in row if area.lines]
    if first is None or first.lines or 0 not in above or not above[0].lines or not words:
        return False
    return all(
        area.column in above
        and _full(above[area.column])
        and not any(char.text.isdigit() for char in area.lines[0][:2])
        for area in words
    )


def _full(area: Area) -> bool:
    """Whether the last line of a cell has no room for another character."""
    if not area.lines:
        return False
    last = area.lines[-1]
    tall = last[-1].bottom - last[-1].top
    return area.width - (last[-1].right - last[0].left) < 2 * tall
