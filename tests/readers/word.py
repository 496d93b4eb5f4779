"""Word packages made by hand, so that a test shows the XML that it is about."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator, Mapping
from html import escape

from checker.document import Block, Kind
from tests.readers import gold

NAMES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)


def package(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A DOCX with this body; ``parts`` are other parts under word/, without their root."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        inner = f"<w:body>{body}<w:sectPr/></w:body>"
        out.writestr("word/document.xml", f"<w:document {NAMES}>{inner}</w:document>")
        for name, xml in (parts or {}).items():
            out.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{xml}</w:{name}>")
    return packed.getvalue()


def run(text: str, properties: str = "") -> str:
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{said}</w:r>"


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs, or of bare text."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p>", "<w:tbl>")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def numbered(level: int = 0, listed: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def report(name: str) -> bytes:
    """A sample report as a DOCX."""
    bullet = numbering(level(0, "bullet", "\uf0b7"))
    return package("".join(map(_block, gold.blocks(name))), {"numbering": bullet})


def _block(block: Block) -> str:
    if block.kind is Kind.TABLE:
        rows = ("".join(cell(paragraph(run(text))) for text in row) for row in gold.grid(block))
        return table(*rows)
    if block.kind is Kind.HEADING:
        return paragraph(run(block.text), f'<w:outlineLvl w:val="{block.level - 1}"/>')
    lines = (run("".join(text)) for text in _lines(block))
    properties = numbered() if block.kind is Kind.ITEM else ""
    return paragraph("<w:r><w:br/></w:r>".join(lines), properties)


def _lines(block: Block) -> Iterator[list[str]]:
    """The text of a block line by line, as it was printed."""
    signs = zip(block.text, block.span.origins, strict=True)
    for _line, group in itertools.groupby(signs, key=lambda sign: sign[1][0]):
        yield [ch for ch, _origin in group]
