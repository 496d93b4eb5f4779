"""Output (输出): files that appear whole or not at all, and what the terminal can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import pandas as pd

# How every format but the console's is written.  A lone surrogate (from a file name that is
# not UTF-8) becomes \udcXX, which is also how JSON spells it.
UTF8 = {"encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``path`` once it is written whole."""
    target = path.resolve()
    # A device or a pipe is written to as it is.
    device = target.exists() and not target.is_file()
    part = target if device else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        if not device:
            part.replace(target)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        if not device:
            with suppress(FileNotFoundError):
                part.unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be the only one that writes ``path`` anew; the system lets go when the process dies.

    The folder is locked, so that no file is left behind; Windows cannot lock a folder, and a
    file in the folder for temporary files stands for it.
    """
    folder = path.resolve().parent
    if sys.platform == "win32":
        import hashlib
        import msvcrt
        import tempfile

        name = hashlib.sha256(str(folder).lower().encode()).hexdigest()[:16]
        with (Path(tempfile.gettempdir()) / f"checker-{name}.lock").open("a+b") as held:
            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
            yield
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def opened(path: Path) -> TextIO:
    """``path`` opened to write a report to."""
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def streams() -> None:
    """Make sure of streams that take Chinese, whatever the terminal or the caller left."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, or a program without a console
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
            continue
        reconfigured(stream, {"errors": "replace"})
        try:
            "疑点".encode(stream.encoding or "utf-8")
        except UnicodeEncodeError:
            reconfigured(stream, {"encoding": "utf-8"})


@contextmanager
def unless_closed() -> Iterator[None]:
    """Write to a reader that may leave (``| head``): then the rest is nobody's."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reconfigured(stream: TextIO, how: Mapping[str, str]) -> None:
    """Change how ``stream`` writes text, if it is a stream that can."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**how)  # type: ignore[arg-type]


def width(stream: TextIO) -> int | None:
    """The columns of a terminal; None where there is none."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def colors(stream: TextIO) -> bool:
    """Whether to write colours: to a terminal that knows them, unless NO_COLOR is set."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    dumb = os.environ.get("TERM", "") == "dumb"
    # The old Windows console prints escape codes as they are.
    plain = sys.platform == "win32" and not {"WT_SESSION", "TERM"} & os.environ.keys()
    return stream.isatty() and not dumb and not plain


def save(frame: pd.DataFrame, path: Path, form: str) -> None:
    """Write one table: CSV, JSON, JSON Lines, Parquet or a workbook."""
    match form:
        case "csv":  # the mark at the beginning tells Excel that it is UTF-8
            frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
        case "json":
            frame.to_json(path, orient="records", force_ascii=False, indent=1)
        case "jsonl":
            frame.to_json(path, orient="records", force_ascii=False, lines=True)
        case "xlsx":
            _workbook(frame, path)
        case "parquet":
            frame.to_parquet(path, index=False)


def _workbook(frame: pd.DataFrame, path: Path) -> None:
    """Every cell as text: ``=== 1 ===`` is no formula, and 97.20 keeps its zero."""
    import pandas as pd
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    columns = [frame[name].astype(object) for name in frame.columns]
    lines: list[tuple[object, ...]] = [tuple(frame.columns), *zip(*columns, strict=True)]
    for row in lines:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, None)
            if not pd.isna(value):  # type: ignore[call-overload]
                cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", str(value))
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
