"""The gx engine (GX 引擎): the suites run through Great Expectations.

Great Expectations says which rows; the checks are made from the rows themselves, because
its results hold neither exact figures nor their places.  Both are held to one another.
Built-in expectations see a figure as a number without its unit, the float nearest to what is
printed, as their own kwargs are: good for bounds, while a sum wants a kind of ours.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.arithmetic.verdict import Verdict
from checker.catalog import Entry, InvalidSuite, Suite
from checker.cells import fault
from checker.engines import Tables, native
from checker.figure import Figure
from checker.finding import Check, Severity
from checker.frames import figure_columns, frames
from checker.language import msgid
from checker.relations import Row
from checker.tables import modules

if TYPE_CHECKING:
    import pandas as pd

REFUSED = msgid("规则 {code}：Great Expectations 不接受：{problem}")
FAILED = msgid("规则 {code}：Great Expectations 执行时出错：{problem}")

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "warning", Severity.NOTE: "info"}
COLUMNS = ("column", "column_A", "column_B", "column_list", "column_set")
RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["id"],
    "return_unexpected_index_query": False,
}


class EnginesDisagree(AssertionError):
    """引擎不一致: Great Expectations and the kernels came to different verdicts on a rule."""


def run(tables: Tables, suites: Sequence[Suite]) -> list[Check]:
    """The checks of the native engine, and those of built-in expectations, in suite order.

    Raises ``InvalidSuite`` for what Great Expectations refuses, drops or cannot run.  A
    table without rows is skipped: an empty one would pass everything.
    """
    filled = [suite for suite in suites if tables.get(suite.table)]
    if not filled:
        return []
    gx = _great_expectations()
    import checker.gx as expectations

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    assets = context.data_sources.add_pandas("tables")
    printed = frames({name: tables.get(name, ()) for name in modules()}, identities=True)
    documents = native.owners(tables)
    found: list[Check] = []
    for number, suite in enumerate(filled):
        rows = tables[suite.table]
        own = [entry for entry in suite.entries if entry.kind is not None]
        others = [entry for entry in suite.entries if entry.kind is None]
        asset = assets.add_dataframe_asset(f"{suite.name}-{number}")
        batches = asset.add_batch_definition_whole_dataframe("all")
        results: dict[str, Any] = {}
        with expectations.beside(printed):
            results |= _validated(gx, batches, printed[suite.table], suite, own)
        results |= _validated(gx, batches, _values(suite.table, rows), suite, others)
        for entry in suite.entries:
            if entry.kind is None:
                found += _built_in(entry, rows, results[entry.rule])
            else:
                checks = list(native.checks(entry, suite.table, tables, documents))
                _agree(entry.rule, checks, results[entry.rule].result)
                found += checks
    return native.distinct(found)


def _great_expectations() -> Any:
    """The package; it sends nothing, and may not end the program while it is imported."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        import great_expectations
    except SystemExit as stop:  # some versions of pyspark do this
        raise ImportError("great_expectations cannot be imported: it ended the program") from stop
    return great_expectations


def _validated(
    gx: Any, batches: Any, frame: pd.DataFrame, suite: Suite, entries: Sequence[Entry]
) -> dict[str, Any]:
    """The result of each entry by its rule's code."""
    if not entries:
        return {}
    made = [_expectation(gx, suite, entry) for entry in entries]
    batch = batches.get_batch({"dataframe": frame})
    whole = gx.ExpectationSuite(name=suite.name, expectations=made)
    validated = batch.validate(whole, result_format=RESULT_FORMAT)
    results = {one.expectation_config.meta["code"]: one for one in validated.results}
    for entry in entries:
        if entry.rule not in results:
            raise InvalidSuite(suite.path, FAILED, {"code": entry.rule, "problem": "-"})
        if problem := _problem(results[entry.rule].exception_info):
            raise InvalidSuite(suite.path, FAILED, {"code": entry.rule, "problem": problem})
    return results


def _expectation(gx: Any, suite: Suite, entry: Entry) -> Any:
    """One entry as an expectation; what Great Expectations would drop with a log line raises."""
    rule = next(rule for rule in suite.rules if rule.code == entry.rule)
    raw = {
        "type": entry.type,
        "kwargs": dict(entry.kwargs),
        "severity": SEVERITIES[entry.severity],
        "meta": {"code": rule.code, "name": rule.name, "title": dict(rule.title)},
        "notes": list(rule.notes),
    }
    try:
        made = gx.ExpectationSuite(name=suite.name, expectations=[raw]).expectations
    except (ValueError, TypeError, gx.exceptions.GreatExpectationsError) as problem:
        values = {"code": entry.rule, "problem": problem}
        raise InvalidSuite(suite.path, REFUSED, values) from problem
    if len(made) != 1:
        raise InvalidSuite(suite.path, REFUSED, {"code": entry.rule, "problem": entry.type})
    return made[0]


def _problem(information: Mapping[str, Any]) -> str | None:
    """The message of an exception raised inside, of which there are two forms."""
    for one in (information, *information.values()):
        if isinstance(one, Mapping) and one.get("raised_exception"):
            return str(one.get("exception_message") or "-").strip()
    return None


def _agree(rule: str, checks: Sequence[Check], result: Mapping[str, Any]) -> None:
    """Raises ``EnginesDisagree`` unless both found the same verdicts on the same rows."""
    here = Counter((one.row, str(one.verdict)) for one in checks)
    there = Counter((one["id"], one["verdict"]) for one in result["unexpected_index_list"])
    for verdict, told in result["details"].items():
        there.update((one["id"], verdict) for one in told)
    held = str(Verdict.CONSISTENT)
    consistent = sum(times for (_row, verdict), times in here.items() if verdict == held)
    here = Counter({at: times for at, times in here.items() if at[1] != held})
    if here != there or consistent != result["observed_value"][held]:
        apart = sorted(f"{row} {verdict}" for row, verdict in (here - there) + (there - here))
        raise EnginesDisagree(f"{rule}: Great Expectations and the kernels differ: {apart}")


def _values(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """The table with its figures as numbers, as built-in expectations compare them."""
    import pandas as pd

    frame = frames({table: rows})[table]
    for name in figure_columns(table):
        cells = [row.get(name) for row in rows]
        if not any(isinstance(cell, tuple) for cell in cells):
            values = [float(c.number.value) if isinstance(c, Figure) else None for c in cells]
            frame[name] = pd.Series(values, dtype=float)
    return frame


def _built_in(entry: Entry, rows: Sequence[Row], result: Any) -> Iterator[Check]:
    """A check for each row that a built-in expectation did not expect.

    One that fails without naming rows is about the table: every document in it is told.
    """
    if result.success:
        return
    columns = [name for key in COLUMNS for name in _names(entry.kwargs.get(key))]
    by_id = {str(row["id"]): row for row in rows}
    for unexpected in result.result.get("unexpected_index_list") or ():
        row = by_id[str(unexpected["id"])]
        column = next((name for name in columns if isinstance(row.get(name), Figure)), None)
        yield fault(entry.rule, entry.severity, row, column or next(iter(columns), ""))
    if "unexpected_index_list" not in result.result:
        observed = result.result.get("observed_value")
        for document in dict.fromkeys(str(row["document"]) for row in rows):
            told = {"id": f"{document}/{entry.rule}", "document": document}
            yield fault(entry.rule, entry.severity, told, "", observed)


def _names(value: object) -> list[str]:
    """The columns that a kwarg names, be it one or several."""
    if isinstance(value, str):
        return [value]
    return [str(name) for name in value] if isinstance(value, (list, tuple)) else []
