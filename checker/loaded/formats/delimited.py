"""CSV and TSV (逗号、制表符分隔): cells with the line and column that they stand in."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.document import Unreadable
from checker.language import msgid
from checker.loaded.raw import Line, Raw

SUFFIXES = (".csv", ".tsv")

LONGEST = 1 << 16  # bytes of a header
MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

NOT_TEXT = msgid("编码既不是 UTF-8 也不是 GB18030")
UNCLOSED = msgid("第 {line} 行的引号没有配对")
RAGGED = msgid("这一行有 {cells} 格，表头有 {columns} 列")

Fault = tuple[int, str, Mapping[str, object]]


def read(path: Path, data: bytes) -> Iterator[Raw]:
    text = decoded(str(path), data)
    separator = separated(text)
    header, *rows = records(str(path), text, separator) or [Line(())]
    names = tuple(str(cell).strip() for cell in header.cells)
    lines, faults = [], list[Fault]()
    for row in rows:
        if not any(row.cells):
            continue  # a blank line
        if len(row.cells) != len(names):
            values = {"cells": len(row.cells), "columns": len(names)}
            faults.append((row.line or 0, RAGGED, values))
            continue
        lines.append(row)
    yield Raw(
        str(path),
        path.suffix.lower().removeprefix("."),
        hashlib.sha256(data).hexdigest(),
        names,
        lines,
        faults=tuple(faults),
    )


def headers(path: Path) -> list[tuple[str | None, tuple[str, ...]]]:
    with path.open("rb") as file:
        data = file.readline(LONGEST)
        if wide := data.startswith(MARKS):  # half of a character may look like a line's end
            data += file.read(LONGEST)
    text = data.decode("utf-16", "ignore") if wide else decoded(str(path), data)
    text = text.partition("\n")[0] if wide else text
    found = records(str(path), text, separated(text))
    return [(None, tuple(str(cell).strip() for cell in one.cells)) for one in found[:1]]


def decoded(path: str, data: bytes) -> str:
    """The text; Excel writes GB18030 where it is not told otherwise, and UTF-16 as 'Unicode'."""
    for encoding in ("utf-16",) if data.startswith(MARKS) else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(path, NOT_TEXT)


def separated(text: str) -> str:
    """What separates the cells: whatever stands most often in the header."""
    end = text.find("\n")
    first = text if end < 0 else text[:end]
    return max(",\t;", key=first.count)


def records(path: str, text: str, separator: str) -> list[Line]:
    """Every record with the line where it begins, its cells, and their columns in that line."""
    if text and text[-1] not in "\r\n":
        text += "\n"  # an empty cell may be the last
    at = re.escape(separator)
    cell = re.compile(rf'(?:"((?:[^"]|"")*)"|((?!")[^{at}\r\n]*))({at}|\r\n|\r|\n|\Z)')
    found: list[Line] = []
    cells: list[str] = []
    spans: list[tuple[int, int]] = []
    position, number, begin = 0, 1, 0
    first = number
    while position < len(text):
        match = cell.match(text, position)
        if match is None:
            raise Unreadable(path, UNCLOSED, line=number)
        quoted, bare, end = match.groups()
        cells.append(quoted.replace('""', '"') if quoted is not None else bare)
        start, stop = match.start() - begin, match.start(3) - begin
        spans.append((start, stop) if quoted is None else (start + 1, stop - 1))
        if quoted is not None and (breaks := quoted.count("\n")):
            number += breaks
            begin = match.start() + match[0].rfind("\n") + 1
        if match.end() == len(text) or end != separator:
            found.append(Line(tuple(cells), first, tuple(spans)))
            cells, spans = [], []
            number += 1
            first, begin = number, match.end()
        position = match.end()
    return found
