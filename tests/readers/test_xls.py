"""XLS and ET: the same as XLSX, from the old binary format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwt

from checker import package
from checker.document import Kind, Unreadable
from checker.readers import read, xls
from tests.readers import book, gold
from tests.readers.book import style


def saved(path: Path, fill: Callable[[Any], None]) -> Path:
    workbook = xlwt.Workbook()
    fill(workbook.add_sheet("表", cell_overwrite_ok=True))
    workbook.save(str(path))
    return path


def table(sheet: Any) -> None:
    sheet.write_merge(0, 0, 0, 3, "2023年度自评表", style(bold=True))
    sheet.write_merge(1, 2, 0, 0, "资金")
    for column, text in enumerate(("预算数", "执行数", "执行率"), 1):
        sheet.write(1, column, text)
    sheet.write(2, 1, 1234.5, style("#,##0.00"))
    sheet.write(2, 2, 45413, style('yyyy"年"m"月"d"日"'))
    sheet.write(2, 3, 0.8818, style("0.00%"))
    sheet.write(3, 1, -5, style("0.00;[Red]0.00"))
    sheet.write(4, 1, 9)
    sheet.row(4).hidden = True


@pytest.mark.parametrize("suffix", [".xls", ".et"])
def test_cells_as_shown(suffix: str, tmp_path: Path) -> None:
    document = read(saved(tmp_path / f"a{suffix}", table))
    heading, ruled = document.blocks
    assert (heading.kind, heading.text) == (Kind.HEADING, "2023年度自评表")
    assert [(c.row, c.column, c.rows, c.span.text) for c in ruled.cells] == [
        (0, 0, 2, "资金"), (0, 1, 1, "预算数"), (0, 2, 1, "执行数"), (0, 3, 1, "执行率"),
        (1, 1, 1, "1,234.50"), (1, 2, 1, "2024年5月1日"), (1, 3, 1, "88.18%"), (2, 1, 1, "-5.00"),
    ]  # fmt: skip
    assert ruled.cells[4].span.place("a", 0, 3).cell == "B3"
    assert [note.values for note in document.notes] == [{"sheet": "表", "rows": 1, "columns": 0}]


@pytest.mark.parametrize("name", ["liuan-2023.md", "meiyuan-2024.md"])
def test_the_same_report_gives_the_same_checks(name: str, tmp_path: Path) -> None:
    path = tmp_path / Path(name).with_suffix(".xls").name
    path.write_bytes(book.xls(name))
    assert gold.told(path) == gold.told(gold.SAMPLES / name)


def test_broken_files(tmp_path: Path) -> None:
    whole = saved(tmp_path / "a.xls", table).read_bytes()
    locked = package.OLE + bytes(600) + package.ENCRYPTED
    for data, reason in ((whole[:3000], "损坏"), (b"text", "损坏"), (locked, "密码")):
        with pytest.raises(Unreadable, match=reason):
            xls.read(tmp_path / "b.xls", data)
    assert xls.recognises(whole)
    assert not xls.recognises(b"PK\x03\x04")
