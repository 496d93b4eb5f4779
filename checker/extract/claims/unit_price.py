"""Unit prices (按标准计发): 每人 2000 元、893 人，共 178.6 万元 — so much each, of so many.

Standards have exceptions that are not printed (half a year, a lower grade), so the product is
believed only where it holds, or where one slip of the pen parts it from the amount.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import misprinted, plain
from checker.figure import Figure

EACH = re.compile(
    r"每(?P<each>[\u4e00-\u9fff]{1,2})(?:补助|补贴|奖励|发放|资助|投入|给予)?[为是\s]*$"
)
TOTAL = re.compile(r"(?:^|[，、])?\s*(?:共计?|计|合计|总计|共需|共发放|发放|补助)[^，。；\d]{0,6}$")
COUNTS = {
    "人": ("人", "名"),
    "生": ("人", "名"),
    "户": ("户",),
    "村": ("个", "村"),
    "个村": ("个", "村"),
}


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        for price in text.mentions:
            each = EACH.search(price.label)
            if each is None or price.dimension != "money" or not plain(price):
                continue
            count = text.following(price)
            total = text.following(count) if count else None
            if count is None or total is None or total.dimension != "money":
                continue
            units = COUNTS.get(each["each"], (each["each"].removeprefix("个"),))
            told = count.unit in units and plain(count) and plain(total)
            if told and TOTAL.search(total.label) and _product(price, count, total):
                yield Claim(
                    "average",
                    price.figure,
                    current=total.figure,
                    base=count.figure,
                    subject=price.label,
                )


def _product(price: Mention, count: Mention, total: Mention) -> bool:
    number = total.figure.number
    due = price.figure.number.exact * count.figure.number.exact
    return number.exact == due or misprinted(number, due)
