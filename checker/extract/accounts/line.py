"""Lines (科目行): what each line of a half is, and which line totals it.

Lines with codes stand under the longest code that begins theirs (2080501 under 20805 under
208), the topmost under 合计.  Lines without codes stand as their numbering says, up to 本年
收入合计; what follows it (年初结转和结余) stands beside it under 总计.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.extract.accounts.header import Half
from checker.extract.accounts.words import CODE, INNER, LETTERS, OF_TRAVEL, PART_OF, TERMS
from checker.extract.grid import Row
from checker.extract.passage import depth

# What a line is: a code of its classification, an item of a list, a total.
CODED, ITEM, BESIDE, INSIDE = "code", "item", "beside", "inside"
TOTAL, YEAR, GRAND = "total", "year", "grand"
PERSONNEL, PUBLIC = "personnel", "public"

_TOTAL = re.compile(r"^(?:金额)?(?:合计|小计|总额)$|^(?:收入|支出)合计$")
_YEAR = re.compile(r"^本年度?(?:财政拨款)?(?:收入|支出)?(?:合计|小计|总计)$")
_GRAND = re.compile(r"^(?:本年度?)?(?:财政拨款)?(?:收入|支出|收支)?总计$")
_HALVES = (
    (PERSONNEL, re.compile(r"^人员(?:经费|支出)(?:合计|小计)$")),
    (PUBLIC, re.compile(r"^(?:日常)?公用(?:经费|支出)(?:合计|小计)$")),
)
_HALF = re.compile(r"^(?:人员|(?:日常)?公用)(?:经费|支出)$")
_BESIDE = re.compile(r"结转|结余|^(?:使用|动用).{0,10}|^(?:提取|弥补)")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]|[（(]\d{1,2}[）)])"
)
# 208社会保障和就业支出, [208]社会保障和就业支出 in one cell
LED = re.compile(r"[\[【(（]?([235]\d{2}(?:\d{2}){0,2})(?:[\]】)）]|(?=[^\d.、．年]))[-—]?")
_COUNTS = re.compile(r"(?<![算行])数量?(?:[（(]|$)|保有|批次|人次|团组|统计")
_COUNTED = re.compile(r"[（(](?:个|辆|台|人|批|次|人次|批次|套|%|％|台[（(]套[）)]|.{0,4}人)[）)]")
# Lines without numbers that are known to be of one level.
_CLASS = re.compile(
    r"^(?:一般公共服务|外交|国防|公共安全|教育|科学技术|文化(?:旅游)?体育与传媒|社会保障和就业|(?:医疗)?卫生(?:健康|与计划生育)"
    r"|社会保险基金|节能环保|城乡社区|农林水|交通运输|资源勘探.{0,8}|商业服务业等?|金融|援助其他地区|自然资源海洋气象等|国土海洋气象等"
    r"|住房保障|粮油物资储备|国有资本经营预算|灾害防治及应急管理|预备费|其他|转移性|债务还本|债务付息|债务发行费用|抗疫特别国债安排的)(?:支出)?$"
)
_SOURCE = re.compile(
    r"^(?:(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政)?(?:拨款)?|财政拨款|财政专户管理资金|上级补助|事业单位?经营|事业|经营"
    r"|附属单位上缴|其他)(?:收入|资金)?$"
)
# 公用经费 is everything that is not paid to or for persons.
_PERSONS = ("301", "303")


@dataclass(frozen=True, slots=True)
class Line:
    """科目行: ``key`` names it in its half; ``above`` is the key of the line that totals it.

    ``complete``: the lines under the same total may be taken for all of them.
    """

    row: Row
    kind: str
    key: str
    name: str
    code: str = ""
    above: str = ""
    complete: bool = True


def lines(rows: Sequence[Row], some: Sequence[Half], *, basic: bool) -> list[tuple[Half, Line]]:
    """The lines of one half, or of several that go on from one another.

    ``basic``: the codes are those of 基本支出, under 人员经费 and 公用经费.
    """
    both: list[tuple[Half, Line]] = []
    totals: dict[int, Line] = {}
    for n, half in enumerate(some):
        before = ""
        for at, row in enumerate(rows):
            key = f"{n}.{at}"
            line = _read(row, key, half, before)
            if line is None and at in totals:
                # 公用经费合计 stands in the second half, its amount in the third.
                line = replace(totals[at], key=key)
            if line is None:
                continue
            both.append((half, line))
            before = line.code or before
            totals.pop(at, None)
            if line.kind in (PERSONNEL, PUBLIC):
                totals[at] = line
    read = [line for _half, line in both]
    placed = _coded(read, basic=basic) if any(line.code for line in read) else _listed(read)
    return [(half, line) for (half, _line), line in zip(both, placed, strict=True)]


def _read(row: Row, key: str, half: Half, before: str) -> Line | None:
    """The line as it stands; None for one that only numbers the columns (栏次).

    Where 类, 款 and 项 have columns of their own, what is left blank is as in the line ``before``.
    """
    spans = {column: row[column] for column in (*half.codes, *half.names) if column in row}
    texts: list[str] = []
    code = ""
    seen: set[int] = set()
    for column, span in spans.items():
        bare = LETTERS.sub("", span.text)
        if id(span) in seen or not bare:
            continue
        seen.add(id(span))
        if column in half.codes and re.fullmatch(r"\d{3}(?:[.-]\d{2})+", bare):
            bare = re.sub("[.-]", "", bare)
        if column in half.codes and re.fullmatch(r"\d{1,9}", bare):
            if not code and (at := half.codes.index(column)) and len(bare) == 2:
                code = before[: 1 + 2 * at]
            code = bare if code and bare.startswith(code) and len(bare) > len(code) else code + bare
        else:
            texts.append(bare)
    if not code and texts and (led := LED.match(texts[0])):
        code, texts[0] = led[1], texts[0][led.end() :]
    name = texts[-1] if code and texts else next(iter(texts), "")
    if any(text in ("栏次", "行次") for text in texts):
        return None
    if not code and not name and (half.codes or half.names):
        return None
    if code and not CODE.fullmatch(code):
        code = ""
    return Line(row, _kind(name, code), key, name, code)


def _kind(name: str, code: str) -> str:
    if code:
        return CODED
    bare = re.sub(r"[（(].*?[）)]|[:：]", "", name)
    for kind, words in (*_HALVES, (YEAR, _YEAR), (GRAND, _GRAND), (TOTAL, _TOTAL)):
        if words.match(bare):
            return kind
    return ITEM


def _coded(read: Sequence[Line], *, basic: bool) -> Iterator[Line]:
    """Lines with codes, each under the nearest one whose code begins its own."""
    codes = [line.code for line in read if line.code]
    once = len(set(codes)) == len(codes)
    totals = [line for line in read if line.kind in (TOTAL, YEAR, GRAND)]
    titled = [line for line in read if line.kind == ITEM]  # the units that codes stand under
    parts = {line.kind for line in read if line.kind in (PERSONNEL, PUBLIC)}
    stack: list[Line] = []
    for line in read:
        if line.kind in (TOTAL, YEAR, GRAND):
            yield replace(line, kind=TOTAL, key=TOTAL)
        elif line.kind in (PERSONNEL, PUBLIC):
            yield replace(line, key=line.kind, above=TOTAL if totals else "")
        elif line.kind == ITEM:
            stack = [line]
            yield replace(line, kind=ITEM, above="", complete=False)
        else:
            stack = [one for one in stack if not one.code or _begins(one.code, line.code)]
            key = line.code if once else line.key
            above = (
                _above(line.code, codes)
                if once
                else next((one.key for one in reversed(stack) if one.code), "")
            )
            if not above and not titled and once:
                half = PERSONNEL if line.code in _PERSONS else PUBLIC
                above = half if basic and half in parts else TOTAL
                if basic and parts and line.code[0] != "3":
                    above = ""  # 政府预算经济分类: its codes hold both
            yield replace(line, key=key, above=above)
            stack.append(line)


def _begins(code: str, longer: str) -> bool:
    return longer.startswith(code) and len(longer) > len(code)


def _above(code: str, codes: Sequence[str]) -> str:
    return max((one for one in codes if _begins(one, code)), key=len, default="")


def _listed(read: Sequence[Line]) -> Iterator[Line]:
    """Lines of a list with its totals: numbered ones as they are numbered, the others plainly."""
    kinds = [line.kind for line in read]
    if YEAR not in kinds and GRAND in kinds and TOTAL in kinds[: kinds.index(GRAND)]:
        # 收入合计, and 收入总计 with what was carried over
        read = [replace(one, kind=YEAR) if one.kind == TOTAL else one for one in read]
        kinds = [line.kind for line in read]
    year = kinds.index(YEAR) if YEAR in kinds else None
    grand = GRAND if GRAND in kinds else TOTAL if TOTAL in kinds and year is not None else ""
    first = YEAR if year is not None else grand or (TOTAL if TOTAL in kinds else "")
    numbered = any(_NUMBERED.match(line.name) for line in read if line.kind == ITEM)
    level = _one_level([line.name for line in read if line.kind == ITEM])
    opened: list[tuple[int, str]] = []  # the numbered lines that are open, and how deep
    beside = ""
    for n, line in enumerate(read):
        past = year is not None and n > year
        if line.kind in (YEAR, GRAND, TOTAL):
            above = grand if line.kind == YEAR else ""
            opened, beside = [], ""
            yield replace(line, key=line.kind, above=above)
            continue
        deep = depth(line.name) if _NUMBERED.match(line.name) else None
        inner = INNER.match(line.name) is not None or _COUNTED.search(line.name) is not None
        if past or (year is not None and _BESIDE.search(line.name) and deep is None):
            if _BESIDE.search(line.name) and not inner:
                beside = line.key
                yield replace(line, kind=BESIDE, above=grand)
            else:  # 一般公共预算财政拨款, of 年初财政拨款结转和结余
                yield replace(line, kind=INSIDE, above=beside)
            continue
        if inner or (numbered and deep is None):
            parent = opened[-1][1] if opened else ""
            if inner:
                parent = ""  # one of several, or a count
            elif _BESIDE.search(line.name):
                parent = first
            # 基本支出 is the two, and nothing else.
            halves = not inner and _HALF.match(line.name) is not None and bool(parent)
            yield replace(line, above=parent, complete=halves)
            continue
        if deep is None:
            yield replace(line, above=first, complete=level)
            continue
        opened = [one for one in opened if one[0] < deep]
        parent = opened[-1][1] if opened else first
        opened.append((deep, line.key))
        yield replace(line, above=parent)


def travelled(read: Sequence[tuple[Half, Line]]) -> list[tuple[Half, Line]]:
    """The lines of 三公, each under what it is a part of, however they are numbered or led."""
    terms = {line.key: _travel(line.name) for _half, line in read}
    first = next((n for n, term in enumerate(terms.values()) if term in OF_TRAVEL), len(terms))
    totals = [key for key, term in terms.items() if term == TOTAL]
    # 一、“三公”经费支出 heads （一）支出合计, which is the sum.
    above = [key for key in list(terms)[:first] if terms[key] == TOTAL]
    total = (above[-1:] or totals[:1] or [""])[0]
    vehicles = next((key for key, term in terms.items() if term == "vehicles"), "")
    made: list[tuple[Half, Line]] = []
    for half, line in read:
        term = terms[line.key]
        if term in OF_TRAVEL and total:
            line = replace(line, above=total, complete=True)
        elif PART_OF.get(term) == "vehicles" and vehicles:
            line = replace(line, above=vehicles, complete=True)
        elif term == TOTAL or counted(line.name):
            line = replace(line, above="")
        elif line.above == total:
            line = replace(line, complete=False)  # 会议费, which may be counted in or not
        made.append((half, line))
    return made


def counted(name: str) -> bool:
    """Whether a line of a 三公 table counts vehicles, visits or persons."""
    return _COUNTS.search(name) is not None or _COUNTED.search(name) is not None


def _travel(name: str) -> str:
    if counted(name):
        return ""
    if _TOTAL.match(name) or re.search(r"[三3]公|^[一1（(]*[、一）)]*(?:支出)?合计$", name):
        return TOTAL
    return next((term for term, words in TERMS if words.search(name)), "")


def _one_level(names: Sequence[str]) -> bool:
    """Whether lines without numbers are known to be beside one another."""
    known = [name for name in names if not _BESIDE.search(name)]
    if all(_CLASS.match(name) for name in known):
        return True
    fiscal = any(re.match("财政拨款", name) for name in known)
    general = any(re.match("一般公共预算", name) for name in known)
    return all(_SOURCE.match(name) for name in known) and not (fiscal and general)


def plain(name: str) -> str:
    """The name of a line without its numbering and the words that forms put or leave out."""
    bare = _NUMBERED.sub("", LETTERS.sub("", name))
    return re.sub(r"[（(][类款项][）)]|支出$", "", bare)
