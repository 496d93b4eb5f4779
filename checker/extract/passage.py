"""Passages (段落): blocks put together again where a page break cut them, with their headings.

Section headings come as Markdown headings or as short numbered lines; both are kept as
the ``section`` path of what follows, and as passages of their own (they carry scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.document import Block, Document, Kind, Span

ENDS = "。！？；：:;!?”》」』"
NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}\s*[.．、](?!\d)"
    r"|[（(]\d{1,2}[）)]|第[一二三四五六七八九十]{1,3}[、章节部条]|[一二三四五六七八九十]{1,2}是|任务\s*\d+|[①-⑳])"
)
DEPTH = (
    re.compile(r"\s*(?:第[一二三四五六七八九十]{1,3}[章部]|[一二三四五六七八九十]{1,3}、)"),
    re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\s*\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"\s*[（(]\d{1,2}[）)]"),
)
HEADING_LENGTH = 40
# No paragraph is longer; a text without line breaks is cut into runs of whole sentences.
LONGEST = 4000
# A mark typed narrow among Chinese words (158平方米,其中126平方米), not one between digits.
NARROW = re.compile(r"(?<=[\u4e00-\u9fff”）)%])[,;:]|(?<=[0-9])[,;:](?=\s?[\u4e00-\u9fff“（(])")
WIDE = {",": "，", ";": "；", ":": "："}
CUTS = (re.compile(r"[。！？](?:[”』」）)]+)?|\n"), re.compile(r"[；;]"), re.compile(r"[，、,\s]"))


@dataclass(frozen=True, slots=True)
class Passage:
    """段落: a run of text under ``sections`` (outermost first); ``heading`` says that it is one."""

    span: Span
    sections: tuple[str, ...]
    heading: bool = False

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def section(self) -> str:
        return self.sections[-1] if self.sections else ""

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The spans of the sentences, their end mark included."""
        start = 0
        for found in re.finditer(r"[。！？](?:[”』」）)]+)?|\n", self.text):
            if self.text[start : found.end()].strip():
                yield start, found.end()
            start = found.end()
        if self.text[start:].strip():
            yield start, len(self.text)


def depth(text: str) -> int | None:
    """How deep a numbering mark stands: 一、=0 （一）=1 1.=2 （1）=3; None without one."""
    return next((level for level, mark in enumerate(DEPTH) if mark.match(text)), None)


def passages(document: Document) -> list[Passage]:
    """The passages of a document in order; tables are left to ``extract.grid``."""
    found: list[Passage] = []
    held: list[Span] = []
    path: dict[int, str] = {}

    def flush() -> None:
        if held:
            sections = tuple(path.values())
            found.extend(Passage(span, sections) for span in _cut(_join(held)))
            held.clear()

    for block in document.blocks:
        if block.kind is Kind.TABLE:
            flush()
        elif _is_heading(block):
            flush()
            level = depth(block.text)
            level = level if level is not None else block.level - 10
            path = {at: text for at, text in path.items() if at < level}
            found.append(Passage(block.span, tuple(path.values()), heading=True))
            path[level] = block.text
        elif held and _continues(held[-1].text, block):
            held.append(block.span)
        else:
            flush()
            held.append(block.span)
    flush()
    return found


def _is_heading(block: Block) -> bool:
    if block.kind is Kind.HEADING:
        return len(block.text) <= 2 * HEADING_LENGTH
    text = block.text
    return (
        block.kind is not Kind.TABLE
        and len(text) <= HEADING_LENGTH
        and depth(text) is not None
        and not re.search(r"[。；;，]\s*$", text)
        and not re.search(r"[。；]", text)
    )


def _continues(before: str, block: Block) -> bool:
    """Whether a block goes on with the sentence that the one before it broke off."""
    if before.rstrip().endswith(tuple(ENDS)) or NUMBERED.match(block.text):
        return False
    return len(before) >= 15 or not before.rstrip()[-1:].isdigit()


def _join(spans: Sequence[Span]) -> Span:
    text, origins = spans[0].text, list(spans[0].origins)
    for span in spans[1:]:
        if text[-1:].isdigit() and span.text[:1].isdigit():
            text += " "
            origins.append(origins[-1])
        text += span.text
        origins.extend(span.origins)
    return Span(_punctuated(text), tuple(origins), spans[0].anchors)


def _punctuated(text: str) -> str:
    """The text with , ; : beside a Chinese character as the Chinese marks, one for one."""
    return NARROW.sub(lambda found: WIDE[found[0]], text)


def _cut(span: Span) -> Iterator[Span]:
    """The span in pieces of bearable length, cut at the ends of sentences where there are any."""
    start, text = 0, span.text
    while len(text) - start > LONGEST:
        limit = start + LONGEST
        ends = ([found.end() for found in cut.finditer(text, start, limit)][-1:] for cut in CUTS)
        end = next((last[0] for last in ends if last), limit)
        yield span[start:end]
        start = end
    yield span[start:] if start else span
