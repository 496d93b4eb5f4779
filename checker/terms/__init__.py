"""Terms (术语): which printed words mean which column.

The longest synonym that ends a label wins, so a new word never needs a priority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache

from checker.terms.words import INDICATORS, MONEY, NAMES, RATES, SCORES, SUBHEADS, WORKS

HEADER_LENGTH = 80  # a longer cell heads no column

# Words that may stand between a term and its number.
_FILLER = re.compile(
    r"(?:[\s:：,，、的是为了约共计达至到仅只有合计总计达到分别金额数额人民币]|（[^（）]*）|\([^()]*\))+$"
)
# 一般公共预算 is a source of money, not an amount budgeted.
_FUND = re.compile(r"(?:公共|基金|经营|[决概])预算$")
_UNIT_NOTE = re.compile(
    r"[（(]\s*(?:单位[：:])?\s*(?:亿|百万|万|千)?元\s*[）)]|[（(]\s*[%％]\s*[）)]"
)


_GROUPS = {
    "money": MONEY,
    "rates": RATES,
    "scores": SCORES,
    "indicators": INDICATORS,
    "names": NAMES,
    "works": WORKS,
}
Synonyms = tuple[tuple[str, str], ...]  # a printed word and the term it stands for
_own: ContextVar[Synonyms] = ContextVar("own", default=())


def names() -> frozenset[str]:
    """Every term that a synonym may stand for."""
    return frozenset(term for group in _GROUPS.values() for term in group)


@contextmanager
def joined(own: Mapping[str, str]) -> Iterator[None]:
    """自备同义词: words that stand for a term inside, beside the known ones and before them."""
    before = _own.set(tuple(sorted((word.replace(" ", ""), term) for word, term in own.items())))
    try:
        yield
    finally:
        _own.reset(before)


@cache
def _words(groups: tuple[str, ...], own: Synonyms) -> Mapping[str, str]:
    """The term of each printed word, own words first; of a word in two groups that of the first."""
    found = {word: term for word, term in own if any(term in _GROUPS[group] for group in groups)}
    for group in groups:
        for name, words in _GROUPS[group].items():
            for word in words:
                found.setdefault(word, name)
    return found


@cache
def _longest(groups: tuple[str, ...], own: Synonyms) -> int:
    return max(map(len, _words(groups, own)))


def _endings(text: str, groups: tuple[str, ...], own: Synonyms) -> Iterator[tuple[str, str]]:
    """The words that end ``text`` with their terms, the longest first."""
    words = _words(groups, own)
    for at in range(max(len(text) - _longest(groups, own), 0), len(text)):
        if name := words.get(text[at:]):
            yield text[at:], name


def stripped(label: str) -> str:
    """``label`` without the filler between its term and the number: 执行数为 -> 执行数."""
    previous = None
    while previous != label:
        previous, label = label, _FILLER.sub("", label)
    return label or previous or ""


def term(label: str) -> tuple[str, str] | None:
    """The money, rate or score term that ends ``label``, and the words before it.

    ``全年财政安排预算数为`` -> ``("budget", "全年")``; None when no term ends it.
    """
    return _term(label, _own.get())


@lru_cache(maxsize=1 << 12)
def _term(label: str, own: Synonyms) -> tuple[str, str] | None:
    bare = label.replace(" ", "")
    found = [ended for one in (bare, stripped(bare)) if (ended := _ended(one, own)) is not None]
    # 自评总分 is no 自评 with filler behind it: the longer word, and of two the one as printed.
    best = max(found, key=lambda ended: len(ended[1]), default=None)
    return (best[0], best[2]) if best else None


def _ended(label: str, own: Synonyms) -> tuple[str, str, str] | None:
    """The term that ends ``label``, the word it is printed as, and the words before it."""
    for word, name in _endings(label, ("money", "rates", "scores"), own):
        if not (word == "预算" and _FUND.search(label)):
            return name, word, label[: -len(word)]
    return None


def header(cell: str, *groups: str) -> str | None:
    """What a table header calls its column: an exact synonym, or one that ends it."""
    return _header(cell, groups, _own.get())


@lru_cache(maxsize=1 << 12)
def _header(cell: str, groups: tuple[str, ...], own: Synonyms) -> str | None:
    if len(cell) > HEADER_LENGTH:
        return None
    bare = _UNIT_NOTE.sub("", cell).replace(" ", "").replace("\n", "")
    bare = re.sub(r"[（(].*?[）)]|[A-Za-z①②③④⑤⑥⑦⑧⑨]+$|[:：]$", "", bare) or bare
    for word, name in _endings(bare, groups, own):
        if word == bare or len(word) > 2:
            return name
    split = next((word for word in SUBHEADS if bare.endswith(word) and bare != word), None)
    return _header(bare.removesuffix(split), groups, own) if split else None


def starts(label: str, words: tuple[str, ...]) -> str | None:
    """The longest of ``words`` that occurs in ``label``'s beginning."""
    bare = label.replace(" ", "")
    found = [word for word in words if word in bare[: len(word) + 8]]
    return max(found, key=len) if found else None
