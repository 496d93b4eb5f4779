"""Sums in prose (合计): 共 148 条（其中线上 58 条，线下 90 条） · 共 63 个。其中 …；…；….

A list of parts is believed to be whole only on evidence: its last item is what remains
(剩余, 其余), it stands in the total's own bracket, its labels are built alike (线上收集,
线下收集), the wording divides (分别, 分为), or another amount of the same list adds up to
its own total.  Else the parts need only not exceed the total.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from checker.extract.claim import Claim
from checker.extract.mention import Mention, Text
from checker.figure import Figure
from checker.number import Approximation

AMONG = re.compile(r"其中|包括|分别(?:为|是)|分为")
DIVIDES = re.compile(r"分别(?:为|是)|分为|按[^，。；]{1,12}(?:分|看)")
TOTAL = re.compile(
    r"^(?:现|目前|至今|累计|现共|目前共)?\s*(?:共计|合计|总计|现共|现有|目前共|累计共)"
)
REST = re.compile(r"剩余|其余|余下|尚有|另有|另外")
OPEN = re.compile(r"等\s*$|等[，。；）)]")
INNER = re.compile(r"[（(][^（）()]*$")


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    for text in texts:
        seen: set[Figure] = set()
        for found in AMONG.finditer(text.passage.text):
            yield from _among(text, found, taken, seen)
        yield from _bracketed(text, taken, seen)
        yield from _closing(text, taken, seen)


def _among(
    text: Text, found: re.Match[str], taken: Collection[Figure], seen: set[Figure]
) -> Iterator[Claim]:
    totals = _totals(text, found)
    inside = INNER.search(text.passage.text[: found.start()])
    end = _list_end(text, found.end(), bracket=inside is not None)
    lists = _likeliest([(total, _parts(text, found.end(), end, total)) for total in totals])
    lists = [(total, parts) for total, parts in lists if total.figure not in seen]
    companion = any(len(parts) > 1 and _adds_up(total, parts) for total, parts in lists)
    tail = text.passage.text[found.start() : end]
    for total, parts in lists:
        if not parts or (total.figure in taken and any(p.figure in taken for p in parts)):
            continue
        seen.add(total.figure)
        if len(parts) == 1:
            if found[0] != "其中" or any(
                found.end() <= m.start < parts[0].start for m in text.mentions
            ):
                continue
            if re.search(r"；|等", text.passage.text[found.end() : parts[0].start]):
                continue
            yield Claim("subset", parts[0].figure, whole=total.figure, subject=total.label)
            continue
        whole = not OPEN.search(tail) and (
            (inside is not None and len(parts) > 1 and _alike(parts))
            or bool(REST.search(_words(text, parts[-1])))
            or bool(DIVIDES.search(text.passage.text[max(0, found.start() - 12) : found.end()]))
            or companion
            or _alike(parts)
        )
        yield Claim(
            "sum",
            total.figure,
            parts=tuple(part.figure for part in parts),
            complete=whole,
            subject=total.label,
        )


def _totals(text: Text, found: re.Match[str]) -> list[Mention]:
    """What the list is of: the amounts of the clause or sentence just before it.

    They stand in the sentence of the list or (when the list opens a sentence) in the
    sentence before.
    """
    start, passage = found.start(), text.passage.text
    sentence = next(n for n, (a, b) in enumerate(text.sentences) if a <= start < b)
    opening = not passage[text.sentences[sentence][0] : start].strip(" ，,")
    wanted = {sentence - 1} if opening else {sentence}
    bracket = INNER.search(passage[:start])
    before = [
        m
        for m in text.mentions
        if m.end <= start and m.sentence in wanted and not m.percent and m.bracket is None
    ]
    if not before:
        return []
    if bracket:
        return before[-1:] if bracket.start() - before[-1].end <= 20 else []
    floor = before[-1].start - 40
    return [m for m in before if m.start >= floor or opening]


Listed = tuple[Mention, list[Mention]]


def _likeliest(lists: Sequence[Listed]) -> list[Listed]:
    """One total a unit: what the parts add up to, else one that says 共, else the largest."""
    chosen: dict[tuple[str, str], Listed] = {}
    for total, parts in lists:
        key = (total.dimension, total.unit)
        known = chosen.get(key)
        if known is None or _standing(total, parts) >= _standing(*known):
            chosen[key] = total, parts
    return list(chosen.values())


def _standing(total: Mention, parts: Sequence[Mention]) -> tuple[bool, bool, Fraction]:
    said = bool(re.search(r"共|合计|总", total.label))
    return _adds_up(total, parts), said, total.figure.number.exact


def _list_end(text: Text, start: int, *, bracket: bool) -> int:
    passage = text.passage.text
    if bracket:
        closed = re.search(r"[）)]", passage[start:])
        return start + closed.start() if closed else len(passage)
    sentence = next((b for a, b in text.sentences if a <= start < b), len(passage))
    for mention in text.mentions:
        if start <= mention.start < sentence and TOTAL.search(mention.label):
            return mention.start - len(mention.label)
    return sentence


def _parts(text: Text, start: int, end: int, total: Mention) -> list[Mention]:
    """The amounts of the list in the total's unit; one a segment where ； parts them."""
    inside = [
        m
        for m in text.mentions
        if start <= m.start < end
        and m.dimension == total.dimension
        and (m.unit == total.unit or m.dimension == "money")
        and (m.bracket is None or m.bracket == _bracket_of(text, start))
    ]
    if "；" not in text.passage.text[start:end]:
        return inside
    segments: dict[int, Mention] = {}
    for mention in inside:
        segments.setdefault(text.passage.text.count("；", start, mention.start), mention)
    return list(segments.values())


