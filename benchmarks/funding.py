"""Funding rows (资金行) in bulk: a generator, and the comparisons written by hand in pandas.

Amounts are 万元 with two decimals, rates per cent with two decimals; Parquet holds them as
``decimal128``, which keeps the printed places.  By hand they become whole numbers of the
last place, so that every comparison is exact and fits 64 bits.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROWS = 999_999  # a report has three
LINES = ("合计", "一般公共预算", "政府性基金")
AMOUNTS = ("initial_budget", "adjustment", "budget", "executed")
WRONG = 0.01  # the share of rows with a figure that was changed
MONEY, RATE = pa.decimal128(14, 2), pa.decimal128(9, 2)


def generated(rows: int, seed: int = 2024) -> pd.DataFrame:
    """Rows of reports that hold a total and its two sources, some with a wrong figure."""
    random = np.random.default_rng(seed)
    documents = rows // len(LINES)
    initial, adjustment, executed = (
        random.integers(low, high, (documents, 2))
        for low, high in ((100_000, 9_000_000), (-50_000, 900_000), (40_000, 5_000_000))
    )
    columns = {
        "initial_budget": _with_total(initial),
        "adjustment": _with_total(adjustment),
        "budget": _with_total(initial + adjustment),
        "executed": _with_total(np.minimum(executed, initial + adjustment)),
    }
    rate = _half_up(columns["executed"], columns["budget"])
    for wrong in (*columns.values(), rate):
        hit = random.random(len(wrong)) < WRONG / 5
        wrong[hit] += random.integers(1, 2_000, hit.sum())
    paths = np.repeat(np.char.add("reports/", np.arange(documents).astype(str)), len(LINES))
    lines = np.tile(np.arange(1, len(LINES) + 1), documents).astype(str)
    return pd.DataFrame(
        {
            "id": np.char.add(np.char.add(paths, "/funding"), lines),
            "document": paths,
            "group": "table0",
            "scope": "",
            "breakdown": np.tile(["total", "source", "source"], documents),
            "name": np.tile(LINES, documents),
            **{name: _decimals(column, MONEY) for name, column in columns.items()},
            "execution_rate": _decimals(rate, RATE),
        }
    )


def broken(path: Path) -> dict[str, int]:
    """How many rows break each relation: no reading of the printed digits makes it hold."""
    table = pq.read_table(path)
    frame = table.select(["document", "breakdown"]).to_pandas()
    for name in (*AMOUNTS, "execution_rate"):
        whole = pc.multiply(table[name], pa.scalar(100, pa.decimal128(3, 0)))
        frame[name] = whole.cast(pa.int64()).to_numpy()
    budget, executed, rate = frame["budget"], frame["executed"], frame["execution_rate"]
    stated_low, stated_high = 2 * rate - 1, 2 * rate + 1
    rounds = (2 * executed - 1) * 20_000 <= stated_high * (2 * budget + 1)
    rounds &= (2 * executed + 1) * 20_000 >= stated_low * (2 * budget - 1)
    cut = executed * 10_000 // budget == rate
    # Three printed amounts, each right to half a unit: one and a half units apart at most.
    off = (frame["initial_budget"] + frame["adjustment"] - budget).abs() > 1
    return {
        "rate": int((~rounds & ~cut).sum()),
        "truncated": int((~rounds & cut).sum()),
        "adjusted": int(off.sum()),
        "subset": int((executed - budget > 1).sum()),
        **{f"sum of {name}": _sums_broken(frame, name) for name in AMOUNTS},
    }


def _sums_broken(frame: pd.DataFrame, name: str) -> int:
    total = frame["breakdown"].eq("total")
    parts = frame[~total].groupby("document", sort=False)[name].sum()
    stated = frame[total].set_index("document")[name]
    return int(((stated - parts).abs() > 1).sum())


def _with_total(parts: np.ndarray) -> np.ndarray:
    """Each row of parts behind its sum, as one column."""
    return np.column_stack([parts.sum(axis=1), parts]).ravel()


def _half_up(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """part / whole as hundredths of a per cent, rounded half up."""
    return np.asarray((part * 20_000 + whole) // (2 * whole))


def _decimals(mantissas: np.ndarray, kind: pa.DataType) -> pd.Series:
    """Whole numbers of the last place as decimals."""
    whole = pa.array(mantissas).cast(pa.decimal128(19, 0))
    exact = pc.multiply(whole, pa.scalar(Decimal("0.01")))
    return pd.Series(exact.cast(kind), dtype=pd.ArrowDtype(kind))
