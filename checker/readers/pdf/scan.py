"""Scanned pages (扫描页): which they are, what recognition makes of them, what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker import ocr
from checker.document import Note, Unreadable
from checker.language import msgid
from checker.readers.pdf.page import Shown

FEW = 50  # characters on a page that a picture fills: a stamp, a number, a header
FILLED = 0.5  # of the page
OUTLINES = 50  # shapes on a page without text: characters drawn as outlines
GARBLED = 0.3  # of the characters, without a code
PIXELS = 2000  # of the longer side, as it is recognised
MOST_PIXELS = 120_000_000  # of a picture, three pages of A4 at 600 to the inch
LARGEST = 4.0  # pixels to a point

GARBLE = msgid("文字层没有字符编码，读出来是乱码，装上文字识别组件后才能读：{command}")
SCAN = msgid("没有文字层（可能是扫描件），装上文字识别组件后才能读：{command}")


def scanned(one: Shown) -> bool:
    """Whether what the page says is not in its text."""
    chars = len(one.page.chars)
    if not chars:
        return bool(one.picture) or one.drawn >= OUTLINES
    return one.unknown > GARBLED * chars or (one.picture >= FILLED and chars < FEW)


def seen(page: Any, one: Shown) -> Shown:
    """The page as recognition reads it, where it finds more than the text says."""
    if one.pixels > MOST_PIXELS or (by := ocr.recogniser()) is None:
        return one
    from checker.ocr.page import recognised

    scale = min(PIXELS / max(page.get_size()), LARGEST)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        found = recognised(bitmap.to_numpy()[:, :, :3].copy(), one.page.number, by)
    finally:
        bitmap.close()
    known = len(one.page.chars) - one.unknown
    if len(found.page.chars) <= known:
        return one._replace(unread=found.unread)
    return one._replace(page=found.page, unseen=0, unknown=0, unread=found.unread, recognised=True)


def refused(named: str, pages: Sequence[Shown]) -> Unreadable | None:
    """Why the file cannot be read, where its text does not say what is printed."""
    chars = sum(len(one.page.chars) for one in pages)
    if sum(one.unknown for one in pages) > GARBLED * chars:
        return Unreadable(named, GARBLE, command=ocr.INSTALL)
    if any(one.recognised for one in pages) or not all(scanned(one) for one in pages):
        return None if chars else Unreadable(named, "文件里没有文字")
    if ocr.available():
        return None if chars else Unreadable(named, "没有文字层（可能是扫描件），也没有认出文字")
    return Unreadable(named, SCAN, command=ocr.INSTALL)


def notes(pages: Sequence[Shown]) -> Iterator[Note]:
    """What is said of pages that were recognised, or should have been."""
    if read := [one.page.number for one in pages if one.recognised]:
        yield Note(
            "第 {pages} 页是扫描件，文字由识别得来，数字可能认错，请对照原件",
            {"pages": ocr.listed(read)},
        )
    left = [one for one in pages if scanned(one) and not one.recognised]
    if empty := [one.page.number for one in left if not one.page.chars]:
        yield Note(
            "第 {pages} 页没有文字层（可能是扫描件），没有检查",
            {"pages": ocr.listed(empty)},
        )
    if partly := [one.page.number for one in left if one.page.chars]:
        yield Note(
            "第 {pages} 页主要是图片，图片里的文字没有检查",
            {"pages": ocr.listed(partly)},
        )
    if unread := sum(one.unread for one in pages):
        yield Note(ocr.UNREAD, {"count": unread})
