"""``checker check``: find what does not agree in reports (核对)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cli import outputs
from checker.cli.options import paths_argument
from checker.cli.settings import checked, config, settings_options
from checker.cli.status import CLEAN, FAILED, FOUND
from checker.language import _


def command() -> click.Command:
    from checker import reporters

    return click.Command(
        "check",
        callback=check,
        help=_("核对 PATH 所指的报告（文件或文件夹），列出疑点。"),
        epilog=_("退出码：0 无疑点；1 有疑点；2 用法或配置有误，或有文件不能读取。"),
        params=[
            paths_argument(),
            click.Option(
                ["--format", "form"],
                type=click.Choice(reporters.names()),
                default="console",
                show_default=True,
                help=_("报告格式。"),
            ),
            click.Option(
                ["--output", "output_"],
                multiple=True,
                metavar="[FORMAT:]FILE",
                help=_("写入此文件；写作 FORMAT:FILE 时用该格式，终端照常显示。可重复。"),
            ),
            click.Option(
                ["--force-exclude"],
                is_flag=True,
                help=_("逐个给出的文件也按配置的 exclude 略过（供 pre-commit 用）。"),
            ),
            click.Option(
                ["--since"],
                metavar="REV",
                help=_("只报告自 git 版本 REV 以来改动过的文件（其余文件只用来对照）。"),
            ),
            *settings_options(),
        ],
    )


def check(
    paths: tuple[Path, ...],
    form: str,
    output_: tuple[str, ...],
    force_exclude: bool,
    since: str | None,
    **given: Any,
) -> int:
    from checker.wording import failed, unused

    found = outputs.outputs(output_, form)
    outputs.check(found, paths)
    settings = config(paths, given)
    report = checked(paths, settings, given, force_exclude=force_exclude, since=since)
    outputs.write(report, found, form)
    if not (form == "console" and outputs.shown(found)):
        for failure in report.failures:
            click.echo(f"{failure.path}: {failed(failure)}", err=True)
        for one in report.unused:
            click.echo(unused(one), err=True)
    if report.failures:
        return FAILED
    return FOUND if report.failing else CLEAN
