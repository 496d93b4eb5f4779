"""Pages (规则说明): the list of rules and one rule's page, as plain text."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.excerpt import cells, pad, wrap
from checker.language import _, installed
from checker.wording import SEVERITIES

if TYPE_CHECKING:
    from checker.catalog import Rule

WIDTH = 80
_ROW = re.compile(r"\s*\|.*\|\s*")
_DASHES = re.compile(r":?-+:?")


def listing(rules: Sequence[Rule]) -> str:
    """Every rule on a line: code, severity, title."""
    levels = [_(SEVERITIES[rule.severity]) for rule in rules]
    width = max(map(cells, levels), default=0)
    lines = [
        f"{rule.code}  {pad(level, width)}  {_title(rule)}"
        for rule, level in zip(rules, levels, strict=True)
    ]
    return "\n".join(lines)


def as_json(rules: Sequence[Rule]) -> str:
    """The rules with their pages, for other programs."""
    found = [
        {
            "code": rule.code,
            "name": rule.name,
            "title": dict(rule.title),
            "table": rule.table,
            "severity": rule.severity.value,
            "expectation": rule.expectation,
            "notes": list(rule.notes),
        }
        for rule in rules
    ]
    return json.dumps(found, ensure_ascii=False, indent=1)


def page(rule: Rule) -> str:
    """One rule's page: its Markdown, wrapped and with its tables in line."""
    facts = (rule.code, rule.name, _(SEVERITIES[rule.severity]), rule.table, rule.expectation)
    lines = [_title(rule), *wrap(" · ".join(filter(None, facts)), WIDTH), ""]
    return "\n".join([*lines, *_laid_out(rule.notes)])


def known(code: str, rules: Sequence[Rule]) -> Rule | None:
    """The rule with that code or name, in whatever case."""
    wanted = code.upper()
    return next((r for r in rules if wanted in (r.code.upper(), r.name.upper())), None)


def near(code: str, rules: Sequence[Rule]) -> list[str]:
    """Codes that may have been meant, the likeliest first."""
    codes = [rule.code for rule in rules]
    close = difflib.get_close_matches(code.upper(), codes, n=3, cutoff=0.5)
    names = {rule.name: rule.code for rule in rules}
    by_name = difflib.get_close_matches(code.lower(), names, n=2, cutoff=0.6)
    return list(dict.fromkeys([*close, *(names[name] for name in by_name)]))


def meant(code: str, rules: Sequence[Rule]) -> str:
    """``是否指 FND201？``; empty when nothing is near."""
    found = near(code, rules)
    return _("是否指 {codes}？").format(codes=_("、").join(found)) if found else ""


def _title(rule: Rule) -> str:
    return rule.title.get(installed(), rule.title["zh"])


def _laid_out(notes: Sequence[str]) -> Iterator[str]:
    table: list[list[str]] = []
    before = ""
    for line in "\n".join(notes).splitlines():
        if line.startswith("#") and before:
            yield from _table(table)
            table = []
            yield ""
        before = line
        if _ROW.fullmatch(line):
            table.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        yield from _table(table)
        table = []
        yield from wrap(line, WIDTH)
    yield from _table(table)


def _table(rows: Sequence[list[str]]) -> Iterator[str]:
    if not rows:
        return
    columns = max(map(len, rows))
    full = [row + [""] * (columns - len(row)) for row in rows]
    shown = [row for row in full if not all(_DASHES.fullmatch(cell) for cell in row)]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for at, row in enumerate(shown):
        yield "  ".join(pad(cell, n) for cell, n in zip(row, widths, strict=True)).rstrip()
        if at == 0 and len(shown) < len(full):
            yield "─" * (sum(widths) + 2 * (columns - 1))
