"""Excerpts: nothing marked is lost, rows fit, carets stand where the figures do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.excerpt import Mark, carets, cells, excerpt, pad, plain, shortened, wrap

LONG = (
    "街道党工委坚持厉行节约，统筹保障民生实事、" * 8 + "执行数 6708 万元，" + "圆满完成任务，" * 12
)


def test_wide_characters_take_two_cells_and_combining_ones_none() -> None:
    assert cells("执行率 93%") == 10
    assert cells("é") == 1
    assert pad("年度", 6) == "年度  "
    assert shortened("荔湾区人民政府", 7) == "荔湾区…"
    assert shortened("荔湾区人民政府", 7, end=True) == "…民政府"
    assert (shortened("荔湾区", 6), shortened("荔湾区", 0)) == ("荔湾区", "")


def test_a_short_sentence_is_shown_whole() -> None:
    [row] = excerpt("执行数 6708 万元。", [(4, 8, Mark.STATED)], 76, rows=3)
    assert row.text == "执行数 6708 万元。"
    assert carets(row.runs(), " ‾^") == " " * 7 + "^^^^"


def test_a_long_sentence_is_cut_to_the_figures_clause() -> None:
    at = LONG.index("6708")
    [row] = excerpt(LONG, [(at, at + 4, Mark.STATED)], 76, rows=3)
    assert row.text == "…执行数 6708 万元，…"


def test_neither_a_figure_nor_a_unit_is_broken_off() -> None:
    text = "本年度共支出三百余项合计 12345.67 万元。"
    start = text.index("1")
    for width in range(14, 40):
        rows = excerpt(text, [(start, start + 11, Mark.STATED)], width, rows=9)
        assert sum("12345.67 万元" in row.text for row in rows) == 1
    assert wrap("一共得 50 分", 8) == ["一共得", "50 分"]


def test_punctuation_never_begins_a_row() -> None:
    rows = wrap("甲，乙。丙、丁；（戊）己" * 6, 10)
    assert not any(row[0] in "，。、；）" or row[-1] == "（" for row in rows)


def test_control_characters_become_spaces_one_for_one() -> None:
    assert plain("a\x1b[31m\u202eb\n") == "a [31m b "


@given(
    st.text(st.sampled_from("执行数，。 93.5%（）|ab、"), min_size=1, max_size=400),
    st.lists(st.tuples(st.integers(0, 399), st.integers(1, 8)), min_size=1, max_size=5),
    st.integers(20, 90),
)
def test_what_is_marked_is_always_shown(
    text: str, starts: list[tuple[int, int]], width: int
) -> None:
    spans = [(s, min(s + n, len(text)), Mark.STATED) for s, n in starts if s < len(text)]
    rows = excerpt(text, spans, width, rows=1)
    assert all(cells(row.text) <= width and len(row.text) == len(row.marks) for row in rows)
    marked = {i for s, e, _ in spans for i in range(s, e) if text[i] != " "}
    shown = sum(
        mark is Mark.STATED and char != " "
        for row in rows
        for char, mark in zip(row.text, row.marks, strict=True)
    )
    assert shown == len(marked)
