"""Hostile files: each is told in half a minute and a gigabyte, whatever it asks for."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from tests.readers import word
from tests.readers.paper import Paper

resource = pytest.importorskip("resource", reason="needs a platform that measures processes")

SECONDS = 30  # of work
MEMORY = 1 << 30
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHAPE = b"0 0 m 1 1 l S "


def pdf(*objects: bytes) -> bytes:
    """A file of these objects; the first is the catalogue, the third the page."""
    out, places = b"%PDF-1.7\n", []
    head = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>/Font<</A<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica>>>>>>>>",
    )
    for number, one in enumerate((*head, *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    size = len(places) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, end)


def stream(data: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (head, len(packed), packed)


def form(data: bytes, inner: int = 0) -> bytes:
    resources = b"/Resources<</XObject<</F %d 0 R>>>>" % inner if inner else b""
    return stream(data, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)


def nested(levels: int, times: int) -> bytes:
    """Forms that draw the next one several times, the last of them shapes."""
    inner = [form(b"/F Do " * times, 6 + level) for level in range(levels - 1)]
    return pdf(stream(b"/F Do"), *inner, form(SHAPE * times))


def shared() -> bytes:
    """One drawing on three thousand pages."""
    made = pdf(stream(SHAPE * 200_000))
    kids = b"[" + b"3 0 R " * 3000 + b"]"
    return made.replace(b"[3 0 R]/Count 1", kids + b"/Count 3000")


def locked() -> bytes:
    paper = Paper(encrypt=StandardEncryption("secret", ownerPassword="x"))
    paper.line("正文。")
    return paper.data()


def cut() -> bytes:
    paper = Paper()
    paper.line("正文。")
    return paper.data()[:-200]


def package(name: str, xml: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, xml)
    return file.getvalue()


def workbook(change: Callable[[bytes], bytes] = lambda xml: xml) -> bytes:
    book, file, changed = Workbook(), io.BytesIO(), io.BytesIO()
    book.create_sheet("一").append(["预算数", 5])
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            xml = old.read(info)
            new.writestr(info.filename, change(xml) if "sheet1" in info.filename else xml)
    return changed.getvalue()


def flagged(data: bytes) -> bytes:
    """A package whose first part says that it has a password."""
    found = bytearray(data)
    at = data.index(b"PK\1\2")
    found[6:8] = found[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(found)


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("L", (60, 40), 255).save(file, kind)
    return file.getvalue()


ENCRYPTED = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><a>&j;</a>"
)
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "forms in forms": ("a.pdf", lambda: nested(10, 10), "内存或时间太多"),
    "forms in pairs": ("a.pdf", lambda: nested(28, 2), "内存或时间太多"),
    "forms twice": ("a.pdf", lambda: nested(2, 3000), "内存或时间太多"),
    "a stamp": (
        "a.pdf",
        lambda: pdf(stream(b"/F Do " * 20_000), form(SHAPE * 14_000)),
        "内存或时间太多",
    ),
    "shapes": ("a.pdf", lambda: pdf(stream(SHAPE * (12 << 20))), "内存或时间太多"),
    "characters": (
        "a.pdf",
        lambda: pdf(stream(b"BT /A 9 Tf 50 50 Td " + b"(1)Tj " * 2_000_000 + b"ET")),
        "太多",
    ),
    "pages": ("a.pdf", shared, "内存或时间太多"),
    "pdf bomb": ("a.pdf", lambda: pdf(stream(b" " * (210 << 20))), "展开后过大"),
    "pdf with a password": ("a.pdf", locked, "密码"),
    "cut pdf": ("a.pdf", cut, "不完整"),
    "docx bomb": (
        "a.docx",
        lambda: package("word/document.xml", b"<a>" + b" " * (210 << 20)),
        "太大",
    ),
    "deep docx": (
        "a.docx",
        lambda: word.package("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
        "太深",
    ),
    "docx entity": ("a.docx", lambda: package("word/document.xml", ENTITY), "实体"),
    "docx entities": ("a.docx", lambda: package("word/document.xml", LAUGHS), "实体"),
    "docx with a password": ("a.docx", lambda: ENCRYPTED, "密码"),
    "locked docx": ("a.docx", lambda: flagged(word.package("<w:p/>")), "密码"),
    "cut docx": ("a.docx", lambda: workbook()[:900], "损坏或被截断"),
    "xlsx bomb": (
        "a.xlsx",
        lambda: workbook(lambda xml: xml.replace(b"<sheetD", b" " * (210 << 20) + b"<sheetD", 1)),
        "太大",
    ),
    "deep xlsx": (
        "a.xlsx",
        lambda: workbook(lambda xml: xml.replace(b"<sheetD", b"<a>" * 100_000 + b"<sheetD", 1)),
        "嵌套太深",
    ),
    "xlsx entities": ("a.xlsx", lambda: workbook(lambda xml: LAUGHS), "实体"),
    "xlsx with a password": ("a.xlsx", lambda: ENCRYPTED, "密码"),
    "locked xlsx": ("a.xlsx", lambda: flagged(workbook()), "密码|损坏"),
    "cut xlsx": ("a.xlsx", lambda: workbook()[:900], "截断|损坏"),
    "a picture as pdf": ("a.pdf", lambda: picture("PNG"), "图片"),
    "a picture as docx": ("a.docx", lambda: picture("JPEG"), "图片"),
    "noise as pdf": ("a.pdf", lambda: b"\x01\x02" * 4000, "不是 PDF"),
    "text as docx": ("a.docx", lambda: "全年预算数".encode(), "DOCX"),
    "text as xlsx": ("a.xlsx", lambda: "全年预算数".encode(), "损坏|不是"),
    "text as a picture": ("a.png", lambda: "全年预算数".encode(), "图片"),
}


def run(path: Path) -> tuple[int, str, float, int]:
    """Status, what was said, seconds of work and the most memory of a process, in bytes."""
    command = [sys.executable, "-m", "checker", "check", str(path), "--format", "json"]
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    said = process.stdout.read().decode()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = ended.ru_utime + ended.ru_stime - started.ru_utime - started.ru_stime
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, said, work, used.ru_maxrss * unit


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told_in_time(tmp_path: Path, name: str) -> None:
    file, made, why = FILES[name]
    path = tmp_path / file
    path.write_bytes(made())
    begun = time.monotonic()
    status, said, work, memory = run(path)
    assert status == 2
    assert any(one in said for one in why.split("|")), said
    assert work < SECONDS
    assert time.monotonic() - begun < 4 * SECONDS  # on a machine that has other work
    assert memory < MEMORY


def test_content_tells_what_a_name_hides(tmp_path: Path) -> None:
    paper = Paper()
    paper.line("全年预算数1000.00万元，执行数900.00万元，执行率95.00%。")
    for name, data in (("a.docx", paper.data()), ("b.pdf", workbook())):
        path = tmp_path / name
        path.write_bytes(data)
        assert run(path)[0] in (0, 1)


def test_five_hundred_pages(tmp_path: Path) -> None:
    paper = Paper()
    rate = "全年预算数1000.00万元，执行数900.00万元，执行率95.00%。"
    for _ in range(500):
        for _ in range(8):
            paper.paragraph(rate * 2)
        paper.page()
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.data())
    status, said, work, memory = run(path)
    assert status == 1
    assert '"page": 500' in said
    assert work < 4 * SECONDS
    assert memory < MEMORY
