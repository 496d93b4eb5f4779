"""``checker tables``: write the extracted tables (导出各表)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import click

from checker import output
from checker.cli.options import language_option, path, paths_argument
from checker.cli.settings import config, config_options, options
from checker.cli.status import CLEAN, FAILED
from checker.language import _

TABLE_FORMATS = ("csv", "json", "jsonl", "parquet", "xlsx")


def command() -> click.Command:
    return click.Command(
        "tables",
        callback=tables,
        help=_("写出从 PATH 读取的各表。"),
        params=[
            paths_argument(),
            click.Option(
                ["--format", "form"],
                type=click.Choice(TABLE_FORMATS),
                default="csv",
                show_default=True,
                help=_("表格格式。"),
            ),
            click.Option(
                ["--output", "output_"],
                type=path(file_okay=False),
                metavar="DIR",
                required=True,
                help=_("写入此文件夹。"),
            ),
            *config_options(),
            language_option(),
        ],
    )


def tables(paths: tuple[Path, ...], form: str, output_: Path, **given: Any) -> int:
    from checker import pipeline
    from checker.progress import progress
    from checker.wording import failed

    if form == "parquet" and importlib.util.find_spec("pyarrow") is None:
        raise click.UsageError(_("写 Parquet 需要 pyarrow：pip install pyarrow"))
    asked = options(config(paths, given), given)
    with progress() as advance:
        tables, failures = pipeline.tables(paths, asked, advance)
    output_.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        with output.replaced(output_ / f"{name}.{form}") as path:
            output.save(frame, path, form)
    for failure in failures:
        click.echo(f"{failure.path}: {failed(failure)}", err=True)
    return FAILED if failures else CLEAN
