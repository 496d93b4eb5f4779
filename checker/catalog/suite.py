"""Suites (规则集): native Great Expectations JSON, read and held to its form.

Great Expectations drops silently what it cannot use; here everything is an error that
names the file and the rule.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from checker.catalog.builtin import BUILT_IN
from checker.finding import Severity
from checker.language import Told, msgid
from checker.relations import InvalidKwargs, Kind, kinds, make
from checker.tables import columns, modules

CODE = re.compile(r"(DOC|FIG|FND|TSK|IND|SCR|ACC|CLM|RES|ACR|USR)\d{3}")
SEVERITIES = {
    "critical": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.NOTE,
}

NOT_UTF8 = msgid("不是 UTF-8 编码")
NOT_JSON = msgid("第 {line} 行起不是有效的 JSON：{problem}")
TOO_DEEP = msgid("不是规则集：层次太深，或数字太长")
NO_SUITE = msgid("文件夹里没有规则集（*.json）")
NOT_A_SUITE = msgid("不是规则集：缺少 {field}，或其格式不对")
NO_TABLE = msgid("规则集的 name 应是表名，没有名为 {table} 的表")
NO_TABLE_NEAR = msgid("规则集的 name 应是表名，没有名为 {table} 的表，是否指 {near}？")
NOT_AN_ENTRY = msgid("第 {number} 条规则：缺少 {field}，或其格式不对")
BAD_CODE = msgid("第 {number} 条规则：编号 {code} 应为三个字母加三位数字，如 USR001")
DUPLICATE = msgid("编号 {code} 已用于 {home}")
BAD_SEVERITY = msgid("规则 {code}：severity 只能是 critical、warning 或 info，不能是 {severity}")
UNKNOWN_TYPE = msgid("规则 {code}：没有名为 {type} 的规则种类")
UNKNOWN_TYPE_NEAR = msgid("规则 {code}：没有名为 {type} 的规则种类，是否指 {near}？")
NO_COLUMN = msgid("规则 {code}：表 {table} 没有 {column} 列")
NO_COLUMN_NEAR = msgid("规则 {code}：表 {table} 没有 {column} 列，是否指 {near}？")


class InvalidSuite(Told):
    """规则集有误: a suite that cannot be used."""

    def __reduce__(self) -> tuple[object, ...]:
        """Told by a process that shares the work."""
        return type(self), (self.path, self.reason, self.values)


@dataclass(frozen=True, slots=True)
class Rule:
    """规则: what it is called, its page (``notes``) and where it comes from.

    ``expectation`` is the type of a cross-field rule; a cell rule has none.
    """

    code: str
    name: str
    title: Mapping[str, str]
    notes: tuple[str, ...]
    table: str
    expectation: str | None
    severity: Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """规则条目: the rule's code and its expectation; ``kind`` is None for a built-in type."""

    rule: str
    type: str
    kwargs: Mapping[str, object]
    severity: Severity
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """规则集: what must hold in one table."""

    name: str
    table: str
    path: str
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]


def parse(path: str, content: bytes) -> Suite:
    """A suite's JSON; raises ``InvalidSuite``."""
    raw = _object(path, content)
    table = raw.get("name")
    expectations = raw.get("expectations")
    if not isinstance(table, str):
        raise InvalidSuite(path, NOT_A_SUITE, {"field": "name"})
    if not isinstance(expectations, list):
        raise InvalidSuite(path, NOT_A_SUITE, {"field": "expectations"})
    if table not in modules():
        raise _near(path, NO_TABLE, NO_TABLE_NEAR, table, modules(), table=table)
    read = [_entry(path, table, n, one) for n, one in enumerate(expectations, 1)]
    homes: set[str] = set()
    for entry, _rule in read:
        if entry.rule in homes:
            raise InvalidSuite(path, DUPLICATE, {"code": entry.rule, "home": path})
        homes.add(entry.rule)
    return Suite(table, table, path, tuple(e for e, _rule in read), tuple(r for _e, r in read))


