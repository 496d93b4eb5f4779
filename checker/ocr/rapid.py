"""RapidOCR as the recogniser: its models lie in its package, nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from checker.ocr import Quad, Said

if TYPE_CHECKING:
    from checker.ocr.ink import Picture

SOUGHT = 1400  # pixels of the longer side: lines are found as well as in a larger picture
QUIET = {"Global.log_level": "critical"}
# Lines are short: several threads for each, and padding it to a usual width, cost more than it.
LINES = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_img_shape": [3, 48, 64],
}


class Rapid:
    """One engine finds the lines, another reads them; each loads its own model when used."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._finder: Any = RapidOCR(params=QUIET)
        self._reader: Any = RapidOCR(params={**QUIET, **LINES})

    def find(self, picture: Picture) -> Sequence[Quad]:
        import numpy as np
        from PIL import Image

        scale = min(SOUGHT / max(picture.shape[:2]), 1.0)
        if scale < 1:
            size = round(scale * picture.shape[1]), round(scale * picture.shape[0])
            picture = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
        found = self._finder(picture[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return ()
        return [[(x / scale, y / scale) for x, y in quad] for quad in found.boxes.tolist()]

    def read(self, line: Picture) -> Said:
        found = self._reader(
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
