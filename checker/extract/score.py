"""Scores (评分): 总分 50 分，得分 48.5 分，其中甲得 19 分 · headings with a score · 扣 1 分.

Scores form a tree: the report's own score, the parts it is made of, the items of a part
(in the same sentence, or the headings and lines below it in its section) and the
deductions named in that section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.extract.mention import Mention, Text
from checker.figure import Figure
from checker.number import Approximation

OVERALL = re.compile(
    r"(?:自评|评价|综合|总体|整体|最终)[^，。；]{0,8}?(?:结果|总分|得分|评分|分数|分值|成绩)[为是得：:\s]*$|^(?:总得分|综合得分)[为是：:\s]*$"
)
ITEM_LENGTH = 30
GENERIC = re.compile(
    r"\d{4}\s*年度?|[\s：:，、]|^其中|方面$|情况$|指标$|^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?|^[.．、]|得$"
)


@dataclass(frozen=True, slots=True)
class Score:
    """评分项: ``parent`` is the name of the item it belongs to, "" at the top."""

    name: str
    parent: str
    full_mark: Figure | None = None
    awarded: Figure | None = None
    deduction: Figure | None = None
    overall: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """An item whose section is still open: what stands below may belong to it."""

    name: str
    sections: tuple[str, ...]
    listed: bool  # its parts stood in its own sentence already


def scores(texts: Sequence[Text]) -> Iterator[Score]:
    top: _Open | None = None
    for text in texts:
        for sentence in range(len(text.sentences)):
            marks = [m for m in text.of_sentence(sentence) if _is_mark(m)]
            if not marks:
                continue
            if OVERALL.search(marks[0].label) and marks[0].term != "full_mark" and len(marks) == 1:
                yield Score("自评得分", "", awarded=marks[0].figure, overall=True)
                continue
            found = list(_items(text, marks, top))
            yield from found
            parents = [s for s in found if s.full_mark and s.awarded and not s.parent]
            if len(parents) == 1:
                children = any(s.parent == parents[0].name for s in found)
                top = _Open(parents[0].name, text.passage.sections, children)


def _is_mark(mention: Mention) -> bool:
    """A score: 分 with a term of scoring, printed without words that soften it."""
    return (
        mention.dimension == "score"
        and mention.figure.number.approximation is Approximation.NONE
        and (
            mention.term in ("awarded", "full_mark", "deduction")
            or bool(OVERALL.search(mention.label))
        )
    )


def _items(text: Text, marks: Sequence[Mention], top: _Open | None) -> Iterator[Score]:
    below = top is not None and text.passage.sections[: len(top.sections)] == top.sections
    name, full, awarded = "", None, None
    rest = list(marks)
    # 总分 50 分，得分 48.5 分: the first two marks make one item.
    if (
        len(marks) > 1
        and {marks[0].term, marks[1].term} == {"full_mark", "awarded"}
        and not _name(marks[1])
    ):
        pair = {m.term: m.figure for m in marks[:2]}
        name, full, awarded, rest = (
            _name(marks[0]),
            pair["full_mark"],
            pair["awarded"],
            list(marks[2:]),
        )
        name = name or _section(text)
        inner = below and top is not None and text.passage.sections != top.sections
        yield Score(name, top.name if inner and top else "", full_mark=full, awarded=awarded)
    parent = name or (top.name if below and top else "")
    for mark in rest:
        if mark.term == "deduction":
            if below and top:
                yield Score(_name(mark) or "扣分", top.name, deduction=mark.figure)
        elif mark.term == "awarded" and (item := _name(mark) or _short(text)):
            if name or (below and top and not top.listed and _is_line(text)):
                yield Score(item, parent, awarded=mark.figure)


def _name(mark: Mention) -> str:
    previous, name = None, mark.head
    while previous != name:
        previous, name = name, GENERIC.sub("", name)
    return name


def _section(text: Text) -> str:
    return GENERIC.sub("", text.passage.section) or "总分"


def _is_line(text: Text) -> bool:
    """A line of its own that says little but a score: 1. 预算编制方面得分 3 分。"""
    return text.passage.heading or len(text.passage.text) <= ITEM_LENGTH


def _short(text: Text) -> str:
    return GENERIC.sub("", text.passage.text)[:12] if _is_line(text) else ""
