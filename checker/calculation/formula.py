"""Recalculation (公式重算): a spreadsheet's formulas worked out again, exactly.

Sums, the four operations, percent, ROUND, AVERAGE, IF and references into the same workbook:
what is simple enough to be worked out without a doubt.  Whatever else a formula asks for
raises ``NotRecalculated``.  Cells that it refers to stand by their saved values, so that of
a chain of formulas the one that is wrong is told, and not all after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checker.calculation.operation import (
    COMPARED,
    Fault,
    Node,
    NotRecalculated,
    Value,
    comparison,
    operation,
    plain_number,
    seen,
)
from checker.number import printed

# What a cell holds; raises NotRecalculated where that is no plain value.
Cells = Callable[[str, int, int], Value]

MOST_WORK = 2_000_000  # cells and characters looked at for one workbook
LONGEST = 8192  # characters of a formula, as a spreadsheet has it
MOST_TOKENS = 400  # of a formula
DEEPEST = 40
MOST_PLACES = 15
REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^'\[\]:]|'')+)'|(?P<plain>[^'!\[\]:\s]+))!)?"
    r"\$?(?P<c>[A-Z]{1,3})\$?(?P<r>[1-9]\d{0,6})(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>[1-9]\d{0,6}))?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})(?:[Ee][-+]?\d{1,2})?")


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell or a rectangle of cells; rows and columns count from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class Calculation:
    """重算: the formulas of one workbook, whose saved values ``cells`` tells."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._left = MOST_WORK

    def result(self, formula: str, sheet: str) -> Fraction:
        """What ``=formula`` in a cell of ``sheet`` comes to."""
        from openpyxl.formula import Tokenizer

        if len(formula) > LONGEST:
            raise NotRecalculated
        self._spend(len(formula))
        try:
            tokens = [one for one in Tokenizer(formula).items if one.type != "WHITE-SPACE"]
        except Exception as error:  # the library raises what it likes
            raise NotRecalculated from error
        if len(tokens) > MOST_TOKENS:
            raise NotRecalculated
        try:
            value = _Parser(tokens, sheet, self).whole()()
        except Fault as fault:
            raise NotRecalculated from fault
        return plain_number(value)

    def at(self, area: _Area) -> Value:
        if (area.top, area.left) != (area.bottom, area.right):
            raise NotRecalculated
        self._spend(1)
        return self._cells(area.sheet, area.top, area.left)

    def inside(self, area: _Area) -> Iterator[Value]:
        self._spend((area.bottom - area.top + 1) * (area.right - area.left + 1))
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                yield self._cells(area.sheet, row, column)

    def _spend(self, count: int) -> None:
        if count > self._left:
            raise NotRecalculated
        self._left -= count


