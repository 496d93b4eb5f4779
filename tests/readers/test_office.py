"""DOC, WPS, RTF, ODT: a stand-in for LibreOffice hands back a DOCX."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

import pytest

from checker.document import Unreadable
from checker.readers import office, read
from tests.readers import gold, word

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))


def converter(ready: Path) -> str:
    """Copies ``ready`` to where the result is asked for, if called as LibreOffice wants it."""
    return (
        "import pathlib, sys\n"
        "words = sys.argv[1:]\n"
        "assert words[0].startswith('-env:UserInstallation=file:///') and '--headless' in words\n"
        "out = pathlib.Path(words[words.index('--outdir') + 1])\n"
        "given = pathlib.Path(words[-1])\n"
        "assert given.read_bytes()\n"
        "out.mkdir(exist_ok=True)\n"
        "made = out / (given.stem + '.' + words[words.index('--convert-to') + 1])\n"
        f"made.write_bytes(pathlib.Path({str(ready)!r}).read_bytes())\n"
    )


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_a_converted_report_gives_the_same_checks(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = tmp_path / "ready"
    ready.write_bytes(word.report("liuan-2023.md"))
    install(tmp_path, monkeypatch, converter(ready))
    path = tmp_path / f"liuan-2023{suffix}"
    path.write_bytes(OLE + b"old")
    assert gold.told(path) == gold.told(gold.SAMPLES / "liuan-2023.md")
    assert read(path).format == suffix[1:]


def test_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "HOMES", ())
    with pytest.raises(Unreadable, match=r"LibreOffice.*另存为 \.docx"):
        office.read(tmp_path / "a.doc", OLE)
    with pytest.raises(Unreadable, match=r"读 \.rtf 文件"):
        office.read(tmp_path / "wrong.docx", b"{\\rtf1}")
    with pytest.raises(Unreadable, match=r"另存为 \.xlsx"):
        office.read(tmp_path / "a.ods", b"PK")


def test_what_it_cannot_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "")
    with pytest.raises(Unreadable, match="损坏、有密码"):
        office.read(tmp_path / "a.doc", OLE)


def test_one_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIMEOUT", 0.5)
    install(tmp_path, monkeypatch, "import time\ntime.sleep(60)\n")
    started = time.monotonic()
    with pytest.raises(Unreadable, match="没有转换完"):
        office.read(tmp_path / "a.rtf", b"{\\rtf1}")
    assert time.monotonic() - started < 10


def test_a_password_is_told_by_the_flags_of_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "")
    for flags, why in ((b"\0\1", "有密码保护"), (b"\0\2", "打不开")):
        head = b"\xec\xa5\xc1\0" + bytes(6) + flags
        with pytest.raises(Unreadable, match=why):
            office.read(tmp_path / "a.doc", OLE + bytes(504) + head + bytes(100))


def test_recognised_by_content() -> None:
    assert office.recognises(b"{\\rtf1 a}")
    assert office.recognises(OLE + bytes(600) + office.WORD)
    assert office.recognises(b"PK\3\4" + bytes(26) + b"mimetype" + office.OPEN[0])
    assert not office.recognises(OLE + bytes(600))
    assert not office.recognises(word.package(""))
