"""DOCX: what Word prints is what is read."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import package
from checker.document import Anchor, Document, Kind, Unreadable
from checker.readers import docx
from checker.readers.docx.numerals import printed
from tests.readers import gold, word
from tests.readers.word import cell, level, numbered, numbering, paragraph, run, table

ALL = (*gold.NAMES, "yunxi-2021.txt")


def document(body: str, parts: dict[str, str] | None = None) -> Document:
    return docx.read(Path("a.docx"), word.package(body, parts))


def texts(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in document(body, parts).blocks]


@pytest.mark.parametrize("name", ALL)
def test_the_same_report_gives_the_same_checks(name: str, tmp_path: Path) -> None:
    path = tmp_path / Path(name).with_suffix(".docx").name
    path.write_bytes(word.report(name))
    # A torn table's lines are one paragraph in Word, so its runs of numbers are others.
    left = ("CLM212",) if name == "yunxi-2021.txt" else ()
    found, wanted = gold.told(path), gold.told(gold.SAMPLES / name)
    assert [c for c in found if c[0] not in left] == [c for c in wanted if c[0] not in left]


def test_folded_text_keeps_its_places() -> None:
    [block] = document(paragraph("") + paragraph("预算\u200b１２３．４５万元")).blocks
    assert block.text == "预算123.45万元"
    place = block.span.place("a", 2, 8)
    assert (place.paragraph, place.line, place.start, place.end) == (1, None, 3, 9)


def test_tracked_changes() -> None:
    body = paragraph(
        run("支出")
        + f"<w:ins>{run('4323.34')}</w:ins>"
        + "<w:del><w:r><w:delText>4300.00</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('万元')}</w:moveTo>"
    )
    body += paragraph("完成", "<w:rPr><w:del/></w:rPr>") + paragraph("预算的 98%")
    body += table(
        cell("甲") + cell("1"),
        "<w:trPr><w:del/></w:trPr>" + cell("乙") + cell("2"),
        cell("丙") + cell("<w:p/>", "<w:cellDel/>") + cell("3"),
    )
    first, second, ruled = document(body).blocks
    assert (first.text, second.text) == ("支出4323.34万元", "完成预算的 98%")
    assert [(c.row, c.column, c.span.text) for c in ruled.cells] == [
        (0, 0, "甲"), (0, 1, "1"), (1, 0, "丙"), (1, 1, "3"),
    ]  # fmt: skip


def test_hidden_text_fields_and_placeholders() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph(
        run("a")
        + run("1", "<w:vanish/>")
        + run("b", '<w:vanish w:val="0"/>')
        + run("2", '<w:rStyle w:val="h"/>')
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=9</w:instrText></w:r>'
        + run("8")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("c")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('d')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击')}"
        "</w:sdtContent></w:sdt>"
    )
    body += paragraph("看不见", '<w:pStyle w:val="p"/>')
    body += f"<w:sdt><w:sdtContent>{paragraph('块')}</w:sdtContent></w:sdt>"
    assert texts(body, {"styles": styles}) == ["abcd", "块"]


def test_blanks_signs_and_raised_digits_never_join_numbers() -> None:
    body = paragraph(
        "<w:r><w:t>371110</w:t><w:tab/><w:t>8877</w:t></w:r>"
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/></w:r>'
        + run("m")
        + run("2", '<w:vertAlign w:val="superscript"/>')
        + "<m:oMath><m:f><m:num><m:r><m:t>执行数</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>预算数</m:t></m:r></m:den></m:f></m:oMath>"
    )
    body += paragraph("<w:r><w:t>一。</w:t><w:br/><w:t>二</w:t></w:r>")
    body += paragraph("—2—")
    assert texts(body) == ["371110 8877≥95%☑-m²执行数/预算数", "一。", "二"]


def test_numbering() -> None:
    levels = (
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimal", "%1.%4", "<w:isLgl/>"),
        level(4, "decimalEnclosedCircle", "%5"),
        level(5, "bullet", "\uf0b7"),
    )
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>'
        f"{numbered()}</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="1"/></w:style>'
    )
    body = paragraph("概况", '<w:pStyle w:val="1"/>')
    body += paragraph("职能", numbered(1)) + paragraph("收支", numbered(1))
    body += paragraph("2024年预算", numbered(2)) + paragraph("圈", numbered(4))
    body += paragraph("结论", '<w:pStyle w:val="x"/>') + paragraph("新", numbered(1))
    body += paragraph("法", numbered(3)) + paragraph("点", numbered(5))
    body += paragraph("另起", numbered(0, 2)) + paragraph("续", numbered(0, 2))
    body += paragraph("无", '<w:pStyle w:val="1"/>' + numbered(0, 0))
    body += table(cell(f"<w:p><w:pPr>{numbered(2)}</w:pPr></w:p>") + cell("甲"))
    parts = {"numbering": numbering(*levels, more=again), "styles": styles}
    blocks = document(body, parts).blocks
    assert [(block.kind, block.text) for block in blocks[:-1]] == [
        (Kind.HEADING, "一、概况"),
        (Kind.PARAGRAPH, "（一）职能"),
        (Kind.PARAGRAPH, "（二）收支"),
        (Kind.PARAGRAPH, "1. 2024年预算"),
        (Kind.PARAGRAPH, "① 圈"),
        (Kind.HEADING, "二、结论"),
        (Kind.PARAGRAPH, "（一）新"),
        (Kind.PARAGRAPH, "2.1 法"),
        (Kind.ITEM, "点"),
        (Kind.PARAGRAPH, "七、另起"),
        (Kind.PARAGRAPH, "八、续"),
        (Kind.HEADING, "无"),
    ]
    assert [c.span.text for c in blocks[-1].cells] == ["1.", "甲"]
    assert blocks[1].span.place("a", 0, 5).paragraph == 2


@pytest.mark.parametrize(
    "number, style, said",
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (4, "decimalZero", "04"),
        (5, "", "5"),
    ],
)
def test_numerals(number: int, style: str, said: str) -> None:
    assert printed(number, style) == said


def test_headings_and_contents() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{name}"/>' + more)
        for text, name, more in (
            ("报告", "t", ""),
            ("概况 3", "c", ""),
            ("概况", "a", ""),
            ("职能", "2", ""),
            ("正文", "2", '<w:outlineLvl w:val="9"/>'),
            ("全年执行数 10 万元。完成预算的 98%。", "2", ""),
        )
    )
    blocks = document(body, {"styles": styles}).blocks
    assert [(b.text, b.level) for b in blocks if b.kind is Kind.HEADING] == [
        ("报告", 1), ("概况", 1), ("职能", 2),
    ]  # fmt: skip
    assert [b.text for b in blocks if b.kind is Kind.PARAGRAPH] == [
        "正文",
        "全年执行数 10 万元。完成预算的 98%。",
    ]


def test_merged_and_nested_tables() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    inner = table(cell("子") + cell("1"))
    two = '<w:gridSpan w:val="2"/>'
    body = paragraph("表前") + table(
        cell("资金来源", start + two) + cell("金额", two) + cell("率"),
        cell("<w:p/>", go_on + two) + cell("预算数") + cell("执行数") + cell("<w:p/>"),
        "<w:trPr><w:gridBefore w:val='2'/></w:trPr>"
        + cell(paragraph("10") + paragraph("20"))
        + cell("<w:tbl>" + inner.removeprefix("<w:tbl>") + "<w:p/>"),
    )
    body += table(cell(paragraph("框内")))
    before, outer, nested, framed = document(body).blocks
    assert (before.text, framed.kind, framed.text) == ("表前", Kind.PARAGRAPH, "框内")
    assert [(c.row, c.column, c.rows, c.columns, c.span.text) for c in outer.cells] == [
        (0, 0, 2, 1, "资金来源"), (0, 1, 1, 2, "金额"), (0, 3, 1, 1, "率"),
        (1, 1, 1, 1, "预算数"), (1, 2, 1, 1, "执行数"), (2, 1, 1, 1, "10\n20"),
    ]  # fmt: skip
    assert [c.span.text for c in nested.cells] == ["子", "1"]
    span = outer.cells[-1].span
    places = [span.place("a", 0, 2), span.place("a", 3, 5)]
    assert [(p.cell, p.start, p.end) for p in places] == [
        ("表1 第3行第2列", 0, 2),
        ("表1 第3行第2列", 3, 5),
    ]
    assert nested.cells[1].span.place("a", 0, 1).cell == "表2 第1行第2列"
    keys = [c.span.origins[0][0] for block in (outer, nested) for c in block.cells]
    assert len(set(keys)) == len(keys)


def test_text_boxes_once_and_notes_at_the_end() -> None:
    box = f"<w:txbxContent>{paragraph('框 5 万元')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = paragraph(
        run("支出 12")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run("万元")
        + f"<w:r>{both}</w:r>"
        + '<w:r><w:endnoteReference w:id="1"/></w:r>'
    )
    body += paragraph('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
    body += paragraph("后")
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("—")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("没有提到")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("含结转")}</w:footnote>'
    )
    parts = {"footnotes": notes, "endnotes": f'<w:endnote w:id="1">{paragraph("尾")}</w:endnote>'}
    read = document(body, parts)
    assert [block.text for block in read.blocks] == [
        "支出 12万元", "框 5 万元", "后", "含结转", "尾",
    ]  # fmt: skip
    assert [note.values for note in read.notes] == [{"count": 1}]


def test_strict_packages_and_missing_parts() -> None:
    data = word.package(paragraph("预算数"))
    packed = io.BytesIO()
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    common = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        new.writestr("word/document.xml", old.read("word/document.xml").replace(common, strict))
        new.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships><Relationship Id="r1" Target="footnotes.xml"/></Relationships>',
        )
    assert docx.recognises(packed.getvalue())
    assert docx.read(Path("a.docx"), packed.getvalue()).blocks[0].text == "预算数"


PIECES = (
    "<w:t>预算数</w:t>", "<w:t>１２ 万元</w:t>", "<w:t>a\tb\n</w:t>", "<w:t/>", "<w:tab/>",
    "<w:br/>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>',
    "<w:instrText>PAGE</w:instrText>", "<w:r><w:t>内</w:t></w:r>", "<w:delText>删</w:delText>",
    "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>", "<w:p/>",
)  # fmt: skip
SAID_OF_RUNS = (
    "", '<w:sz w:val="24"/>', "<w:vanish/>", '<w:rStyle w:val="c"/>', "<w:del/>", "<w:moveFrom/>",
    '<w:vertAlign w:val="superscript"/>', "<w:t>12</w:t>",
)  # fmt: skip
SAID_OF_PARAGRAPHS = (
    "", '<w:jc w:val="left"/>', '<w:pStyle w:val="1"/>', '<w:outlineLvl w:val="1"/>', numbered(),
    "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:moveFrom/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>",
    "<w:t>12</w:t>",
)  # fmt: skip
SAID_OF_ROWS = (
    "", "<w:del/>", "<w:moveFrom/>", "<w:hidden/>", '<w:gridBefore w:val="1"/>', "<w:trHeight/>",
)  # fmt: skip
SAID_OF_CELLS = (
    "", "<w:tcW/>", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>",
    "<w:hMerge/>", "<w:cellDel/>",
)  # fmt: skip
USUAL = "".join(
    f'<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="a"/>{said}</w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>|'
    for said in (
        "", "<w:rPr><w:vanish/></w:rPr>", f"<w:pPr>{numbered()}</w:pPr>",
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
    )
).split("|")[:-1]  # fmt: skip


def parts_of(*kinds: tuple[str, ...]) -> list[st.SearchStrategy[str]]:
    """One of each kind; what is said first is said most."""
    return [st.sampled_from((kind[0],) * len(kind) + kind) for kind in kinds]


RUNS = st.builds(
    "<w:r><w:rPr>{}</w:rPr>{}{}</w:r>".format, *parts_of(SAID_OF_RUNS, PIECES, ("", *PIECES))
)
WITHIN = st.sampled_from(("{}",) * 5 + ("<w:ins>{}</w:ins>", "<w:del>{}</w:del>", "<w:p>{}</w:p>"))
PARAGRAPHS = st.builds(
    lambda said, runs, around: f"<w:p><w:pPr>{said}</w:pPr>{around.format(''.join(runs))}</w:p>",
    *parts_of(SAID_OF_PARAGRAPHS),
    st.lists(RUNS, max_size=3),
    WITHIN,
)
CELLS = st.builds(
    lambda said, lines: f"<w:tc><w:tcPr>{said}</w:tcPr>{''.join(lines)}</w:tc>",
    *parts_of(SAID_OF_CELLS),
    st.lists(PARAGRAPHS, min_size=1, max_size=2),
)
ROWS = st.builds(
    lambda said, cells: f"<w:tr><w:trPr>{said}</w:trPr>{''.join(cells)}</w:tr>",
    *parts_of(SAID_OF_ROWS),
    st.lists(CELLS, min_size=1, max_size=3),
)
TABLES = st.lists(ROWS, min_size=1, max_size=3).map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")


class Everything(set[object]):
    """Every element says something."""

    def __contains__(self, one: object) -> bool:
        return True


def assert_same_the_long_way(body: str, usual: str) -> None:
    parts = {"styles": usual, "numbering": numbering(level(0, "decimal", "%1."))}
    short = document(body, parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.readers.docx.body.plain", lambda _paragraph, _telling: None)
        patch.setattr("checker.readers.docx.body.telling", lambda _root: Everything())
        long = document(body, parts)
    assert short == long
    assert short.notes == long.notes
    assert anchors(short) == anchors(long)


@given(st.lists(PARAGRAPHS | TABLES, max_size=5).map("".join), st.sampled_from(USUAL))
def test_the_short_way_and_the_long_way_come_to_the_same(body: str, usual: str) -> None:
    assert_same_the_long_way(body, usual)


@pytest.mark.parametrize("usual", USUAL)
def test_so_they_do_for_each_property_alone(usual: str) -> None:
    plain = paragraph("甲")
    for said in SAID_OF_PARAGRAPHS:
        assert_same_the_long_way(paragraph("12", said) + plain, usual)
    for said in SAID_OF_RUNS:
        assert_same_the_long_way(paragraph(run("34", said) + run("乙")), usual)
    for piece in PIECES:
        assert_same_the_long_way(paragraph(run("丙") + f"<w:r>{piece}<w:t>丁</w:t></w:r>"), usual)
    for said in SAID_OF_ROWS:
        row = f"<w:trPr>{said}</w:trPr>{cell('1')}{cell('2')}"
        assert_same_the_long_way(table(cell("3") + cell("4"), row), usual)
    for said in SAID_OF_CELLS:
        row = cell("5") + cell("6", said) + cell("7")
        assert_same_the_long_way(table(row, row, 4 * cell("8")), usual)


def anchors(read: Document) -> list[Mapping[int, Anchor]]:
    return [block.span.anchors for block in read.blocks[:1]]


def hostile() -> dict[str, tuple[bytes, str]]:
    whole = word.package(paragraph("预算数" * 50))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b"<a>" + b" " * (210 << 20))
    many = word.package("<w:p/>" * 2_100_000)
    locked = bytearray(whole)
    at = whole.index(b"PK\1\2")
    locked[6:8] = locked[at + 8 : at + 10] = struct.pack("<H", 1)
    doctype = io.BytesIO()
    with zipfile.ZipFile(doctype, "w") as out:
        out.writestr(
            "word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        )
    utf16 = io.BytesIO()
    with zipfile.ZipFile(utf16, "w") as out:
        said = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "1">]><a>&x;</a>'
        out.writestr("word/document.xml", said.encode("utf-16"))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as out:
        out.writestr("a.txt", "1")
    sign = "EncryptedPackage".encode("utf-16-le")
    return {
        "truncated": (whole[: len(whole) // 2], "损坏或被截断"),
        "text": (b"hello", "损坏或被截断"),
        "bomb": (bomb.getvalue(), "太大"),
        "elements": (many, "太大"),
        "deep": (word.package("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "太深"),
        "nested": (
            word.package("<w:tbl><w:tr><w:tc>" * 600 + "</w:tc></w:tr></w:tbl>" * 600),
            "太深",
        ),
        "entities": (doctype.getvalue(), "实体"),
        "entities in UTF-16": (utf16.getvalue(), "实体"),
        "broken": (word.package("<w:p>"), "XML"),
        "encrypted": (package.OLE + bytes(500) + sign, "密码"),
        "locked": (bytes(locked), "密码"),
        "no text": (other.getvalue(), "没有 Word"),
    }


@pytest.fixture(scope="module")
def traps() -> dict[str, tuple[bytes, str]]:
    return hostile()


@pytest.mark.parametrize(
    "name",
    "truncated,text,bomb,elements,deep,nested,entities,entities in UTF-16,broken,encrypted,locked,"
    "no text".split(","),
)
def test_hostile_files(name: str, traps: dict[str, tuple[bytes, str]]) -> None:
    data, reason = traps[name]
    started = time.monotonic()
    with pytest.raises(Unreadable) as told:
        docx.read(Path("a.docx"), data)
    assert reason in str(told.value)
    assert time.monotonic() - started < 10


def test_enormous_spans_and_counts_are_cut() -> None:
    wide = '<w:gridSpan w:val="999999999"/>'
    body = table(cell("甲", wide) + cell("乙", wide), cell("丙") + cell("丁"))
    body += paragraph("末", numbered())
    start = level(0, "lowerLetter", "%1)").replace('w:start w:val="1"', 'w:start w:val="999999999"')
    ruled, last = document(body, {"numbering": numbering(start)}).blocks
    assert max(c.column + c.columns for c in ruled.cells) <= 4
    assert len(last.text) < 50
