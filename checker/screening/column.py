"""Columns (数据列): the printed cells of a wide table as whole numbers of their last place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.bulk import mantissas
from checker.loaded.marks import FRACTION
from checker.loaded.rows import MARKS, MOST
from checker.loaded.wide import Wide
from checker.number import Unit
from checker.tables import modules
from checker.units import unit

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SAMPLE = 400  # cells by which the print of a column is told
MOST_PLACES = 12  # decimals up to which a float tells which side of a bound a cell is on
PRINT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?(\D*)")
EMPTY = ("", "-", "--", "—", "——", "/", "无", "N/A")


@dataclass(frozen=True, slots=True)
class Column:
    """一列数: its cells as whole numbers of the last place; ``odd`` ones are not among them."""

    mantissa: Any
    there: Any
    odd: Any
    places: int
    unit: Unit | None
    printed: str = ""  # the unit, where the cells print one


def printed_column(cells: pd.Series[Any], name: str, known: Unit | None) -> Column | None:
    """A column of figures as whole numbers; None where most of its cells are printed otherwise."""
    import numpy as np
    import pandas as pd

    none = np.zeros(len(cells), dtype=bool)
    if (read := mantissas(cells)) is not None:
        mantissa, there, places = read
        return Column(mantissa, there, none, places, _unit(name, known))
    if pd.api.types.is_bool_dtype(cells.dtype):
        return None
    text = _texts(cells)
    there = (text.notna() & ~text.isin(list(EMPTY))).to_numpy(bool)
    sample = text[there].iloc[:SAMPLE]
    prints = Counter(
        (len(found[1] or ""), found[2].strip())
        for one in sample
        if (found := PRINT.fullmatch(str(one)))
    )
    if not prints:
        return None if len(sample) else Column(none * 0, there, none, 0, _unit(name, known))
    (places, suffix), _times = prints.most_common(1)[0]
    if suffix and (printed := unit(suffix)) is None:
        return None
    own = printed if suffix else _unit(name, known)
    if suffix:
        bare = text.str.removesuffix(suffix)
        odd = there & ~text.str.endswith(suffix).fillna(False).to_numpy(bool)
    else:
        bare, odd = text, none
    decimals = rf"\.[0-9]{{{places}}}" if places else ""
    even = bare.str.fullmatch(rf"-?[0-9]{{1,{17 - places}}}{decimals}").fillna(False)
    if "," in "".join(map(str, sample)):
        grouped = bare.str.fullmatch(rf"-?[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}{decimals}")
        even |= grouped.fillna(False)
        bare = bare.str.replace(",", "", regex=False)
    good = even.to_numpy(bool) & there & ~odd
    digits = bare.str.replace(".", "", regex=False) if places else bare
    mantissa = np.zeros(len(cells), dtype=np.int64)
    mantissa[good] = digits[good].astype("int64").to_numpy()
    return Column(mantissa, there, there & ~good, places, own, suffix)


def _texts(cells: pd.Series[Any]) -> pd.Series[Any]:
    """The cells as they would print; a float by its shortest text."""
    import pandas as pd

    if pd.api.types.is_float_dtype(cells.dtype):
        values = [None if pd.isna(value) else repr(float(value)) for value in cells]
        return pd.Series(values, index=cells.index, dtype="str").str.removesuffix(".0")
    if isinstance(cells.dtype, pd.ArrowDtype):
        return cells.astype("str") if str(cells.dtype) != "string[pyarrow]" else cells.str.strip()
    return cells.astype("str").str.strip()


def _unit(name: str, known: Unit | None) -> Unit | None:
    if known is not None:
        return known
    return unit("%") if name.endswith("rate") else unit("分") if name in MARKS else None


def in_per_cent(
    wide: Wide, columns: Mapping[str, Column]
) -> tuple[dict[str, Column], dict[str, Any]]:
    """The columns, rates that are printed as fractions of one (0.8796) counted in per cent.

    Each file prints its own way; the files that differ from most are read row by row.
    """
    import numpy as np

    from checker.frames import read

    files, many = wide.frame["file"].to_numpy(), len(wide.sources)
    made, ways = dict(columns), dict[str, Any]()
    for name, column in columns.items():
        if not name.endswith("rate") or name in wide.units:
            continue
        plain = column.there & ~column.odd
        small = np.abs(column.mantissa) <= float(MOST) * 10**column.places
        bare = column.printed == ""
        away = np.bincount(files[plain & ~(small & bare)], minlength=many) > 0
        fine = np.bincount(files[plain], minlength=many) > 0
        way = fine & ~away & (column.places > 0)
        for file in np.unique(files[column.odd]):  # few, and told as the reader would
            numbers = [read(str(one)) for one in wide.frame[name][files == file].dropna()]
            known = [one for one in numbers if one is not None]
            way[file] = (
                bool(known)
                and all(one.unit is None and abs(one.exact) <= MOST for one in known)
                and any(one.places for one in known)
            )
        ways[name] = way
        most = int(np.bincount(files[plain & way[files]], minlength=many).sum()) * 2 > plain.sum()
        odd = column.odd | (column.there & (way[files] != most))
        if most and column.places < 2:
            odd = column.there
        places = max(column.places - 2, 0) if most else column.places
        known_unit = FRACTION if most else column.unit
        made[name] = Column(column.mantissa, column.there, odd, places, known_unit, column.printed)
    return made, ways


def faulty(table: str, columns: Mapping[str, Column]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """The rows that a cell rule may find fault with, as the table's own schema says."""
    import numpy as np
    import pandas as pd
    from pandera.errors import SchemaErrors

    schema = modules()[table].schema()
    names = [name for name in schema.columns if name in columns]
    rows = len(next(iter(columns.values())).there)
    found = np.zeros(rows, dtype=bool)
    if not names:
        return found
    frame = {}
    for name in names:
        column = columns[name]
        if column.places > MOST_PLACES:
            found |= column.there
        scale = 10.0**column.places
        frame[name] = np.where(column.there & ~column.odd, column.mantissa / scale, np.nan)
    floats = schema.select_columns(names).update_columns({one: {"dtype": float} for one in names})
    try:
        floats.validate(pd.DataFrame(frame), lazy=True)
    except SchemaErrors as errors:
        at = errors.failure_cases["index"].dropna().astype(int).to_numpy()
        found[at] = True
    return found
