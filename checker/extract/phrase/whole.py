"""Whole lists (列全): what tells that the parts named are all the parts there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from checker.extract.mention import Mention, Text
from checker.extract.phrase.fit import plain
from checker.extract.phrase.words import LEFT

STATE = re.compile("完成|完工|竣工|办结|整改|销号|化解|建成|开工")
REST = re.compile(r"剩余|其余|余下|尚有|另有|另外|其他|其它|还有")
OPEN = re.compile(
    r"等(?!奖|级|次|候|待|同|额|于|效|外级)[^，。；、）)\d]{0,6}\s*[，。；）)]|等\s*$"
)


def _families(words: str) -> tuple[tuple[str, ...], ...]:
    """``男 女; 线上 线下`` -> (男, 女), (线上, 线下)."""
    return tuple(tuple(family.split()) for family in words.split(";"))


# Two halves of one thing.
HALVES = _families(
    "男 女; 线上 线下; 城镇 农村; 城市 农村; 城镇 乡村; 城区 乡镇; 行政 事业; 在职 退休; "
    "在岗 退休; 离休 退休; 建议 提案; 新建 改建; "
    "新建 续建; 新建 改扩建; 重建 修缮; 新建 修缮; 重建 维修; 新建 维修; 公办 民办; "
    "国内 国外; 境内 境外; "
    "内资 外资; 上半年 下半年; 春季 秋季; 固定 流动; 重大 一般; 集中 分散; 住院 门诊; "
    "中央 地方; 基本支出 项目支出; 人员经费 公用经费; 夏粮 秋粮; 气代煤 电代煤; "
    "经常性 一次性; 合格 不合格; 专业 通用; 专业 业余; 户籍 流动; 本级 下属; "
    "预算内 预算外; 财政拨款 自筹; 财政 自筹; 个人 单位; 个人 集体; 室内 室外; 纸质 电子; "
    "定向 非定向; 定期 不定期; 脱贫 一般; 脱贫不稳定 边缘易致贫; 村 社区; 研究生 本科; "
    "在用 闲置; 未成年 成年; 乙类 丙类; 公益性 经营性; 政府投资 社会投资; "
    "本地 外地; 新办 续办; 自建 租赁; 有效 无效; 达标 不达标; 应届 往届; 省内 省外; "
    "市内 市外; 区内 区外; 水田 旱地; 早稻 晚稻; 常住 暂住; 一般程序 简易程序; "
    "普通程序 简易程序; 编制内 编制外; 在编 编外; 在编 聘用; 出口 进口; 保留 封堵; "
    "保留 取消; 继续 取消; 本部 分院; 本部 分校; 本部 分部; 户籍 来穗; 户籍 非户籍; 现场 非现场; "
    "住宅 非住宅; 堂食 送餐; 集中供养 分散供养; 集中供养 社会散居; 流动资产 非流动资产; "
    "免疫规划 非免疫规划; 在编 非在编; 公车 非公车"
)
# The steps of one ladder, all of which must be named, among three items or more.
LADDERS = _families(
    "一等奖 二等奖 三等奖; 幼儿园 小学 初中; 小学 初中 高中; 第一产业 第二产业 第三产业; "
    "货物 工程 服务; 大型 中型 小型; 金牌 银牌 铜牌; 民事 刑事 行政; 刑事 民 执行; "
    "来信 来访 网; 一级 二级 三级; 一季度 二季度 三季度 四季度; 博士 硕士 本科; "
    "硕士 本科 大专; 非常满意 满意 不满意; 企业 个体 合作社; 工资福利 商品和服务; "
    "公务员 事业; 行政 参公 事业; 党委 党总支 党支部; 优 良 中; "
    "优秀 良好 合格; 重大 较大 一般; 完成 部分完成 未完成; 初级 中级 高级; "
    "县道 乡道 村道; 省道 县道 乡道; 线上 线下 其他; 非常满意 满意 一般 不满意; 市区 县城 农村"
)
LOWEST = re.compile(
    r"^(?:[县区乡镇村]级|街道|社区|村|[县区镇]配套|自筹|[县区]级配套|.{1,4}(?:及其?以下|以下))"
)
LEVEL = re.compile(
    r"国家级|中央|部级|省级|自治区|省(?=财政|资金|补)|市级|市(?=财政|资金|补)|[县区]级|[县区](?=财政|配套|资金)|[乡镇]级|(?:街道|镇街|社区|村)(?!类)"
    r"|自筹|其他|[县区]配套"
)
NEARLY, MOST = Fraction(9, 10), Fraction(4)
LEAST = Fraction(1, 10)  # a slip in the first digit takes away no more
SHARED = re.compile(r"\s*[（(][^（）()]*(?:重复|交叉|多项|兼|叠加|重叠)")
GENERAL = re.compile(r"(?:人数|数量|金额|资金|总数|面积|数)$")
# A step of a ladder: 市级及以下, 高级 beside 初级 and 中级.
STEP = re.compile(r"^[省市县区乡镇]级及?以[上下]|^(?:正高|副高|高|中|初)级?(?:职称|教师)?$")
# Words that tell one attribute among many: a list of them may overlap and leave out.
ATTRIBUTE = re.compile(
    r"党员|青年|妇女|少数民族|岁|以上|以下|学历|学位|新增|重点|骨干|困难|特困|流动|老年|志愿者|持证|高级|副高|优秀"
    r"|先进|示范|特色|主要|包含"
)


def rest(part: Mention) -> bool:
    """Whether the part is what remains."""
    return bool(REST.search(part.words))


def open_(text: Text, parts: Sequence[Mention]) -> bool:
    """Whether 等 ends the list: not all its items are named."""
    end = parts[-1].end
    inside = text.passage.text[parts[0].start - len(parts[0].label) : end + 10]
    return bool(OPEN.search(inside))


def shared(text: Text, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one thing may be in several parts: 产业 31 户、兜底 46 户 of 46（可享受多项）."""
    after = text.passage.text[parts[-1].end : parts[-1].end + 24]
    whole = [part for part in parts if part.figure.number.exact == total.figure.number.exact]
    rest_ = [part for part in parts if part not in whole and part.figure.number.value]
    return bool(SHARED.match(after)) or bool(whole and rest_)


