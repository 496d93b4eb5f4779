"""The blocks made so far (块), each printed line and cell with a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

from checker.document import Anchor, Block, Span
from checker.folding import fold
from checker.ruled import Line

CERTAIN = 100


@dataclass
class Made:
    """The blocks so far, and the keys of what was printed."""

    found: list[Block] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)
    tables: int = 0

    def span(self, text: str, anchor: Anchor, printed: Sequence[Line] = ()) -> Span:
        """The text of one line or cell; ``printed`` tells how surely it was recognised."""
        key = len(self.anchors)
        if any(line[0].confidence is not None for line in printed):
            anchor = replace(anchor, confidences=_confidences(text, printed))
        self.anchors[key] = anchor
        return Span(fold(text), tuple(zip(repeat(key), range(len(text)))), self.anchors)


def _confidences(text: str, printed: Sequence[Line]) -> tuple[int, ...]:
    """How surely each character of ``text`` was recognised."""
    known = [(char.text, char.confidence) for line in printed for char in line]
    found: list[int] = []
    at = 0
    for ch in text:
        # What the text leaves out (a raised mark) is passed over.
        here = next((n for n in range(at, len(known)) if known[n][0] == ch), None)
        confidence = None if here is None else known[here][1]
        found.append(CERTAIN if confidence is None else confidence)
        at = at if here is None else here + 1
    return tuple(found)
