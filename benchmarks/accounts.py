"""Mutants of account tables (决算表变异): one digit of a cell changed; is it noticed?

``python benchmarks/accounts.py FILE... [--sample N]`` changes the digits of the amounts in the
account tables of a document, one at a time, and prints how many changes its sums and the other
tables tell of.  The document is changed after it was read, so that any format will do.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker import catalog, readers
from checker.document import Block, Cell, Document
from checker.engines.native import run
from checker.extract.accounts import read
from checker.extract.extraction import Extraction, extract
from checker.figure import Figure
from checker.finding import Check, Severity
from checker.tables import accounts, mapping

NOTICED, NOTE, HOLDS, LOST = "noticed", "note", "holds", "lost"
LOUD = (Severity.ERROR, Severity.WARNING)
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Mutant:
    """变异体: the character ``at`` of a cell printed as ``digit``."""

    block: int
    cell: int
    at: int
    digit: str
    figure: Figure


def checks(extraction: Extraction, document: Document) -> list[Check]:
    """The checks of the account tables of ``document``, whose text is that of ``extraction``."""
    told = replace(extraction, accounts=read(document, extraction.facts, extraction.texts))
    rows = [mapping(row) for row in accounts.build(told)]
    suites = [suite for suite in catalog.suites() if suite.table == accounts.NAME]
    return run({accounts.NAME: rows}, suites)


def mutants(document: Document, held: Sequence[Figure]) -> Iterator[Mutant]:
    """Every change of one digit of the figures ``held`` that leaves a number as people write it."""
    places = {figure.place: figure for figure in held}
    for number, block in enumerate(document.blocks):
        for n, cell in enumerate(block.cells):
            text = cell.span.text
            if not text or not cell.span.origins:
                continue
            figure = places.get(cell.span.place(document.path, 0, len(text)))
            columns = [at for at, ch in enumerate(text) if ch in DIGITS] if figure else []
            for at in columns:
                leading = at == columns[0] and text[at + 1 : at + 2] not in ("", ".")
                for digit in DIGITS:
                    if figure and digit != text[at] and not (leading and digit == "0"):
                        yield Mutant(number, n, at, digit, figure)


def mutated(document: Document, mutant: Mutant) -> Document:
    block = document.blocks[mutant.block]
    cell = block.cells[mutant.cell]
    text = cell.span.text[: mutant.at] + mutant.digit + cell.span.text[mutant.at + 1 :]
    cells: list[Cell] = list(block.cells)
    cells[mutant.cell] = cell._replace(span=replace(cell.span, text=text))
    blocks: list[Block] = list(document.blocks)
    blocks[mutant.block] = replace(block, cells=tuple(cells))
    return replace(document, blocks=tuple(blocks))


def fates(document: Document, sample: int | None = None, seed: int = 0) -> list[str]:
    """What became of every mutant (or of a sample) of the figures that a relation holds."""
    extraction = extract(document)
    before = checks(extraction, document)
    already = {(one.rule, one.stated.place) for one in before if one.severity in LOUD}
    amounts = {figure.place for figure in extraction.accounts.figures}
    held = {f.place: f for one in before for f in (one.stated, *one.operands) if one.relation}
    every = list(mutants(document, [f for place, f in held.items() if place in amounts]))
    if sample is not None:
        every = random.Random(seed).sample(every, min(sample, len(every)))
    return [_fate(checks(extraction, mutated(document, m)), m, already) for m in every]


def _fate(found: Sequence[Check], mutant: Mutant, already: set[tuple[str, object]]) -> str:
    place = mutant.figure.place
    own = [one for one in found if place in {f.place for f in (one.stated, *one.operands)}]
    if any(one.severity in LOUD and (one.rule, one.stated.place) not in already for one in own):
        return NOTICED
    if any(one.severity is Severity.NOTE for one in own):
        return NOTE
    return HOLDS if own else LOST


def share(found: Sequence[str]) -> float:
    """The share of the mutants that an error or a warning tells of."""
    return found.count(NOTICED) / max(len(found), 1)


def cells(paths: Sequence[Path], sample: int | None = None) -> Iterator[str]:
    """What became of the mutants of every document, as a Markdown table."""
    yield "| document | mutants | noticed | note | holds | lost | noticed |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for path in paths:
        found = fates(readers.read(path), sample)
        counts = [Counter(found)[fate] for fate in (NOTICED, NOTE, HOLDS, LOST)]
        numbers = " | ".join(map(str, [len(found), *counts]))
        yield f"| {path.name} | {numbers} | {share(found):.1%} |"


def main() -> None:
    args = sys.argv[1:]
    sample = int(args[args.index("--sample") + 1]) if "--sample" in args else None
    names = [arg for arg in args if not arg.startswith("--") and not arg.isdigit()]
    for line in cells([Path(name) for name in names], sample):
        print(line)


if __name__ == "__main__":
    main()
