"""Torn tables (列被拆散的表): an indicator table of which a converter left only a column of lines.

The header still names an indicator, a target and an actual column, but each cell has become
a few short lines.  What survives is the order (name, definition, target, actual) and a habit
of the form: the actual cell repeats the indicator's name before its value
(``开展消防安全活动`` / ``6次``).  A target is a line that is a value alone; it is believed only
when the words up to the next value repeat words from before it.  A whole number alone on a
line of a task is that task's amount, when the header has such a column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checker.document import Block, Document, Kind, Span
from checker.extract.scan import cell
from checker.extract.spaced import lines
from checker.figure import Figure, Sentence
from checker.number import Number, Unit
from checker.terms.words import TASK_AMOUNT

TASK = re.compile(r"(?:重点)?(?:任务|工作)\s*([一二三四五六七八九十]|\d{1,2})\s*$")
VALUE = re.compile(
    r"(?P<name>[^\d\s*]{2,20}?\s+)?(?P<value>(?:[≥≤><=＝]|不低于|不少于|不超过|每[日天周月季年])?\s*"
    r"\d[\d,]*(?:\.\d+)?\s*(?:%|[\u4e00-\u9fff]{1,3})(?:及?以[上下内])?)"
)
BARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
GLUED = re.compile(r"(\d{2,}(?:\.\d+)?)(?=[\u4e00-\u9fff]{4})")
COUNTER = re.compile(r"[\u4e00-\u9fff%]{1,3}")
ACTUAL = re.compile(
    r"(?P<label>.*?[^\d,.])(?P<reached>达到?|为|超过)?\s*(?P<value>\d[\d,]*(?:\.\d+)?\s*(?:%|万元?|亿元?|[\u4e00-\u9fff]{1,3})?(?:及?以上)?)$"
)
END = re.compile(
    r"存在问题|改进措施|存在的(?:主要)?问题|下一步|备注|填表人|联系人|[一二三四五六七八九十]、"
)
SIGN = re.compile(r"[≥≤><=＝不]")
COUNTED = re.compile(r"[\s\d,.≥≤><=＝]|不低于|不少于|不超过|及?以[上下内]")
REACH = 12  # lines an actual cell may run over
LIKENESS = 0.85


@dataclass(frozen=True, slots=True)
class TornIndicator:
    """绩效指标: its name with target and actual value."""

    name: str
    target: Figure
    actual: Figure
    per: str  # 每日: how often, when the target says so


@dataclass(frozen=True, slots=True)
class TornTask:
    """任务: its name and amount."""

    name: str
    amount: Figure


@dataclass(frozen=True, slots=True)
class Torn:
    indicators: tuple[TornIndicator, ...]
    tasks: tuple[TornTask, ...]
    used: frozenset[int]


def torn(document: Document, money: Unit | None) -> Torn:
    """The indicators and task amounts of a document's torn tables."""
    indicators: list[TornIndicator] = []
    tasks: list[TornTask] = []
    used: set[int] = set()
    start = 0
    while (head := _header(document.blocks, start)) is not None:
        end = _end(document.blocks, head + 1)
        rows = [line for block in document.blocks[head:end] for line in lines(block.span)]
        found, spare = _indicators(document.path, rows)
        if len(found) >= 2:
            indicators += found
            tasks += _tasks(document, rows, spare, money)
            used.update(range(head, end))
        start = max(end, head + 1)
    return Torn(tuple(indicators), tuple(tasks), frozenset(used))


def _header(blocks: Sequence[Block], start: int) -> int | None:
    for at in range(start, len(blocks)):
        text = blocks[at].text.replace(" ", "") if blocks[at].kind is Kind.PARAGRAPH else ""
        if (
            len(text) < 120
            and "指标" in text
            and re.search(r"预期|目标值|指标值", text)
            and "完成" in text
        ):
            return at
    return None


def _end(blocks: Sequence[Block], start: int) -> int:
    for at in range(start, len(blocks)):
        text = blocks[at].text
        if blocks[at].kind in (Kind.HEADING, Kind.TABLE) or (END.match(text) and len(text) < 20):
            return at
        last = list(lines(blocks[at].span))[-1]
        if at > start and END.fullmatch(last.text.strip()):
            return at + 1
    return len(blocks)


def _indicators(document: str, rows: Sequence[Span]) -> tuple[list[TornIndicator], list[Span]]:
    """The indicators, and the lines between them that are numbers alone."""
    found: list[TornIndicator] = []
    spare: list[Span] = []
    at, since = 0, 0
    while at < len(rows):
        if indicator := _indicator(document, rows, since, at):
            read, at = indicator
            found.append(read)
            since = at
            continue
        text = rows[at].text.strip()
        if BARE.fullmatch(text):
            spare.append(rows[at])
            since = at + 1 if since == at else since
        elif at == since and (glued := GLUED.match(text)):
            spare.append(rows[at][: glued.end()])
        at += 1
    return found, spare


