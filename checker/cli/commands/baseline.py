"""``checker baseline``: the accepted findings: list them, accept all, drop what is stale (基线)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import output
from checker.cli.acceptance import acceptance, acceptance_options, changed, target
from checker.cli.options import paths_argument
from checker.cli.settings import checked, settings_options
from checker.cli.settings import config as settled
from checker.cli.status import CLEAN, FAILED
from checker.language import _, plural
from checker.location import named

if TYPE_CHECKING:
    from checker.report import Report


def command() -> click.Command:
    return click.Command(
        "baseline",
        callback=baseline,
        help=_(
            "列出 PATH 中的疑点及其指纹、已接受的疑点和失效的接受；也可全部接受，或清理失效的。"
        ),
        params=[
            paths_argument(),
            click.Option(
                ["--accept-all"],
                is_flag=True,
                help=_("接受现有的全部疑点（须给出 --reason）。"),
            ),
            click.Option(
                ["--prune"],
                is_flag=True,
                help=_("删去失效的接受；文件移动了位置的，随之改写。"),
            ),
            *acceptance_options(needed=False),
            *settings_options(new=True),
        ],
    )


def baseline(
    paths: tuple[Path, ...],
    accept_all: bool,
    prune: bool,
    reason: str | None,
    by: str | None,
    until: datetime.date | None,
    **settings: Any,
) -> int:
    from checker import baseline as kept
    from checker.wording import failed

    if accept_all and not reason:
        raise click.UsageError(_("--accept-all 须同时给出 --reason。"))
    config = settled(paths, settings)
    file = target(config)
    report = checked(paths, config, settings)
    root = file.resolve().parent
    with output.unless_closed():
        none = [_("未发现疑点")] if report.documents else []
        for line in list(_listing(report)) or none:
            click.echo(line)
    if prune and report.unused:
        changed(file, lambda entries: kept.pruned(entries, report, root))
        click.echo(plural("已清理 {n} 项", len(report.unused)) + f"  {named(file)}")
    if accept_all:
        said = acceptance(reason or "", by, until)
        found = [check for document in report.documents for check in document.findings]
        if found:
            added = [kept.entry(check, root, said) for check in found]
            changed(file, lambda entries: [*added, *entries])
        click.echo(plural("已接受 {n} 项", len(found)) + f"  {named(file)}")
    for failure in report.failures:
        click.echo(f"{failure.path}: {failed(failure)}", err=True)
    return FAILED if report.failures else CLEAN


def _listing(report: Report) -> Iterator[str]:
    from checker.formula import where
    from checker.wording import SEVERITIES, message, unused

    for document in report.documents:
        for check in (*document.findings, *document.accepted):
            assert check.severity is not None
            state = _("已接受") if check.accepted else _(SEVERITIES[check.severity])
            place = " ".join(filter(None, (document.path, where(check.stated.place))))
            words = message(check, report.rules.get(check.rule))
            yield f"{check.fingerprint}  {state}  {check.rule}  {place}  {words}"
    yield from map(unused, report.unused)
