"""Rows (行): the lines of a raw table as the rows that ``tables.build`` would give.

Nothing is guessed: a cell that is not what its column holds is a fault with its place, and
counts as missing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from checker import numeral
from checker.extract.scan import cell
from checker.figure import Figure, Sentence
from checker.folding import fold
from checker.frames import holds, read, spelt
from checker.language import msgid
from checker.loaded.heading import Heading
from checker.loaded.marks import FRACTION, Marks, own
from checker.loaded.raw import Line, Raw
from checker.number import Unit
from checker.tables import modules
from checker.terms.words import MONEY
from checker.units import unit

NOT_A_NUMBER = msgid("{column} 列应是数，写作“{text}”")
NOT_WHOLE = msgid("{column} 列应是整数，写作“{text}”")
NOT_YES_OR_NO = msgid("{column} 列应是 true 或 false，写作“{text}”")
MISSING = msgid("{column} 列不能为空")
NOT_A_UNIT = msgid("{column} 列应是计量单位，写作“{text}”")

YES = frozenset(("true", "yes", "1", "是"))
NO = frozenset(("false", "no", "0", "否"))
MARKS = ("weight", "score", "full_mark", "awarded", "deduction")
MOST = Fraction(3, 2)  # rates up to here, none with a percent sign, are taken for fractions
GIVEN = {"role": "indicator", "explicit": True}  # what a row is unless it says otherwise

Row = dict[str, object]


@dataclass
class Faults:
    """错处: what could not be taken in, each with where it stands."""

    found: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)

    def add(self, where: str, reason: str, **values: object) -> None:
        self.found.append((where, reason, values))


def rows(
    raw: Raw,
    table: str,
    heading: Heading,
    marks: Marks,
    faults: Faults,
    fractions: frozenset[int],
    numbers: Sequence[int] | None = None,
) -> Iterator[Row]:
    """The rows of one raw table, those without a figure that they must have left out.

    ``fractions`` are its columns of rates that print 0.88 for 88%; ``numbers`` are those of
    its lines where they are not all there are.
    """
    reader = _Reader(raw, table, heading, marks, faults, fractions)
    for number, line in zip(numbers or range(1, len(raw.lines) + 1), raw.lines, strict=True):
        if (row := reader.row(line, number)) is not None:
            yield row


def fractions(raw: Raw, heading: Heading) -> frozenset[int]:
    """The columns of rates that are printed as fractions of one."""
    found = []
    for at, column in heading.columns.items():
        if column.endswith("rate") and at not in heading.units:
            texts = [str(line.cells[at] or "").strip() for line in raw.lines]
            values = [read(fold(text)) for text in texts if text]
            known = [one for one in values if one is not None]
            if (
                known
                and all(one.unit is None and abs(one.exact) <= MOST for one in known)
                and any(one.places for one in known)
            ):
                found.append(at)
    return frozenset(found)


@dataclass
class _Reader:
    raw: Raw
    table: str
    heading: Heading
    marks: Marks
    faults: Faults
    fractions: frozenset[int]

    def __post_init__(self) -> None:
        fields = dataclasses.fields(modules()[self.table].Row)
        self.held = holds(self.table)
        self.at = {column: at for at, column in self.heading.columns.items()}
        self.empty = {one.name: self._empty(one) for one in fields}

    def _empty(self, column: dataclasses.Field[Any]) -> object:
        """What a cell that says nothing holds."""
        held = self.held[column.name]
        if column.name in GIVEN:
            return GIVEN[column.name]
        if column.default is not dataclasses.MISSING:
            return column.default
        for kind, value in ((type(None), None), (tuple, ()), (bool, False), (str, "")):
            if kind in held:
                return value
        return None

    def row(self, line: Line, number: int) -> Row | None:
        path = self.raw.path if self.raw.sheet is None else f"{self.raw.path}#{self.raw.sheet}"
        row_id = self._said(line, "id") or f"{path}/{self.table}{number}"
        if "/" not in row_id:  # 7 in one file is not 7 in another
            row_id = f"{path}/{self.table}/{row_id}"
        document = self._said(line, "document") or self.raw.path
        row: Row = {"id": row_id, "document": document}
        for column, held in self.held.items():
            if column in row:
                continue
            at = self.at.get(column)
            value = line.cells[at] if at is not None else None
            if isinstance(value, str) and not value.strip():
                value = None
            if at is None or value is None:
                row[column] = self.empty[column]
                if Figure in held and type(None) not in held and tuple not in held:
                    if at is not None:
                        self.faults.add(self.raw.where(line, at), MISSING, column=column)
                    return None
            elif Figure in held:
                row[column] = self._figures(line, at, column, row_id, value, tuple in held)
                if row[column] is None and type(None) not in held:
                    return None
            else:
                row[column] = self._plain(line, at, column, value, held)
        return {column: row[column] for column in self.held}

    def _said(self, line: Line, column: str) -> str:
        at = self.at.get(column)
        value = line.cells[at] if at is not None else None
        return "" if value is None else str(value).strip()

    def _plain(
        self, line: Line, at: int, column: str, value: object, held: frozenset[object]
    ) -> object:
        text = str(value).strip()
        if bool in held:
            if isinstance(value, bool) or text.lower() in YES | NO:
                return text.lower() in YES
            self.faults.add(self.raw.where(line, at), NOT_YES_OR_NO, column=column, text=text)
            return self.empty[column]
        if int in held:
            bare = text.removesuffix("年").removesuffix(".0")
            if bare.lstrip("-").isdecimal():
                return int(bare)
            self.faults.add(self.raw.where(line, at), NOT_WHOLE, column=column, text=text)
            return self.empty[column]
        return str(value)

    def _figures(
        self, line: Line, at: int, column: str, row_id: str, value: object, several: bool
    ) -> object:
        if isinstance(value, str) and value.lstrip().startswith("["):
            try:
                value = json.loads(value, parse_float=Decimal)
            except ValueError:
                self._fault(line, at, column, value)
                return self.empty[column]
        if not isinstance(value, (list, tuple)):
            one = self._figure(line, at, column, row_id, value, 0)
            return ((one,) if one else ()) if several else one
        found = [
            self._figure(line, at, column, row_id, one, item) for item, one in enumerate(value, 1)
        ]
        if not several:
            self._fault(line, at, column, value)
            return None
        return tuple(one for one in found if one)

    def _figure(
        self, line: Line, at: int, column: str, row_id: str, value: object, item: int
    ) -> Figure | None:
        where = self.raw.where(line, at)
        try:
            text = spelt(value, where)
        except TypeError:
            self._fault(line, at, column, value)
            return None
        mark = self.marks.cells.get((self.table, row_id, column, item))
        if mark is not None and mark.printed == text:
            number = read(text)
            if number is None:
                self._fault(line, at, column, text)
                return None
            number = replace(number, text=mark.text, unit=number.unit or mark.unit)
            return Figure(mark.place, number, mark.label, mark.term, mark.sentence, mark.at)
        folded = fold(text)
        number = cell(folded, self._unit(line, at, column)) or read(folded)
        if number is None:
            if not numeral.EMPTY.fullmatch(text.strip()):
                self._fault(line, at, column, text)
            return None
        place = own(self.raw, line, at, item)
        sentence, span = self._sentence(line, at)
        if mark is not None:
            return Figure(place, number, mark.label, mark.term, sentence, span)
        return Figure(place, number, self.raw.header[at], column, sentence, span)

    def _fault(self, line: Line, at: int, column: str, value: object) -> None:
        where = self.raw.where(line, at)
        self.faults.add(where, NOT_A_NUMBER, column=column, text=str(value).strip())

    def _unit(self, line: Line, at: int, column: str) -> Unit | None:
        """The unit of a number that is printed without one."""
        if (known := self.heading.units.get(at)) is not None:
            return known
        if column.endswith("rate"):
            return FRACTION if at in self.fractions else unit("%")
        if column in MARKS:
            return unit("分")
        if column in MONEY and self.heading.money is not None:
            said = str(line.cells[self.heading.money] or "").strip()
            known = unit(said) if said else None
            if said and known is None:
                where = self.raw.where(line, self.heading.money)
                self.faults.add(where, NOT_A_UNIT, column=self.raw.header[at], text=said)
            return known
        return None

    def _sentence(self, line: Line, column: int) -> tuple[Sentence, tuple[int, int]]:
        """The line as one reads it, and where the cell stands in it."""
        parts: list[str] = []
        at, length = (0, 0), 0
        for number, value in enumerate(line.cells):
            text = " ".join(str(value).split()) if value is not None else ""
            if not text:
                continue
            if number == column:
                at = (length, length + len(text))
            parts.append(text)
            length += len(text) + 3
        section = self._said(line, "document")
        return Sentence("   ".join(parts), line.line or line.row, section), at
