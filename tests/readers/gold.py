"""A sample report taken to pieces for another format, and what its checks say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from checker.document import Block, Kind
from checker.pipeline import Options, check
from checker.readers import read

SAMPLES = Path(__file__).parents[2] / "sample_data"
NAMES = (
    "fenglin-2024.md", "liuan-2023.md", "meiyuan-2024.md", "shiqiao-2024.md", "zhulin-2024.txt",
)  # fmt: skip

Value = tuple[str | float, str | None]  # what a cell holds, and its number format


def blocks(name: str) -> tuple[Block, ...]:
    return read(SAMPLES / name).blocks


def grid(block: Block) -> list[list[str]]:
    texts = {(cell.row, cell.column): cell.span.text for cell in block.cells}
    high, wide = 1 + max(row for row, _ in texts), 1 + max(column for _, column in texts)
    return [[texts.get((row, column), "") for column in range(wide)] for row in range(high)]


def rows(name: str) -> Iterator[tuple[list[Value], bool] | None]:
    """The report in rows of a sheet, each with whether it is bold; None is an empty row."""
    for block in blocks(name):
        if block.kind is Kind.TABLE:
            yield None
            yield from (([value(text) for text in row], False) for row in grid(block))
            yield None
        else:
            yield [(block.text, None)], block.kind is Kind.HEADING


def value(text: str) -> Value:
    """A number as a spreadsheet holds it: the value, and a format that prints it so."""
    found = re.fullmatch(r"-?[\d,]+(?:\.(\d+))?(%?)", text)
    if not found:
        return text, None
    places = "." + "0" * len(found[1]) if found[1] else ""
    amount = Decimal(text.rstrip("%").replace(",", "")) / (100 if found[2] else 1)
    return float(amount), ("#,##0" if "," in text else "0") + places + found[2]


def told(path: Path) -> list[tuple[object, ...]]:
    """Every check of one report, without its place."""
    [document] = check([path], Options()).documents
    return sorted(
        (
            one.rule,
            str(one.verdict),
            str(one.severity),
            one.stated.number.digits,
            tuple(figure.number.digits for figure in one.operands),
            one.fingerprint,
        )
        for one in document.checks
    )
