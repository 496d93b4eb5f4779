"""Markdown and plain text (文本): what people paste, and what PDF converters write.

Converters mix Markdown into plain text, so one reader takes both: it goes line by line,
knows headings, list items, pipe tables, rows parted by tabs and inline emphasis, and joins
the lines of a paragraph.  Every character keeps its line and column.
"""

from __future__ import annotations

import codecs
import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.document import Block, Cell, Document, Kind, Span, Unreadable
from checker.folding import fold
from checker.layout.folio import folios
from checker.numeral import integer

SUFFIXES = (".txt", ".text", ".md", ".markdown")

HEADING = re.compile(r"[ ]{0,3}(#{1,6})\s+(?=\S)")
ITEM = re.compile(r"\s*[-*+•●▪]\s+(?=\S)")
RULE = re.compile(r"\s*([-*_=]\s*){3,}$")
FENCE = re.compile(r"\s*(```|~~~)")
DIVIDER = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
# Inline marks that are not text: emphasis, code ticks, HTML tags, comments, escapes.
# The first character is looked at before anything else: most are none of these.
MARK = re.compile(
    r"(?=[<*_`\\])(?:"
    r"<!--.{0,1000}?-->|</?[A-Za-z][^<>]{0,80}>|\*{2,3}|\*(?=[^*\d\s][^*]*\*)|(?<=[^*\s])\*(?![\d*])"
    r"|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|\\(?=[!-/:-@\[-`{-~]))"
)
# Characters that show nothing: controls, soft hyphens, zero widths, directions of writing.
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
SUPERSCRIPT = re.compile(r"<sup>\s*([23])\s*</sup>", re.I)

# What begins a paragraph of its own: an indented line, a number behind the end of a sentence.
INDENTED = re.compile(r"\s{2}|\u3000")
NUMBERED = re.compile(
    r"(?P<cn>[一二三四五六七八九十]{1,3})、|[（(](?:(?P<cn2>[一二三四五六七八九十]{1,3})|(?P<n2>\d{1,2}))[）)]"
    r"|(?P<n>\d{1,2})(?:[．、]|\.(?!\d))"
)
ENDED = re.compile(r"[。；：:]\s*$")
TITLED = re.compile(rf"(?:{NUMBERED.pattern})\s*[^，。；：、,;:\d]{{2,24}}$")
WIDE = "\u2e80"  # from here on characters are twice as wide
SHORT = 15  # shorter lines are more likely those of a table
# A text is not wrapped when more than one line in so many is wider than a page.
WIDEST, UNWRAPPED = 100, 25


def decode(path: Path, data: bytes) -> str:
    """The text of ``data``: by its byte order mark, else UTF-8, else GB18030 or Big5.

    Raises ``Unreadable`` when it is no text.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _binary(text):
            return text
    raise Unreadable(str(path), "不是文本文件（内容是二进制数据）")


def _encodings(data: bytes) -> Iterator[str]:
    """What ``data`` may be written in, the likeliest first."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            yield encoding
            return
    yield "utf-8"
    yield from _without_mark(data)
    yield from _chinese(data)


def _without_mark(data: bytes) -> list[str]:
    """UTF-16 saved without its mark shows as many zero bytes on one side."""
    head = data[:2000]
    if len(head) % 2:
        head = head[:-1]
    zeros = head[0::2].count(0), head[1::2].count(0)
    if max(zeros) < len(head) // 20:
        return []
    return ["utf-16-be", "utf-16-le"] if zeros[0] > zeros[1] else ["utf-16-le", "utf-16-be"]


def _chinese(data: bytes) -> list[str]:
    """GB18030 and Big5 use the same bytes; the right one gives characters in common use."""
    texts = {name: data.decode(name, "replace")[:20000] for name in ("gb18030", "big5")}
    return sorted(texts, key=lambda name: -_common(texts[name], name))


def _common(text: str, encoding: str) -> float:
    """The share of a text's characters beyond ASCII that stand in the first level of its set."""
    first, last = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    wide = [ch for ch in text if ch > "\x7f"]
    known = sum(first <= ch.encode(encoding, "replace")[0] <= last for ch in wide)
    return known / max(len(wide), 1)


def _binary(text: str) -> bool:
    """Control characters are rare in a text and common in anything else."""
    head = text[:20000]
    return len(CONTROL.findall(head)) > 2 + len(head) // 200


def read(path: Path, data: bytes) -> Document:
    text = decode(path, data)
    lines = re.split(r"\r\n|\r|\n", text)
    return Document(
        path=str(path),
        format="markdown" if path.suffix.lower() in (".md", ".markdown") else "text",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(_blocks(lines)),
    )


def _unwrapped(lines: Sequence[str]) -> bool:
    """Whether a line is a paragraph: text saved from a word processor has lines of any length."""
    full = [line for line in lines if line.strip()]
    return UNWRAPPED * sum(len(line) > WIDEST for line in full) > len(full)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    number, held = 0, list[Span]()
    unwrapped, pages = _unwrapped(lines), folios(lines)

    def paragraph() -> Iterator[Block]:
        if held:
            yield Block(Kind.PARAGRAPH, joined(held))
            held.clear()

    fenced = False
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.startswith("\f"):  # a page begins
            yield from paragraph()
        if FENCE.match(line):
            fenced = not fenced
            yield from paragraph()
        elif not line.strip() or RULE.match(line) or number - 1 in pages:
            yield from paragraph()
        elif not fenced and (heading := HEADING.match(line)):
            yield from paragraph()
            span = inline(line, number, heading.end())
            if span.text:
                yield Block(Kind.HEADING, span, level=len(heading[1]))
        elif not fenced and (rows := _rows(lines, number - 1)):
            yield from paragraph()
            yield _table(lines, number - 1, rows)
            number += rows - 1
        elif not fenced and (item := ITEM.match(line)):
            yield from paragraph()
            yield Block(Kind.ITEM, inline(line, number, item.end()))
        else:
            span = inline(line, number)
            if held and (INDENTED.match(line) or _begins(held, span.text)):
                yield from paragraph()
            if span.text:
                held.append(span)
            if unwrapped:
                yield from paragraph()
    yield from paragraph()


