"""Differences (差额与方向): A 万元，比年初预算 B 万元减少 D 万元 · 与年初预算 B 万元持平.

Both ends are printed: the difference must be theirs, and go the way that the words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.phrase.fit import is_difference
from checker.extract.statement.find import LEVELS
from checker.extract.statement.reading import Said

LEVEL = re.compile(r"\s*(?:基本)?(?:持平|相同|一致|相等)")
REACH = 50


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    for at, base in enumerate(said):
        if base.role != "base" or base.reason:
            continue
        value = _value(said, at)
        if value is None:
            continue
        after = said[at + 1] if at + 1 < len(said) else None
        between = base.text.passage.text[base.mention.end : base.mention.end + 8]
        if LEVEL.match(between):
            yield Claim("level", value.figure, base=base.figure, subject=value.item)
        elif after is not None and _follows(base, after):
            value = _made(said, at, value, after)
            if value is None:
                continue
            yield Claim(
                "moved",
                after.figure,
                current=value.figure,
                base=base.figure,
                falls=after.way < 0,
                subject=value.item,
            )


def _made(said: Sequence[Said], at: int, last: Said, after: Said) -> Said | None:
    """V，其中甲 a、乙 b，比上年的 U 减少 D: V moved, or b; the figures tell, else nothing does."""
    here = [one for one in said[:at] if one.text is last.text and one.role in LEVELS]
    here = [one for one in here if one.mention.sentence == last.mention.sentence]
    here = [one for one in here if one.mention.dimension == last.mention.dimension]
    listed = [one for one in here if "其中" in one.text.between(one.mention, last.mention)]
    if not listed or len(here) - len(listed) < 2:
        return last
    base = said[at].figure
    sides = (one for one in (last, listed[-1]) if is_difference(after.mention, one.figure, base))
    return next(sides, None)


def _value(said: Sequence[Said], at: int) -> Said | None:
    """What is compared: the amount just before, in the same sentence."""
    base = said[at]
    told = [one for one in said[max(0, at - 3) : at] if one.role not in ("share", "done")]
    before = told[-1] if told else None
    if before is None or before.text is not base.text or before.role not in LEVELS:
        return None
    if before.mention.sentence != base.mention.sentence:
        return None
    between = base.text.between(before.mention, base.mention)
    same = before.mention.dimension == base.mention.dimension
    return before if same and len(between) <= REACH and "；" not in between else None


def _follows(base: Said, after: Said) -> bool:
    if after.role != "change" or after.text is not base.text or not after.way:
        return False
    between = base.text.between(base.mention, after.mention)
    return len(between) <= 8 and not re.search("[。；]", between)
