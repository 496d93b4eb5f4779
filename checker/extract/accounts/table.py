"""Account tables (决算表、预算表): a ruled table as amounts, each of a line and a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.document import Block, Cell, Document, Kind
from checker.extract.accounts.column import Column
from checker.extract.accounts.form import BASIC, EXPENDITURE, INCOME, OTHER, TRAVEL, Form, form
from checker.extract.accounts.header import Half, halves
from checker.extract.accounts.line import Line, counted, lines, travelled
from checker.extract.accounts.words import AMOUNT, CODE, LABEL, LETTERS
from checker.extract.grid import UNIT_NOTE, Row, sentence
from checker.extract.scan import cell as number_of
from checker.figure import Figure, Sentence
from checker.number import Unit
from checker.units import unit as unit_named

BACK = 12  # blocks above a table, among which its title is looked for
WORDS = re.compile(
    r"合计|小计|总计|[预决]算数|金额|支出|收入|财政拨款|经费|费|结转|结余|栏次|行次|编码|名称|预算|决算|^[类款项]$"
)
FOREIGN = re.compile(r"执行率|完成率|得分|分值|权重|指标|目标值|完成值|评分")


@dataclass(frozen=True, slots=True)
class Amount:
    """金额: one cell of an account table."""

    line: Line
    column: Column
    side: str
    group: int  # which list of the table it is in
    figure: Figure


@dataclass(frozen=True, slots=True)
class Account:
    """决算表、预算表: its form and its amounts; ``blocks`` number its table in the document."""

    number: int
    blocks: tuple[int, ...]
    form: Form
    amounts: tuple[Amount, ...]
    scope: int = 0  # of several tables of one form (of the department, of its units) which it is


@dataclass(slots=True)
class _Piece:
    """A ruled table with what stands above it; one cut by an empty row is put together again."""

    blocks: list[int]
    rows: list[dict[int, Cell]]
    titles: list[str]
    money: Unit | None
    section: str


def accounts(document: Document, stage: str) -> list[Account]:
    """Every account table of a document, in order."""
    found: list[Account] = []
    sets: list[tuple[str, str, str]] = []
    for piece in _pieces(document):
        told = form(piece.titles, stage) or _coded(piece, stage)
        if told is None or (any(map(_foreign, piece.rows[:4])) and not _codes(piece.rows)):
            continue
        amounts = tuple(_amounts(document.path, piece.rows, told, piece.money, piece.section))
        if not amounts and len(piece.rows) < 2:
            continue
        sets.append((told.kind, told.funds, told.stage))
        scope = sets.count(sets[-1]) - 1  # a second table of one form is somebody else's
        found.append(Account(len(found) + 1, tuple(piece.blocks), told, amounts, scope))
    return found


def _pieces(document: Document) -> list[_Piece]:
    found: list[_Piece] = []
    money: Unit | None = None
    titles: list[str] = []
    section = ""
    fresh = False  # whether something stands between this table and the one before
    for index, block in enumerate(document.blocks):
        if block.kind is not Kind.TABLE:
            section = block.text if block.kind is Kind.HEADING else section
            if note := UNIT_NOTE.search(block.text):
                money = unit_named(note[1])
            titles += [line for line in re.split("[\n。]", block.text) if line.strip()]
            fresh = True
            continue
        rows = _rows(block)
        inside, rows = _headed(rows)
        for text in inside:
            if note := UNIT_NOTE.search(text):
                money = unit_named(note[1])
        if found and rows and not fresh and not inside and _is_body(rows[0]):
            found[-1].blocks.append(index)
            found[-1].rows += rows
            continue
        if found and rows and not fresh and not inside and (top := _repeated(found[-1].rows, rows)):
            found[-1].blocks.append(index)
            found[-1].rows += rows[top:]
            continue
        above = [*reversed(inside), *reversed(titles[-BACK:])]
        found.append(_Piece([index], rows, above, money, section))
        titles = [] if _amounts_in(rows) else titles
        fresh = False
    return found


def _repeated(before: Sequence[dict[int, Cell]], rows: Sequence[dict[int, Cell]]) -> int:
    """How many rows of the header of the table before stand again above this one."""
    top = _split(rows)
    same = [_texts(row) for row in before[:top]] == [_texts(row) for row in rows[:top]]
    return top if same and top < len(rows) else 0


def _is_body(row: Mapping[int, Cell]) -> bool:
    """Whether a row is a line of a table, and no header."""
    texts = [LETTERS.sub("", text) for text in _texts(row)]
    return not _numbers_columns(texts) and any(number_of(text) is not None for text in texts)


def _coded(piece: _Piece, stage: str) -> Form | None:
    """The form of a table without a title, by its header and its codes; of what money is open."""
    heads = "".join(text for row in piece.rows[:3] for text in _texts(row))
    if not re.search(r"科目编码|功能分类|经济分类|科目代码", LETTERS.sub("", heads)):
        return None
    return Form(OTHER, "", stage, "") if _codes(piece.rows) else None


def _codes(rows: Sequence[Mapping[int, Cell]]) -> bool:
    """Whether lines of a table begin with codes of a classification."""
    texts = [next(iter(_texts(row)), "").strip() for row in rows]
    return sum(CODE.fullmatch(text) is not None for text in texts) >= 3


def _rows(block: Block) -> list[dict[int, Cell]]:
    """The rows of a table; a merged cell stands in every place that it covers."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in block.cells:
        if not cell.span.text.strip():
            continue
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                rows.setdefault(row, {}).setdefault(column, cell)
    return [rows[row] for row in sorted(rows)]


