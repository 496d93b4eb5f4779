"""The gx engine and the expectation classes: the same findings as the native engine.

Everything that imports Great Expectations is tested in this one module.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
import pytest

import checker.gx
from checker import catalog, readers
from checker.arithmetic.expression import figures
from checker.arithmetic.verdict import Verdict
from checker.catalog.suite import Suite, parse
from checker.engines import engine, native
from checker.engines import gx as gx_engine
from checker.extract.extraction import extract
from checker.extract.scan import cell
from checker.figure import Figure, Place
from checker.finding import Check, Severity
from checker.frames import figure_columns
from checker.gx.metric import figures as figures_of
from checker.relations import kinds, make
from checker.tables import build, columns

ROOT = Path(__file__).parents[2]
SUITES = sorted((ROOT / "expectations").glob("*.json"))
SAMPLES = sorted((ROOT / "sample_data").glob("*-20??.*"))

Tables = dict[str, list[dict[str, object]]]
NINE = {
    "expect_rate_to_equal_ratio",
    "expect_parts_to_sum_to_total",
    "expect_part_not_to_exceed_whole",
    "expect_actual_to_meet_target",
    "expect_change_to_match",
    "expect_figures_to_agree",
    "expect_rate_to_be_attainable",
    "expect_count_to_match_list",
    "expect_sequence_to_be_complete",
}


def table(name: str, *given: Mapping[str, object], document: str = "报告.md") -> Tables:
    """Rows of one table; the texts in figure columns are figures, each in its own place."""
    rows: list[dict[str, object]] = []
    for number, cells in enumerate(given, 1):
        row: dict[str, object] = dict.fromkeys(columns(name)) | dict(cells)
        for start, column in enumerate(sorted(figure_columns(name))):
            if isinstance(said := row[column], str):
                value = cell(said)
                assert value is not None
                row[column] = Figure(Place(document, number, start, start + 1), value)
        rows.append(row | {"id": f"{document}/{name}{number}", "document": document})
    return {name: rows}


def suite(name: str, *entries: Mapping[str, object]) -> Suite:
    """A suite as a user would write it."""
    numbered = [
        {"meta": {"code": f"USR{n:03}", "title": f"规则{n}"}, "severity": "warning"} | dict(entry)
        for n, entry in enumerate(entries, 1)
    ]
    raw = {"name": name, "expectations": numbered}
    return parse(f"{name}.json", json.dumps(raw, ensure_ascii=False).encode())


def told(check: Check) -> tuple[object, ...]:
    assert check.relation is not None
    operands = tuple(figures(reading) for reading in check.relation.readings)
    return (check.rule, check.row, check.verdict, check.severity, check.stated.text, operands)


def batch(frame: pd.DataFrame) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("mem").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})


RATIO = {"rate": "rate", "part": "spent", "wholes": [["budget"]]}
FUNDING = (
    {"breakdown": "total", "budget": "200.00", "executed": "133.33", "execution_rate": "66.67%"},
    {"breakdown": "source", "budget": "200.00", "executed": "133.33", "execution_rate": "60.67%"},
    {"breakdown": "source", "budget": "300.00", "executed": "200.00", "execution_rate": "66.6%"},
    {"breakdown": "source", "budget": None, "executed": "200", "execution_rate": "66.6%"},
    {"breakdown": "nature", "budget": "约300", "executed": "210", "execution_rate": "66.0%"},
)


# --- the expectation classes


def test_every_kind_is_an_expectation() -> None:
    assert kinds().keys() >= NINE
    assert checker.gx.EXPECTATIONS.keys() == kinds().keys()
    for name, made in checker.gx.EXPECTATIONS.items():
        assert gx.expectations.registry.get_expectation_impl(name) is made
        assert getattr(checker.gx, made.__name__) is made
    assert checker.gx.ExpectRateToEqualRatio.expectation_type == "expect_rate_to_equal_ratio"


def test_the_common_parent_is_not_registered() -> None:
    names = gx.expectations.registry.list_registered_expectation_implementations()
    assert "relation_expectation" not in names


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_suites_go_through_great_expectations_and_back(path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    made = gx.ExpectationSuite(**raw)
    assert len(made.expectations) == len(raw["expectations"]) > 0
    back = made.to_json_dict()["expectations"]
    for was, now in zip(raw["expectations"], back, strict=True):
        kwargs = was.pop("kwargs")  # GX leaves out those that are the default
        assert make(now["type"], now["kwargs"]) == make(was["type"], kwargs)
        assert {key: now[key] for key in was} == was
    again = gx.ExpectationSuite(name=raw["name"], expectations=back)
    assert again.expectations == made.expectations


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_fields_tell_which_columns_hold_figures(path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    for entry in raw["expectations"]:
        kind = make(entry["type"], entry["kwargs"])
        known = {raw["name"]: kind.columns(), **kind.tables()}
        holding = {c for of, names in known.items() for c in names if c in figure_columns(of)}
        assert figures_of(kind) == holding


@pytest.mark.parametrize(
    "kwargs",
    [{}, RATIO | {"rat": "rate"}, RATIO | {"part": 1}, RATIO | {"wholes": ["budget"]}],
    ids=["missing", "unknown", "no name", "not nested"],
)
def test_kwargs_that_do_not_fit_are_refused(kwargs: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match="ExpectRateToEqualRatio"):
        checker.gx.ExpectRateToEqualRatio(**kwargs)


def test_kwargs_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="parts"):
        checker.gx.ExpectPartsToSumToTotal(total="total")


# --- on anybody's frame


FRAME = pd.DataFrame(
    {
        "budget": ["200.00", "200.00", "300.00", "0", None],
        "spent": ["133.33", "133.33", "200.00", "5", "5"],
        "rate": ["66.67%", "60.67%", "66.6%", "100%", "98%"],
    },
    index=["A", "B", "C", "D", "E"],
)


def test_rows_are_named_by_verdict() -> None:
    result = batch(FRAME).validate(
        checker.gx.ExpectRateToEqualRatio(**RATIO), result_format="COMPLETE"
    )
    assert not result.success
    assert result.result["unexpected_index_list"] == [
        {"id": "B", "verdict": "inconsistent"},
        {"id": "C", "verdict": "truncated"},
    ]
    assert result.result["details"] == {
        "within_rounding": [],
        "unassessable": [{"id": "D"}, {"id": "E"}],
    }
    assert result.result["observed_value"] == {
        "consistent": 1,
        "within_rounding": 0,
        "truncated": 1,
        "inconsistent": 1,
        "unassessable": 2,
    }
    assert (result.result["element_count"], result.result["unexpected_count"]) == (5, 2)
    assert json.dumps(result.to_json_dict())


def test_within_rounding_passes_and_is_told() -> None:
    frame = pd.DataFrame({"id": ["x"], "budget": ["3.0"], "spent": ["2.0"], "rate": ["66.0%"]})
    result = batch(frame).validate(
        checker.gx.ExpectRateToEqualRatio(**RATIO), result_format="COMPLETE"
    )
    assert result.success
    assert result.result["details"]["within_rounding"] == [{"id": "x"}]


def test_numbers_are_figures_too() -> None:
    frame = pd.DataFrame(
        {"budget": [200, 300.01], "spent": [133.33, 200.01], "rate": [66.67, 66.6]}
    )
    result = batch(frame).validate(
        checker.gx.ExpectRateToEqualRatio(**RATIO), result_format="COMPLETE"
    )
    assert result.result["unexpected_index_list"] == [{"id": "1", "verdict": "truncated"}]


@pytest.mark.parametrize(
    ("form", "present"),
    [
        ("BOOLEAN_ONLY", set()),
        ("BASIC", {"observed_value", "partial_unexpected_index_list"}),
        ("COMPLETE", {"observed_value", "unexpected_index_list", "details"}),
    ],
)
def test_result_formats(form: str, present: set[str]) -> None:
    result = batch(FRAME).validate(checker.gx.ExpectRateToEqualRatio(**RATIO), result_format=form)
    keys = {"observed_value", "partial_unexpected_index_list", "unexpected_index_list", "details"}
    if form == "COMPLETE":
        keys.discard("partial_unexpected_index_list")
    assert not result.success
    assert keys & result.result.keys() == present


def test_a_missing_column_is_an_exception() -> None:
    expectation = checker.gx.ExpectRateToEqualRatio(**RATIO)
    result = batch(FRAME.drop(columns="spent")).validate(expectation)
    assert not result.success
    assert result.result == {}
    assert "has no column spent" in str(gx_engine._problem(result.exception_info))


def test_other_tables_are_given_beside() -> None:
    expectation = checker.gx.ExpectPartsToSumToTotal(
        amounts=["spent"], total="total", total_table="whole", group_by=["year"]
    )
    parts = pd.DataFrame({"name": ["a", "b"], "year": ["2023", "2023"], "spent": ["1.5", "2.5"]})
    without = batch(parts).validate(expectation)
    assert "give it by checker.gx.beside" in str(gx_engine._problem(without.exception_info))
    for total, success in (("4.0", True), ("4.5", False)):
        with checker.gx.beside({"whole": pd.DataFrame({"year": ["2023"], "total": [total]})}):
            assert batch(parts).validate(expectation).success is success


def test_a_data_docs_page_reads_as_chinese() -> None:
    from great_expectations.render.renderer import ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

    expectations = [
        checker.gx.ExpectRateToEqualRatio(
            rate="rate",
            part="spent",
            wholes=[["budget"], ["budget", "-spent"]],
            where={"year": "2023"},
            meta={"code": "USR001", "title": {"zh": "执行率不符"}},
        ),
        checker.gx.ExpectPartsToSumToTotal(parts=["spent", "budget"], total="rate"),
    ]
    results = batch(FRAME.assign(year="2023")).validate(
        gx.ExpectationSuite(name="s", expectations=expectations)
    )
    page = DefaultJinjaPageView().render(ValidationResultsPageRenderer().render(results))
    assert (
        "USR001 执行率不符：rate 应等于 spent ÷ budget 或 (budget − spent)（限 year = 2023）"
        in page
    )
    assert "spent、budget 之和应等于 rate" in page
    assert "B（不符）、C（疑为截位）、D（不符）" in page
    assert "相符 1，疑为截位 1，不符 2，无法核对 1" in page


# --- the engine


@pytest.fixture(scope="module")
def sampled() -> Tables:
    return build([extract(readers.read(path)) for path in SAMPLES])


def test_both_engines_find_the_same_in_the_samples(sampled: Tables) -> None:
    here = engine("native")(sampled, catalog.suites())
    there = engine("gx")(sampled, catalog.suites())
    assert len(here) > 100
    assert {check.verdict for check in here} == set(Verdict)
    assert list(map(told, there)) == list(map(told, here))
    assert there == here


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("funding", FUNDING),
        (
            "claims",
            (
                {"kind": "ratio", "stated": "97%", "part": "97件", "whole": "100件", "parts": ()},
                {"kind": "ratio", "stated": "95%", "part": "97件", "whole": "100件", "parts": ()},
                {"kind": "implied", "stated": "95.54%", "whole": "9753条", "parts": ()},
                {
                    "kind": "growth",
                    "stated": "20%",
                    "current": "120",
                    "base": "100",
                    "falls": False,
                },
            ),
        ),
        (
            "indicators",
            (
                {"name": "办结率", "comparator": ">=", "target": "95%", "actual": "94.9%"},
                {"name": "投诉件数", "target": "3 件", "actual": "5 件"},
                {"name": "受理 3 件", "target": "95%", "actual": "96%"},
            ),
        ),
    ],
)
def test_both_engines_find_the_same_in_a_table(
    name: str, rows: tuple[Mapping[str, object], ...]
) -> None:
    tables = table(name, *rows)
    here = engine("native")(tables, catalog.suites())
    assert {check.severity for check in here} > {None}
    assert engine("gx")(tables, catalog.suites()) == here


def test_empty_tables_are_skipped() -> None:
    row_count = {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 0}}
    assert gx_engine.run({"funding": []}, [suite("funding", row_count)]) == []
    assert gx_engine.run({}, catalog.suites()) == []


def test_engines_that_disagree_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = native.checks

    def fewer(*given: Any) -> Iterator[Check]:
        yield from (one for one in real(*given) if one.verdict is not Verdict.TRUNCATED)

    monkeypatch.setattr(native, "checks", fewer)
    with pytest.raises(gx_engine.EnginesDisagree, match=r"FND201: .*funding3 truncated"):
        gx_engine.run(table("funding", *FUNDING), catalog.suites())


def test_a_lost_consistent_row_is_a_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    real = native.checks

    def fewer(*given: Any) -> Iterator[Check]:
        yield from (one for one in real(*given) if one.verdict is not Verdict.CONSISTENT)

    monkeypatch.setattr(native, "checks", fewer)
    with pytest.raises(gx_engine.EnginesDisagree, match="FND"):
        gx_engine.run(table("funding", *FUNDING), catalog.suites())


# --- built-in expectations


def built_in(*entries: Mapping[str, object]) -> list[Check]:
    return gx_engine.run(table("funding", *FUNDING), [suite("funding", *entries)])


def test_a_row_not_expected_is_a_finding_on_its_figure() -> None:
    kwargs = {"column": "execution_rate", "max_value": 66.6}
    found = built_in({"type": "expect_column_values_to_be_between", "kwargs": kwargs})
    assert [check.stated.text for check in found] == ["66.67%"]
    [check] = found
    assert (check.rule, check.row) == ("USR001", "报告.md/funding1")
    assert (check.verdict, check.severity) == (Verdict.INCONSISTENT, Severity.WARNING)
    assert check.relation is None
    assert check.stated.place.line == 1


def test_a_missing_figure_is_a_finding_on_the_line_of_its_row() -> None:
    kwargs = {"column": "budget"}
    [check] = built_in({"type": "expect_column_values_to_not_be_null", "kwargs": kwargs})
    assert (check.row, check.document) == ("报告.md/funding4", "报告.md")
    assert (check.stated.text, check.stated.place) == ("", Place("报告.md", 4))


def test_what_mostly_allows_is_no_finding() -> None:
    kwargs = {"column": "budget", "mostly": 0.5}
    assert built_in({"type": "expect_column_values_to_not_be_null", "kwargs": kwargs}) == []


def test_words_and_several_columns() -> None:
    pair = {"column_A": "budget", "column_B": "executed", "or_equal": True}
    found = built_in(
        {
            "type": "expect_column_values_to_be_in_set",
            "kwargs": {"column": "breakdown", "value_set": ["total", "source"]},
        },
        {
            "type": "expect_column_pair_values_a_to_be_greater_than_b",
            "kwargs": pair | {"ignore_row_if": "either_value_is_missing"},
        },
        {
            "type": "expect_compound_columns_to_be_unique",
            "kwargs": {"column_list": ["budget", "executed"]},
        },
    )
    assert [(check.rule, check.row.rpartition("/")[2], check.stated.text) for check in found] == [
        ("USR001", "funding5", "nature"),
        ("USR003", "funding1", "200.00"),
        ("USR003", "funding2", "200.00"),
    ]


def test_a_failure_of_the_whole_table_is_told_to_every_document() -> None:
    tables = table("funding", *FUNDING[:2])
    tables["funding"] += table("funding", FUNDING[2], document="另一份.md")["funding"]
    entry = {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 9}}
    found = gx_engine.run(tables, [suite("funding", entry)])
    assert [(check.document, check.stated.text) for check in found] == [
        ("报告.md", "3"),
        ("另一份.md", "3"),
    ]


def test_built_in_and_own_entries_keep_the_order_of_the_suite() -> None:
    between = {"type": "expect_column_values_to_be_between"}
    ratio = RATIO | {"rate": "execution_rate", "part": "executed"}
    found = built_in(
        between | {"kwargs": {"column": "execution_rate", "max_value": 66.6}},
        {"type": "expect_rate_to_equal_ratio", "kwargs": ratio},
        between | {"kwargs": {"column": "budget", "min_value": 250}},
    )
    assert list(dict.fromkeys(check.rule for check in found)) == ["USR001", "USR002", "USR003"]
    assert sum(check.rule == "USR002" for check in found) == len(FUNDING)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "bugdet"}}, "bugdet"),
        ({"type": "expect_column_values_to_not_be_null", "kwargs": {"colum": "budget"}}, "colum"),
        (
            {
                "type": "expect_column_values_to_be_between",
                "kwargs": {"column": "name", "min_value": 1},
            },
            "USR001",
        ),
    ],
    ids=["missing column", "broken kwarg", "raises inside"],
)
def test_what_great_expectations_cannot_run_is_an_error(
    entry: Mapping[str, object], problem: str
) -> None:
    with pytest.raises(catalog.InvalidSuite, match=problem) as told:
        gx_engine.run(table("funding", {"name": "甲"}), [suite("funding", entry)])
    assert told.value.path == "funding.json"
    assert told.value.values["code"] == "USR001"


def test_an_expectation_that_great_expectations_drops_is_an_error() -> None:
    known = suite("funding", {"type": "expect_column_to_exist", "kwargs": {"column": "name"}})
    [entry] = known.entries
    lost = Suite(
        known.name,
        known.table,
        known.path,
        (catalog.Entry(entry.rule, "expect_nothing_known", {}, entry.severity),),
        known.rules,
    )
    with pytest.raises(catalog.InvalidSuite, match="expect_nothing_known"):
        gx_engine.run(table("funding", *FUNDING), [lost])


def test_an_import_that_ends_the_program_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ends:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "great_expectations":
                raise SystemExit(0)

    monkeypatch.delitem(sys.modules, "great_expectations")
    monkeypatch.setattr(sys, "meta_path", [Ends(), *sys.meta_path])
    with pytest.raises(ImportError, match="great_expectations"):
        gx_engine._great_expectations()


def test_the_native_engine_does_not_import_great_expectations() -> None:
    assert importlib.util.find_spec("great_expectations") is not None
    program = (
        "import sys; from checker.engines import engine, names;"
        "from checker import catalog;"
        "engine('native')({}, catalog.suites());"
        "print(names(), [m for m in ('great_expectations', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "('gx', 'native') []"
