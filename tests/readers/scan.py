"""Pictures of pages for tests, and a recogniser that knows what was drawn on them.

A line of text is a bar of a grey of its own: the stand-in finds the bars, and tells from the
grey what they say.  It needs no models, so what becomes of recognised text is always tested.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from checker.ocr import Quad, Said

GREYS = range(20, 180, 2)
SIZE = 20  # pixels, of the type


def ems(text: str) -> float:
    return sum(1.0 if ch >= "\u2e80" else 0.5 for ch in text)


@dataclass
class Scan:
    """A picture of a page, and the recogniser that reads it."""

    width: int = 842
    height: int = 1190
    lines: dict[int, tuple[Quad, str, tuple[int, ...]]] = field(default_factory=dict)
    passed_over: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.picture = Image.new("L", (self.width, self.height), 255)
        self.draw = ImageDraw.Draw(self.picture)

    def line(
        self, x: float, y: float, text: str, sure: Sequence[int] = (), *, found: bool = True
    ) -> None:
        """A line of text; ``sure`` tells of its last characters, the others are certain."""
        grey = GREYS[len(self.lines)]
        right = x + ems(text) * SIZE
        certain = (99,) * (len(text) - len(sure))
        quad = ((x, y), (right, y), (right, y + SIZE), (x, y + SIZE))
        self.lines[grey] = quad, text, (*certain, *sure)
        if not found:
            self.passed_over.add(grey)
        self.draw.rectangle((x, y + 2, right - 1, y + SIZE - 3), fill=grey)

    def table(
        self, x: float, y: float, widths: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> None:
        """A ruled table of rows of one height; a lone character is passed over by the finder."""
        tall, edges = 2 * SIZE, [x]
        for width in widths:
            edges.append(edges[-1] + width)
        for at in range(len(rows) + 1):
            self.draw.line((x, y + at * tall, edges[-1], y + at * tall), fill=0, width=2)
        for edge in edges:
            self.draw.line((edge, y, edge, y + len(rows) * tall), fill=0, width=2)
        for at, row in enumerate(rows):
            for edge, text in zip(edges, row, strict=False):
                if text:
                    place = edge + 8, y + at * tall + SIZE / 2
                    self.line(*place, text, found=len(text) > 1)

    def data(self, kind: str = "PNG") -> bytes:
        file = io.BytesIO()
        self.picture.save(file, kind)
        return file.getvalue()

    def find(self, picture: Any) -> list[Quad]:
        scale = picture.shape[1] / self.width
        return [
            [(x * scale, y * scale) for x, y in quad]
            for grey, (quad, _text, _sure) in self.lines.items()
            if grey not in self.passed_over
        ]

    def read(self, line: Any) -> Said:
        greys, counts = np.unique(line[:, :, 0] // 2 * 2, return_counts=True)
        known = [
            (count, grey) for grey, count in zip(greys, counts, strict=True) if grey in self.lines
        ]
        if not known:
            return Said("", (), ())
        grey = max(known)[1]
        _quad, text, sure = self.lines[grey]
        bar = np.nonzero((line[:, :, 0] // 2 * 2 == grey).any(axis=0))[0] / line.shape[1]
        step, at, middles = (bar[-1] - bar[0]) / ems(text), bar[0], list[float]()
        for ch in text:
            middles.append(at + step * ems(ch) / 2)
            at += step * ems(ch)
        return Said(text, sure, tuple(middles))
