"""Settings (设置) of a run: the options that go before checker.toml, and what both come to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import language
from checker.cli.options import codes, expectations_option, language_option, path
from checker.language import _

if TYPE_CHECKING:
    from checker.config import Config
    from checker.pipeline import Options
    from checker.report import Report

TYPES = ("performance_self_evaluation", "final_accounts", "budget")
FAIL_ON = ("error", "warning", "never")
# The fields of ``Config`` that an option of the same name sets.
FIELDS = ("select", "ignore", "fail_on", "engine", "expectations", "lang", "baseline")


def settings_options(*, new: bool = False) -> list[click.Parameter]:
    """The options of every command that checks; with ``new`` the baseline may be yet to come."""
    return [
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
            type=click.Choice(FAIL_ON),
            help=_("从哪一级疑点起以退出码 1 结束（默认 error）。"),
        ),
        click.Option(
            ["--engine"],
            type=click.Choice(["native", "gx"]),
            help=_("执行规则集的引擎（默认 native）。"),
        ),
        click.Option(
            ["--type", "type_"],
            type=click.Choice(TYPES),
            help=_("文档的种类（绩效自评、部门决算、部门预算）；不写则由内容判断。"),
        ),
        expectations_option(),
        click.Option(
            ["--cache/--no-cache", "cached"],
            default=True,
            help=_("未改动的文件沿用上次的结果（默认），或全部重新核对。"),
        ),
        click.Option(
            ["--baseline"],
            type=path(exists=not new, dir_okay=False),
            metavar="FILE",
            help=_("已接受疑点的文件（默认用配置所在文件夹的 checker-baseline.toml）。"),
        ),
        click.Option(["--no-baseline"], is_flag=True, help=_("不看已接受的疑点。")),
        *config_options(),
        language_option(),
    ]


def config_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--config"],
            type=path(exists=True, dir_okay=False),
            metavar="FILE",
            help=_("用此配置文件（默认从所核对的文件夹向上找 checker.toml 或 pyproject.toml）。"),
        ),
        click.Option(["--no-config"], is_flag=True, help=_("不用配置文件。")),
    ]


def config(paths: tuple[Path, ...], given: Mapping[str, Any]) -> Config:
    """The settings in force, and the language that they ask for; raises ``InvalidConfig``."""
    from checker.config import Config, load

    found = Config() if given["no_config"] else load(paths, given["config"])
    expectations = given.get("expectations") or found.expectations
    said = {name: given[name] for name in FIELDS if given.get(name) not in (None, ())}
    for name in ("select", "ignore"):
        if name in said:
            said[name] = codes(said[name], f"--{name}", expectations)
    for name, value in said.items():
        found = found.over({name: value}, f"--{name.replace('_', '-')}")
    if "lang" not in said and (lang := _lang()):
        found = found.over({"lang": language.installed()}, lang)
    if given.get("no_baseline"):
        found = found.over({"baseline": None}, "--no-baseline")
    _known(found)
    if found.lang:
        language.install(found.lang)
    return found


def suites(given: Path | None) -> Path | None:
    """The folder of own suites: the one given, else that of the settings file."""
    from checker.config import load

    return given or load().expectations


def options(
    config: Config,
    given: Mapping[str, Any],
    *,
    force_exclude: bool = False,
    since: str | None = None,
) -> Options:
    """What the pipeline is to do."""
    from checker import cache
    from checker.pipeline import Options

    return Options(
        select=config.select,
        ignore=config.ignore,
        engine=config.engine,
        expectations=config.expectations,
        exclude=config.exclude,
        force_exclude=force_exclude,
        levels=config.levels,
        about=config.about,
        synonyms=config.synonyms,
        columns=config.columns,
        cache=cache.folder(os.environ) if given.get("cached") else None,
        since=since,
        type=given.get("type_") or "",
    )


def checked(
    paths: tuple[Path, ...],
    config: Config,
    given: Mapping[str, Any],
    *,
    force_exclude: bool = False,
    since: str | None = None,
) -> Report:
    """The report of a run, with what is accepted marked."""
    import dataclasses
    import datetime

    from checker import baseline, pipeline
    from checker.changed import NotComparable
    from checker.progress import progress

    # A baseline that cannot be read is told before the work.
    entries = baseline.load(config.baseline) if config.baseline else ()
    if since is not None and _ruled_anew(config, given, since):
        text = _("设置或规则集自 {revision} 以来有改动，因此报告全部文件。")
        click.echo(text.format(revision=since), err=True)
        since = None
    asked = options(config, given, force_exclude=force_exclude, since=since)
    try:
        with progress() as advance:
            report = pipeline.check(paths, asked, advance)
    except NotComparable as problem:
        text = _(problem.reason).format(**problem.values)
        raise click.BadParameter(text, param_hint="--since") from None
    report = dataclasses.replace(report, fail_on=config.fail_on)
    if config.baseline is None:
        return report
    root, today = config.baseline.resolve().parent, datetime.date.today()
    return baseline.applied(report, entries, root, today, asked.wants, paths)


def _ruled_anew(config: Config, given: Mapping[str, Any], since: str) -> bool:
    """Whether the settings file or the own suites changed: then so may any report's findings."""
    from checker.changed import NotComparable, changed
    from checker.config import FILE

    rules = [config.expectations] if config.expectations else []
    if config.file or not given["no_config"]:  # one that is gone counts, too
        rules.append(config.file or config.root / FILE)
    for one in rules:
        with suppress(NotComparable):  # what is kept elsewhere; of the reports it is told
            if changed([one], since):
                return True
    return False


def _lang() -> str | None:
    """What asked for the language before the settings file does, other than the command."""
    group = click.get_current_context().parent
    if group is not None and group.params.get("lang"):
        return "--lang"
    return "CHECKER_LANG" if os.environ.get("CHECKER_LANG") else None


def _known(config: Config) -> None:
    """Raises ``InvalidConfig`` for a code in the settings file that no rule begins with."""
    named = list(config.codes())
    if not named:
        return
    from checker import catalog, page
    from checker.config import NO_CODE, NO_CODE_NEAR, InvalidConfig

    rules = catalog.rules(config.expectations)
    for key, code in named:
        if not any(rule.code.startswith(code) for rule in rules):
            values = {"key": key, "code": code}
            if near := page.near(code, rules):
                raise InvalidConfig(str(config.file), NO_CODE_NEAR, {**values, "near": near[0]})
            raise InvalidConfig(str(config.file), NO_CODE, values)
