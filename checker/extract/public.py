"""Public expenses (三公经费): the rows that name all three of them, whatever their numbers.

三公经费 is by definition travel abroad, vehicles and receptions; 公务用车 is by definition
what was paid for buying and what for running them.  Where all three are told the list is
complete, and the rows below are no longer an open list of parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.extract.budgetline import BudgetLine

KINDS = (
    ("buying", re.compile(r"用?车(?:辆)?购置(?:费|经费|支出)?$|^购置(?:费|经费|支出)$")),
    (
        "running",
        re.compile(
            r"用?车(?:辆)?运行(?:和)?(?:维护|维修)?(?:费|经费|支出|费用)?$|^运行(?:维护)费$"
        ),
    ),
    ("vehicles", re.compile(r"车.*购置.*(?:运行|维护|维修)|用车(?:费|经费|支出)?$")),
    ("abroad", re.compile(r"出国|出境")),
    ("reception", re.compile(r"接待")),
    ("whole", re.compile(r"^[“\"]?三公[”\"]?(?:经费)?(?:支出)?(?:合计|总额|小计)?$")),
)
LEAD = re.compile(
    r"^(?:其中|#|—|-)?[:：]?(?:\d{1,2}[、.．]?|[一二三四五六七八九十]{1,2}[、.．])?(?:其中[:：]?)?"
)
THREE = ("vehicles", "abroad", "reception")


def marked(rows: Sequence[BudgetLine]) -> list[BudgetLine]:
    """The rows, those of a complete list of the three as ``public`` under what they make."""
    kinds = [_kind(row.name) for row in rows]
    found = list(rows)
    for at, kind in enumerate(kinds):
        if kind != "whole":
            continue
        until = at + 1
        while until < len(rows) and kinds[until] not in ("", "whole"):
            until += 1
        some = range(at + 1, until)
        if all([kinds[n] for n in some].count(one) == 1 for one in THREE):
            _place(found, kinds, at, some)
    return found


def _place(rows: list[BudgetLine], kinds: Sequence[str], whole: int, some: range) -> None:
    vehicles = next(n for n in some if kinds[n] == "vehicles")
    halves = [n for n in some if kinds[n] in ("buying", "running")]
    both = len(halves) == 2 and kinds[halves[0]] != kinds[halves[1]]
    for n in some:
        if kinds[n] in THREE:
            rows[n] = replace(rows[n], kind="public", parent=rows[whole].name)
        else:
            parent = rows[vehicles].name if both else ""
            rows[n] = replace(rows[n], kind="public" if both else "other", parent=parent)


def _kind(name: str) -> str:
    bare = LEAD.sub("", re.sub(r"[（(].*?[）)]|\s", "", name)).strip(":：")
    return next((kind for kind, words in KINDS if words.search(bare)), "")
