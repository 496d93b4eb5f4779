import pytest

from checker.arithmetic.relation import Comparison
from checker.relations import make

TYPE = "expect_parts_to_sum_to_total"
ALONG = {"parts": ["initial_budget", "adjustment"], "total": "budget"}
CLAIM = {"parts": ["parts"], "minus": ["minus"], "total": "stated", "unless_open": "complete"}
DOWN = {
    "amounts": ["budget", "executed"],
    "parts_where": {"breakdown": "source"},
    "total_where": {"breakdown": "total"},
    "group_by": ["document", "group"],
    "containers": ["财政拨款"],
}
TREE = {"amounts": ["awarded"], "parent": "parent", "parts_with": ["awarded", "full_mark"]}
LOSS = {
    "amounts": ["deduction"],
    "total": "awarded",
    "minuend": "full_mark",
    "parent": "parent",
    "parts_with": ["deduction"],
    "lenient": True,
}
TASKS = {
    "amounts": ["executed"],
    "parts_by": ["group"],
    "total_table": "funding",
    "total_where": {"breakdown": "total", "scope": ""},
    "lenient": True,
}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"initial_budget": "4062.10", "adjustment": "1026.38", "budget": "5088.48"}, "consistent"),
        ({"initial_budget": "960.57", "adjustment": "-69.78", "budget": "890.79"}, "consistent"),
        ({"initial_budget": "1.24", "adjustment": "1.24", "budget": "2.5"}, "consistent"),
        ({"initial_budget": "1.2", "adjustment": "1.2", "budget": "2.5"}, "within_rounding"),
        (
            {"initial_budget": "4062.10", "adjustment": "1026.38", "budget": "5088.84"},
            "inconsistent",
        ),
        ({"initial_budget": "4062.10件", "adjustment": "1件", "budget": "5088元"}, "units_differ"),
    ],
)
def test_along_a_row(judged, row, found):
    assert judged(TYPE, ALONG, row) == [(1, row["budget"], found)]


@pytest.mark.parametrize(
    "row",
    [
        {"budget": "5"},
        {"initial_budget": "4062.10", "budget": "5088.48"},
        {"initial_budget": "4062.10", "adjustment": "1026.38"},
    ],
)
def test_a_row_that_states_no_sum(judged, row):
    assert judged(TYPE, ALONG, row) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"stated": "148条", "parts": ("58条", "90条"), "complete": True}, "consistent"),
        ({"stated": "63个", "parts": ("42个", "6个", "0个"), "complete": True}, "inconsistent"),
        ({"stated": "63个", "parts": ("42个", "6个"), "complete": False}, "open_list"),
        ({"stated": "48个", "parts": ("42个", "6个"), "complete": False}, "consistent"),
        (
            {"stated": "9件", "parts": ("10件", "3件"), "minus": ("4件",), "complete": True},
            "consistent",
        ),
        (
            {"stated": "9件", "parts": ("10件", "3件"), "minus": ("3件",), "complete": True},
            "inconsistent",
        ),
    ],
)
def test_parts_in_one_cell(judged, row, found):
    assert judged(TYPE, CLAIM, row) == [(1, row["stated"], found)]


def line(breakdown, name="", group="g", **cells):
    return {"breakdown": breakdown, "name": name, "group": group, **cells}


def test_down_the_rows(judged):
    rows = (
        line("total", budget="15", executed="20"),
        line("source", budget="10", executed="9"),
        line("nature", budget="1", executed="1"),
        line("source", budget="5", executed="4"),
        line("source", group="h", budget="8"),
        line("source", group="h", budget="1"),
        line("total", group="h", budget="9"),
    )
    assert judged(TYPE, DOWN, *rows) == [
        (1, "15", "consistent"),
        (1, "20", "inconsistent"),
        (7, "9", "consistent"),
    ]


def test_a_blank_cell_is_not_nought(judged):
    rows = (
        line("total", budget="15", executed="12"),
        line("source", budget="10"),
        line("source", budget="5", executed="12"),
    )
    assert judged(TYPE, DOWN, *rows) == [(1, "15", "consistent"), (1, "12", "missing")]


def test_a_column_that_no_part_prints(judged):
    rows = (line("total", budget="9"), line("source", executed="1"), line("source", executed="2"))
    assert judged(TYPE, DOWN, *rows) == []


