"""Wide reading (大表读入): many rows as one frame, no Python object a cell.

The frame holds texts (or Parquet's decimals) under our own column names, with the file and
the number of each row; ``picked`` gives any of its rows exactly as they are read alone.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from checker.frames import figure_columns, holds
from checker.loaded.formats import formats
from checker.loaded.formats.delimited import decoded, records, separated
from checker.loaded.heading import Heading, heading
from checker.loaded.marks import Marks
from checker.loaded.raw import Line, Raw
from checker.loaded.rows import NO, YES, Faults, Row, rows
from checker.number import Unit
from checker.terms.words import MONEY
from checker.units import unit

if TYPE_CHECKING:
    import pandas as pd

MANY = 50_000  # rows of one table from which on it is judged column by column
NOWHERE = Marks(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Source:
    """一个文件: what reading single rows of it needs; ``empty`` has its header alone."""

    path: Path
    empty: Raw
    heading: Heading
    fractions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wide:
    """大表: ``frame`` has ``file`` and ``row`` (from 1) beside our columns; ``id`` counts rows.

    ``units`` are those of columns whose cells print none; ``odd`` marks rows with a cell
    that only the row-by-row reader can take in.
    """

    table: str
    frame: pd.DataFrame
    sources: tuple[Source, ...]
    units: Mapping[str, Unit]
    odd: Any = field(repr=False)

    def printing(self, fractions: Mapping[str, Any]) -> Wide:
        """The table with what is known of how each file prints its rates."""
        sources = tuple(
            replace(
                source,
                fractions=frozenset(
                    at
                    for at, name in source.heading.columns.items()
                    if name in fractions and fractions[name][number]
                ),
            )
            for number, source in enumerate(self.sources)
        )
        return replace(self, sources=sources)

    def picked(self, numbers: Any, faults: Faults) -> Iterator[tuple[Source, list[Row]]]:
        """The rows at these positions of the frame, by their files."""
        wanted: dict[int, list[int]] = defaultdict(list)
        chosen = self.frame[["file", "row"]].iloc[numbers]
        for file, row in zip(chosen["file"].tolist(), chosen["row"].tolist(), strict=True):
            wanted[file].append(row)
        for file, some in wanted.items():
            source = self.sources[file]
            raw = replace(source.empty, lines=list(_lines(source.path, some)))
            yield (
                source,
                list(
                    rows(
                        raw,
                        self.table,
                        source.heading,
                        NOWHERE,
                        faults,
                        source.fractions,
                        numbers=some,
                    )
                ),
            )


def counted(path: Path) -> int:
    """How many rows a file has, about."""
    if path.suffix.lower() == ".parquet":
        import pyarrow.parquet as pq

        rows_: int = pq.read_metadata(path).num_rows
        return rows_
    if path.suffix.lower() not in (".csv", ".tsv"):
        return 0
    return path.read_bytes().count(b"\n")


def widely(table: str, files: Sequence[Path], own: Mapping[str, str]) -> Wide | None:
    """The files' rows of one table as one frame; None where they must be read one by one."""
    import numpy as np
    import pandas as pd

    if any(tuple in held for held in holds(table).values()):
        return None
    parts: list[pd.DataFrame] = []
    sources: list[Source] = []
    units: dict[str, Unit | None] = {}
    for header, some in _alike(files):
        meant = heading(header, table, own)
        if meant.twice or not figure_columns(table) & set(meant.columns.values()):
            return None
        frame = _read(some, header)
        if frame is None:
            return None
        if not _units(units, meant, frame):
            return None
        first = len(sources)
        sources += [Source(one.path, one.empty(header), meant) for one in some]
        rows_ = np.array([one.rows for one in some], dtype=np.int64)
        kept = frame.iloc[:, list(meant.columns)]
        kept.columns = pd.Index(list(meant.columns.values()))
        number = np.arange(len(kept)) - np.repeat(np.cumsum(rows_) - rows_, rows_) + 1
        kept = kept.assign(file=np.repeat(np.arange(first, len(sources)), rows_), row=number)
        if "id" in kept.columns:
            if kept.duplicated(["file", "id"]).any():
                return None
            kept = kept.drop(columns="id")
        parts.append(kept)
    frame = parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
    documents = [str(one.path) for one in sources]
    if "document" in frame.columns:
        said = frame["document"].astype("str").fillna("")
        paths: Any = pd.Series(documents)[frame["file"]].array
        frame["document"] = pd.factorize(said.where(said != "", paths))[0]
    else:
        frame["document"] = frame["file"]
    frame["id"] = np.arange(len(frame))
    odd = np.zeros(len(frame), dtype=bool)
    for name, held in holds(table).items():
        if name not in frame.columns or name in ("id", "document"):
            continue
        if bool in held:
            frame[name], wrong = _booleans(frame[name], default=name == "explicit")
            odd |= wrong
        elif int in held:
            text = frame[name].astype("str")
            odd |= (text.notna() & (text != "") & ~text.str.fullmatch("-?[0-9]+")).to_numpy(bool)
        elif str in held:
            frame[name] = frame[name].fillna("")
    known = {name: one for name, one in units.items() if one is not None}
    return Wide(table, frame, tuple(sources), known, odd)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was looked at: its rows as text (None: Parquet), and how many they are."""

    path: Path
    sha256: str
    text: str | None
    rows: int
    separator: str = ","

    def empty(self, header: tuple[str, ...]) -> Raw:
        form = self.path.suffix.lower().removeprefix(".")
        return Raw(str(self.path), form, self.sha256, header, ())


def _alike(files: Sequence[Path]) -> list[tuple[tuple[str, ...], list[_Opened]]]:
    """The files in groups that can be read in one go: those with the same header."""
    found: dict[tuple[object, ...], list[_Opened]] = {}
    for number, path in enumerate(files):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        if path.suffix.lower() == ".parquet":
            [(_sheet, header)] = formats()[".parquet"].headers(path)
            found[header, number] = [_Opened(path, sha256, None, counted(path))]
            continue
        text = decoded(str(path), data).replace("\r\n", "\n")
        head, _end, body = text.partition("\n")
        separator = separated(text)
        [line, *_rest] = records(str(path), head, separator) or [Line(())]
        names = tuple(str(cell).strip() for cell in line.cells)
        if body and not body.endswith("\n"):
            body += "\n"
        alone = number if '"' in body else -1  # a quoted cell may hold line breaks
        key = (names, separator, alone)
        found.setdefault(key, []).append(_Opened(path, sha256, body, body.count("\n"), separator))
    return [(key[0], some) for key, some in found.items()]  # type: ignore[misc]


def _read(some: Sequence[_Opened], header: tuple[str, ...]) -> pd.DataFrame | None:
    """The rows of alike files; None where a line is not a row of as many cells."""
    import pandas as pd

    frame: pd.DataFrame | None
    if some[0].text is None:
        frame = pd.read_parquet(some[0].path, dtype_backend="pyarrow")
        frame.columns = pd.Index([str(name) for name in frame.columns])
        return frame
    body = "".join(one.text or "" for one in some)
    expected = sum(one.rows for one in some)
    names = [f"{at}" for at in range(len(header))]
    if find_spec("pyarrow") is not None:
        frame = _by_arrow(body, names, some[0].separator)
    else:
        frame = _by_pandas(body, names, some[0].separator)
    if frame is None or len(frame) != expected:
        return None
    return frame


def _by_arrow(body: str, names: list[str], separator: str) -> pd.DataFrame | None:
    import pandas as pd
    import pyarrow as pa
    from pyarrow import csv

    try:
        table = csv.read_csv(
            io.BytesIO(body.encode()),
            read_options=csv.ReadOptions(column_names=names, use_threads=False),
            parse_options=csv.ParseOptions(delimiter=separator, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _by_pandas(body: str, names: list[str], separator: str) -> pd.DataFrame | None:
    import pandas as pd

    try:
        return pd.read_csv(
            io.StringIO(body),
            header=None,
            names=names,
            index_col=False,
            dtype="str",
            sep=separator,
            keep_default_na=False,
            na_values=[""],
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, ValueError):
        return None


def _units(units: dict[str, Unit | None], meant: Heading, frame: pd.DataFrame) -> bool:
    """Take in the units of one header's columns; False where two files differ in them."""
    money: Unit | None = None
    if meant.money is not None:
        said = frame.iloc[:, meant.money].dropna().unique()
        money = unit(str(said[0])) if len(said) == 1 else None
        if len(said) > 1 or (len(said) == 1 and money is None):
            return False
    for at, column in meant.columns.items():
        known = meant.units.get(at) or (money if column in MONEY else None)
        if units.setdefault(column, known) != known:
            return False
    return True


def _booleans(column: pd.Series[Any], *, default: bool) -> tuple[Any, Any]:
    """The column as booleans, and which cells are none."""
    import pandas as pd

    if pd.api.types.is_bool_dtype(column.dtype):
        return column.fillna(default).astype(bool), False
    text = column.astype("str").str.strip().str.lower().fillna("")
    wrong = (~text.isin([*YES, *NO, ""])).to_numpy(bool)
    said = text.isin(list(YES)) | ((text == "") & default)
    return said.astype(bool), wrong


def _lines(path: Path, numbers: Collection[int]) -> Iterator[Line]:
    """Some rows of a file, with their places."""
    if path.suffix.lower() == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path).take([number - 1 for number in numbers])
        columns = [column.to_pylist() for column in table.columns]
        for number, cells in zip(numbers, zip(*columns, strict=True), strict=True):
            yield Line(cells, row=number)
        return
    text = decoded(str(path), path.read_bytes())
    separator = separated(text)
    if '"' in text:
        every = records(str(path), text, separator)[1:]
        for number in numbers:
            yield every[number - 1]
        return
    physical = text.splitlines()
    for number in numbers:
        [line] = records(str(path), physical[number], separator)
        yield Line(line.cells, number + 1, line.spans)
