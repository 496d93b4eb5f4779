"""Agreement (前后一致): the same quantity stated in two places of a report.

An amount that is named in full (政府性基金预算支出) under the same scope, and a rate or a
number whose own words are the same and say enough, must be the same wherever they stand.
Where scopes or words differ, equal figures of one name are taken for a restatement; equal
digits alone say nothing, and unequal ones of other scopes are no fault.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from checker.extract.claim import Claim
from checker.extract.mention import PROSE, Mention, Text
from checker.extract.phrase.fit import measures_alike, one_slip, plain
from checker.extract.phrase.words import PERIOD, direction, kin
from checker.extract.statement.item import fund
from checker.figure import Figure
from checker.terms.words import NATURES, SOURCES

NAMED = re.compile(
    r"^(?:[^，]{0,10}涉及|其中|涉及|按[^，]{2,8}(?:分|看)|包括|完成|实现|[本全当]年|\d{4}年|[，：\s])*"
    rf"(?P<name>{'|'.join(sorted(SOURCES + NATURES, key=len, reverse=True))})"
    r"(?:预算)?(?:财政)?(?:拨款)?"
    r"(?P<measure>支出|收入)?(?:决算|执行数|预算数)?[为共是\s]*$"
)
SOURCE = re.compile("|".join(sorted(SOURCES + NATURES, key=len, reverse=True)))
SCOPE = re.compile(r"项目(?!支出)|本级|下属|上年|去年|三公|任务")
# A rate so called is many things' rate; one whose name says more is of one thing.
COMMON = re.compile(
    r"^(?:服务对象|群众|居民|公众|社会公众|受益对象|受益群体|企业|职工|学生|家长|患者|党员|综合|总体|预算|资金|项目|任务|工作"
    r"|指标|按时|按期|及时|年度|目标|验收|质量|问题|隐患|案件|投诉|工单|整改|完成|执行|支出|的|和|及)*"
    r"(?:满意|完成|执行|支出|办结|合格|达标|整改|覆盖|到位|及时|知晓|参与|处置|处理|解决|调整|回复|发放|使用|支付)?(?:率|度|面)?$"
)
AIMED = re.compile(
    r"目标|预期|计划|不低于|不少于|力争|要求|应达|指标值|标准|上年|去年|同期|提高|下降|比|较"
)
OTHER_YEAR = re.compile(r"(?<!\d)20\d\d\s*年(?!.{0,12}(?:自评|评价))")
AIMS = re.compile(r"目标(?!.{0,6}(?:完成|实现))|下一步|打算|力争|建议|指标设")
FILL = re.compile(r"(?:均|已|都|总体|平均)?(?:达到?|为|至|是|到|超过?|约|近|[：:\s])*$")
HAN = re.compile(r"[\u4e00-\u9fff]")
GENERAL = re.compile(
    r"累计|共|全年|今年以来|年内|截至目前|目前|现有?|已|完成|开展|进行|实现|组织|了|等|及|和|的|为|对|由"
)
BUDGETED = re.compile("预算|批复|安排|下达|年初|计划|收入")
SPENT = re.compile("执行|决算|实际|完成|已支出|总支出|全年支出|累计支出|支出合计|使用|拨付")
FUNDS = re.compile("一般公共预算|政府性基金预算|国有资本经营预算|预算内|预算外|预算执行|预算支出")
LONG = 4  # characters of an amount that hardly comes near another by chance
TOGETHER = 5  # characters that two mentions of one thing share at least
FEW = 4  # how many earlier figures of a number are looked at

At = tuple[int, int]


@dataclass(frozen=True)
class _Said:
    """所言: one figure and where it stands."""

    text: Text
    mention: Mention

    @property
    def at(self) -> At:
        return self.text.index, self.mention.sentence

    @cached_property
    def words(self) -> frozenset[str]:
        """What is said of the number: pairs of characters around it in its clause."""
        lead = re.sub(rf"{PERIOD}|{GENERAL.pattern}", " ", self.mention.label[-16:])
        said = lead + " " + GENERAL.sub(" ", self.mention.after[:16])
        return frozenset(a + b for a, b in pairwise(said) if HAN.match(a) and HAN.match(b))


def claims(texts: Sequence[Text], taken: Collection[Figure]) -> Iterator[Claim]:
    prose = [text for text in texts if text.region == PROSE]
    yield from _amounts(prose)
    yield from _rates(prose)
    yield from _restated(prose)


def _amounts(texts: Sequence[Text]) -> Iterator[Claim]:
    told: dict[tuple[str, str, str], list[tuple[Mention, At, str]]] = {}
    scoped: dict[str, list[tuple[Mention, At]]] = {}
    for text in texts:
        for mention in text.mentions:
            if mention.dimension != "money" or mention.bracket is not None:
                continue
            at = text.index, mention.sentence
            named = NAMED.match(mention.label.strip())
            if named is None or SCOPE.search(_before(text, mention)):
                source = SOURCE.findall(text.lead(mention)[-40:] + text.gap(mention))
                if source:
                    scoped.setdefault(source[-1].removesuffix("支出"), []).append((mention, at))
                continue
            measure = named["measure"] or ("支出" if named["name"].endswith("支出") else "")
            if not measure:
                continue
            name = named["name"].removesuffix("支出")
            if OTHER_YEAR.search(text.said(mention)):
                continue
            # The same source under another scope is the same amount only where it agrees.
            for other, there in scoped.get(name, [])[-FEW:]:
                if there != at and (_one_off(other, mention) or _slipped(other, mention)):
                    yield Claim(
                        "agreement", mention.figure, base=other.figure, subject=mention.label
                    )
                    break
            # 基本支出 of all money is one thing, that of 一般公共预算 another.
            sections = reversed(text.passage.sections)
            of = fund(text.said(mention), *sections) if named["name"] in NATURES else ""
            side = _side(text, mention)
            known = told.setdefault((name, measure, of), [])
            others = [
                other
                for other, there, its in known
                if there != at and (its == side or "" in (its, side))
            ]
            value = mention.figure.number.exact
            same = [other for other in others if other.figure.number.exact == value]
            for earlier in (same or others)[:1]:
                yield Claim("agreement", mention.figure, base=earlier.figure, subject=mention.label)
            if len(known) < FEW:
                known.append((mention, at, side))


def _side(text: Text, mention: Mention) -> str:
    """Whether the amount was budgeted or spent, as its words or the amount before it tell."""
    lead = mention.label + "|" + text.lead(mention)[-20:]
    for words in (mention.label, lead, *(m.label for m in text.before(mention))):
        budgeted, spent = BUDGETED.search(FUNDS.sub("", words)), SPENT.search(words)
        if budgeted or spent:
            return "" if budgeted and spent else "budgeted" if budgeted else "spent"
    return ""


def _before(text: Text, mention: Mention) -> str:
    """The words of the sentence before the mention, where a scope would stand."""
    start = max(text.sentences[mention.sentence][0], mention.start - 200)
    head = re.sub(r"（[^（）]*）|\([^()]*\)", "", text.passage.text[start : mention.start])
    return head.rpartition("；")[2]


def _one_off(a: Mention, b: Mention) -> bool:
    """Whether two amounts are one, printed to other places or carried along rounded."""
    ulp = max(a.figure.number.ulp, b.figure.number.ulp)
    apart = abs(a.figure.number.exact - b.figure.number.exact)
    return b.figure.number.value != 0 and apart <= ulp and ulp < a.figure.number.exact / 1000


def _slipped(a: Mention, b: Mention) -> bool:
    """Whether two amounts of many digits differ in one digit only, as far as both are printed."""
    finer, coarser = sorted((a.figure.number, b.figure.number), key=lambda n: n.ulp)
    alike = finer.scale == coarser.scale and len(coarser.digits) > LONG
    return alike and one_slip(coarser.prints(finer.exact), coarser.digits)


def _rates(texts: Sequence[Text]) -> Iterator[Claim]:
    """优生优育服务覆盖率达 100% here and there: a rate whose name says what it is of.

    Two that are quite different may be of two places or two years; a slip of the pen is not.
    """
    first: dict[str, tuple[Mention, At]] = {}
    for text in texts:
        if AIMS.search(text.passage.section):
            continue
        for mention in text.mentions:
            name = _rate_name(mention) if mention.percent and plain(mention) else ""
            near, said = text.lead(mention) + mention.after, text.said(mention)
            if not name or AIMED.search(near) or AIMS.search(said):
                continue
            at = text.index, mention.sentence
            earlier, there = first.setdefault(name, (mention, at))
            if there != at and _same_but_slipped(earlier, mention):
                yield Claim("agreement", mention.figure, base=earlier.figure, subject=mention.label)


def _same_but_slipped(a: Mention, b: Mention) -> bool:
    """Whether the two are equal, or differ in one digit of several, or in the order of two."""
    one, other = a.figure.number, b.figure.number
    if one.value == other.value:
        return True
    if one.places != other.places or not one.places or len(one.digits) != len(other.digits):
        return False
    apart = [at for at, (x, y) in enumerate(zip(one.digits, other.digits, strict=True)) if x != y]
    swapped = sorted(one.digits[i] for i in apart) == sorted(other.digits[i] for i in apart)
    return len(apart) == 1 or (len(apart) == 2 and swapped)


def _rate_name(mention: Mention) -> str:
    label = FILL.sub("", re.sub(r"^.*?(?:其中|实现|确保)", "", mention.label.strip()))
    label = re.sub(r"[^\u4e00-\u9fff]", "", label)
    if not label.endswith(("率", "度", "面")) or COMMON.match(label):
        return ""
    return label if len(label) >= 7 else ""


def _restated(texts: Sequence[Text]) -> Iterator[Claim]:
    """9 户困难家庭的房屋修缮 … 为 9 户困难家庭完成房屋修缮: one number said of one thing twice."""
    known: dict[tuple[Fraction, str], list[_Said]] = {}
    for text in texts:
        for mention in text.mentions:
            if (
                mention.percent
                or not mention.unit
                or not plain(mention)
                or direction(mention.label)
            ):
                continue
            number = mention.figure.number
            if number.value < 2 or mention.dimension in ("score", "point"):
                continue
            said = _Said(text, mention)
            key = number.exact, "count" if number.counts else mention.dimension
            earlier = known.setdefault(key, [])
            for other in earlier[-FEW:]:
                if other.at != said.at and _same_thing(other, said):
                    yield Claim(
                        "agreement",
                        mention.figure,
                        base=other.mention.figure,
                        subject=mention.label,
                    )
                    break
            earlier.append(said)


def _same_thing(a: _Said, b: _Said) -> bool:
    if not (measures_alike(a.mention, b.mention) or kin(a.mention.unit, b.mention.unit)):
        return False
    shared = a.words & b.words
    # Short words are shared whole, longer ones in their greater part.
    fewer = min(len(a.words), len(b.words))
    return len(shared) >= TOGETHER - 1 or (len(shared) >= 3 and 5 * len(shared) >= 4 * fewer)
