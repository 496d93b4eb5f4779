"""``checker check``: find what does not agree in reports (核对)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker import output
from checker.cli.options import codes, expectations_option, language_option, path, paths_argument
from checker.cli.status import CLEAN, FAILED, FOUND
from checker.language import _

if TYPE_CHECKING:
    from checker.report import Report


def command() -> click.Command:
    from checker import reporters

    return click.Command(
        "check",
        callback=check,
        help=_("核对 PATH 所指的报告（文件或文件夹），列出疑点。"),
        epilog=_("退出码：0 无疑点；1 有疑点；2 用法有误，或有文件不能读取。"),
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
                type=path(dir_okay=False),
                metavar="FILE",
                help=_("写入此文件。"),
            ),
            click.Option(
                ["--select"],
                multiple=True,
                metavar="CODES",
                help=_("只用这些规则：编号或其开头，逗号分隔，可重复。"),
            ),
            click.Option(
                ["--ignore"], multiple=True, metavar="CODES", help=_("不用这些规则，写法同上。")
            ),
            click.Option(
                ["--fail-on"],
                type=click.Choice(["error", "warning", "never"]),
                default="error",
                show_default=True,
                help=_("从哪一级疑点起以退出码 1 结束。"),
            ),
            click.Option(
                ["--engine"],
                type=click.Choice(["native", "gx"]),
                default="native",
                show_default=True,
                help=_("执行规则集的引擎。"),
            ),
            click.Option(
                ["--type", "type_"],
                type=click.Choice(["performance_self_evaluation", "final_accounts", "budget"]),
                help=_("文档的种类（绩效自评、部门决算、部门预算）；不写则由内容判断。"),
            ),
            expectations_option(),
            click.Option(
                ["--since"],
                metavar="REV",
                help=_("只报告自 git 版本 REV 以来改动过的文件（其余文件只用来对照）。"),
            ),
            click.Option(
                ["--cache/--no-cache", "cached"],
                default=True,
                help=_("未改动的文件沿用上次的结果（默认），或全部重新核对。"),
            ),
            language_option(),
        ],
    )


def check(
    paths: tuple[Path, ...],
    form: str,
    output_: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    engine: str,
    type_: str | None,
    expectations: Path | None,
    since: str | None,
    cached: bool,
    lang: str | None,
) -> int:
    from checker import cache, pipeline, reporters
    from checker.changed import NotComparable
    from checker.progress import progress
    from checker.wording import failed

    if output_:
        _writable(output_, paths)
    options = pipeline.Options(
        select=codes(select, "--select", expectations),
        ignore=codes(ignore, "--ignore", expectations),
        engine=engine,
        expectations=expectations,
        cache=cache.folder(os.environ) if cached else None,
        since=since,
        type=type_ or "",
    )
    try:
        with progress() as advance:
            report = pipeline.check(paths, options, advance)
    except NotComparable as problem:
        text = _(problem.reason).format(**problem.values)
        raise click.BadParameter(text, param_hint="--since") from None
    reporter = reporters.find(form)
    if output_:
        with output.replaced(output_) as path, output.opened(path) as stream:
            reporter.write(report, stream, width=None, color=False)
    else:
        if form != "console":
            output.reconfigured(sys.stdout, output.UTF8)
        with output.unless_closed():
            width, color = output.width(sys.stdout), output.colors(sys.stdout)
            reporter.write(report, sys.stdout, width=width, color=color)
    if output_ or form != "console":
        for failure in report.failures:
            click.echo(f"{failure.path}: {failed(failure)}", err=True)
    return _status(report, fail_on)


def _writable(file: Path, paths: Sequence[Path]) -> None:
    """Refuse before any work to write where there is no folder, or over what is to be read."""
    from checker import readers

    option = "--output"
    if not file.parent.is_dir():
        text = _("没有文件夹 {folder}。").format(folder=file.parent)
        raise click.BadParameter(text, param_hint=option)
    if file.exists() and any(_same(file, one) for one in readers.documents(paths)[0]):
        text = _("{file} 是要核对的文件，不能写入。").format(file=file)
        raise click.BadParameter(text, param_hint=option)


def _same(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)
    except OSError:
        return False


def _status(report: Report, fail_on: str) -> int:
    if report.failures:
        return FAILED
    found = report.severities
    counted = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[fail_on]
    return FOUND if any(n and severity in counted for severity, n in found.items()) else CLEAN
