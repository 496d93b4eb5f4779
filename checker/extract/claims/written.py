"""Formulas written out (列式): 预算完成率=3205.47/3277.13×100%=97.81% · 93.7%（11582户/12358户）.

The arithmetic is printed, and so leaves no doubt which figures the rate is made of: one
over another, a sum over one, or the difference of two over one of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import measures_alike
from checker.extract.scan import Kind
from checker.figure import Figure

# What it says better than the other families do.
SETTLES = {
    "ratio": frozenset({"ratio", "implied", "growth"}),
    "growth": frozenset({"growth", "ratio", "implied"}),
}
REACH = 120
EQUALS = re.compile(r"[=＝]\s*$")
HUNDRED = re.compile(r"\s*[×xX*✕]\s*100\s*[%％]?\s*$")
BRACKET = re.compile(r"\s*[（(]")
OVER = re.compile(r"[^，。；、,;%\d]{0,6}[/／÷][^，。；、,;%\d]{0,14}")
FELL = re.compile(r"[降减]低?少?(?:率|幅|比例)")
MARKS = "+-×/()"
FOLD = str.maketrans("＋－–—−÷／［］[]【】｛｝{}（）", "+----//()()()()()()")


@dataclass(frozen=True, slots=True)
class Quotient:
    """商: terms with their signs, over others."""

    above: tuple[tuple[int, Mention], ...]
    below: tuple[tuple[int, Mention], ...]


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for rate in text.mentions:
            if rate.percent:
                yield from _before(text, rate)
                yield from _behind(text, rate)


def _before(text: Text, rate: Mention) -> Iterator[Claim]:
    """… A/B×100% = R%."""
    begin = max(text.sentences[rate.sentence][0], rate.start - REACH)
    said = text.passage.text[begin : rate.start]
    sign = EQUALS.search(said)
    if sign is None:
        return
    body = said[: sign.start()]
    if hundred := HUNDRED.search(body):
        body = body[: hundred.start()]
    quotient = _parse(_symbols(text, begin, begin + len(body)))
    if quotient is not None:
        yield from _claim(rate, quotient)


def _behind(text: Text, rate: Mention) -> Iterator[Claim]:
    """R%（A/B）: two figures in the bracket right behind, a stroke between them."""
    opened = BRACKET.match(text.passage.text, rate.end)
    if opened is None:
        return
    inside = [m for m in text.behind(rate, REACH) if m.bracket == opened.end() - 1]
    if len(inside) == 2 and OVER.fullmatch(text.between(*inside)):
        part, whole = inside
        if measures_alike(part, whole) and not part.percent:
            yield from _claim(rate, Quotient(((1, part),), ((1, whole),)))


def _symbols(text: Text, begin: int, end: int) -> list[str | Mention]:
    """The figures and marks that end the text at ``end``, as far back as nothing else stands."""
    found: list[str | Mention] = []
    at = end
    spans = (m for m in text.others if m.kind is Kind.RANGE and begin <= m.start < end)
    figures = {m.end: m for m in (*text.within(begin, end), *spans)}  # 12.80-14.65 is no range
    while at > begin:
        if (figure := figures.get(at)) is not None:
            found.insert(0, figure)
            at = figure.start
            continue
        mark = text.passage.text[at - 1].translate(FOLD)
        if mark.isspace():
            pass
        elif mark in MARKS:
            found.insert(0, mark)
        else:
            break
        at -= 1
    return found


def _parse(symbols: list[str | Mention]) -> Quotient | None:
    """Sum / sum, each in brackets perhaps; None for anything else."""
    bare = _bare(symbols)
    depth, cuts = 0, []
    for at, one in enumerate(bare):
        depth += (one == "(") - (one == ")")
        if one == "/" and depth == 0:
            cuts.append(at)
    if len(cuts) != 1 or depth:
        return None
    above, below = _sum(bare[: cuts[0]]), _sum(bare[cuts[0] + 1 :])
    return Quotient(above, below) if above and below else None


def _bare(symbols: list[str | Mention]) -> list[str | Mention]:
    """Without brackets around the whole."""
    while len(symbols) > 2 and symbols[0] == "(" and symbols[-1] == ")":
        depth = 0
        for one in symbols[:-1]:
            depth += (one == "(") - (one == ")")
            if not depth:
                return symbols
        symbols = symbols[1:-1]
    return symbols


def _sum(symbols: list[str | Mention]) -> tuple[tuple[int, Mention], ...]:
    """The terms of a sum; none where it is anything else."""
    terms: list[tuple[int, Mention]] = []
    sign = 1
    due = True  # a figure must come next
    for one in _bare(symbols):
        if isinstance(one, Mention):
            if not due or one.figure.number.value < 0 or one.percent:
                return ()
            terms.append((sign, one))
            due = False
        elif one in "+-" and not due:
            sign, due = (1 if one == "+" else -1), True
        else:
            return ()
    return () if due else tuple(terms)


def _claim(rate: Mention, quotient: Quotient) -> Iterator[Claim]:
    above, below = quotient.above, quotient.below
    if len(below) != 1:
        return
    whole = below[0][1]
    parts = tuple(mention.figure for _sign, mention in above)
    if any(not measures_alike(mention, whole) for _sign, mention in above):
        return
    if all(sign > 0 for sign, _mention in above):
        part = parts[0] if len(parts) == 1 else None
        yield Claim(
            "ratio",
            rate.figure,
            part=part,
            parts=() if part else parts,
            whole=whole.figure,
            explicit=True,
            subject=rate.label,
        )
    elif len(above) == 2 and above[1][0] < 0:
        (_plus, first), (_minus, second) = above
        falls = first.figure.number.exact == whole.figure.number.exact
        if not falls and second.figure.number.exact != whole.figure.number.exact:
            return
        current, base = (second, first) if falls else (first, second)
        if rate.figure.number.value < 0:
            falls = False  # the sign says that it fell
        elif FELL.search(rate.label) and current.figure.number.exact < base.figure.number.exact:
            falls = True
        yield Claim(
            "growth",
            rate.figure,
            current=current.figure,
            base=base.figure,
            falls=falls,
            explicit=True,
            subject=rate.label,
        )
