"""Progress (进度): a bar on a terminal, once the work has taken a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """What to call with (done, total, name); None when nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    begun = time.monotonic()
    bar: Progress | None = None

    def advance(done: int, total: int, name: str) -> None:
        nonlocal bar
        if bar is None:
            if total < 2 or done == total or time.monotonic() - begun < PATIENCE:
                return
            bar = _bar()
            bar.add_task(name, total=total)
            bar.start()
        bar.update(bar.task_ids[0], completed=done, description=name)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


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
