"""The blocks made so far (块), each printed line and cell with a key of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.document import Anchor, Block, Span
from checker.folding import fold


@dataclass
class Made:
    """The blocks so far, and the keys of what was printed."""

    found: list[Block] = field(default_factory=list)
    anchors: dict[int, Anchor] = field(default_factory=dict)
    tables: int = 0

    def span(self, text: str, anchor: Anchor) -> Span:
        key = len(self.anchors)
        self.anchors[key] = anchor
        return Span(fold(text), tuple((key, at) for at in range(len(text))), self.anchors)
