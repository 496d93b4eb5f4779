"""TOML: what of it is written (it is read by ``tomllib``)."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def value(given: object) -> str:
    """One value on one line."""
    match given:
        case bool():
            return "true" if given else "false"
        case int() | datetime.date():
            return str(given)
        case str():
            return text(given)
        case Mapping():
            inside = ", ".join(f"{key(name)} = {value(one)}" for name, one in given.items())
            return f"{{ {inside} }}" if inside else "{}"
        case Sequence():
            return f"[{', '.join(map(value, given))}]"
    raise TypeError(f"{given!r} has no place in a settings file")


def key(name: str) -> str:
    """A key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else text(name)


def text(given: str) -> str:
    """A string on one line; what is not Unicode is lost."""
    whole = given.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
