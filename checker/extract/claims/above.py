"""Totals of items above (以上合计): 甲 A；乙 B；丙 C, a line each — 以上三项合计 D.

As many lines as the words count, each with its first amount.  Believed where they add up, or
where one slip of the pen parts the two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import adds_up, slipped
from checker.extract.phrase.listing import summed
from checker.figure import Figure
from checker.numeral import integer

TOTAL = re.compile(
    r"^\s*(?:以上|上述)(?P<n>[二三四五六七八九十两]{1,3}|\d{1,2})\s*[项类个笔](?P<of>[^，。；、\d]{0,8}?)"
    r"(?:合计|共计|总计|合共)[^，。；\d]{0,8}$"
)


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    lines: list[Mention | None] = []
    for text in texts:
        if text.region != PROSE or text.passage.heading:
            continue
        amounts = [m for m in text.mentions if m.dimension == "money" and m.bracket is None]
        first = amounts[0] if amounts else None
        told = TOTAL.match(text.passage.text[: first.start]) if first else None
        if first is not None and told is not None:
            yield from _total(first, lines, told["n"])
        lines.append(first)


def _total(total: Mention, lines: Sequence[Mention | None], count: str) -> Iterator[Claim]:
    number = int(count) if count.isdigit() else integer(count.replace("两", "二"))
    parts = [line for line in lines[-(number or 1) :] if line is not None]
    if not number or number < 2 or len(parts) != number:
        return
    if adds_up(total, parts) or slipped(total, parts, round_=True):
        yield summed(total, parts)
