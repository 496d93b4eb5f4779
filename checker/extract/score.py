"""Scores (评分): 总分 50 分，得分 48.5 分，其中甲得 19 分 · （15分，得14分） · 扣 1 分.

Scores form a tree: the report's own score, the parts it is made of, the items of a part (in
the same sentence, or the headings and lines below it in its section) and the deductions
named there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from checker.extract.claim import Claim
from checker.extract.mark import Item, items
from checker.extract.mention import Text
from checker.extract.passage import depth
from checker.figure import Figure

OVERALL = re.compile(
    r"(?:自评|评价|综合|总体|整体|最终)[^，。；]{0,8}?(?:结果|总分|得分|评分|分数|分值|成绩)[为是得：:\s]*$"
    r"|^(?:总得分|综合得分)[为是：:\s]*$|自评(?:得分)?(?:合计|共计)?[为得：:\s]*$"
)
WHOLE = re.compile(
    r"整体|综合|总体|最终|自评总|总得分|自评结果|本?[部门单位]{2}(?:自评|绩效|整体)|我[街局办委院校馆中心站所]"
)
PART = re.compile(
    r"指标|方面|[类项]$|编制|预算执行|管理|效[能率益果]|产出|投入|过程|决策|履职|满意度|支出率"
)
SINGLE = re.compile(r"(?:项目|专项(?:资金|经费)?|工程)(?:支出)?(?:绩效)?(?:自评)?$")
OWN = re.compile(r"[本该]?(?:项目|专项|专项资金|工程)(?:支出|绩效)?")  # what the report is of
INSIDE = re.compile(r"\s*[）)]?\s*[：:]|\s*[（(](?=[^（）()\d]{2,})")
CLOSED = re.compile(r"[）)]\s*[；;，,。]")
WITHIN = re.compile(
    r"(?:^|(?<=[；。，]))\s*(?P<name>[^，。；：\d]{3,20}?)(?:情况|指标|方面|部分)?中[，,：:]"
)
LIST = re.compile(r"其中|包括|分别|各(?:部分|项)|如下|具体|[：:]")
LINE_LENGTH = 30
BESIDES = re.compile("加分|附加|减分|扣分项|奖励分")


@dataclass(frozen=True, slots=True)
class Score:
    """评分项: ``parent`` is the ``path`` of the item it belongs to, "" at the top.

    Items of one ``series`` were listed together, in a sentence or down the headings;
    ``complete``: as far as their full marks tell, none of them is missing.
    """

    name: str
    parent: str
    full_mark: Figure | None = None
    awarded: Figure | None = None
    deduction: Figure | None = None
    overall: bool = False
    path: str = ""
    series: str = ""
    complete: bool = True
    score_rate: Figure | None = None


@dataclass
class _Node:
    """An item of the tree while it is being read."""

    name: str
    path: str
    level: float
    text: Text
    item: Item
    parent: _Node | None = None
    series: str = ""
    overall: bool = False
    single: bool = False
    listed: bool = False
    children: list[_Node] = field(default_factory=list)
    totals: dict[str, Fraction | None] = field(default_factory=dict)  # of its children, by series

    def holds(self, text: Text) -> bool:
        """Whether ``text`` stands in the section of this item."""
        own, sections = self.text.passage, text.passage.sections
        if own.heading:
            return own.text in sections
        return sections[: len(own.sections)] == own.sections


def scores(texts: Sequence[Text]) -> Iterator[Score]:
    tree = _Tree()
    for text in texts:
        tree.read(text)
    for node in tree.nodes:
        yield from _told(node)


def full_marks(told: Sequence[Score]) -> Iterator[Claim]:
    """That the full marks of all parts make 100, where their awards make the report's score."""
    whole = next((one for one in told if one.overall and one.awarded), None)
    if whole is None or whole.awarded is None or whole.full_mark is not None:
        return
    listed: dict[str, list[tuple[Figure, Figure]]] = defaultdict(list)
    tops = [one for one in told if not one.parent and not one.overall]
    for one in tops:
        if one.awarded is not None and one.full_mark is not None:
            listed[one.series].append((one.full_mark, one.awarded))
    if any(BESIDES.search(one.name) for one in told):
        return
    for marks in listed.values():
        added = sum(awarded.number.exact for _full, awarded in marks)
        if len(marks) > 1 and added == whole.awarded.number.exact:
            first, *rest = sorted((full for full, _awarded in marks), key=_value, reverse=True)
            yield Claim("full_marks", first, parts=tuple(rest), explicit=True, subject=whole.name)
            return


