"""Accuracy (准确度): how often each rule was judged, what it found, what of that was false.

``python -m benchmarks.accuracy [NAME=PATH...] [--key FILE...] > docs/accuracy.md`` measures
the sample reports and the files and folders given; a name may come more than once.

A key labels claims by hand, one JSON object a line: ``document``, ``lines``, ``figures``,
``relation``, ``expect`` (a verdict, or ``trap``)
and ``tier`` (``must``, ``should``, …).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath
from typing import Any

from benchmarks.accounts import cells
from benchmarks.mutants import (
    LOUD,
    crossed,
    named,
    noticed,
    outcomes,
    reports,
    summary,
    table,
)
from checker.arithmetic.verdict import Verdict
from checker.finding import Check
from checker.pipeline import Options, check
from checker.report import Report
from tests.test_sample_data import FINDINGS, told

Claim = dict[str, Any]

# What a first reading of reports written for it gave; it cannot be repeated.
UNSEEN = Path(__file__).with_name("unseen.md")
TEXTS = (".txt", ".md")
CELLS = 400  # mutants of the cells of a document's account tables
SLACK = 2  # lines by which a claim and a check may differ
ACCEPTED = {
    "consistent": (Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING),
    "within_rounding": (Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING),
    "truncated": (Verdict.TRUNCATED,),
    "inconsistent": (Verdict.INCONSISTENT,),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """一组报告: a set of reports, checked, with the claims that a key labels in them."""

    name: str
    paths: tuple[Path, ...]
    report: Report
    claims: tuple[Claim, ...]

    @property
    def checks(self) -> list[Check]:
        return [one for document in self.report.documents for one in document.checks]

    @property
    def loud(self) -> list[Check]:
        return [one for one in self.checks if one.severity in LOUD]

    def false(self) -> list[Check] | None:
        """The errors and warnings that nobody labelled; None where nothing is labelled."""
        if self.name == "samples":
            known = {(name, line) for name, lines in FINDINGS.items() for line in lines}
            return [c for c in self.loud if (PurePath(c.document).name, told(c)) not in known]
        if not self.claims:
            return None
        doubtful = [c for c in self.claims if c["expect"] not in ("consistent", "trap")]
        return [one for one in self.loud if not any(matches(c, one) for c in doubtful)]


def matches(claim: Claim, one: Check) -> bool:
    """Whether the check is about the claim: the same document, place and figures."""
    if PurePath(claim["document"]).stem != PurePath(one.document).stem:
        return False
    figures = (one.stated, *one.operands)
    lines = {figure.place.line for figure in figures if figure.place.line}
    # Elsewhere than in a text a line means something else.
    at = claim["lines"] if PurePath(claim["document"]).suffix in TEXTS else []
    if at and not any(abs(a - b) <= SLACK for a in lines for b in at):
        return False
    wanted = {_number(text) for text in claim["figures"]} - {None}
    if claim["relation"] == "numbering" or not wanted:
        return one.kind == str(claim["relation"])
    return wanted <= {figure.number.value for figure in figures}


def _number(text: object) -> Decimal | None:
    try:
        return Decimal("".join(c for c in str(text) if c.isdigit() or c in ".-"))
    except InvalidOperation:
        return None


def measured(name: str, paths: Sequence[Path], claims: Sequence[Claim]) -> Measured:
    stems = {path.stem for path in paths}
    own = tuple(one for one in claims if PurePath(one["document"]).stem in stems)
    return Measured(name, tuple(paths), check(paths, Options()), own)


def page(sets: Sequence[Measured], arguments: str) -> Iterator[str]:
    """The document, a line at a time."""
    yield "# 准确度 · Accuracy\n"
    yield "## 怎样重测 · How to repeat it\n"
    yield f"```\npython -m benchmarks.accuracy {arguments}> docs/accuracy.md\n```\n"
    yield (
        "The sample reports are in the repository, with every finding they should give "
        "([sample_data](../sample_data/README.md), held by a test). Reports that others published "
        "are not; their claims were labelled by hand, line by line, and a finding that no label "
        "explains counts as false. The mutants are made by `benchmarks/mutants.py`.\n"
    )
    for one in sets:
        yield from _rules(one)
    yield UNSEEN.read_text(encoding="utf-8")
    yield "## 漏报 · What is missed\n"
    yield from _recall(sets)
    yield "## 变异 · One digit changed\n"
    yield (
        "Every printed digit of every figure of a relation that holds is changed, one at a "
        "time, to every other digit, and the report is checked again. *Noticed*: a new error or "
        "warning has the figure among its own or its suggestions. *Note*: only a note, since "
        "the difference can come from rounding, or the rule only notes. *Holds*: the changed "
        "report is as consistent as before, so that no recomputation can tell (93% is right for "
        "many amounts). *Lost*: the relation is not judged any more. The last column leaves out "
        "what holds. A figure in two kinds of relation is counted in both.\n"
    )
    for one in sets:
        yield from _mutants(one)
    yield (
        "Not covered by the target, and in brackets above: figures that no equation ties down. "
        "A target leaves room above (≥ 95% is met by 96% and by 98%), a part may be anything up to "
        "its whole, a rate with one side printed fits many values of that side, and a counted list "
        "or a run of numbers is only judged where it is near enough to be one.\n"
    )


def _rules(one: Measured) -> Iterator[str]:
    files, checks = len(one.paths), one.checks
    figures = sum(document.figures for document in one.report.documents)
    placed = sum(document.figures_checked for document in one.report.documents)
    false = one.false()
    judged = sum(c.verdict is not Verdict.UNASSESSABLE for c in checks)
    yield f"## {one.name}\n"
    yield (
        f"{files} reports, {figures} figures read, {placed} in at least one relation; "
        f"{judged} relations judged, {len(one.loud)} errors and warnings, "
        f"{'not labelled' if false is None else len(false)} false.\n"
    )
    names = (verdict.value.replace("_", " ") for verdict in Verdict)
    yield f"| rule | judged | {' | '.join(names)} | errors, warnings | false |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for code in sorted({c.rule for c in checks}):
        own = [c for c in checks if c.rule == code]
        count = Counter(c.verdict for c in own)
        wrong = "–" if false is None else sum(c.rule == code for c in false)
        cells = [
            len(own) - count[Verdict.UNASSESSABLE],
            *(count[verdict] for verdict in Verdict),
            sum(c.severity in LOUD for c in own),
            wrong,
        ]
        yield f"| [{code}](rules/{code}.md) | {' | '.join(map(str, cells))} |"
    silent = sorted(set(one.report.rules) - {c.rule for c in checks})
    yield f"\nNever judged here: {', '.join(silent) or 'none'}.\n"


def _recall(sets: Sequence[Measured]) -> Iterator[str]:
    yield "| reports | labelled claims | tier | found with the right verdict |"
    yield "|---|---|---|---:|"
    for one in sets:
        for tier in ("must", "should"):
            for name, problem in (("hold", False), ("do not", True)):
                some = [
                    c
                    for c in one.claims
                    if c["tier"] == tier and (c["expect"] != "consistent") == problem
                ]
                if some:
                    right = sum(_found(claim, one.checks) for claim in some)
                    yield f"| {one.name} | that {name} | {tier} | {right} of {len(some)} |"
    total = sum(len(lines) for lines in FINDINGS.values())
    yield f"| samples | findings they should give | must | {total} of {total} (a test) |\n"


def _found(claim: Claim, checks: Sequence[Check]) -> bool:
    accepted = ACCEPTED.get(claim["expect"], tuple(v for v in Verdict if v != Verdict.CONSISTENT))
    return any(one.verdict in accepted and matches(claim, one) for one in checks)


def _mutants(one: Measured) -> Iterator[str]:
    yield f"### {one.name}\n"
    texts = [path for path in one.paths if path.suffix in TEXTS]
    if others := [path for path in one.paths if path not in texts]:
        yield f"Cells of the tables of accounts, {CELLS} changes each.\n"
        yield from cells(others, CELLS)
        yield ""
    if not texts:
        return
    found = outcomes(texts)
    bound = [outcome for outcome in found if outcome.mutant.target.equations]
    yield from table(found)
    yield f"\n{summary(found)}"
    yield (
        f"Target: ≥ 95 % noticed ({noticed(bound):.1%} here), "
        f"≥ 80 % named where equations meet ({named(crossed(found)):.1%} here).\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="NAME=PATH")
    parser.add_argument("--key", action="append", default=[], type=Path, metavar="FILE")
    given = parser.parse_args()
    lines = [line for key in given.key for line in key.read_text(encoding="utf-8").splitlines()]
    claims = [json.loads(line) for line in lines if line.strip()]
    folders: dict[str, list[str]] = {}
    for one in given.sets:
        name, _, path = one.partition("=")
        folders.setdefault(name, []).append(path)
    sets = [measured("samples", reports([]), ())]
    sets += [measured(name, reports(paths), claims) for name, paths in folders.items()]
    arguments = "".join(f'"{name}=PATH" ' for name in folders)
    print("\n".join(page(sets, arguments + "--key FILE " * len(given.key))))


if __name__ == "__main__":
    main()
