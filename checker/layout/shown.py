"""Shown pages (所见页面): what of a page is seen, and whether that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.document import Note, Unreadable
from checker.layout.line import Page

GARBLED = 0.3  # of the characters, without a code
UNKNOWN = "\ufffd"  # what stands for a character without a code


class Shown(NamedTuple):
    """What of a page is seen, and what of it could not be used."""

    page: Page
    unseen: int  # characters that nobody sees
    unknown: int  # characters without a code
    picture: bool


def legible(named: str, pages: Sequence[Shown]) -> None:
    """Raises ``Unreadable`` when the pages have no text that can be taken for what is seen."""
    chars = sum(len(one.page.chars) for one in pages)
    if not chars:
        if any(one.unseen for one in pages):
            raise Unreadable(named, "文字层是看不见的（可能是扫描件的识别结果），不能当作正文")
        raise Unreadable(named, "没有文字层（可能是扫描件），要先做文字识别")
    if sum(one.unknown for one in pages) > GARBLED * chars:
        raise Unreadable(named, "文字层没有字符编码，读出来是乱码，要先做文字识别")


def notes(pages: Sequence[Shown]) -> Iterator[Note]:
    """What of the pages was left out."""
    if scanned := [one.page.number for one in pages if one.picture and not one.page.chars]:
        named = "、".join(map(str, scanned[:10])) + ("等" if len(scanned) > 10 else "")
        yield Note("第 {pages} 页没有文字层（可能是扫描件），没有检查", {"pages": named})
    yield from unused(sum(one.unseen for one in pages), sum(one.unknown for one in pages))


def unused(unseen: int, unknown: int) -> Iterator[Note]:
    """The characters that nobody sees or knows, counted."""
    if unseen:
        yield Note("有 {count} 个看不见的字符，没有检查", {"count": unseen})
    if unknown:
        yield Note("有 {count} 个字符没有编码，读不出是什么字", {"count": unknown})
