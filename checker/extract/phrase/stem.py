"""Stems (词干): what a rate is called by, and whether a number is of that name.

办结率 is of 办结 90 件, 破案率 of 破获刑事案件 856 起, 定检率 of 定期检验 7280 台: the
characters of the stem occur in the words, however far apart.  合格 is not of 不合格.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NAMED = re.compile(
    r"(?P<stem>[\u4e00-\u9fffA-Za-z0-9“”]{1,16}?)(?:率|比例|(?<=满意)度|(?<=免疫)密度|(?<=覆盖)面)(?:均|总体)?[达到为是至约近超过高仅只也已：:\s]*$"
)
ASIDE = re.compile(r"（[^（）]*）\s*[达到为是至约近：:\s]*$")
QUALIFIER = re.compile(r"按时|按期|及时|现场|一次性|当场|按月|准时|限时|平均|首次|日均|初次|加权")
# What a rate is called by more than once; these words do not tell its part.
GENERIC = re.compile(
    r"总体|综合|整体|平均|项目|任务|目标|指标|工作|全年|年度|群众|居民|服务对象|公众|社会|受益|学生|家长|职工|企业|患者|党员"
    r"|管理|“|”|工单|信访|案件|投诉|举报|事项|问题|隐患|资金|设备|有效(?=回收|问卷)|该|其"
)
SAID = {
    "结案": "审结|执结|审执结|办结|结案",
    "回收": "回收|收回",
    "有效": "有效|回收|收回",
    "完成": "完成|实际|实现|已|开展",
    "满意": "满意",
    "发放": "发放|实发",
    "支付": "支付|支出|拨付",
    "执行": "执行|支出|实际",
    "控制": "支出|使用|实际|控制|在职|实有|达标",
    "免疫": "实免|免疫|接种",
    "持证": "持证|取得|获得",
    "取证": "取证|取得|获得",
    "收缴": "实收|收缴|征收|缴",
    "征收": "实收|征收|收缴",
    "节资": "节约|节省",
    "节支": "节约|节省|节支",
    "节约": "节约|节省",
    "就业": "就业",
    "优良": "优良|良好|优于",
    "减": "减",
}
NOT = "不未非无没"


@dataclass(frozen=True, slots=True)
class Named:
    """比率之名: its stem, and whether a word narrows what it is a rate of (按时办结率)."""

    stem: str
    full: str
    qualified: bool


def named(label: str) -> Named | None:
    """The name of the rate that ends the label."""
    found = NAMED.search(label) or NAMED.search(ASIDE.sub("", label))
    if found is None:
        return None
    full = re.sub(r"^.*(?:的|其中|，|、)", "", found["stem"]).replace("“", "").replace("”", "")
    if len(full) < 2:
        return None
    bare = GENERIC.sub("", QUALIFIER.sub("", full))
    return Named(bare or QUALIFIER.sub("", full), full, bool(QUALIFIER.search(full)))


def tied(name: Named, words: str) -> bool:
    """Whether ``words`` say of a number what the rate is called by, qualifier and all."""
    if name.qualified:
        qualifier = QUALIFIER.search(name.full)
        assert qualifier is not None
        if qualifier[0] not in words and qualifier[0] not in ("平均", "加权"):
            return False
    stem = name.stem
    if not stem:
        return False
    if name.full.endswith("成功") and (at := words.find("成功")) >= 0 and not _denied(words, at):
        return True  # 调处 426 宗，成功 415 宗，调解成功率
    if len(stem) > 2:
        stem = stem.removesuffix("成功")
    negated = stem[0] in NOT
    if said := SAID.get(stem[-2:]):
        rest = stem[:-2].removesuffix("成功")
        return (all(ch in words for ch in rest) or rest[-2:] in words) and any(
            not _denied(words, found.start()) for found in re.finditer(said, words)
        )
    if re.search(rf"实\s*(?:际)?[\u4e00-\u9fff]?{re.escape(stem[-1])}", words):
        return not negated
    at = words.find(stem)
    if at >= 0:
        return negated or not _denied(words, at)
    if len(stem) < 2 or any(words.count(ch) < stem.count(ch) for ch in stem):
        return False
    first = words.find(stem[0])
    return negated or not _denied(words, first)


def _denied(words: str, at: int) -> bool:
    """Whether what stands at ``at`` is said not to be so: 未完成, 不合格."""
    return at > 0 and words[at - 1] in NOT
