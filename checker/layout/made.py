"""The blocks made so far (块), each printed line and cell with a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, repeat

from checker.document import Anchor, Block, Span
from checker.figure import Box
from checker.folding import fold
from checker.ruled import Char, Line

CERTAIN = 100  # percent: what was not recognised but told


class Printed:
    """印迹: the characters that a text was printed as; only those of figures are looked for."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._text = text
        self._lines = lines

    @cached_property
    def _chars(self) -> list[Char | None]:
        """For each character of the text the printed one; none for a blank that a gap makes."""
        known = list(chain.from_iterable(self._lines))
        if "".join([char[0] for char in known]) == self._text:  # no gap, and nothing left out
            return [*known]
        found: list[Char | None] = []
        at = 0
        for ch in self._text:
            # What the text leaves out (a raised mark) is passed over.
            here = next((n for n in range(at, len(known)) if known[n].text == ch), None)
            found.append(None if here is None else known[here])
            at = at if here is None else here + 1
        return found

    def among(self, start: int, end: int) -> tuple[Box | None, int | None]:
        found = [char for char in self._chars[start:end] if char is not None]
        if not found:
            return None, None
        edges = (
            min(char.left for char in found),
            min(char.top for char in found),
            max(char.right for char in found),
            max(char.bottom for char in found),
        )
        left, top, right, bottom = (round(float(edge), 1) for edge in edges)
        sure = [CERTAIN if char.confidence is None else char.confidence for char in found]
        recognised = any(char.confidence is not None for char in found)
        return (left, top, right, bottom), min(sure) if recognised else None


@dataclass
class Made:
    """The blocks so far, and the keys of what was printed."""

    found: list[Block] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)
    tables: int = 0

    def span(self, text: str, anchor: Anchor) -> Span:
        """The text of one line or cell."""
        key = len(self.anchors)
        self.anchors[key] = anchor
        return Span(fold(text), tuple(zip(repeat(key), range(len(text)))), self.anchors)