def _texts(row: Mapping[int, Cell]) -> list[str]:
    """The texts of a row, those of a merged cell once."""
    return [cell.span.text for cell in dict.fromkeys(row.values())]


def _headed(rows: list[dict[int, Cell]]) -> tuple[list[str], list[dict[int, Cell]]]:
    """What stands above the header within a table (its title, the unit), and the rest."""
    for at, row in enumerate(rows[:8]):
        texts = [LETTERS.sub("", text) for text in _texts(row)]
        heads = [t for t in texts if len(t) <= 24 and (LABEL.match(t) or WORDS.search(t))]
        told = any(UNIT_NOTE.search(text) or re.search(r"公开\d+表", text) for text in _texts(row))
        if len(heads) > 1 and not told:
            return [text for above in rows[:at] for text in _texts(above)], rows[at:]
    return [], rows


def _foreign(row: Mapping[int, Cell]) -> bool:
    return any(FOREIGN.search(text) for text in _texts(row))


def _amounts_in(rows: Sequence[Mapping[int, Cell]]) -> bool:
    return any(number_of(text) is not None for row in rows for text in _texts(row))


def _split(rows: Sequence[dict[int, Cell]]) -> int:
    """How many rows make the header."""
    for at, row in enumerate(rows):
        texts = [LETTERS.sub("", text) for text in _texts(row)]
        words = sum(WORDS.search(text) is not None or bool(LABEL.match(text)) for text in texts)
        amounts = sum(number_of(text) is not None for text in texts)
        coded = any(CODE.fullmatch(text) for text in texts[:2])
        if _numbers_columns(texts):
            continue
        if at and (coded or amounts or 2 * words < len(texts)):
            return at
        if at and re.match(r"[一1][、.．]", texts[0]):
            return at
        if at and re.fullmatch(r"(?:合计|总计)", texts[0]) and len(texts) == 1:
            return at
    return len(rows)


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3."""
    if any(LETTERS.sub("", text) in ("栏次", "栏目") for text in texts):
        return True
    if len(texts) < 2 or not all(re.fullmatch(r"\d{1,2}", text) for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _amounts(
    document: str,
    rows: Sequence[dict[int, Cell]],
    told: Form,
    money: Unit | None,
    section: str,
) -> Iterator[Amount]:
    top = _split(rows)
    heads = [row for row in rows[:top] if not _numbers_columns(_texts(row))]
    body = [row for row in rows[top:] if not _numbers_columns(_texts(row))]
    travel, basic = told.kind == TRAVEL, told.kind == BASIC
    found = halves(heads, body, travel=travel)
    spans: list[Row] = [{at: cell.span for at, cell in row.items()} for row in body]
    for some in _coupled(found):
        read = lines(spans, some, basic=basic)
        read = travelled(read) if travel else read
        side = some[0].side or _side(told) or _named_side([line for _half, line in read])
        alike = len(some) > 1 and all(len(half.columns) == 1 for half in some)
        for half, line in read:
            if travel and counted(line.name):
                continue
            for column in half.columns:
                if alike:  # 人员经费 | 公用经费: one list, whatever stands above its amounts
                    column = replace(column, key=AMOUNT)
                figure = _figure(document, line.row, column, money, section)
                if figure is not None:
                    yield Amount(line, column, side, found.index(some[0]), figure)


def _coupled(found: Sequence[Half]) -> list[list[Half]]:
    """The halves that are one list side by side (codes go on in the next), the others alone."""
    if len(found) > 1 and all(half.codes for half in found):
        return [list(found)]
    return [[half] for half in found]


def _side(told: Form) -> str:
    if told.kind in (EXPENDITURE, BASIC, TRAVEL):
        return "expenditure"
    return "income" if told.kind == INCOME else ""


def _named_side(some: Sequence[Line]) -> str:
    """The side that the lines themselves are on, where no header says it."""
    income = sum("收入" in line.name for line in some)
    spent = sum("支出" in line.name for line in some)
    return "income" if income > spent else "expenditure" if spent > income else ""


def _figure(
    document: str,
    row: Row,
    column: Column,
    money: Unit | None,
    section: str,
) -> Figure | None:
    span = row.get(column.at)
    if span is None:
        return None
    unit = unit_named(column.unit) if column.unit else money
    number = number_of(span.text.replace("\n", " "), unit)
    if number is None:
        return None
    text, at = sentence(row, column.at)
    return Figure(
        place=span.place(document, 0, len(span.text)),
        number=number,
        label=column.label,
        term=column.term,
        sentence=Sentence(text, line=span.origins[0][0], section=section),
        at=at,
    )
