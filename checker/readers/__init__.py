"""Readers (读取器): one format a file; a path becomes a Document.

A reader is a module of this package with ``SUFFIXES`` (lower case, with the dot) and
``read(path, data) -> Document``; it is found by walking the package.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from checker.document import Document, Unreadable


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
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(str(path), "文件不存在") from None
    except OSError as error:
        raise Unreadable(str(path), "无法打开：{why}", why=error.strerror or error) from None
    if not data.strip():
        raise Unreadable(str(path), "文件是空的")
    for reader in readers():
        if path.suffix.lower() in reader.SUFFIXES:
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


def documents(paths: Sequence[Path]) -> tuple[list[Path], list[Unreadable]]:
    """The files to read under ``paths``: folders are searched, named files kept as they are."""
    found: dict[Path, None] = {}
    problems: list[Unreadable] = []
    known = suffixes()
    for path in paths:
        if not path.is_dir():
            found.setdefault(path)
            continue
        inside = sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in known
            and file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
            and file.stem.upper() != "README"
        )
        if not inside:
            problems.append(Unreadable(str(path), "文件夹里没有能读的报告"))
        for file in inside:
            found.setdefault(file)
    return list(found), problems
