"""XLSX: what the sheets show, merged cells, what is hidden, hostile packages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from checker import package
from checker.document import Document, Kind, Unreadable
from checker.extract.extraction import extract
from checker.readers import read, xlsx
from tests.readers import book, gold

SHEET = "xl/worksheets/sheet1.xml"
FORM: list[list[object]] = [
    ["2023年度部门整体支出绩效自评表"],
    ["填报单位：江临市某街道", *[None] * 6, "单位：万元"],
    ["资金情况", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, None, "（A）", "（B）", "（C）", None, "（C/B）", None],
    ["年度资金总额", None, 5200, 5460, 5334.42, 10, 0.977, 9.77],
    ["其中：一般公共预算", None, 4700, 4860, 4752, None, 0.9778, None],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "供餐人次", "≥60000人次", "63580人次", 10, 10, None],
    [None, None, "改造户数", "120户", "124户", 10, 10, None],
    [None, "质量指标", "办结率", "≥95%", 0.976, 10, 10, None],
    ["总分", None, None, None, None, 40, 39.77, None],
    ["注：本表由财务人员填报。"],
]
MERGED = "A1:H1 A3:B4 A5:B5 A6:B6 F3:F4 H3:H4 A8:A10 B8:B9 A11:E11 A12:H12"


def saved(path: Path, fill: Callable[[Worksheet], None]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "表"
    fill(sheet)
    workbook.save(path)
    return path


def shown(document: Document) -> list[tuple[int, int, int, int, str]]:
    [table] = [block for block in document.blocks if block.kind is Kind.TABLE]
    return [(c.row, c.column, c.rows, c.columns, c.span.text) for c in table.cells]


def form(sheet: Worksheet) -> None:
    for row in FORM:
        sheet.append(row)
    for place in MERGED.split():
        sheet.merge_cells(place)
    for place in ("C5", "D5", "E5", "C6", "D6", "E6"):
        sheet[place].number_format = "#,##0.00"
    sheet["G5"].number_format = sheet["G6"].number_format = "0.00%"
    sheet["E10"].number_format = "0.0%"


def test_a_ruled_form(tmp_path: Path) -> None:
    document = read(saved(tmp_path / "form.xlsx", form))
    texts = [(b.kind, b.text) for b in document.blocks if b.kind is not Kind.TABLE]
    assert texts == [
        (Kind.HEADING, "2023年度部门整体支出绩效自评表"),
        (Kind.PARAGRAPH, "填报单位：江临市某街道"),
        (Kind.PARAGRAPH, "单位：万元"),
        (Kind.PARAGRAPH, "注：本表由财务人员填报。"),
    ]
    cells = shown(document)
    assert (0, 0, 2, 2, "资金情况") in cells
    assert (5, 0, 3, 1, "产出指标") in cells
    assert (2, 2, 1, 1, "5,200.00") in cells
    assert (2, 6, 1, 1, "97.70%") in cells


def test_extraction_reads_a_ruled_form(tmp_path: Path) -> None:
    found = extract(read(saved(tmp_path / "form.xlsx", form)))
    total, public = found.lines
    assert {name: figure.text for name, figure in total.cells.items()} == {
        "initial_budget": "5,200.00", "budget": "5,460.00", "executed": "5,334.42",
        "execution_rate": "97.70%", "weight": "10", "score": "9.77",
    }  # fmt: skip
    assert public.cells["executed"].place.cell == "E6"
    assert public.cells["executed"].place.sheet == "表"
    named = {one.name: one for one in found.indicators}
    assert named["改造户数"].actual is not None
    assert named["改造户数"].actual.text == "124户"
    assert named["办结率"].actual is not None
    assert named["办结率"].actual.text == "97.6%"


def test_dates_texts_and_lines_in_a_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["年初\n预算数", "日期", "合计\n100", "是"])
        sheet.append(["１,２３４.5", date(2024, 5, 1), 0.1 + 0.2, True])
        sheet["B2"].number_format = 'yyyy"年"m"月"d"日"'

    cells = shown(read(saved(tmp_path / "a.xlsx", fill)))
    assert [cell[4] for cell in cells] == [
        "年初预算数", "日期", "合计100", "是", "1,234.5", "2024年5月1日", "0.3", "TRUE",
    ]  # fmt: skip


def test_lines_of_a_text_cell_are_paragraphs_with_places_of_their_own(tmp_path: Path) -> None:
    document = read(saved(tmp_path / "a.xlsx", lambda s: s.append(["一、概况。\n预算数 5 万元。"])))
    first, second = document.blocks
    assert (first.text, second.text) == ("一、概况。", "预算数 5 万元。")
    place = second.span.place("a", 0, 3)
    assert (place.sheet, place.cell, place.line, place.start) == ("表", "A1", None, 6)


def test_what_is_hidden_is_counted(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["名称", "旧", "预算数"], ["甲", 1, 10], ["乙", 2, 20], ["丙", 3, 30]):
            sheet.append(row)
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        assert sheet.parent is not None
        secret = sheet.parent.create_sheet("底稿")
        secret["A1"] = "不给看"
        secret.sheet_state = "hidden"

    document = read(saved(tmp_path / "a.xlsx", fill))
    assert shown(document) == [
        (0, 0, 1, 1, "名称"), (0, 1, 1, 1, "预算数"), (1, 0, 2, 1, "甲"), (1, 1, 1, 1, "10"),
        (2, 1, 1, 1, "30"),
    ]  # fmt: skip
    assert [note.message.format(**note.values) for note in document.notes] == [
        "工作表 表 隐藏了 1 行、1 列，没有检查",
        "工作表 底稿 是隐藏的，没有检查",
    ]


def test_a_formula_without_a_saved_value_is_told(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["预算数", "执行数"])
        sheet.append([10, "=A2*2"])

    document = read(saved(tmp_path / "a.xlsx", fill))
    assert [cell[4] for cell in shown(document)] == ["预算数", "执行数", "10"]
    [note] = document.notes
    assert note.values == {"sheet": "表", "count": 1, "cells": "B2"}


def test_a_formula_stands_by_its_saved_value(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", lambda s: s.append(["执行率", "=1/3"]))
    repacked(path, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>0.333333333333333</v>").replace(
        b"<v />", b"<v>0.333333333333333</v>"
    ))  # fmt: skip
    document = read(path)
    assert [cell[4] for cell in shown(document)] == ["执行率", "0.333333333333333"]
    assert document.notes == ()


def test_empty_rows_part_the_tables(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["表一"], ["甲", 1], ["乙", 2], [], ["表二"], ["丙", 3], ["丁", 4]):
            sheet.append(row)

    kinds = [(b.kind, b.text) for b in read(saved(tmp_path / "a.xlsx", fill)).blocks]
    assert kinds == [
        (Kind.PARAGRAPH, "表一"), (Kind.TABLE, ""), (Kind.PARAGRAPH, "表二"), (Kind.TABLE, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("name", gold.NAMES)
def test_the_same_report_gives_the_same_checks(name: str, tmp_path: Path) -> None:
    path = tmp_path / Path(name).with_suffix(".xlsx").name
    path.write_bytes(book.xlsx(name))
    assert gold.told(path) == gold.told(gold.SAMPLES / name)


def repacked(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        parts = {info.filename: file.read(info) for info in file.infolist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for part, data in parts.items():
            file.writestr(part, data)


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "bomb": (
        lambda x: x.replace(b"<sheetData", b" " * (60 << 20) + b"<sheetData", 1),
        "解开后太大",
    ),
    "deep": (lambda x: x.replace(b"<sheetData", b"<a>" * 999 + b"<sheetData", 1), "嵌套太深"),
    "entity": (lambda x: b'<!DOCTYPE x [<!ENTITY a "b">]>' + x, "实体"),
    "wide": (
        lambda x: x.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        "太大",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_packages(kind: str, tmp_path: Path) -> None:
    change, reason = HOSTILE[kind]
    path = saved(tmp_path / "a.xlsx", lambda s: s.append(["预算数", 5]))
    repacked(path, SHEET, change)
    with pytest.raises(Unreadable, match=reason):
        read(path)


@pytest.mark.parametrize("more", ["", "<mergeCells><mergeCell ref='F1:F2'/></mergeCells>"])
def test_cells_are_counted_only_where_they_may_be_too_many(
    more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_with(most: int) -> int:
        monkeypatch.setattr("checker.readers.xlsx.parts.MOST_CELLS", most)
        return len(shown(read(path)))

    path = saved(tmp_path / "a.xlsx", lambda s: [s.append([n, n, n]) for n in range(4)])
    repacked(path, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + more.encode()))
    assert read_with(1000) == read_with(12) == 12
    with pytest.raises(Unreadable, match="最多能读 11 个单元格"):
        read_with(11)


def test_two_sheets_have_too_many_cells_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book.workbook({"一": [[1, 2], [3, 4]], "二": [[5, 6], [7, 8]]}))
    for most, good in ((8, True), (7, False)):
        monkeypatch.setattr("checker.readers.xlsx.parts.MOST_CELLS", most)
        if good:
            assert len(read(path).blocks) == 2
        else:
            with pytest.raises(Unreadable, match="太大"):
                read(path)


def test_formulas_of_a_sheet_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book.workbook({"表": [[1, 2], [3, book.Saved("A1+B1", None)]]}))
    repacked(path, SHEET, lambda xml: xml.split(b"?>")[-1].decode().encode("utf-16"))
    assert [note.values["cells"] for note in read(path).notes] == ["B2"]


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", lambda s: s.append(["预算数", 5]))
    corner = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    repacked(path, SHEET, lambda xml: xml.replace(b"</sheetData>", corner))
    assert [b.text for b in read(path).blocks] == ["", "7"]


def test_broken_files(tmp_path: Path) -> None:
    whole = saved(tmp_path / "a.xlsx", lambda s: s.append(["预算数", 5])).read_bytes()
    locked = package.OLE + bytes(600) + package.ENCRYPTED + bytes(600)
    for data, reason in ((whole[:900], "截断"), (b"text", "损坏"), (locked, "密码")):
        with pytest.raises(Unreadable, match=reason):
            xlsx.read(tmp_path / "b.xlsx", data)
    assert xlsx.recognises(whole)
    assert not xlsx.recognises(whole[:900])


def recalculated(*rows: list[object], more: list[list[object]] | None = None) -> Document:
    sheets = {"表": [*rows]} | ({"二": more} if more else {})
    return xlsx.read(Path("a.xlsx"), book.workbook(sheets))


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(one.cell, one.text, one.recalculated) for one in document.formulas]


def test_formulas_are_worked_out_again() -> None:
    document = recalculated(
        ["项目", "金额"],
        ["甲", 400.1],
        ["乙", "200.20"],
        ["合计", book.Saved("SUM(B2:B3)", 600.3000000000001, "#,##0.00")],
        ["旧", book.Saved("SUM(B2:B3)", 500, "#,##0.00")],
        ["比", book.Saved("B2/'二'!A1", 0.5, "0.00%")],
        ["通", book.Saved("B2+B3", 600.3000000000001)],
        ["错", book.Saved("B2+B3", 600.3001)],
        more=[[1000]],
    )
    assert told(document) == [
        ("B4", "=SUM(B2:B3)", "600.30"), ("B5", "=SUM(B2:B3)", "600.30"),
        ("B6", "=B2/'二'!A1", "40.01%"), ("B7", "=B2+B3", "600.3"), ("B8", "=B2+B3", "600.3"),
    ]  # fmt: skip
    assert not document.notes


def test_a_difference_that_is_not_shown_is_none() -> None:
    document = recalculated(["甲", 12.346], ["乙", book.Saved("B1", 12.344, "0.00")])
    assert told(document) == [("B2", "=B1", "12.34")]


def test_one_formula_told_for_several_cells() -> None:
    shared = '<f t="shared" ref="B2:B3" si="0">A2*2</f>'
    document = recalculated(
        [1, 2],
        [3, book.Saved(shared, 6)],
        [4, book.Saved('<f t="shared" si="0"/>', 9)],
        [5, book.Saved('<f t="shared" si="7"/>', 9)],
        [6, book.Saved('<f t="array" ref="B5">SUM(A1:A5)</f>', 9)],
    )
    assert told(document) == [("B2", "=A2*2", "6"), ("B3", "=A3*2", "8")]
    assert [note.values for note in document.notes] == [
        {"sheet": "表", "count": 2, "cells": "B4、B5"}
    ]


def test_what_was_never_calculated_is_no_nought() -> None:
    document = recalculated(
        ["项目", "金额"], ["甲", book.Saved("1+1", None)], ["乙", book.Saved("B2+1", 3)]
    )
    assert told(document) == []
    assert [note.values["cells"] for note in document.notes] == ["B2", "B3"]
    assert document.notes[0].message.startswith("工作表 {sheet} 有 {count} 个公式没有保存")


def test_words_dashes_and_thousands_are_left_alone() -> None:
    document = recalculated(
        [1000, book.Saved('"共"&A1', "共1000")],
        [2000, book.Saved("A1-A1", 0, '0;-0;"-"')],
        [3000, book.Saved("A3", 3999999, "#,##0,")],
    )
    assert told(document) == []
    assert [note.values["cells"] for note in document.notes] == ["B3"]


def test_too_many_formulas_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.calculation.MOST", 1)
    document = recalculated([1, book.Saved("A1", 1)], [2, book.Saved("A2", 2)])
    assert told(document) == [("B1", "=A1", "1")]
    assert [note.values["cells"] for note in document.notes] == ["B2"]


def test_what_a_merged_cell_hides_is_not_guessed(tmp_path: Path) -> None:
    data = book.workbook({"表": [[1], [2], [3], [book.Saved("SUM(A1:A3)", 9)]]})
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    repacked(path, SHEET, lambda xml: xml.replace(b"</sheetData>", merged))
    assert told(read(path)) == []
    assert [note.values["cells"] for note in read(path).notes] == ["A4"]