def _indicator(
    document: str, rows: Sequence[Span], since: int, at: int
) -> tuple[TornIndicator, int] | None:
    """The indicator whose target is line ``at``, and the first line after its actual value."""
    matched = VALUE.fullmatch(rows[at].text.strip())
    if matched is None or (at == since and not matched["name"]):
        return None
    said = "".join(row.text for row in rows[since:at]) + (matched["name"] or "")
    before = _bare(said)
    if alone := _alone(rows[at : at + 2], before):
        return _read(document, rows[at], matched, rows[at + 1 : at + 2], alone, said), at + 2
    gathered: list[Span] = []
    for end in range(at + 1, min(at + 1 + REACH, len(rows))):
        gathered.append(rows[end])
        if not re.search(r"\d[^\d]{0,6}$", rows[end].text):
            continue
        text = "".join(row.text for row in gathered)
        after = end + 1
        if text[-1].isdigit() and after < len(rows) and COUNTER.fullmatch(rows[after].text.strip()):
            gathered.append(rows[after])
            text += rows[after].text
            after += 1
        read = ACTUAL.fullmatch(text.strip())
        if read is None or not _repeats(_bare(read["label"]), before):
            return None
        return _read(document, rows[at], matched, gathered, read, read["label"]), after
    return None


def _alone(pair: Sequence[Span], before: str) -> re.Match[str] | None:
    """The actual value, where it is no more than that: ``≥10次`` and below it ``12次``."""
    if len(pair) < 2 or len(before) < 4:
        return None
    target, actual = (VALUE.fullmatch(line.text.strip()) for line in pair)
    if target is None or actual is None or actual["name"] or SIGN.match(actual["value"]):
        return None
    counters = [COUNTED.sub("", one["value"]) for one in (target, actual)]
    return actual if counters[0] == counters[1] else None


def _bare(text: str) -> str:
    return re.sub(r"[\s、，。,.（）()“”\"：:]", "", text)


def _repeats(label: str, before: str) -> bool:
    """Whether ``label`` says words of ``before`` again, give or take a character."""
    if len(label) < 4:
        return False
    if label in before:
        return True
    blocks = SequenceMatcher(None, label, before, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size > 1) >= LIKENESS * len(label)


def _read(
    document: str,
    line: Span,
    target: re.Match[str],
    gathered: Sequence[Span],
    actual: re.Match[str],
    label: str,
) -> TornIndicator:
    name = re.sub(r"\s+", "", label)
    led = actual.groupdict().get("reached") or ""
    wanted, reached = target["value"].strip(), led + actual["value"].strip()
    row = f"{name}   {wanted}   {reached}"
    sentence = Sentence(row, line=line.origins[0][0])
    wanted_number, per = _number(wanted)
    number, _ = _number(actual["value"])
    at = len(name) + 3
    return TornIndicator(
        name=name,
        target=Figure(
            place=_place(document, [line], BARE),
            number=wanted_number,
            label=name,
            term="target",
            sentence=sentence,
            at=(at, at + len(wanted)),
        ),
        actual=Figure(
            place=_place(document, gathered, BARE),
            number=number,
            label=name,
            term="actual",
            sentence=sentence,
            at=(at + len(wanted) + 3, len(row)),
        ),
        per=per,
    )


def _number(text: str) -> tuple[Number, str]:
    per = re.match(r"每[日天周月季年]", text)
    number = cell(text[per.end() :] if per else text)
    if number is None:
        raise AssertionError(f"no number in {text!r}")
    return number, per[0] if per else ""


def _place(document: str, spans: Sequence[Span], pattern: re.Pattern[str]):  # type: ignore[no-untyped-def]
    for span in reversed(spans):
        if found := list(pattern.finditer(span.text)):
            return span.place(document, found[-1].start(), len(span.text))
    raise AssertionError("no digits")


def _tasks(
    document: Document, rows: Sequence[Span], spare: Sequence[Span], money: Unit | None
) -> list[TornTask]:
    """One amount for each 任务N; nothing when a task has none or several."""
    head = "".join(row.text for row in rows[:8]).replace(" ", "")
    if not any(word in head for word in TASK_AMOUNT):
        return []
    starts = [(row.origins[0], row.text) for row in rows if TASK.fullmatch(row.text.strip())]
    found: list[TornTask] = []
    for number, (origin, name) in enumerate(starts):
        until = starts[number + 1][0] if number + 1 < len(starts) else (1 << 60, 0)
        inside = [span for span in spare if origin < span.origins[0] < until]
        if len(inside) != 1:
            return []
        value = cell(inside[0].text, money)
        if value is None:
            return []
        text = f"{name.strip()}   {inside[0].text}"
        found.append(
            TornTask(
                name.strip(),
                Figure(
                    place=inside[0].place(document.path, 0, len(inside[0].text)),
                    number=value,
                    label=TASK_AMOUNT[0],
                    term="executed",
                    sentence=Sentence(text, line=inside[0].origins[0][0]),
                    at=(len(text) - len(inside[0].text), len(text)),
                ),
            )
        )
    return found
