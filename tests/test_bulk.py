"""A large table judged column-wise gives what the row-by-row judge gives, row for row."""

from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.arithmetic.verdict import Verdict, judge
from checker.bulk import outcomes
from checker.catalog import suites
from checker.frames import figure_columns, rows

FUNDING = next(suite for suite in suites() if suite.table == "funding")
MONEY, RATE = pa.decimal128(18, 2), pa.decimal128(9, 2)
COLUMNS = {
    "initial_budget": MONEY,
    "adjustment": MONEY,
    "budget": MONEY,
    "executed": MONEY,
    "execution_rate": RATE,
}


def frame(cells, kinds=COLUMNS):
    """Reports of a total and its two sources."""
    lines = ["合计", "一般公共预算", "政府性基金"]
    data = {
        "id": [f"r{n // 3}/funding{n % 3 + 1}" for n in range(len(cells))],
        "document": [f"r{n // 3}" for n in range(len(cells))],
        "group": "grid0",
        "scope": "",
        "breakdown": [("total", "source", "source")[n % 3] for n in range(len(cells))],
        "name": [lines[n % 3] for n in range(len(cells))],
    }
    for name, kind in kinds.items():
        data[name] = pd.Series([row.get(name) for row in cells], dtype=pd.ArrowDtype(kind))
    return pd.DataFrame(data)


def one_by_one(table):
    """The verdicts by rule, column and row, from the kernels and ``judge``."""
    figures = figure_columns("funding")
    some = rows(table, [name for name in table.columns if name in figures])
    by_id = {row["id"]: row for row in some}
    found = {}
    for entry in FUNDING.entries:
        for row, relation in entry.kind.relations(some, {}):
            column = next(n for n in figures if by_id[row].get(n) is relation.stated)
            found[entry.rule, column, row] = judge(relation).verdict
    return found


def column_wise(table):
    found = {}
    for one in outcomes(table, FUNDING):
        for verdict, ids in one.rows.items():
            found.update({(one.rule, one.column, row): verdict for row in ids})
    return found


cents = st.integers(0, 400).map(lambda n: Decimal(n) / 100)
amounts = st.one_of(st.none(), cents, st.integers(-(10**9), 10**9).map(lambda n: Decimal(n) / 100))
rates = st.one_of(st.none(), st.integers(0, 20000).map(lambda n: Decimal(n) / 100))
line = st.fixed_dictionaries(
    {name: amounts for name in COLUMNS if name != "execution_rate"} | {"execution_rate": rates}
)


@st.composite
def true_lines(draw):
    """A line whose figures hold, but for what a small slip does to them."""
    initial, adjustment = draw(st.integers(1, 10**7)), draw(st.integers(0, 10**6))
    executed = draw(st.integers(0, initial + adjustment))
    slip = draw(st.sampled_from([0, 0, 0, 1, -1, 7]))
    rate = (20000 * executed + initial + adjustment) // (2 * (initial + adjustment)) + slip
    figures = (initial, adjustment, initial + adjustment + draw(st.integers(-2, 2)), executed)
    names = ("initial_budget", "adjustment", "budget", "executed")
    made = {name: Decimal(n) / 100 for name, n in zip(names, figures, strict=True)}
    return made | {"execution_rate": Decimal(max(rate, 0)) / 100}


@given(st.lists(st.one_of(line, true_lines()), min_size=3, max_size=9))
@settings(max_examples=40, deadline=None)
def test_the_columns_say_what_the_rows_say(cells):
    table = frame(cells[: len(cells) // 3 * 3])
    expected = one_by_one(table)
    seen = column_wise(table)
    told = {(one.rule, one.column) for one in outcomes(table, FUNDING)}
    wrong = {
        key: verdict
        for key, verdict in expected.items()
        if key[:2] in told and verdict not in (Verdict.CONSISTENT, Verdict.UNASSESSABLE)
    }
    assert seen == wrong


def test_a_mantissa_that_would_overflow_is_judged_by_rows():
    huge = Decimal("9999999999999999.99")
    cells = [{"executed": huge, "budget": huge, "execution_rate": Decimal("99.00")}] * 3
    seen = column_wise(frame(cells))
    assert seen["FND201", "execution_rate", "r0/funding1"] is Verdict.INCONSISTENT


@pytest.mark.parametrize("kind", [pa.float64(), pa.string()])
def test_columns_that_keep_no_printed_places_are_left_out(kind):
    value = 1.5 if kind == pa.float64() else "1.50"
    table = frame([{"executed": value, "budget": value}] * 3, {"executed": kind, "budget": kind})
    assert list(outcomes(table, FUNDING)) == []


ACCOUNTS = next(suite for suite in suites() if suite.table == "accounts")


@st.composite
def code_tables(draw):
    """Lists of codes: 合计 over 类 over 款, each amount its parts' sum but for a small slip."""
    rows = []
    for table in range(draw(st.integers(1, 4))):
        classes = draw(st.integers(1, 3))
        whole = 0
        for n in range(classes):
            below = draw(st.lists(st.integers(0, 10**5), min_size=1, max_size=3))
            added = sum(below) + draw(st.sampled_from([0, 0, 1, -1, 50]))
            whole += added
            sure = draw(st.sampled_from([True, True, False]))
            rows += [
                (table, f"20{n}0{m}", f"20{n}", amount, sure) for m, amount in enumerate(below)
            ]
            rows.append((table, f"20{n}", "total", added, True))
        rows.append((table, "total", "", whole + draw(st.sampled_from([0, 0, 2, 900])), True))
    return rows


@settings(max_examples=60, deadline=None)
@given(code_tables())
def test_trees_of_codes_are_judged_alike(lines):
    table = pd.DataFrame(
        {
            "id": [f"r/accounts{n}" for n in range(len(lines))],
            "document": "r",
            "entries": [f"r/{of}" for of, *_rest in lines],
            "line": [f"r/{n}" for n in range(len(lines))],
            "column": "total",
            "within": "",
            "kind": ["total" if key == "total" else "code" for _of, key, *_rest in lines],
            "key": [key for _of, key, *_rest in lines],
            "above": [above for _of, _key, above, *_rest in lines],
            "all_lines": [sure for *_rest, sure in lines],
            "all_columns": True,
            "amount": pd.Series(
                [Decimal(cents) / 100 for *_rest, cents, _sure in lines],
                dtype=pd.ArrowDtype(MONEY),
            ),
        }
    )
    told = {
        (one.rule, row): verdict
        for one in outcomes(table, ACCOUNTS)
        for verdict, ids in one.rows.items()
        for row in ids
    }
    wanted = {}
    for entry in ACCOUNTS.entries:
        if entry.kind is not None and entry.rule in ("ACC101", "ACC201", "ACC202", "ACC203"):
            for row, relation in entry.kind.relations(rows(table, ["amount"]), {}):
                wanted[entry.rule, row] = judge(relation).verdict
    quiet = (Verdict.CONSISTENT, Verdict.UNASSESSABLE)
    assert told == {key: verdict for key, verdict in wanted.items() if verdict not in quiet}
    assert any(rule == "ACC201" for rule, _row in wanted)
