"""Wording (措辞): what an expectation expects, in Chinese, by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from checker.arithmetic.verdict import Verdict
from checker.relations import bare

VERDICTS = {
    Verdict.CONSISTENT: "相符",
    Verdict.WITHIN_ROUNDING: "取整误差之内",
    Verdict.TRUNCATED: "疑为截位",
    Verdict.INCONSISTENT: "不符",
    Verdict.UNASSESSABLE: "无法核对",
}
PATTERNS = {
    "expect_rate_to_equal_ratio": "{rate} 应等于 {part} ÷ {wholes}",
    "expect_part_not_to_exceed_whole": "{part} 不应超过 {wholes}",
    "expect_actual_to_meet_target": "{actual} 应达到 {target}",
    "expect_change_to_match": "{change} 应与 {base} 至 {current} 的增减（{measure}）相符",
    "expect_figures_to_agree": "{figure} 应与 {other} 一致",
    "expect_rate_to_be_attainable": "由 {part} 或 {whole} 应能得出 {rate}",
    "expect_count_to_match_list": "{count} 应等于所列项数 {counted}",
    "expect_sequence_to_be_complete": "{label} 应按次序为 {counted}",
    "expect_value_to_match_formula": "{figure} 应与 {formula} 重算所得的 {recalculated} 一致",
}
SUMS = ("{parts} 之和应等于 {total}", "{amounts} 各分项之和应等于合计")


def expected(type_: str, term: str, kwargs: Mapping[str, Any]) -> str:
    """``execution_rate 应等于 executed ÷ budget``; a kind without a pattern tells its fields."""
    texts = {name: _named(value) for name, value in kwargs.items()}
    if type_ == "expect_parts_to_sum_to_total":
        pattern = SUMS[0] if kwargs.get("parts") else SUMS[1]
    elif type_ in PATTERNS:
        pattern = PATTERNS[type_]
        if "wholes" not in texts:  # a fixed bound
            pattern = pattern.replace("{wholes}", "{most}")
    else:
        return f"{term}（{'；'.join(f'{name}：{text}' for name, text in texts.items() if text)}）"
    limits = texts.get("where")
    texts = {field: "" for _, field, *_ in Formatter().parse(pattern) if field} | texts
    return pattern.format_map(texts) + (f"（限 {limits}）" if limits else "")


def observed(counted: Mapping[str, int]) -> str:
    """``相符 12，不符 1``."""
    return "，".join(f"{VERDICTS[one]} {counted[one]}" for one in VERDICTS if counted.get(one))


def unexpected(failing: Iterable[Mapping[str, str]]) -> str:
    """``B（不符）、C（疑为截位）``: the first rows that fail."""
    return "、".join(f"{one['id']}（{VERDICTS[Verdict(one['verdict'])]}）" for one in failing)


def _named(value: object) -> str:
    """Columns as they are read: ``(initial_budget + adjustment) 或 budget``."""
    if isinstance(value, Mapping):
        return "，".join(f"{name} = {_named(wanted)}" for name, wanted in value.items())
    if not isinstance(value, list):
        return "" if value is None else str(value)
    if any(isinstance(one, list) for one in value):
        return " 或 ".join(map(_sum, value))
    return "、".join(map(str, value))


def _sum(columns: Iterable[str]) -> str:
    signed = " ".join(f"{'−' if name.startswith('-') else '+'} {bare(name)}" for name in columns)
    text = signed.removeprefix("+ ")
    return f"({text})" if " " in text else text
