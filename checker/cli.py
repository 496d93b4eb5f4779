"""The command line (命令行).

Commands are built after the language is known, so that ``--help`` is translated; what a
command needs is imported inside it, so that ``--help`` costs nothing.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from checker import __version__, language, output
from checker.language import _

if TYPE_CHECKING:
    from checker.report import Report

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
TABLE_FORMATS = ("csv", "parquet", "json")


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
    from checker import reporters

    lang = click.Option(
        ["--lang"], type=click.Choice(language.LANGUAGES), help=_("界面与报告的语言（默认 zh）。")
    )
    paths = click.Argument(["paths"], nargs=-1, required=True, type=_path(), metavar="PATH...")
    suites = click.Option(
        ["--expectations"],
        type=_path(exists=True, file_okay=False),
        metavar="DIR",
        help=_("自备规则集所在的文件夹。"),
    )
    check = click.Command(
        "check",
        callback=_check,
        help=_("核对 PATH 所指的报告（文件或文件夹），列出疑点。"),
        epilog=_("退出码：0 无疑点；1 有疑点；2 用法有误，或有文件不能读取。"),
        params=[
            paths,
            click.Option(
                ["--format", "form"],
                type=click.Choice(reporters.names()),
                default="console",
                show_default=True,
                help=_("报告格式。"),
            ),
            click.Option(
                ["--output", "output_"],
                type=_path(dir_okay=False),
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
            suites,
            lang,
        ],
    )
    tables = click.Command(
        "tables",
        callback=_tables,
        help=_("写出从 PATH 读取的各表。"),
        params=[
            paths,
            click.Option(
                ["--format", "form"],
                type=click.Choice(TABLE_FORMATS),
                default="csv",
                show_default=True,
                help=_("表格格式。"),
            ),
            click.Option(
                ["--output", "output_"],
                type=_path(file_okay=False),
                metavar="DIR",
                required=True,
                help=_("写入此文件夹。"),
            ),
            lang,
        ],
    )
    rules = click.Command(
        "rules",
        callback=_rules,
        help=_("列出全部规则。"),
        params=[
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "json"]),
                default="text",
                show_default=True,
                help=_("列表格式。"),
            ),
            suites,
            lang,
        ],
    )
    rule = click.Command(
        "rule",
        callback=_rule,
        help=_("显示一条规则的说明。"),
        params=[click.Argument(["code"]), suites, lang],
    )
    return click.Group(
        "checker",
        commands=[check, tables, rules, rule],
        help=_("核对政府绩效自评报告中的数据勾稽，列出疑点。只读文件，不联网。"),
        params=[lang, _version()],
        callback=lambda lang: None,
    )


def _path(**how: bool) -> click.Path:
    return click.Path(path_type=Path, **how)


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


def _check(
    paths: tuple[Path, ...],
    form: str,
    output_: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    engine: str,
    type_: str | None,
    expectations: Path | None,
    lang: str | None,
) -> int:
    from checker import pipeline, reporters
    from checker.progress import progress
    from checker.wording import failed

    if output_:
        _writable(output_, paths)
    options = pipeline.Options(
        select=_codes(select, "--select", expectations),
        ignore=_codes(ignore, "--ignore", expectations),
        engine=engine,
        expectations=expectations,
        type=type_ or "",
    )
    with progress() as advance:
        report = pipeline.check(paths, options, advance)
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


def _tables(paths: tuple[Path, ...], form: str, output_: Path, lang: str | None) -> int:
    from checker import pipeline
    from checker.progress import progress
    from checker.wording import failed

    if form == "parquet" and importlib.util.find_spec("pyarrow") is None:
        raise click.UsageError(_("写 Parquet 需要 pyarrow：pip install pyarrow"))
    with progress() as advance:
        tables, failures = pipeline.tables(paths, pipeline.Options(), advance)
    output_.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        with output.replaced(output_ / f"{name}.{form}") as path:
            output.save(frame, path, form)
    for failure in failures:
        click.echo(f"{failure.path}: {failed(failure)}", err=True)
    return FAILED if failures else CLEAN


def _rules(form: str, expectations: Path | None, lang: str | None) -> int:
    from checker import catalog, page

    rules = catalog.rules(expectations)
    if form == "json":
        output.reconfigured(sys.stdout, output.UTF8)
    click.echo(page.as_json(rules) if form == "json" else page.listing(rules))
    return CLEAN


def _rule(code: str, expectations: Path | None, lang: str | None) -> int:
    from checker import catalog, page

    rules = catalog.rules(expectations)
    rule = page.known(code, rules)
    if rule is None:
        text = _("没有编号为 {code} 的规则。").format(code=code)
        raise click.UsageError(text + page.meant(code, rules))
    click.echo(page.page(rule))
    return CLEAN


def _codes(given: Sequence[str], option: str, expectations: Path | None) -> tuple[str, ...]:
    """The codes and prefixes given, each known to begin some rule's code."""
    codes = [code.strip().upper() for part in given for code in part.replace("，", ",").split(",")]
    codes = [code for code in codes if code]
    if codes:
        from checker import catalog, page

        rules = catalog.rules(expectations)
        for code in codes:
            if not any(rule.code.startswith(code) for rule in rules):
                text = _("没有编号以 {code} 开头的规则。").format(code=code) + page.meant(
                    code, rules
                )
                raise click.BadParameter(text, param_hint=option)
    return tuple(codes)


def _told(problem: Exception) -> str:
    """What went wrong, in words."""
    from checker.catalog import InvalidSuite
    from checker.document import Unreadable
    from checker.report import Failure
    from checker.wording import failed

    if isinstance(problem, (InvalidSuite, Unreadable)):
        return f"{problem.path}: {failed(Failure(problem.path, problem.reason, problem.values))}"
    if isinstance(problem, OSError):
        return ": ".join(filter(None, (problem.filename, _(language.why(problem)))))
    name = type(problem).__name__
    text = _("程序内部出错（{name}：{problem}）。设 CHECKER_DEBUG=1 再运行可看详情。")
    return text.format(name=name, problem=problem)
