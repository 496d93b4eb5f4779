"""Keys (设置项): what may stand in the settings file, one entry a key, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from checker import language, terms
from checker.language import msgid
from checker.levels import LEVELS, Scope
from checker.report import FAIL_ON

UNKNOWN = msgid("没有名为 {key} 的设置")
UNKNOWN_NEAR = msgid("没有名为 {key} 的设置，是否指 {near}？")
NOT_ONE_OF = msgid("{key} 不能是 {given}，只能是 {known}")
NOT_ONE_OF_NEAR = msgid("{key} 不能是 {given}，是否指 {near}？")
NO_FOLDER = msgid("{key} 所指的文件夹 {given} 不存在")
WRONG_TYPE = msgid("{key} 应是{expected}")

TEXT = msgid("一个字符串")
TEXTS = msgid('字符串的列表，如 ["a", "b"]')
TABLE = msgid("一个表，如 [severity]")
SHARE = msgid('不小于 0、小于 1 的数或百分数，如 "5%"')

_PERCENT = re.compile(r"\s*(\d{1,2}(?:\.\d{1,6})?)\s*[%％]\s*")


class Wrong(Exception):
    """设置有误: ``key`` is where in the value, as a list of keys; ``reason`` is a msgid."""

    def __init__(self, reason: str, *key: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.key = key
        self.values = values


Read = Callable[[object, Path], object]  # the value as TOML has it, the folder of the file


@dataclass(frozen=True, slots=True)
class Key:
    """设置项: the field of ``Config`` that it sets, and how its value is read."""

    field: str
    read: Read


def unknown(name: str, known: Collection[str], *inside: str) -> Wrong:
    """A key that there is none of."""
    if near := get_close_matches(name, list(known), n=1, cutoff=0.5):
        return Wrong(UNKNOWN_NEAR, *inside, name, near=near[0])
    return Wrong(UNKNOWN, *inside, name)


def text(value: object, _root: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong(WRONG_TYPE, expected=TEXT)
    return value.strip()


def texts(value: object, _root: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise Wrong(WRONG_TYPE, expected=TEXTS)
    return tuple(value)


def codes(value: object, root: Path) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in texts(value, root))


def path(value: object, root: Path) -> Path:
    return root / text(value, root)


def folder(value: object, root: Path) -> Path:
    found = path(value, root)
    if not found.is_dir():
        raise Wrong(NO_FOLDER, given=value)
    return found


def one_of(known: Iterable[str]) -> Read:
    every = tuple(known)

    def read(value: object, root: Path) -> str:
        given = text(value, root)
        if given in every:
            return given
        if near := get_close_matches(given, every, n=1):
            raise Wrong(NOT_ONE_OF_NEAR, given=given, near=near[0])
        raise Wrong(NOT_ONE_OF, given=given, known=" ".join(every))

    return read


def table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Wrong(WRONG_TYPE, expected=TABLE)
    return value


def each(names: Callable[[str], str], read: Read) -> Read:
    """A table whose every value is read alike, its keys made even by ``names``."""

    def whole(value: object, root: Path) -> Mapping[str, object]:
        return {names(key): under(key, one, read, root) for key, one in table(value).items()}

    return whole


def under(key: str, value: object, read: Read, root: Path) -> object:
    """The value of ``key`` in a table; what is wrong in it is told with that key."""
    try:
        return read(value, root)
    except Wrong as wrong:
        raise Wrong(wrong.reason, key, *wrong.key, **wrong.values) from None


def scope(glob: str, value: object, root: Path) -> Scope:
    known: Mapping[str, Read] = {"ignore": codes, "severity": LEVELLED}
    said = table(value)
    for name in said:
        if name not in known:
            raise unknown(name, known)
    read = {name: under(name, one, known[name], root) for name, one in said.items()}
    return Scope(glob, **read)  # type: ignore[arg-type]


def scopes(value: object, root: Path) -> tuple[Scope, ...]:
    return tuple(
        under(glob, one, lambda given, at, glob=glob: scope(glob, given, at), root)  # type: ignore[misc]
        for glob, one in table(value).items()
    )


def tolerance(value: object, root: Path) -> Fraction:
    said = table(value)
    for name in said:
        if name != "about":
            raise unknown(name, ["about"])
    if "about" not in said:
        raise Wrong(WRONG_TYPE, "about", expected=SHARE)
    found = under("about", said["about"], share, root)
    assert isinstance(found, Fraction)
    return found


def share(value: object, _root: Path) -> Fraction:
    """A share of 1, from the digits as written: a TOML number is read as a Decimal."""
    found: Fraction | None = None
    if isinstance(value, str) and (percent := _PERCENT.fullmatch(value)):
        found = Fraction(percent[1]) / 100
    elif isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        found = Fraction(value) if Decimal(value).is_finite() else None
    if found is None or not 0 <= found < 1:
        raise Wrong(WRONG_TYPE, expected=SHARE)
    return found


def term(value: object, root: Path) -> object:
    return one_of(sorted(terms.names()))(value, root)


def column(value: object, root: Path) -> object:
    from checker.tables import columns, modules

    return one_of(sorted({name for one in modules() for name in columns(one)}))(value, root)


LEVELLED = each(lambda code: code.strip().upper(), one_of(LEVELS))

KEYS: Mapping[str, Key] = {
    "select": Key("select", codes),
    "ignore": Key("ignore", codes),
    "fail-on": Key("fail_on", one_of(FAIL_ON)),
    "engine": Key("engine", one_of(("native", "gx"))),
    "lang": Key("lang", one_of(language.LANGUAGES)),
    "expectations": Key("expectations", folder),
    "baseline": Key("baseline", path),
    "exclude": Key("exclude", texts),
    "severity": Key("severity", LEVELLED),
    "paths": Key("paths", scopes),
    "tolerance": Key("about", tolerance),
    "synonyms": Key("synonyms", each(str.strip, term)),
    "columns": Key("columns", each(str.strip, column)),
}
