"""Residue (模板遗留): what a form left in a text that was filled in from it.

Nothing here is arithmetic: a choice not made (增长（下降）), a reason not given (主要原因是。), a
placeholder (××, XX, 【】), a rate without its sign, an amount without 元, a rate of a budget
that is nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.extract.mention import PROSE, Text
from checker.extract.statement.reading import Said, reading
from checker.figure import Figure, Sentence
from checker.number import Number

UP, DOWN = "增加|增长|上升|提高|大于|高于", "减少|下降|降低|压减|小于|低于"
AMOUNT = r"(?=\s*(?:了|约|为)?\s*-?\d|[，。；]|预算|\s*[X×]{1,4})"
PATTERNS = {
    "choice": re.compile(
        rf"(?:{UP})\s*(?:[（(]\s*(?:或者?)?(?:{DOWN})(?:\s*[/、或]\s*持平)?\s*[）)]|[/／]\s*(?:{DOWN})){AMOUNT}"
        rf"|(?:{DOWN})\s*(?:[（(]\s*(?:或者?)?(?:{UP})(?:\s*[/、或]\s*持平)?\s*[）)]|[/／]\s*(?:{UP})){AMOUNT}"
    ),
    "reason": re.compile(
        r"(?:主要)?(?:变动|增减|差异)?原因(?:是|为|系|在于|：|:)+\s*[：:]?\s*(?=[。；]|$)"
    ),
    "placeholder": re.compile(
        r"[×Xx＊*○〇]{2,}\s*(?=万?元|%|个|辆|人|批|台|年|月|项|部门|单位|局|区|县|市|街道)|【\s*】|\[\s*\]|〔\s*〕"
        r"|_{3,}|（\s*(?:请)?(?:填写|填列|此处|根据实际)[^（）]{0,20}）|[（(]\s*(?:单位|部门)名称\s*[）)]|某某(?:单位|部门|局)"
    ),
    "unit": re.compile(
        r"(?<=[出费额金算入款])(?:[为共是约计]{0,2}\s*)(?P<words>\d+\.\d+\s*万)(?=\s*[（(，。；]|$)"
    ),
}
CODE = re.compile(r"[A-Za-z]$")
SIGN = re.compile(r"\s*(?:[，。；,;]|$)")


@dataclass(frozen=True, slots=True)
class Left:
    """遗留: what kind it is, and the words, as a figure that has no value."""

    kind: str
    figure: Figure


def residue(texts: Sequence[Text]) -> Iterator[Left]:
    """Everything of the kind in the running text, in its order."""
    for text in texts:
        if text.region != PROSE or text.passage.heading:
            continue
        for kind, pattern in PATTERNS.items():
            for found in pattern.finditer(text.passage.text):
                if not CODE.search(text.passage.text[: found.start()]):
                    yield Left(kind, _place(text, *found.span("words" if kind == "unit" else 0)))
    said = reading(texts)
    for at, one in enumerate(said):
        # 超五成 and 百分之五 need no sign
        if one.role == "rate" and one.mention.figure.text[-1:].isdecimal() and _unsigned(one):
            yield Left("sign", one.figure)
        elif one.role in ("done", "rate") and _nought(said, at):
            yield Left("base", one.figure)


def _unsigned(one: Said) -> bool:
    after = one.text.passage.text[one.mention.end : one.mention.end + 2]
    return "%" not in one.text.passage.text[one.mention.start : one.mention.end + 1] and bool(
        SIGN.match(after)
    )


def _nought(said: Sequence[Said], at: int) -> bool:
    """Whether a rate stands where nothing was budgeted, or nothing was there before.

    完成预算的 0.00% of what has no budget; 增加 300 万元，增长 100% of what is 300 万元 now.
    """
    rate = said[at]
    before = [one for one in said[max(0, at - 4) : at] if one.text is rate.text]
    before = [one for one in before if one.mention.sentence == rate.mention.sentence]
    if rate.role == "done":
        budgets = [o for o in before if o.role == "budget" and o.item == rate.item]
        spent = [o for o in before if o.role == "actual" and o.item == rate.item]
        if budgets:
            return budgets[-1].figure.number.value == 0
        return bool(spent) and spent[-1].figure.number.value == 0 == rate.figure.number.value
    if len(before) < 2 or before[-1].role != "change" or before[-1].way <= 0:
        return False
    return before[-2].role in ("actual", "budget") and (
        before[-2].figure.number.exact == before[-1].figure.number.exact > 0
    )


def _place(text: Text, start: int, end: int) -> Figure:
    offset, stop = text.sentences[text.sentence_at(start)]
    words = text.passage.text[start:end].strip()
    return Figure(
        place=text.passage.span.place(text.document, start, end),
        number=Number(words, Decimal(0), 0),
        sentence=Sentence(
            text.passage.text[offset:stop].strip(),
            line=text.passage.span.origins[offset][0],
            section=text.passage.section,
        ),
        at=(start - offset, end - offset),
    )
