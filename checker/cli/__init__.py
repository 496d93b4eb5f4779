"""The command line (命令行): one command a file in ``commands``, found by walking.

Commands are built after the language is known, so that ``--help`` is translated; what a
command needs is imported inside it, so that ``--help`` costs nothing.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from checker import __version__, language, output
from checker.cli import commands
from checker.cli.options import language_option
from checker.cli.status import FAILED, INTERRUPTED
from checker.language import _


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; never a traceback for what the user gave."""
    asked = sys.argv[1:] if arguments is None else arguments
    language.install(language.wanted(asked, os.environ))
    output.streams()
    try:
        # click expands wildcards on Windows only where it reads the arguments itself
        status = command_line().main(arguments, prog_name="checker", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        status = FAILED
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except Exception as problem:
        if os.environ.get("CHECKER_DEBUG"):
            raise
        click.echo(_("错误：{problem}").format(problem=_told(problem)), err=True)
        status = FAILED
    with output.unless_closed():
        sys.exit(status)


def command_line() -> click.Group:
    """The commands, in the language installed."""
    modules = [
        importlib.import_module(f"{commands.__name__}.{module.name}")
        for module in pkgutil.iter_modules(commands.__path__)
    ]
    return click.Group(
        "checker",
        commands=[module.command() for module in modules],
        help=_("核对政府绩效自评报告中的数据勾稽，列出疑点。只读文件，不联网。"),
        params=[language_option(), _version()],
        callback=lambda lang: None,
    )


def _version() -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            click.echo(f"checker {__version__}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("显示版本后退出。"),
    )


def _told(problem: Exception) -> str:
    """What went wrong, in words."""
    from checker.report import Failure
    from checker.wording import failed

    if isinstance(problem, language.Told):
        return f"{problem.path}: {failed(Failure(problem.path, problem.reason, problem.values))}"
    if isinstance(problem, OSError):
        return ": ".join(filter(None, (problem.filename, _(language.why(problem)))))
    name = type(problem).__name__
    text = _("程序内部出错（{name}：{problem}）。设 CHECKER_DEBUG=1 再运行可看详情。")
    return text.format(name=name, problem=problem)
