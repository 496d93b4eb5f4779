"""Terms (术语): which printed words mean which column.  One line a synonym; extend freely.

The longest synonym that ends a label wins, so a new word never needs a priority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache

# 资金类
MONEY: dict[str, tuple[str, ...]] = {
    "initial_budget": (
        "年初预算数", "年初预算", "年初安排预算", "年初预算安排", "年初预算安排数", "年初部门预算",
        "年初批复预算", "年初批复数", "批复预算数", "年初安排", "期初预算数", "年初预算金额", "年初预算收入",
        "初预算", "初预算数", "初部门预算", "初预算安排",  # 2023年|初预算
        "年初预算批复数", "年初批复", "年初预算总额", "年初下达预算", "年初预算支出", "年初预算批复",
    ),
    "adjustment": (
        "预算调整数", "调整数", "调整金额", "预算调整金额", "预算调增数", "追加预算数", "调增", "追加", "追加预算",
        "调增预算", "预算调增", "预算追加", "追加预算资金", "调增预算数", "追加资金", "年中追加", "追加预算收入",
        "预算追加数", "追加调整", "预算调整", "调整额", "调整", "增减调整",
    ),
    "reduction": (
        "调减", "调减预算", "预算调减", "预算调减数", "调减预算数", "核减预算", "收回预算", "压减预算", "年中调减",
        "核减", "压减", "追减", "追减预算", "年中追减", "预算追减", "追减预算数", "收回", "调减资金",
    ),
    "budget": (
        "全年预算数", "全年预算", "预算数", "年度预算数", "年度预算", "调整后预算数", "调整后预算",
        "调整预算数", "调整预算", "全年安排预算", "全年安排预算数", "年度支出预算数", "支出预算数",
        "财政安排预算数", "预算安排", "预算安排数", "安排预算", "预算总额", "预算金额", "全年预算安排",
        "年度总预算", "资金总额", "预算资金", "下达预算", "预算总数", "预算支出总额", "部门预算", "项目预算",
        "年度部门预算", "单位预算", "总预算", "本年预算", "当年预算", "调整后预算收入", "调整后预算总额",
        "调整后全年预算", "调整后全年预算数", "可执行预算", "可执行预算数", "全年预算总额", "全年预算指标",
        "预算批复数", "批复预算", "部门总预算", "调整后的预算数", "预算指标", "预算收入", "下达资金", "下达金额", "安排金额", "批复金额", "计划资金", "计划投入", "安排资金", "全年可用资金", "预算",
    ),
    "received": (
        "到位资金", "资金到位", "实际到位资金", "实际到位", "资金到位数", "到位数", "到位金额", "到位资金数",
        "资金实际到位", "已到位资金", "到位", "实际到位数", "资金到位金额",
    ),
    "executed": (
        "执行数", "全年执行数", "执行金额", "预算执行数", "实际支出数", "实际支出", "年度实际支出数",
        "实际支出金额", "实际支出额", "预算完成数", "实际完成数", "实际执行数", "实际执行", "实际使用",
        "实际使用资金", "支出数", "决算数", "支出决算数", "支出决算", "累计支出", "已支出", "全年支出",
        "共支出", "实际支付", "支付金额", "支出金额", "全年实际支出", "总支出", "资金支出", "支出总额",
        "预算支出数", "执行", "支出", "执行预算", "完成支出", "实际使用金额", "使用资金", "资金使用", "支付",
        "已支付", "实际拨付", "使用", "全年执行", "支出完成数", "决算支出", "支出资金", "支付资金", "拨付金额", "拨付数", "拨付资金", "已拨付", "支付数", "决算金额", "年度执行数", "执行总额",
    ),
    "carry_over": (
        "结转结余", "年末结转和结余", "结转和结余", "年末结转结余", "结余", "结转", "结余资金", "结转资金",
    ),
}  # fmt: skip

# 工程投资 (table headers only)
WORKS: dict[str, tuple[str, ...]] = {
    "budget": ("批复投资", "批复投资额", "计划投资", "计划投资额", "概算投资", "批复概算", "设计投资", "投资计划"),
    "executed": ("预算执行", "完成投资", "完成投资额", "实际完成投资", "累计完成投资", "实际投资", "实际投资额"),
}  # fmt: skip

# 比率类
RATES: dict[str, tuple[str, ...]] = {
    "execution_rate": (
        "执行率", "预算执行率", "预算完成率", "支出率", "预算支出率", "支出进度", "预算支出执行率", "资金执行率", "预算执行进度",
        "支出执行率", "完成预算的", "占预算的", "完成预算", "资金支出率", "预算资金支出率", "完成年度预算的", "完成全年预算的",
        "占年度预算的", "资金使用率", "预算资金执行率", "占全年预算的", "占全年预算数的", "占预算数的", "占年初预算的", "完成年初预算的",
        "完成调整预算的", "完成调整后预算的", "占调整后预算的", "完成预算数的", "预算资金使用率", "资金支付率", "拨付率", "资金拨付率", "预算支付率", "占年度预算",
        "占全年预算", "占全年预算数", "占预算数", "占年初预算", "占调整后预算", "占预算", "占年度预算数", "占年初预算数", "占调整后预算数",
        "占预算总额", "占部门预算", "完成全年预算数", "完成年初预算数", "完成调整后预算", "完成预算数", "占年度预算数的", "占年初预算数的",
        "占调整后预算数的", "完成全年预算数的", "完成年初预算数的", "占预算总额的", "完成部门预算的", "占部门预算的", "完成全年预算",
        "完成年初预算", "完成年度预算", "执行进度", "支出预算执行率", "控制率", "经费控制率", "预算控制率", "部门预算执行率",
    ),
    "receipt_rate": ("到位率", "资金到位率", "预算资金到位率"),
    "adjustment_rate": ("调整率", "预算调整率"),
}  # fmt: skip

# 评分类
SCORES: dict[str, tuple[str, ...]] = {
    "awarded": (
        "得分", "自评得分", "自评", "评分", "实际得分", "自评分", "得", "评价得分", "评分结果", "计分", "自评分值",
        "自评分数", "自评价得分", "评定得分", "打分", "自评计分", "合计得分", "得分合计", "给分", "计",
    ),
    "full_mark": ("总分", "满分", "分值", "总分值", "标准分", "权重", "标准分值", "满分值", "权重分", "权重分值"),
    "deduction": ("扣分", "扣", "扣减", "失分", "扣除", "扣分值", "共扣", "扣掉", "合计扣分", "共扣分"),
}  # fmt: skip

# 指标类 (table headers only)
INDICATORS: dict[str, tuple[str, ...]] = {
    "name": (
        "关键指标", "三级指标", "指标名称", "绩效指标", "指标", "评价指标", "评分项目", "具体指标", "四级指标",
        "评价内容", "考核内容", "评分内容", "评价要素", "考核指标", "评分指标", "自评内容", "评价项目",
    ),
    "level": ("一级指标", "二级指标", "指标类型", "指标类别", "一级", "二级", "评价维度"),
    "definition": ("计算公式或指标内容", "指标解释", "指标内容", "计算公式", "指标说明", "评分标准"),
    "target": (
        "预期实现值", "年度指标值", "指标值", "目标值", "预期指标值", "年初目标值", "预期值", "年度目标值",
        "计划值", "绩效目标值", "目标指标值", "计划指标值", "预期目标值", "预期指标", "计划完成值",
        "全年目标值", "年初指标值", "年度绩效目标值", "全年指标值", "计划目标值", "计划数", "目标数", "任务数", "计划数量",
        "计划任务数", "目标任务数", "年度计划数", "年度目标", "目标任务", "年度任务", "年度计划",
    ),
    "adjusted_target": (
        "调整指标值", "调整后指标值", "调整目标值", "调整后目标值", "调整后的指标值", "调整值",
    ),
    "actual": (
        "实际完成值", "实际完成指标值", "完成值", "指标完成情况", "实际值", "全年完成值", "实际实现值",
        "完成情况", "实际完成情况", "全年实际值", "年度实际完成值", "实际完成", "全年实际完成值", "年度完成值",
        "完成指标值", "实际指标值", "自评完成值", "全年实际完成情况", "指标实际完成值", "完成数", "完成数量",
        "实际完成数量", "实际数",
    ),
    "comparator": ("指标性质", "指标方向", "运算符号", "符号", "计算符号"),
    "unit": ("度量单位", "计量单位", "指标单位"),
    "weight": ("分值", "执行率分值", "执行率权重", "权重", "指标权重", "满分", "标准分值", "标准分", "分值权重", "指标分值", "权重分", "总分值"),
    "score": ("得分", "执行率得分", "自评得分", "实际得分", "自评分", "自评分数", "评价得分", "评分", "自评打分", "指标得分"),
    "score_rate": ("得分率", "指标得分率", "得分系数"),
    "deduction": ("扣分", "扣分值", "扣减分值", "扣除分值", "扣减分数"),
    "completion_rate": (
        "完成率", "指标完成率", "任务完成率", "目标完成率", "完成比例", "实际完成率", "完成程度",
    ),
    "met": (
        "是否达标", "是否完成", "是否达成", "是否实现", "是否达到目标", "是否完成目标", "达标情况", "是否达到预期", "是否达到目标值",
    ),
    "reason": (
        "偏差原因分析及改进措施", "偏差原因", "未完成原因", "未完成原因分析", "偏差原因分析", "扣分原因", "备注",
        "未完成原因及改进措施", "原因分析", "未完成原因和改进措施", "偏差分析", "扣分说明", "未达标原因",
        "未完成原因和拟采取的改进措施", "偏差原因及改进措施",
    ),
}  # fmt: skip

# 表头 (funding and task tables)
NAMES: dict[str, tuple[str, ...]] = {
    "source": (
        "资金来源", "资金性质", "经费来源", "资金构成", "年度资金", "项目资金", "资金类型", "资金类别", "预算资金",
        "年度预算申请", "资金名称", "预算执行情况", "部门预算资金", "部门资金", "资金",
    ),
    "nature": ("支出性质", "支出类型", "支出类别", "支出构成"),
    "task": (
        "主要任务", "任务名称", "重点任务", "重点工作任务", "年度主要任务", "年度重点工作任务", "项目名称",
        "工作任务", "年度主要工作任务", "任务", "项目", "年度任务", "主要工作任务", "子项目名称",
    ),
}  # fmt: skip
# 数据表的列名, where the tables come as files: the first is what a person would call it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "行号", "记录编号"),
    "document": ("文档", "报告", "文件", "来源文档", "来源文件"),
    "group": ("组别", "分组"),
    "scope": ("范围", "资金范围", "支出范围"),
    "breakdown": ("行类别", "分类方式"),
    "name": ("名称", "项目", "任务"),
    "parent": ("上级", "上级名称", "父项"),
    "initial_budget": ("年初预算数",),
    "adjustment": ("预算调整数",),
    "reduction": ("预算调减数",),
    "budget": ("全年预算数",),
    "received": ("到位资金",),
    "executed": ("全年执行数",),
    "execution_rate": ("执行率",),
    "adjustment_rate": ("调整率",),
    "receipt_rate": ("到位率",),
    "carry_over": ("结转结余",),
    "weight": ("分值",),
    "score": ("得分",),
    "score_rate": ("得分率",),
    "proportional": ("按执行率计分",),
    "reduced": ("只有调减",),
    "explicit": ("明确陈述",),
    "stated": ("陈述数",),
    "elsewhere": ("他处所写数",),
    "definition": ("指标内容",),
    "comparator": ("比较符号",),
    "target": ("预期值",),
    "actual": ("完成值",),
    "per": ("计量口径",),
    "role": ("行角色",),
    "level": ("指标级别",),
    "standing": ("评分说明",),
    "path": ("路径",),
    "series": ("同列编号",),
    "complete": ("列举完整",),
    "overall": ("是否总分",),
    "full_mark": ("满分",),
    "awarded": ("得分",),
    "deduction": ("扣分",),
    "deducted": ("写明扣分",),
    "kind": ("关系种类",),
    "subject": ("对象",),
    "sentence": ("原句",),
    "falls": ("是否下降",),
    "counted": ("所列项数",),
    "part": ("部分数",),
    "whole": ("总数",),
    "current": ("本期数",),
    "base": ("上期数",),
    "change": ("增减数",),
    "parts": ("各分项",),
    "minus": ("减项",),
    "sha256": ("文件校验值",),
    "format": ("文件格式",),
    "type": ("报告类型",),
    "title": ("标题",),
    "department": ("部门", "部门名称", "单位名称", "填报单位"),
    "fiscal_year": ("年度", "年份", "预算年度", "会计年度"),
    "money_unit": ("金额单位", "单位"),
    "self_score": ("自评得分", "自评总分"),
    "rating": ("等级", "自评等级"),
    "rated": ("写明等级",),
    "capped": ("等级有上限",),
    "tabled": ("表内有总分",),
    "rating_floor": ("等级下限",),
    "rating_ceiling": ("等级上限",),
    "table_score": ("表内总分",),
    "notes": ("读取说明",),
    "figure": ("数据",),
    "text": ("印出文字",),
    "value": ("数值",),
    "unit": ("计量单位",),
    "approximation": ("约数",),
    "label": ("前文",),
    "term": ("术语",),
    "dimension": ("量纲",),
    "places": ("小数位数",),
    "line": ("行",),
}  # fmt: skip
TASK_AMOUNT = ("任务涉及资金", "涉及资金", "任务资金")

# 资金来源 and 支出性质, as they head a line of a breakdown.
SOURCES = (
    "一般公共预算", "政府性基金", "国有资本经营", "社会保险基金", "财政性资金", "财政专户", "其他收入", "其他资金",
    "事业收入", "经营收入", "上级补助", "附属单位上缴", "非财政拨款", "财政拨款", "单位资金", "上年结转",
    "本年财政拨款", "自有资金", "债务收入", "中央资金", "省级资金", "市级资金", "区级资金", "上级资金",
    "当年财政拨款", "上年结转资金", "纳入专户", "自筹资金", "县级资金", "本级资金", "中央财政", "省级财政",
    "市级财政", "区级财政", "县级财政", "本级财政", "财政资金", "事业单位资金", "社会资金", "非税收入",
    "中央补助", "中央配套", "省级配套", "市级配套", "区级配套", "县级配套", "配套资金", "省级补助", "市级补助", "市县资金", "年初结转", "使用非财政拨款结余", "单位自有资金",
)  # fmt: skip
# Of whom the money of a column is, under a head that says it is a source.
LEVELS = (
    "中央",
    "省级",
    "市级",
    "县级",
    "区级",
    "州级",
    "镇级",
    "乡级",
    "本级",
    "上级",
    "财政",
    "单位",
    "社会",
)
NATURES = (
    "基本支出", "项目支出", "经营支出", "上缴上级支出", "对附属单位补助支出", "其他支出",
)  # fmt: skip
# Of basic expenditure, where it is not told among the staff costs.
AID = ("对个人和家庭",)
# 基本支出 by its own two halves.
HALVES = ("人员经费", "公用经费", "人员支出", "公用支出", "日常公用经费", "人员类", "运转类公用")
# 财政拨款: what an amount of public money may be made of; anything else stands beside it.
OF_PUBLIC_MONEY = (
    "一般公共预算", "政府性基金", "国有资本经营", "中央", "省级", "市级", "区级", "县级", "上级", "本级",
    "当年", "本年", "上年结转", "省补", "市补",
)  # fmt: skip
TOTALS = (
    "合计", "总计", "总额", "年度资金总额", "共计", "部门预算总额", "资金总额", "总金额", "年度总金额", "总分", "总得分", "总支出",
)  # fmt: skip
# 表头的第二行: what a budget column is split into.
SUBHEADS = ("总额", "小计", "合计", "金额", "总数", "总量")

HEADER_LENGTH = 80  # a longer cell heads no column

# Words that may stand between a term and its number.
_FILLER = re.compile(
    r"(?:[\s:：,，、的是为了约共计达至到仅只有合计总计达到分别金额数额人民币]|（[^（）]*）|\([^()]*\))+$"
)
# 一般公共预算 is a source of money, not an amount budgeted.
_FUND = re.compile(r"(?:公共|基金|经营|[决概])预算$")
_UNIT_NOTE = re.compile(
    r"[（(]\s*(?:单位[：:])?\s*(?:亿|百万|万|千)?元\s*[）)]|[（(]\s*[%％]\s*[）)]"
)


_GROUPS = {
    "money": MONEY,
    "rates": RATES,
    "scores": SCORES,
    "indicators": INDICATORS,
    "names": NAMES,
    "works": WORKS,
}
Synonyms = tuple[tuple[str, str], ...]  # a printed word and the term it stands for
_own: ContextVar[Synonyms] = ContextVar("own", default=())


def names() -> frozenset[str]:
    """Every term that a synonym may stand for."""
    return frozenset(term for group in _GROUPS.values() for term in group)


@contextmanager
def joined(own: Mapping[str, str]) -> Iterator[None]:
    """自备同义词: words that stand for a term inside, beside the known ones and before them."""
    before = _own.set(tuple(sorted((word.replace(" ", ""), term) for word, term in own.items())))
    try:
        yield
    finally:
        _own.reset(before)


@cache
def _words(groups: tuple[str, ...], own: Synonyms) -> Mapping[str, str]:
    """The term of each printed word, own words first; of a word in two groups that of the first."""
    found = {word: term for word, term in own if any(term in _GROUPS[group] for group in groups)}
    for group in groups:
        for name, words in _GROUPS[group].items():
            for word in words:
                found.setdefault(word, name)
    return found


@cache
def _longest(groups: tuple[str, ...], own: Synonyms) -> int:
    return max(map(len, _words(groups, own)))


def _endings(text: str, groups: tuple[str, ...], own: Synonyms) -> Iterator[tuple[str, str]]:
    """The words that end ``text`` with their terms, the longest first."""
    words = _words(groups, own)
    for at in range(max(len(text) - _longest(groups, own), 0), len(text)):
        if name := words.get(text[at:]):
            yield text[at:], name


def stripped(label: str) -> str:
    """``label`` without the filler between its term and the number: 执行数为 -> 执行数."""
    previous = None
    while previous != label:
        previous, label = label, _FILLER.sub("", label)
    return label or previous or ""


def term(label: str) -> tuple[str, str] | None:
    """The money, rate or score term that ends ``label``, and the words before it.

    ``全年财政安排预算数为`` -> ``("budget", "全年")``; None when no term ends it.
    """
    return _term(label, _own.get())


@lru_cache(maxsize=1 << 12)
def _term(label: str, own: Synonyms) -> tuple[str, str] | None:
    bare = label.replace(" ", "")
    found = [ended for one in (bare, stripped(bare)) if (ended := _ended(one, own)) is not None]
    # 自评总分 is no 自评 with filler behind it: the longer word, and of two the one as printed.
    best = max(found, key=lambda ended: len(ended[1]), default=None)
    return (best[0], best[2]) if best else None


def _ended(label: str, own: Synonyms) -> tuple[str, str, str] | None:
    """The term that ends ``label``, the word it is printed as, and the words before it."""
    for word, name in _endings(label, ("money", "rates", "scores"), own):
        if not (word == "预算" and _FUND.search(label)):
            return name, word, label[: -len(word)]
    return None


def header(cell: str, *groups: str) -> str | None:
    """What a table header calls its column: an exact synonym, or one that ends it."""
    return _header(cell, groups, _own.get())


@lru_cache(maxsize=1 << 12)
def _header(cell: str, groups: tuple[str, ...], own: Synonyms) -> str | None:
    if len(cell) > HEADER_LENGTH:
        return None
    bare = _UNIT_NOTE.sub("", cell).replace(" ", "").replace("\n", "")
    bare = re.sub(r"[（(].*?[）)]|[A-Za-z①②③④⑤⑥⑦⑧⑨]+$|[:：]$", "", bare) or bare
    for word, name in _endings(bare, groups, own):
        if word == bare or len(word) > 2:
            return name
    split = next((word for word in SUBHEADS if bare.endswith(word) and bare != word), None)
    return _header(bare.removesuffix(split), groups, own) if split else None


def starts(label: str, words: tuple[str, ...]) -> str | None:
    """The longest of ``words`` that occurs in ``label``'s beginning."""
    bare = label.replace(" ", "")
    found = [word for word in words if word in bare[: len(word) + 8]]
    return max(found, key=len) if found else None
