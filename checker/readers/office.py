"""DOC, WPS, RTF, ODT (其他文字处理格式): read by way of LibreOffice, when it is installed.

LibreOffice turns the file into DOCX (or XLSX), which the reader of that format takes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from checker import package, readers
from checker.document import Document, Unreadable

TEXTS = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".fodt")
SHEETS = (".ods", ".ots", ".fods")
SUFFIXES = (*TEXTS, *SHEETS)

PROGRAMS = ("soffice", "libreoffice")
# Where it installs itself without saying so on the PATH.
HOMES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
TIMEOUT = 60  # seconds
# Nothing in a file may run, and nothing it links to is fetched.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
WORD = "WordDocument".encode("utf-16-le")
OPEN = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.spread")
HEAD = re.compile(rb"\xec\xa5.{10}", re.S)
LARGEST = 100 << 20


def recognises(data: bytes) -> bool:
    """Whether ``data`` is a DOC (or a WPS, which is built alike), an RTF or an ODF file."""
    if data.startswith(package.OLE):
        return WORD in data
    if data.startswith(b"PK"):
        return any(name in data[:200] for name in OPEN)
    return data.lstrip()[:5] == rb"{\rtf"


def read(path: Path, data: bytes) -> Document:
    kind = _kind(path, data)
    suffix = ".xlsx" if kind in SHEETS else ".docx"
    program = next(filter(None, map(shutil.which, (*PROGRAMS, *HOMES))), None)
    if program is None:
        raise Unreadable(
            str(path),
            "读 {suffix} 文件要用 LibreOffice（soffice），这台电脑上没有；请安装它，"
            "或用 Word、WPS 打开后另存为 {wanted}",
            suffix=kind,
            wanted=suffix,
        )
    if _locked(data):
        raise package.locked(str(path))
    if len(data) > LARGEST:
        raise Unreadable(str(path), "文件太大，请用 Word、WPS 打开后另存为 {wanted}", wanted=suffix)
    converted = _converted(path, data, program, kind, suffix)
    [reader] = [reader for reader in readers.readers() if suffix in reader.SUFFIXES]
    document: Document = reader.read(path, converted)
    return replace(
        document,
        format=kind.lstrip("."),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _kind(path: Path, data: bytes) -> str:
    """What the file is: by its name, or by its content when it goes by another's name."""
    if (suffix := path.suffix.lower()) in SUFFIXES:
        return suffix
    if data.startswith(package.OLE):
        return ".doc"
    return ".rtf" if not data.startswith(b"PK") else ".ods" if OPEN[1] in data[:200] else ".odt"


def _locked(data: bytes) -> bool:
    """Whether a file asks for a password before it can be read."""
    if data.startswith(b"PK"):
        return b"manifest:encryption-data" in _manifest(data)
    # A DOC tells it in the flags at the head of its text, which begins a sector.
    return data.startswith(package.OLE) and any(
        data[found.start() + 11] & 1 for found in HEAD.finditer(data) if found.start() % 512 == 0
    )


def _manifest(data: bytes) -> bytes:
    """The list of the parts of an ODF package, where it says which are encrypted."""
    with (
        contextlib.suppress(Exception),
        zipfile.ZipFile(io.BytesIO(data)) as file,
        file.open("META-INF/manifest.xml") as manifest,
    ):
        return manifest.read(1 << 20)
    return b""


def _converted(path: Path, data: bytes, program: str, kind: str, suffix: str) -> bytes:
    """What LibreOffice makes of a file, in a folder and with a profile of its own."""
    # An instance that is still at work may write into the folder while it is removed.
    with tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as folder:
        given = Path(folder, "in", f"report{kind}")
        given.parent.mkdir()
        given.write_bytes(data)
        made = Path(folder, "out", f"report{suffix}")
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", suffix[1:], "--outdir", str(made.parent), str(given)),
        ]
        try:
            _run(command)
        except subprocess.TimeoutExpired:
            message = "LibreOffice 在 {seconds} 秒内没有转换完，请另存为 {wanted}"
            raise Unreadable(str(path), message, seconds=TIMEOUT, wanted=suffix) from None
        except OSError as error:
            why = error.strerror or str(error)
            raise Unreadable(str(path), "LibreOffice 无法启动：{why}", why=why) from None
        if not made.is_file():
            message = (
                "LibreOffice 打不开这个文件（可能已损坏、有密码，或 LibreOffice 没有装全），"
                "请另存为 {wanted}"
            )
            raise Unreadable(str(path), message, wanted=suffix)
        if made.stat().st_size > LARGEST:
            raise Unreadable(
                str(path), "文件太大，请用 Word、WPS 打开后另存为 {wanted}", wanted=suffix
            )
        return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run the program to its end, or end it with all that it has started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT)
    except BaseException:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise
