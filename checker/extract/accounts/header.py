"""Headers (表头): which columns name a line, and which hold amounts, in each half of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.document import Cell
from checker.extract.accounts.column import Column, columns
from checker.extract.accounts.words import (
    CODED,
    LABEL,
    LETTERS,
    MEASURE,
    SKIPPED,
    SUMMED,
    UNITS,
)
from checker.extract.scan import cell as number_of

Rows = Sequence[Mapping[int, Cell]]


@dataclass(frozen=True, slots=True)
class Half:
    """半边: a run of columns that name a line, with the amounts to the right of them."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    columns: tuple[Column, ...]
    side: str


def halves(heads: Rows, body: Rows, *, travel: bool) -> list[Half]:
    """The halves of a table; ``travel``: it is a 三公 table, which may have no names at all."""
    width = 1 + max((at for row in (*heads, *body) for at in row), default=-1)
    heads = _spread(heads, width)
    paths = [_path(heads, at) for at in range(width)]
    units = [_unit(heads, at) for at in range(width)]
    runs: list[tuple[list[int], list[int]]] = [([], [])]
    for at in range(width):
        if not paths[at] and not any(at in row for row in body):
            continue  # what is left of a merged cell
        if _is_label(paths[at], body, at):
            if runs[-1][1]:
                runs.append(([], []))
            runs[-1][0].append(at)
        else:
            runs[-1][1].append(at)
    found = [_half(labels, amounts, paths, units, body, travel=travel) for labels, amounts in runs]
    return [half for half in found if half.columns and (half.names or half.codes or travel)]


def _spread(heads: Rows, width: int) -> Rows:
    """The header of a format that knows no merged cells, each put over the columns it heads.

    It heads those to the right with nothing of their own beside it, and words below.
    """
    if any(cell.rows > 1 or cell.columns > 1 for row in heads for cell in row.values()):
        return heads
    made: list[dict[int, Cell]] = [dict(row) for row in heads]
    for row, below in reversed(list(pairwise(made))):
        for at in range(1, width):
            left = row.get(at - 1)
            if at not in row and left is not None and at in below and at - 1 in below:
                row[at] = left
    return made


def _path(heads: Rows, at: int) -> tuple[str, ...]:
    """The header texts above a column, the outermost first, each cell once."""
    texts = [LETTERS.sub("", UNITS.sub("", row[at].span.text)) for row in heads if at in row]
    return tuple(text for text in dict.fromkeys(texts) if text)


def _unit(heads: Rows, at: int) -> str:
    """The unit of money that the header of a column prints."""
    noted = [UNITS.search(row[at].span.text) for row in heads if at in row]
    return next((found[1] for found in noted if found), "")


def _is_label(path: tuple[str, ...], body: Rows, at: int) -> bool:
    if path and LABEL.match(path[-1]):
        return True
    texts = [row[at].span.text for row in body if at in row and row[at].span.text.strip()]
    words = sum(number_of(text) is None for text in texts)
    return bool(texts) and 2 * words > len(texts) and not any(map(_money_head, path))


def _money_head(text: str) -> bool:
    measure = MEASURE.match(text)
    return bool(SUMMED.match(text)) or bool(measure and text)


def _half(
    labels: Sequence[int],
    amounts: Sequence[int],
    paths: Sequence[tuple[str, ...]],
    units: Sequence[str],
    body: Rows,
    *,
    travel: bool,
) -> Half:
    used = [at for at in labels if not (paths[at] and SKIPPED.match(paths[at][-1]))]
    used = [at for at in used if not _counts_up(body, at, paths[at])]
    codes = tuple(at for at in used if _is_code(paths[at], body, at))
    names = tuple(at for at in used if at not in codes)
    if second := next((at for at in codes if any(codes[0] < name < at for name in names)), None):
        # A second classification beside the first: 政府预算支出经济分类
        codes = tuple(at for at in codes if at < second)
        names = tuple(at for at in names if at < second)
    kept = [at for at in amounts if not _counts_up(body, at, paths[at])]
    found = columns(kept, paths, units, travel)
    words = "".join(text for at in (*labels, *amounts) for text in paths[at][:1])
    if "收入" in words and "支出" not in words:
        side = "income"
    elif "支出" in words and "收入" not in words:
        side = "expenditure"
    else:
        side = ""
    return Half(codes, names, found, side)


def _is_code(path: tuple[str, ...], body: Rows, at: int) -> bool:
    texts = [row[at].span.text.strip() for row in body if at in row and row[at].span.text.strip()]
    digits = sum(re.fullmatch(r"\d{2,9}", text) is not None for text in texts)
    if path and CODED.search(path[-1]) and not re.search("名称", path[-1]):
        return not texts or digits > 0
    return len(texts) > 1 and 2 * digits > len(texts)


def _counts_up(body: Rows, at: int, path: tuple[str, ...]) -> bool:
    """Whether a column only numbers the lines (行次)."""
    if path and SKIPPED.match(path[-1]):
        return True
    texts = [row[at].span.text.strip() for row in body if at in row and row[at].span.text.strip()]
    if len(texts) < 3 or not all(re.fullmatch(r"\d{1,3}", text) for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return all(b - a == 1 for a, b in pairwise(numbers))
