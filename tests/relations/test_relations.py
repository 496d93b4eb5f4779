"""The kinds as a whole: that they are found, made with clear errors, and state only."""

import pytest

from checker.relations import InvalidKwargs, kinds, make

TEN = {
    "expect_rate_to_equal_ratio",
    "expect_parts_to_sum_to_total",
    "expect_part_not_to_exceed_whole",
    "expect_actual_to_meet_target",
    "expect_change_to_match",
    "expect_figures_to_agree",
    "expect_rate_to_be_attainable",
    "expect_count_to_match_list",
    "expect_sequence_to_be_complete",
    "expect_shares_to_make_whole",
}


def test_every_kind_is_found():
    assert set(kinds()) == TEN
    assert all(name == kind.TYPE for name, kind in kinds().items())


@pytest.mark.parametrize(
    ("type_", "kwargs", "said"),
    [
        ("expect_figure_to_agree", {}, "是否指 expect_figures_to_agree？"),
        ("expect_nothing_of_it_at_all", {}, "没有名为 expect_nothing_of_it_at_all 的规则种类"),
        ("expect_figures_to_agree", {"figure": "a"}, "缺少参数 other"),
        ("expect_figures_to_agree", {"figure": "a", "othr": "b"}, "没有参数 othr，是否指 other？"),
        ("expect_figures_to_agree", {"figure": "a", "other": "b", "zz": 1}, "没有参数 zz"),
        ("expect_figures_to_agree", {"figure": ["a"], "other": "b"}, "参数 figure 不能是 ['a']"),
        (
            "expect_figures_to_agree",
            {"figure": "a", "other": "b", "where": "c"},
            "参数 where 不能是 c",
        ),
        (
            "expect_change_to_match",
            {"change": "a", "current": "b", "base": "c", "measure": "metres"},
            "参数 measure 不能是 metres",
        ),
        ("expect_parts_to_sum_to_total", {"total": "a"}, "参数不成套（parts | amounts）"),
        ("expect_parts_to_sum_to_total", {"parts": ["a"]}, "参数不成套（parts + total）"),
        (
            "expect_parts_to_sum_to_total",
            {"amounts": ["a"], "lenient": "yes"},
            "参数 lenient 不能是 yes",
        ),
    ],
)
def test_what_cannot_be_made_is_told(type_, kwargs, said):
    with pytest.raises(InvalidKwargs) as raised:
        make(type_, kwargs)
    assert said in str(raised.value)


def test_lists_are_read_as_tuples():
    kind = make(
        "expect_rate_to_equal_ratio",
        {"rate": "r", "part": "p", "wholes": [["a", "b"], ["c"]], "where": {"kind": ["x", "y"]}},
    )
    assert kind.wholes == (("a", "b"), ("c",))
    assert kind.where == {"kind": ("x", "y")}
