"""The metric (度量): row ids and verdicts of the relations that a kind states of a table."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from checker.arithmetic.verdict import judge
from checker.frames import PLACE, holds, rows
from checker.relations import Kind, bare, make

if TYPE_CHECKING:
    import pandas as pd

# Fields that name columns of words, marks or counts; what any other field names holds figures.
WORDS = frozenset(
    (
        *("where", "parts_where", "total_where", "group_by", "parts_by", "parent", "name"),
        *("unless_open", "comparator", "definition", "per", "falls", "counted", "formula"),
    )
)
ALWAYS = ("id", "document", "explicit")  # every kind reads them where the table has them

_beside: ContextVar[Mapping[str, pd.DataFrame]] = ContextVar("_beside")


@contextmanager
def beside(frames: Mapping[str, pd.DataFrame]) -> Iterator[None]:
    """While validating inside, rules may read these tables besides their own: name -> frame."""
    token = _beside.set(frames)
    try:
        yield
    finally:
        _beside.reset(token)


def figures(kind: Kind) -> frozenset[str]:
    """The columns that hold figures, in its own table and in the others that it reads."""
    named: set[str] = set()
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        if field.name not in WORDS:
            named.update(map(bare, _strings(getattr(kind, field.name))))
    known = {column for columns in kind.tables().values() for column in columns}
    return frozenset(named & known.union(kind.columns()))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, Mapping)):
        for one in value:
            yield from _strings(one)


class RelationVerdicts(TableMetricProvider):
    """逐行结论: ``rule`` is the kind's type and kwargs as JSON."""

    metric_name = "table.relation_verdicts"
    value_keys = ("rule",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls,
        execution_engine: PandasExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> list[tuple[str, str]]:
        frame, _compute, _accessor = execution_engine.get_compute_domain(
            domain_kwargs=metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        return _verdicts(frame, _kind(metric_value_kwargs), _folder(execution_engine))

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(
        cls,
        execution_engine: SparkDFExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> list[tuple[str, str]]:
        table, _compute, _accessor = execution_engine.get_compute_domain(
            domain_kwargs=metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        kind = _kind(metric_value_kwargs)
        wanted = _wanted(kind.columns())
        chosen = table.select(*(name for name in table.columns if name in wanted))
        return _verdicts(chosen.toPandas(), kind)


def _kind(metric_value_kwargs: Mapping[str, Any]) -> Kind:
    type_, kwargs = json.loads(metric_value_kwargs["rule"])
    return make(type_, kwargs)


def _wanted(columns: Sequence[str]) -> frozenset[str]:
    return frozenset((*ALWAYS, *columns, *(name + PLACE for name in columns)))


def _folder(execution_engine: PandasExecutionEngine) -> Path | None:
    """Where the batch's own file is, if it is read from one."""
    batch = execution_engine.batch_manager.active_batch
    path = (batch.batch_spec or {}).get("path") if batch else None
    return Path(str(path)).parent if path else None


def _verdicts(frame: pd.DataFrame, kind: Kind, folder: Path | None = None) -> list[tuple[str, str]]:
    own = _read(frame, kind, kind.columns(), "the batch")
    known = _beside.get({})
    others = {}
    for table, columns in kind.tables().items():
        if table in known:
            other = known[table]
        elif folder is not None and (file := folder / f"{table}.csv").is_file():
            other = _file(file, file.stat().st_mtime_ns)
        else:
            raise LookupError(f"{kind.TYPE} reads the table {table}: give it by checker.gx.beside")
        others[table] = _read(other, kind, columns, table)
    return [(row, judge(relation).verdict.value) for row, relation in kind.relations(own, others)]


@lru_cache(maxsize=8)
def _file(path: Path, _changed: int) -> pd.DataFrame:
    """A table that lies beside the batch's, read as the project reads its own."""
    import pandas as pd

    types = {name: "boolean" for name, held in holds(path.stem).items() if bool in held}
    names = pd.read_csv(path, nrows=0).columns
    return pd.read_csv(
        path,
        dtype={name: types.get(name, "str") for name in names},
        keep_default_na=False,
        na_values=[""],
    )


def _read(
    frame: pd.DataFrame, kind: Kind, columns: Sequence[str], called: str
) -> list[dict[str, object]]:
    if lacking := [name for name in columns if name not in (*frame.columns, "document")]:
        raise LookupError(f"{kind.TYPE}: {called} has no column {', '.join(lacking)}")
    wanted = _wanted(columns)
    chosen = frame[[name for name in frame.columns if name in wanted]]
    placed = {name for name in columns if name + PLACE in frame.columns}
    return rows(chosen, figures(kind).intersection(columns) | placed)
