"""Locations (文件位置): where a file is from some folder, as globs and addresses name it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePath
from urllib.parse import quote

# A folder with this file is a project of Great Expectations: its JSON and its pages are no reports.
PROJECT = "great_expectations.yml"

_STEPS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_STEP = re.compile(r"\*\*/|\*\*|\*|\?")


def relative(path: str | PurePath, root: Path) -> str | None:
    """``path`` as it is named from ``root``, with slashes; None when it is not beneath it."""
    try:
        inside = Path(path).resolve().relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return None
    return unicodedata.normalize("NFC", inside.as_posix())


def named(path: str | PurePath) -> str:
    """``path`` as a program started in the same folder can name it, with slashes."""
    inside = relative(path, Path.cwd())
    return PurePath(path).as_posix() if inside is None else inside


def uri(path: str | PurePath) -> str:
    """The address of a file: relative where it lies beneath the working folder."""
    inside = relative(path, Path.cwd())
    if inside is None and (whole := Path(path)).is_absolute():
        return whole.as_uri()
    return quote(named(path), errors="replace")


def searched(
    folder: Path, onerror: Callable[[OSError], None] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Every folder beneath that is to be searched, with the names of its files."""
    for at, folders, names in os.walk(folder, onerror=onerror):
        if PROJECT in names:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield at, names


def matches(glob: str, path: str) -> bool:
    """Whether the ``path`` (with slashes) or a folder that it is in is meant by ``glob``.

    ``*`` and ``?`` stay within a name, ``**`` does not.  A glob without a slash means a name
    at any depth, as in .gitignore.
    """
    return _pattern(glob).fullmatch(path) is not None


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    glob = unicodedata.normalize("NFC", glob.replace("\\", "/")).removeprefix("./")
    bare = glob.rstrip("/")
    if "/" not in bare:
        bare = f"**/{bare}"
    text, rest = "", 0
    for step in _STEP.finditer(bare := bare.lstrip("/")):
        text += re.escape(bare[rest : step.start()]) + _STEPS[step.group()]
        rest = step.end()
    return re.compile(text + re.escape(bare[rest:]) + "(?:/.*)?", re.DOTALL)
