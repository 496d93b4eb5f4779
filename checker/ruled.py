"""Ruled tables (框线表格): from characters with boxes and rules to cells, whatever the format.

Rules that meet make one table; where the wall between two places of its grid is missing the
places are one cell.  A page's ``y`` grows downwards and is upright for the reader.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

SNAP = 2.0  # points, by which rules of one edge may miss each other
LEAST = 3.0  # length of a rule, below which it is a dot
MOST_RULES = 5_000  # of a page, pieces of one line put together; what has more is a drawing
MOST_PLACES = 50_000  # of a grid


class Char(NamedTuple):
    """字符: one character in its box; ``spaced`` when a blank was printed before it.

    ``confidence`` (percent) is given for what was recognised in a picture.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False
    confidence: int | None = None


class Rule(NamedTuple):
    """框线: a straight line along one of the axes."""

    left: float
    top: float
    right: float
    bottom: float


Line = list[Char]
Runs = dict[float, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Area:
    """单元格区域: the place of a cell in the grid, and its printed lines."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]
    width: float
    page: int

    @property
    def text(self) -> str:
        return "".join(char.text for line in self.lines for char in line)


@dataclass(frozen=True, slots=True)
class Table:
    """框线表格: the edges of its columns and rows (of the first page), its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    rows: int

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def lines(chars: Iterable[Char]) -> list[Line]:
    """Characters as printed lines from top to bottom, each from left to right.

    Two belong to one line when their boxes overlap in height; steps of a fixed height would
    part the digits of a number whose boxes differ.
    """
    every = list(chars)
    if len(every) < 2:
        return [every] if every else []
    middles = [char[2] + char[4] for char in every]
    least = min([char[4] - char[2] for char in every])
    if max(middles) - min(middles) <= 0.9 * least:
        return [_once(sorted(every, key=_LEFT))]
    found: list[Line] = []
    middle = height = 0.0
    for index in sorted(range(len(every)), key=middles.__getitem__):
        char = every[index]
        at, tall = middles[index] / 2, char[4] - char[2]
        if found and at - middle <= 0.45 * (tall if tall > height else height):
            found[-1].append(char)
            if tall > height:  # a raised mark came first
                middle, height = at, tall
        else:
            found.append([char])
            middle, height = at, tall
    return [_once(sorted(line, key=_LEFT)) for line in found]


_LEFT = itemgetter(1)


def _once(line: Line) -> Line:
    """The line without characters that were struck twice to look bold."""
    doubled = {
        at
        for at, (before, char) in enumerate(pairwise(line), 1)
        if char[0] == before[0] and char.left - before.left < 0.3 * (char.right - char.left)
    }
    return [char for at, char in enumerate(line) if at not in doubled] if doubled else line


def tables(rules: Sequence[Rule], chars: Sequence[Char], page: int) -> list[Table]:
    """The tables of a page from top to bottom; those inside others have their own text."""
    across, down = _runs(rules)
    left, found = list(chars), list[Table]()
    grids = [_grid(*part) for part in _parts(across, down)]
    for grid in sorted(filter(None, grids), key=_size):
        table, left = _filled(grid, left, page)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.ys[0], table.xs[0]))


def _runs(rules: Sequence[Rule]) -> tuple[Runs, Runs]:
    """The rules of each height and of each side, snapped, pieces of one line put together."""
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    for left, top, right, bottom in rules:
        if bottom - top <= right - left:
            across.append(((top + bottom) / 2, left, right))
        else:
            down.append(((left + right) / 2, top, bottom))
    return _merged(across), _merged(down)


def _merged(pieces: list[tuple[float, float, float]]) -> Runs:
    groups: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if groups and piece[0] - groups[-1][-1][0] <= SNAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    runs: Runs = {}
    for group in groups:
        found: list[tuple[float, float]] = []
        for start, end in sorted((start, end) for _at, start, end in group):
            if found and start - found[-1][1] <= SNAP:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
        if kept := [(start, end) for start, end in found if end - start > LEAST]:
            runs[sum(piece[0] for piece in group) / len(group)] = kept
    return runs


