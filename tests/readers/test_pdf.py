"""PDF: running lines, paragraphs, ruled tables over pages, what nobody sees, hostile files."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from checker import ocr
from checker.document import Document, Kind, Unreadable
from checker.readers import pdf, read
from checker.readers.pdf import apart
from checker.readers.pdf.open import shown_pages
from checker.readers.pdf.streams import heavy
from tests.readers import gold
from tests.readers.paper import FONT, HEIGHT, LEFT, Paper, report, wide
from tests.readers.scan import Scan

LONG = "全年预算数7143.45万元，执行数6708万元，按资金来源分，一般公共预算支出5988.67万元。" * 3


def read_pdf(data: bytes) -> Document:
    return pdf.read(Path("a.pdf"), data)


def said(paper: Paper) -> list[str]:
    return [block.text for block in read_pdf(paper.data()).blocks]


@pytest.mark.parametrize("name", gold.NAMES)
def test_the_samples_give_the_same_checks(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{Path(name).stem}.pdf"
    path.write_bytes(report(name))
    assert gold.told(path) == gold.told(gold.SAMPLES / name)
    tables = [[gold.grid(b) for b in d.blocks if b.kind is Kind.TABLE]
              for d in (read(path), read(gold.SAMPLES / name))]  # fmt: skip
    spaceless = [[[re.sub(r"\s", "", t) for t in row] for g in one for row in g] for one in tables]
    assert spaceless[0] == spaceless[1]


def test_running_lines_go_and_paragraphs_go_on_over_the_page() -> None:
    paper = Paper(header="某街道绩效自评报告")
    paper.heading("某街道2024年度报告")
    for _ in range(24):
        paper.paragraph(LONG)
    document = read_pdf(paper.data())
    assert paper.number >= 3
    assert [(b.kind, b.level) for b in document.blocks[:2]] == [
        (Kind.HEADING, 1), (Kind.PARAGRAPH, 0),
    ]  # fmt: skip
    assert [b.text for b in document.blocks[1:]] == [LONG] * 24
    pages = {anchor.page for anchor in document.blocks[0].span.anchors.values()}
    assert pages == set(range(1, paper.number + 1))


def test_numbers_of_pages_go_and_other_numbers_stay() -> None:
    paper = Paper()
    for number in range(1, 4):
        paper.paragraph(f"正文{number}。")
        paper.at(280, 40, f"第 {number} 页 共 3 页", 9)
        paper.at(280, 60, str(2021 * number), 9)
        paper.page()
    assert said(paper) == ["正文1。", "2021", "正文2。", "4042", "正文3。", "6063"]


def test_a_unit_note_on_every_page_stays() -> None:
    paper = Paper()
    for number in range(4):
        paper.at(400, 790, "单位：万元", 9)
        paper.paragraph(f"第{number}段。")
        paper.page()
    assert said(paper).count("单位：万元") == 4


def test_a_table_over_pages_with_its_header_repeated() -> None:
    paper = Paper(header="收入决算表说明")
    paper.paragraph("见下表。")
    rows = [["科目", "预算数", "执行数"]] + [[f"科目{n}", f"{n}.50", f"{n}.25"] for n in range(80)]
    paper.table(rows)
    paper.paragraph("表后。")
    blocks = read_pdf(paper.data()).blocks
    assert [b.text for b in blocks] == ["见下表。", "", "表后。"]
    assert gold.grid(blocks[1]) == rows
    place = blocks[1].cells[-1].span.place("a", 0, 5)
    assert place.page == paper.number
    assert place.cell == "表1 第81行第3列"


def test_a_number_too_wide_for_its_cell_is_one_and_two_numbers_are_two() -> None:
    paper = Paper()
    for x in (80, 120, 160):
        paper.canvas.line(x, 700, x, 760)
    for y in (700, 730, 760):
        paper.canvas.line(80, y, 160, y)
    for x, y, text in ((82, 748, "91,016,"), (82, 735, "775.35"), (122, 748, "37.5"),
                       (122, 735, "12.5"), (82, 710, "甲"), (122, 710, "乙")):  # fmt: skip
        paper.at(x, y, text, 9)
    [table] = read_pdf(paper.data()).blocks
    assert [cell.span.text for cell in table.cells] == ["91,016,775.35", "37.5 12.5", "甲", "乙"]


def test_what_a_form_is_filled_in_with_is_text() -> None:
    paper = Paper()
    paper.at(80, 700, "全年预算数")
    place = {"x": 145, "y": 695, "width": 60, "height": 20, "borderWidth": 0}
    paper.canvas.acroForm.textfield(name="budget", value="7143.45", **place)
    paper.at(210, 700, "万元。")
    paper.canvas.textAnnotation("备注", Rect=[400, 400, 500, 450])
    [block] = read_pdf(paper.data()).blocks
    assert block.text.replace(" ", "") == "全年预算数7143.45万元。"


def test_a_place_has_the_box_that_is_printed() -> None:
    paper = Paper()
    paper.at(80, 700, "本年支出1００.50万元。", 10)
    for x in (80, 120, 160):
        paper.canvas.line(x, 600, x, 630)
    for y in (600, 630):
        paper.canvas.line(80, y, 160, y)
    for x, y, text in ((82, 618, "91,016,"), (82, 605, "775.35"), (122, 618, "甲")):
        paper.at(x, y, text, 9)
    prose, table = read_pdf(paper.data()).blocks
    left, top, right, bottom = prose.span.place("", 4, 10).box or (0.0,) * 4
    assert left == pytest.approx(120, abs=0.5)
    assert right == pytest.approx(80 + wide("本年支出1００.50", 10), abs=0.5)
    assert top < HEIGHT - 700 < bottom
    assert bottom - top == pytest.approx(10, abs=3)
    figure = table.cells[0].span
    left, top, right, bottom = figure.place("", 0, len(figure.text)).box or (0.0,) * 4
    assert (left, right) == (pytest.approx(82, abs=0.5), pytest.approx(82 + wide("91,016,", 9), 1))
    assert top < HEIGHT - 618 < HEIGHT - 605 < bottom


def test_a_number_of_many_places_is_one_over_two_lines() -> None:
    paper = Paper()
    for x in (80, 120, 160, 200):
        paper.canvas.line(x, 700, x, 760)
    for y in (700, 730, 760):
        paper.canvas.line(80, y, 200, y)
    for x, y, text in ((82, 748, "682.350"), (82, 735, "000"), (122, 748, "350000"),
                       (122, 735, "00"), (162, 748, "37.5"), (162, 735, "12"),
                       (82, 710, "甲"), (122, 710, "乙"), (162, 710, "丙")):  # fmt: skip
        paper.at(x, y, text, 9)
    [table] = read_pdf(paper.data()).blocks
    texts = [cell.span.text for cell in table.cells]
    assert texts == ["682.350000", "35000000", "37.5 12", "甲", "乙", "丙"]


def test_squares_stay_and_marks_of_footnotes_go() -> None:
    paper = Paper()
    paper.at(80, 700, "333m")
    width = paper.canvas.stringWidth("333m", FONT, 12)
    paper.at(80 + width, 705, "2", 7)
    paper.at(80 + width + 4, 700, "，见6708")
    paper.at(80 + width + 4 + paper.canvas.stringWidth("，见6708", FONT, 12), 705, "1", 7)
    assert said(paper) == ["333m²，见6708"]


def test_what_nobody_sees_is_no_text() -> None:
    paper = Paper()
    paper.line("看得见")
    hidden = paper.canvas.beginText(LEFT, 600)
    hidden.setFont(FONT, 12)
    hidden.setTextRenderMode(3)
    hidden.textOut("看不见")
    paper.canvas.saveState()
    paper.canvas.drawText(hidden)
    paper.canvas.restoreState()
    paper.canvas.setFillGray(0.2)
    paper.canvas.rect(70, 490, 200, 30, fill=1)
    paper.canvas.setFillGray(1)
    paper.at(LEFT, 500, "深底白字")
    paper.at(LEFT, 400, "白底白字")
    paper.at(700, 300, "页外")
    document = read_pdf(paper.data())
    assert [block.text for block in document.blocks] == ["看得见", "深底白字"]
    assert [note.values for note in document.notes] == [{"count": 9}]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    paper = Paper()
    paper.canvas.setPageRotation(turn)
    moves = {0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}  # the library turns the box
    paper.canvas.translate(*moves[turn])
    paper.canvas.rotate(turn)
    paper.table([["项目", "金额"], ["甲", "12.50"]])
    paper.line("第一行。")
    paper.line("第二行。")
    table, *rest = read_pdf(paper.data()).blocks
    assert gold.grid(table) == [["项目", "金额"], ["甲", "12.50"]]
    assert [block.text for block in rest] == ["第一行。", "第二行。"]


def test_a_mark_across_the_page_is_no_text() -> None:
    paper = Paper()
    paper.line("正文一。")
    paper.canvas.saveState()
    paper.canvas.rotate(45)
    paper.at(500, 200, "仅供参考", 40)
    paper.canvas.restoreState()
    assert said(paper) == ["正文一。"]


def test_an_empty_password_opens() -> None:
    paper = Paper(encrypt=StandardEncryption("", ownerPassword="x", canPrint=0))
    paper.line("正文。")
    assert said(paper) == ["正文。"]


def encrypted() -> bytes:
    paper = Paper(encrypt=StandardEncryption("secret", ownerPassword="x"))
    paper.line("正文。")
    return paper.data()


def scanned() -> bytes:
    paper, file = Paper(), io.BytesIO()
    Image.new("L", (40, 60), 200).save(file, "PNG")
    file.seek(0)
    paper.canvas.drawImage(ImageReader(file), 0, 0, 595, 842)
    return paper.data()


def truncated() -> bytes:
    return report("meiyuan-2024.md")[:-2000]


def bomb() -> bytes:
    packed = zlib.compress(b" " * (210 << 20), 9)
    head = b"%%PDF-1.4\n1 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return head + packed + b"\nendstream endobj\nstartxref\n0\n%%EOF"


def broken() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n9\n%%EOF"


@pytest.mark.parametrize(
    "made, reason",
    [
        (encrypted, "密码"),
        (scanned, "没有文字层"),
        (truncated, "不完整"),
        (bomb, "展开后过大"),
        (broken, "已损坏"),
        (lambda: b"PK\3\4", "不是 PDF"),
    ],
)
def test_what_cannot_be_read_is_said(
    made: Callable[[], bytes], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "recogniser", lambda: None)
    with pytest.raises(Unreadable, match=reason):
        read_pdf(made())


def test_a_scanned_page_among_others_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recogniser", lambda: None)
    paper, file = Paper(), io.BytesIO()
    paper.line("正文。")
    paper.page()
    Image.new("L", (40, 60), 200).save(file, "PNG")
    file.seek(0)
    paper.canvas.drawImage(ImageReader(file), 0, 0, 595, 842)
    [note] = read_pdf(paper.data()).notes
    assert note.values == {"pages": "2"}


def pictured(scan: Scan, *, covered: bool = True, words: str = "") -> bytes:
    """A page that is a picture, with a text layer that nobody sees and ``words`` printed."""
    paper = Paper()
    width, height = (595, 842) if covered else (200, 280)
    paper.canvas.drawImage(ImageReader(io.BytesIO(scan.data())), 0, 0, width, height)
    paper.canvas.saveState()
    hidden = paper.canvas.beginText(80, 700)
    hidden.setFont(FONT, 12)
    hidden.setTextRenderMode(3)
    hidden.textOut("识别软件留下的文字")
    paper.canvas.drawText(hidden)
    paper.canvas.restoreState()
    if words:
        paper.at(280, 40, words)
    return paper.data()


def test_a_scanned_page_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["项目", "全年预算数", "执行数"], ["基本支出", "1000.00", "900.00"], ["其他", "7", ""]]
    scan = Scan()
    scan.line(300, 60, "财政支出情况表")
    scan.table(60, 120, (140, 180, 180), rows)
    monkeypatch.setattr(ocr, "recogniser", lambda: scan)
    monkeypatch.setattr(ocr, "available", lambda: True)
    for words in ("", "第1页"):
        document = read_pdf(pictured(scan, words=words))
        title, table = document.blocks
        assert (title.text, gold.grid(table)) == ("财政支出情况表", rows)
        assert {cell.span.place("", 0, 1).confidence for cell in table.cells} == {99}
        assert [note.values for note in document.notes] == [{"pages": "1"}]
        assert "识别得来" in document.notes[0].message


def test_a_small_picture_beside_text_is_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Scan()
    scan.line(80, 100, "印章")
    monkeypatch.setattr(ocr, "recogniser", lambda: scan)
    document = read_pdf(pictured(scan, covered=False, words="全年预算数7143.45万元。"))
    assert [block.text for block in document.blocks] == ["全年预算数7143.45万元。"]


def test_a_scan_never_passes_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recogniser", lambda: None)
    monkeypatch.setattr(ocr, "available", lambda: False)
    for words in ("", "- 1 -"):  # a number that was printed on the scan makes it no text
        with pytest.raises(Unreadable, match="文字识别组件"):
            read_pdf(pictured(Scan(), words=words))
    paper = Paper()
    paper.line("正文。" * 5)
    paper.page()
    paper.canvas.drawImage(ImageReader(io.BytesIO(Scan().data())), 0, 0, 595, 842)
    paper.at(280, 40, "第二页")
    [note] = read_pdf(paper.data()).notes
    assert (note.message, note.values) == (
        "第 {pages} 页主要是图片，图片里的文字没有检查",
        {"pages": "2"},
    )


def test_text_drawn_as_shapes_is_no_empty_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recogniser", lambda: None)
    monkeypatch.setattr(ocr, "available", lambda: False)
    paper = Paper()
    for at in range(60):
        paper.canvas.line(80 + 5 * at, 700, 84 + 5 * at, 712)
    with pytest.raises(Unreadable, match="没有文字层"):
        read_pdf(paper.data())


def test_what_may_ask_for_too_much_is_read_apart() -> None:
    paper = Paper(encrypt=StandardEncryption("", ownerPassword="x"))
    paper.table([["项目", "金额"], ["甲项目", "12.50"]])
    data = paper.data()
    assert heavy(data)
    here = shown_pages("", data, recognise=True)
    assert apart.pages("", data) == here
    assert gold.grid(read_pdf(data).blocks[0]) == [["项目", "金额"], ["甲项目", "12.50"]]


def test_content_tells_a_pdf() -> None:
    assert pdf.recognises(b"\n%PDF-1.4")
    assert not pdf.recognises("正文里写着 %PDF-1.4".encode())
