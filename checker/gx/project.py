"""Projects (GX 项目): tables and suites as a Great Expectations project that anyone can open.

``gx.get_context(project_root_dir=…)`` after ``import checker.gx`` finds the tables as assets,
our suites, a checkpoint that runs them all, and Data Docs that are written to disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx

import checker.gx  # registers the expectations
from checker.catalog import Entry, Rule, Suite
from checker.finding import Severity
from checker.frames import PLACE, figure_columns, frames, holds
from checker.relations import Row

SOURCE = "tables"
CHECKPOINT = "checker"
SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "warning", Severity.NOTE: "info"}
RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["id"],
    "return_unexpected_index_query": False,
}


def write(
    folder: Path, tables: Mapping[str, Sequence[Row]], suites: Sequence[Suite]
) -> tuple[str, ...]:
    """A project in ``folder``, run once; the names of its suites.

    Tables without rows are written, since rules may read them, but have no suite of their
    own: an empty table would pass everything.
    """
    data = folder / SOURCE
    data.mkdir(parents=True, exist_ok=True)
    written = frames(tables, identities=True)
    for name, frame in written.items():
        frame.to_csv(data / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
    context = gx.get_context(mode="file", project_root_dir=folder)
    variables: Any = context.variables
    variables.progress_bars = {"globally": False}
    context.variables.save()
    source = context.data_sources.add_or_update_pandas_filesystem(
        SOURCE, base_directory=data.resolve()
    )
    definitions: list[Any] = []
    for suite in suites:
        if not tables.get(suite.table):
            continue
        own = [entry for entry in suite.entries if entry.kind is not None]
        name = Path(suite.path).stem if suite.name in {d.name for d in definitions} else suite.name
        asset = source.add_csv_asset(
            name, **_read(suite.table, list(map(str, written[suite.table].columns)))
        )
        batch = asset.add_batch_definition_path("all", f"{suite.table}.csv")
        made = gx.ExpectationSuite(name=name, expectations=[_raw(suite, one) for one in own])
        if len(made.expectations) != len(own):  # what it does not know it drops
            raise LookupError(f"{suite.path}: {len(own)} -> {len(made.expectations)}")
        context.suites.add_or_update(made)
        definitions.append(
            context.validation_definitions.add_or_update(
                gx.ValidationDefinition(name=name, data=batch, suite=context.suites.get(name))
            )
        )
    context.checkpoints.add_or_update(
        gx.Checkpoint(
            name=CHECKPOINT,
            validation_definitions=definitions,
            actions=[gx.checkpoint.UpdateDataDocsAction(name="data_docs")],
            result_format=RESULT_FORMAT,
        )
    )
    run(folder)
    return tuple(one.name for one in definitions)


def run(folder: Path) -> Any:
    """The checkpoint's result; Data Docs are written anew."""
    context = gx.get_context(mode="file", project_root_dir=folder)
    return context.checkpoints.get(CHECKPOINT).run()


def _read(table: str, columns: Sequence[str]) -> dict[str, Any]:
    """How pandas reads a table's file: figures as texts, nothing guessed."""
    held = holds(table)
    types = {}
    for name in columns:
        inside = held.get(name.removesuffix(PLACE), frozenset())
        plain = name in held and name not in figure_columns(table)
        types[name] = (
            "boolean" if plain and bool in inside else "Int64" if plain and int in inside else "str"
        )
    return {"dtype": types, "keep_default_na": False, "na_values": "", "encoding": "utf-8"}


def _raw(suite: Suite, entry: Entry) -> dict[str, Any]:
    rule: Rule = next(rule for rule in suite.rules if rule.code == entry.rule)
    return {
        "type": entry.type,
        "kwargs": json.loads(json.dumps(dict(entry.kwargs))),
        "severity": SEVERITIES[entry.severity],
        "meta": {"code": rule.code, "name": rule.name, "title": dict(rule.title)},
        "notes": list(rule.notes),
    }


assert checker.gx.EXPECTATIONS
