"""Cell checks (单元格核对): pandera validates every table; each failure becomes a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from checker.arithmetic.verdict import Verdict
from checker.figure import Figure, Place
from checker.finding import CellFault, Check, Severity
from checker.number import Number
from checker.tables import modules

Tables = Mapping[str, Sequence[Mapping[str, object]]]


def cells(tables: Tables) -> list[Check]:
    """Validate every table that has rows; pandera is imported only when there is one."""
    return [check for name, rows in tables.items() if rows for check in _validated(name, rows)]


def _validated(table: str, rows: Sequence[Mapping[str, object]]) -> Iterator[Check]:
    import pandas as pd
    from pandera.errors import SchemaErrors

    module = modules()[table]
    schema = module.schema()
    wanted = {*schema.columns, *(("id",) if not schema.columns else ())}
    frame = pd.DataFrame(
        {
            name: pd.Series([_plain(r[name]) for r in rows], dtype=_dtype(schema, name))
            for name in wanted
        }
    )
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        severities = {rule.code: Severity(rule.severity) for rule in module.CELL_RULES}
        seen: set[tuple[str, int, str]] = set()
        for failure in errors.failure_cases.to_dict("records"):
            code, index = str(failure["check"]), failure["index"]
            if code not in severities:
                raise AssertionError(f"the schema of {table} itself failed: {failure}") from None
            column = str(failure["column"] or "")
            key = (code, int(index), column if column in rows[int(index)] else "")
            if key not in seen:
                seen.add(key)
                yield fault(code, severities[code], rows[int(index)], column)


def _dtype(schema: Any, name: str) -> Any:
    return schema.columns[name].dtype.type if name in schema.columns else object


def _plain(value: object) -> object:
    return value.number.value if isinstance(value, Figure) else value


def fault(
    code: str, severity: Severity, row: Mapping[str, object], column: str, shown: object = None
) -> Check:
    """A cell of a row that is not as a rule wants it; ``shown`` is what it holds, if no figure."""
    value = row.get(column)
    figure = value if isinstance(value, Figure) else row.get("figure")
    if not isinstance(figure, Figure):
        figure = _beside(row, column, shown if shown is not None else value)
    return Check(
        rule=code,
        document=str(row["document"]),
        row=str(row["id"]),
        verdict=Verdict.INCONSISTENT,
        severity=severity,
        fault=CellFault(figure, ""),
    )


def _beside(row: Mapping[str, object], column: str, shown: object) -> Figure:
    """What is no figure, or is missing: it stands where the row's first figure does, if any."""
    first = next((value for value in row.values() if isinstance(value, Figure)), None)
    place = Place(str(row["document"]), first.place.line if first else None)
    number = Number("" if shown is None else str(shown), Decimal(0), 0)
    sentence = first.sentence if first else None
    return Figure(place, number, label=column, term=column, sentence=sentence)
