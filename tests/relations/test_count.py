import pytest

TYPE = "expect_count_to_match_list"
COUNT = {"count": "stated", "counted": "counted"}


@pytest.mark.parametrize(
    ("stated", "counted", "verdict"),
    [("5处", 5, "consistent"), ("4处", 3, "inconsistent"), ("4处", None, "missing")],
)
def test_count(judged, stated, counted, verdict):
    assert judged(TYPE, COUNT, {"stated": stated, "counted": counted}) == [(1, stated, verdict)]


def test_says_nothing_without_a_count(judged):
    assert judged(TYPE, COUNT, {"stated": None, "counted": 5}) == []
