"""Headers (表头): which columns name a line, which hold amounts, and which column totals which.

A header of several rows makes a tree: 合计 under 公务用车购置及运行费 totals the columns beside
it and is itself a part of the 合计 one row higher.  Where the header is flat the terms say it
(人员经费 is a part of 基本支出).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.document import Cell
from checker.extract.scan import cell as number_of

Rows = Sequence[Mapping[int, Cell]]

TOTAL = "total"
AMOUNT = "amount"  # the one column of a half that has no 合计
TERMS = (
    ("vehicles", re.compile(r"公务用?车(?:购置及|购置和|购置、)|车辆购置及")),
    ("purchase", re.compile(r"购置")),
    ("running", re.compile(r"运行(?:维护|和维护)?(?:费|支出|经费)?$(?<!机关运行经费)")),
    ("reception", re.compile(r"公务接待")),
    ("abroad", re.compile(r"因公出国|出国")),
    ("operation", re.compile(r"机关运行")),
    ("personnel", re.compile(r"人员(?:经费|支出)")),
    ("public", re.compile(r"公用(?:经费|支出)")),
    ("basic", re.compile(r"基本支出")),
    ("project", re.compile(r"项目支出")),
    ("remitted", re.compile(r"上缴上级")),
    ("subsidies", re.compile(r"附属单位补助")),
    ("affiliated", re.compile(r"附属单位上缴")),
    ("superior", re.compile(r"上级补助")),
    ("opening", re.compile(r"(?:年初|上年|期初).{0,4}(?:结转|结余)")),
    ("closing", re.compile(r"(?:年末|年终|期末).{0,6}(?:结转|结余)|结转下年")),
    ("fund", re.compile(r"政府性基金")),
    ("capital", re.compile(r"国有资本")),
    ("general", re.compile(r"一般公共预算")),
    ("fiscal", re.compile(r"(?<!非)财政拨款(?:收入)?$")),
    ("business", re.compile(r"事业收入")),
    ("operating", re.compile(r"经营(?:支出|收入)")),
    ("other", re.compile(r"其他(?:各项)?收入")),
    ("income", re.compile(r"本年收入")),
    ("expenditure", re.compile(r"本年支出")),
)
# What a term is a part of where the header is flat, and the terms of a 三公 total.
PART_OF = {
    "personnel": "basic",
    "public": "basic",
    "purchase": "vehicles",
    "running": "vehicles",
    "general": "fiscal",
    "fund": "fiscal",
    "capital": "fiscal",
}
OF_TRAVEL = ("abroad", "vehicles", "reception")

SUMMED = re.compile(
    r"^(?:(?:金额)?(?:合计|总计|小计)|总额|(?:本年|收入|支出|预算|决算)*(?:合计|总计))$"
)
MEASURE = re.compile(
    r"^(?:(?P<year>(?:19|20)\d{2})年?度?)?"
    r"(?:年初|全年|本年|调整|调整后)?(?P<what>预算执行|预算|决算|执行|完成|支出(?=[数金]))?(?:数|金额|数额|额)?$"
)
LABEL = re.compile(
    r"^(?:(?:收入|支出)?项目(?:名称)?|项目[（(].*[）)]|科目|.*科目(?:编码|代码|名称|编号).*|编码|代码|名称|类|款|项|目"
    r"|(?:支出)?(?:功能|经济)分类(?:科目)?.{0,8}|(?:单位|部门)(?:名称|代码|编码)?|栏次|行次|行|序号|备注|说明|单位.名称.|预算科目|收入来源|支出内容"
    r"|(?:收入|支出|项目)类别)$"
)
SKIPPED = re.compile(r"^(?:行次|行|序号|备注|说明|栏次)$")
CODED = re.compile(r"编码|代码|编号|^(?:类|款|项|目)$")
NO_AMOUNT = re.compile(
    r"[%％]|[率比]$|比重|占比|增减|增长|变动|备注|说明|[人个辆台套组次]数|数量|保有量|批次|比(?:上|(?:19|20)\d{2})年"
)
INNER = re.compile(r"^其中")
UNITS = re.compile(r"[（(]\s*(?:单位[:：])?\s*((?:亿|百万|万|千)?元)\s*[）)]")
CODE = re.compile(r"\d{3}(?:\d{2}){0,3}")
LETTERS = re.compile(r"[\s“”\"'‘’]")


@dataclass(frozen=True, slots=True)
class Column:
    """金额列: ``key`` names it within its half, ``within`` the column that totals it, if any.

    ``stage``: what its header says of the amount (``budget``, ``final`` or nothing);
    ``complete``: the list of the columns of its total may be taken for whole.
    """

    at: int
    key: str
    term: str
    label: str
    stage: str = ""
    year: int | None = None
    within: str = ""
    complete: bool = True
    inner: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Half:
    """半边: a run of columns that name a line, with the amounts to the right of them."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    columns: tuple[Column, ...]
    side: str


