"""RapidOCR as the recogniser: its models lie in its package, nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from checker.ocr import Quad, Said

if TYPE_CHECKING:
    from checker.ocr.ink import Picture


class Rapid:
    """One engine for finding and for reading.

    Reading gives every character its own confidence only when it is asked for a line alone.
    """

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(params={"Global.log_level": "critical"})

    def find(self, picture: Picture) -> Sequence[Quad]:
        found = self._engine(picture[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
        boxes: Sequence[Quad] = () if found.boxes is None else found.boxes.tolist()
        return boxes

    def read(self, line: Picture) -> Said:
        found = self._engine(
            line[:, :, ::-1], use_det=False, use_cls=False, use_rec=True, return_word_box=True
        )
        if not found.txts or not found.txts[0].strip():
            return Said("", (), ())
        [text], [told] = found.txts, found.word_results
        steps = iter(step for word in told.word_cols for step in word)
        middles: list[float] = []
        for ch in text:
            if ch.isspace():  # stands nowhere: with the one before
                middles.append(middles[-1] if middles else 0.0)
            else:
                middles.append(min((next(steps) + 0.5) / told.line_txt_len, 1.0))
        return Said(text, tuple(int(100 * sure) for sure in told.confs), tuple(middles))
