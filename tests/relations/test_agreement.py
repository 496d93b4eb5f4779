import pytest

TYPE = "expect_figures_to_agree"
AGREE = {"figure": "stated", "other": "base"}


@pytest.mark.parametrize(
    ("stated", "base", "verdict"),
    [
        ("2.94亿元", "29380万元", "consistent"),
        ("29.4亿元", "29380万元", "inconsistent"),
        ("881.59万元", "881.6万元", "consistent"),
        ("236.64万元", "236.63万元", "within_rounding"),
        ("629.55万元", "881.59万元", "inconsistent"),
        ("14件", "13件", "inconsistent"),
        ("14件", "13万元", "units_differ"),
        ("14件", None, "missing"),
    ],
)
def test_agreement(judged, stated, base, verdict):
    assert judged(TYPE, AGREE, {"stated": stated, "base": base}) == [(1, stated, verdict)]


def test_says_nothing_without_a_figure(judged):
    assert judged(TYPE, AGREE, {"stated": None, "base": "13件"}) == []