def _value(figure: Figure) -> Fraction:
    return figure.number.exact


class _Tree:
    """The items in the order of the text, and those whose sections are still open."""

    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.open: list[_Node] = []
        self.whole: _Node | None = None

    def read(self, text: Text) -> None:
        self.open = [node for node in self.open if node.holds(text)]
        lead: _Node | None = None
        within: _Node | None = None  # the item of the list whose own items are being told
        for sentence in range(len(text.sentences)):
            found = items(text, sentence)
            opening = text.sentence_text(sentence).lstrip(" ，,")
            nested = within is not None
            within = None
            if lead is not None and not LIST.match(opening) and not nested:
                lead = None
            for at, item in enumerate(found):
                before = found[at - 1] if at else None
                if lead is None and before is not None and self.nodes:
                    between = text.passage.text[before.end : item.start]
                    last = self.nodes[-1]
                    if last.item is before and LIST.search(between + item.name):
                        lead = last
                marked = bool(item.awarded or item.full or item.bare)
                start = before.end if before else text.sentences[sentence][0]
                if named := WITHIN.search(text.passage.text, start, item.end):
                    lead, within = None, self._named(named["name"])
                elif within is not None or (lead is not None and before is not lead.item):
                    within = self._within(within, text, before, item)
                if marked and (top := within or lead) is not None:
                    self._listed(top, text, item, inner=within is not None)
                else:
                    self._placed(text, sentence, item, alone=len(found) == 1)
            if lead is None and found and self.nodes and self.nodes[-1].item is found[-1]:
                lead = self.nodes[-1]

    def _within(
        self, within: _Node | None, text: Text, before: Item | None, item: Item
    ) -> _Node | None:
        """履职 50 分，得 48 分：甲 25 分，得 24 分；…: the item whose own items follow a colon."""
        if within is not None and not _holds(within, item):
            within = None
        if within is not None and before is not None:
            # 得 28 分（甲 10 分得 9 分、乙 …）；产出 …: the bracket ends the items in it
            between = text.passage.text[before.end : item.start]
            within = None if CLOSED.search(between) else within
        if before is None or self.nodes[-1].item is not before or not before.awarded:
            return within
        between = text.passage.text[before.end : item.start]
        opens = before.full and INSIDE.match(between)
        listed = self.nodes[-1].series.startswith("list")
        return self.nodes[-1] if opens and listed and within is None else within

    def _named(self, name: str) -> _Node | None:
        """整体绩效 60 分，得 58 分 …。整体绩效中，产出 30 分得 29 分: the item told of before."""
        found = (node for node in self.nodes if node.name == name)
        return next((node for node in found if node.item.full and not node.children), None)

    def _listed(self, lead: _Node, text: Text, item: Item, *, inner: bool) -> None:
        """An item of a list behind ``lead``; a bare mark is what the lead's mark is."""
        item.settle(award=lead.item.awarded is not None)
        node = self._node(text, item, lead.level + 1, lead, kept=False)
        node.series = f"{'within' if inner else 'list'}{lead.path}"
        lead.listed = True

    def _placed(self, text: Text, sentence: int, item: Item, *, alone: bool) -> None:
        level = _level(text, sentence)
        numbered = depth(text.passage.text) is not None
        if self._is_whole(text, item, level):
            item.settle(award=True)
            if item.awarded is None:  # 自评总分94.5分
                item.awarded, item.full = item.full, None
            node = self._node(text, item, -1, None)
            node.name, node.overall, node.single = "自评得分", True, False
            self.whole = self.whole or node
            return
        above = next((n for n in reversed(self.open) if n.level < level and n.holds(text)), None)
        same = self.nodes[-1] if self.nodes and self.nodes[-1].text is text else None
        if item.deduction and not (item.awarded or item.full or item.bare):
            under = same or above or self.whole
            if same and self._several(same) and text.sentence_at(same.item.start) != sentence:
                under = same.parent or self.whole  # several items, then what they lost together
            if under is not None:
                self._node(text, item, level, under, kept=False).series = "below"
            return
        if item.awarded and not item.full and same and not same.item.awarded and same.item.full:
            same.item.awarded = item.awarded  # （10分）。… 得9.8分。
            return
        line = text.passage.heading or len(text.passage.text) <= LINE_LENGTH
        first = sentence == 0 and numbered and item.start <= LINE_LENGTH * 2
        item.settle(award=False)
        pair = item.full is not None and item.awarded is not None
        if not (pair or (first and item.bracketed and item.full) or (line and item.awarded)):
            return
        if not pair and item.awarded and (above is None or above.listed):
            return
        if above is not None and above.listed and not first:
            above = None if above.overall else above
            if above is not None:
                return
        self._node(text, item, level, above)

    def _several(self, node: _Node) -> bool:
        """Whether the paragraph of a node tells of others beside it."""
        return sum(one.text is node.text and one.series == node.series for one in self.nodes) > 1

    def _is_whole(self, text: Text, item: Item, level: float) -> bool:
        """Whether the item is the score of the report, not of a part or of one project."""
        marks = [mark for mark in (item.awarded, item.bare, item.full) if mark]
        if item.bracketed or not any(OVERALL.search(mark.label) for mark in marks):
            return False
        said = item.name + "".join(mark.label for mark in marks)
        if OWN.fullmatch(item.name) and self.whole is None:
            return True
        if SINGLE.search(item.name) and not re.search("整体", item.name):
            return False
        if WHOLE.search(said) and not PART.search(item.name.replace("绩效管理", "")):
            return True
        return self.whole is None and not PART.search(item.name) and level < 2

    def _node(
        self, text: Text, item: Item, level: float, parent: _Node | None, *, kept: bool = True
    ) -> _Node:
        name = item.name or _section(text)
        path = f"{len(self.nodes) + 1}"
        node = _Node(name, path, level, text, item, parent, f"lines{parent.path if parent else ''}")
        above = parent is None or parent.overall
        node.single = above and SINGLE.search(item.name) is not None
        self.nodes.append(node)
        if parent is not None:
            parent.children.append(node)
        if kept and (item.full or item.awarded):
            self.open = [one for one in self.open if one.level < level] + [node]
        return node


