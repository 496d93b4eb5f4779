import pytest

TYPE = "expect_change_to_match"
ROLES = {"change": "stated", "current": "current", "base": "base"}
GROWTH = ROLES | {"measure": "percent", "by": "change", "falls": "falls"}
AMOUNT = ROLES | {"measure": "amount"}
POINTS = ROLES | {"measure": "points", "falls": "falls"}
MONTHS = AMOUNT | {"inclusive": True, "cycle": 12, "relation": "duration"}


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"stated": "58.8%", "current": "967人次", "base": "609人次"}, "consistent"),
        ({"stated": "85.8%", "current": "967人次", "base": "609人次"}, "inconsistent"),
        ({"stated": "20%", "current": "80", "base": "100", "falls": True}, "consistent"),
        ({"stated": "20%", "current": "80", "base": "100", "falls": False}, "inconsistent"),
        ({"stated": "-20%", "current": "80", "base": "100", "falls": True}, "consistent"),
        ({"stated": "12.5%", "current": "28.8", "change": "3.2"}, "consistent"),
        ({"stated": "10%", "current": "28.8", "change": "3.2", "falls": True}, "consistent"),
        ({"stated": "12.5%", "base": "25.6", "change": "3.2"}, "consistent"),
        ({"stated": "58.8%", "current": "967人次"}, "consistent"),
        ({"stated": "58.8%", "current": "7人次"}, "inconsistent"),
        ({"stated": "58.8%", "current": "967人次", "falls": True}, "consistent"),
        ({"stated": "58.8%", "current": "3人次", "falls": True}, "inconsistent"),
        ({"stated": "58.8%"}, "missing"),
        ({"stated": "58.8%", "current": "967人次", "base": "0人次"}, "zero_base"),
    ],
)
def test_growth(judged, row, verdict):
    assert judged(TYPE, GROWTH, row) == [(1, row["stated"], verdict)]


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"stated": "2.8万元", "current": "8.4万元", "base": "5.6万元"}, "consistent"),
        ({"stated": "2.8万元", "current": "5.6万元", "base": "8.4万元"}, "consistent"),
        ({"stated": "3.8万元", "current": "8.4万元", "base": "5.6万元"}, "inconsistent"),
        ({"stated": "2.8万元", "current": "8.4万元"}, "missing"),
    ],
)
def test_amount(judged, row, verdict):
    assert judged(TYPE, AMOUNT, row) == [
        (1, "2.8万元" if verdict != "inconsistent" else "3.8万元", verdict)
    ]


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"stated": "3.4个百分点", "current": "98.6%", "base": "95.2%"}, "consistent"),
        ({"stated": "4.3个百分点", "current": "98.6%", "base": "95.2%"}, "inconsistent"),
        (
            {"stated": "3.4个百分点", "current": "95.2%", "base": "98.6%", "falls": True},
            "consistent",
        ),
        ({"stated": "3.4个百分点", "current": "95.2%", "base": "98.6%"}, "inconsistent"),
        ({"stated": "2个百分点", "current": "98%"}, "missing"),
    ],
)
def test_points(judged, row, verdict):
    assert judged(TYPE, POINTS, row) == [(1, row["stated"], verdict)]


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"stated": "4个月", "base": "8", "current": "11"}, "consistent"),
        ({"stated": "5个月", "base": "8", "current": "11"}, "inconsistent"),
        ({"stated": "4个月", "base": "11", "current": "2"}, "consistent"),
        ({"stated": "4个月", "base": "11"}, "missing"),
    ],
)
def test_months_count_both_ends(judged, row, verdict):
    assert judged(TYPE, MONTHS, row) == [(1, row["stated"], verdict)]


def test_says_nothing_without_a_change(judged):
    assert judged(TYPE, GROWTH, {"current": "967人次", "base": "609人次"}) == []
