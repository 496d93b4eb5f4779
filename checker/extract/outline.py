"""Outlines (分级): the rows of one column that numbered rows below them make up.

一、投入 20 分 over 1.目标设定 8 分 and 2.预算配置 12 分: where one of the marks adds up, so that
numbers which only count the rows make no levels, and one wrong mark hides none.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.extract.passage import depth
from checker.figure import Figure


def made_of(
    names: Sequence[str], marks: Sequence[tuple[Figure | None, ...]]
) -> dict[int, list[int]]:
    """Which rows are made of which: the ones right below that are numbered one step deeper."""
    deep = [depth(name) for name in names]
    found: dict[int, list[int]] = {}
    for at, own in enumerate(deep):
        inner = _under(deep, at, own) if own is not None else []
        if inner and any(
            _adds_up(whole, [marks[n][kind] for n in inner]) for kind, whole in enumerate(marks[at])
        ):
            found[at] = inner
    return found


def _under(deep: Sequence[int | None], at: int, own: int) -> list[int]:
    found: list[int] = []
    step: int | None = None
    for n in range(at + 1, len(deep)):
        here = deep[n]
        if here is None or here <= own:
            break
        step = here if step is None else step
        if here == step:
            found.append(n)
    return found


def _adds_up(whole: Figure | None, parts: Sequence[Figure | None]) -> bool:
    known = [part.number.exact for part in parts if part is not None]
    return whole is not None and len(known) == len(parts) and sum(known) == whole.number.exact
