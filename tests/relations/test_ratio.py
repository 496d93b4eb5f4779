import pytest

from checker.relations import make

TYPE = "expect_rate_to_equal_ratio"
RATE = {
    "rate": "execution_rate",
    "part": "executed",
    "wholes": [["budget"], ["initial_budget", "adjustment"], ["initial_budget"]],
}


def row(rate="88.18%", executed="4487.07万元", **wholes):
    return {"execution_rate": rate, "executed": executed} | wholes


@pytest.mark.parametrize(
    "wholes",
    [
        {"budget": "5088.48万元"},
        {"initial_budget": "4062.10万元", "adjustment": "1026.38万元"},
        {"initial_budget": "5088.48万元"},
        {"budget": "9999.99万元", "initial_budget": "4062.10万元", "adjustment": "1026.38万元"},
        {"budget": "50884800元"},
    ],
)
def test_holds_on_any_lawful_base(judged, wholes):
    assert judged(TYPE, RATE, row(**wholes)) == [(1, "88.18%", "consistent")]


def test_fails(judged):
    wrong = row("87.96%", "3685.76万元", initial_budget="4062.10万元", adjustment="210.97万元")
    assert judged(TYPE, RATE, wrong) == [(1, "87.96%", "inconsistent")]


def test_cut_digits(judged):
    assert judged(TYPE, RATE, row("93%", "6708万元", budget="7143.45万元")) == [
        (1, "93%", "truncated")
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (row(), "missing"),
        (row(executed=None, budget="5088.48万元"), "missing"),
        (row(adjustment="1026.38万元"), "missing"),
        (row(initial_budget="0"), "zero_base"),
    ],
)
def test_cannot_be_assessed(judged, given, reason):
    assert judged(TYPE, RATE, given) == [(1, "88.18%", reason)]


def test_says_nothing_without_a_rate(judged):
    assert judged(TYPE, RATE, row(rate=None, budget="5088.48万元")) == []


def test_a_base_may_be_less_something(judged):
    kwargs = {"rate": "stated", "part": "part", "wholes": [["whole"], ["part", "-minus"]]}
    extra = {"stated": "102.67%", "part": "1841家", "minus": ("48户",)}
    assert judged(TYPE, kwargs, extra) == [(1, "102.67%", "truncated")]
    # Nothing is taken away: the part is no share of itself.
    assert judged(TYPE, kwargs, extra | {"minus": ()}) == [(1, "102.67%", "missing")]


def test_only_the_rows_meant(judged):
    kwargs = RATE | {"where": {"kind": ["a", "b"], "explicit": True}}
    rows = [
        row(budget="5088.48万元", kind=k, explicit=e)
        for k, e in (("a", True), ("a", False), ("c", True), ("b", True))
    ]
    assert [number for number, *_ in judged(TYPE, kwargs, *rows)] == [1, 4]


def test_columns_are_all_that_it_reads():
    kind = make(TYPE, RATE | {"where": {"breakdown": "total"}})
    assert set(kind.columns()) == {
        "execution_rate", "executed", "budget", "initial_budget", "adjustment", "breakdown",
    }  # fmt: skip


def test_explicit_unless_prose_says_otherwise(table):
    kind = make(TYPE, RATE)
    rows = table(row(), row() | {"explicit": False}, row() | {"explicit": True})
    assert [r.explicit for _row, r in kind.relations(rows, {})] == [True, False, True]


def test_another_name_for_the_relation(table):
    kind = make(TYPE, RATE | {"relation": "score"})
    rows = table(row(budget="1"), row())
    assert [r.kind for _row, r in kind.relations(rows, {})] == ["score", "score"]