def _holds(node: _Node, item: Item) -> bool:
    """Whether one more item, by its full mark, is among the items of a node."""
    marks = [child.item.full for child in node.children] + [item.full or item.bare]
    own = node.item.full
    printed = sum((mark.figure.number.exact for mark in marks if mark), Fraction(0))
    return own is not None and printed <= own.figure.number.exact


def _told(node: _Node) -> Iterator[Score]:
    """The rows of an item: itself, and its own deduction as a part of it."""
    item, parent = node.item, node.parent
    above = "" if parent is None or (parent.overall and not item.lost) else parent.path
    if node.single:
        above = "项目"
    full, awarded, lost, rate = (
        mark.figure if mark else None
        for mark in (item.full, item.awarded, item.deduction, item.rate)
    )
    if full or awarded:
        complete = _complete(node)
        yield Score(
            node.name, above, full, awarded, lost,
            node.overall, node.path, node.series, complete, rate,
        )  # fmt: skip
    elif lost and parent is not None:
        yield Score("扣分", parent.path, deduction=lost, series="below")


def _complete(node: _Node) -> bool:
    """Whether the full marks of the item and those beside it come to the parent's."""
    parent = node.parent
    if parent is None or parent.item.full is None or node.series.startswith("list"):
        return True
    if node.series not in parent.totals:
        marks = [n.item.full for n in parent.children if n.series == node.series]
        printed = [mark.figure.number.exact for mark in marks if mark]
        parent.totals[node.series] = sum(printed, Fraction(0)) if printed else None
    total = parent.totals[node.series]
    return total is None or total >= parent.item.full.figure.number.exact


def _level(text: Text, sentence: int) -> float:
    """How deep a sentence stands: as its number says, else below its sections."""
    numbered = depth(text.sentence_text(sentence)) if sentence else None
    if numbered is not None:
        return numbered  # 2. … in a paragraph that begins with 1. …
    own = depth(text.passage.text)
    if own is not None:
        return own + (0.5 if sentence else 0)
    levels = [level for section in text.passage.sections if (level := depth(section)) is not None]
    return (levels[-1] if levels else -1) + 0.6


def _section(text: Text) -> str:
    bare = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?", "", text.passage.text)
    own = depth(text.passage.text) is not None
    name = re.split(r"[。，；：:（(]", bare)[0] if own else text.passage.section
    return name[:12]
