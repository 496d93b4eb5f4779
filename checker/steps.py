"""Steps (步骤): how far the work on one long file has come, for who waits to hear of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard(listener: Listener | None) -> Iterator[None]:
    """While this lasts, ``listener`` is told every step as (done, total)."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def step(done: int, total: int) -> None:
    """Tell that ``done`` of ``total`` pages are read."""
    if (listener := _LISTENER.get()) is not None:
        listener(done, total)
