"""Outputs (输出): where the report goes, in one or several formats."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker import output, reporters
from checker.language import _

if TYPE_CHECKING:
    from checker.report import Report

OPTION = "--output"
# A format before a colon; a single letter is a drive of Windows.
_NAMED = re.compile(r"([A-Za-z][A-Za-z-]+):(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Output:
    """一处输出; ``named`` says that the format was given with the file."""

    form: str
    file: Path
    named: bool


def outputs(given: Sequence[str], form: str) -> tuple[Output, ...]:
    """``FILE`` in the format ``form``, ``FORMAT:FILE`` in its own."""
    found = tuple(_output(one, form) for one in given)
    for at, one in enumerate(found):
        if any(one.file.absolute() == other.file.absolute() for other in found[:at]):
            text = _("{file} 给了两次。").format(file=one.file)
            raise click.BadParameter(text, param_hint=OPTION)
    return found


def check(found: Sequence[Output], paths: Sequence[Path]) -> None:
    """Refuse before any work to write where there is no folder, or over what is to be read."""
    from checker import readers

    read: list[Path] | None = None
    for file in (one.file for one in found):
        if not file.parent.is_dir():
            text = _("没有文件夹 {folder}。").format(folder=file.parent)
            raise click.BadParameter(text, param_hint=OPTION)
        if file.is_dir():
            text = _("{file} 是文件夹，不是文件。").format(file=file)
            raise click.BadParameter(text, param_hint=OPTION)
        if file.exists():
            read = readers.documents(paths)[0] if read is None else read
            if any(_same(file, one) for one in read):
                text = _("{file} 是要核对的文件，不能写入。").format(file=file)
                raise click.BadParameter(text, param_hint=OPTION)


def write(report: Report, found: Sequence[Output], form: str) -> None:
    """The report to every file, whole or not at all, and to the terminal.

    A plain FILE takes the place of the terminal; files with a format of their own stand beside it.
    One that cannot be written does not keep the others from being written.
    """
    problems: list[OSError] = []
    for one in found:
        try:
            with output.replaced(one.file) as path, output.opened(path) as stream:
                reporters.find(one.form).write(report, stream, width=None, color=False)
        except OSError as problem:
            problems.append(problem)
    if shown(found):
        if form != "console":
            output.reconfigured(sys.stdout, output.UTF8)
        with output.unless_closed():
            width, color = output.width(sys.stdout), output.colors(sys.stdout)
            reporters.find(form).write(report, sys.stdout, width=width, color=color)
    if problems:
        raise problems[0]


def shown(found: Sequence[Output]) -> bool:
    """Whether the report goes to the terminal."""
    return all(one.named for one in found)


def _output(given: str, form: str) -> Output:
    if not given:
        raise click.BadParameter(_("路径不能是空的。"), param_hint=OPTION)
    parts = _NAMED.fullmatch(given)
    if parts is None:
        return Output(form, Path(given), named=False)
    name = parts[1].lower()
    if name not in reporters.names():
        near = get_close_matches(name, reporters.names(), n=1)
        text = _("没有名为 {form} 的报告格式。").format(form=parts[1])
        text += _("是否指 {codes}？").format(codes=near[0]) if near else ""
        text += _("文件名里有冒号时写作 ./{file}").format(file=given)
        raise click.BadParameter(text, param_hint=OPTION)
    return Output(name, Path(parts[2]), named=True)


def _same(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)
    except OSError:
        return False
