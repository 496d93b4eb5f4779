"""The cache (缓存): what was found in a file, kept by its content, the rules and the program.

It only saves work: whatever is wrong with it (no folder to write, a file that is no cache,
another run that holds it), the files are checked as if there were none.  Entries are written
in transactions, so a killed run leaves the earlier ones.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from checker.packed import Damaged, unpack

FILE = "checks.sqlite3"
MOST_BYTES = 200_000_000  # beyond, the older half of the entries is dropped


def folder(environment: Mapping[str, str]) -> Path | None:
    """Where the cache is kept: CHECKER_CACHE (empty: nowhere), else the user's cache folder."""
    if (named := environment.get("CHECKER_CACHE")) is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")  # noqa: PTH111 (no home is no error)
    else:
        base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(base) / "gov-report-checker" if base and not base.startswith("~") else None


class Cache:
    """缓存: entries by key; made by ``opened``."""

    def __init__(self, database: sqlite3.Connection | None, rules: bytes) -> None:
        self._database = database
        self._rules = rules
        self._new: dict[str, bytes] = {}
        self._keys: dict[Path, str | None] = {}

    def joint(self, paths: Iterable[Path]) -> str | None:
        """Several files as they are named and as they are now; None where one is unreadable."""
        keys = [self.key(path) for path in paths]
        if None in keys:
            return None
        return hashlib.sha256("+".join(map(str, keys)).encode()).hexdigest()

    def key(self, path: Path) -> str | None:
        """The file as it is named and as it was first seen, under the rules."""
        if path not in self._keys:
            self._keys[path] = self._key(path)
        return self._keys[path]

    def _key(self, path: Path) -> str | None:
        if self._database is None:
            return None
        try:
            content = path.read_bytes() if path.is_file() else None
        except OSError:
            content = None
        if content is None:
            return None
        whole = hashlib.sha256(self._rules)
        whole.update(os.fsencode(path) + b"\0")
        whole.update(hashlib.sha256(content).digest())
        return whole.hexdigest()

    def get(self, key: str | None) -> object | None:
        if key is None or self._database is None:
            return None
        with suppress(sqlite3.Error, *Damaged):
            rows = self._database.execute("SELECT value FROM checks WHERE key = ?", (key,))
            if row := rows.fetchone():
                return unpack(row[0])
        return None

    def put(self, key: str | None, packed: bytes) -> None:
        """Keep an entry; it is written with the others when the cache is closed."""
        if key is not None:
            self._new[key] = packed

    def close(self) -> None:
        """Write what is new, all or none of it."""
        if self._database is None:
            return
        with suppress(sqlite3.Error), self._database:
            entries = self._new.items()
            self._database.executemany("REPLACE INTO checks(key, value) VALUES (?, ?)", entries)
            self._shrink()
        self._database.close()

    def _shrink(self) -> None:
        """Drop the older half of the entries once they take too much room together."""
        assert self._database is not None
        [(size,)] = self._database.execute("SELECT total(length(value)) FROM checks")
        if size > MOST_BYTES:
            self._database.execute(
                "DELETE FROM checks"
                " WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM checks)"
            )


@contextmanager
def opened(where: Path | None, settings: object) -> Iterator[Cache]:
    """The cache in a folder for what ``settings`` (their ``repr``) says; without one, an empty."""
    database = _database(where) if where is not None else None
    rules = hashlib.sha256(repr(settings).encode() + _program()).digest() if database else b""
    kept = Cache(database, rules)
    try:
        yield kept
    finally:
        kept.close()


def _database(where: Path) -> sqlite3.Connection | None:
    try:
        where.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(where / FILE, timeout=5)
    except (OSError, sqlite3.Error):
        return None
    try:
        with suppress(sqlite3.Error):  # another run may be at it: then it is done
            database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("CREATE TABLE IF NOT EXISTS checks (key TEXT PRIMARY KEY, value BLOB)")
    except sqlite3.Error:
        database.close()
        return None
    return database


def _program() -> bytes:
    """What the program is made of: its files' names, sizes and times."""
    root = Path(__file__).parent
    found = hashlib.sha256(sys.version.encode())
    for base in (root, root.parent / "expectations"):
        for at, folders, names in os.walk(base):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                status = os.stat(os.path.join(at, name))  # noqa: PTH116, PTH118 (many files)
                found.update(f"{name}:{status.st_size}:{status.st_mtime_ns};".encode())
    return found.digest()