def test_parts_without_a_total(judged):
    assert judged(TYPE, DOWN, line("source", budget="1"), line("source", budget="2")) == []


@pytest.mark.parametrize(("budget", "found"), [("10", "consistent"), ("15", "open_list")])
def test_one_part_alone_may_be_an_example(judged, budget, found):
    rows = (line("total", budget=budget), line("source", budget="10"))
    assert judged(TYPE, DOWN, *rows) == [(1, budget, found)]


@pytest.mark.parametrize("total", ["105", "205", "110"])
def test_a_part_may_hold_others(judged, total):
    rows = (
        line("total", budget=total),
        line("source", "一、财政拨款小计", budget="100"),
        line("source", "其中：一般公共预算", budget="80"),
        line("source", "政府性基金", budget="20"),
        line("source", "其他资金", budget="5"),
    )
    found = "inconsistent" if total == "110" else "consistent"
    assert judged(TYPE, DOWN, *rows) == [(1, total, found)]


def test_what_is_among_the_part_before(judged):
    rows = (
        line("total", budget="105"),
        line("source", "一般公共预算", budget="100"),
        line("source", "其中：上级资金", budget="40"),
        line("source", "其他资金", budget="5"),
    )
    assert judged(TYPE, DOWN, *rows) == [(1, "105", "consistent")]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("15", [(1, "15", "consistent")]),
        ("20", [(1, "15", "consistent")]),
    ],
)
def test_the_total_that_the_parts_make(judged, second, found):
    rows = (
        line("total", budget="15"),
        line("source", budget="10"),
        line("source", budget="5"),
        line("total", budget=second),
    )
    assert judged(TYPE, DOWN, *rows) == found


def test_totals_that_differ_and_none_fits(judged):
    rows = (
        line("total", budget="20"),
        line("source", budget="10"),
        line("source", budget="5"),
        line("total", budget="25"),
    )
    assert judged(TYPE, DOWN, *rows) == [(1, "20", "ambiguous")]


def test_a_tree(judged):
    rows = (
        {"name": "履职效能", "parent": "", "full_mark": "50分", "awarded": "48.5分"},
        {"name": "产出", "parent": "履职效能", "awarded": "19分"},
        {"name": "效益", "parent": "履职效能", "awarded": "20分"},
        {"name": "支出率", "parent": "履职效能", "awarded": "9.5分"},
        {"name": "产出扣分", "parent": "履职效能", "deduction": "1分"},
        {"name": "支出率扣分", "parent": "履职效能", "deduction": "0.5分"},
        {"name": "数量", "parent": "产出", "awarded": "10分"},
        {"name": "质量", "parent": "产出", "awarded": "4分"},
    )
    assert judged(TYPE, TREE, *rows) == [
        (1, "48.5分", "consistent"),
        (2, "19分", "inconsistent"),
    ]
    assert judged(TYPE, LOSS, *rows) == [(1, "48.5分", "consistent")]


@pytest.mark.parametrize(("said", "found"), [("0.2分", "open_list"), ("2.5分", "inconsistent")])
def test_deductions_may_explain_less_but_not_more(judged, said, found):
    rows = (
        {"name": "履职效能", "parent": "", "full_mark": "50.0分", "awarded": "48.5分"},
        {"name": "甲", "parent": "履职效能", "deduction": "0.5分"},
        {"name": "乙", "parent": "履职效能", "deduction": said},
    )
    assert judged(TYPE, LOSS, *rows) == [(1, "48.5分", found)]


def test_deductions_from_an_unknown_mark(judged):
    rows = (
        {"name": "履职效能", "parent": "", "awarded": "48.5分"},
        {"name": "甲", "parent": "履职效能", "deduction": "1分"},
    )
    assert judged(TYPE, LOSS, *rows) == [(1, "48.5分", "missing")]


def tasks(*amounts, group="torn"):
    return tuple({"group": group, "executed": amount} for amount in amounts)


def whole(executed, scope="", group="g"):
    return {"breakdown": "total", "scope": scope, "group": group, "executed": executed}


@pytest.mark.parametrize(
    ("first", "found"),
    [("446", "within_rounding"), ("346", "open_list"), ("546", "inconsistent")],
)
def test_another_table_has_the_total(judged, first, found):
    funding = [whole("100", scope="三公经费"), whole("4487.07")]
    rows = tasks(first, "233", "2286", "1241", "281")
    assert judged(TYPE, TASKS, *rows, others={"funding": funding}) == [(2, "4487.07", found)]


