"""Mutants (变异): one printed digit changed in a report that holds; is it noticed?

``python benchmarks/mutants.py [FOLDER...]`` changes every digit of every figure that a
relation of a report holds, one at a time, to every other digit, and prints by kind of
relation how many changes are noticed and how often the true value is proposed.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from checker.arithmetic.relation import Attainable, Comparison
from checker.arithmetic.verdict import Verdict
from checker.figure import Figure, Place
from checker.finding import Check, Severity
from checker.pipeline import Options, check
from checker.readers import documents
from checker.readers.text import decode
from checker.report import DocumentReport

SAMPLES = Path(__file__).parent.parent / "sample_data"
REPOSITORY = SAMPLES / "repository"  # an example of its own, left out here
# Equations tie a figure down from figures printed beside it.  A target, a limit, a rate with
# one side printed leave it room, so that most changes of it are lawful.
EQUATIONS = ("ratio", "sum", "score", "difference", "growth", "unit-restatement", "cross-section")
LOUD = (Severity.ERROR, Severity.WARNING)
DIGITS = "0123456789"
BREAK = re.compile(r"(\r\n|\r|\n)")

# What became of a mutant: an error or a warning is new; only a note tells of it; the figure's
# relations hold as before; they are not judged any more.
NOTICED, NOTE, HOLDS, LOST = FATES = ("noticed", "note", "holds", "lost")


@dataclass(frozen=True, slots=True)
class Target:
    """可变异的数据: a figure that relations hold; ``equations`` counts those that tie it down.

    ``kinds`` are the kinds of the equations, or of the other relations where there is none.
    """

    place: Place
    text: str
    value: Decimal
    kinds: tuple[str, ...]
    equations: int


@dataclass(frozen=True, slots=True)
class Mutant:
    """变异体: the character ``column`` of the figure's line printed as ``digit``."""

    target: Target
    column: int
    digit: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """结果: what became of it; ``named``: the true value is among the suggestions."""

    mutant: Mutant
    fate: str
    named: bool


def tied(one: Check) -> bool:
    """Whether the check is an equation with both sides printed."""
    if one.relation is None or one.judgement is None or one.kind not in EQUATIONS:
        return False
    if one.rule == "CLM302":  # a year is no amount: another one may well be meant
        return False
    equal = one.relation.comparison in (Comparison.EQUAL, Comparison.SAME)
    return equal and not isinstance(one.judgement.reading, Attainable)


def targets(report: DocumentReport) -> list[Target]:
    """Every figure of the relations that hold, in reading order."""
    held = [one for one in report.checks if one.verdict is Verdict.CONSISTENT and one.relation]
    met: dict[Figure, dict[frozenset[Figure], str]] = {}
    loose: dict[Figure, set[str]] = {}
    for one in held:
        figures = frozenset((one.stated, *one.operands))
        for figure in figures:
            if tied(one):
                met.setdefault(figure, {}).setdefault(figures, one.kind)
            else:
                loose.setdefault(figure, set()).add(_kind(one))
    found = [
        Target(
            f.place, f.text, f.number.value, _kinds(met.get(f), loose.get(f)), len(met.get(f, ()))
        )
        for f in dict.fromkeys((*met, *loose))
        if f.place.line is not None
    ]
    return sorted(found, key=lambda target: (target.place.line or 0, target.place.start))


def _kinds(met: dict[frozenset[Figure], str] | None, loose: set[str] | None) -> tuple[str, ...]:
    return tuple(sorted(set(met.values()) if met else loose or ()))


def _kind(one: Check) -> str:
    """The kind; an inequality of scores is a limit, a rate with one side printed implied."""
    if one.kind not in EQUATIONS or tied(one):
        return one.kind
    equal = one.relation is not None and one.relation.comparison is Comparison.EQUAL
    return "implied" if equal else "subset"


def mutants(lines: Sequence[str], target: Target) -> Iterator[Mutant]:
    """Every change of one digit that leaves a number as people write them."""
    assert target.place.line is not None
    line, start, end = lines[target.place.line - 1], target.place.start, target.place.end
    columns = [at for at in range(start, end) if line[at] in DIGITS]
    for column in columns:
        after = line[column + 1 : column + 2]
        leading = column == columns[0] and after.isdigit()
        for digit in DIGITS:
            if digit != line[column] and not (leading and digit == "0"):
                yield Mutant(target, column, digit)


