"""Fulfilment (完成预算): what the budget lines do not see.

The rate a sentence later (支出决算为 B 万元。完成年初预算的 R%), and the budget told by how far
it was missed alone (支出 B 万元，完成预算的 R%，较预算减少 D 万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.statement.reading import Said

THAN_BUDGET = re.compile(r"[比较](?:年初|支出|全年)?预算(?:数)?")


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    for at, rate in enumerate(said):
        if rate.role != "done" or rate.reason or not at:
            continue
        if (missed := _missed(said, at)) is not None:
            yield missed
            continue
        if at < 2:
            continue
        spent, budget = said[at - 1], said[at - 2]
        near = spent.text is budget.text is rate.text
        apart = rate.mention.sentence - spent.mention.sentence
        alike = budget.item == spent.item == rate.item
        if near and apart == 1 and alike and (budget.role, spent.role) == ("budget", "actual"):
            yield Claim(
                "ratio",
                rate.figure,
                part=spent.figure,
                whole=budget.figure,
                subject=rate.item,
            )


def _missed(said: Sequence[Said], at: int) -> Claim | None:
    """The rate from what was spent and how far that is from a budget that is not printed."""
    spent, rate = said[at - 1], said[at]
    by = said[at + 1] if at + 1 < len(said) else None
    if by is None or by.role != "change" or not by.way or spent.role != "actual":
        return None
    if not (spent.text is rate.text is by.text) or not THAN_BUDGET.search(by.words):
        return None
    if by.mention.sentence - spent.mention.sentence > 1 or by.mention.dimension != "money":
        return None
    more = (by.figure,) if by.way > 0 else ()
    change = None if more else by.figure
    return Claim(
        "ratio", rate.figure, part=spent.figure, minus=more, change=change, subject=rate.item
    )
