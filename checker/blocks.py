"""Blocks (疑点块): findings that one change would mend, shown together with their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.arithmetic.localise import Explanation
from checker.excerpt import Mark
from checker.figure import Figure, Place
from checker.finding import Check, Severity
from checker.report import GRAVITY

Span = tuple[int, int, Mark]


@dataclass(frozen=True, slots=True)
class Quote:
    """引文: one sentence with the figures of a block marked in it."""

    text: str
    section: str
    place: Place
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """疑点块: checks whose lead explanation is the same one, or a single check."""

    checks: tuple[Check, ...]

    @property
    def severity(self) -> Severity:
        return min((c.severity for c in self.checks if c.severity), key=GRAVITY.__getitem__)

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """What would explain it, the lead first, each once."""
        return tuple(dict.fromkeys(e for check in self.checks for e in check.explanations))

    @property
    def suspects(self) -> tuple[Figure, ...]:
        """The figures to look at: those the shared lead would change, else the stated one."""
        if len(self.checks) > 1:
            return tuple(change.figure for change in self.explanations[0].changes)
        return (self.checks[0].stated,)

    def quotes(self) -> list[Quote]:
        """The sentences the figures stand in: the suspects' first, then in reading order."""
        suspects = self.suspects
        figures = dict.fromkeys(suspects)
        for check in self.checks:
            figures |= dict.fromkeys((check.stated, *check.operands))
        sentences: dict[tuple[str, str, int | None], list[Figure]] = {}
        for figure in sorted(figures, key=lambda f: (f not in suspects, f.place.order)):
            sentences.setdefault((figure.place.document, *_sentence(figure)), []).append(figure)
        return [_quote(found, suspects) for found in sentences.values()]


def blocks(checks: Iterable[Check]) -> list[Block]:
    """The checks in blocks, each where its first check stood."""
    found: dict[object, list[Check]] = {}
    for check in checks:
        key = check.explanations[0] if check.explanations else id(check)
        found.setdefault(key, []).append(check)
    return [Block(tuple(group)) for group in found.values()]


def _sentence(figure: Figure) -> tuple[str, int | None]:
    if figure.sentence is None:
        return f"{figure.label} {figure.text}".strip(), figure.place.line
    return figure.sentence.text, figure.sentence.line


def _quote(figures: list[Figure], suspects: tuple[Figure, ...]) -> Quote:
    text, _line = _sentence(figures[0])
    spans: list[Span] = []
    for figure in figures:
        start, end = figure.at
        if figure.sentence is None or end <= start:
            start = max(text.find(figure.text), 0)
            end = start + len(figure.text)
        spans.append((start, end, Mark.STATED if figure in suspects else Mark.OPERAND))
    sentence = figures[0].sentence
    return Quote(text, sentence.section if sentence else "", figures[0].place, tuple(spans))
