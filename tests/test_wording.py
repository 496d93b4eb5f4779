"""Wording: each kind of check on one line, as a reviewer would write the sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from checker import language
from checker.arithmetic.expression import Attainable, Constant, Expression, Ratio, Sum
from checker.arithmetic.localise import Change, Explanation, Keystroke
from checker.arithmetic.relation import Comparison, Reason, Relation
from checker.arithmetic.verdict import Judgement, Verdict
from checker.figure import Figure, Place
from checker.finding import CellFault, Check, Severity
from checker.number import Approximation, Number, Unit
from checker.wording import arithmetic, message, reason, suggestion, suggestions, unplaced

UNITS = {
    "%": Unit("%", "percent"),
    "万元": Unit("万元", "money", Fraction(10_000)),
    "亿元": Unit("亿元", "money", Fraction(10**8)),
    "公顷": Unit("公顷", "area", Fraction(10_000)),
    "条": Unit("条", "条", whole=True),
    "处": Unit("处", "处", whole=True),
    "个百分点": Unit("个百分点", "point"),
}


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    language.install("zh")
    yield
    language.install("zh")


def figure(
    text: str,
    label: str = "",
    term: str | None = None,
    line: int = 1,
    start: int = 0,
    approximation: Approximation = Approximation.NONE,
) -> Figure:
    digits, _, unit = text.partition(" ")
    if digits.endswith("%"):
        digits, unit = digits[:-1], "%"
    bare = digits.replace(",", "")
    places = len(bare.partition(".")[2])
    number = Number(text, Decimal(bare), places, UNITS.get(unit), approximation)
    return Figure(Place("d", line, start, start + len(text)), number, label, term)


def check(
    stated: Figure,
    reading: Expression | Attainable | None,
    verdict: Verdict = Verdict.INCONSISTENT,
    *,
    value: Fraction | None = None,
    comparison: Comparison = Comparison.EQUAL,
    kind: str = "ratio",
    tried: tuple[tuple[Expression | Attainable, Fraction | None], ...] = (),
    implied: tuple[Fraction, Fraction] | None = None,
    why: Reason | None = None,
    explanations: tuple[Explanation, ...] = (),
) -> Check:
    readings = tuple(one for one, _ in tried) or ((reading,) if reading else ())
    relation = Relation(kind, stated, readings, comparison)
    printed = stated.number.prints(value) if value is not None else None
    judged = Judgement(
        verdict, reading, value, value, value, printed,
        tried or tuple((r, value) for r in readings), implied, why,
    )  # fmt: skip
    return Check(
        "FND201", "d", "1", verdict, Severity.ERROR, relation, judged, explanations=explanations
    )


BUDGET = figure("7,143.45 万元", "全年预算数", "budget")
INITIAL = figure("6500 万元", "年初预算", "initial_budget", start=40)
EXECUTED = figure("6708 万元", "执行数", "executed", start=20)
RATE = Ratio(EXECUTED, BUDGET)
RATED = Fraction(670800, 714345) * 100


def total(*texts: str) -> Sum:
    return Sum(tuple((1, figure(text, start=i * 9)) for i, text in enumerate(texts, 30)))


@pytest.mark.parametrize(
    ("verdict", "stated", "words"),
    [
        (Verdict.TRUNCATED, "93%", "6708 ÷ 7143.45 = 93.90%，应为 94%，截位得 93%"),
        (Verdict.INCONSISTENT, "92%", "6708 ÷ 7143.45 = 93.90%，应为 94%，写作 92%"),
        (Verdict.CONSISTENT, "93.90%", "6708 ÷ 7143.45 = 93.9042%，与所写 93.90% 相符"),
        (
            Verdict.WITHIN_ROUNDING,
            "93.91%",
            "6708 ÷ 7143.45 = 93.9042%，写作 93.91%，在取整误差之内",
        ),
    ],
)
def test_a_rate(verdict: Verdict, stated: str, words: str) -> None:
    assert arithmetic(check(figure(stated), RATE, verdict, value=RATED)) == words


def test_decimals_are_added_until_the_verdict_can_be_seen() -> None:
    ratio = Ratio(figure("93999 条"), figure("100000 条", start=9))
    found = check(figure("93%"), ratio, Verdict.TRUNCATED, value=Fraction("93.999"))
    assert arithmetic(found) == "93999 ÷ 100000 = 93.999%，应为 94%，截位得 93%"


def test_a_sum_and_its_distance() -> None:
    parts = total("5988.67 万元", "629.55 万元", "0 万元")
    found = check(EXECUTED, parts, value=Fraction("66182200"), kind="sum")
    assert arithmetic(found) == "5988.67 + 629.55 + 0 = 6618.22，与 6708 相差 89.78 万元"


def test_a_sum_of_different_units_writes_each() -> None:
    parts = total("1.2 亿元", "300 万元")
    found = check(figure("1.24 亿元"), parts, value=Fraction(123_000_000), kind="sum")
    assert arithmetic(found) == "1.2 亿元 + 300 万元 = 1.23 亿元，与 1.24 亿元 相差 0.01 亿元"


def test_a_difference_of_rates_is_in_points() -> None:
    points = Sum(((1, figure("98%")), (-1, figure("95%", start=9))))
    found = check(figure("2 个百分点"), points, value=Fraction(3), kind="difference")
    assert arithmetic(found) == "98% − 95% = 3，与 2 相差 1 个百分点"


def test_growth() -> None:
    before = figure("609 条", start=9)
    growth = Ratio(Sum(((1, figure("967 条")), (-1, before))), before)
    found = check(figure("58.8%"), growth, Verdict.CONSISTENT, value=Fraction(35800, 609))
    assert arithmetic(found) == "(967 − 609) ÷ 609 = 58.785%，与所写 58.8% 相符"


def test_every_denominator_that_was_tried() -> None:
    other = Ratio(EXECUTED, INITIAL)
    ways = ((RATE, RATED), (other, Fraction(670800, 6500)))
    found = check(figure("92%"), RATE, value=RATED, tried=ways)
    assert arithmetic(found) == (
        "6708 ÷ 7143.45（全年预算） = 93.90%；÷ 6500（年初预算） = 103.2%，应为 94%，写作 92%"
    )
    held = check(figure("94%"), RATE, Verdict.CONSISTENT, value=RATED, tried=ways)
    assert arithmetic(held) == "6708 ÷ 7143.45（全年预算） = 93.90%，与所写 94% 相符"


def test_a_target_that_is_not_met() -> None:
    found = check(
        figure("85%"), figure("90%", start=9), value=Fraction(90),
        comparison=Comparison.AT_LEAST, kind="target",
    )  # fmt: skip
    assert arithmetic(found) == "实际 85% < 目标 90%"


def test_a_part_greater_than_its_whole() -> None:
    found = check(
        figure("7200 万元", "执行数", "executed"), BUDGET, value=Fraction(71434500),
        comparison=Comparison.AT_MOST, kind="subset",
    )  # fmt: skip
    assert arithmetic(found) == "执行数 7200 > 全年预算 7143.45 万元"


def test_a_side_that_can_be_worked_out() -> None:
    done = figure("38.68 公顷", "完成")
    found = check(
        figure("96.92%", "完成率", start=9), Attainable(done, None), Verdict.CONSISTENT,
        implied=(Fraction(399100), Fraction(399100)), kind="implied",
    )  # fmt: skip
    assert arithmetic(found) == "完成 38.68 公顷、完成率 96.92% → 总量应为 39.91 公顷"
    found = check(
        figure("95.54%", "整改率", start=9), Attainable(None, figure("9753 条", "排查")),
        Verdict.CONSISTENT, implied=(Fraction(9317), Fraction(9318)), kind="implied",
    )  # fmt: skip
    assert arithmetic(found) == "排查 9753 条、整改率 95.54% → 其中应为 9317～9318 条"


def test_a_rate_that_nothing_gives() -> None:
    found = check(figure("95.54%"), Attainable(None, figure("7 条", start=9)), kind="implied")
    assert arithmetic(found) == "没有任何整数 n 能使 n ÷ 7 得 95.54%"
    found = check(figure("95.54%"), Attainable(figure("0.7 公顷", start=9), None), kind="implied")
    assert arithmetic(found) == "没有任何 1 位小数的 n 能使 0.7 ÷ n 得 95.54%"


def test_the_same_quantity_twice() -> None:
    long = figure("29,380 万元", line=12)
    short = figure("2.95 亿元", line=30)
    found = check(short, long, value=Fraction(293_800_000), comparison=Comparison.SAME)
    assert arithmetic(found) == "第 12 行写 29380 万元，第 30 行写 2.95 亿元，折算应为 2.94 亿元"
    beside = figure("29,381 万元", line=12, start=30)
    found = check(beside, long, value=Fraction(293_800_000), comparison=Comparison.SAME)
    assert arithmetic(found) == "第 12 行写 29380 万元，又写 29381 万元"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("enumeration-count", "列出 4 项，写作 5 处"),
        ("numbering", "按次序应为 4，写作 5 处"),
        ("duration", "算得 4，写作 5 处"),
    ],
)
def test_a_count(kind: str, words: str) -> None:
    four = Constant(Fraction(4))
    assert arithmetic(check(figure("5 处"), four, value=Fraction(4), kind=kind)) == words


def test_a_formula() -> None:
    sums = Constant(Fraction(48000), "=SUM(B2:B4)")
    found = check(figure("5.25 万元"), sums, value=Fraction(48000), kind="formula")
    words = "按公式 =SUM(B2:B4) 重算得 4.80 万元，单元格保存的是 5.25 万元"
    assert arithmetic(found) == words
    same = check(figure("4.80 万元"), sums, Verdict.CONSISTENT, value=Fraction(48000))
    assert arithmetic(same) == "按公式 =SUM(B2:B4) 重算得 4.80 万元，与单元格保存的相符"


def test_approximations_keep_their_word() -> None:
    about = figure("130 条", approximation=Approximation.ABOUT)
    found = check(figure("50%"), Ratio(figure("65 条", start=9), about), value=Fraction(50))
    assert arithmetic(found).startswith("65 ÷ 约 130 = 50%")


def test_a_fault_in_a_cell() -> None:
    def faulty(text: str, problem: str) -> Check:
        stated = Figure(Place("d"), Number(text, Decimal(0), 0))
        fault = CellFault(stated, problem)
        return Check("DOC001", "d", "1", Verdict.INCONSISTENT, Severity.ERROR, fault=fault)

    assert arithmetic(faulty("-5", "分值不应为负")) == "分值不应为负"
    assert arithmetic(faulty("万", "")) == "写作 万"
    assert arithmetic(faulty("", "")) == "没有写"


@pytest.mark.parametrize("why", Reason)
def test_every_reason_has_words(why: Reason) -> None:
    found = check(figure("5 处"), None, Verdict.UNASSESSABLE, why=why)
    assert reason(found) == arithmetic(found)
    assert reason(found) not in ("", why.value, "未能核对")


def test_suggestions() -> None:
    lead = Explanation((Change(figure("6708 万元"), "6618.22"),), 3, (0, 1, 2))
    assert suggestion(lead) == "可能应将 6708 改为 6618.22（3 处勾稽同时成立）"
    swapped = Explanation((Change(figure("97.02%"), "97.20", Keystroke.TRANSPOSED),), 1, (0,))
    assert suggestion(swapped) == "可能应将 97.02% 改为 97.20%（疑为相邻两位颠倒）"
    between = Explanation((Change(figure("9,753 条"), "9317～9318"),), 1, (0,))
    assert suggestion(between, other=True) == "或将 9,753 改为 9317～9318 之间的数"
    both = Explanation((*swapped.changes, *lead.changes), 2, (0, 1))
    assert suggestion(both) == (
        "可能应同时将 97.02% 改为 97.20%、6708 改为 6618.22（2 处勾稽同时成立，疑为相邻两位颠倒）"
    )
    others = [Explanation((Change(figure(f"{n} 条"), "57"),), 1, (0,)) for n in range(40, 45)]
    assert suggestions(others) == [
        "可能应将 40 改为 57", "或将 41 改为 57", "或将 42 改为 57", "另有 2 种解释",
    ]  # fmt: skip


def test_the_message_is_one_plain_line_and_falls_back_to_the_code() -> None:
    lead = Explanation((Change(figure("92%"), "94", Keystroke.DIGIT),), 1, (0,))
    found = check(figure("92%"), RATE, value=RATED, explanations=(lead,))
    assert message(found, None) == (
        "FND201：6708 ÷ 7143.45 = 93.90%，应为 94%，写作 92%；可能应将 92% 改为 94%（疑为一位写错）"
    )


def test_an_unknown_reason_stands_for_itself() -> None:
    assert (unplaced("date"), unplaced("newly_added")) == ("年月日期", "newly_added")


def test_english() -> None:
    language.install("en")
    lead = Explanation((Change(figure("92%"), "94"),), 2, (0, 1))
    found = check(figure("92%"), RATE, value=RATED, explanations=(lead,))
    assert message(found, None) == (
        "FND201: 6708 ÷ 7143.45 = 93.90%, should read 94%, stated 92%; "
        "perhaps 92% should be 94% (2 relations then hold)"
    )
