"""Acceptance (接受): the options of the commands that write the baseline, and how they write."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker import output
from checker.language import _

if TYPE_CHECKING:
    from checker.baseline import Entry
    from checker.config import Config


class Day(click.ParamType[datetime.date]):
    """日期: 2027-06-30."""

    name = "DATE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(_("{date} 不是日期，应写作 2027-06-30。").format(date=value), param, ctx)


def acceptance_options(*, needed: bool) -> list[click.Parameter]:
    return [
        click.Option(["--reason"], required=needed, metavar="TEXT", help=_("接受的理由。")),
        click.Option(["--by"], metavar="TEXT", help=_("接受的人（默认当前用户）。")),
        click.Option(
            ["--until"], type=Day(), metavar="DATE", help=_("接受到哪一天为止；过后疑点重新列出。")
        ),
    ]


def acceptance(reason: str, by: str | None, until: datetime.date | None) -> Entry:
    """What is said of an acceptance made today."""
    from checker.baseline import Entry

    today = datetime.date.today()
    if not reason.strip():
        raise click.BadParameter(_("理由不能是空的。"), param_hint="--reason")
    if until is not None and until < today:
        text = _("{date} 已经过去。").format(date=until)
        raise click.BadParameter(text, param_hint="--until")
    return Entry("", "", "", reason.strip(), _user() if by is None else by, today, until)


def target(config: Config) -> Path:
    """The baseline file to write: the one in force, else one beside the settings file."""
    from checker.config import BASELINE

    return config.baseline or config.root / BASELINE


def changed(file: Path, change: Callable[[tuple[Entry, ...]], Iterable[Entry]]) -> None:
    """Write the baseline anew from what it holds now; who comes meanwhile waits."""
    from checker import baseline

    with output.locked(file):
        text = baseline.written(change(baseline.load(file)))
        with output.replaced(file) as path, output.opened(path) as stream:
            stream.write(text)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container without a name for its user
        return ""
