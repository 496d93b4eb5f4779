"""Words (词类): the word classes that the phrase families share.  Extend freely.

A regular expression source a class: what came in, what was done with it, what is planned,
what remains, which way a change goes, and against when it is measured.
"""

from __future__ import annotations

import re

# What came in or is there to be handled: the base of a rate of handling.
INCOMING = (
    "受理|排查|发现|接收|接报|接到|收到|收集|征集|接待|交办|登记|转办|摸排|巡查|上报|投诉|举报|新收"
    "|立案|立刑事|发案|案件|抽检|抽查|检查|监测|检测|送检|发放|发出|调查|问卷|回访|访谈|抽访|走访|测评|评议|抽取|采样|推送|流转|梳理|下达"
    "|报名|申报|申请|推荐|选拔|评审|调解纠纷|报修|留观|应|需|在册|在管|在用|现有|共有|符合条件|底数|适龄|列入|纳入|排定"
)
PLANNED = "计划|目标|任务|指标|应完成|预期|拟|预算|安排|核定|规划|设置"
TOTAL = "共|总|合计|累计|各类|全部|所有|全年|全[区市县镇乡街省校院]|辖"
# What was done with what came in.
DONE = (
    "完成|已|实际|实施|办结|结案|审结|审执结|执结|整改|处置|处理|查处|签约|拆除|上报|化解|落实|销号|答复|办理"
    "|解决|调解成功|达到|达标|消除|批准|破获|回收|收回|合格|达标|通过|兑现|支付|拨付|到货|开工|完工|竣工|建成|消除|反馈|流转"
)
# What is left over when the rest is done.
LEFT = (
    "剩余|其余|余下|尚余|尚有|还剩|还有|仍有|另有|另外|未完成|未办结|未整改|未完工|未开工|未到|未结|未解决"
    "|未化解|未销号|未处理|尚未|未(?!来|成年|婚|检)|不予|不合格|不达标|不捕|不诉|正在|在办|在建|待办|待整改|待处理|办理中|整改中|不予受理|部分完成|跨年"
)
HAD = "原有|原共有|年初|期初|上年末|上年结存|上年结转|旧存|结存|原来|此前|加上原"
ADDED = (
    "新建|新增|新设|新登记|新成立|新注册|新购|购置|购入|增加|净增|增设|扩建|新收|新接收|新入|新纳入|纳统|入库|吸收|招收"
    "|接收|调入|转入|新培育|新吸纳"
)
TAKEN = (
    "拆除|报废|减少|退出|淘汰|注销|核减|解除|调出|转出|取消|退休|出院|期满|退库|迁出|清退|流失"
    "|死亡|离职|辞职"
)
NOW = (
    "现共|现有|目前共|现已|目前有|共有|现存|年末|期末|年底|达到|累计达|增加到|增至|共受理|共计|总数|总量"
    "|总里程|总规模|保有量"
)

RISES = (
    "增长|上升|提高|提升|增加(?!值)|净增|增收|上涨|攀升|增幅|涨幅|升幅|扩大|延长|高出|高于|多收|上浮|超出|超支|增多"
    r"|多(?=\s*$)|(?<!新)增(?=\s*$)|升(?=\s*$)|(?<![正副])高(?=\s*$)"
)
FALLS = (
    "下降|减少|降低|下跌|下滑|压减|压缩|压降|缩减|缩短|节约|节省|[核审]减|减收|回落|降幅|减幅|跌幅|收窄|少收|低于|下浮"
    r"|减(?=\s*$)|降(?=\s*$)|少(?=\s*$)|低(?=\s*$)"
)
# Against when a change is measured.
PERIOD = (
    r"上年末|上一年度?|上年度?|去年末|去年|前一年|往年|年初|期初|上期|上季度?|上月|同期"
    r"|(?:19|20)\d\d\s*年(?:度|末|底)?"
)

_DIRECTION = re.compile(rf"(?P<up>{RISES})|(?P<down>{FALLS})")
# 到 and 至 lead to the value itself, not to how far it moved; so does 为, but not in 增幅为.
_VALUE = re.compile(
    r"(?:到|至|成|(?<![幅率度])为)\s*(?:了|约|近|超|逾)?\s*$|(?:超过|不低于|不超过|达到)\s*$"
)
_NOUN = re.compile(
    r"(?:改造|巩固|整治|优化|品质|能力)提升|提升(?=(?:项目|工程|行动)?(?:支出|资金|经费|投入|补助|类))"
)  # what was done, not how far it moved
_FILL = re.compile(r"(?:了|达|(?<!节)约|近|超过?|逾|为|是|[：:\s])+$")
CHANGED = re.compile(r"同比|环比|[比较](?:上|去|前|往|年初|同期|\d{4})|与[^，。；]{0,8}相比")
# 合计 3 个: what makes a number the total of what stands before it.
CLOSING = re.compile(
    r"^\s*(?:以上|全年|年内|一年来|今年以来|本年度?|[^，。；、]{0,6}(?=总数|总量|合计))?"
    r"(?P<word>[两三四五六]?[项者]?合计|共计|总计|总共|合共|累计共|总数|总量"
    r"|共(?!同|享|建|治|识|产|青|和|性))"
    r"(?P<more>[^，。；、]{0,14}?)\s*$"
)


def direction(words: str) -> int:
    """Which way the verb that ends ``words`` goes: 1 up, -1 down, 0 it is no change."""
    words = _NOUN.sub("改造", words)
    if _VALUE.search(words):
        return 0
    words = _FILL.sub("", words)
    found = list(_DIRECTION.finditer(words))
    if not found or len(words) - found[-1].end() > 4:
        return 0
    return 1 if found[-1]["up"] else -1


def has(words: str, *classes: str) -> bool:
    """Whether one of the word classes occurs in ``words``."""
    return any(re.search(one, words) for one in classes)


# Counters that count the same kind of thing in other words: 5 宗 and 5 件.
_KIN = tuple(
    frozenset(some.split())
    for some in (
        "件 宗 起 例 条 项 个 单 桩 批",
        "人 名 位",
        "人 人次",
        "户 家",
        "处 个 座",
        "所 家 个",
        "份 件",
        "台 套 件",
        "项 个 场 次",
    )
)


def kin(a: str, b: str) -> bool:
    """Whether two counters may count the same things."""
    return a == b or any(a in some and b in some for some in _KIN if a and b)
