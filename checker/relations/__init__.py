"""Kinds of rule (规则种类): one expectation type a file, found by walking the package.

A kind is a frozen dataclass whose fields are the expectation's kwargs.  It states relations
between the figures of a table's rows; it neither judges them nor words what is wrong.
Below are the kinds themselves, then what they read rows with.
"""

from __future__ import annotations

import dataclasses
import difflib
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Protocol

from checker.arithmetic.expression import Expression, Sum
from checker.arithmetic.relation import Reason, Relation
from checker.figure import Figure
from checker.language import msgid

Row = Mapping[str, object]
# Which rows are meant: the value a column must have, or any of several.
Where = Mapping[str, str | bool | tuple[str, ...]]
Terms = tuple[tuple[int, Figure], ...]

UNKNOWN_TYPE = msgid("{at}：没有名为 {name} 的规则种类")
UNKNOWN_TYPE_NEAR = msgid("{at}：没有名为 {name} 的规则种类，是否指 {near}？")
UNKNOWN_KWARG = msgid("{at}：没有参数 {name}")
UNKNOWN_KWARG_NEAR = msgid("{at}：没有参数 {name}，是否指 {near}？")
MISSING_KWARG = msgid("{at}：缺少参数 {name}")
WRONG_VALUE = msgid("{at}：参数 {name} 不能是 {value}")
INCOMPLETE = msgid("{at}：参数不成套（{problem}）")


class Kind(Protocol):
    """规则种类."""

    TYPE: ClassVar[str]

    def columns(self) -> tuple[str, ...]:
        """The columns of its own table that it reads, ``id`` and ``document`` aside."""

    def tables(self) -> Mapping[str, tuple[str, ...]]:
        """The other tables that it reads, each with the columns it reads there."""

    def relations(
        self, rows: Sequence[Row], others: Mapping[str, Sequence[Row]]
    ) -> Iterator[tuple[str, Relation]]:
        """What must hold, each with the id of the row that states it."""


class InvalidKwargs(ValueError):
    """参数有误: an expectation that cannot be made; ``reason`` is a msgid with named fields.

    Its field ``at`` names the expectation until a caller knows better (the rule's code).
    """

    def __init__(self, reason: str, values: Mapping[str, object]) -> None:
        super().__init__(reason.format(**values))
        self.reason = reason
        self.values = values


@cache
def kinds() -> Mapping[str, type[Kind]]:
    """Every kind of rule by its expectation type."""
    found: dict[str, type[Kind]] = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        for _name, one in inspect.getmembers(loaded, inspect.isclass):
            if one.__module__ == loaded.__name__ and hasattr(one, "TYPE"):
                found[one.TYPE] = typing.cast(type[Kind], one)
    return dict(sorted(found.items()))


def make(expectation: str, kwargs: Mapping[str, object]) -> Kind:
    """The kind with its kwargs filled in; raises ``InvalidKwargs`` when they do not fit."""
    kind: Any = kinds().get(expectation)
    if kind is None:
        reason, values = _unknown(UNKNOWN_TYPE, UNKNOWN_TYPE_NEAR, expectation, kinds())
        raise InvalidKwargs(reason, {"at": expectation, **values})
    fields = {field.name: field for field in dataclasses.fields(kind)}
    hints = typing.get_type_hints(kind)
    for name in kwargs:
        if name not in fields:
            reason, values = _unknown(UNKNOWN_KWARG, UNKNOWN_KWARG_NEAR, name, fields)
            raise InvalidKwargs(reason, {"at": expectation, **values})
    for name, field in fields.items():
        if name not in kwargs and _required(field):
            raise InvalidKwargs(MISSING_KWARG, {"at": expectation, "name": name})
    read: dict[str, object] = {}
    for name, value in kwargs.items():
        try:
            read[name] = _read(hints[name], value)
        except TypeError:
            values = {"at": expectation, "name": name, "value": value}
            raise InvalidKwargs(WRONG_VALUE, values) from None
    try:
        made: Kind = kind(**read)
    except ValueError as problem:
        raise InvalidKwargs(INCOMPLETE, {"at": expectation, "problem": problem}) from None
    return made


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _unknown(
    reason: str, with_near: str, name: str, known: Iterable[str]
) -> tuple[str, dict[str, object]]:
    near = difflib.get_close_matches(name, list(known), n=1)
    return (with_near, {"name": name, "near": near[0]}) if near else (reason, {"name": name})


def _read(hint: Any, value: object) -> object:
    """The value as the field holds it (lists become tuples); TypeError when it does not fit."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        for one in inside:
            try:
                return _read(one, value)
            except TypeError:
                continue
    elif origin is typing.Literal:
        if value in inside:
            return value
    elif origin is tuple:
        if isinstance(value, (list, tuple)):
            return tuple(_read(inside[0], one) for one in value)
    elif origin is not None and issubclass(origin, Mapping):
        if isinstance(value, Mapping):
            return {str(key): _read(inside[1], one) for key, one in value.items()}
    elif type(value) is hint:
        return value
    raise TypeError


def selected(rows: Iterable[Row], where: Where | None) -> Iterator[Row]:
    """The rows that ``where`` names; all of them without it."""
    wanted = [
        (column, told if isinstance(told, tuple) else (told,))
        for column, told in (where or {}).items()
    ]
    for row in rows:
        for column, lawful in wanted:
            told = row.get(column)
            if ("" if told is None else told) not in lawful:  # empty and missing are the same
                break
        else:
            yield row


def row_id(row: Row) -> str:
    return str(row["id"])


def text(row: Row, column: str | None) -> str:
    """The words in a column; "" for none."""
    value = row.get(column) if column else None
    return "" if value is None else str(value)


def figure(row: Row, column: str | None) -> Figure | None:
    """The one figure in a column; None when it is not stated."""
    value = row.get(column) if column else None
    return value if isinstance(value, Figure) else None


def cells(row: Row, column: str) -> tuple[Figure, ...]:
    """The figures in a column, be it one or several."""
    value = row.get(column)
    if isinstance(value, tuple):
        return tuple(one for one in value if isinstance(one, Figure))
    return (value,) if isinstance(value, Figure) else ()


def terms(row: Row, columns: Sequence[str]) -> Terms | None:
    """The figures of the columns with their signs (``-minus`` is taken away); None if one lacks."""
    found: list[tuple[int, Figure]] = []
    for column in columns:
        inside = cells(row, bare(column))
        if not inside:
            return None
        found += [(-1 if column.startswith("-") else 1, one) for one in inside]
    return tuple(found)


def bare(column: str) -> str:
    """The column's name without its sign."""
    return column.removeprefix("-")


def signed(columns: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The columns with their signs."""
    return tuple((-1 if column.startswith("-") else 1, bare(column)) for column in columns)


def added(found: Terms) -> Expression:
    """The terms added up; one alone is itself."""
    if len(found) == 1 and found[0][0] > 0:
        return found[0][1]
    return Sum(found)


def explicit(row: Row) -> bool:
    """Whether the row states the relation outright; only prose says that it does not."""
    return row.get("explicit") is not False


def missing(kind: str, stated: Figure, row: Row) -> Relation:
    """A relation that lacks what it is to be recomputed from."""
    return Relation(kind, stated, (), explicit=explicit(row), reason=Reason.MISSING)


def named(*columns: str | None) -> tuple[str, ...]:
    """Column names, each once, those not given left out."""
    return tuple(dict.fromkeys(bare(column) for column in columns if column))
