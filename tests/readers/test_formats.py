"""The samples in every format: one gold set of tables, the same checks and fingerprints."""

from __future__ import annotations

import gc
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from checker.document import Document, Kind
from checker.extract.extraction import extract
from checker.figure import Figure
from checker.readers import read, readers, suffixes
from checker.tables import build
from sample_data.formats import generate
from tests.readers import book, gold, word

FILES = sorted(f"{Path(name).stem}{end}" for name in generate.NAMES for end in generate.WRITERS)
TABLES = ("funding", "tasks", "indicators", "scores")
COLUMNS = (
    "name initial_budget adjustment budget executed execution_rate carry_over target actual weight "
    "full_mark awarded deduction score stated elsewhere"
).split()
# What holds of a file and not of what it says.
OWN = {"id", "document", "path", "sha256", "format", "line"}

Rows = list[dict[str, object]]


def plain(value: object) -> object:
    """A cell without the blanks that a page may lose."""
    match value:
        case Figure():
            return "".join(value.text.split())
        case str():
            return "".join(value.split())
        case tuple():
            return [plain(one) for one in value]
    return value


def tables(document: Document) -> dict[str, Rows]:
    """Every table of a document; its order is that of the rows' words."""
    return {
        name: sorted(({k: plain(v) for k, v in r.items() if k not in OWN} for r in rows), key=repr)
        for name, rows in build([extract(document)]).items()
    }


def printed(document: Document) -> list[list[list[object]]]:
    """The tables as they are printed."""
    grids = [gold.grid(block) for block in document.blocks if block.kind is Kind.TABLE]
    return [[[plain(cell) for cell in row] for row in grid] for grid in grids]


def stated(document: Document, table: str) -> Rows:
    """What the rows of a table are called, and the figures in them."""
    rows = build([extract(document)])[table]
    known = [
        {k: plain(v) for k, v in row.items() if k in COLUMNS and isinstance(v, Figure | str)}
        for row in rows
    ]
    return sorted(known, key=lambda row: json.dumps(row, ensure_ascii=False))


def golden(stem: str) -> dict[str, object]:
    path = Path(__file__).parent / "tables" / f"{stem}.json"
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


def told(document: Document) -> dict[str, object]:
    return {"printed": printed(document), **{name: stated(document, name) for name in TABLES}}


@pytest.mark.parametrize("name", [*FILES, *generate.NAMES])
def test_the_gold_tables(name: str) -> None:
    path = gold.SAMPLES / name if name in generate.NAMES else generate.HERE / name
    assert told(read(path)) == golden(Path(name).stem)


@pytest.mark.parametrize("name", FILES)
def test_the_same_tables_checks_and_fingerprints_as_the_report(name: str) -> None:
    path = generate.HERE / name
    [source] = [gold.SAMPLES / one for one in generate.NAMES if Path(one).stem == path.stem]
    assert tables(read(path)) == tables(read(source))
    assert gold.told(path) == gold.told(source)
    assert read(path).format == path.suffix[1:]


@pytest.mark.parametrize("name", FILES)
def test_the_figures_come_in_the_order_of_the_report(name: str) -> None:
    path = generate.HERE / name
    [source] = [gold.SAMPLES / one for one in generate.NAMES if Path(one).stem == path.stem]
    read_, written = ([plain(f) for f in extract(read(one)).figures] for one in (path, source))
    assert read_ == written


def test_every_file_is_written_by_the_script() -> None:
    kept = {path.name for path in generate.HERE.iterdir() if path.suffix in suffixes()}
    assert kept - {"README.md"} == set(FILES)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert generate.files() == generate.files()


@pytest.mark.parametrize("name", FILES)
def test_what_is_kept_is_what_the_script_writes(name: str, tmp_path: Path) -> None:
    made = tmp_path / name
    made.write_bytes(generate.files()[name])
    kept = generate.HERE / name
    if name.endswith((".docx", ".ofd", ".xlsx")):  # packing may differ from machine to machine
        assert parts(made) == parts(kept)
    assert tables(read(made)) == tables(read(kept))


def parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_tidy_readers_leave_next_to_nothing(tmp_path: Path) -> None:
    def left(path: Path, data: bytes) -> int:
        """How many objects hold each other after a file was read."""
        path.write_bytes(data)
        read(path)  # whatever is made once
        gc.collect()
        assert read(path).blocks
        return gc.collect()

    def report(suffix: str, rows: int) -> bytes:
        if suffix == ".xlsx":
            return book.workbook({"表": [["项目", n, n / 7] for n in range(rows)]})
        return word.package(
            word.table(*(word.cell("项目") + word.cell(str(n)) for n in range(rows)))
        )

    tidy = [reader.SUFFIXES[0] for reader in readers() if getattr(reader, "TIDY", False)]
    assert tidy == [".docx", ".xlsx"]
    for suffix in tidy:
        few, many = (left(tmp_path / f"{n}{suffix}", report(suffix, n)) for n in (2, 2000))
        assert many <= few + 10
