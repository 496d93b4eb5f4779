"""Marks (分数): the marks of a sentence put together to items with a name.

A mark is a full mark, an award or a deduction by the word next to it.  One without a word is
bare until its place tells: before an award it is the full mark (投入指标（20分）得20分).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.extract.mention import Mention, Text
from checker.number import Approximation

ROLES = {"full_mark": "full", "awarded": "awarded", "deduction": "deduction"}
INSIDE = 24  # characters that may stand between the marks of one item
GENERIC = re.compile(
    r"\d{4}\s*年度?|[\s：:，、]|^其中|^该项|方面$|情况$|指标$|^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?|^[.．、]|得$"
    r"|自评$|满分$|^(?:共|合计|本次|此项|本项)|得分情况|^[）)]|[（(]$|[“”\"]"
)
RATE = re.compile(r"得分率[为达到是\s]*$")
SEPARATOR = re.compile(r"[；;。]")
NEXT = re.compile(r"\s*[，,]?\s*其中[：:，,]?\s*[\u4e00-\u9fff]{2,}\s*$")


@dataclass
class Item:
    """评分项: its marks; ``start``/``end`` span them in the passage's text."""

    name: str
    start: int
    end: int
    full: Mention | None = None
    awarded: Mention | None = None
    deduction: Mention | None = None
    bare: Mention | None = None
    rate: Mention | None = None
    bracketed: bool = False

    @property
    def lost(self) -> bool:
        """Whether it is a deduction alone."""
        return self.deduction is not None and not (self.full or self.awarded)

    def settle(self, *, award: bool) -> None:
        """Decide what a bare mark is: the award of a list of awards, else a full mark."""
        if self.bare is None:
            return
        if self.awarded is None and (award or self.full is not None):
            self.awarded = self.bare
        elif self.full is None:
            self.full = self.bare
        self.bare = None


def items(text: Text, sentence: int) -> list[Item]:
    """The items of a sentence, in order."""
    found: list[Item] = []
    last: Mention | None = None
    for mark in text.of_sentence(sentence):
        if mark.percent and found and last is not None and RATE.search(mark.label):
            if found[-1].rate is None and len(text.between(last, mark)) <= INSIDE:
                found[-1].rate = mark
            continue
        if mark.dimension != "score" or mark.figure.number.approximation is not Approximation.NONE:
            continue
        role = ROLES.get(mark.term or "", "bare")
        item = found[-1] if found else None
        if item and last and role == "bare" and item.bare and _behind(mark, last):
            item.settle(award=True)  # 过程26.85分（30分）
            role = "full"
        alone = item is not None and last is not None and item.bare is last and role == "bare"
        if item and last and alone and _right_behind(text, last, mark):
            item.settle(award=False)  # 过程（30分）26.85分
            role = "awarded"
        if item is None or last is None or not _continues(text, item, last, mark, role):
            item = Item(_name(text, mark), mark.start, mark.end, bracketed=mark.bracket is not None)
            found.append(item)
        elif role in ("awarded", "deduction") and item.bare is not None:
            item.settle(award=False)
        setattr(item, role, mark)
        item.end, last = mark.end, mark
    return found


def _behind(mark: Mention, last: Mention) -> bool:
    """Whether a mark stands alone in the bracket right behind another."""
    alone = mark.bracket is not None and mark.start - mark.bracket <= len("（满分")
    return alone and mark.bracket is not None and mark.bracket - last.end <= 1


def _right_behind(text: Text, last: Mention, mark: Mention) -> bool:
    """Whether a mark follows the bracket in which the one before stands alone."""
    closed = last.bracket is not None and mark.bracket is None
    return closed and re.fullmatch(r"\s*[）)]\s*[:：为]?\s*", text.between(last, mark)) is not None


def _continues(text: Text, item: Item, last: Mention, mark: Mention, role: str) -> bool:
    """Whether ``mark`` says more of the item before it."""
    between = text.between(last, mark)
    if getattr(item, role) is not None or len(between) > INSIDE or SEPARATOR.search(between):
        return False
    if role in ("bare", "full") and (item.awarded or item.deduction or item.bare):
        # 自评得分合计96.2分（满分100分）
        return role == "full" and mark.bracket is not None and mark.bracket - last.end <= 1
    if mark.bracket is not None and mark.bracket == last.bracket:
        return True
    if mark.bracket is not None and last.bracket is None:
        # 自评总分 93.8 分，其中部门决策（20 分）得 19 分: a mark of what the bracket stands behind
        words = text.passage.text[last.end : mark.bracket]
        if NEXT.match(words):
            return False
    return not _bare(mark.head) or re.fullmatch(r"自?评?价?实?际?", _bare(mark.head)) is not None


def _bare(name: str) -> str:
    previous = None
    while previous != name:
        previous, name = name, GENERIC.sub("", name)
    return name


def _name(text: Text, mark: Mention) -> str:
    """The words that name the item: before its bracket, or before the word of its mark."""
    if mark.bracket is None:
        return _bare(mark.head)
    start = text.sentences[mark.sentence][0]
    before = text.passage.text[start : mark.bracket]
    return _bare(
        re.split(r"[，；。：:、,;]|^\s*[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]", before)[-1]
    )
