"""Indicators (绩效指标): target and actual value of each, from ruled and from torn tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.extract.grid import Grid, columns, figure
from checker.extract.torn import TornIndicator
from checker.figure import Figure

COMPARATOR = re.compile(r"(?P<word>≥|≤|>=|<=|>|<|=|不低于|不少于|不高于|不超过|至少|大于|小于)")
SIGNS = {
    "≥": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", "至少": ">=", ">": ">", "大于": ">",
    "≤": "<=", "<=": "<=", "不高于": "<=", "不超过": "<=", "<": "<", "小于": "<", "=": "=",
}  # fmt: skip
AFTER = (("以上", ">="), ("以内", "<="), ("以下", "<="))
PER = re.compile(r"每[日天周月季年]")


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: ``per`` is how often the target asks for it (每日) when the actual does not say."""

    name: str
    definition: str
    comparator: str
    target: Figure | None
    actual: Figure | None
    weight: Figure | None = None
    score: Figure | None = None
    per: str = ""


def comparator(text: str) -> str:
    """The sign a target is printed with: ``≥95%`` -> ``>=``; "" when it prints none."""
    if found := COMPARATOR.search(text):
        return SIGNS[found["word"]]
    return next((sign for word, sign in AFTER if word in text), "")


def from_torn(found: Sequence[TornIndicator]) -> Iterator[Indicator]:
    for row in found:
        text = row.target.sentence.text[slice(*row.target.at)] if row.target.sentence else ""
        yield Indicator(row.name, "", comparator(text), row.target, row.actual, per=row.per)


def from_grids(document: str, grids: Sequence[Grid]) -> Iterator[Indicator]:
    """The rows of every table that has both a target and an actual column."""
    for grid in grids:
        named = columns(grid, "indicators")
        if not {"name", "target", "actual"} <= named.keys():
            continue
        for row in grid.rows:
            if named["name"] not in row or named["target"] not in row:
                continue
            target, actual, weight, score = (
                figure(document, grid, row, named[term], term) if term in named else None
                for term in ("target", "actual", "weight", "score")
            )
            wanted = row[named["target"]].text
            reached = row[named["actual"]].text if named["actual"] in row else ""
            often = PER.search(wanted)
            yield Indicator(
                name=re.sub(r"\s+", "", row[named["name"]].text),
                definition=row[named["definition"]].text if named.get("definition") in row else "",
                comparator=comparator(wanted),
                target=target,
                actual=actual,
                weight=weight,
                score=score,
                per=often[0] if often and often[0] not in reached else "",
            )
