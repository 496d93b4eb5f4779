"""Blocks: what one change would mend stands together, each sentence quoted once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from checker.arithmetic.expression import Ratio
from checker.arithmetic.localise import Change, Explanation
from checker.arithmetic.relation import Relation
from checker.arithmetic.verdict import Judgement, Verdict
from checker.blocks import blocks
from checker.excerpt import Mark
from checker.figure import Figure, Place, Sentence
from checker.finding import Check, Severity
from checker.number import Number

SENTENCE = Sentence("预算 200，执行 150，执行率 70%。", 8, "一、资金")


def figure(text: str, line: int = 8, sentence: Sentence | None = SENTENCE) -> Figure:
    at = sentence.text.index(text) if sentence else 0
    place = Place("d", line, at, at + len(text))
    number = Number(text, Decimal(text.rstrip("%")), 0)
    return Figure(place, number, sentence=sentence, at=(at, at + len(text)) if sentence else (0, 0))


BUDGET, EXECUTED, RATE = figure("200"), figure("150"), figure("70%")
SHARED = Explanation((Change(EXECUTED, "140"),), 2, (0, 1))


def check(rule: str, severity: Severity, *explanations: Explanation) -> Check:
    ratio = Ratio(EXECUTED, BUDGET)
    judged = Judgement(Verdict.INCONSISTENT, ratio, Fraction(75), printed="75")
    relation = Relation("ratio", RATE, (ratio,))
    found = (rule, "d", "1", Verdict.INCONSISTENT, severity, relation, judged)
    return Check(*found, explanations=explanations)


def test_checks_with_one_lead_stand_together() -> None:
    other = Explanation((Change(RATE, "75"),), 1, (0,))
    found = blocks([
        check("FND201", Severity.WARNING, SHARED, other),
        check("FND202", Severity.WARNING),
        check("FND203", Severity.ERROR, SHARED),
        check("FND204", Severity.WARNING),
    ])  # fmt: skip
    assert [[c.rule for c in block.checks] for block in found] == [
        ["FND201", "FND203"], ["FND202"], ["FND204"],
    ]  # fmt: skip
    assert found[0].severity is Severity.ERROR
    assert found[0].explanations == (SHARED, other)
    assert (found[0].suspects, found[1].suspects) == ((EXECUTED,), (RATE,))


def test_a_sentence_is_quoted_once_with_all_its_figures() -> None:
    [block] = blocks([check("FND201", Severity.ERROR)])
    [quote] = block.quotes()
    assert (quote.text, quote.section, quote.place.line) == (SENTENCE.text, "一、资金", 8)
    marked = {SENTENCE.text[start:end]: mark for start, end, mark in quote.spans}
    assert marked == {"200": Mark.OPERAND, "150": Mark.OPERAND, "70%": Mark.STATED}


def test_a_figure_without_a_sentence_is_quoted_by_itself() -> None:
    alone = figure("70%", 3, None)
    relation = Relation("ratio", alone, (Ratio(EXECUTED, BUDGET),))
    found = Check("FND201", "d", "1", Verdict.INCONSISTENT, Severity.ERROR, relation)
    first, second = blocks([found])[0].quotes()
    assert (first.text, first.spans) == ("70%", ((0, 3, Mark.STATED),))
    assert second.text == SENTENCE.text
