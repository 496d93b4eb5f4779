"""Configuration (配置): what checker.toml, or [tool.checker] in pyproject.toml, asks for.

One file holds for a whole run: the nearest one upwards from the folder that the checked paths
share, else upwards from the working folder.  Paths and globs in it are from its own folder.
What the command line says goes before the file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from checker import toml
from checker.config.keys import KEYS, Wrong, under, unknown
from checker.language import Told, msgid, why
from checker.levels import Levels, Scope
from checker.number import ABOUT

FILE, SHARED = "checker.toml", "pyproject.toml"
BASELINE = "checker-baseline.toml"

CANNOT_OPEN = msgid("无法打开：{why}")
NOT_UTF8 = msgid("不是 UTF-8 编码")
NOT_TOML = msgid("不是有效的 TOML：{problem}")
NO_CODE = msgid("{key}：没有编号以 {code} 开头的规则")
NO_CODE_NEAR = msgid("{key}：没有编号以 {code} 开头的规则，是否指 {near}？")


class InvalidConfig(Told):
    """配置有误: a settings file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Config:
    """配置: the settings in force; ``origins`` says of each that is no default where it is from.

    ``root`` is the folder that globs and the names in a baseline are from.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    engine: str = "native"
    lang: str | None = None
    expectations: Path | None = None
    baseline: Path | None = None
    exclude: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[Scope, ...] = ()
    about: Fraction = ABOUT
    synonyms: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    root: Path = Path()
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def levels(self) -> Levels:
        return Levels(self.severity, self.paths, self.root)

    def codes(self) -> Iterator[tuple[str, str]]:
        """The rule codes that the file names, each with the setting that names it."""
        for name, given in (("select", self.select), ("ignore", self.ignore)):
            if self.origins.get(name) == str(self.file):
                yield from ((name, code) for code in given)
        yield from (("severity", code) for code in self.severity)
        for scope in self.paths:
            named = (*scope.ignore, *scope.severity)
            yield from ((f'paths."{scope.glob}"', code) for code in named)

    def over(self, given: Mapping[str, object], origin: str) -> Config:
        """These settings, with those of ``given`` (by field) in their place."""
        origins = {**self.origins, **dict.fromkeys(given, origin)}
        return replace(self, origins=origins, **given)  # type: ignore[arg-type]


def load(paths: Sequence[Path] = (), file: Path | None = None) -> Config:
    """The settings for a run over ``paths``: those of ``file``, else of the file found.

    A baseline beside the file (without one: in the working folder) holds without being named.
    Raises ``InvalidConfig``.
    """
    found = file or find(paths)
    config = parse(found, _table(found)) if found else Config()
    beside = config.root / BASELINE
    if config.baseline is None and beside.is_file():
        config = config.over({"baseline": beside}, str(beside))
    return config


def find(paths: Sequence[Path] = ()) -> Path | None:
    """The settings file that holds for ``paths``."""
    for start in filter(None, (_shared(paths), Path.cwd())):
        for folder in (start, *start.parents):
            if (own := folder / FILE).is_file():
                return own
            if (project := folder / SHARED).is_file() and _speaks_of_us(project):
                return project
    return None


def shown(config: Config) -> Iterator[tuple[str, str, str | None]]:
    """Every setting as it would stand in the file, and where it is from (None: by default)."""
    for name, key in KEYS.items():
        value = _written(getattr(config, key.field))
        line = f"# {name} =" if value is None else f"{toml.key(name)} = {toml.value(value)}"
        yield name, line, config.origins.get(key.field)


def _written(value: object) -> object:
    match value:
        case Path():
            return str(value)
        case Fraction():
            percent = Decimal(value.numerator * 100) / Decimal(value.denominator)
            return {"about": f"{percent.normalize():f}%"}
        case tuple() if value and all(isinstance(one, Scope) for one in value):
            return {one.glob: {"ignore": one.ignore, "severity": one.severity} for one in value}
    return value


def parse(path: Path, table: Mapping[str, object]) -> Config:
    """The settings of a file; raises ``InvalidConfig`` for what is unknown or of a wrong type."""
    root = path.resolve().parent
    said: dict[str, object] = {}
    try:
        for name, value in table.items():
            if name not in KEYS:
                raise unknown(name, KEYS)
            said[KEYS[name].field] = under(name, value, KEYS[name].read, root)
    except Wrong as wrong:
        values = {"key": ".".join(wrong.key), **wrong.values}
        raise InvalidConfig(str(path), wrong.reason, values) from None
    return Config(file=path, root=root).over(said, str(path))


def read(path: Path) -> Mapping[str, object]:
    """A TOML file, its numbers as Decimal; raises ``InvalidConfig``."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise InvalidConfig(str(path), CANNOT_OPEN, {"why": why(error)}) from None
    except UnicodeDecodeError:
        raise InvalidConfig(str(path), NOT_UTF8, {}) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as problem:
        raise InvalidConfig(str(path), NOT_TOML, {"problem": problem}) from None


def _table(path: Path) -> Mapping[str, object]:
    whole = read(path)
    if path.name != SHARED:
        return whole
    tool = whole.get("tool")
    ours = tool.get("checker", {}) if isinstance(tool, dict) else {}
    if not isinstance(ours, dict):
        raise InvalidConfig(str(path), NOT_TOML, {"problem": "[tool.checker]"})
    return ours


def _speaks_of_us(path: Path) -> bool:
    """Whether a pyproject.toml holds settings of ours; one that is broken only if it names them."""
    try:
        content = path.read_bytes()
        if b"checker" not in content:
            return False
        tool = tomllib.loads(content.decode("utf-8-sig")).get("tool")
    except OSError:
        return False
    except (ValueError, RecursionError):
        return b"[tool.checker" in content
    return isinstance(tool, dict) and "checker" in tool


def _shared(paths: Sequence[Path]) -> Path | None:
    """The folder that all of ``paths`` are in; that of a single folder is itself."""
    try:
        folders = [(p if p.is_dir() else p.parent).resolve() for p in paths]
        return Path(os.path.commonpath(folders)) if folders else None
    except (OSError, RuntimeError, ValueError):  # links in a circle; other drives
        return None
