import pytest

TYPE = "expect_rate_to_be_attainable"
ATTAIN = {"rate": "stated", "part": "part", "whole": "whole"}


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"stated": "95.54%", "whole": "9753条"}, "consistent"),
        ({"stated": "96.92%", "part": "38.68公顷"}, "consistent"),
        ({"stated": "95.54%", "part": "7户"}, "inconsistent"),
        ({"stated": "95.54%"}, "missing"),
        ({"stated": "95.54%", "part": "0户"}, "zero_base"),
    ],
)
def test_attainable(judged, row, verdict):
    assert judged(TYPE, ATTAIN, row) == [(1, row["stated"], verdict)]


@pytest.mark.parametrize("row", [{"part": "7户"}, {"stated": "50%", "part": "1户", "whole": "2户"}])
def test_says_nothing(judged, row):
    assert judged(TYPE, ATTAIN, row) == []
