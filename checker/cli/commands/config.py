"""``checker config``: the settings in force and where each is from (配置)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker import output
from checker.cli.options import path
from checker.cli.settings import config as settled
from checker.cli.settings import settings_options
from checker.cli.status import CLEAN
from checker.language import _

WIDTH = 44  # columns; what is longer has its origin right behind it


def command() -> click.Command:
    return click.Command(
        "config",
        callback=config,
        help=_("显示核对 PATH 时生效的设置，以及每一项的来历。"),
        params=[
            click.Argument(["paths"], nargs=-1, type=path(), metavar="[PATH]..."),
            *settings_options(),
        ],
    )


def config(paths: tuple[Path, ...], **given: Any) -> int:
    from checker.config import shown
    from checker.excerpt import cells, pad

    found = settled(paths, given)
    file = str(found.file) if found.file else _("没有配置文件")
    lines = list(shown(found))
    width = min(max(cells(line) for _name, line, _origin in lines), WIDTH)
    with output.unless_closed():
        click.echo(_("# 配置文件：{file}").format(file=file))
        for _name, line, origin in lines:
            source = _("默认") if origin is None else origin
            click.echo(f"{pad(line, width)}  # {source}")
    return CLEAN
