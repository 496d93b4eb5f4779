"""Pictures: what is recognised goes through the layout; what is doubtful is said."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from checker import ocr, pipeline
from checker.cli import main
from checker.document import Kind, Unreadable
from checker.finding import Severity
from checker.ocr.ink import dark, leaning, rules
from checker.readers import picture, read
from tests.readers import gold
from tests.readers.scan import Scan

ROWS = [
    ["项目", "全年预算数", "执行数", "执行率"],
    ["基本支出", "1000.00", "900.00", "90.00%"],
    ["项目支出", "7", "", "3"],
]
RATE = "全年预算数1000.00万元，执行数900.00万元，执行率95.00%。"


def write(path: Path, scan: Scan, monkeypatch: pytest.MonkeyPatch, kind: str = "PNG") -> Path:
    path.write_bytes(scan.data(kind))
    monkeypatch.setattr(ocr, "recogniser", lambda: scan)
    return path


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_table_in_a_picture_is_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    scan = Scan()
    scan.line(300, 60, "财政支出情况表")
    scan.table(60, 120, (140, 180, 180, 140), ROWS)
    path = write(tmp_path / f"a.{picture.SUFFIXES[0]}", scan, monkeypatch, kind)
    title, table = read(path).blocks
    assert (title.text, table.kind) == ("财政支出情况表", Kind.TABLE)
    assert gold.grid(table) == ROWS


def test_cells_are_merged_where_a_rule_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = Scan()
    for box in ((60, 100, 460, 100), (260, 140, 460, 140), (60, 180, 460, 180),
                (60, 220, 460, 220), (60, 100, 60, 220), (260, 100, 260, 220),
                (360, 140, 360, 220), (460, 100, 460, 220)):  # fmt: skip
        scan.draw.line(box, fill=0, width=2)
    for x, y, text in ((80, 130, "单位"), (300, 110, "预算数"), (270, 150, "财政"),
                       (370, 150, "其他"), (80, 190, "甲单位"), (270, 190, "1.5"),
                       (370, 190, "2.5")):  # fmt: skip
        scan.line(x, y, text)
    [table] = read(write(tmp_path / "a.png", scan, monkeypatch)).blocks
    assert [(c.row, c.column, c.rows, c.columns, c.span.text) for c in table.cells] == [
        (0, 0, 2, 1, "单位"), (0, 1, 1, 2, "预算数"), (1, 1, 1, 1, "财政"), (1, 2, 1, 1, "其他"),
        (2, 0, 1, 1, "甲单位"), (2, 1, 1, 1, "1.5"), (2, 2, 1, 1, "2.5"),
    ]  # fmt: skip


def test_a_line_found_over_two_cells_is_parted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = Scan()
    scan.table(60, 120, (140, 140), [["甲项目", "乙项目"], ["12.5", "37.5"]])
    found = scan.find

    def over(page: object) -> list[ocr.Quad]:
        first, second, *rest = found(page)
        return [(first[0], second[1], second[2], first[3]), *rest]

    monkeypatch.setattr(scan, "find", over)
    [table] = read(write(tmp_path / "a.png", scan, monkeypatch)).blocks
    assert gold.grid(table) == [["甲项目", "乙项目"], ["12.5", "37.5"]]


def test_lines_make_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Scan()
    whole = (
        "某街道2023年全年预算数1000.00万元，执行数900.00万元，执行率90.00%，"
        "结转结余100.00万元，各项工作按计划完成，成效明显。"
    )
    scan.line(120, 100, whole[:45])
    scan.line(80, 130, whole[45:])
    scan.line(120, 160, "第二段。")
    document = read(write(tmp_path / "a.png", scan, monkeypatch))
    assert [block.text for block in document.blocks] == [whole, "第二段。"]


@pytest.mark.parametrize("sure", [99, 60])
def test_a_finding_that_rests_on_a_doubtful_digit_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sure: int
) -> None:
    scan = Scan()
    scan.line(
        80, 100, "全年预算数1000.00万元，执行数900.00万元，执行率95.00", (99, sure, 99, 99, 99)
    )
    scan.line(80, 130, "%。")
    path = write(tmp_path / "a.png", scan, monkeypatch)
    [document] = pipeline.check([path], pipeline.Options()).documents
    [rate] = [one for one in document.checks if one.rule == "FND201"]
    assert rate.stated.place.confidence == sure
    assert {figure.place.confidence for figure in rate.operands} == {99}
    assert (rate.severity is Severity.NOTE) == (sure == 60)
    assert [figure.text for figure in rate.misread] == ([] if sure == 99 else ["95.00%"])


def test_reporters_say_what_may_be_misread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    scan = Scan()
    scan.line(
        80, 100, "全年预算数1000.00万元，执行数900.00万元，执行率95.00%。", (50, 99, 99, 99, 99)
    )
    path = write(tmp_path / "a.png", scan, monkeypatch)
    said = {}
    for form in ("json", "console"):
        with pytest.raises(SystemExit) as left:
            main(["check", str(path), "--format", form])
        assert left.value.code == 0
        said[form] = capfd.readouterr().out
    [rate] = [c for c in json.loads(said["json"])["checks"] if c["rule"] == "FND201"]
    assert rate["severity"] == "note"
    assert rate["stated"]["confidence"] == 50
    assert "疑似识别误差：95.00% 识别不清" in rate["message"]
    assert "疑似识别误差：95.00%" in "".join(said["console"].split()).replace("│", "")


def test_a_digit_that_may_be_missing_is_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = Scan()
    scan.line(80, 100, "1234567")
    told = scan.read

    def gapped(line: object) -> ocr.Said:
        said = told(line)
        return ocr.Said("123567", said.confidences[1:], (*said.middles[:3], *said.middles[4:]))

    monkeypatch.setattr(scan, "read", gapped)
    [block] = read(write(tmp_path / "a.png", scan, monkeypatch)).blocks
    assert block.text == "123567"
    confidences = [block.span.place("", at, at + 1).confidence for at in range(6)]
    assert confidences == [99, 99, 50, 50, 99, 99]


def test_what_was_not_recognised_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Scan()
    scan.line(80, 100, "正文。")
    scan.line(80, 150, "污损", (20, 30))
    document = read(write(tmp_path / "a.png", scan, monkeypatch))
    assert [block.text for block in document.blocks] == ["正文。"]
    assert [note.values for note in document.notes] == [{}, {"count": 1}]
    blank = write(tmp_path / "b.png", Scan(), monkeypatch)
    with pytest.raises(Unreadable, match="没有认出文字"):
        read(blank)


def test_every_page_of_a_tiff_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Scan()
    scan.line(80, 100, "正文。")
    pages = [scan.picture, Image.new("L", (842, 1190), 255), scan.picture]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    path = tmp_path / "a.tif"
    path.write_bytes(file.getvalue())
    monkeypatch.setattr(ocr, "recogniser", lambda: scan)
    document = read(path)
    assert {a.page for b in document.blocks for a in b.span.anchors.values()} == {1, 3}
    assert [note.values for note in document.notes] == [{}, {"count": 1}, {"pages": "2"}]


def test_without_the_extra_a_picture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "扫描.jpg"
    path.write_bytes(Scan().data("JPEG"))
    monkeypatch.setattr(ocr, "recogniser", lambda: None)
    with pytest.raises(SystemExit) as left:
        main(["check", str(path), "--format", "json"])
    [failure] = json.loads(capfd.readouterr().out)["failures"]
    assert left.value.code == 2
    assert "文字识别组件" in failure["reason"]
    assert ocr.INSTALL in failure["reason"]


def bomb() -> bytes:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (Scan().data()[:200], "已损坏"),
        (Scan().data("TIFF")[:-400] + b"\0", "图片"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "图片"),
        (bomb(), "图片太大|已损坏"),
    ],
    ids=["cut", "tiff", "noise", "bomb"],
)
def test_hostile_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, why: str
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    monkeypatch.setattr(ocr, "recogniser", Scan)
    with pytest.raises(Unreadable, match=why):
        read(path)


def test_the_extra_is_asked_for_only_where_it_is_needed() -> None:
    assert ocr.available() in (True, False)
    assert picture.recognises(Scan().data())
    assert not picture.recognises("BM 是文字".encode())


@pytest.mark.parametrize("turn", [-3, -0.8, 0, 0.3, 1.5])
def test_a_page_is_levelled(turn: float) -> None:
    with Image.open(io.BytesIO(printed(turn))) as page:
        found = leaning(dark(np.asarray(page.convert("RGB"))))
    assert abs(found + turn) < 0.1


def test_what_is_darker_than_its_ground_is_ink() -> None:
    page = np.full((200, 200, 3), 120, np.uint8)  # a page in the shade
    page[50:52, 20:180] = 30
    page[100:140, 20:60] = (230, 40, 40)  # a seal
    assert [rule[:3] for rule in rules(dark(page), 50)] == [(20, 50, 180)]


# With the real recogniser

real = pytest.mark.skipif(not ocr.available(), reason="the extra [ocr] is not installed")
NUMBERS = [["No", "A", "B"], ["1", "1,234.56", "90.00%"], ["2", "", "7"], ["3", "386.02", "0.59%"]]


def printed(turn: float = 0) -> bytes:
    """A table of numbers in a face that comes with Pillow."""
    page = Image.new("RGB", (1200, 1700), "white")
    draw, face = ImageDraw.Draw(page), ImageFont.load_default(30)
    for at, row in enumerate(NUMBERS):
        for column, text in enumerate(row):
            box = (150 + 300 * column, 300 + 80 * at, 450 + 300 * column, 380 + 80 * at)
            draw.rectangle(box, outline="black", width=2)
            draw.text((box[0] + 20, box[1] + 20), text, "black", face)
    page = page.rotate(turn, Image.Resampling.BICUBIC, expand=turn in (90, 180), fillcolor="white")
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


@real
@pytest.mark.parametrize("turn", [0, 1.5, 90, 180])
def test_a_printed_table_is_recognised(tmp_path: Path, turn: float) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(printed(turn))
    [table] = read(path).blocks
    assert gold.grid(table) == NUMBERS
    places = [cell.span.place("", 0, 1) for cell in table.cells]
    assert all(place.confidence is not None for place in places)
