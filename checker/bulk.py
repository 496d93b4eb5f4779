"""Large tables (大表): a frame of a million rows judged column-wise, exactly.

The amounts are decimals or whole numbers (Parquet's ``decimal128`` keeps the printed
places); ``checker.screening`` makes whole numbers of texts.  Kinds that can say their
verdicts as integer expressions do (``screens``); rows that the integers cannot decide go to
the row-by-row judge, so the verdicts are always those of ``arithmetic.verdict.judge``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.arithmetic.verdict import Verdict, judge
from checker.catalog import Entry, Suite
from checker.frames import figure_columns, rows

if TYPE_CHECKING:
    import narwhals as nw
    import numpy as np
    import pandas as pd

    from checker.arithmetic.screen import Screen

VERDICTS = (
    Verdict.CONSISTENT,
    Verdict.WITHIN_ROUNDING,
    Verdict.TRUNCATED,
    Verdict.INCONSISTENT,
    Verdict.UNASSESSABLE,
)
UNASSESSABLE, DOUBTFUL, UNASKED = 4, 5, 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """结果: one rule over one column: how many rows got each verdict, and which are to be seen.

    ``rows`` holds the ids of the rows that are neither consistent nor unassessable.
    """

    rule: str
    column: str
    counts: Mapping[Verdict, int]
    rows: Mapping[Verdict, tuple[str, ...]]


def outcomes(frame: pd.DataFrame, suite: Suite) -> Iterator[Outcome]:
    """One outcome for each rule of the suite and column that it can be told of column-wise."""
    import narwhals as nw

    names = [name for name in frame.columns if name in figure_columns(suite.table)]
    numbers, places = _mantissas(frame, names)
    native = nw.from_native(numbers, eager_only=True)
    for entry in suite.entries:
        if screens := getattr(entry.kind, "screens", None):
            for judged, screen in screens(native, places):
                yield _outcome(entry, judged, screen, frame, names)


def _outcome(
    entry: Entry,
    judged: nw.DataFrame[Any],
    screen: Screen,
    frame: pd.DataFrame,
    figures: Collection[str],
) -> Outcome:
    import numpy as np

    ids, verdict = verdicts(judged, screen)
    verdict = np.where(verdict == UNASKED, UNASSESSABLE, verdict)
    counts = {one: int((verdict == n).sum()) for n, one in enumerate(VERDICTS)}
    seen = {VERDICTS[n]: [str(one) for one in ids[verdict == n]] for n in (1, 2, 3)}
    doubtful = {str(one) for one in ids[verdict == DOUBTFUL]}
    for row, one in _one_by_one(entry, screen.stated, doubtful, frame, figures):
        counts[one] += 1
        if one in seen:
            seen[one].append(row)
    rows = {one: tuple(some) for one, some in seen.items()}
    return Outcome(entry.rule, screen.stated, counts, rows)


def verdicts(
    judged: nw.DataFrame[Any], screen: Screen
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The ids of the rows judged, and for each a place in ``VERDICTS`` or one of what follows."""
    import numpy as np

    flags = ("asked", "assessable", "safe", "consistent", "within", "truncated")
    told = judged.select("id", *(getattr(screen, flag).alias(flag) for flag in flags))
    asked, assessable, safe, consistent, within, truncated = (
        told[flag].to_numpy().astype(bool) for flag in flags
    )
    found = np.select(
        [~assessable & ~asked, ~assessable, ~safe, consistent, within, truncated],
        [UNASKED, UNASSESSABLE, DOUBTFUL, 0, 1, 2],
        default=3,
    )
    return told["id"].to_numpy(), found


def _one_by_one(
    entry: Entry,
    stated: str,
    doubtful: Collection[str],
    frame: pd.DataFrame,
    figures: Collection[str],
) -> Iterator[tuple[str, Verdict]]:
    """What ``judge`` says of the rows that the integers could not decide."""
    if not doubtful or entry.kind is None:
        return
    documents = frame.loc[frame["id"].isin(list(doubtful)), "document"].unique()
    some = rows(frame[frame["document"].isin(documents)], figures)
    own = {row["id"]: row[stated] for row in some}
    for row, relation in entry.kind.relations(some, {}):
        if row in doubtful and relation.stated is own[row]:
            yield row, judge(relation).verdict


def _mantissas(frame: pd.DataFrame, names: list[str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """The frame with its amounts as whole numbers of the last place, and how many places each.

    Columns that are no decimals and no whole numbers are left out of the places.
    """
    import pandas as pd

    from checker.arithmetic.screen import THERE

    columns: dict[str, Any] = {name: frame[name] for name in frame.columns if name not in names}
    places: dict[str, int] = {}
    for name in names:
        if (read := mantissas(frame[name])) is not None:
            mantissa, there, places[name] = read
            columns[name] = mantissa
            columns[name + THERE] = there
        else:
            columns[name] = frame[name]
    return pd.DataFrame(columns), places


def mantissas(
    column: pd.Series[Any],
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], int] | None:
    """The cells as whole numbers of the last place, which are there, and how many places.

    None where the column holds no decimals and no whole numbers.
    """
    import numpy as np
    import pandas as pd

    there = column.notna().to_numpy()
    if pd.api.types.is_integer_dtype(column.dtype):
        return column.fillna(0).to_numpy(dtype=np.int64), there, 0
    if not isinstance(column.dtype, pd.ArrowDtype):
        return None
    import pyarrow as pa

    kind = column.dtype.pyarrow_dtype
    if not pa.types.is_decimal128(kind) or kind.scale < 0:
        return None
    array = _chunk(column)
    # A decimal128 is 16 bytes, the low half first; it fits 64 bits when the high half only
    # repeats the sign.
    halves = np.frombuffer(array.buffers()[1], dtype="<i8")[2 * array.offset :][: 2 * len(array)]
    low, high = halves[0::2], halves[1::2]
    if not np.array_equal(high[there], low[there] >> 63):
        return None
    return np.where(there, low, 0), there, kind.scale


def _chunk(column: pd.Series[Any]) -> Any:
    """The column as one Arrow array."""
    import pyarrow as pa

    chunked = pa.chunked_array(column.array.__arrow_array__())
    return chunked.combine_chunks()
