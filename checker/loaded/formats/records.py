"""JSON and JSON Lines (JSON 记录): a list of objects, or one object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from checker.document import Unreadable
from checker.language import msgid
from checker.loaded.formats.delimited import decoded
from checker.loaded.raw import Line, Raw

SUFFIXES = (".json", ".jsonl", ".ndjson")

NOT_JSON = msgid("第 {line} 行起不是有效的 JSON：{problem}")
NOT_RECORDS = msgid("第 {line} 行不是记录：数据表应是对象的列表")

# A number keeps the zeros it is written with: 97.20 is not 97.2.
_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=str)


def read(path: Path, data: bytes) -> Iterator[Raw]:
    text = decoded(str(path), data)
    found = list(_objects(str(path), text))
    header = tuple(dict.fromkeys(name for one, _line in found for name in one))
    lines = [
        Line(tuple(map(one.get, header)), line, row=number)
        for number, (one, line) in enumerate(found, 1)
    ]
    form = path.suffix.lower().removeprefix(".")
    yield Raw(str(path), form, hashlib.sha256(data).hexdigest(), header, lines)


def headers(path: Path) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(raw.sheet, raw.header) for raw in read(path, path.read_bytes())]


def _objects(path: str, text: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Every object with the line where it begins."""
    position = _skipped(text, 0, "")
    listed = text[position : position + 1] == "["
    position = _skipped(text, position + listed, "")
    line, counted = 1, 0
    while position < len(text) and text[position] != "]":
        line += text.count("\n", counted, position)
        counted = position
        try:
            one, end = _DECODER.raw_decode(text, position)
        except (json.JSONDecodeError, RecursionError) as problem:
            told = getattr(problem, "msg", type(problem).__name__)
            raise Unreadable(path, NOT_JSON, line=line, problem=told) from None
        if not isinstance(one, dict):
            raise Unreadable(path, NOT_RECORDS, line=line)
        yield one, line
        position = _skipped(text, end, "," if listed else "")
    if listed and position >= len(text):
        raise Unreadable(path, NOT_JSON, line=text.count("\n") + 1, problem="]")


def _skipped(text: str, at: int, more: str) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in more):
        at += 1
    return at
