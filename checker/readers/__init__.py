"""Readers (读取器): one format a file; a path becomes a Document.

A reader is a module of this package with ``SUFFIXES`` (lower case, with the dot) and
``read(path, data) -> Document``; it is found by walking the package.  One whose files tell
what they are has ``recognises(data)`` too: content goes before the name's ending.  One that
leaves nothing behind which holds itself may say so (``TIDY = True``), and is quicker for it.
"""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from checker import location
from checker.document import Document, Unreadable
from checker.language import why

# How the reports that go to a text or a Markdown file begin and end, in any language.
TEXTS = (".txt", ".text", ".md", ".markdown")
OWN_TITLE = b"### checker"
OWN_LINE = ("─" * 20).encode()
OWN_END = re.compile(rb"\bchecker\s+rule\s+[A-Z]{3}\d{3}")


def readers() -> Iterator[ModuleType]:
    """Every reader, in the order of their names."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        yield importlib.import_module(f"{__name__}.{found.name}")


def suffixes() -> frozenset[str]:
    """All file name endings that some reader takes."""
    return frozenset(suffix for reader in readers() for suffix in reader.SUFFIXES)


def read(path: Path) -> Document:
    """Read one file.

    Raises ``Unreadable`` with the reason: missing, empty, not a text, an unknown format.
    """
    try:
        if path.exists() and not path.is_file():  # a device may have no end
            raise Unreadable(str(path), "不是普通文件")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(str(path), "文件不存在") from None
    except OSError as error:
        raise Unreadable(str(path), "无法打开：{why}", why=why(error)) from None
    if not data.strip():
        raise Unreadable(str(path), "文件是空的")
    if (reader := _reader(path, data)) is not None:
        with _uncollected(tidy=getattr(reader, "TIDY", False)):
            document: Document = reader.read(path, data)
        if not document.blocks:
            raise Unreadable(str(path), "文件里没有文字")
        return document
    raise Unreadable(
        str(path),
        "不认识的文件类型 {suffix}，目前能读：{known}",
        suffix=path.suffix or path.name,
        known=" ".join(sorted(suffixes())),
    )


@contextmanager
def _uncollected(*, tidy: bool) -> Iterator[None]:
    """Without the collector of cycles: a reader makes many small things and hardly a cycle, and
    the collector would look through all of them again and again.

    What a tidy one leaves is to stay, and goes to the oldest generation without a look at it,
    unless something else was put where it passes through.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
        if tidy and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
    finally:
        if working:
            gc.enable()


def _reader(path: Path, data: bytes) -> ModuleType | None:
    """The reader that knows the content, else the one for the name's ending."""
    known = list(readers())
    for reader in known:
        if hasattr(reader, "recognises") and reader.recognises(data):
            return reader
    return next((one for one in known if path.suffix.lower() in one.SUFFIXES), None)


def documents(paths: Sequence[Path]) -> tuple[list[Path], list[Unreadable]]:
    """The files to read under ``paths``, each once: folders are searched, named files kept."""
    found: dict[Path, Path] = {}
    problems: list[Unreadable] = []
    for path in paths:
        if not _is_folder(path):
            found.setdefault(_real(path), path)
            continue
        closed: list[OSError] = []
        inside = sorted(_inside(path, closed))
        problems += [
            Unreadable(str(e.filename or path), "无法打开：{why}", why=why(e)) for e in closed
        ]
        if not inside and not closed:
            problems.append(Unreadable(str(path), "文件夹里没有能读的报告"))
        for file in inside:
            found.setdefault(_real(file), file)
    return list(found.values()), problems


def _inside(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """The reports under a folder.

    What is hidden, a README, a lock file (``~$``) or what this program wrote is none.
    """
    known = suffixes()
    for at, names in location.searched(folder, closed.append):
        for name in names:
            file = Path(at, name)
            if (
                file.suffix.lower() in known
                and not name.startswith((".", "~$"))
                and file.stem.upper() != "README"
                and file.is_file()
                and not (file.suffix.lower() in TEXTS and _ours(file))
            ):
                yield file


def _ours(file: Path) -> bool:
    """Whether a text is what this program wrote about the reports of the folder."""
    try:
        with file.open("rb") as stream:
            head = stream.read(2000)
            stream.seek(max(stream.seek(0, os.SEEK_END) - 1000, 0))
            end = stream.read()
    except OSError:  # told when it is read
        return False
    return head.startswith(OWN_TITLE) or (OWN_LINE in head and OWN_END.search(end) is not None)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # told when it is read
        return False


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return path