def _object(path: str, content: bytes) -> Mapping[str, object]:
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidSuite(path, NOT_UTF8, {}) from None
    except json.JSONDecodeError as problem:
        values = {"line": problem.lineno, "problem": problem.msg}
        raise InvalidSuite(path, NOT_JSON, values) from None
    except (RecursionError, ValueError):
        raise InvalidSuite(path, TOO_DEEP, {}) from None
    if not isinstance(raw, dict):
        raise InvalidSuite(path, NOT_A_SUITE, {"field": "{}"})
    return raw


def _entry(path: str, table: str, number: int, raw: object) -> tuple[Entry, Rule]:
    if not isinstance(raw, dict):
        raise InvalidSuite(path, NOT_AN_ENTRY, {"number": number, "field": "{}"})
    meta, kwargs = raw.get("meta"), raw.get("kwargs", {})
    code = meta.get("code") if isinstance(meta, dict) else None
    title = _title(meta.get("title")) if isinstance(meta, dict) else None
    notes = _notes(raw.get("notes"))
    kind_name = raw.get("type")
    for field, good in (
        ("type", isinstance(kind_name, str)),
        ("kwargs", isinstance(kwargs, dict)),
        ("meta.code", isinstance(code, str)),
        ("meta.title", title is not None),
        ("notes", notes is not None),
    ):
        if not good:
            raise InvalidSuite(path, NOT_AN_ENTRY, {"number": number, "field": field})
    code, kind_name = str(code), str(kind_name)
    if not CODE.fullmatch(code):
        raise InvalidSuite(path, BAD_CODE, {"number": number, "code": code})
    given = raw.get("severity", "critical")
    if not isinstance(given, str) or given not in SEVERITIES:
        raise InvalidSuite(path, BAD_SEVERITY, {"code": code, "severity": given})
    kind = _kind(path, code, table, kind_name, kwargs)
    severity = SEVERITIES[given]
    name = str(cast(dict[str, object], meta).get("name") or code.lower())
    return (
        Entry(code, kind_name, kwargs, severity, kind),
        Rule(code, name, title or {}, notes or (), table, kind_name, severity),
    )


def _title(given: object) -> Mapping[str, str] | None:
    """The title by language; one given in a single language serves for both."""
    if isinstance(given, str) and given:
        return {"zh": given, "en": given}
    if not isinstance(given, dict) or not given or not all(map(_words, given.values())):
        return None
    first = next(iter(given.values()))
    return {"zh": first, "en": first} | given


def _words(given: object) -> bool:
    return isinstance(given, str) and bool(given)


def _notes(given: object) -> tuple[str, ...] | None:
    if given is None:
        return ()
    if isinstance(given, str):
        return tuple(given.splitlines())
    if isinstance(given, list) and all(isinstance(line, str) for line in given):
        return tuple(given)
    return None


def _kind(
    path: str, code: str, table: str, kind_name: str, kwargs: Mapping[str, object]
) -> Kind | None:
    if kind_name not in kinds():
        if kind_name in BUILT_IN:
            return None
        known = (*kinds(), *BUILT_IN)
        values = {"code": code, "type": kind_name}
        raise _near(path, UNKNOWN_TYPE, UNKNOWN_TYPE_NEAR, kind_name, known, **values)
    try:
        kind = make(kind_name, kwargs)
    except InvalidKwargs as problem:
        raise InvalidSuite(path, problem.reason, {**problem.values, "at": code}) from None
    for of, column in _columns(table, kind):
        if of not in modules():
            raise _near(path, NO_TABLE, NO_TABLE_NEAR, of, modules(), table=of)
        if column not in columns(of):
            values = {"code": code, "table": of, "column": column}
            raise _near(path, NO_COLUMN, NO_COLUMN_NEAR, column, columns(of), **values)
    return kind


def _columns(table: str, kind: Kind) -> Iterator[tuple[str, str]]:
    yield from ((table, column) for column in kind.columns())
    for other, names in kind.tables().items():
        yield from ((other, column) for column in names)


def _near(
    path: str, reason: str, with_near: str, name: str, known: Iterable[str], **values: object
) -> InvalidSuite:
    near = difflib.get_close_matches(name, list(known), n=1)
    if near:
        return InvalidSuite(path, with_near, {**values, "near": near[0]})
    return InvalidSuite(path, reason, values)
