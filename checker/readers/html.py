"""HTML (网页): the main content of a page as a government site publishes it.

Navigation, footers, scripts and hidden parts are dropped; lines end at blocks and at <br>.
Places are lines of the source, with the paragraph or the cell beside them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker import package, webpage
from checker.document import Anchor, Block, Cell, Document, Kind, Span, Unreadable
from checker.folding import fold

SUFFIXES = (".html", ".htm", ".xhtml")

LARGEST = 20 << 20
MOST_ELEMENTS = 200_000
MARKED = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
BLOCKS = frozenset(
    "p div section article main header ul ol dl dt dd li blockquote pre center figure figcaption"
    " address fieldset form hr body html h1 h2 h3 h4 h5 h6 table caption tr td th".split()
)
WIDEST = 1000  # columns that one cell may cover
MOST_PLACES = 400_000  # places of one table
SQUARE = re.compile(r"[a-zA-Z米里]$")


@dataclass
class _Page:
    """The state of a walk: the running text, the line it stands in, what is found."""

    blocks: list[Block] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)
    chars: list[str] = field(default_factory=list)
    start: int = 0  # line of the first of ``chars``
    line: int = 1
    paragraphs: int = 0
    tables: int = 0
    weights: dict[Any, webpage.Weight] = field(default_factory=dict)

    def write(self, text: str | None) -> None:
        for ch in text or "":
            if not self.chars and not ch.isspace():
                self.start = self.line
            if ch == "\n":
                self.line += 1
            if self.chars or not ch.isspace():
                self.chars.append(ch)

    def end_line(self) -> None:
        if self.chars:
            self.chars.append("\n")

    def taken(self) -> str:
        text = _collapsed("".join(self.chars))
        self.chars.clear()
        return text

    def span(self, text: str, anchor: Anchor) -> Span:
        key = len(self.anchors)
        self.anchors[key] = anchor
        return Span(fold(text), tuple((key, at) for at in range(len(text))), self.anchors)

    def flush(self, kind: Kind, level: int = 0) -> None:
        line = self.start
        if text := self.taken():
            self.paragraphs += 1
            anchor = Anchor(line=line, paragraph=self.paragraphs)
            self.blocks.append(Block(kind, self.span(text, anchor), level))


def recognises(data: bytes) -> bool:
    """Whether ``data`` begins as a web page does."""
    return MARKED.search(data[:2000].replace(b"\0", b"")) is not None


def read(path: Path, data: bytes) -> Document:
    from lxml import etree, html

    if len(data) > LARGEST:
        raise Unreadable(str(path), "网页太大：最多能读 {size} MB", size=LARGEST >> 20)
    text = webpage.decoded(data)
    if webpage.binary(text):
        raise Unreadable(str(path), "不是网页（内容是二进制数据）")
    if "<!ENTITY" in text:
        raise package.entities(str(path))
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable(str(path), "不是能读的网页") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(str(path), "网页的标签嵌套太深")
    weights = webpage.weighed(root)
    if len(weights) > MOST_ELEMENTS:
        raise Unreadable(str(path), "网页太大：最多能读 {count} 个标签", count=MOST_ELEMENTS)
    main = webpage.main(root, weights)
    page = _Page(weights=weights)
    if main is not root and (title := webpage.title(root, main)) is not None:
        _walk(page, title, Kind.HEADING, 1)
        page.flush(Kind.HEADING, 1)
        page.line = 1
    _walk(page, main, Kind.PARAGRAPH, 0)
    page.flush(Kind.PARAGRAPH)
    return Document(
        path=str(path),
        format="html",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(page.blocks),
    )


def _collapsed(text: str) -> str:
    """Blanks as a browser shows them; a line break inside Chinese text is no blank."""
    text = "".join(
        ch for ch in text if ch.isspace() or unicodedata.category(ch) not in ("Cc", "Cf")
    )
    text = re.sub(r"(?<=[0-9A-Za-z])[ \t\r]*\n\s*(?=[0-9A-Za-z])", " ", text.strip())
    return re.sub(r"[ \t]+", " ", re.sub(r"[ \t\r]*\n\s*", "", text)).strip()


def _walk(page: _Page, element: Any, kind: Kind, level: int) -> None:
    tag = element.tag
    page.line = max(page.line, element.sourceline or 0)
    if tag == "table" and _ruled(element):
        page.flush(kind, level)
        _table(page, element)
        return
    block = tag in BLOCKS
    if block:
        page.flush(kind, level)
    if found := re.fullmatch(r"h([1-6])", tag):
        kind, level = Kind.HEADING, int(found[1])
    elif tag == "li":
        kind = Kind.ITEM
    page.write(element.text)
    for child in element:
        if child.tag == "br":
            page.flush(kind, level)
        elif child.tag == "sup":
            _raised(page, child)
        elif not webpage.dropped(child) and not _links(page, child):
            _walk(page, child, kind, level)
        page.write(child.tail)
    if block:
        page.flush(kind, level)


def _raised(page: _Page, element: Any) -> None:
    """A square or cube; any other raised mark points to a footnote and is no text."""
    said = (element.text_content() or "").strip()
    if said in ("2", "3") and SQUARE.search("".join(page.chars[-1:])):
        page.write("²" if said == "2" else "³")


def _links(page: _Page, element: Any) -> bool:
    """Whether a list or a block is little else than links to other pages."""
    weight = page.weights.get(element)
    if weight is None or element.tag not in ("ul", "ol", "div", "dl"):
        return False
    return weight.links >= 3 and weight.linked > 2 * weight.plain


def _rows(table: Any) -> list[list[Any]]:
    """The cells of a table by rows, those of tables inside it left out."""
    rows: list[list[Any]] = []
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            rows += _rows(child)
        elif child.tag == "tr" and not webpage.dropped(child):
            rows.append(
                [cell for cell in child if cell.tag in ("td", "th") and not webpage.dropped(cell)]
            )
    return rows


def _ruled(table: Any) -> bool:
    """Whether a table holds data; one that lays out the page is walked as text."""
    rows = _rows(table)
    if table.get("role") == "presentation":
        return False
    inside = any(cell.find(".//table") is not None for row in rows for cell in row)
    full = [sum(bool((cell.text_content() or "").strip()) for cell in row) for row in rows]
    if inside:
        plain = [sum(cell.find(".//table") is None for cell in row) for row in rows]
        return sum(count >= 2 for count in plain) >= 2
    return any(count >= 2 for count in full)


def _table(page: _Page, table: Any) -> None:
    for caption in table.iterchildren("caption"):
        _walk(page, caption, Kind.PARAGRAPH, 0)
    page.tables += 1
    number, cells, later = page.tables, list[Cell](), list[Any]()
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for row, found in enumerate(rows):
        column = 0
        for cell in found:
            while (row, column) in taken:
                column += 1
            wide = min(_count(cell, "colspan"), WIDEST)
            high = min(_count(cell, "rowspan") or len(rows), len(rows) - row)
            if len(taken) + wide * high > MOST_PLACES:
                wide = high = 1
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            page.line = max(page.line, cell.sourceline or 0)
            text, line = _cell(page, cell, later)
            if text:
                place = f"表{number} 第{row + 1}行第{column + 1}列"
                span = page.span(text, Anchor(line=line, cell=place))
                cells.append(Cell(row, column, span, high, wide))
            column += wide
    if cells:
        page.blocks.append(Block(Kind.TABLE, Span("", (), page.anchors), cells=tuple(cells)))
    for inner in later:
        _walk(page, inner, Kind.PARAGRAPH, 0)


def _count(cell: Any, name: str) -> int:
    """A span as declared; 0 rows mean all that follow."""
    said = (cell.get(name) or "1").strip()
    least = 0 if name == "rowspan" else 1
    return max(int(said[:5]), least) if said.isascii() and said.isdigit() else 1


def _cell(page: _Page, cell: Any, later: list[Any]) -> tuple[str, int]:
    """The text of a cell in one line and the source line it begins in."""

    def inside(element: Any) -> None:
        page.line = max(page.line, element.sourceline or 0)
        page.write(element.text)
        for child in element:
            if child.tag == "table":
                later.append(child)
            elif child.tag == "sup":
                _raised(page, child)
            elif child.tag == "br" or not webpage.dropped(child):
                if child.tag == "br" or child.tag in BLOCKS:
                    page.end_line()
                inside(child)
                if child.tag in BLOCKS:
                    page.end_line()
            page.write(child.tail)

    page.chars.clear()
    inside(cell)
    line = page.start
    return page.taken(), line
