"""Recomputations (重算): what was worked out for a relation, on one line."""

from __future__ import annotations

from fractions import Fraction

from checker.arithmetic.expression import Attainable, Constant, Expression, Ratio, Sum, figures
from checker.arithmetic.relation import Comparison, Relation
from checker.arithmetic.verdict import Judgement, Verdict
from checker.figure import Figure
from checker.formula import amount, decimal, shown, where, with_unit, written
from checker.language import _, msgid

TERMS = {
    "initial_budget": msgid("年初预算"),
    "adjustment": msgid("预算调整数"),
    "budget": msgid("全年预算"),
    "executed": msgid("执行数"),
    "carry_over": msgid("结转结余"),
    "received": msgid("到位资金"),
    "full_mark": msgid("满分"),
    "awarded": msgid("得分"),
    "target": msgid("目标"),
    "actual": msgid("实际"),
}


def line(relation: Relation, judgement: Judgement) -> str:
    """What was recomputed and what it came to."""
    match relation.comparison, judgement.reading:
        case _comparison, Attainable() as rate:
            return _attained(relation, judgement, rate)
        case (Comparison.SAME, _reading) | (Comparison.EQUAL, Figure() as _reading):
            return _restated(relation, judgement)
        case Comparison.EQUAL, Constant() as constant:
            return _counted(relation, judgement, constant)
        case Comparison.EQUAL, Ratio() | Sum() as reading:
            return _recomputed(relation, judgement, reading)
    return _compared(relation, judgement)


def _recomputed(relation: Relation, judgement: Judgement, reading: Ratio | Sum) -> str:
    stated, value = relation.stated, judgement.value
    mixed = _mixed(reading, stated)
    sums = _tried(judgement, stated, mixed)
    if value is None:
        return sums
    said = amount(stated.number, unit=mixed)
    values = {"sums": sums, "stated": said, "right": _should(judgement, stated, unit=mixed)}
    match judgement.verdict:
        case Verdict.CONSISTENT:
            return _("{sums}，与所写 {stated} 相符").format(**values)
        case Verdict.WITHIN_ROUNDING:
            return _("{sums}，写作 {stated}，在取整误差之内").format(**values)
        case Verdict.TRUNCATED:
            return _("{sums}，应为 {right}，截位得 {stated}").format(**values)
    if isinstance(reading, Ratio):
        return _("{sums}，应为 {right}，写作 {stated}").format(**values)
    apart = with_unit(shown(abs(stated.number.exact - value), stated.number), stated.number)
    return _("{sums}，与 {stated} 相差 {apart}").format(**values, apart=apart)


def _tried(judgement: Judgement, stated: Figure, mixed: bool) -> str:
    """Every way that was tried, the one the verdict rests on first: ``a ÷ b = …；÷ c = …``."""
    others = [(r, v) for r, v in judgement.tried if r != judgement.reading]
    held = judgement.verdict in (Verdict.CONSISTENT, Verdict.WITHIN_ROUNDING)
    ways = [(judgement.reading, judgement.value), *([] if held else others)]
    several = len(judgement.tried) > 1
    texts: list[str] = []
    part: Expression | None = None
    for reading, value in ways:
        if reading is None or isinstance(reading, Attainable):
            continue
        sum_ = written(reading, units=mixed)
        if isinstance(reading, Ratio):
            if texts and reading.part == part:
                sum_ = "÷ " + written(reading.whole, units=mixed, inner=True)
            part = reading.part
            if several and (base := _named(reading.whole)):
                sum_ = _("{sum}（{base}）").format(sum=sum_, base=base)
        if value is None:
            texts.append(sum_)
        else:
            result = with_unit(shown(value, stated.number), stated.number, unit=mixed)
            texts.append(f"{sum_} = {result}")
    return _("；").join(texts)


def _attained(relation: Relation, judgement: Judgement, rate: Attainable) -> str:
    known, stated = rate.known, relation.stated
    values = {"known": _called(known), "rate": _called(stated)}
    if judgement.implied is None:
        base = written(known)
        values = {"sum": f"n ÷ {base}" if rate.part is None else f"{base} ÷ n"}
        values["rate"] = amount(stated.number)
        text = _("没有任何 {places} 位小数的 n 能使 {sum} 得 {rate}")
        if known.number.counts:
            text = _("没有任何整数 n 能使 {sum} 得 {rate}")
        return text.format(places=known.number.places, **values)
    low, high = (decimal(value / known.number.scale, 6) for value in judgement.implied)
    values["other"] = with_unit(low if low == high else f"{low}～{high}", known.number)
    if judgement.verdict is Verdict.TRUNCATED:
        text = _("{known}、{rate} → 截位才得，总量应为 {other}")
        if rate.part is None:
            text = _("{known}、{rate} → 截位才得，其中应为 {other}")
    elif rate.part is None:
        text = _("{known}、{rate} → 其中应为 {other}")
    else:
        text = _("{known}、{rate} → 总量应为 {other}")
    return text.format(**values)


