"""Word packages made by hand, so that a test shows the XML that it is about."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator, Mapping, Sequence
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


KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006"
WRITTEN = (2024, 1, 1, 0, 0, 0)  # so that the same report gives the same bytes
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="24"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
) + "".join(
    f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:pPr><w:keepNext/>'
    f'<w:outlineLvl w:val="{n - 1}"/></w:pPr>'
    f'<w:rPr><w:b/><w:sz w:val="{36 - 4 * n}"/></w:rPr></w:style>'
    for n in range(1, 5)
)


def package(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A DOCX with this body; ``parts`` are other parts under word/, without their root."""
    made = {"document": f"<w:body>{body}<w:sectPr/></w:body>", **(parts or {})}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KINDS}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in made
    )
    beside = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts or {}, 1)
    )
    main = f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="word/document.xml"/>'
    files = {f"word/{n}.xml": f"<w:{n} {NAMES}>{xml}</w:{n}>" for n, xml in made.items()}
    files |= {
        "[Content_Types].xml": f'<Types xmlns="{PACKED}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKED}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKED}/relationships">{beside}</Relationships>'
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, xml in files.items():
            info = zipfile.ZipInfo(name, WRITTEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, xml)
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
    """A sample report as a DOCX, as a word processor would write it."""
    bullet = numbering(level(0, "bullet", "\uf0b7"))
    parts = {"styles": STYLES, "numbering": bullet}
    return package("".join(map(_block, gold.blocks(name))), parts)


def _block(block: Block) -> str:
    if block.kind is Kind.TABLE:
        return ruled(gold.grid(block))
    if block.kind is Kind.HEADING:
        return paragraph(run(block.text), f'<w:pStyle w:val="{block.level}"/>')
    lines = (run("".join(text)) for text in _lines(block))
    properties = numbered() if block.kind is Kind.ITEM else ""
    return paragraph("<w:r><w:br/></w:r>".join(lines), properties)


def ruled(rows: Sequence[Sequence[str]]) -> str:
    """A table with its grid and its borders, which a word processor asks for."""
    width = 9000 // len(rows[0])
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    wide = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    lines = "".join(
        "<w:tr>" + "".join(cell(paragraph(run(text)), wide) for text in row) + "</w:tr>"
        for row in rows
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _lines(block: Block) -> Iterator[list[str]]:
    """The text of a block line by line, as it was printed."""
    signs = zip(block.text, block.span.origins, strict=True)
    for _line, group in itertools.groupby(signs, key=lambda sign: sign[1][0]):
        yield [ch for ch, _origin in group]
