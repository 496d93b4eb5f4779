import pytest

from checker.relations import make

TYPE = "expect_sequence_to_be_complete"
LABELS = {"label": "stated", "counted": "counted"}


@pytest.mark.parametrize(
    ("stated", "counted", "verdict"),
    [("3", 3, "consistent"), ("4", 3, "inconsistent"), ("4", None, "missing")],
)
def test_sequence(judged, stated, counted, verdict):
    assert judged(TYPE, LABELS, {"stated": stated, "counted": counted}) == [(1, stated, verdict)]


def test_says_nothing_without_a_label(judged):
    assert judged(TYPE, LABELS, {"stated": None, "counted": 3}) == []


def test_is_called_numbering(table):
    rows = table({"stated": "4", "counted": 3})
    assert [r.kind for _row, r in make(TYPE, LABELS).relations(rows, {})] == ["numbering"]
