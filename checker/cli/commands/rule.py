"""``checker rule``: the page of one rule (规则说明)."""

from __future__ import annotations

from pathlib import Path

import click

from checker import output
from checker.cli.options import expectations_option, language_option
from checker.cli.settings import suites
from checker.cli.status import CLEAN
from checker.language import _


def command() -> click.Command:
    return click.Command(
        "rule",
        callback=rule,
        help=_("显示一条规则的说明。"),
        params=[click.Argument(["code"]), expectations_option(), language_option()],
    )


def rule(code: str, expectations: Path | None, lang: str | None) -> int:
    from checker import catalog, page

    rules = catalog.rules(suites(expectations))
    rule = page.known(code, rules)
    if rule is None:
        text = _("没有编号为 {code} 的规则。").format(code=code)
        raise click.UsageError(text + page.meant(code, rules))
    with output.unless_closed():
        click.echo(page.page(rule))
    return CLEAN
