"""Frames (数据框): the tables as pandas frames that any tool reads, and frames read as rows again.

A figure becomes the text of its cell (``97.20%``, ``约130人``), several figures a JSON list of
such texts, so that CSV, Parquet, JSON and a database keep the printed places.  A frame of
anybody's may hold numbers instead: Decimal and int are taken as they are, a float by its
shortest text, which has lost the zeros at the end (97.20 reads 97.2, 97.00 reads 97).
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
import types
import typing
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from checker.extract.claims.numbering import LABEL
from checker.extract.scan import cell, spell
from checker.figure import Figure, Place
from checker.number import Number, share
from checker.tables import modules
from checker.units import unit

if TYPE_CHECKING:
    import pandas as pd

FRAME = "<frame>"  # the document of figures whose place the frame does not tell
LINE = "_line"  # X_line: the line that the figure of column X stands in
PLACE = "_place"  # X_place: the whole place, from which rows() makes the same figure again
PLACES = "places"  # the file beside the tables that tells where every figure of theirs stands
# Its columns: which cell (and which of several figures in it), what the cell then says and what
# the report does, where that stands, and the words around it.
PLACES_COLUMNS = (
    *("document", "table", "row", "column", "item", "printed", "text", "dimension"),
    *("line", "start", "end", "page", "sheet", "cell", "paragraph"),
    *("after", "box", "confidence", "elsewhere"),  # elsewhere: the document, if it is another one
    *("label", "term", "sentence", "sentence_line", "section", "sentence_start", "sentence_end"),
    "reason",
)
_WHOLE = frozenset(
    (
        *("item", "line", "start", "end", "page", "paragraph", "after", "confidence"),
        *("sentence_line", "sentence_start", "sentence_end"),
    )
)

_DTYPES = {bool: "boolean", int: "Int64"}
_BARE = re.compile(r"(第)?(-?[0-9]+(?:\.[0-9]+)?)(?(1)|(\D+))")


def frames(
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    *,
    places: bool = False,
    identities: bool = False,
) -> dict[str, pd.DataFrame]:
    """Every table as a frame.

    ``places`` adds to each figure column X its line as ``X_line``; ``identities`` adds
    ``X_place``, by which ``rows`` knows one figure that stands in several cells.
    """
    beside: dict[str, Callable[[Figure], object]] = {}
    if places:
        beside[LINE] = lambda figure: figure.place.line
    if identities:
        beside[PLACE] = _place
    return {name: _frame(name, rows, beside) for name, rows in tables.items()}


def places(
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    others: Mapping[str, Mapping[Figure, str]] = types.MappingProxyType({}),
) -> pd.DataFrame:
    """出处: one row a figure of a cell: where it stands in its report, and the words around it.

    The tables keep the figures, this keeps what else a finding shows; a table is checked
    without it, too.  ``others`` are the printed numbers of a document that are no figures,
    each with its ``reason``.
    """
    import pandas as pd

    found: list[tuple[object, ...]] = []
    for table, some in tables.items():
        for row in some:
            for column, value in row.items():
                several = isinstance(value, tuple)
                for item, one in enumerate(value if isinstance(value, tuple) else (value,), 1):
                    if isinstance(one, Figure):
                        at = (str(row["document"]), table, str(row["id"]), column)
                        stands = _stands(one, at[0])
                        found.append((*at, item if several else None, *stands, None))
    for document, known in others.items():
        for figure, reason in known.items():
            found.append((document, None, None, None, None, *_stands(figure, document), reason))
    columns = zip(
        PLACES_COLUMNS,
        zip(*found, strict=True) if found else ((),) * len(PLACES_COLUMNS),
        strict=True,
    )
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype="Int64" if name in _WHOLE else "str")
            for name, values in columns
        }
    )


def _stands(figure: Figure, document: str) -> tuple[object, ...]:
    """A figure as the columns of ``places`` tell it, from ``printed`` on."""
    place, sentence = figure.place, figure.sentence
    elsewhere = place.document if place.document != document else None
    return (
        *(printed(figure), figure.text, _unnamed(figure.number)),
        *(place.line, place.start, place.end, place.page, place.sheet, place.cell),
        *(place.paragraph, place.after or None),
        *(" ".join(map(str, place.box)) if place.box else None, place.confidence, elsewhere),
        *(figure.label, figure.term),
        *((sentence.text, sentence.line, sentence.section) if sentence else (None, None, None)),
        *(figure.at if sentence else (None, None)),
    )


def _unnamed(number: Number) -> str | None:
    """What a figure measures in a unit that has no name, which its text cannot say."""
    return number.dimension if number.unit and not number.unit.name else None


def rows(frame: pd.DataFrame, figures: Collection[str]) -> list[dict[str, object]]:
    """The rows of ``frame``, its ``figures`` columns read as figures, missing cells as None.

    A text that is no number counts as missing; a cell of another type raises TypeError.
    The id of a row is the column ``id`` or, where there is none, the index of the frame;
    two rows with one id raise ValueError.
    """
    names = [str(name) for name in frame.columns]
    ids = [str(one) for one in (frame["id"] if "id" in names else frame.index)]
    if twice := [one for one, times in Counter(ids).items() if times > 1]:
        raise ValueError(f"row ids must be unique, these are not: {', '.join(twice[:5])}")
    columns: dict[str, list[object]] = {"document": [FRAME] * len(ids)}
    columns |= {name: list(map(_plain, frame.iloc[:, at])) for at, name in enumerate(names)}
    columns["id"] = list(ids)
    for name in [name for name in figures if name in columns]:
        marks = columns.get(name + PLACE) or [None] * len(ids)
        columns[name] = [
            _figures(value, name, row_id, mark)
            for value, row_id, mark in zip(columns[name], ids, marks, strict=True)
        ]
    cells = zip(*columns.values(), strict=True)
    return [dict(zip(columns, values, strict=True)) for values in cells]


@cache
def figure_columns(table: str) -> frozenset[str]:
    """The columns of one of our tables that hold a figure or several."""
    return frozenset(name for name, held in holds(table).items() if Figure in held)


@cache
def holds(table: str) -> Mapping[str, frozenset[object]]:
    """What the cells of each column may hold."""
    row = modules()[table].Row
    hints = typing.get_type_hints(row)
    return {field.name: _held(hints[field.name]) for field in dataclasses.fields(row)}


def _held(hint: object) -> frozenset[object]:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union, tuple):
        return frozenset({origin}).union(*map(_held, typing.get_args(hint)))
    return frozenset({hint})


def _frame(
    table: str,
    rows: Sequence[Mapping[str, object]],
    beside: Mapping[str, Callable[[Figure], object]],
) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    for name, held in holds(table).items():
        values = [row.get(name) for row in rows]
        kind = next((dtype for type_, dtype in _DTYPES.items() if type_ in held), "str")
        columns[name] = pd.Series([_told(v, printed) for v in values], dtype=kind)
        for suffix, told in beside.items() if Figure in held else ():
            number = suffix == LINE and tuple not in held
            columns[name + suffix] = pd.Series(
                [_told(v, told) for v in values], dtype="Int64" if number else "str"
            )
    return pd.DataFrame(columns)


def _told(value: object, told: Callable[[Figure], object]) -> object:
    """What is told of the figure of a cell; of several figures a JSON list."""
    if isinstance(value, Figure):
        return told(value)
    if isinstance(value, tuple):
        return json.dumps([told(one) for one in value], ensure_ascii=False)
    return value


def printed(figure: Figure) -> str:
    """The figure as a cell that reads back to the same number.

    A list mark, （三）, is written 第3.  What only its sentence shows to be a count (五大 of
    五大任务) is written in digits: 5大.
    """
    number = figure.number
    if number.dimension == LABEL.dimension:
        return f"第{number.digits}"
    text = spell(number)
    if _number(text, number.about) != replace(number, text=text):
        name = number.unit.name if number.unit else ""
        text = spell(replace(number, text=number.digits + name))
    return text


def read(text: str) -> Number | None:
    """What a cell says: like ``cell``, and what ``printed`` writes besides."""
    return _number(text, share())


@lru_cache(maxsize=1 << 16)
def _number(text: str, about: Fraction) -> Number | None:
    """``about`` is part of what the number keeps, and so of what is remembered."""
    number = cell(text)
    if number is None and (found := _BARE.fullmatch(text)):
        mark, digits, name = found.groups()
        value, of = Decimal(digits), LABEL if mark else unit(name)
        if of is not None and of.name != "年":  # 2024年 is a date
            return Number(text, value, max(0, -int(value.as_tuple().exponent)), of)
    return number


def _place(figure: Figure) -> str:
    return json.dumps(dataclasses.astuple(figure.place), ensure_ascii=False)


def _figures(
    value: object, column: str, row_id: str, mark: object
) -> Figure | tuple[Figure, ...] | None:
    """The figure or figures of one cell."""
    where = f"{column}:{row_id}"
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = json.loads(value, parse_float=Decimal)
    if not isinstance(value, (list, tuple)):
        return _figure(value, column, where, mark)
    marks = json.loads(str(mark)) if mark else [None] * len(value)
    found = [
        _figure(one, column, f"{where}:{number}", mark)
        for number, (one, mark) in enumerate(zip(value, marks, strict=True), 1)
    ]
    if None in found:
        raise ValueError(f"{where}: a list of figures with a gap: {value}")
    return tuple(figure for figure in found if figure)


def _figure(value: object, column: str, where: str, mark: object) -> Figure | None:
    number = None if value is None else read(spelt(value, where))
    if number is None:
        return None
    place = _placed(json.loads(str(mark))) if mark else Place(FRAME, cell=where)
    return Figure(place, number, term=column)


def _placed(told: list[Any]) -> Place:
    place = Place(*told)
    return replace(place, box=tuple(told[-1])) if told[-1] else place


def spelt(value: object, where: str) -> str:
    """What the cell would print."""
    match value:
        case str():
            return value
        case bool():
            pass
        case int():
            return str(value)
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case float() if math.isfinite(value):
            return f"{Decimal(repr(value)):f}".removesuffix(".0")
    raise TypeError(f"{where}: {value!r} is no number")


def _plain(value: object) -> object:
    """The value of a cell in Python's own types; None where it is missing."""
    import numpy as np
    import pandas as pd

    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return value
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.item() if isinstance(value, np.generic) else value
