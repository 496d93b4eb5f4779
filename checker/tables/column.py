"""Columns of figures for pandera (列的模式): the checks that several tables share.

The frames validated hold Decimals (None where a figure is missing), so no check rounds.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def figures(*checks: Any) -> Any:
    """A column of printed values, each a Decimal or missing."""
    import pandera.pandas as pa

    return pa.Column(object, list(checks), nullable=True, required=False)


def not_below(code: str, limit: int = 0) -> Any:
    return _check(code, lambda value: value >= limit)


def not_above(code: str, limit: int) -> Any:
    return _check(code, lambda value: value <= limit)


def equal(code: str, wanted: int) -> Any:
    return _check(code, lambda value: value == wanted)


def _check(code: str, holds: Any) -> Any:
    import pandera.pandas as pa

    def check(series: Any) -> Any:
        if series.dtype.kind == "f":  # a screen of many rows, whose verdict is not the last
            return holds(series) | series.isna()
        return series.map(
            lambda value: not isinstance(value, Decimal) or bool(holds(value))
        ).astype(bool)

    return pa.Check(check, name=code, ignore_na=False)
