"""Readers (读取器): what reading costs beside the bare library on the same file.

The bare library is asked for what no table can be had without: every character with its box
of a PDF, every value of a workbook, the text of every paragraph of a document.  The files are
made here.  Seconds of user time, the least of several runs: a busy machine moves them least.
"""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from checker import ocr, readers

PAGES, ROWS, RUNS = 30, 3000, 7
SENTENCE = "全年预算数7143.45万元，执行数6708.00万元，执行率93.90%，按资金来源分为两类。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def reading() -> None:
    print("5. reading, user time beside the bare library on the same file")
    with tempfile.TemporaryDirectory() as folder:
        for name, made, bare in (
            ("report.pdf", pdf, bare_pdf),
            ("report.xlsx", xlsx, bare_xlsx),
            ("report.docx", docx, bare_docx),
        ):
            path = Path(folder, name)
            path.write_bytes(made())
            ours = least(lambda path=path: readers.read(path))
            theirs = least(lambda path=path, bare=bare: bare(path))
            print(f"   {name:<12} {ours:.3f} s, bare {theirs:.3f} s, ratio {ours / theirs:.2f}")
            if name.endswith("pdf"):
                ruled = least(lambda path=path: bare_pdf(path, rules=True))
                print(f"   {'':<12} with its rules {ruled:.3f} s, ratio {ours / ruled:.2f}")
                print(f"   {'':<12} {PAGES / ours:,.0f} pages/s")
        recognition(Path(folder, "report.pdf"), Path(folder, "page.png"))


def recognition(source: Path, path: Path) -> None:
    """One page of a table and prose, recognised."""
    if not ocr.available():
        print("   recognition  not measured: the extra [ocr] is not installed")
        return
    import pypdfium2

    file = pypdfium2.PdfDocument(source)
    file[0].render(scale=2).to_pil().save(path)
    file.close()
    readers.read(path)  # loads the models
    start, begun = time.process_time(), time.perf_counter()
    document = readers.read(path)
    figures = sum(len(block.cells) for block in document.blocks)
    print(
        f"   recognition  {time.process_time() - start:.1f} s of work, "
        f"{time.perf_counter() - begun:.1f} s by the clock, a page of {figures} cells"
    )


def least(work: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def rows(count: int) -> list[tuple[str, float, float, float]]:
    return [(f"项目{n}", 100.5 + n, 120.25 + n, (100.5 + n) / (120.25 + n)) for n in range(count)]


def pdf() -> bytes:
    """Pages of prose above a ruled table, as a word processor prints them."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for _ in range(PAGES):
        canvas.setFont("STSong-Light", 10.5)
        for at in range(8):
            canvas.drawString(70, 780 - 18 * at, SENTENCE)
        for at, (name, budget, executed, rate) in enumerate(rows(20)):
            y = 600 - 20 * at
            texts = (name, f"{budget:,.2f}", f"{executed:,.2f}", f"{rate:.2%}")
            for column, text in enumerate(texts):
                canvas.rect(70 + 110 * column, y, 110, 20)
                canvas.drawString(76 + 110 * column, y + 6, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def bare_pdf(path: Path, *, rules: bool = False) -> object:
    """Every character with its box; with ``rules`` the edges of every shape, too."""
    import pypdfium2

    file = pypdfium2.PdfDocument(path)
    found: list[object] = []
    for page in file:
        if rules:
            shapes = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])
            found.append([shape.get_bounds() for shape in shapes])
        text = page.get_textpage()
        boxes = [text.get_charbox(at, loose=True) for at in range(text.count_chars())]
        found.append((text.get_text_range(), boxes))
    file.close()
    return found


def xlsx() -> bytes:
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["项目", "全年预算数", "执行数", "执行率"])
    for at, row in enumerate(rows(ROWS), 2):
        sheet.append(row)
        for column, code in ((2, "#,##0.00"), (3, "#,##0.00"), (4, "0.00%")):
            sheet.cell(at, column).number_format = code
    book.save(file)
    return file.getvalue()


def bare_xlsx(path: Path) -> object:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def docx() -> bytes:
    def paragraph(text: str) -> str:
        return (
            '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="24"/></w:rPr>'
            f"<w:t>{escape(text)}</w:t></w:r></w:p>"
        )

    def cell(text: str) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{paragraph(text)}</w:tc>'

    table = "".join(
        f"<w:tr>{cell(name)}{cell(f'{a:.2f}')}{cell(f'{b:.2f}')}{cell(f'{rate:.2%}')}</w:tr>"
        for name, a, b, rate in rows(ROWS // 5)
    )
    body = paragraph(SENTENCE) * (ROWS // 5) + f"<w:tbl>{table}</w:tbl>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return file.getvalue()


def bare_docx(path: Path) -> object:
    from lxml import etree

    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    paragraphs = root.iter(f"{{{W}}}p")
    return ["".join(text.text or "" for text in p.iter(f"{{{W}}}t")) for p in paragraphs]


if __name__ == "__main__":
    reading()
