"""Carried over (结转平衡): 年初结转和结余 + 本年收入 − 本年支出 = 年末结转和结余."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.extract.claim import Claim
from checker.extract.statement.item import bare
from checker.extract.statement.reading import Said

IN = re.compile(r"(?:年初|上年)结转(?:和|与|及)?(?:结余)?(?:资金)?[为是：:]*$")
MORE = re.compile(
    r"本年收入(?:合计)?[为是：:]*$|使用(?:非财政拨款)?(?:专用)?结余[为是：:]*$|用事业基金弥补收支差额[为是：:]*$"
)
LESS = re.compile(r"本年支出(?:合计)?[为是：:]*$|结余分配[为是：:]*$")
OUT = re.compile(r"(?:年末|结转下年|年终)(?:结转(?:和|与|及)?结余|结转|结余)?(?:资金)?[为是：:]*$")


def claims(said: Sequence[Said]) -> Iterator[Claim]:
    for _at, run in groupby(said, key=lambda one: (one.text.index, one.mention.sentence)):
        here = [one for one in run if one.role == "actual" and one.mention.bracket is None]
        more = [one for one in here if MORE.search(bare(one.words))]
        less = [one for one in here if LESS.search(bare(one.words))]
        before = [one for one in here if IN.search(bare(one.words))]
        after = [one for one in here if OUT.search(bare(one.words))]
        if len(before) == len(after) == 1 and more and less:
            yield Claim(
                "balance",
                after[0].figure,
                parts=tuple(one.figure for one in (*before, *more)),
                minus=tuple(one.figure for one in less),
                subject="carried",
            )
