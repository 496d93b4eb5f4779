"""``checker init``: a first checker.toml, an example report and an example suite (初始化)."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from checker.cli.options import language_option, path
from checker.cli.status import CLEAN
from checker.language import _

# What is written, and where: nothing that is there already is touched.
WRITTEN = {
    "checker.toml": "checker.toml",
    "示例报告.md": "report.md",
    "规则/funding.json": "funding.json",
}


def command() -> click.Command:
    return click.Command(
        "init",
        callback=init,
        help=_("在 DIR（默认当前文件夹）写下配置、示例报告和示例规则集；已有的文件不动。"),
        params=[
            click.Argument(
                ["folder"],
                required=False,
                type=path(exists=True, file_okay=False),
                metavar="[DIR]",
            ),
            language_option(),
        ],
    )


def init(folder: Path | None, lang: str | None) -> int:
    at = Path() if folder is None else folder
    for name, template in WRITTEN.items():
        target = at / name
        target.parent.mkdir(exist_ok=True)
        content = (files("checker") / "templates" / template).read_bytes()
        try:
            with target.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            click.echo(_("{file} 已存在，未改动").format(file=target))
        else:
            click.echo(_("已写入 {file}").format(file=target))
    return CLEAN