def _begins(held: Sequence[Span], line: str) -> bool:
    """Whether a line opens a numbered paragraph: behind a sentence, or as the next number."""
    found = NUMBERED.match(line)
    if found is None:
        return False
    before = held[-1].text
    own = NUMBERED.match(held[0].text)
    follows = own is not None and _value(found) == _value(own) + 1
    if len(held) == 1 and own is not None and _value(found) == 1 and TITLED.match(before):
        # （三）管理效率分析, then 1.预算编制 …: a numbered title, and the first item below it
        return own.lastgroup != found.lastgroup
    return bool(ENDED.search(before)) or (follows and len(before) > SHORT)


def _value(label: re.Match[str]) -> int:
    digits = label["cn"] or label["cn2"] or label["n"] or label["n2"]
    return int(digits) if digits.isdigit() else integer(digits) or 0


def inline(line: str, number: int, start: int = 0, end: int | None = None) -> Span:
    """The text of a piece of a line: folded, without marks, trimmed; columns are kept."""
    return _piece(_clean(line), number, start, len(line) if end is None else end)


def _clean(line: str) -> str:
    """The line folded, as long as before, with a NUL for every character that is no text."""
    marked = SUPERSCRIPT.sub(
        lambda sup: ("²" if sup[1] == "2" else "³").ljust(len(sup[0]), "\0"), line
    )
    return fold(UNSEEN.sub("\0", MARK.sub(lambda mark: "\0" * len(mark[0]), marked)))


def _piece(clean: str, number: int, start: int, end: int) -> Span:
    piece = clean[start:end]
    columns: Sequence[int] = range(start, end)
    if "\0" in piece:
        columns = [at for at in columns if clean[at] != "\0"]
        piece = piece.replace("\0", "")
    first, last = len(piece) - len(piece.lstrip(" ")), len(piece.rstrip(" "))
    return Span(piece[first:last], tuple(zip(itertools.repeat(number), columns[first:last])))


def joined(spans: Sequence[Span]) -> Span:
    """Lines as one run of text; a blank only where two words or two numbers would meet.

    Where lines were cut at a fixed length, whatever stood there, digits on both sides of a
    break are one number.
    """
    pieces, origins = [spans[0].text], list(spans[0].origins)
    for before, span in itertools.pairwise(spans):
        a, b = before.text[-1], span.text[0]
        meet = a.isascii() and b.isascii() and a.isalnum() and b.isalnum()
        if meet and not (a.isdigit() and b.isdigit() and _cut(spans)):
            pieces.append(" ")
            origins.append(origins[-1])
        pieces.append(span.text)
        origins.extend(span.origins)
    return Span("".join(pieces), tuple(origins))


def _cut(spans: Sequence[Span]) -> bool:
    """Whether the lines between the first and the last are of one length, or of one width."""
    inner = [span.text for span in spans[1:-1]]
    if len(inner) < 2:
        return False
    lengths = [len(text) for text in inner]
    widths = [sum(1 + (ch >= WIDE) for ch in text) for text in inner]
    return max(lengths) - min(lengths) <= 1 or max(widths) - min(widths) <= 2


def _rows(lines: Sequence[str], at: int) -> int:
    """How many lines from ``at`` on make one table; 0: it is none."""
    line = lines[at]
    if (
        "|" in line
        and at + 1 < len(lines)
        and "|" in lines[at + 1]
        and DIVIDER.match(lines[at + 1])
    ):
        end = at + 2
        while end < len(lines) and "|" in lines[end] and lines[end].strip():
            end += 1
        return end - at
    if "\t" not in line.strip():
        return 0
    end = at + 1
    while end < len(lines) and ("\t" in lines[end].rstrip() or _blank_between(lines, end)):
        end += 1
    return end - at if end - at > 1 else 0


def _blank_between(lines: Sequence[str], at: int) -> bool:
    """A single blank line inside rows parted by tabs, as page breaks leave it."""
    return not lines[at].strip() and at + 1 < len(lines) and "\t" in lines[at + 1].rstrip()


def _table(lines: Sequence[str], at: int, rows: int) -> Block:
    cells: list[Cell] = []
    row = 0
    piped = "|" in lines[at] and "\t" not in lines[at].strip()
    for offset in range(rows):
        line = lines[at + offset]
        if not line.strip() or (piped and offset == 1):
            continue
        clean = _clean(line)
        for column, (start, end) in enumerate(_pieces(line, "|" if piped else "\t")):
            span = _piece(clean, at + offset + 1, start, end)
            if span.text:
                cells.append(Cell(row, column, span))
        row += 1
    return Block(Kind.TABLE, Span("", ()), cells=tuple(cells))


def _pieces(line: str, mark: str) -> list[tuple[int, int]]:
    """The spans of a line's cells, without the outer marks of a pipe table."""
    cuts = [i for i, ch in enumerate(line) if ch == mark and (i == 0 or line[i - 1] != "\\")]
    edges = [-1, *cuts, len(line)]
    pieces = [(a + 1, b) for a, b in itertools.pairwise(edges)]
    if mark == "|":
        if line.lstrip().startswith("|"):
            pieces = pieces[1:]
        if line.rstrip().endswith("|") and len(pieces) > 1:
            pieces = pieces[:-1]
    return pieces
