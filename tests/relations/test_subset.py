import pytest

TYPE = "expect_part_not_to_exceed_whole"
WITHIN = {"part": "executed", "wholes": [["budget"], ["initial_budget", "adjustment"]]}


@pytest.mark.parametrize(
    "wholes",
    [
        {"budget": "7449.81"},
        {"budget": "7372.62"},
        {"budget": "1", "initial_budget": "7000", "adjustment": "500"},
    ],
)
def test_holds(judged, wholes):
    assert judged(TYPE, WITHIN, {"executed": "7372.62", **wholes}) == [(1, "7372.62", "consistent")]


def test_within_rounding(judged):
    assert judged(TYPE, WITHIN, {"executed": "7372.62", "budget": "7372.6"}) == [
        (1, "7372.62", "within_rounding")
    ]


def test_fails(judged):
    over = {"executed": "7372.62", "budget": "7000", "initial_budget": "5000", "adjustment": "-1"}
    assert judged(TYPE, WITHIN, over) == [(1, "7372.62", "inconsistent")]


@pytest.mark.parametrize("wholes", [{}, {"initial_budget": "5000"}])
def test_says_nothing_where_nobody_printed_a_bound(judged, wholes):
    assert judged(TYPE, WITHIN, {"executed": "7372.62", **wholes}) == []


def test_says_nothing_without_a_part(judged):
    assert judged(TYPE, WITHIN, {"executed": None, "budget": "1"}) == []


def test_cannot_be_assessed(judged):
    apart = {"executed": "12件", "budget": "7000万元"}
    assert judged(TYPE, WITHIN, apart) == [(1, "12件", "units_differ")]
