"""Progress (进度): a bar on a terminal, once the work has taken a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker import steps
from checker.language import _

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """What to call with (done, total, name) of files; None when nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = _Shown()
    try:
        with steps.heard(shown.page):
            yield shown.file
    finally:
        shown.stop()


class _Shown:
    """What the bar shows: files, or the pages of one that is alone."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._several = False

    def file(self, done: int, total: int, name: str) -> None:
        self._several = total > 1
        if self._several and done < total:
            self._draw(done, total, name)

    def page(self, done: int, total: int) -> None:
        if not self._several and total > 1:
            self._draw(done, total, _("页，读取中") if done < total else _("页，核对中"))

    def _draw(self, done: int, total: int, words: str) -> None:
        if self._bar is None:
            if time.monotonic() - self._begun < PATIENCE:
                return
            self._bar = _bar()
            self._bar.add_task("", total=total)
            self._bar.start()
        self._bar.update(
            self._bar.task_ids[0],
            completed=done,
            total=total,
            description=words,
        )

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
