"""Screening (筛查): which rows of a wide table must be judged one by one, and what the rest says.

Whatever might come to anything but ``consistent`` or ``unassessable`` is chosen, with every
row that one of its relations reaches, so that judging the chosen rows alone finds what
judging all of them would.  It may choose too many, never too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.arithmetic.verdict import Verdict
from checker.bulk import DOUBTFUL, UNASKED, UNASSESSABLE, VERDICTS, verdicts
from checker.catalog import Entry
from checker.frames import figure_columns, holds
from checker.loaded.marks import FRACTION
from checker.loaded.wide import Wide
from checker.screening.column import Column, faulty, in_per_cent, printed_column
from checker.tables import modules
from checker.units import unit

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Screening:
    """筛查结果: the rows ``chosen``, and of the others by their file what was read and found."""

    chosen: Any
    verdicts: Sequence[Mapping[Verdict, int]]
    figures: Any
    checked: Any
    groups: Any  # which rows belong together; None where each stands alone
    fractions: Mapping[str, Any]  # column of rates -> for each file, whether it prints 0.88


@dataclass
class _Table:
    wide: Wide
    columns: Mapping[str, Column]
    frame: Any  # Narwhals'
    flagged: Any
    seen: dict[str, Any] = field(default_factory=dict)


def suitable(table: str) -> bool:
    """Whether the cell rules of a table can be told column by column."""
    schema = modules()[table].schema()
    return not schema.checks and set(schema.columns) <= figure_columns(table)


def screened(wide: Wide, entries: Sequence[Entry]) -> Screening | None:
    """What the entries say of the table; None where it is not printed evenly enough."""
    import narwhals as nw
    import numpy as np

    columns = {
        name: column
        for name in wide.frame.columns
        if name in figure_columns(wide.table)
        and (column := printed_column(wide.frame[name], name, wide.units.get(name))) is not None
    }
    if not columns:
        return None
    columns, fractions = in_per_cent(wide, columns)
    flagged = np.asarray(wide.odd).copy()
    for column in columns.values():
        flagged |= column.odd
    for name in figure_columns(wide.table) & set(wide.frame.columns) - set(columns):
        flagged |= wide.frame[name].notna().to_numpy(bool)
    flagged |= faulty(wide.table, columns)
    table = _Table(wide, columns, None, flagged)
    words = _keys(table, entries) is not None
    table.frame = nw.from_native(_frame(wide, columns, words=words), eager_only=True)
    found = [one for entry in entries for one in _told(table, entry)]
    keys = _keys(table, entries)
    chosen = _closed(table, keys)
    files = wide.frame["file"].to_numpy()
    many = len(wide.sources)
    tallies = np.zeros((many, len(VERDICTS)), dtype=np.int64)
    for ids, verdict, _names, _whole in found:
        kept = ~chosen[ids] & (verdict < len(VERDICTS))
        np.add.at(tallies, (files[ids[kept]], verdict[kept]), 1)
    rest = ~chosen
    figures = np.zeros(many, dtype=np.int64)
    checked = np.zeros(many, dtype=np.int64)
    marked = _marked(table, found, keys)
    for name, column in columns.items():
        figures += np.bincount(files[column.there & rest], minlength=many)
        if name in marked:
            seen = marked[name] & column.there & rest
            checked += np.bincount(files[seen], minlength=many)
    return Screening(
        chosen,
        [
            {verdict: int(n) for verdict, n in zip(VERDICTS, tally, strict=True) if n}
            for tally in tallies
        ],
        figures,
        checked,
        None if keys is None else _groups(table, keys),
        fractions,
    )


Told = tuple[Any, Any, frozenset[str], bool]


def _told(table: _Table, entry: Entry) -> Iterator[Told]:
    """Ids and verdicts under one entry, the columns it reads, and whether it sums down groups.

    What it cannot tell so is flagged to be judged row by row.
    """
    kind = entry.kind
    if kind is None or not _applies(table, kind):
        return
    needs: tuple[str, ...] = kind.needs() if hasattr(kind, "needs") else ()
    if not set(needs) <= set(table.wide.frame.columns):
        return
    names = frozenset(kind.columns()) & table.columns.keys()
    grouped = _grouped(kind)
    told = []
    if (screens := getattr(kind, "screens", None)) and _even(table, names):
        places = {name: one.places for name, one in table.columns.items()}
        told = [verdicts(*one) for one in screens(table.frame, places)]
    if not told and names:
        table.flagged |= _reached(table, kind, names)
    for ids, verdict in told:
        bad = (verdict != 0) & (verdict != UNASKED)
        if not grouped:
            bad &= verdict != UNASSESSABLE
        table.flagged[ids[bad]] = True
        yield ids, verdict, names, grouped
    assert DOUBTFUL not in (0, UNASKED, UNASSESSABLE)


def _grouped(kind: Any) -> bool:
    """Whether its relations run over several rows."""
    return bool(getattr(kind, "amounts", ()))


def _even(table: _Table, names: frozenset[str]) -> bool:
    """Whether amounts are in one unit, rates in per cent, and all of them measured, not given.

    A score and a count are exact; the screens take half a unit to both sides.
    """
    units = {name: table.columns[name].unit for name in names}
    rates = {one for name, one in units.items() if name.endswith("rate")}
    rest = {one for name, one in units.items() if not name.endswith("rate")}
    exact = any(one and (one.whole or one.dimension in ("score", "percent")) for one in rest)
    return len(rest) <= 1 and not exact and rates <= {unit("%"), FRACTION}


def _applies(table: _Table, kind: Any) -> bool:
    """Whether any row is one of those that the kind is about."""
    wheres = [getattr(kind, name, None) for name in ("where", "parts_where")]
    if not getattr(kind, "total_table", None):
        wheres.append(getattr(kind, "total_where", None))
    return all(bool(_where(table, where).any()) for where in wheres if where)


def _reached(table: _Table, kind: Any, names: frozenset[str]) -> Flags:
    """The rows that a kind which has no screen may say something of."""
    import numpy as np

    wheres = [getattr(kind, name, None) for name in ("parts_where", "total_where")]
    found = np.zeros(len(table.flagged), dtype=bool)
    for name in names:
        found |= table.columns[name].there
    if any(wheres):
        some = np.zeros(len(found), dtype=bool)
        for where in wheres:
            some |= _where(table, where)
        found &= some
    return found & _where(table, getattr(kind, "where", None))


def _where(table: _Table, where: Mapping[str, object] | None) -> Flags:
    import numpy as np

    found = np.ones(len(table.flagged), dtype=bool)
    for column, wanted in (where or {}).items():
        some = wanted if isinstance(wanted, tuple) else (wanted,)
        if column in table.wide.frame.columns:
            found &= table.wide.frame[column].isin(list(some)).to_numpy(bool)
        elif _given(table.wide.table, column) not in some:
            found &= False
    return found


def _given(table: str, column: str) -> object:
    """What a row says in a column that its file has not."""
    held = holds(table).get(column, frozenset())
    return column == "explicit" if bool in held else ""


def _keys(table: _Table, entries: Sequence[Entry]) -> list[str] | None:
    """The columns by which rows belong together; None where every row stands alone."""
    found: list[str] | None = None
    for entry in entries:
        kind: Any = entry.kind
        if kind is not None and _grouped(kind) and _applies(table, kind):
            own = list(kind.group_by)
            found = own if found is None else [name for name in found if name in own]
    return found


def _groups(table: _Table, keys: Sequence[str]) -> Any:
    """For each row the number of its group."""
    import numpy as np
    import pandas as pd

    number = np.zeros(len(table.flagged), dtype=np.int64)
    for name in keys:
        if name in table.wide.frame.columns:
            codes, values = pd.factorize(table.wide.frame[name])
            number = number * (len(values) + 1) + codes + 1
            number = pd.factorize(number)[0].astype(np.int64)
    return number


def _closed(table: _Table, keys: Sequence[str] | None) -> Flags:
    """The flagged rows with all that belong to them."""
    import numpy as np

    flagged: Flags = table.flagged
    if keys is None or not flagged.any():
        return flagged
    groups = _groups(table, keys)
    wanted = np.zeros(int(groups.max()) + 1, dtype=bool)
    wanted[groups[flagged]] = True
    closed: Flags = wanted[groups]
    return closed


def _marked(table: _Table, found: Sequence[Told], keys: Sequence[str] | None) -> dict[str, Flags]:
    """The cells that relations which hold rest on."""
    import numpy as np

    marked: dict[str, Flags] = {}
    for ids, verdict, names, grouped in found:
        held = ids[verdict == 0]
        row = np.zeros(len(table.flagged), dtype=bool)
        row[held] = True
        if grouped and keys is not None:
            groups = _groups(table, keys)
            row = np.isin(groups, groups[held])
        for name in names:
            marked[name] = marked[name] | row if name in marked else row
    return marked


def _frame(wide: Wide, columns: Mapping[str, Column], *, words: bool) -> pd.DataFrame:
    """The frame that screens read: numbers, and the words that group them, if they are to."""
    import numpy as np
    import pandas as pd

    from checker.arithmetic.screen import THERE

    rows = len(wide.frame)
    made: dict[str, Any] = {}
    for name, held in holds(wide.table).items():
        if name in ("id", "document"):
            made[name] = wide.frame[name].to_numpy()
        elif name in columns:
            made[name] = np.where(columns[name].odd, 0, columns[name].mantissa)
            made[name + THERE] = columns[name].there
        elif str in held and words:
            there = name in wide.frame.columns
            empty: Any = pd.Categorical([""]).repeat(rows)
            made[name] = wide.frame[name].to_numpy(object) if there else empty
    return pd.DataFrame(made)
