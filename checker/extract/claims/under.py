"""Lists under a name (按名列举): 教师 248 人 …；教师中，高级 86 人、一级 105 人、二级 57 人.

The total is not beside its list but told before under the name that opens the list: 项目支出
627 万元 …。项目支出具体为：甲 A、乙 B.  Where nothing makes that total, the list is doubted
only if its last item is what remains, or one slip of the pen parts the two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import plain, slipped
from checker.extract.phrase.listing import chosen, compared, members, summed
from checker.extract.phrase.whole import OPEN, apart, rest
from checker.figure import Figure

LIST = re.compile(
    r"(?:^|(?<=[，；。：]))\s*(?P<name>[\u4e00-\u9fff“”]{2,14}?)"
    r"(?:(?:人员)?中[，,：:]|(?:具体|主要)?(?:为|是|包括|用于|有)[：:])"
)
END = re.compile(r"(?:总额|总计|合计|共计|总数|人数|数|共|总)?[为是有\s：:]*$")
LOWEST = re.compile(r"及其?以下|以下|其他")
SPAN = 300


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        if text.region != PROSE or text.passage.heading:
            continue
        for found in LIST.finditer(text.passage.text):
            yield from _list(text, found, taken)


def _list(text: Text, found: re.Match[str], taken: Collection[Figure]) -> Iterator[Claim]:
    name = re.sub(r"其中|[“”]", "", found["name"])
    told = [m for m in text.within(0, found.start()) if _called(text, m, name)]
    if len({m.figure.number.exact for m in told}) != 1:
        return
    total = told[-1]
    stop = text.sentences[text.sentence_at(found.end() - 1)][1]
    inside = [
        m for m in text.within(found.end(), min(stop, found.end() + SPAN)) if m.bracket is None
    ]
    first = [m for m in inside if "；" not in text.passage.text[found.end() : m.start]]
    inside = first if len(first) > 1 else inside
    parts, fits = chosen(text, total, members(inside, total))
    if len(parts) < 2 or (total.figure in taken and all(p.figure in taken for p in parts)):
        return
    if not fits:
        last = parts[-1]
        end = text.passage.text[parts[0].start : last.end + 10]
        lowest = LOWEST.search(last.label) is not None
        whole = rest(last) or lowest or slipped(total, parts, round_=True)
        if not whole or OPEN.search(end) or not apart(text, parts[:-1] if lowest else parts):
            return
    yield summed(total, parts)


def _called(text: Text, mention: Mention, name: str) -> bool:
    """Whether a figure goes by the name: 项目支出 627 万元, 248 名在编教师."""
    if len(name) < 2 or mention.percent or not plain(mention) or not mention.unit:
        return False
    if compared(text, mention) or mention.dimension == "point":
        return False
    label = END.sub("", mention.label.replace("“", "").replace("”", ""))
    return label.endswith(name) or mention.after.startswith(name)
