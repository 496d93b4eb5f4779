"""Marks (出处): where the figures of extracted tables stand in their reports.

``checker tables`` writes them into a file of their own beside the tables.  A cell that was
changed since is a figure of the table's own, and stands where the table's file has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from checker.figure import Box, Figure, Place, Sentence
from checker.frames import read
from checker.loaded.raw import Line, Raw
from checker.number import Number, Unit

EDGE = re.compile(r"-?\d+(?:\.\d+)?")
FRACTION = Unit("", "percent", Fraction(100))  # 0.8796 for 87.96%

Key = tuple[str, str, str, int]  # table, row, column, which of several


@dataclass(frozen=True, slots=True)
class Mark:
    """出处: what the cell said when it was written, and the figure without its number."""

    printed: str
    text: str
    unit: Unit | None  # one without a name
    place: Place
    label: str
    term: str | None
    sentence: Sentence | None
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """``others`` are printed numbers of a document that are no figures, with the reason."""

    cells: Mapping[Key, Mark]
    others: Mapping[str, Mapping[Figure, str]]


def marks(raws: Iterable[Raw]) -> Marks:
    cells: dict[Key, Mark] = {}
    others: dict[str, dict[Figure, str]] = {}
    sentences: dict[Sentence, Sentence] = {}
    for raw in raws:
        for line in raw.lines:
            told = dict(zip(raw.header, line.cells, strict=True))
            mark = _mark(told, sentences)
            if reason := _text(told, "reason"):
                known = read(mark.printed) or Number(mark.text, Decimal(0), 0)
                number = replace(known, text=mark.text, unit=known.unit or mark.unit)
                figure = Figure(mark.place, number, mark.label, mark.term, mark.sentence, mark.at)
                others.setdefault(_text(told, "document"), {})[figure] = reason
                continue
            at = (_text(told, "table"), _text(told, "row"), _text(told, "column"))
            cells[*at, _whole(told, "item") or 0] = mark
    return Marks(cells, others)


def _mark(told: Mapping[str, object], sentences: dict[Sentence, Sentence]) -> Mark:
    sentence = None
    if words := _text(told, "sentence"):
        sentence = Sentence(words, _whole(told, "sentence_line"), _text(told, "section"))
        sentence = sentences.setdefault(sentence, sentence)
    return Mark(
        _text(told, "printed"),
        _text(told, "text"),
        _unit(_text(told, "dimension")),
        Place(
            _text(told, "elsewhere") or _text(told, "document"),
            _whole(told, "line"),
            _whole(told, "start") or 0,
            _whole(told, "end") or 0,
            _whole(told, "page"),
            _text(told, "sheet") or None,
            _text(told, "cell") or None,
            _whole(told, "paragraph"),
            _whole(told, "after") or 0,
            _whole(told, "confidence"),
            _box(_text(told, "box")),
        ),
        _text(told, "label"),
        _text(told, "term") or None,
        sentence,
        (_whole(told, "sentence_start") or 0, _whole(told, "sentence_end") or 0),
    )


def _unit(dimension: str) -> Unit | None:
    if dimension == FRACTION.dimension:
        return FRACTION
    return Unit("", dimension, whole=True) if dimension else None


def _box(told: str) -> Box | None:
    edges = [float(edge) for edge in told.split() if EDGE.fullmatch(edge)]
    return (edges[0], edges[1], edges[2], edges[3]) if len(edges) == 4 else None


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    return "" if value is None else str(value)


def _whole(told: Mapping[str, object], name: str) -> int | None:
    text = _text(told, name).removesuffix(".0")
    return int(text) if text.isdigit() else None


def own(raw: Raw, line: Line, column: int, item: int) -> Place:
    """Where a figure of the table's own stands; several of one cell stand side by side."""
    place = raw.place(line, column)
    if not item:
        return place
    return Place(
        place.document, place.line, place.start + item, place.end, None, place.sheet, place.cell
    )
