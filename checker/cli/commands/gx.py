"""``checker gx``: write a Great Expectations project (GX 项目)."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.options import expectations_option, language_option, path, paths_argument
from checker.cli.status import CLEAN, FAILED
from checker.language import _


def command() -> click.Command:
    return click.Command(
        "gx",
        callback=gx,
        help=_("把 PATH 的各表和规则集写成 Great Expectations 项目，并运行一次。"),
        params=[
            paths_argument(),
            click.Option(
                ["--output", "output_"],
                type=path(file_okay=False),
                metavar="DIR",
                required=True,
                help=_("写入此文件夹。"),
            ),
            expectations_option(),
            language_option(),
        ],
    )


def gx(paths: tuple[Path, ...], output_: Path, expectations: Path | None, lang: str | None) -> int:
    from checker import pipeline
    from checker.progress import progress
    from checker.wording import failed

    options = pipeline.Options(expectations=expectations)
    with progress() as advance:
        suites, failures = pipeline.project(paths, output_, options, advance)
    for failure in failures:
        click.echo(f"{failure.path}: {failed(failure)}", err=True)
    if suites:
        site = output_ / "gx" / "uncommitted" / "data_docs" / "local_site" / "index.html"
        click.echo(
            _("规则集 {suites}；浏览结果：{site}").format(suites=" ".join(suites), site=site)
        )
    return FAILED if failures or not suites else CLEAN
