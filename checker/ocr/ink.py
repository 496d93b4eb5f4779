"""Ink (墨迹): the dark places of a picture as runs, and what the runs make: rules and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.ruled import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]  # rows, columns, red green blue
    Mask = NDArray[np.bool_]

THICK = 8  # pixels: what is as thick is no rule
NEAR = 0.12  # of the height and the width: the neighbourhood that a dark place stands out from
DARKER = 0.8  # of the brightness of its neighbourhood
PALE = 215  # of 255: paper
SMALL = 700  # pixels of the longer side tell how a page leans
STEEPEST = 4.5  # degrees
CLEARER = 1.05
MOST_RUNS = 60_000
Runs = list[tuple[int, int, int]]  # row, first column, after the last


def dark(picture: Picture) -> Mask:
    """Where a picture is darker than what lies around, so that shadows and tints do not count."""
    import numpy as np

    grey = picture.max(axis=2).astype(np.float32)  # a red seal is bright in its red
    found: Mask = (grey < DARKER * _blurred(grey)) & (grey < PALE)
    return found


def _blurred(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean brightness around each place, by sums over squares."""
    import numpy as np

    height, width = grey.shape
    half = max(int(NEAR * min(height, width) / 2), 8)
    padded = np.pad(grey, half, mode="edge").astype(np.float64)
    sums = np.pad(padded.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    side = 2 * half
    whole = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    mean: NDArray[np.float32] = (whole[:height, :width] / side**2).astype(np.float32)
    return mean


def leaning(ink: Mask) -> float:
    """By how many degrees a page is to be turned to the left for its lines to be level.

    Level lines and rules part the rows of a picture into dark and bright ones most sharply.
    """
    import numpy as np
    from PIL import Image

    step = max(max(ink.shape) // SMALL, 1)
    page = Image.fromarray(ink * np.uint8(255))
    page = page.resize((ink.shape[1] // step or 1, ink.shape[0] // step or 1), Image.Resampling.BOX)

    def sharpness(degrees: float) -> float:
        turned = np.asarray(page.rotate(degrees, Image.Resampling.BILINEAR), dtype=np.float64)
        return sum(float((np.diff(turned.sum(axis=axis)) ** 2).sum()) for axis in (0, 1))

    best = max((STEEPEST * n / 12 for n in range(-12, 13)), key=lambda a: (sharpness(a), -abs(a)))
    for fine in (STEEPEST / 36, STEEPEST / 108):
        best = max((best, best - fine, best + fine), key=sharpness)
    return best if sharpness(best) > CLEARER * sharpness(0) else 0.0


def rules(ink: Mask, least: int) -> list[Rule]:
    """The straight lines along the axes, of ``least`` pixels or more."""
    across = [Rule(a, top, b, bottom) for a, top, b, bottom in _lines(ink, least)]
    down = [Rule(top, a, bottom, b) for a, top, b, bottom in _lines(ink.T, least)]
    return across + down


def _lines(ink: Mask, least: int) -> list[tuple[int, int, int, int]]:
    """Long runs put together; a line that leans by a pixel steps from one row to the next."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    found = marks(runs(thick, least))
    return [
        (left, top + 1, right, bottom - 1)
        for left, top, right, bottom in found
        if bottom - top - 2 <= THICK
    ]


def runs(ink: Mask, least: int = 1) -> Runs:
    """The runs of ink along the rows."""
    import numpy as np

    edges = np.diff(np.pad(ink.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, firsts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    long = ends - firsts >= least
    if int(long.sum()) > MOST_RUNS:
        return []
    return list(zip(rows[long].tolist(), firsts[long].tolist(), ends[long].tolist(), strict=True))


def marks(found: Runs) -> list[tuple[int, int, int, int]]:
    """Runs that touch from row to row as one mark: left, top, right, bottom."""
    parent = list(range(len(found)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    above: list[int] = []
    here: list[int] = []
    row = -2
    for at, (y, first, end) in enumerate(found):
        if y != row:
            above, here, row = (here if y == row + 1 else []), [], y
        here.append(at)
        for other in above:  # few stand in a row
            _y, a, b = found[other]
            if a <= end and first <= b:
                parent[root(at)] = root(other)
    boxes: dict[int, tuple[int, int, int, int]] = {}
    for at, (y, first, end) in enumerate(found):
        key = root(at)
        left, top, right, bottom = boxes.get(key, (first, y, end, y + 1))
        boxes[key] = min(left, first), min(top, y), max(right, end), max(bottom, y + 1)
    return list(boxes.values())


def covered(ink: Mask, boxes: Sequence[tuple[float, float, float, float]], brim: int) -> Mask:
    """The ink outside of the boxes."""
    left_over = ink.copy()
    for left, top, right, bottom in boxes:
        left_over[
            max(int(top) - brim, 0) : int(bottom) + brim + 1,
            max(int(left) - brim, 0) : int(right) + brim + 1,
        ] = False
    return left_over
