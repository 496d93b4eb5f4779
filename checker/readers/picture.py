"""Pictures of pages: scans, photographs and screenshots, read by recognition (``[ocr]``)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checker import ocr
from checker.document import Document, Note, Unreadable
from checker.layout import blocks
from checker.steps import step

if TYPE_CHECKING:
    from checker.ocr.ink import Picture
    from checker.ocr.page import Recognised

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")

MOST_PIXELS = 60_000_000
MOST_PAGES = 500
LONGEST = 2400  # pixels, of the longer side: more does not read better


def recognises(data: bytes) -> bool:
    """Whether ``data`` begins as a picture does."""
    return data.startswith(BEGINNINGS) or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")


def read(path: Path, data: bytes) -> Document:
    by = ocr.recogniser()
    if by is None:
        raise Unreadable(
            str(path), "是图片，装上文字识别组件后才能读：{command}", command=ocr.INSTALL
        )
    from checker.ocr.page import recognised

    pages: list[Recognised] = []
    for number, (picture, count) in enumerate(_pictures(str(path), data), 1):
        pages.append(recognised(picture, number, by))
        step(number, count)
    if not any(one.page.chars for one in pages):
        raise Unreadable(str(path), "图片里没有认出文字")
    return Document(
        path=str(path),
        format="picture",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks([one.page for one in pages]),
        notes=tuple(_notes(pages)),
    )


def _notes(pages: list[Recognised]) -> Iterator[Note]:
    yield Note("图片的文字由识别得来，数字可能认错，请对照原件", {})
    if unread := sum(one.unread for one in pages):
        yield Note(ocr.UNREAD, {"count": unread})
    if empty := [one.page.number for one in pages if not one.page.chars]:
        yield Note("第 {pages} 页没有认出文字", {"pages": ocr.listed(empty)})


def _pictures(named: str, data: bytes) -> Iterator[tuple[Picture, int]]:
    """The pages of a picture file, and how many there are.

    They are upright as the camera says, and white where they are transparent.
    """
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        file = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
        count = getattr(file, "n_frames", 1)
        if count > MOST_PAGES:
            raise Unreadable(named, "图片页数太多：最多能读 {pages} 页", pages=MOST_PAGES)
        for frame in ImageSequence.Iterator(file):
            if frame.width * frame.height > MOST_PIXELS:
                raise Unreadable(
                    named, "图片太大：最多能读 {count} 万像素", count=MOST_PIXELS // 10_000
                )
            upright = ImageOps.exif_transpose(frame).convert("RGBA")
            upright.thumbnail((LONGEST, LONGEST))
            paper = Image.new("RGBA", upright.size, "white")
            yield np.asarray(Image.alpha_composite(paper, upright).convert("RGB")), count
    except UnidentifiedImageError:
        raise Unreadable(named, "不是能读的图片，或图片已损坏") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Unreadable(named, "图片已损坏，读不出") from None
