"""OFD: where glyphs stand, templates, tables by their rules, what nobody sees, hostile files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.document import Document, Kind, Unreadable
from checker.readers import ofd, read
from tests.readers import gold
from tests.readers.ofd import HEAD, NAME, WRITTEN, Canvas, deltas, package, path, text
from tests.readers.paper import Paper, report

LONG = "全年预算数7143.45万元，执行数6708万元，按资金来源分，一般公共预算支出5988.67万元。" * 3
DOC = "Doc_0/Document.xml"


def read_ofd(data: bytes) -> Document:
    return ofd.read(Path("a.ofd"), data)


def said(*pages: str) -> list[str]:
    return [block.text for block in read_ofd(package(*pages)).blocks]


def code(inner: str, attributes: str = 'Boundary="20 20 100 6" Font="1" Size="4"') -> str:
    return f'<ofd:TextObject ID="9" {attributes}>{inner}</ofd:TextObject>'


@pytest.mark.parametrize("name", gold.NAMES)
def test_the_samples_give_the_same_checks(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{Path(name).stem}.ofd"
    file.write_bytes(report(name, Canvas))
    assert gold.told(file) == gold.told(gold.SAMPLES / name)
    printed, written = (
        [[[re.sub(r"\s", "", cell) for cell in row] for row in gold.grid(block)]
         for block in read(one).blocks if block.kind is Kind.TABLE]
        for one in (file, gold.SAMPLES / name)
    )  # fmt: skip
    assert printed == written


def test_running_lines_go_and_paragraphs_go_on_over_the_page() -> None:
    paper = Paper("某街道绩效自评报告", Canvas)
    paper.heading("某街道2024年度报告")
    for _ in range(24):
        paper.paragraph(LONG)
    document = read_ofd(paper.data())
    assert paper.number >= 3
    assert [b.text for b in document.blocks] == ["某街道2024年度报告", *[LONG] * 24]
    assert document.blocks[0].kind is Kind.HEADING
    last = document.blocks[-1].span.place("a", 0, 2)
    assert (last.page, last.line is not None) == (paper.number, True)


def test_a_table_over_pages_with_its_header_repeated() -> None:
    paper = Paper(canvas=Canvas)
    rows = [["科目", "预算数", "执行数"]] + [[f"科目{n}", f"{n}.50", f"{n}.25"] for n in range(80)]
    paper.table(rows)
    [table] = read_ofd(paper.data()).blocks
    assert paper.number > 1
    assert gold.grid(table) == rows
    assert table.cells[-1].span.place("a", 0, 2).cell == "表1 第81行第3列"


def test_repeated_offsets() -> None:
    assert deltas([4, 4, 4, 2.5]) == "g 3 4 2.5"
    told = '<ofd:TextCode X="0" Y="4" DeltaX="g 2 4 2 2 g 2 2">预算数12.5</ofd:TextCode>'
    assert said(code(told)) == ["预算数12.5"]


def test_blanks_are_what_stands_apart_or_was_printed_so() -> None:
    apart = '<ofd:TextCode X="0" Y="4" DeltaX="4 4 24 2">甲乙丙12</ofd:TextCode>'
    printed = '<ofd:TextCode X="0" Y="4" DeltaX="g 5 2">10 20</ofd:TextCode>'
    escaped = r'<ofd:TextCode X="0" Y="4" DeltaX="g 5 2">10\002020</ofd:TextCode>'
    assert said(code(apart)) == ["甲乙丙   12"]
    assert said(code(printed)) == said(code(escaped)) == ["10 20"]


def test_text_without_offsets_runs_on_by_the_size() -> None:
    assert said(code('<ofd:TextCode X="0" Y="4">预算数1234.5万元</ofd:TextCode>')) == [
        "预算数1234.5万元"
    ]


def test_a_code_goes_on_where_the_last_began() -> None:
    first = '<ofd:TextCode X="0" Y="4" DeltaX="4">甲乙</ofd:TextCode>'
    assert said(code(first + '<ofd:TextCode X="8" DeltaX="4">丙丁</ofd:TextCode>')) == ["甲乙丙丁"]


def test_an_own_matrix_and_digits_printed_one_by_one() -> None:
    scaled = 'Boundary="20 20 100 6" Font="1" Size="1" CTM="4 0 0 4 0 0"'
    told = '<ofd:TextCode X="0" Y="1" DeltaX="1 1 0.5 0.5">预算12</ofd:TextCode>'
    single = [text(20 + 2 * n, 40, ch) for n, ch in enumerate("1234.56")]
    assert said(code(told, scaled) + "".join(single)) == ["预算12", "1234.56"]


def test_words_above_one_another_stay_in_their_cell() -> None:
    told = '<ofd:TextCode X="0" Y="4" DeltaY="g 2 5">资金额</ofd:TextCode>'
    grid = "M 20 20 L 80 20 L 80 40 L 20 40 C M 30 20 L 30 40"
    cells = code(told, 'Boundary="22 21 6 18" Font="1" Size="4"') + text(34, 30, "12.50")
    [table] = read_ofd(package(path(grid) + cells)).blocks
    assert gold.grid(table) == [["资金额", "12.50"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    matrices = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 180 20", 180: "-1 0 0 -1 190 270",
                270: "0 -1 1 0 20 270"}  # fmt: skip
    lines = [
        code(
            f'<ofd:TextCode X="0" Y="{10 + 10 * n}" DeltaX="g 3 4 2">第{n}行12</ofd:TextCode>',
            f'Boundary="0 0 210 297" Font="1" Size="4" CTM="{matrices[turn]}"',
        )
        for n in (1, 2)
    ]
    slanted = 'Boundary="0 0 210 297" Font="1" Size="20" CTM="0.7 0.7 -0.7 0.7 60 60"'
    mark = code('<ofd:TextCode X="0" Y="9" DeltaX="20">草稿</ofd:TextCode>', slanted)
    assert said("".join(lines) + mark) == ["第1行12", "第2行12"]


def test_a_place_has_the_box_that_is_printed() -> None:
    inner = '<ofd:TextCode X="0" Y="4" DeltaX="4 4 2 2 2">支出1250</ofd:TextCode>'
    [block] = read_ofd(package(code(inner))).blocks
    left, top, right, bottom = block.span.place("", 2, 6).box or (0.0,) * 4
    points = 72 / 25.4
    assert (left, right) == (pytest.approx(28 * points, abs=1), pytest.approx(36 * points, abs=2))
    assert top < 24 * points < bottom < 26 * points


def test_a_template_lies_under_its_pages() -> None:
    form = path("M 20 20 L 120 20 L 120 40 L 20 40 C M 70 20 L 70 40 M 20 30 L 120 30")
    form += text(22, 27, "预算数") + text(72, 27, "执行数")
    values = text(22, 37, "12.50") + text(72, 37, "10.25")
    [table] = read_ofd(package(values, templates=[form])).blocks
    assert gold.grid(table) == [["预算数", "执行数"], ["12.50", "10.25"]]


def test_thin_filled_shapes_are_rules_and_backgrounds_are_none() -> None:
    thin = [f"M 20 {y} L 120 {y} L 120 {y + 0.3} L 20 {y + 0.3} C" for y in (20, 30, 40)]
    thin += [f"M {x} 20 L {x + 0.3} 20 L {x + 0.3} 40 L {x} 40 C" for x in (20, 70, 120)]
    drawn = "".join(path(one, more='Fill="true" Stroke="false"') for one in thin)
    grey = path("M 5 5 L 150 5 L 150 60 L 5 60 C", more='Fill="true" Stroke="false"')
    cells = "".join(text(x, y, "12.5") for x in (22, 72) for y in (27, 37))
    [table] = read_ofd(package(grey + drawn + cells)).blocks
    assert gold.grid(table) == [["12.5", "12.5"], ["12.5", "12.5"]]


def test_blocks_and_composites() -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="50" Width="100" Height="20">'
        f"<ofd:Content>{text(0, 5, '合成')}</ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    used = '<ofd:CompositeObject ID="8" ResourceID="50" Boundary="20 60 100 20"/>'
    block = f'<ofd:PageBlock ID="7">{text(20, 30, "成组")}</ofd:PageBlock>'
    document = read_ofd(package(block + used, shared=unit))
    assert [one.text for one in document.blocks] == ["成组", "合成"]


def test_what_nobody_sees_is_no_text() -> None:
    white = '<ofd:FillColor Value="255 255 255"/>'
    dark = path("M 10 68 L 100 68 L 100 82 L 10 82 C", more='Fill="true" Stroke="false"')
    objects = [
        text(20, 30, "正文"),
        text(20, 40, "看不见", more='Visible="false"'),
        text(20, 50, "透明", inner='<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
        text(20, 60, "白字", inner=white),
        dark,
        text(20, 80, "白底黑字", inner=white),
        text(20, 400, "页外"),
        text(20, 90, "小", size=0.2),
    ]
    document = read_ofd(package("".join(objects)))
    assert [one.text for one in document.blocks] == ["正文", "白底黑字"]
    assert [note.values for note in document.notes] == [{"count": 10}]


def test_colours_that_others_lend() -> None:
    params = (
        '<ofd:DrawParams><ofd:DrawParam ID="60"><ofd:FillColor Value="#FF #FF #ff"/>'
        '</ofd:DrawParam><ofd:DrawParam ID="61" Relative="60"/></ofd:DrawParams>'
    )
    objects = text(20, 30, "正文") + text(20, 40, "白", more='DrawParam="61"')
    objects += text(20, 50, "墨", inner='<ofd:FillColor Value="0 0 0 0"/>')
    document = read_ofd(package(objects, shared=params))
    assert [one.text for one in document.blocks] == ["正文"]


def test_glyphs_without_a_code_are_told() -> None:
    mapped = (
        '<ofd:CGTransform CodePosition="3" CodeCount="1" GlyphCount="1">'
        "<ofd:Glyphs>17</ofd:Glyphs></ofd:CGTransform>"
    )
    told = mapped + '<ofd:TextCode X="0" Y="4" DeltaX="g 3 4">预算数¤</ofd:TextCode>'
    document = read_ofd(package(code(told)))
    assert [one.text for one in document.blocks] == ["预算数\ufffd"]
    assert [note.values for note in document.notes] == [{"count": 1}]


def test_several_documents_and_a_newer_version() -> None:
    names = f'xmlns:ofd="{NAME}"'
    page = f"<ofd:Page {names}><ofd:Content><ofd:Layer>%s</ofd:Layer></ofd:Content></ofd:Page>"
    other = (
        f"<ofd:Document {names}><ofd:CommonData/><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="/Doc_1/P.xml"/></ofd:Pages></ofd:Document>'
    )
    listed = (
        f"<ofd:OFD {names}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions>"
        '<ofd:Version ID="1" Index="1" Current="true" BaseLoc="V.xml"/></ofd:Versions>'
        "</ofd:DocBody></ofd:OFD>"
    )
    version = f"<ofd:DocVersion {names}><ofd:DocRoot>Doc_1/D.xml</ofd:DocRoot></ofd:DocVersion>"
    parts = {"OFD.xml": listed, "Doc_1/D.xml": other, "V.xml": version,
             "Doc_1/P.xml": page % text(20, 30, "第二份。")}  # fmt: skip
    document = read_ofd(package(text(20, 30, "第一份。"), parts=parts))
    assert [one.text for one in document.blocks] == ["第一份。", "第二份。"]
    assert document.blocks[1].span.place("a", 0, 2).page == 2


def test_recognised_by_content(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(package(text(20, 30, "正文")))
    assert read(file).format == "ofd"
    assert not ofd.recognises(b"PK\3\4")
    assert not ofd.recognises(b"%PDF-1.7")


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name, WRITTEN), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def hostile(content: bytes) -> bytes:
    """A file whose page is this."""
    with zipfile.ZipFile(io.BytesIO(package(""))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return zipped(parts | {"Doc_0/Pages/Page_0/Content.xml": content})


ENTITY = f'{HEAD}<!DOCTYPE a [<!ENTITY b "c">]><ofd:Page xmlns:ofd="{NAME}">&b;</ofd:Page>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (package(text(9, 9, "一"))[:300], "不是完整的 OFD"),
        (zipped({"a.xml": b"<a/>"}), "没有 OFD.xml"),
        (package(parts={DOC: None}), "缺少 Doc_0/Document.xml"),
        (package("", parts={"Doc_0/Pages/Page_0/Content.xml": None}), "缺少 Pages/Page_0"),
        (package("", templates=[""], parts={"Doc_0/Tpls/Tpl_0/Content.xml": None}), "缺少 Tpls"),
        (package("", parts={"Encryptions.xml": "<a/>"}), "密码保护"),
        (package("", parts={DOC: "<a><b></a>"}), "XML 有错误"),
        (package("", parts={DOC: "<a>" * 5000 + "</a>" * 5000}), "嵌套太深"),
        (hostile(ENTITY.encode()), "XML 实体定义"),
        (hostile(ENTITY.replace("UTF-8", "UTF-16").encode("utf-16")), "XML 实体定义"),
        (hostile(b"<a>" + b" " * (70 << 20) + b"</a>"), "解开后太大"),
        (hostile(b"<a>" + b"<b/>" * 4_000_001 + b"</a>"), "解开后太大"),
        (package(path("M 1 1 L 2 2")), "没有文字层"),
        (package(text(9, 9, "一", more='Visible="false"')), "看不见的"),
        (package(text(9, 9, "\ue000\ue001")), "乱码"),
        (package(), "没有文字层"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_ofd(data)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: text(9, 9, "一").replace('Boundary="', 'Boundary="x '),
        lambda: code('<ofd:TextCode X="a" Y="4" DeltaX="g 99999999 1 g g 1 n">一二</ofd:TextCode>'),
        lambda: code('<ofd:TextCode/>', 'Size="-1e999" CTM="1 2"'),
        lambda: path("M 1 L 2 2 Z"),
        lambda: path("L 1 1 C B 1 2 3 4 5 6"),
        lambda: '<ofd:CompositeObject ID="1" ResourceID="none"/>',
        lambda: "<ofd:PageBlock>" * 40 + "</ofd:PageBlock>" * 40,
        lambda: text(9, 20, "一", inner='<ofd:FillColor Value="#GG x"/>'),
    ],
)  # fmt: skip
def test_broken_objects_cost_only_themselves(broken: Callable[[], str]) -> None:
    assert "正文" in said(broken() + text(20, 60, "正文"))


def test_a_unit_that_holds_itself_ends() -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="50"><ofd:Content>'
        + '<ofd:CompositeObject ResourceID="50" Boundary="0 0 9 9"/>' * 9
        + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    used = text(20, 30, "正文") + '<ofd:CompositeObject ResourceID="50" Boundary="0 0 9 9"/>'
    assert [b.text for b in read_ofd(package(used, shared=unit)).blocks] == ["正文"]