class _Parser:
    """Tokens into what works them out; nothing is looked up before it is asked for."""

    def __init__(self, tokens: Sequence[Any], sheet: str, calculation: Calculation) -> None:
        self.tokens, self.at = tokens, 0
        self.sheet, self.calculation = sheet, calculation
        self.deep = 0

    def whole(self) -> Node:
        node = self._compared()
        if self.at != len(self.tokens):
            raise NotRecalculated
        return node

    def _next(self, *kinds: str) -> Any:
        """The next token, taken, if it is of one of these kinds or says one of these signs."""
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            infix = token.type == "OPERATOR-INFIX" and token.value in kinds
            if infix or token.type in kinds:
                self.at += 1
                return token
        return None

    def _compared(self) -> Node:
        self.deep += 1
        if self.deep > DEEPEST:
            raise NotRecalculated
        node = self._added()
        while sign := self._next(*COMPARED):
            node = comparison(sign.value, node, self._added())
        self.deep -= 1
        return node

    def _added(self) -> Node:
        node = self._multiplied()
        while sign := self._next("+", "-"):
            node = operation(sign.value, node, self._multiplied())
        return node

    def _multiplied(self) -> Node:
        node = self._signed()
        while sign := self._next("*", "/"):
            node = operation(sign.value, node, self._signed())
        return node

    def _signed(self) -> Node:
        signs = 0
        while sign := self._next("OPERATOR-PREFIX"):
            signs += sign.value == "-"
        node = self._operand()
        while self._next("OPERATOR-POSTFIX"):
            node = operation("/", node, lambda: Fraction(100))
        return operation("*", node, lambda: Fraction(-1)) if signs % 2 else node

    def _operand(self) -> Node:
        token = self._next("OPERAND", "PAREN", "FUNC")
        if token is None:
            raise NotRecalculated
        if token.type == "PAREN" and token.subtype == "OPEN":
            node = self._compared()
            self._closes("PAREN")
            return node
        if token.type == "FUNC" and token.subtype == "OPEN":
            return self._function(token.value.rstrip("(").upper())
        if token.type == "OPERAND":
            return self._plain(token)
        raise NotRecalculated

    def _plain(self, token: Any) -> Node:
        text = token.value
        if token.subtype == "NUMBER":
            if not NUMBER.fullmatch(text):
                raise NotRecalculated
            return lambda: Fraction(text)
        if token.subtype == "TEXT":
            return lambda: str(text[1:-1].replace('""', '"'))
        area = self._area(token)
        return lambda: self.calculation.at(area)

    def _area(self, token: Any) -> _Area:
        found = REFERENCE.fullmatch(token.value) if token.subtype == "RANGE" else None
        if found is None:
            raise NotRecalculated
        sheet = (found["quoted"] or "").replace("''", "'") or found["plain"] or self.sheet
        rows = [int(found["r"]), int(found["r2"] or found["r"])]
        columns = [_column(found["c"]), _column(found["c2"] or found["c"])]
        return _Area(sheet, min(rows), min(columns), max(rows), max(columns))

    def _closes(self, kind: str) -> None:
        token = self._next(kind)
        if token is None or token.subtype != "CLOSE":
            raise NotRecalculated

    def _function(self, name: str) -> Node:
        arguments: list[Node | _Area] = []
        while not (self.at < len(self.tokens) and self._ends(self.tokens[self.at])):
            if arguments:
                separator = self._next("SEP")
                if separator is None or separator.subtype != "ARG":
                    raise NotRecalculated
            arguments.append(self._argument())
        self._closes("FUNC")
        return _called(name, arguments, self.calculation)

    @staticmethod
    def _ends(token: Any) -> bool:
        return bool(token.type == "FUNC" and token.subtype == "CLOSE")

    def _argument(self) -> Node | _Area:
        """A reference that stands alone is kept as one: SUM leaves out the words in it."""
        if self.at + 1 < len(self.tokens):
            token, after = self.tokens[self.at : self.at + 2]
            alone = after.type == "SEP" or self._ends(after)
            if token.type == "OPERAND" and token.subtype == "RANGE" and alone:
                self.at += 1
                return self._area(token)
        return self._compared()


def _called(name: str, arguments: Sequence[Node | _Area], calculation: Calculation) -> Node:
    def one(at: int) -> Value:
        argument = arguments[at]
        return calculation.at(argument) if isinstance(argument, _Area) else argument()

    def numbers() -> Iterator[Fraction]:
        for argument in arguments:
            if isinstance(argument, _Area):
                yield from (v for v in calculation.inside(argument) if isinstance(v, Fraction))
            else:
                yield plain_number(argument())

    def average() -> Value:
        found = list(numbers())
        if not found:
            raise Fault
        return sum(found, Fraction(0)) / len(found)

    def chosen() -> Value:
        condition = one(0)
        if not isinstance(condition, bool):
            condition = plain_number(condition) != 0
        return one(1) if condition else one(2)

    def rescued() -> Value:
        try:
            return one(0)
        except Fault:
            return one(1)

    def rounded() -> Value:
        places = plain_number(one(1))
        if places.denominator != 1 or abs(places) > MOST_PLACES:
            raise NotRecalculated
        scale = Fraction(10) ** int(places)
        return Fraction(printed(seen(plain_number(one(0))) * scale, 0)) / scale

    count = len(arguments)
    known: dict[str, tuple[bool, Node]] = {
        "SUM": (count > 0, lambda: sum(numbers(), Fraction(0))),
        "AVERAGE": (count > 0, average),
        "IF": (count == 3, chosen),
        "IFERROR": (count == 2, rescued),
        "ROUND": (count == 2, rounded),
    }
    fits, node = known.get(name, (False, lambda: None))
    if not fits:
        raise NotRecalculated
    return node


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number
