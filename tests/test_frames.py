"""Frames: tables become frames and frames become the same rows again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import catalog
from checker.arithmetic.expression import Attainable, Constant, Ratio, Sum
from checker.arithmetic.relation import Relation
from checker.extract.claims.numbering import LABEL
from checker.extract.scan import cell
from checker.figure import Figure, Place
from checker.frames import FRAME, figure_columns, frames, rows
from checker.number import Approximation, Number
from checker.tables import columns, modules
from checker.units import unit

UNITS = [
    "元",
    "万元",
    "亿元",
    "%",
    "‰",
    "个百分点",
    "分",
    "公顷",
    "万平方米",
    "件",
    "万人次",
    "大",
    "级",
]
KINDS = ("ratio", "implied", "sum", "balance", "subset", "growth", "count", "numbering")

Tables = dict[str, list[dict[str, object]]]
_line = count(1)


def figure(text: str, line: int = 1, start: int = 0) -> Figure:
    number = cell(text)
    assert number is not None
    return Figure(Place("报告.md", line, start, start + len(text)), number)


def said(number: Number) -> tuple[object, ...]:
    return (number.digits, number.unit, number.approximation)


def optional(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | inner


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    places = draw(st.integers(0, 6))
    mantissa = draw(st.integers(0, 10**9))
    of = draw(st.sampled_from([None, LABEL, *map(unit, UNITS)]))
    if of is LABEL:
        return Number(f"（{mantissa % 20}）", Decimal(mantissa % 20), 0, LABEL)
    approximation = draw(st.sampled_from(Approximation))
    if approximation is Approximation.NONE:
        mantissa *= draw(st.sampled_from([1, -1]))
    if of is not None and of.name in ("大", "级"):
        places, mantissa, approximation = 0, abs(mantissa), Approximation.NONE
    value = Decimal(mantissa).scaleb(-places)
    text = f"{value:,.{places}f}" if draw(st.booleans()) else f"{value:.{places}f}"
    return Number(text + (of.name if of else ""), value, places, of, approximation)


@st.composite
def figures(draw: st.DrawFn, shared: bool) -> Figure:
    """A figure in a place of its own; ``shared``: one that now and then stands in many cells."""
    line = draw(st.integers(1, 30)) if shared else next(_line)
    number = draw(st.shared(numbers(), key=str(line)) if shared else numbers())
    return Figure(Place("报告.md", line, 0, 4), number)


NAMES = st.sampled_from(["", "合计", "财政拨款", "3 个", "2024"])
WORDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "funding": {
        "group": st.just("grid1"),
        "scope": st.just(""),
        "breakdown": st.sampled_from(["total", "source", "nature"]),
        "name": NAMES,
    },
    "scores": {"name": NAMES, "parent": NAMES, "overall": st.booleans()},
    "claims": {
        "kind": st.sampled_from(KINDS),
        "subject": NAMES,
        "sentence": st.just(""),
        "explicit": st.booleans(),
        "complete": st.booleans(),
        "falls": st.booleans(),
        "counted": optional(st.integers(0, 9)),
    },
}


@st.composite
def tables(draw: st.DrawFn, shared: bool) -> Tables:
    """Funding, score and claim rows; every other table is empty."""
    made: Tables = {name: [] for name in modules()}
    for table in ("funding", "scores", "claims"):
        for number in range(1, draw(st.integers(0, 4)) + 1):
            row: dict[str, object] = dict.fromkeys(columns(table))
            for name in sorted(figure_columns(table)):
                row[name] = draw(optional(figures(shared)))
            if table == "claims":
                row |= {
                    "stated": draw(figures(shared)),
                    "parts": tuple(draw(st.lists(figures(shared), max_size=3))),
                    "minus": tuple(draw(st.lists(figures(shared), max_size=1))),
                }
            row |= {name: draw(words) for name, words in WORDS[table].items()}
            made[table].append(row | {"id": f"报告.md/{table}{number}", "document": "报告.md"})
    return made


def read_back(made: Tables, *, identities: bool = False) -> Tables:
    read = frames(made, identities=identities)
    return {name: rows(frame, figure_columns(name)) for name, frame in read.items()}


def stated(tables: Tables) -> Iterator[tuple[str, str, Relation]]:
    for suite in catalog.suites():
        for entry in suite.entries:
            assert entry.kind is not None
            for row, relation in entry.kind.relations(tables[suite.table], tables):
                yield entry.rule, row, relation


def spelt(one: object) -> object:
    """An expression or a relation with its figures as they are printed, wherever they stand."""
    match one:
        case Figure(number=number):
            return said(number)
        case Constant(value):
            return value
        case Sum(terms):
            return tuple((sign, spelt(term)) for sign, term in terms)
        case Ratio(part, whole, scale):
            return (spelt(part), spelt(whole), scale)
        case Attainable(part, whole):
            return (spelt(part), spelt(whole))
        case Relation():
            readings = tuple(map(spelt, one.readings))
            rest = (one.kind, one.comparison, one.explicit, one.reason)
            return (spelt(one.stated), readings, rest)
    return one


@given(numbers())
def test_a_number_reads_back_as_it_was_printed(number: Number) -> None:
    row = {"id": "a", "document": "a", "stated": Figure(Place("a", 1), number)}
    row["parts"] = (row["stated"], row["stated"])
    [back] = read_back({"claims": [row]})["claims"]
    assert said(back["stated"].number) == said(number)
    assert [said(one.number) for one in back["parts"]] == [said(number)] * 2


@settings(max_examples=50, deadline=None)
@given(tables(shared=False))
def test_frames_state_the_same_relations(made: Tables) -> None:
    same = [(rule, row, spelt(relation)) for rule, row, relation in stated(made)]
    back = [(rule, row, spelt(relation)) for rule, row, relation in stated(read_back(made))]
    assert back == same


@settings(max_examples=50, deadline=None)
@given(tables(shared=True))
def test_identities_keep_one_figure_in_several_cells_one(made: Tables) -> None:
    same, back = list(stated(made)), list(stated(read_back(made, identities=True)))
    assert back == same
    assert [spelt(one) for *_at, one in back] == [spelt(one) for *_at, one in same]


@pytest.fixture
def funding() -> Tables:
    cells = {
        "budget": figure("1,234.50万元", 12),
        "executed": figure("约1200万元", 12, 9),
        "execution_rate": figure("97.20%", 13),
    }
    row = dict.fromkeys(columns("funding")) | {"id": "报告.md/funding1", "document": "报告.md"}
    words = {"group": "grid1", "scope": "", "breakdown": "total", "name": "合计"}
    return {"funding": [row | words | cells]}


def test_cells_are_what_was_printed(funding: Tables) -> None:
    frame = frames(funding)["funding"]
    assert tuple(frame.columns) == columns("funding")
    cells = frame.loc[0, ["budget", "executed", "execution_rate", "name"]]
    assert list(cells) == ["1,234.50万元", "约1200万元", "97.20%", "合计"]
    assert frame["carry_over"].isna().all()


def test_several_figures_are_a_json_list() -> None:
    row = {"id": "a/claims1", "document": "a", "stated": figure("3个")}
    row["parts"] = (figure("1个"), figure("2个", 2))
    frame = frames({"claims": [row]}, places=True)["claims"]
    assert frame.loc[0, "parts"] == '["1个", "2个"]'
    assert frame.loc[0, "parts_line"] == "[1, 2]"


def test_places_are_the_lines(funding: Tables) -> None:
    frame = frames(funding, places=True)["funding"]
    assert frame.loc[0, ["budget_line", "execution_rate_line"]].tolist() == [12, 13]
    assert frame["carry_over_line"].dtype == "Int64"
    assert frame["carry_over_line"].isna().all()


def test_an_empty_table_keeps_its_columns_and_types() -> None:
    frame = frames({"claims": []}, places=True)["claims"]
    assert set(columns("claims")) < set(frame.columns)
    types = {name: str(frame[name].dtype) for name in ("counted", "explicit", "stated_line")}
    assert types == {"counted": "Int64", "explicit": "boolean", "stated_line": "Int64"}
    assert rows(frame, figure_columns("claims")) == []


@pytest.mark.parametrize("form", ["csv", "parquet", "json"])
def test_files_keep_the_figures(funding: Tables, form: str) -> None:
    frame = frames(funding)["funding"]
    file = io.BytesIO()
    getattr(frame, f"to_{form}")(file, **({} if form == "json" else {"index": False}))
    file.seek(0)
    [row] = rows(getattr(pd, f"read_{form}")(file), figure_columns("funding"))
    read = [row[name] for name in ("budget", "executed", "execution_rate", "carry_over")]
    assert read[-1] is None
    assert [said(one.number) for one in read[:-1]] == [
        said(cell(text)) for text in ("1234.50万元", "约1200万元", "97.20%")
    ]


def test_figure_columns_come_from_the_row_types() -> None:
    assert figure_columns("scores") == {"full_mark", "awarded", "deduction", "score_rate"}
    assert "counted" not in figure_columns("claims")
    assert {"stated", "parts", "minus"} < figure_columns("claims")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("97.20%", "97.20"),
        (Decimal("97.20"), "97.20"),
        (Decimal("1E+3"), "1000"),
        (97, "97"),
        (97.25, "97.25"),
        (97.20, "97.2"),
        (97.0, "97"),
        (1e20, "100000000000000000000"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1.5e-7, "0.00000015"),
    ],
)
def test_anybodys_cells_are_read_as_they_would_print(value: object, expected: str) -> None:
    frame = pd.DataFrame({"rate": pd.Series([value], dtype=object)})
    [row] = rows(frame, ["rate"])
    read = row["rate"]
    assert isinstance(read, Figure)
    assert read.number.digits == expected
    assert read.place == Place(FRAME, cell="rate:0")


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, "", "-", "见附件", "（3）", "2024年"])
def test_what_is_no_number_is_missing(value: object) -> None:
    [row] = rows(pd.DataFrame({"rate": pd.Series([value], dtype=object)}), ["rate"])
    assert row["rate"] is None


@pytest.mark.parametrize("value", [True, float("inf"), Decimal("Infinity"), b"97", {"a": 1}])
def test_what_cannot_be_a_figure_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match="rate:0"):
        rows(pd.DataFrame({"rate": pd.Series([value], dtype=object)}), ["rate"])


def test_lists_of_anybodys() -> None:
    frame = pd.DataFrame({"id": ["x", "y"], "parts": pd.Series([[1, 2.5], "[1.20, 3]"])})
    digits = [[one.number.digits for one in row["parts"]] for row in rows(frame, ["parts"])]
    assert digits == [["1", "2.5"], ["1.20", "3"]]
    with pytest.raises(ValueError, match="parts:0"):
        rows(pd.DataFrame({"parts": ['["1", "无"]']}), ["parts"])


def test_ids_are_the_column_or_the_index_and_unique() -> None:
    frame = pd.DataFrame({"rate": ["1%", "2%"]}, index=["甲", "乙"])
    assert [row["id"] for row in rows(frame, ["rate"])] == ["甲", "乙"]
    assert [row["id"] for row in rows(frame.assign(id=[7, 8]), ["rate"])] == ["7", "8"]
    assert {row["document"] for row in rows(frame, ["rate"])} == {FRAME}
    with pytest.raises(ValueError, match="甲"):
        rows(frame.assign(id=["甲", "甲"]), ["rate"])


def test_other_columns_keep_their_values() -> None:
    frame = pd.DataFrame({"name": ["3 个", None], "counted": [4, 5], "explicit": [True, False]})
    read = [(row["name"], row["counted"], row["explicit"]) for row in rows(frame, [])]
    assert read == [("3 个", 4, True), (None, 5, False)]
    assert [type(value) for value in read[0]] == [str, int, bool]
