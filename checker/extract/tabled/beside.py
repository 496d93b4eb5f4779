"""Columns side by side (总额与各来源): 预算数 | 总额 | 财政拨款 | 其他资金 over one row of money.

The first column under a head is what the others under the same head add up to; so is a
column of money that 其中：财政拨款 | 其他资金 follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.grid import Grid, figure
from checker.terms import header, starts
from checker.terms.words import LEVELS, MONEY, NATURES, SOURCES, SUBHEADS

REST = re.compile(r"其他|其它|自筹|自有|单位资金|非财政")
AMONG = re.compile(r"^其中\s*[:：]?\s*")
SOURCE = re.compile(r"(?:按?资金)?(?:来源|构成|组成)(?:构成|情况)?|资金性质")
UNIT = re.compile(r"[（(][^）)]*元[）)]|\s")


def claims(document: str, grids: Sequence[Grid]) -> Iterator[Claim]:
    """What every row of a table tells as a total and its parts beside it."""
    for grid in grids:
        groups = list(_groups(grid))
        for row in grid.rows if groups else ():
            for term, (first, *rest) in groups:
                total = figure(document, grid, row, first, term)
                some = [figure(document, grid, row, at, term) for at in rest]
                parts = tuple(one for one in some if one is not None)
                if total is not None and parts:
                    whole = len(parts) == len(some)
                    yield Claim("beside", total, parts=parts, complete=whole, explicit=True)


def _groups(grid: Grid) -> Iterator[tuple[str, list[int]]]:
    """The columns of a total and of all its parts, with the term of the total."""
    heads = [_head(text) for text in grid.header]
    for at, (top, own) in enumerate(heads):
        term = header(top, "money")
        if term not in MONEY or own not in ("", *SUBHEADS):
            continue
        if own:
            rest = [n for n in range(at + 1, len(heads)) if heads[n][0] == top]
            names = [heads[n][1] for n in rest]
        elif rest := _under(heads, at + 1):
            names = [heads[n][1] for n in rest]
        else:
            rest = _following(grid.header, at)
            names = [grid.header[n] for n in rest]
        if rest == list(range(at + 1, at + 1 + len(rest))) and _all(names):
            yield str(term), [at, *rest]


def _head(text: str) -> tuple[str, str]:
    """预算数（万元） 总额 -> (预算数, 总额); three rows of heads are none of this."""
    words = re.sub(r"[（(][^）)]*元[）)]", "", text).split()
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _under(heads: Sequence[tuple[str, str]], at: int) -> list[int]:
    """The columns of sources under one head of theirs: 计划资金 | 资金来源（中央、省级、县级）."""
    if at >= len(heads) or not SOURCE.fullmatch(heads[at][0]):
        return []
    return [n for n in range(at, len(heads)) if heads[n][0] == heads[at][0]]


def _following(heads: Sequence[str], at: int) -> list[int]:
    """The columns of sources right behind one of money, the first of which says 其中."""
    found: list[int] = []
    for n in range(at + 1, len(heads)):
        bare = UNIT.sub("", heads[n])
        if not starts(AMONG.sub("", bare), SOURCES) or not (found or AMONG.match(bare)):
            break
        found.append(n)
    return found


def _all(names: Sequence[str]) -> bool:
    """Whether the columns are sources or natures, each once, none of them left out."""
    bare = [UNIT.sub("", AMONG.sub("", name)) for name in names]
    known = all(starts(name, SOURCES + LEVELS) or starts(name, NATURES) for name in bare)
    plain = len(bare) > 1 and len(set(bare)) == len(bare) and known
    return plain and (REST.search(bare[-1]) is not None or not any(map(AMONG.match, names)))