class Source:
    """原文: the lines of a report, and what holds in it as it stands."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.pieces = BREAK.split(decode(path, path.read_bytes()))
        folder.mkdir()
        self.copy = folder / path.name
        self.copy.write_text("".join(self.pieces), encoding="utf-8", newline="")
        self.before = self._checked()
        self.already = {_key(one) for one in self.before.checks if one.severity in LOUD}
        self.targets = targets(self.before)

    def mutants(self) -> Iterator[Mutant]:
        for target in self.targets:
            yield from mutants(self.pieces[::2], target)

    def outcome(self, mutant: Mutant) -> Outcome:
        """Check the report with the one digit changed."""
        place = mutant.target.place
        assert place.line is not None
        pieces = list(self.pieces)
        at = 2 * (place.line - 1)
        line = pieces[at]
        pieces[at] = line[: mutant.column] + mutant.digit + line[mutant.column + 1 :]
        self.copy.write_text("".join(pieces), encoding="utf-8", newline="")
        touching = [one for one in self._checked().checks if place in _places(one)]
        new = [one for one in touching if one.severity in LOUD and _key(one) not in self.already]
        named = any(
            change.figure.place == place and _reads(change.should_read, mutant.target.value)
            for one in new
            for explanation in one.explanations
            for change in explanation.changes
        )
        return Outcome(mutant, _fate(touching, new, mutant.target), named)

    def _checked(self) -> DocumentReport:
        return check([self.copy], Options()).documents[0]


def _fate(touching: Sequence[Check], new: Sequence[Check], target: Target) -> str:
    if new:
        return NOTICED
    own = [one for one in touching if _kind(one) in target.kinds]
    if any(one.severity is Severity.NOTE for one in own):
        return NOTE
    return HOLDS if any(one.verdict is Verdict.CONSISTENT for one in own) else LOST


def _places(one: Check) -> set[Place]:
    """Where the figures of a check stand, and those that its suggestions would change."""
    figures = {one.stated.place, *(figure.place for figure in one.operands)}
    return figures | {c.figure.place for e in one.explanations for c in e.changes}


def _key(one: Check) -> tuple[str, str, Place]:
    return one.rule, one.kind, one.stated.place


def _reads(text: str, value: Decimal) -> bool:
    try:
        return Decimal(text) == value
    except InvalidOperation:  # a range
        return False


def outcomes(paths: Iterable[Path], sample: int | None = None, seed: int = 0) -> list[Outcome]:
    """The outcome of every mutant of the reports, or of a ``sample`` of those of equations."""
    with tempfile.TemporaryDirectory() as folder:
        reports = [Source(path, Path(folder, str(n))) for n, path in enumerate(paths)]
        every = [(report, mutant) for report in reports for mutant in report.mutants()]
        if sample is not None:
            every = [pair for pair in every if pair[1].target.equations]
            every = random.Random(seed).sample(every, min(sample, len(every)))
        return [report.outcome(mutant) for report, mutant in every]


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """The counts as a Markdown table: equations by kind, together, then the other kinds."""
    yield "| relation | mutants | noticed | note | holds | lost | noticed of those that break |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    bound = [one for one in found if one.mutant.target.equations]
    free = [one for one in found if not one.mutant.target.equations]
    for kind in sorted({kind for one in bound for kind in one.mutant.target.kinds}):
        yield _line(kind, [one for one in bound if kind in one.mutant.target.kinds])
    yield _line("**every equation**", bound)
    for kind in sorted({kind for one in free for kind in one.mutant.target.kinds}):
        yield _line(f"({kind})", [one for one in free if kind in one.mutant.target.kinds])


def _line(name: str, some: Sequence[Outcome]) -> str:
    counts = [sum(one.fate == fate for one in some) for fate in FATES]
    cells = (len(some), *counts, f"{noticed(some):.1%}")
    return f"| {name} | {' | '.join(map(str, cells))} |"


def noticed(found: Sequence[Outcome]) -> float:
    """The share noticed of the mutants that break an equation."""
    breaking = [one for one in found if one.fate != HOLDS]
    return sum(one.fate == NOTICED for one in breaking) / max(len(breaking), 1)


def crossed(found: Sequence[Outcome]) -> list[Outcome]:
    """The mutants of figures in which two or more equations meet."""
    return [one for one in found if one.mutant.target.equations > 1]


def named(found: Sequence[Outcome]) -> float:
    """The share whose true value is among the suggestions."""
    return sum(one.named for one in found) / max(len(found), 1)


def summary(found: Sequence[Outcome]) -> str:
    both = crossed(found)
    alone = [one for one in found if one.mutant.target.equations == 1 and one.fate == NOTICED]
    return (
        f"True value among the suggestions: {named(both):.1%} of {len(both)} mutants of figures in "
        f"which two or more equations meet; {named(alone):.1%} of {len(alone)} noticed ones of "
        "figures in one equation."
    )


def reports(folders: Sequence[str]) -> list[Path]:
    """The reports in the folders; the samples when none is given."""
    found = documents([Path(folder) for folder in folders] or sorted(SAMPLES.glob("*-20??.*")))[0]
    return [path for path in found if REPOSITORY not in path.parents]


def main() -> None:
    found = outcomes(reports(sys.argv[1:]))
    print("\n".join(table(found)))
    print(f"\n{summary(found)}")


if __name__ == "__main__":
    main()
