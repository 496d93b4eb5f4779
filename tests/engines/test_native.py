"""The native engine: verdicts, severities and the order of checks on rows by hand."""

import subprocess
import sys
from itertools import count

import pytest

from checker import catalog
from checker.arithmetic.relation import Reason
from checker.arithmetic.verdict import Verdict
from checker.catalog import Entry, Suite
from checker.engines import engine, names, native
from checker.extract.scan import cell
from checker.figure import Figure, Place
from checker.finding import Severity
from checker.relations import make

PLACES = count(1)


def fig(text):
    return Figure(Place("r.md", line=1, cell=str(next(PLACES))), cell(text))


def row(number, table="funding", document="r.md", **cells):
    return {"id": f"{document}/{table}{number}", "document": document} | cells


def entry(code, type_, severity=Severity.ERROR, **kwargs):
    return Entry(code, type_, kwargs, severity, make(type_, kwargs))


def suite(*entries, table="funding"):
    return Suite(table, table, f"{table}.json", entries, ())


def rate(code="USR001", severity=Severity.ERROR, **more):
    kwargs = {"rate": "execution_rate", "part": "executed", "wholes": [["budget"]]} | more
    return entry(code, "expect_rate_to_equal_ratio", severity, **kwargs)


def spent(rate, executed, budget, number=1, **more):
    texts = {"execution_rate": rate, "executed": executed, "budget": budget}
    return row(number, **{k: fig(v) if v else None for k, v in texts.items()}, **more)


@pytest.mark.parametrize(
    ("cells", "verdict", "severity"),
    [
        (("50%", "50", "100"), "consistent", None),
        (("33.4%", "1.0", "3.00"), "within_rounding", "note"),
        (("93%", "6708.00", "7143.45"), "truncated", "warning"),
        (("87.96%", "3685.76", "4273.07"), "inconsistent", "error"),
        (("87.96%", "3685.76", None), "unassessable", None),
        (("87.96%", "3685.76", "0"), "unassessable", None),
    ],
)
def test_each_verdict_has_its_severity(cells, verdict, severity):
    [check] = native.run({"funding": [spent(*cells)]}, [suite(rate())])
    assert (check.verdict, check.severity) == (verdict, severity)
    assert (check.rule, check.row, check.document) == ("USR001", "r.md/funding1", "r.md")
    assert check.judgement.verdict is check.verdict


def test_what_prose_only_implies_is_a_warning():
    tables = {"funding": [spent("87.96%", "3685.76", "4273.07", explicit=False)]}
    assert native.run(tables, [suite(rate())])[0].severity is Severity.WARNING


@pytest.mark.parametrize("cells", [("87.96%", "3685.76", "4273.07"), ("93%", "6708", "7143.45")])
def test_a_check_is_never_graver_than_its_rule(cells):
    [check] = native.run({"funding": [spent(*cells)]}, [suite(rate(severity=Severity.NOTE))])
    assert check.severity is Severity.NOTE


def test_the_order_is_that_of_suites_entries_and_rows():
    rows = [spent("50%", "50", "100", number) for number in (1, 2, 3)]
    suites = [suite(rate("USR002"), rate("USR001")), suite(rate("USR003"))]
    found = native.run({"funding": rows}, suites)
    assert [(c.rule, c.row.rpartition("/")[2]) for c in found] == [
        (rule, f"funding{n}") for rule in ("USR002", "USR001", "USR003") for n in (1, 2, 3)
    ]


def test_the_same_relation_is_told_once_a_rule():
    one = spent("50%", "50", "100")
    again = one | {"id": "r.md/funding2"}
    found = native.run({"funding": [one, again]}, [suite(rate("USR001"), rate("USR002"))])
    assert [(c.rule, c.row.rpartition("/")[2]) for c in found] == [
        ("USR001", "funding1"),
        ("USR002", "funding1"),
    ]


def test_a_rule_across_tables_names_the_row_of_the_total():
    tables = {
        "tasks": [
            row(n, "tasks", "b.md", group="g", executed=fig(v)) for n, v in ((1, "4件"), (2, "5件"))
        ],
        "funding": [
            row(1, document="a.md", breakdown="total", scope="", group="x", executed=fig("9件")),
            row(1, document="b.md", breakdown="total", scope="", group="x", executed=fig("8件")),
        ],
    }
    suites = [one for one in catalog.suites() if one.table == "tasks"]
    checks = [c for c in native.run(tables, suites) if c.rule == "TSK301"]
    assert [(c.document, c.row, c.verdict) for c in checks] == [
        ("b.md", "b.md/funding1", Verdict.INCONSISTENT)
    ]


def test_built_in_types_are_left_to_the_other_engine():
    built_in = Entry("USR009", "expect_column_to_exist", {"column": "budget"}, Severity.ERROR)
    suites = [suite(built_in, rate())]
    assert [c.rule for c in native.run({"funding": [spent("50%", "50", "100")]}, suites)] == [
        "USR001"
    ]


def test_tables_that_are_absent_or_empty_say_nothing():
    assert native.run({}, catalog.suites()) == []
    assert native.run({"funding": []}, catalog.suites()) == []


def test_the_shipped_suites_on_a_torn_funding_table():
    def line(number, breakdown, name, **texts):
        return row(number, group="g", scope="", breakdown=breakdown, name=name,
                   **{k: fig(v) for k, v in texts.items()})  # fmt: skip

    tables = {
        "funding": [
            line(1, "total", "合计", initial_budget="4062.10", adjustment="1026.38",
                 executed="4487.07", execution_rate="88.18%", adjustment_rate="25.27%"),
            line(2, "source", "一般公共预算", initial_budget="4062.10", adjustment="210.97",
                 executed="3685.76", execution_rate="87.96%", adjustment_rate="5.19%"),
            line(3, "source", "政府性基金", initial_budget="0", adjustment="815.41",
                 executed="801.31", execution_rate="98.83%", adjustment_rate="0.00%"),
        ]
    }  # fmt: skip
    found = native.run(tables, catalog.suites())
    told = [(c.rule, c.row.rpartition("/")[2], c.stated.text) for c in found if c.severity]
    assert told == [("FND201", "funding2", "87.96%"), ("FND201", "funding3", "98.83%")]
    reasons = [(c.rule, c.judgement.reason) for c in found if c.verdict is Verdict.UNASSESSABLE]
    assert reasons == [("FND202", Reason.ZERO_BASE)]
    sums = [c.stated.text for c in found if c.rule == "FND203"]
    assert sums == ["4062.10", "1026.38", "4487.07"]


def test_engines_by_name():
    assert "native" in names()
    assert engine("native") is native.run
    with pytest.raises(ValueError, match="spark"):
        engine("spark")


def test_pandas_is_never_imported():
    code = (
        "import sys; from checker import catalog; from checker.engines import engine;"
        "engine('native')({}, catalog.suites()); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
