"""HTML: the main content of government pages, tables with spans, hostile pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.document import Document, Kind, Unreadable
from checker.readers import html, read
from tests.readers import gold, web

PAGE = """<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>网站</title><style>p{}</style></head><body>
<div class="nav"><a>首页</a><a>公开</a></div><h1>某街道2024年度绩效自评报告</h1>
<div class="info">浏览次数：123</div>
<div id="zoom"><p>一、预算情况</p>
<p>年初预算数&nbsp;５200.00 万元，全年
执行数 5334.42&#19975;元。<br>面积 333 m<sup>2</sup>，见注<sup>1</sup>。
<span style="display:none">7</span></p>
<table><tr><td rowspan="2">资金来源</td><td colspan=2>金额</td></tr>
<tr><td>年初<br>预算数</td><td><p>执行数</p></td></tr>
<tr><td>合计</td><td>5200.00</td><td><table><tr><td>子</td><td>1</td></tr></table></td></tr></table>
<ul><li>甲 10 件</li><li><p>乙 5 件</p></li></ul></div>
<ul><li><a>链接甲</a><li><a>链接乙</a><li><a>链接丙</a></ul><div class="footer">版权 2024</div>
</body></html>"""


def read_page(text: str, encoding: str = "utf-8") -> Document:
    return html.read(Path("a.html"), text.encode(encoding))


def test_a_government_page() -> None:
    document = read_page(PAGE, "gb18030")
    assert [(b.kind, b.text) for b in document.blocks] == [
        (Kind.HEADING, "某街道2024年度绩效自评报告"),
        (Kind.PARAGRAPH, "一、预算情况"),
        (Kind.PARAGRAPH, "年初预算数 5200.00 万元，全年执行数 5334.42万元。"),
        (Kind.PARAGRAPH, "面积 333 m²，见注。"),
        (Kind.TABLE, ""),
        (Kind.TABLE, ""),
        (Kind.ITEM, "甲 10 件"),
        (Kind.ITEM, "乙 5 件"),
    ]
    outer, inner = (b for b in document.blocks if b.kind is Kind.TABLE)
    assert [(c.row, c.column, c.rows, c.columns, c.span.text) for c in outer.cells] == [
        (0, 0, 2, 1, "资金来源"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "年初预算数"),
        (1, 2, 1, 1, "执行数"), (2, 0, 1, 1, "合计"), (2, 1, 1, 1, "5200.00"),
    ]  # fmt: skip
    assert [c.span.text for c in inner.cells] == ["子", "1"]
    place = outer.cells[5].span.place("a", 0, 7)
    assert (place.line, place.cell, place.start) == (11, "表1 第3行第2列", 0)


def test_cells_in_one_line_of_the_source_have_places_of_their_own() -> None:
    document = read_page("<table><tr><td>1</td><td>2</td></tr></table><p>1</p><p>2</p>")
    spans = [c.span for b in document.blocks for c in b.cells] + [
        b.span for b in document.blocks if not b.cells
    ]
    assert len({span.place("a", 0, 1) for span in spans}) == 4


def test_a_table_that_lays_out_the_page_is_text() -> None:
    document = read_page("<table><tr><td><h2>一、预算</h2><p>预算数 5 万元。</p></td></tr></table>")
    assert [(b.kind, b.level) for b in document.blocks] == [(Kind.HEADING, 2), (Kind.PARAGRAPH, 0)]


@pytest.mark.parametrize("name", gold.NAMES)
def test_the_same_report_gives_the_same_checks(name: str, tmp_path: Path) -> None:
    path = tmp_path / Path(name).with_suffix(".html").name
    path.write_bytes(web.report(name))
    assert gold.told(path) == gold.told(gold.SAMPLES / name)


@pytest.mark.parametrize(
    "data, reason",
    [
        ("<html><body>" + "<div>" * 5000 + "预算数", "嵌套太深"),
        ('<!DOCTYPE html [<!ENTITY a SYSTEM "file:///x">]><html><p>&a;</p></html>', "实体"),
        ("<html>" + "\0\1\2\ufffd" * 500, "二进制"),
        ("<html><body>" + "<p>1" * 200_001, "太大"),
    ],
)
def test_hostile_pages(data: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_page(data)


def test_enormous_spans_are_cut() -> None:
    wide = "<td rowspan=65000 colspan=65000>1</td><td>2</td>"
    document = read_page("<table>" + f"<tr>{wide}</tr>" * 500 + "</table>")
    [table] = document.blocks
    assert len(table.cells) == 1000


def test_recognises() -> None:
    assert html.recognises(b"\xef\xbb\xbf<!DOCTYPE html><html>")
    assert not html.recognises("# 预算 <b>".encode())


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    with pytest.raises(Unreadable, match="没有文字"):
        read(path)
