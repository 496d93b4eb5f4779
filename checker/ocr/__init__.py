"""OCR (文字识别): pages that are pictures, as pages of characters and rules.

The layout then makes of them what it makes of printed pages.  An optional extra: without it
what is a picture cannot be read, and the readers say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple, Protocol

from checker.language import msgid

if TYPE_CHECKING:
    from checker.ocr.ink import Picture

NEEDED = ("rapidocr", "onnxruntime", "PIL")
INSTALL = "pip install rapidocr onnxruntime"
UNREAD = msgid("有 {count} 行文字没有认出，没有检查")
MOST_NAMED = 10
Box = tuple[float, float, float, float]  # left, top, right, bottom
Quad = Sequence[Sequence[float]]  # corners as the text runs, from the upper left one


class Said(NamedTuple):
    """认出的一行: characters, how surely (percent), and their middles along the line (0 to 1)."""

    text: str
    confidences: tuple[int, ...]
    middles: tuple[float, ...]


class Recogniser(Protocol):
    """识别器: finds the lines of text in a picture, and reads one line."""

    def find(self, picture: Picture) -> Sequence[Quad]: ...

    def read(self, line: Picture) -> Said: ...


def available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in NEEDED)


@cache
def recogniser() -> Recogniser | None:
    """The recogniser, loaded once; None without the extra."""
    if not available():
        return None
    from checker.ocr.rapid import Rapid

    return Rapid()


def listed(pages: Sequence[int]) -> str:
    """The numbers of pages, the first of them where they are many: ``2、3、5``."""
    return "、".join(map(str, pages[:MOST_NAMED])) + ("等" if len(pages) > MOST_NAMED else "")
