"""Options (选项) of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from checker import number
from checker.levels import Levels


@dataclass(frozen=True, slots=True)
class Options:
    """选项: what a run is to do; it travels to the processes that share the work.

    ``select`` and ``ignore`` are rule codes or prefixes, ``expectations`` a folder of own
    suites, ``exclude`` globs from ``levels.root`` for what a folder is not searched for (with
    ``force_exclude``: for named files too), ``about`` how far 约 widens, ``synonyms`` printed
    words and the terms they stand for, ``columns`` own column names and the known ones.
    ``cache`` is the folder that keeps what was found in files that did not change since;
    ``since`` a revision of git: only what changed after it is reported; ``type`` what kind of
    document the files are, where it is not to be told by what they hold.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str = "native"
    expectations: Path | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    levels: Levels = field(default_factory=Levels)
    about: Fraction = number.ABOUT
    synonyms: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    cache: Path | None = None
    since: str | None = None
    type: str = ""

    def wants(self, code: str) -> bool:
        """Whether the rule of that code is to be applied."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore))