def _bracket_of(text: Text, at: int) -> int | None:
    opened = INNER.search(text.passage.text[:at])
    return opened.start() if opened else None


def _adds_up(total: Mention, parts: Sequence[Mention]) -> bool:
    return sum(p.figure.number.exact for p in parts) == total.figure.number.exact


def _words(text: Text, mention: Mention) -> str:
    return text.passage.text[mention.start - len(mention.label) : mention.start] + mention.after


def _alike(parts: Sequence[Mention]) -> bool:
    """Whether the labels are built alike: two or more, ending in the same two characters."""
    names = [re.sub(r"[^\u4e00-\u9fff]", "", p.label) for p in parts]
    if len(names) < 2 or any(len(name) < 3 for name in names) or len(set(names)) < len(names):
        return False
    return (
        len({name[-2:] for name in names}) == 1 and max(map(len, names)) - min(map(len, names)) <= 2
    )


def _bracketed(text: Text, taken: Collection[Figure], seen: set[Figure]) -> Iterator[Claim]:
    """共 N 个（A a 个，B b 个）: the bracket right behind a total."""
    for total in text.mentions:
        opened = re.match(
            r"[^，。；、（(]{0,12}([（(])", text.passage.text[total.end : total.end + 16]
        )
        if (
            opened is None
            or total.figure in seen
            or total.figure.number.approximation is not Approximation.NONE
        ):
            continue
        at = total.end + opened.start(1)
        parts = [m for m in text.mentions if m.bracket == at and m.unit == total.unit and m.unit]
        inside = text.passage.text[at : parts[-1].end + 8] if parts else ""
        if len(parts) < 2 or AMONG.search(inside) or total.percent:
            continue
        seen.add(total.figure)
        yield Claim(
            "sum",
            total.figure,
            parts=tuple(part.figure for part in parts),
            complete=not OPEN.search(inside),
            subject=total.label,
        )


def _closing(text: Text, taken: Collection[Figure], seen: set[Figure]) -> Iterator[Claim]:
    """A a 个，B b 个，合计 N 个: believed only when the labels are built alike."""
    for total in text.mentions:
        if total.figure in seen or not re.match(
            r"^\s*(?:合计|共计|总计)\s*[为是达]?\s*$", total.label
        ):
            continue
        before = [
            m
            for m in text.of_sentence(total.sentence)
            if m.end <= total.start and m.unit == total.unit and m.bracket is None
        ]
        if len(before) >= 2 and _alike(before):
            seen.add(total.figure)
            yield Claim(
                "sum", total.figure, parts=tuple(m.figure for m in before), subject=total.label
            )
