"""Ruled tables from bare characters and rules."""

from __future__ import annotations

from checker.layout.joined import continues, joined
from checker.ruled import Char, Rule, Table, lines, tables


def chars(text: str, x: float, y: float, size: float = 10) -> list[Char]:
    return [
        Char(ch, x + size * at / 2, y, x + size * (at + 1) / 2, y + size)
        for at, ch in enumerate(text)
    ]


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def table(rows: list[list[str]], page: int = 1, xs: tuple[float, ...] = (0, 100, 200)) -> Table:
    found = [
        char
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        for char in chars(text, xs[c] + 3, 20 * r + 5)
    ]
    [made] = tables(grid(list(xs), [20.0 * at for at in range(len(rows) + 1)]), found, page)
    return made


def texts(made: Table) -> list[tuple[int, int, str]]:
    return [(a.row, a.column, a.text) for a in made.areas if a.lines]


def test_boxes_of_different_heights_stay_in_their_order() -> None:
    mixed = [
        Char(ch, 10.0 * at, 100.0 - 3 * (at % 2), 10.0 * at + 9, 110.0 + 2 * (at % 3))
        for at, ch in enumerate("第22项活动")
    ]
    assert ["".join(c.text for c in line) for line in lines(reversed(mixed))] == ["第22项活动"]


def test_a_character_struck_twice_is_read_once() -> None:
    [line] = lines(chars("合11", 0, 0) + chars("合11", 0.4, 0))
    assert "".join(char.text for char in line) == "合11"


def test_cells_are_merged_where_the_wall_between_them_is_missing() -> None:
    rules = [
        Rule(0, 0, 300, 0), Rule(100, 20, 300, 20), Rule(0, 40, 300, 40), Rule(0, 60, 300, 60),
        Rule(0, 0, 0, 60), Rule(100, 0, 100, 60), Rule(200, 20, 200, 60), Rule(300, 0, 300, 60),
    ]  # fmt: skip
    words = [("来源", 3, 15), ("金额", 150, 5), ("预算", 110, 25), ("执行", 210, 25)]
    found = [char for text, x, y in words for char in chars(text, x, y)]
    [made] = tables(rules, found, 1)
    assert [(a.row, a.column, a.rows, a.columns, a.text) for a in made.areas if a.lines] == [
        (0, 0, 2, 1, "来源"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "预算"), (1, 2, 1, 1, "执行"),
    ]  # fmt: skip


def test_a_table_may_be_open_at_its_sides() -> None:
    rules = [Rule(0, y, 200, y) for y in (0, 20, 40)] + [Rule(100, 0, 100, 40)]
    found = chars("甲", 10, 5) + chars("1.5", 110, 5) + chars("乙", 10, 25) + chars("2.5", 110, 25)
    [made] = tables(rules, found, 1)
    assert texts(made) == [(0, 0, "甲"), (0, 1, "1.5"), (1, 0, "乙"), (1, 1, "2.5")]


def test_frames_and_backgrounds_are_no_tables() -> None:
    assert tables(grid([0, 100], [0, 20, 40]), chars("正文", 10, 5), 1) == []
    assert tables(grid([0, 100, 200], [0, 20, 40]), chars("正文", 10, 5), 1) == []


def test_a_table_goes_on_over_pages_without_its_repeated_header() -> None:
    first = table([["项目", "金额"], ["甲", "1.00"]])
    second = table([["项目", "金额"], ["乙", "2.00"]], 2, (1, 102, 201))
    assert continues(first, second)
    assert not continues(first, table([["丙", "3.00"]], 2, (0, 110, 200)))
    made = joined(first, second)
    assert made.rows == 3
    assert texts(made) == [
        (0, 0, "项目"), (0, 1, "金额"), (1, 0, "甲"), (1, 1, "1.00"), (2, 0, "乙"), (2, 1, "2.00"),
    ]  # fmt: skip
    assert [area.page for area in made.areas] == [1, 1, 1, 1, 2, 2]


def test_a_row_cut_by_the_page_break_is_mended() -> None:
    xs = (0, 40, 100, 200)
    first = table([["1", "agreemento", "5.00"]], 1, xs)
    made = joined(first, table([["", "f all", ""], ["2", "more", "6.00"]], 2, xs))
    assert [text for _row, _column, text in texts(made)] == [
        "1", "agreementof all", "5.00", "2", "more", "6.00",
    ]  # fmt: skip


def test_a_row_with_only_a_label_stays_its_own() -> None:
    first = table([["一", "甲", "5.00"]], 1, (0, 40, 100, 200))
    made = joined(first, table([["", "乙", ""], ["二", "丙", "6.00"]], 2, (0, 40, 100, 200)))
    assert (1, 1, "乙") in texts(made)
