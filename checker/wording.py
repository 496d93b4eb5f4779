"""Wording (措辞): from checks to words, the same for every reporter.

It says 疑点 and 可能, and never that anyone is at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.arithmetic.expression import Attainable
from checker.arithmetic.localise import Change, Explanation, Keystroke
from checker.arithmetic.relation import Comparison, Reason
from checker.arithmetic.verdict import Verdict
from checker.finding import Check, Severity
from checker.formula import quoted, where, with_unit
from checker.language import _, installed, msgid, plural
from checker.recomputation import line
from checker.report import Failure, Unused

if TYPE_CHECKING:
    from checker.catalog import Rule

MOST_SUGGESTIONS = 3

SEVERITIES = {
    Severity.ERROR: msgid("疑误"),
    Severity.WARNING: msgid("存疑"),
    Severity.NOTE: msgid("提示"),
}
VERDICTS = {
    Verdict.CONSISTENT: msgid("相符"),
    Verdict.WITHIN_ROUNDING: msgid("取整误差内"),
    Verdict.TRUNCATED: msgid("截位"),
    Verdict.INCONSISTENT: msgid("不符"),
    Verdict.UNASSESSABLE: msgid("未能核对"),
}
REASONS = {
    Reason.MISSING: msgid("缺少所需的数"),
    Reason.ZERO_BASE: msgid("基数为零"),
    Reason.AMBIGUOUS: msgid("所指不明"),
    Reason.UNITS_DIFFER: msgid("单位不同"),
    Reason.APPROXIMATE: msgid("只有约数"),
    Reason.OPEN_LIST: msgid("列举不全"),
}
UNPLACED = {
    "no_partner": msgid("没有可对照的数"),
    "label": msgid("标签用数"),
    "date": msgid("年月日期"),
    "ordinal": msgid("序号次第"),
    "code": msgid("编号代码"),
    "name": msgid("专名用数"),
    "ambiguous": msgid("含义不明"),
    "approximate": msgid("约数"),
    "range": msgid("数值区间"),
}
KEYSTROKES = {
    Keystroke.TRANSPOSED: msgid("疑为相邻两位颠倒"),
    Keystroke.SHIFTED: msgid("疑为小数点错位"),
    Keystroke.UNIT: msgid("疑为万元与元混淆"),
    Keystroke.DROPPED: msgid("疑为漏写一位"),
    Keystroke.DOUBLED: msgid("疑为多写一位"),
    Keystroke.DIGIT: msgid("疑为一位写错"),
}


def reason(check: Check) -> str:
    """Why a check could not be assessed."""
    found = check.judgement.reason if check.judgement else None
    found = found or (check.relation.reason if check.relation else None)
    return _(REASONS[found]) if found else _(VERDICTS[Verdict.UNASSESSABLE])


def unplaced(key: str) -> str:
    """Why a figure takes part in nothing."""
    return _(UNPLACED.get(key, key))


def failed(failure: Failure) -> str:
    """Why an input could not be read, or a suite not be used."""
    values = {k: _(v) if isinstance(v, str) and v else v for k, v in failure.values.items()}
    return _(failure.reason).format_map(values)


def unused(one: Unused) -> str:
    """What has become of an acceptance that no longer holds."""
    reason = _(one.reason).format_map(one.values)
    values = {"rule": one.rule, "document": one.document, "fingerprint": one.fingerprint}
    return _("已接受的 {rule}（{document}，{fingerprint}）：{reason}").format(
        **values, reason=reason
    )


def title(check: Check, rule: Rule | None) -> str:
    """The rule's title in the language in use; its code where the rule is not known."""
    return rule.title.get(installed(), rule.title["zh"]) if rule else check.rule


def arithmetic(check: Check) -> str:
    """The recomputation on one line: ``6708 ÷ 7143.45 = 93.90%，应为 94%，截位得 93%``."""
    if check.relation is None:
        return _faulty(check)
    if check.judgement is None or check.verdict is Verdict.UNASSESSABLE:
        return reason(check)
    words = line(check.relation, check.judgement)
    own = check.stated.place.document
    others = [figure for figure in check.operands if figure.place.document != own]
    if others and check.relation.comparison is not Comparison.SAME:  # which tells of each anyway
        names = [f"{quoted(figure)} {where(figure.place, own)}" for figure in others]
        words = _("{words}（{names}）").format(words=words, names=_("，").join(names))
    return words


def _faulty(check: Check) -> str:
    if check.fault and check.fault.problem:
        return _(check.fault.problem)
    text = check.stated.text
    return _("写作 {text}").format(text=text) if text else _("没有写")


def suggestion(explanation: Explanation, *, other: bool = False) -> str:
    """``可能应将 6708 改为 6618.22（3 处勾稽同时成立）``; ``或将 …`` for an ``other`` one."""
    changes = _("、").join(_changed(change) for change in explanation.changes)
    if len(explanation.changes) > 1:
        text = _("或同时将 {changes}") if other else _("可能应同时将 {changes}")
    else:
        text = _("或将 {changes}") if other else _("可能应将 {changes}")
    notes = []
    if explanation.mends > 1:
        notes.append(plural("{n} 处勾稽同时成立", explanation.mends))
    notes += [_(KEYSTROKES[c.keystroke]) for c in explanation.changes if c.keystroke]
    text = text.format(changes=changes)
    return _("{text}（{notes}）").format(text=text, notes=_("，").join(notes)) if notes else text


def suggestions(explanations: Sequence[Explanation]) -> list[str]:
    """The lead suggestion, the next ones, and how many more there are."""
    first = explanations[:MOST_SUGGESTIONS]
    lines = [suggestion(explanation, other=at > 0) for at, explanation in enumerate(first)]
    if len(explanations) > MOST_SUGGESTIONS:
        lines.append(plural("另有 {n} 种解释", len(explanations) - MOST_SUGGESTIONS))
    return lines


def doubt(check: Check) -> str:
    """What a finding says of why it may be none: figures not recognised surely, sides far apart."""
    if check.severity is not None and check.remote:
        reading = check.judgement.reading if check.judgement else None
        if isinstance(reading, Attainable):
            return _("另一头的数没有写出，也可能所指不是同一件事")
        return _("相差悬殊，也可能所指不是同一件事")
    if check.severity is None or not (misread := check.misread):
        return ""
    named = _("、").join(dict.fromkeys(quoted(figure) for figure in misread))
    return _("疑似识别误差：{figures} 识别不清，请对照原件").format(figures=named)


def message(check: Check, rule: Rule | None) -> str:
    """The whole check on one plain line."""
    values = {"title": title(check, rule), "arithmetic": arithmetic(check)}
    words = _("{title}：{arithmetic}").format(**values)
    if check.severity is not None and check.explanations:
        lead = suggestion(check.explanations[0])
        words = _("{words}；{suggestion}").format(words=words, suggestion=lead)
    if said := doubt(check):
        words = _("{words}；{suggestion}").format(words=words, suggestion=said)
    return words


def _changed(change: Change) -> str:
    figure = change.figure
    low, dash, high = change.should_read.partition("～")
    if dash:
        values = {"low": with_unit(low, figure.number, unit=False)}
        values["high"] = with_unit(high, figure.number, unit=False)
        return _("{old} 改为 {low}～{high} 之间的数").format(old=quoted(figure), **values)
    new = with_unit(low, figure.number, unit=False)
    return _("{old} 改为 {new}").format(old=quoted(figure), new=new)
