"""Where files are: globs, names from a folder, and addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.location import matches, named, relative, uri


@pytest.mark.parametrize(
    ("glob", "path", "meant"),
    [
        ("草稿", "草稿/a.md", True),
        ("草稿", "2023/草稿/a.md", True),
        ("草稿", "2023/草稿一/a.md", False),
        ("草稿/", "2023/草稿/a.md", True),
        ("*.txt", "2023/a.txt", True),
        ("*.txt", "2023/a.txt.md", False),
        ("2021/*", "2021/a.md", True),
        ("2021/*", "x/2021/a.md", False),
        ("./2021/**", "2021/b/a.md", True),
        ("2021/**", "2021/b/a.md", True),
        ("**/水务局/*.md", "2021/水务局/a.md", True),
        ("**/水务局/*.md", "水务局/a.md", True),
        ("/2021/a.md", "2021/a.md", True),
        ("202?/a.md", "2021/a.md", True),
        ("202?/a.md", "20211/a.md", False),
        ("a+b(c).md", "a+b(c).md", True),
        ("a.md", "axmd", False),
        ("2021\\\\草稿", "2021/草稿/a.md", True),
    ],
)
def test_globs(glob: str, path: str, meant: bool) -> None:
    assert matches(glob.replace("\\\\", "\\"), path) is meant


def test_a_decomposed_name_is_the_same_name(tmp_path: Path) -> None:
    assert relative(tmp_path / "e\u0301t", tmp_path) == "\u00e9t"
    assert matches("e\u0301t", "\u00e9t")


def test_names_and_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative("a/../b/报告.md", tmp_path) == "b/报告.md"
    assert relative(tmp_path.parent / "x.md", tmp_path) is None
    assert named(tmp_path / "b" / "报告 1.md") == "b/报告 1.md"
    assert uri("b/报告 1.md") == "b/%E6%8A%A5%E5%91%8A%201.md"
    assert uri(tmp_path.parent / "x.md") == (tmp_path.parent / "x.md").as_uri()
