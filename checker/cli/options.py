"""Options (选项) that several commands take."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from checker import language
from checker.language import _


class Named(click.Path):
    """A file or a folder as a ``Path``; whether it can be read is told when it is read."""

    name = "path"

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        if not os.fspath(value):  # an unset variable of a script, not the working folder
            self.fail(_("路径不能是空的。"), param, ctx)
        return super().convert(value, param, ctx)


def path(**how: bool) -> click.Path:
    return Named(path_type=Path, readable=False, **how)


def paths_argument() -> click.Argument:
    return click.Argument(["paths"], nargs=-1, required=True, type=path(), metavar="PATH...")


def language_option() -> click.Option:
    return click.Option(
        ["--lang"], type=click.Choice(language.LANGUAGES), help=_("界面与报告的语言（默认 zh）。")
    )


def expectations_option() -> click.Option:
    return click.Option(
        ["--expectations"],
        type=path(exists=True, file_okay=False),
        metavar="DIR",
        help=_("自备规则集所在的文件夹。"),
    )


def codes(given: Sequence[str], option: str, expectations: Path | None) -> tuple[str, ...]:
    """The codes and prefixes given, each known to begin some rule's code."""
    found = [code.strip().upper() for part in given for code in part.replace("，", ",").split(",")]
    found = [code for code in found if code]
    if found:
        from checker import catalog, page

        rules = catalog.rules(expectations)
        for code in found:
            if not any(rule.code.startswith(code) for rule in rules):
                text = _("没有编号以 {code} 开头的规则。").format(code=code) + page.meant(
                    code, rules
                )
                raise click.BadParameter(text, param_hint=option)
    return tuple(found)
