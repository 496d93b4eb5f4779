"""``checker rules``: list every rule (规则一览)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker import output
from checker.cli.options import expectations_option, language_option
from checker.cli.settings import suites
from checker.cli.status import CLEAN
from checker.language import _


def command() -> click.Command:
    return click.Command(
        "rules",
        callback=rules,
        help=_("列出全部规则。"),
        params=[
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "json"]),
                default="text",
                show_default=True,
                help=_("列表格式。"),
            ),
            expectations_option(),
            language_option(),
        ],
    )


def rules(form: str, expectations: Path | None, lang: str | None) -> int:
    from checker import catalog, page

    rules = catalog.rules(suites(expectations))
    if form == "json":
        output.reconfigured(sys.stdout, output.UTF8)
    with output.unless_closed():
        click.echo(page.as_json(rules) if form == "json" else page.listing(rules))
    return CLEAN
