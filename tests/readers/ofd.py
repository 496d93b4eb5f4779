"""OFD packages (GB/T 33190) made by hand: bare XML for one test, or printed as a PDF is.

``Canvas`` takes what reportlab's does, so that ``paper.Paper`` prints on either.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from reportlab.pdfbase import pdfmetrics

NAME = "http://www.ofdspec.org/2016"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MM = 25.4 / 72  # of a point
WRITTEN = (2024, 1, 1, 0, 0, 0)  # so that the same report gives the same bytes
FONT = (
    '<ofd:Fonts><ofd:Font ID="1" FontName="宋体" FamilyName="宋体" Charset="unicode"/></ofd:Fonts>'
)


def package(
    *pages: str,
    area: tuple[float, float] = (210, 297),
    templates: Sequence[str] = (),
    shared: str = "",
    parts: Mapping[str, str | None] | None = None,
) -> bytes:
    """An OFD whose pages hold these objects, and under them those of every template.

    ``shared`` is what the public resources hold besides a font; ``parts`` replaces a part, or
    leaves it out (None).
    """
    box = f"<ofd:PhysicalBox>0 0 {_mm(area[0])} {_mm(area[1])}</ofd:PhysicalBox>"
    used = "".join(
        f'<ofd:Template TemplateID="{900 + n}" ZOrder="Background"/>'
        for n, _ in enumerate(templates)
    )
    listed = "".join(
        f'<ofd:TemplatePage ID="{900 + n}" BaseLoc="Tpls/Tpl_{n}/Content.xml"/>'
        for n, _ in enumerate(templates)
    )
    named = "".join(
        f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
        for n, _ in enumerate(pages)
    )
    made: dict[str, str | None] = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{NAME}" Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID>"
        "<ofd:CreationDate>2024-01-01</ofd:CreationDate></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{NAME}"><ofd:CommonData>'
        f"<ofd:MaxUnitID>100000</ofd:MaxUnitID><ofd:PageArea>{box}</ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{listed}</ofd:CommonData>"
        f"<ofd:Pages>{named}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res xmlns:ofd="{NAME}">{FONT}{shared}</ofd:Res>',
    }
    for n, content in enumerate(templates):
        made[f"Doc_0/Tpls/Tpl_{n}/Content.xml"] = _page(content)
    for n, content in enumerate(pages):
        made[f"Doc_0/Pages/Page_{n}/Content.xml"] = _page(
            content, f"{used}<ofd:Area>{box}</ofd:Area>"
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for place, xml in (made | dict(parts or {})).items():
            if xml is not None:
                info = zipfile.ZipInfo(place, WRITTEN)
                info.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(info, HEAD + xml)
    return packed.getvalue()


def _page(content: str, before: str = "") -> str:
    return (
        f'<ofd:Page xmlns:ofd="{NAME}">{before}<ofd:Content>'
        f'<ofd:Layer Type="Body" ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def text(x: float, y: float, said: str, size: float = 4, more: str = "", inner: str = "") -> str:
    """A line of text whose left end stands at ``x`` and on ``y``, in millimetres from the top."""
    widths = [_wide(ch, size) for ch in said]
    box = f"{_mm(x)} {_mm(y - size)} {_mm(sum(widths))} {_mm(1.2 * size)}"
    steps = f' DeltaX="{deltas(widths[:-1])}"' if len(said) > 1 else ""
    return (
        f'<ofd:TextObject ID="3" Boundary="{box}" Font="1" Size="{_mm(size)}" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="{_mm(size)}"{steps}>{escape(said)}</ofd:TextCode></ofd:TextObject>'
    )


def deltas(steps: Sequence[float]) -> str:
    """The offsets from glyph to glyph; what is repeated is told once (``g 3 5.5``)."""
    words = []
    for step, group in groupby(map(_mm, steps)):
        count = len(list(group))
        words += ["g", str(count), step] if count > 1 else [step]
    return " ".join(words)


def path(data: str, box: Sequence[float] = (0, 0, 210, 297), more: str = "") -> str:
    edges = " ".join(map(_mm, box))
    return (
        f'<ofd:PathObject ID="4" Boundary="{edges}" LineWidth="0.25" {more}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _wide(said: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(said, "STSong-Light", size))


def _mm(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


class Canvas:
    """A printer of OFD pages that is told points from the lower left corner."""

    def __init__(self, file: io.BytesIO, pagesize: tuple[float, float], **_options: object) -> None:
        self.file, self.width, self.height = file, pagesize[0], pagesize[1]
        self.pages: list[str] = []
        self.objects: list[str] = []
        self.size = 12.0

    def setFont(self, _name: str, size: float) -> None:
        self.size = size

    def drawString(self, x: float, y: float, said: str) -> None:
        if said:
            self.objects.append(text(MM * x, MM * (self.height - y), said, MM * self.size))

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        corner = MM * x, MM * (self.height - y - height)
        wide, tall = _mm(MM * width), _mm(MM * height)
        data = f"M 0 0 L {wide} 0 L {wide} {tall} L 0 {tall} C"
        self.objects.append(path(data, (*corner, MM * width, MM * height)))

    def line(self, x: float, y: float, x2: float, y2: float) -> None:
        ends = (x, self.height - y), (x2, self.height - y2)
        data = " L ".join(f"{_mm(MM * a)} {_mm(MM * b)}" for a, b in ends)
        self.objects.append(path("M " + data))

    def showPage(self) -> None:
        self.pages.append("".join(self.objects))
        self.objects = []

    def save(self) -> None:
        self.showPage()
        self.file.write(package(*self.pages, area=(MM * self.width, MM * self.height)))
