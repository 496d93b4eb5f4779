"""Headings (表头): which table a header belongs to, and which of its columns each name means.

A name is an English column name, a Chinese synonym (``terms``) or what the user's own
mapping says; a unit in brackets behind it holds for the whole column: 预算数（万元）.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from checker.frames import LINE, PLACE, PLACES, PLACES_COLUMNS, figure_columns
from checker.number import Unit
from checker.tables import columns, modules
from checker.terms import header
from checker.terms.words import COLUMNS
from checker.units import unit

MONEY_UNIT = "money_unit"
GROUPS = ("money", "rates", "scores", "indicators", "names")
NAMED = {"source": "name", "nature": "name", "task": "name"}
UNIT = re.compile(r"[（(\[]\s*(?:单位\s*[:：])?\s*([^（()）\[\]]{1,8}?)\s*[）)\]]\s*$")
TITLE = re.compile(r"\((\S+?表)[):]")
LEAST = 2  # columns of figures by which a table is known


@dataclass(frozen=True, slots=True)
class Heading:
    """表头: the table's column at each position, and the unit its figures have by default.

    ``unknown`` are the names that mean no column, each with the nearest that does, if any;
    ``twice`` those that mean one that another means already; ``money`` is where a column of
    units for the row's amounts stands.
    """

    columns: Mapping[int, str]
    units: Mapping[int, Unit]
    unknown: tuple[tuple[str, str], ...] = ()
    twice: tuple[tuple[str, str], ...] = ()
    money: int | None = None


def heading(names: Sequence[str], table: str, own: Mapping[str, str]) -> Heading:
    """What the names of a file's columns mean in ``table``; ``own`` goes first."""
    found: dict[int, str] = {}
    units: dict[int, Unit] = {}
    unknown, twice = [], []
    money = None
    for at, name in enumerate(names):
        column = _column(name, table, own)
        if column is None:
            if _column(name, "documents", own) == MONEY_UNIT:
                money = at
            elif name and not _beside(name):
                near = difflib.get_close_matches(name.lower(), columns(table), n=1)
                unknown.append((name, near[0] if near else ""))
        elif column in found.values():
            twice.append((name, column))
        else:
            found[at] = column
            if (noted := UNIT.search(name)) and (known := unit(noted[1])):
                units[at] = known
    return Heading(found, units, tuple(unknown), tuple(twice), money)


def recognised(
    stem: str,
    sheet: str | None,
    names: Sequence[str],
    own: Mapping[str, str],
    *,
    strict: bool = False,
) -> str | None:
    """The table that a file holds: as its name or its sheet's says, else as its columns do.

    ``strict``, for a file that may be a report as well: its columns must bear out its name,
    and without one they must be called as ours are.
    """
    if set(PLACES_COLUMNS[:6]) <= set(names):
        return PLACES
    by_name = list(_named(stem, sheet))
    if strict and by_name:
        by_name = [one for one in by_name if _weight(names, one, own)[0]]
    if len(by_name) == 1:
        return by_name[0]
    if strict and not by_name:
        names = [name for name in names if name in COLUMNS]
    weighed = {table: _weight(names, table, own) for table in by_name or modules()}
    table = max(weighed, key=lambda name: weighed[name])
    return table if weighed[table][0] >= LEAST else None


def _named(stem: str, sheet: str | None) -> Iterator[str]:
    """The tables that a file's name has among its words, or that its sheet is called."""
    words = set(re.split(r"[-_. ]+", stem.lower())) | {stem}
    for table, title in titles().items():
        if (
            (sheet is not None and sheet.strip().lower() in (table, title))
            or table in words
            or title in words
        ):
            yield table


@cache
def titles() -> Mapping[str, str]:
    """Every table with its Chinese name, as its module's first line has it: 资金表."""
    said = {name: TITLE.search(module.__doc__ or "") for name, module in modules().items()}
    return {name: found[1] if found else name for name, found in said.items()}


def _weight(names: Sequence[str], table: str, own: Mapping[str, str]) -> tuple[int, int, bool]:
    found = {column for name in names if (column := _column(name, table, own))}
    figures = len(found & figure_columns(table))
    lacking = set(required(table)) - found
    return (0 if lacking else figures, len(found), table == "funding")


def required(table: str) -> tuple[str, ...]:
    """The columns without which a row of the table says nothing."""
    wanted: tuple[str, ...] = getattr(modules()[table], "REQUIRED", ())
    return wanted


def _beside(name: str) -> bool:
    """Whether it only tells where a figure of another column stands."""
    return name.endswith((LINE, PLACE))


def _column(name: str, table: str, own: Mapping[str, str]) -> str | None:
    given = own.get(name) or own.get(UNIT.sub("", name).strip())
    if given is not None:
        return given if given in columns(table) else None
    return _meant(name, table)


@lru_cache(maxsize=1 << 12)
def _meant(name: str, table: str) -> str | None:
    known = columns(table)
    bare = UNIT.sub("", name).strip()
    plain = re.sub(r"[\s-]+", "_", bare.lower())
    if plain in known:
        return plain
    for column in known:
        if bare in COLUMNS.get(column, ()):
            return column
    for group in GROUPS:
        term = header(name, group)
        term = NAMED.get(term, term) if term else None
        if term in known:
            return term
    return None