def test_what_exceeds_the_total_is_compared_with_it(table):
    rows, funding = table(*tasks("9", "8")), table(whole("10"))
    [(_row, relation)] = make(TYPE, TASKS).relations(rows, {"funding": funding})
    assert relation.comparison is Comparison.AT_LEAST


def test_shares_of_the_same_total_are_not_added_up(judged):
    rows = (*tasks("6", "4"), *tasks("6", "4", group="grid1"))
    found = judged(TYPE, TASKS, *rows, others={"funding": [whole("10")]})
    assert found == [(1, "10", "consistent"), (1, "10", "consistent")]


def test_a_total_among_the_parts_is_their_own(judged):
    rows = tasks("6", "4", group="grid1")
    assert judged(TYPE, TASKS, *rows, others={"funding": [whole("99", group="grid1")]}) == []


@pytest.mark.parametrize(
    ("marks", "score", "found"),
    [
        (("50分", "50分"), "98.5分", "consistent"),
        (("50分", "50分"), "99.5分", "inconsistent"),
        (("50分", "30分"), "99.5分", "open_list"),
        (("50分", None), "98.5分", "consistent"),
    ],
)
def test_complete_when_the_marks_come_to_a_hundred(judged, marks, score, found):
    kwargs = {
        "amounts": ["awarded"],
        "total": "self_score",
        "total_table": "documents",
        "parts_where": {"parent": ""},
        "complete_when": {"full_mark": "100"},
    }
    rows = (
        {"name": "履职", "parent": "", "full_mark": marks[0], "awarded": "48.5分"},
        {"name": "管理", "parent": "", "full_mark": marks[1], "awarded": "50分"},
        {"name": "质量", "parent": "管理", "full_mark": "5分", "awarded": "5分"},
    )
    others = {"documents": [{"self_score": score}]}
    assert judged(TYPE, kwargs, *rows, others=others) == [(1, score, found)]


def test_columns_and_tables():
    assert set(make(TYPE, ALONG).columns()) == {"initial_budget", "adjustment", "budget"}
    assert set(make(TYPE, DOWN).columns()) == {"budget", "executed", "breakdown", "group", "name"}
    assert set(make(TYPE, TASKS).columns()) == {"executed", "group", "name"}
    assert make(TYPE, TASKS).tables() == {"funding": ("executed", "breakdown", "scope")}
    assert set(make(TYPE, LOSS).columns()) == {
        "deduction", "awarded", "full_mark", "parent", "name",
    }  # fmt: skip


CODES = {"amounts": ["amount"], "parent": "above", "name": "key", "group_by": ["document", "list"]}


def code(key, above, amount=None, of="a", sure=True):
    """A line; letters keep a code from being read as a figure."""
    key, above = (f"c{one}" if one else "" for one in (key, above))
    return {"key": key, "above": above, "amount": amount, "list": of, "sure": sure}


def test_a_tree_of_codes(judged):
    rows = (
        code("total", "", "300.00"),
        code("205", "total", "210.00"),
        code("20502", "205", "210.00"),
        code("2050201", "20502", "150.00"),
        code("2050202", "20502", "60.00"),
        code("210", "total", "91.00"),
        code("205", "total", "7.00", of="b"),
    )
    assert judged(TYPE, CODES | {"whole_alone": True}, *rows) == [
        (1, "300.00", "inconsistent"),
        (2, "210.00", "consistent"),
        (3, "210.00", "consistent"),
    ]


def test_one_part_alone_is_the_whole_list_of_a_tree(judged):
    rows = (code("205", "", "210.00"), code("20502", "205", "200.00"))
    assert judged(TYPE, CODES, *rows) == [(1, "210.00", "open_list")]
    assert judged(TYPE, CODES | {"whole_alone": True}, *rows) == [(1, "210.00", "inconsistent")]


def test_a_list_that_may_be_open_is_no_fault(judged):
    rows = (
        code("total", "", "9.00"),
        code("1", "total", "5.00"),
        code("2", "total", "3.00", sure=False),
    )
    kwargs = CODES | {"unless_open": "sure"}
    assert judged(TYPE, kwargs, *rows) == [(1, "9.00", "open_list")]
    closed = [{**row, "sure": True} for row in rows]
    assert judged(TYPE, kwargs, *closed) == [(1, "9.00", "inconsistent")]
