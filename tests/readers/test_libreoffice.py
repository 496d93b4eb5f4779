"""DOC, RTF, ODT, ODS as the real LibreOffice writes and reads them, where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker import package
from checker.document import Kind, Unreadable
from checker.readers import office, read
from tests.readers import book, gold, word

NAME = "meiyuan-2024.md"  # with tables

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def saved_as(kind: str, given: Path) -> Path:
    """The file as LibreOffice saves it in another format."""
    command = [
        "soffice",
        f"-env:UserInstallation={(given.parent / 'profile').as_uri()}",
        *("--headless", "--convert-to", kind, "--outdir", str(given.parent / kind), str(given)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return given.parent / kind / f"{given.stem}.{kind}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("office")
    text, sheet = folder / "meiyuan-2024.docx", folder / "meiyuan-2024.xlsx"
    text.write_bytes(word.report(NAME))
    sheet.write_bytes(book.xlsx(NAME))
    made = {kind: saved_as(kind, text) for kind in ("doc", "rtf", "odt")}
    made |= {kind: saved_as(kind, sheet) for kind in ("ods", "xls")}
    # Kingsoft's own are built as these are.
    for own, as_built in (("wps", "doc"), ("et", "xls")):
        made[own] = folder / f"meiyuan-2024.{own}"
        made[own].write_bytes(made[as_built].read_bytes())
    return made


def tables(path: Path) -> list[list[list[str]]]:
    return [gold.grid(block) for block in read(path).blocks if block.kind is Kind.TABLE]


@pytest.mark.parametrize("kind", "doc wps rtf odt ods xls et".split())
def test_the_same_report_gives_the_same_tables_and_checks(
    kind: str, files: Mapping[str, Path]
) -> None:
    assert tables(files[kind]) == tables(gold.SAMPLES / NAME)
    assert gold.told(files[kind]) == gold.told(gold.SAMPLES / NAME)


def test_two_at_once(files: Mapping[str, Path]) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(tables, (files["doc"], files["rtf"]))
    assert first == second == tables(gold.SAMPLES / NAME)


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.odt"])
def test_a_damaged_file(name: str, tmp_path: Path) -> None:
    heads = {".doc": package.OLE + bytes(700) + office.WORD, ".rtf": b"{\\rtf", ".odt": b"PK\3\4"}
    path = tmp_path / name
    path.write_bytes(heads[path.suffix] + bytes(range(256)) * 9)
    with pytest.raises(Unreadable, match=r"打不开|没有文字"):
        read(path)


@pytest.fixture
def asked() -> Iterator[tuple[int, list[bytes]]]:
    """A port that is listened on, and what was asked there."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    peer, _from = server.accept()
                except OSError:
                    return
                with peer:
                    heard.append(peer.recv(200))

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)


def test_nothing_that_a_file_links_to_is_fetched(
    asked: tuple[int, list[bytes]], tmp_path: Path
) -> None:
    port, heard = asked
    path = tmp_path / "a.fodt"
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0"'
        f' xmlns:draw="{names}drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' xmlns:svg="{names}svg-compatible:1.0"'
        ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:body><office:text><text:p>预算数12.5万元。</text:p><text:p>"
        '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:type="simple" xlink:href="http://127.0.0.1:{port}/a.png"'
        ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        "</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    assert [block.text for block in read(path).blocks] == ["预算数12.5万元。"]
    assert heard == []