def apart(text: Text, parts: Sequence[Mention]) -> bool:
    """Whether the parts can be told apart: no attribute that others may have as well."""
    labels = [_name(text, part) for part in parts]
    bare = [STEP.sub("", label) for label in labels]
    return len(set(labels)) == len(labels) and not any(map(ATTRIBUTE.search, bare))


def beyond(text: Text, opening: int, total: Mention, parts: Sequence[Mention]) -> list[Mention]:
    """共 420 个（其中甲 625 个、乙 155 个）: the items that alone are more than the whole.

    The list, whole or not, opens right behind its total.
    """
    near = not text.passage.text[total.end : opening].strip(" ，,（(")
    if not near or not apart(text, parts) or not plain(total):
        return []
    top = total.figure.number.exact
    same = [part for part in parts if part.unit == total.unit and plain(part)]
    same = [m for m in same if "；" not in text.between(total, m)]  # …；又签约 28.6 亿元
    return [part for part in same if part.figure.number.exact > top]


def divided(text: Text, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts divide one thing without a remainder: halves, ladders, shares."""
    if not apart(text, parts):
        return False
    added = sum((part.figure.number.exact for part in parts), Fraction(0))
    if added < LEAST * total.figure.number.exact:
        return False  # some of many, whatever they are called
    labels = [_name(text, part) for part in parts]
    if len(labels) == 2 and (_halves(*labels) or _states(*labels)):
        return True
    return (
        any(_ladder(labels, steps) for steps in LADDERS)
        or _levels(labels, total)
        or shares(text, parts)
    )


def alike(text: Text, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the labels are built alike: as long, or with the same words at their end.

    So is many a list of some examples, but those hardly come near the total.
    """
    labels = [GENERAL.sub("", _name(text, part)) for part in parts]
    added = sum((part.figure.number.exact for part in parts), Fraction(0))
    if not apart(text, parts) or any(map(LEVEL.match, labels)):
        return False
    if any(len(label) < 2 for label in labels):
        return False
    if not NEARLY * total.figure.number.exact <= added <= MOST * total.figure.number.exact:
        return False
    if len(labels) == 2:  # 行政公益诉讼、民事公益诉讼
        return len(labels[0]) == len(labels[1]) > 4 and labels[0][3:] == labels[1][3:]
    lengths, ends = set(map(len, labels)), {label[-1] for label in labels}
    if len(ends) == 1 and max(lengths) - min(lengths) <= 1:
        return True
    return len(lengths) == 1 or len({label[-2:] for label in labels}) == 1


def shares(text: Text, parts: Sequence[Mention]) -> bool:
    """Whether each part has its share behind it, and the shares make 100 %."""
    found: list[Decimal] = []
    places = 0
    for part in parts:
        after = text.following(part)
        if after is None or not after.percent or "占" not in after.label:
            return False
        found.append(after.figure.number.value)
        places = max(places, after.figure.number.places)
    slack = Decimal(len(found)).scaleb(-places) / 2
    return abs(sum(found, Decimal(-100))) <= slack


def _name(text: Text, part: Mention) -> str:
    """What the part is: the words of its clause before it, else those after."""
    gap = re.sub(r"^.*?(?:其中|包括|分别|[：:])", "", text.gap(part))
    said = re.sub(r"\W", "", re.split(r"[，；。、（(]", gap)[-1])
    return said or re.sub(r"\W", "", part.after)


def _halves(a: str, b: str) -> bool:
    return any(_half(a, b, one, other) or _half(b, a, one, other) for one, other in HALVES)


def _half(a: str, b: str, one: str, other: str) -> bool:
    """Whether a is the one and b the other; 合格 stands in 不合格 as well."""
    return one in a and other not in a and other in b and one not in b.replace(other, "")


def _states(done: str, left: str) -> bool:
    """已完工 12 个、在建 7 个: what is done and what is not."""
    undone = re.search(LEFT, left) is not None
    return undone and bool(STATE.search(done)) and not re.search(LEFT, done)


def _ladder(labels: Sequence[str], steps: Sequence[str]) -> bool:
    return len(labels) >= max(len(steps), 3) and all(
        any(step in label for label in labels) for step in steps
    )


def _levels(labels: Sequence[str], total: Mention) -> bool:
    """国家级、省级、市级、区级: a ladder of offices down to the lowest.

    市级以上 43 项 says which one that is.
    """
    above = re.search(r"(?P<least>[省市县区]级)(?:及其?)?以上", total.words)
    return (
        len(labels) > 2
        and all(LEVEL.match(label) for label in labels)
        and bool(LOWEST.search(labels[-1]) or (above and labels[-1].startswith(above["least"])))
    )
