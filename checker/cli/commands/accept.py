"""``checker accept``: let findings stand, with the reason, in the baseline file (接受疑点)."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.acceptance import acceptance, acceptance_options, changed, target
from checker.cli.settings import checked, settings_options
from checker.cli.settings import config as settled
from checker.cli.status import CLEAN, FAILED
from checker.language import _, plural
from checker.location import named

if TYPE_CHECKING:
    from checker.finding import Check
    from checker.report import Report

_FINGERPRINT = re.compile(r"[0-9a-f]{6,16}")


def command() -> click.Command:
    return click.Command(
        "accept",
        callback=accept,
        help=_(
            "接受 PATH 中指纹为 FINGERPRINT 的疑点，记入已接受疑点的文件：此后仍列在报告里，"
            "但不再算作疑点；数字一改，疑点自会重新出现。"
        ),
        params=[
            click.Argument(["given"], nargs=-1, required=True, metavar="FINGERPRINT... PATH..."),
            *acceptance_options(needed=True),
            *settings_options(new=True),
        ],
    )


def accept(
    given: tuple[str, ...],
    reason: str,
    by: str | None,
    until: datetime.date | None,
    **settings: Any,
) -> int:
    from checker import baseline
    from checker.wording import failed

    wanted = [one for one in given if _FINGERPRINT.fullmatch(one) and not Path(one).exists()]
    paths = tuple(Path(one) for one in given if one not in wanted)
    if not wanted or not paths:
        raise click.UsageError(_("要给出至少一个指纹和一个 PATH。"))
    config = settled(paths, settings)
    file = target(config)
    report = checked(paths, config, settings)
    for failure in report.failures:
        click.echo(f"{failure.path}: {failed(failure)}", err=True)
    found = [_only(one, report) for one in wanted]
    root = file.resolve().parent
    said = acceptance(reason, by, until)
    added = [baseline.entry(check, root, said) for check in found]
    changed(file, lambda entries: [*added, *entries])
    click.echo(plural("已接受 {n} 项", len(added)) + f"  {named(file)}")
    return FAILED if report.failures else CLEAN


def _only(given: str, report: Report) -> Check:
    """The finding of that fingerprint; an error where there is none, or more than one."""
    every = [c for document in report.documents for c in document.checks if c.severity is not None]
    found = [check for check in every if check.fingerprint.startswith(given)]
    if not found:
        text = _("没有指纹为 {fingerprint} 的疑点。").format(fingerprint=given)
        raise click.UsageError(text)
    if len(found) > 1:
        places = _("、").join(f"{check.document} {check.fingerprint}" for check in found)
        text = _(
            "指纹 {fingerprint} 对应不止一处疑点：{places}。请写全指纹，或只给出其中一份文件。"
        )
        raise click.UsageError(text.format(fingerprint=given, places=places))
    return found[0]
