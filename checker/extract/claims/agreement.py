"""Agreement (前后一致): the same amount of money stated in two places of a report.

Only what is named in full counts: one source or nature of money with one measure (政府性
基金预算支出), under the same scope.  Equal digits alone say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.figure import Figure
from checker.terms import NATURES, SOURCES

NAMED = re.compile(
    r"^(?:[^，]{0,10}涉及|其中|涉及|按[^，]{2,8}(?:分|看)|包括|完成|实现|[本全当]年|\d{4}年|[，：\s])*"
    rf"(?P<name>{'|'.join(sorted(SOURCES + NATURES, key=len, reverse=True))})(?:预算)?(?:财政)?(?:拨款)?"
    rf"(?P<measure>支出|收入)?(?:决算|执行数|预算数)?[为共是\s]*$"
)
SCOPE = re.compile(r"项目(?!支出)|本级|下属|上年|去年|三公|任务")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    first: dict[tuple[str, str], tuple[Mention, tuple[int, int]]] = {}
    for text in texts:
        for mention in text.mentions:
            if mention.dimension != "money" or mention.bracket is not None:
                continue
            named = NAMED.match(mention.label.strip())
            if named is None or SCOPE.search(_before(text, mention)):
                continue
            measure = named["measure"] or ("支出" if named["name"].endswith("支出") else "")
            if not measure:
                continue
            key = named["name"].removesuffix("支出"), measure
            earlier, at = first.setdefault(key, (mention, (text.index, mention.sentence)))
            if at != (text.index, mention.sentence):
                yield Claim("agreement", mention.figure, base=earlier.figure, subject=mention.label)


def _before(text: Text, mention: Mention) -> str:
    """The words of the sentence before the mention, where a scope would stand."""
    start = text.sentences[mention.sentence][0]
    head = re.sub(r"（[^（）]*）|\([^()]*\)", "", text.passage.text[start : mention.start])
    return head.rpartition("；")[2]