def _parts(across: Runs, down: Runs) -> list[tuple[Runs, Runs]]:
    """The rules that meet, directly or by others."""
    flat = [(0, at, *run) for at, runs in across.items() for run in runs]
    first = len(flat)
    flat += [(1, at, *run) for at, runs in down.items() for run in runs]
    parent = list(range(len(flat)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    if len(flat) > MOST_RULES:
        return []
    sides = [at for _kind, at, _top, _bottom in flat[first:]]
    for i in range(first):
        _kind, y, left, right = flat[i]
        near = range(bisect_left(sides, left - SNAP), bisect_right(sides, right + SNAP))
        for j in near:
            _kind, _x, top, bottom = flat[first + j]
            if top - SNAP <= y <= bottom + SNAP:
                parent[root(i)] = root(first + j)
    parts: dict[int, tuple[Runs, Runs]] = defaultdict(lambda: ({}, {}))
    for i, (kind, at, start, end) in enumerate(flat):
        parts[root(i)][kind].setdefault(at, []).append((start, end))
    return list(parts.values())


class _Grid(NamedTuple):
    xs: list[float]
    ys: list[float]
    across: Runs
    down: Runs


def _grid(across: Runs, down: Runs) -> _Grid | None:
    """The edges of a grid of two columns or more; the outermost may be open."""
    if len(across) < 2 or not down:
        return None
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_PLACES:
        return None
    return _Grid(xs, ys, across, down)


def _edges(own: Runs, other: Runs) -> list[float]:
    """Where the rules stand, and the ends of the others where half of them reach further."""
    edges = sorted(own)
    starts = sorted(min(start for start, _ in runs) for runs in other.values())
    ends = sorted(max(end for _, end in runs) for runs in other.values())
    half = len(other) // 2
    if edges[0] - starts[half] > 2 * LEAST:
        edges.insert(0, starts[half])
    if ends[len(other) - 1 - half] - edges[-1] > 2 * LEAST:
        edges.append(ends[len(other) - 1 - half])
    return edges


def _size(grid: _Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _filled(grid: _Grid, chars: list[Char], page: int) -> tuple[Table | None, list[Char]]:
    """A table with its characters, and the characters that stand outside of it."""
    xs, ys = grid.xs, grid.ys
    inside: dict[tuple[int, int], list[Char]] = defaultdict(list)
    outside: list[Char] = []
    first, last, highest, lowest = xs[0], xs[-1], ys[0], ys[-1]
    for char in chars:
        _text, left, top, right, bottom, _spaced, _confidence = char
        x, y = (left + right) / 2, (top + bottom) / 2
        if first < x < last and highest < y < lowest:
            inside[bisect_right(ys, y) - 1, bisect_right(xs, x) - 1].append(char)
        else:
            outside.append(char)
    areas: list[Area] = []
    for row, column, rows, columns in _cells(grid):
        if rows == columns == 1:
            held = inside.pop((row, column), [])
        else:
            held = [
                char
                for r in range(row, row + rows)
                for c in range(column, column + columns)
                for char in inside.pop((r, c), ())
            ]
        width = xs[column + columns] - xs[column]
        areas.append(Area(row, column, rows, columns, tuple(lines(held)), width, page))
    if len({area.column for area in areas if area.lines}) < 2:
        return None, chars  # a frame, a background or a drawing
    return Table(tuple(xs), tuple(ys), tuple(areas), len(ys) - 1), outside


def _cells(grid: _Grid) -> list[tuple[int, int, int, int]]:
    """Row, column, rows and columns of every cell: a rectangle without walls inside."""
    xs, ys = grid.xs, grid.ys
    height, width = len(ys) - 1, len(xs) - 1
    # Whether a wall stands right of, or below, each place of the grid.
    right = [
        [
            column + 1 == width or _walled(grid.down.get(xs[column + 1]), *span)
            for column in range(width)
        ]
        for span in pairwise(ys)
    ]
    below = [
        [row + 1 == height or _walled(grid.across.get(ys[row + 1]), *span) for span in pairwise(xs)]
        for row in range(height)
    ]
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[int, int, int, int]] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            columns = rows = 1
            while not right[row][column + columns - 1] and (row, column + columns) not in taken:
                columns += 1
            while row + rows < height and not any(
                below[row + rows - 1][c]
                or (row + rows, c) in taken
                or (c + 1 < column + columns and right[row + rows][c])
                for c in range(column, column + columns)
            ):
                rows += 1
            taken |= {
                (r, c) for r in range(row, row + rows) for c in range(column, column + columns)
            }
            cells.append((row, column, rows, columns))
    return cells


def _walled(runs: Sequence[tuple[float, float]] | None, start: float, end: float) -> bool:
    """Whether a rule stands between two places, over most of their common side."""
    covered = 0.0
    for a, b in runs or ():
        if a - SNAP <= start and end <= b + SNAP:
            return True
        if a < end and start < b:
            covered += min(b, end) - max(a, start)
    return covered >= 0.7 * (end - start)