def halves(heads: Rows, body: Rows, *, travel: bool) -> list[Half]:
    """The halves of a table; ``travel``: it is a 三公 table, which may have no names at all."""
    width = 1 + max((at for row in (*heads, *body) for at in row), default=-1)
    paths = [_path(heads, at) for at in range(width)]
    units = [_unit(heads, at) for at in range(width)]
    runs: list[tuple[list[int], list[int]]] = [([], [])]
    for at in range(width):
        if _is_label(paths[at], body, at):
            if runs[-1][1]:
                runs.append(([], []))
            runs[-1][0].append(at)
        else:
            runs[-1][1].append(at)
    found = [_half(labels, amounts, paths, units, body, travel=travel) for labels, amounts in runs]
    return [half for half in found if half.columns and (half.names or half.codes or travel)]


def _path(heads: Rows, at: int) -> tuple[str, ...]:
    """The header texts above a column, the outermost first, each cell once."""
    texts = [LETTERS.sub("", UNITS.sub("", row[at].span.text)) for row in heads if at in row]
    return tuple(text for text in dict.fromkeys(texts) if text)


def _unit(heads: Rows, at: int) -> str:
    """The unit of money that the header of a column prints."""
    noted = [UNITS.search(row[at].span.text) for row in heads if at in row]
    return next((found[1] for found in noted if found), "")


def _is_label(path: tuple[str, ...], body: Rows, at: int) -> bool:
    if path and LABEL.match(path[-1]):
        return True
    texts = [row[at].span.text for row in body if at in row and row[at].span.text.strip()]
    words = sum(number_of(text) is None for text in texts)
    return bool(texts) and 2 * words > len(texts) and not any(map(_money_head, path))


def _money_head(text: str) -> bool:
    measure = MEASURE.match(text)
    return bool(SUMMED.match(text)) or bool(measure and text)


def _half(
    labels: Sequence[int],
    amounts: Sequence[int],
    paths: Sequence[tuple[str, ...]],
    units: Sequence[str],
    body: Rows,
    *,
    travel: bool,
) -> Half:
    used = [at for at in labels if not (paths[at] and SKIPPED.match(paths[at][-1]))]
    used = [at for at in used if not _counts_up(body, at, paths[at])]
    codes = tuple(at for at in used if _is_code(paths[at], body, at))
    names = tuple(at for at in used if at not in codes)
    kept = [at for at in amounts if not _counts_up(body, at, paths[at])]
    columns = _columns(kept, paths, units, travel)
    words = "".join(text for at in (*labels, *amounts) for text in paths[at][:1])
    if "收入" in words and "支出" not in words:
        side = "income"
    elif "支出" in words and "收入" not in words:
        side = "expenditure"
    else:
        side = ""
    return Half(codes, names, columns, side)


def _is_code(path: tuple[str, ...], body: Rows, at: int) -> bool:
    texts = [row[at].span.text.strip() for row in body if at in row and row[at].span.text.strip()]
    digits = sum(re.fullmatch(r"\d{2,9}", text) is not None for text in texts)
    if path and CODED.search(path[-1]) and not re.search("名称", path[-1]):
        return not texts or digits > 0
    return len(texts) > 1 and 2 * digits > len(texts)