def _restated(relation: Relation, judgement: Judgement) -> str:
    """The same quantity here and there: ``第12行写 29380 万元，第30行写 2.95 亿元``."""
    stated = relation.stated
    tried = [judgement.reading, *(reading for reading, _value in judgement.tried)]
    others = [reading for reading in tried if isinstance(reading, Figure)]
    if not others:
        return _compared(relation, judgement)
    mixed = any(other.number.scale != stated.number.scale for other in others)
    texts: list[str] = []
    before = None
    for figure in sorted({*others, stated}, key=lambda figure: figure.place.order):
        place, number = where(figure.place, stated.place.document), amount(figure.number)
        words = _("又写 {number}") if place == before else _("{place}写 {number}")
        texts.append(words.format(place=place, number=number))
        before = place
    text = _("，").join(texts)
    if judgement.verdict is Verdict.CONSISTENT:
        return _("{sums}，相符").format(sums=text)
    if judgement.verdict is Verdict.WITHIN_ROUNDING:
        return _("{sums}，相差在取整误差之内").format(sums=text)
    if judgement.verdict is Verdict.TRUNCATED:
        right = _should(judgement, stated)
        return _("{sums}，应为 {right}，疑为截位").format(sums=text, right=right)
    if mixed and judgement.printed:
        return _("{sums}，折算应为 {right}").format(sums=text, right=_should(judgement, stated))
    return text


def _counted(relation: Relation, judgement: Judgement, constant: Constant) -> str:
    stated = relation.stated
    values = {"n": decimal(constant.value / stated.number.scale, 4)}
    values["stated"] = amount(stated.number)
    if relation.kind == "numbering":
        text = _("按次序应为 {n}，写作 {stated}")
    elif constant.by:
        values |= {"formula": constant.by, "n": _should(judgement, stated)}
        text = _("按公式 {formula} 重算得 {n}，单元格保存的是 {stated}")
        if judgement.verdict is Verdict.CONSISTENT:
            text = _("按公式 {formula} 重算得 {n}，与单元格保存的相符")
    elif relation.kind == "enumeration-count":
        text = _("列出 {n} 项，写作 {stated}")
    else:
        text = _("算得 {n}，写作 {stated}")
    return text.format(**values)


def _compared(relation: Relation, judgement: Judgement) -> str:
    """Two amounts side by side: ``实际 85% < 目标 90%``."""
    stated, value, reading = relation.stated, judgement.value, judgement.reading
    if value is None or reading is None or isinstance(reading, Attainable):
        return amount(stated.number)
    names = ("", "")
    if relation.kind == "target":
        names = (_("实际"), _("目标"))
    elif isinstance(reading, Figure):
        names = (_named(stated), _named(reading))
    mixed = _mixed(reading, stated)
    right = written(reading, units=mixed)
    if isinstance(reading, Constant):
        right = with_unit(shown(value, stated.number), stated.number)
    elif not isinstance(reading, Figure):
        right = f"{right} = {with_unit(shown(value, stated.number), stated.number)}"
    elif not mixed:
        right = with_unit(right, stated.number)
    exact = stated.number.exact
    sign = "<" if exact < value else ">" if exact > value else "="
    left = amount(stated.number, unit=mixed)
    text = " ".join(filter(None, (names[0], left, sign, names[1], right)))
    if judgement.verdict is Verdict.WITHIN_ROUNDING:
        return _("{sums}，相差在取整误差之内").format(sums=text)
    return text


def _should(judgement: Judgement, stated: Figure, *, unit: bool = True) -> str:
    """What the stated figure should read."""
    digits = judgement.printed
    if digits is None:
        digits = stated.number.prints(judgement.value or Fraction(0))
    return with_unit(digits, stated.number, unit=unit)


def _mixed(expression: Expression, stated: Figure) -> bool:
    """Whether the units must be written because the figures are in different ones."""
    found = figures(expression)
    scales = {figure.number.scale for figure in found}
    if isinstance(expression, (Sum, Figure)):
        scales.add(stated.number.scale)
    return len(scales) > 1


def _named(expression: Expression) -> str:
    """What a figure is called, if that can be said shortly."""
    if not isinstance(expression, Figure):
        return ""
    if expression.term in TERMS:
        return _(TERMS[expression.term])
    return expression.label if 0 < len(expression.label) <= 8 else ""


def _called(figure: Figure) -> str:
    """``完成率 96.92%``: the figure with the words before it, where they are short."""
    label = figure.label if len(figure.label) <= 8 else ""
    return " ".join(filter(None, (label, amount(figure.number))))
