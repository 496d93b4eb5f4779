"""Paragraphs (段落) worth knowing again: those with several figures of the year's own work.

One that stands word for word and digit for digit in last year's report was likely copied.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.extract.mention import PROSE, Text
from checker.figure import Figure

YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)|\s")
# What a department is and does may stay the same for years.
STANDING = re.compile(
    r"基本情况|概况|职能|职责|机构|编制|依据|办法|制度|目标|计划|下一步|打算|原则"
)
SHORTEST, FEWEST = 40, 3  # characters; figures that are likely new every year


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段落: the hash of its text without years and blanks, and its first figure."""

    hash: str
    figure: Figure


def paragraphs(texts: Sequence[Text]) -> Iterator[Paragraph]:
    for text in texts:
        passage = text.passage
        if text.region != PROSE or passage.heading or len(passage.text) < SHORTEST:
            continue
        if any(STANDING.search(section) for section in passage.sections):
            continue
        telling = [m.figure for m in text.mentions if _telling(m.figure)]
        if len({f.number.digits for f in telling}) >= FEWEST:
            bare = YEAR.sub("", passage.text)
            yield Paragraph(hashlib.sha256(bare.encode()).hexdigest()[:16], telling[0])


def _telling(figure: Figure) -> bool:
    """Whether a figure is not one to come out the same by chance: 100%, 12 个月, 3 项."""
    number = figure.number
    return number.places > 0 or (number.value >= 100 and number.value % 100 != 0)
