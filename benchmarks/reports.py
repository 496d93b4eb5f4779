"""Reports in bulk (成批报告): made from the sample reports, each as long as it is asked for.

A report is one of the samples, whole, and after it paragraphs of all samples that tell of work
and not of money, in an order of its own.  Its amounts are multiplied by one whole number: what
held before holds still, and no two reports print the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "sample_data"
CHARACTERS = 20_000
AMOUNT = re.compile(r"(?<![\d.])\d+\.\d{2}(?![\d.%])")
PROSE = re.compile(r"[\u4e00-\u9fff][^\t|#]{80,}。")
MONEY = re.compile(r"万元|预算")
GREATEST = 30  # what amounts are multiplied by, at most


def write(folder: Path, count: int, characters: int = CHARACTERS, seed: int = 2024) -> None:
    """Write ``count`` reports of ``characters`` characters each into ``folder``."""
    paths = [path for path in sorted(SAMPLES.glob("*-20*")) if path.suffix in (".md", ".txt")]
    samples = [path.read_text(encoding="utf-8") for path in paths]
    chance = random.Random(seed)
    for number in range(count):
        text = report(chance, samples, characters)
        (folder / f"{number:05}.md").write_text(text, encoding="utf-8")


def report(chance: random.Random, samples: Sequence[str], characters: int) -> str:
    """One report: a sample, then paragraphs until it is long enough, cut there."""
    paragraphs = [one for sample in samples for one in sample.split("\n\n") if _prose(one)]
    pieces = [chance.choice(samples), "## 工作情况"]
    while sum(map(len, pieces)) < characters:
        pieces += chance.sample(paragraphs, len(paragraphs))
    factor = chance.randint(1, GREATEST)
    text = AMOUNT.sub(lambda found: str(Decimal(found[0]) * factor), "\n\n".join(pieces))
    return text[:characters]


def _prose(paragraph: str) -> bool:
    return PROSE.fullmatch(paragraph) is not None and MONEY.search(paragraph) is None
