"""Fulfilment (完成预算) told a sentence later: … 支出决算为 B 万元。完成年初预算的 R%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.statement.reading import Said


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    for at, rate in enumerate(said):
        if rate.role != "done" or rate.reason or at < 2:
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