def _counts_up(body: Rows, at: int, path: tuple[str, ...]) -> bool:
    """Whether a column only numbers the lines (行次)."""
    if path and SKIPPED.match(path[-1]):
        return True
    texts = [row[at].span.text.strip() for row in body if at in row and row[at].span.text.strip()]
    if len(texts) < 3 or not all(re.fullmatch(r"\d{1,3}", text) for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return all(b - a == 1 for a, b in pairwise(numbers))


def _columns(
    amounts: Sequence[int], paths: Sequence[tuple[str, ...]], units: Sequence[str], travel: bool
) -> tuple[Column, ...]:
    read: list[tuple[Column, tuple[str, ...], bool]] = []
    for at in amounts:
        path = paths[at]
        if any(NO_AMOUNT.search(text) for text in path):
            continue
        kept, stage, year = _measured(path)
        totals = bool(kept) and SUMMED.match(kept[-1]) is not None
        node = kept[:-1] if totals else kept
        term = _term(node, totals, path)
        label = "".join(dict.fromkeys(path))
        inner = any(INNER.match(text) for text in kept)
        column = Column(at, "", term, label, stage, year, inner=inner, unit=units[at])
        read.append((column, node, totals))
    return _tree(_alone(read, travel), travel)


def _alone(
    read: list[tuple[Column, tuple[str, ...], bool]], travel: bool
) -> list[tuple[Column, tuple[str, ...], bool]]:
    """The columns; one that is the only one of its kind is simply the amount of its lines."""
    groups = [(column.stage, column.year) for column, _node, _total in read]
    return [
        (replace(column, term=AMOUNT), node, is_total)
        if groups.count((column.stage, column.year)) == 1 and not travel
        else (column, node, is_total)
        for column, node, is_total in read
    ]


def _measured(path: tuple[str, ...]) -> tuple[tuple[str, ...], str, int | None]:
    """The path without the words that only say which of several amounts it is (预算数)."""
    kept: list[str] = []
    stage, year = "", None
    for text in path:
        found = MEASURE.match(text)
        if found is None:
            kept.append(text)
            continue
        year = int(found["year"]) if found["year"] else year
        what = found["what"] or ""
        stage = "final" if what in ("决算", "支出", "执行", "完成", "预算执行") else stage
        stage = "budget" if what == "预算" else stage
    return tuple(kept), stage, year


def _term(node: tuple[str, ...], totals: bool, path: tuple[str, ...]) -> str:
    for text in reversed(node):
        for term, words in TERMS:
            if words.search(text):
                return TOTAL if totals and len(node) <= 1 and term in _WHOLES else term
    if totals:
        return TOTAL
    return AMOUNT if not node or _whole_side(node) else f"column{path[-1]}"


# What heads the whole of a table: 一般公共预算支出 over 合计, 基本支出, 项目支出.
_WHOLES = ("general", "fund", "capital", "basic", "fiscal")


def _whole_side(node: tuple[str, ...]) -> bool:
    return all(re.fullmatch(r"(?:本年|财政拨款)?(?:收入|支出|收支)", text) for text in node)


def _tree(read: Sequence[tuple[Column, tuple[str, ...], bool]], travel: bool) -> tuple[Column, ...]:
    """The columns with the one that totals each; of two that read alike neither is related."""
    found: list[Column] = []
    for group in dict.fromkeys((column.stage, column.year) for column, _n, _t in read):
        own = [one for one in read if (one[0].stage, one[0].year) == group]
        mark = "".join(str(part) for part in group if part)
        heads = [(node, is_total) for _column, node, is_total in own]
        placed: list[Column] = []
        for column, node, is_total in own:
            key = _key(node, mark, is_total=is_total)
            above = [head for head in heads if _heads(head, (node, is_total))]
            deepest = max((len(head[0]) for head in above), default=0)
            top = [head for head in above if len(head[0]) == deepest]
            top = [head for head in top if head[1]] or top
            within = _key(top[0][0], mark, is_total=top[0][1]) if len(top) == 1 else ""
            placed.append(replace(column, key=key, within=within))
        found += _flat(placed, travel)
    keys = [column.key for column in found]
    return tuple(
        replace(column, within="", key=f"{column.key}/{column.at}")
        if keys.count(column.key) > 1
        else column
        for column in sorted(found, key=lambda column: column.at)
    )


def _heads(head: tuple[tuple[str, ...], bool], column: tuple[tuple[str, ...], bool]) -> bool:
    """Whether a column stands over another: its 合计, or the one whose parts it splits into."""
    (q, summed), (node, is_total) = head, column
    if q == node:
        return False
    return len(q) < len(node) and node[: len(q)] == q and (summed or bool(q) or is_total)


def _key(node: tuple[str, ...], mark: str, *, is_total: bool) -> str:
    named = (*node, "合计" if is_total else "", mark)
    return "/".join(text for text in named if text) or AMOUNT


def _flat(columns: Sequence[Column], travel: bool) -> list[Column]:
    """The columns, those put under the column of their term that a flat header lists beside."""
    made = list(columns)
    for n, column in enumerate(made):
        whole = PART_OF.get(column.term)
        beside = [
            other
            for other in made
            if other.term == whole and other.within == column.within and other is not column
        ]
        if whole and column.within and len(beside) == 1:
            made[n] = replace(column, within=beside[0].key)
    for key in dict.fromkeys(column.within for column in made if column.within):
        parts = [column for column in made if column.within == key]
        total = next((column for column in made if column.key == key), None)
        loose = any(column.inner for column in parts)
        if travel and (total is None or total.term == TOTAL):
            loose = loose or any(column.term not in OF_TRAVEL for column in parts)
        if loose:
            made = [replace(c, complete=False) if c.within == key else c for c in made]
    return made
