"""Formulas: places as a person would name them."""

from __future__ import annotations

import pytest

from checker.figure import Place
from checker.formula import where


@pytest.mark.parametrize(
    ("file", "beside", "told"),
    [
        ("a/b.md", "a/b.md", "第 9 行"),
        ("a/b.md", "a/c.md", "b.md 第 9 行"),
        ("2023/水务局/自评.md", "2024/水务局/自评.md", "2023/水务局/自评.md 第 9 行"),
        # 2024/水务局 may have a 自评.md, too
        ("2023/水务局/自评.md", "2024/水务局/自评-修订.md", "2023/水务局/自评.md 第 9 行"),
        ("/r/2023.md", "/r/x/2024.md", "2023.md 第 9 行"),
    ],
)
def test_another_file_is_named_so_that_it_is_found(file: str, beside: str, told: str) -> None:
    assert where(Place(file, line=9), beside) == told
