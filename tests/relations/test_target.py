import pytest

TYPE = "expect_actual_to_meet_target"
MEETS = {
    "actual": "actual",
    "target": "target",
    "comparator": "comparator",
    "name": "name",
    "definition": "definition",
    "per": "per",
    "lower_is_better": ["投诉", "事故"],
    "unless": ["办结"],
    "inverse": ["反向指标"],
}


@pytest.mark.parametrize(
    ("target", "comparator", "actual", "verdict"),
    [
        ("95%", ">=", "95%", "consistent"),
        ("95%", ">=", "94%", "inconsistent"),
        ("95%", ">", "96%", "consistent"),
        ("95%", ">", "95%", "inconsistent"),
        ("3%", "<=", "3%", "consistent"),
        ("3%", "<=", "4%", "inconsistent"),
        ("3%", "<", "2%", "consistent"),
        ("3%", "<", "3%", "inconsistent"),
        ("100%", "=", "100%", "consistent"),
        ("100%", "=", "98%", "inconsistent"),
        ("4次", "", "6次", "consistent"),
        ("4次", "", "3次", "inconsistent"),
    ],
)
def test_the_sign_decides(judged, target, comparator, actual, verdict):
    row = {"target": target, "comparator": comparator, "actual": actual}
    assert judged(TYPE, MEETS, row) == [(1, actual, verdict)]


@pytest.mark.parametrize(
    ("name", "definition", "target", "actual", "verdict"),
    [
        ("安全生产检查次数", "", "0次", "1次", "inconsistent"),
        ("安全生产检查次数", "", "0次", "0次", "consistent"),
        ("群众投诉件数", "", "10件", "8件", "consistent"),
        ("群众投诉件数", "", "10件", "12件", "inconsistent"),
        ("群众投诉办结率", "", "90%", "98%", "consistent"),
        ("空置面积", "本指标为反向指标", "10", "12", "inconsistent"),
        ("空置面积", "涉及事故的不计", "10", "12", "consistent"),
    ],
)
def test_less_is_better(judged, name, definition, target, actual, verdict):
    row = {"name": name, "definition": definition, "target": target, "actual": actual}
    assert judged(TYPE, MEETS, row) == [(1, actual, verdict)]


def test_the_words_around_a_target_are_its_sign(judged):
    rows = (
        {"target": "不低于90%", "actual": "90%"},
        {"target": "不低于90%", "actual": "85%"},
        {"target": "5次以内", "actual": "6次"},
    )
    kwargs = {"actual": "actual", "target": "target"}
    found = judged(TYPE, kwargs, *rows)
    assert [verdict for *_, verdict in found] == ["consistent", "inconsistent", "inconsistent"]


@pytest.mark.parametrize(
    ("row", "stated", "reason"),
    [
        ({"target": "95%", "actual": None}, "95%", "missing"),
        ({"target": None, "actual": "95%"}, "95%", "missing"),
        ({"target": "3次", "actual": "3次", "per": "每日"}, "3次", "units_differ"),
        ({"target": "50万元", "actual": "50人"}, "50人", "units_differ"),
    ],
)
def test_cannot_be_assessed(judged, row, stated, reason):
    assert judged(TYPE, MEETS, row) == [(1, stated, reason)]


def test_says_nothing_of_an_indicator_in_words(judged):
    assert judged(TYPE, MEETS, {"name": "品牌建设", "target": None, "actual": None}) == []
