"""Localisation: the smallest changes, all of them, in an order that is always the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from time import perf_counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.arithmetic.expression import Attainable, difference, growth, percent, total
from checker.arithmetic.localise import Explanation, Keystroke, localise
from checker.arithmetic.relation import Comparison, Relation
from checker.arithmetic.solve import reprinted
from checker.arithmetic.verdict import Verdict, judge
from checker.figure import Figure
from checker.number import Approximation, Unit, printed
from tests.arithmetic.prints import (
    HECTARE,
    ITEM,
    PERCENT,
    SCORE,
    WAN,
    YI,
    equal,
    figure,
    judged,
    number,
)

GOOD = (Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING)


def said(explanations: Sequence[Explanation]) -> list[list[tuple[str, str]]]:
    return [[(c.figure.text, c.should_read) for c in e.changes] for e in explanations]


def explained(*relations: Relation) -> list[list[tuple[str, str]]]:
    return said(localise(judged(list(relations))))


def amounts(*texts: str, unit: Unit | None = WAN) -> list[Figure]:
    return [figure(text, unit) for text in texts]


def table() -> list[Relation]:
    """合计, 一般, 基金: sums down the columns, rates on initial budget + adjustment."""
    initial = amounts("4062.10", "4062.10", "0")
    adjustment = amounts("1026.38", "210.97", "815.41")
    executed = amounts("4487.07", "3685.76", "801.31")
    rates = amounts("88.18", "87.96", "98.83", unit=PERCENT)
    sums = [equal(c[0], total(c[1:]), kind="sum") for c in (initial, adjustment, executed)]
    bases = [total(pair) for pair in zip(initial, adjustment, strict=True)]
    return sums + [
        equal(rate, percent(done, base))
        for rate, done, base in zip(rates, executed, bases, strict=True)
    ]


def test_one_figure_that_mends_three_relations_leads() -> None:
    budget, executed, rate = figure("7143.45", WAN), figure("6708", WAN), figure("93", PERCENT)
    relations = [
        equal(rate, percent(executed, budget)),
        equal(executed, total(amounts("5988.67", "629.55", "0")), kind="sum"),
        equal(executed, total(amounts("2553.39", "4064.83")), kind="sum"),
    ]
    [lead] = localise(judged(relations))
    assert said([lead]) == [[("6708", "6618.22")]]
    assert (lead.mends, lead.relations) == (3, (0, 1, 2))


def test_a_table_leaves_only_its_rates_to_blame() -> None:
    found = localise(judged(table()))
    assert said(found) == [[("87.96", "86.26")], [("98.83", "98.27")]]
    assert [e.relations for e in found] == [(4,), (5,)]


def test_all_figures_of_a_sum_may_be_wrong_the_total_first() -> None:
    stated, *parts = amounts("63", "42", "6", "0", unit=ITEM)
    assert explained(equal(stated, total(parts), kind="sum")) == [
        [("63", "48")],
        [("42", "57")],
        [("6", "21")],
        [("0", "15")],
    ]


def test_nothing_to_explain() -> None:
    stated, *parts = amounts("48", "42", "6", unit=ITEM)
    assert localise([]) == []
    assert explained(equal(stated, total(parts))) == []
    assert explained(Relation("sum", figure("3", ITEM), ())) == []


def test_a_slip_of_the_hand_comes_first() -> None:
    stated, *parts = amounts("48", "24", "6", unit=ITEM)
    found = localise(judged([equal(stated, total(parts))]))
    assert said(found) == [[("24", "42")], [("48", "30")], [("6", "24")]]
    slips = [change.keystroke for e in found for change in e.changes]
    assert slips == [Keystroke.TRANSPOSED, None, None]


def test_a_slip_inside_the_range_that_a_rate_leaves() -> None:
    executed, budget = amounts("4897.07", "5088.48")
    found = localise(judged([equal(figure("88.18", PERCENT), percent(executed, budget))]))
    assert found[0].changes[0].should_read == "96.24"
    slips = {e.changes[0].figure: e.changes[0] for e in found}
    assert slips[executed].should_read == "4486.77～4487.27"
    swapped = figure("4847.07", WAN)
    [lead, *_rest] = localise(judged([equal(figure("88.18", PERCENT), percent(swapped, budget))]))
    assert lead.changes[0].should_read == "4487.07"
    assert lead.changes[0].keystroke is Keystroke.TRANSPOSED


def test_a_shifted_point_and_a_unit_slip() -> None:
    for wrong, slip in (("448.707", Keystroke.SHIFTED), ("44870700", Keystroke.UNIT)):
        executed, budget = amounts(wrong, "5088.48")
        [lead, *_] = localise(judged([equal(figure("88.18", PERCENT), percent(executed, budget))]))
        assert lead.changes[0].figure == executed
        assert lead.changes[0].keystroke is slip
        assert Fraction(lead.changes[0].should_read) == Fraction("4487.07")


def test_a_digit_far_from_the_range_is_no_chance_but_one_near_is() -> None:
    executed, budget = amounts("6643.41", "7043.45")
    fine = localise(judged([equal(figure("93.00", PERCENT), percent(executed, budget))]))
    assert [("7043.45", "7143.45")] in said(fine)
    coarse = localise(judged([equal(figure("93", PERCENT), percent(executed, budget))]))
    assert [("7043.45", "7105.26～7182.06")] in said(coarse)


def test_other_readings_are_tried() -> None:
    executed, initial, budget = amounts("80.00", "100.00", "160.00")
    rate = figure("60.00", PERCENT)
    found = explained(equal(rate, percent(executed, initial), percent(executed, budget)))
    assert [("60.00", "80.00")] in found
    assert [("80.00", "96.00")] in found
    assert [("160.00", "133.33～133.34")] in found


def test_what_holds_must_not_break() -> None:
    stated, *parts = amounts("63", "42", "6", unit=ITEM)
    again = figure("42", ITEM)
    same = Relation("same", again, (parts[0],), Comparison.SAME)
    assert explained(equal(stated, total(parts)), same) == [[("63", "48")], [("6", "21")]]


def test_two_figures_where_one_does_not_do() -> None:
    # The total stands in the text as well, and both were copied from the same draft.
    total_, *parts = amounts("63", "42", "6", unit=ITEM)
    again = figure("63", ITEM)
    fixed = [Relation("same", figure(p.text, ITEM), (p,), Comparison.SAME) for p in parts]
    held = [equal(f.stated, total([figure(f.stated.text, ITEM)])) for f in fixed]
    same = Relation("same", again, (total_,), Comparison.SAME)
    found = explained(equal(total_, total(parts)), same, *fixed, *held)
    assert found[0] == [("63", "48"), ("63", "48")]
    assert all(len(changes) == 2 for changes in found)


def test_two_errors_in_one_row() -> None:
    cells = [amounts("10.00", "20.00", "30.00"), amounts("11.00", "21.00", "31.00")]
    cells[0][0], cells[0][1] = figure("19.00", WAN), figure("25.00", WAN)
    rows = [equal(figure(t, WAN), total(c)) for t, c in zip(("60.00", "63.00"), cells, strict=True)]
    columns = [
        equal(figure(t, WAN), total(column))
        for t, column in zip(("21.00", "41.00", "61.00"), zip(*cells, strict=True), strict=True)
    ]
    found = explained(*rows, *columns)
    assert [("19.00", "10.00"), ("25.00", "20.00")] in found
    assert all(len(changes) == 2 for changes in found)


def test_scores_are_given_and_tie_each_other_down() -> None:
    stated, *parts = (figure(text, SCORE) for text in ("49", "18", "20", "9.5"))
    assert explained(equal(stated, total(parts))) == [
        [("49", "47.5")],
        [("18", "19.5")],
        [("20", "21.5")],
        [("9.5", "11.0")],
    ]


def test_limits() -> None:
    part, whole = figure("21", ITEM), figure("19", ITEM)
    at_most = Relation("subset", part, (whole,), Comparison.AT_MOST)
    assert explained(at_most) == [[("21", "19")], [("19", "21")]]
    more = Relation("target", figure("95", ITEM), (figure("95", ITEM),), Comparison.MORE)
    assert explained(more) == [[("95", "96")], [("95", "94")]]


def test_restated_amounts() -> None:
    coarse, fine = figure("2.95", YI), figure("29380", WAN)
    found = explained(Relation("restated", coarse, (fine,), Comparison.SAME))
    assert found == [[("2.95", "2.94")], [("29380", "29450～29550")]]


def test_a_rate_with_one_side_is_given_the_nearest_that_there_is() -> None:
    whole = figure("7", ITEM)
    relation = equal(figure("95.54", PERCENT), Attainable(None, whole), kind="implied")
    assert explained(relation) == [[("95.54", "100.00")]]
    done = equal(figure("0", PERCENT), Attainable(whole, None), kind="implied")
    assert explained(done) == []


def test_a_known_side_is_mended_through_its_other_relations() -> None:
    done = figure("83", ITEM)
    parts = amounts("30", "8", unit=ITEM)
    rate = equal(figure("92.68", PERCENT), Attainable(done, None), kind="implied")
    found = explained(equal(done, total(parts)), rate)
    assert found == [[("83", "38")]]


def test_measured_figures_get_the_decimals_that_they_need() -> None:
    coarse = figure("43", HECTARE)
    rate = equal(figure("96.92", PERCENT), percent(figure("38.68", HECTARE), coarse))
    assert [("43", "39.91")] in explained(rate)


def test_signs() -> None:
    current, base = amounts("95.00", "100.00")
    found = explained(equal(figure("5.00", PERCENT), growth(current, base), kind="growth"))
    assert found[0] == [("5.00", "-5.00")]
    less = explained(equal(figure("3", ITEM), total(amounts("5", "4", unit=ITEM))))
    assert less == [[("3", "9")]]
    marks = [figure(text, SCORE) for text in ("94.5", "118", "23.5")]
    assert explained(equal(marks[0], total(marks[1:]))) == [[("94.5", "141.5")], [("118", "71")]]


def test_the_words_around_a_figure_stay() -> None:
    relation = equal(figure("130", ITEM, Approximation.ABOVE), total(amounts("90", unit=ITEM)))
    changed = reprinted(relation, {relation.stated: number("90", ITEM)})
    assert changed.stated.number.approximation is Approximation.ABOVE
    assert judge(changed).verdict is Verdict.CONSISTENT
    assert [("130", "90")] in explained(relation)


# Systems: a budget table whose figures hold in truth, one of them then changed.


def system(values: Sequence[int]) -> list[Relation]:
    """Two sums of the same total, its rate, its growth, and what is left of the budget."""
    a, b, c, d, more = values
    whole = a + b
    budget = whole + more
    texts = [printed(Fraction(v, 100), 2) for v in (whole, a, b, whole, budget, more)]
    executed, left, right, other, base, rest = amounts(*texts)
    parts = amounts(*(printed(Fraction(v, 100), 2) for v in (c % whole, whole - c % whole)))
    before = figure(printed(Fraction(d, 100), 2), WAN)
    rate = figure(printed(Fraction(100 * whole, budget), 2), PERCENT)
    grown = figure(printed(Fraction(100 * (whole - d), d), 2), PERCENT)
    return [
        equal(executed, total([left, right]), kind="sum"),
        equal(executed, total(parts), kind="sum"),
        Relation("same", other, (executed,), Comparison.SAME),
        equal(rate, percent(executed, base)),
        equal(grown, growth(executed, before), kind="growth"),
        equal(rest, difference(base, executed), kind="difference"),
        Relation("subset", executed, (base,), Comparison.AT_MOST),
    ]


systems = st.lists(st.integers(1000, 999_999), min_size=5, max_size=5)


def changed(relations: Sequence[Relation], wrong: Figure) -> list[Relation]:
    return [reprinted(relation, {wrong: wrong.number}) for relation in relations]


def miswritten(data: st.DataObject, right: Figure) -> Figure:
    """The figure with one digit written wrong."""
    text = right.text
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    return replace(right, number=number(text[:at] + digit + text[at + 1 :], right.number.unit))


@settings(max_examples=200, deadline=None)
@given(systems, st.data())
def test_a_wrong_digit_is_found_where_two_relations_meet(
    values: list[int], data: st.DataObject
) -> None:
    relations = system(values)
    assert all(judge(relation).verdict in GOOD for relation in relations)
    right = relations[0].stated
    wrong = miswritten(data, right)
    found = judged(changed(relations, wrong))
    assume(sum(judgement.verdict not in GOOD for _relation, judgement in found) >= 2)
    assert [(wrong.text, right.text)] in said(localise(found))


@settings(max_examples=200, deadline=None)
@given(systems, st.integers(0, 6), st.data())
def test_every_explanation_mends_what_it_says_and_breaks_nothing(
    values: list[int], which: int, data: st.DataObject
) -> None:
    relations = system(values)
    before = changed(relations, miswritten(data, relations[which].stated))
    found = judged(before)
    for explanation in localise(found):
        ends = [change.should_read.split("～") for change in explanation.changes]
        for end in (0, -1):
            numbers = {
                change.figure: number(texts[end], change.figure.number.unit)
                for change, texts in zip(explanation.changes, ends, strict=True)
            }
            for n, (relation, judgement) in enumerate(found):
                after = judge(reprinted(relation, numbers)).verdict
                if n in explanation.relations or judgement.verdict in GOOD:
                    assert after in GOOD
        assert explanation.mends == len(explanation.relations)


@settings(max_examples=200, deadline=None)
@given(systems, st.integers(0, 6), st.data())
def test_the_order_of_the_relations_does_not_matter(
    values: list[int], which: int, data: st.DataObject
) -> None:
    relations = system(values)
    before = changed(relations, miswritten(data, relations[which].stated))
    order = data.draw(st.permutations(range(len(before))))
    straight = localise(judged(before))
    shuffled = localise(judged([before[n] for n in order]))
    assert [e.changes for e in straight] == [e.changes for e in shuffled]
    assert [e.relations for e in straight] == [
        tuple(sorted(order[n] for n in e.relations)) for e in shuffled
    ]


def grid(rows: int, columns: int, wrong: int) -> list[Relation]:
    """A table of amounts with its totals to both sides; ``wrong`` cells are off."""
    draw = random.Random(7)
    values = [[draw.randrange(100, 999_999) for _ in range(columns)] for _ in range(rows)]

    def printed_(value: int) -> Figure:
        return figure(printed(Fraction(value, 100), 2), WAN)

    cells = [[printed_(value) for value in row] for row in values]
    totals = [printed_(sum(row)) for row in values]
    below = [printed_(sum(column)) for column in zip(*values, strict=True)]
    for row, column in draw.sample([(r, c) for r in range(rows) for c in range(columns)], wrong):
        right = cells[row][column]
        cells[row][column] = replace(right, number=number(f"{draw.randrange(99)}.99", WAN))
    return [
        *(equal(t, total(row), kind="sum") for t, row in zip(totals, cells, strict=True)),
        *(
            equal(t, total(column), kind="sum")
            for t, column in zip(below, zip(*cells, strict=True), strict=True)
        ),
    ]


def test_it_is_quick_and_gives_up_in_time() -> None:
    for wrong in (2, 3, 5, 30):
        found = judged(grid(15, 20, wrong))
        start = perf_counter()
        localise(found)
        assert perf_counter() - start < 3  # a tenth of it on an idle machine
    fine = judged([relation for _ in range(45) for relation in system([5000, 6000, 70, 8000, 900])])
    start = perf_counter()
    assert localise(fine) == []
    assert perf_counter() - start < 0.03
