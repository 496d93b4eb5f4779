"""Quotas (控制率): rates of a basic-data form beside the two numbers they are of.

编制数 | 实际在职人数 | 控制率 with the numbers in the row below, or each behind its label.
Which two numbers a rate is of is told by their labels alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.extract.claim import Claim
from checker.extract.grid import Grid, Row, figure
from checker.figure import Figure
from checker.units import unit

# The rate, what it is of, and what there was of it.
QUOTAS = tuple(
    (re.compile(rate), re.compile(base), re.compile(part))
    for rate, base, part in (
        (r"^(?:(?:财政供养)?人员|在职人员)?控制率$", r"编制(?:人)?数?$", r"在职|实有|实际人"),
        (r"规模控制率$", r"(?:批复|批准|计划).*规模$", r"实际.*规模$"),
        (r"(?:投资|概算).*控制率$", r"(?:预算|概算|批复).*投资$|投资概算$", r"实际.*投资$"),
        (
            r"采购(?:预算)?执行率$",
            r"采购(?:预算|计划).*?(?:数|金额|额)?$",
            r"(?:实际|完成).*采购|采购.*(?:实际|执行|完成)",
        ),
        (
            r"(?:固定)?资产利用率$",
            r"固定资产(?:总额|总值|总量|合计)$",
            r"(?:在用|使用).*固定资产|固定资产.*在用",
        ),
    )
)
NOTE = re.compile(r"[（(].*?[）)]|\s|20\d\d年|[:：]$")
PERCENT = unit("%")


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        heads = {at: span for at, span in enumerate(grid.heads) if span is not None}
        above: Row = heads
        for row in grid.rows:
            labels = _above(document, grid, heads, row) or _above(document, grid, above, row)
            yield from _claims(labels or _before(document, grid, row))
            above = row


def _claims(labels: Sequence[tuple[str, Figure]]) -> Iterator[Claim]:
    """The rates among labelled numbers, whose labels stand above them or before them."""
    for at, (label, rate) in enumerate(labels):
        for name, base, part in QUOTAS:
            if not name.search(label):
                continue
            bases = [one for said, one in labels[:at] if base.search(said)]
            parts = [one for said, one in labels[:at] if part.search(said)]
            if len(bases) == len(parts) == 1 and bases[0] != parts[0]:
                stated = rate
                if rate.number.dimension != "percent":
                    stated = replace(rate, number=replace(rate.number, unit=PERCENT))
                yield Claim(
                    "ratio", stated, part=parts[0], whole=bases[0], explicit=True, subject=label
                )
            break


def _above(document: str, grid: Grid, above: Row, row: Row) -> list[tuple[str, Figure]]:
    found: list[tuple[str, Figure]] = []
    seen: set[int] = set()
    for column, span in sorted(row.items()):
        label = above.get(column)
        one = figure(document, grid, row, column, None)
        if label is None or one is None or id(span) in seen or label is span:
            continue
        seen.add(id(span))
        found.append((NOTE.sub("", label.text), one))
    return (
        found if any(name.search(said) for said, _one in found for name, _b, _p in QUOTAS) else []
    )


def _before(document: str, grid: Grid, row: Row) -> list[tuple[str, Figure]]:
    found: list[tuple[str, Figure]] = []
    label = ""
    seen: set[int] = set()
    for column, span in sorted(row.items()):
        if id(span) in seen:
            continue
        seen.add(id(span))
        one = figure(document, grid, row, column, None)
        if one is None:
            label = NOTE.sub("", span.text)
        elif label:
            found.append((label, one))
            label = ""
    return found
