"""Items (口径名目): what an amount of a final account or a budget is called.  Extend freely.

The item whose name ends nearest to the amount is meant; of two that end there, the longer
name (公务用车购置及运行维护费, not 运行维护费).
"""

from __future__ import annotations

import re

TAIL = (
    r"(?:财政拨款|当年拨款|拨款)?(?:收入|支出)?(?:年初|全年|年度|调整后)?(?:预算|决算|执行)?(?:安排)?"
    r"(?:数|总额|总金额|金额|合计|总计)?"
)
# 名目 -> its names, without quotes, brackets and blanks.
NAMES = {
    "both": r"收入?[、及和]?支出?(?:决算|预算)?总(?:计|预算|额)|收支(?:决算|预算)?总(?:计|预算)",
    "income": r"本年收入|收入(?:决算|预算)?(?:合计|总计)|收入(?:总)?预算"
    r"|(?<!拨款)总收入|^收入(?=[较比])",
    "expense": r"本年支出|支出(?:决算|预算)?(?:合计|总计)|(?<!收入|拨款)支出总?预算"
    r"|(?<!拨款)总支出|^支出(?=[较比])",
    "fiscal_both": r"财政拨款收入?[、及和]?支出?(?:决算|预算)?总?(?:计|预算)",
    "fiscal_income": r"财政拨款(?:预算)?收入",
    "fiscal": r"财政拨款支出",
    "general": r"一般公共预算(?:当年)?(?:财政)?(?:拨款)?(?:收支|收入|支出)?",
    "government_fund": r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收支|收入|支出)?",
    "state_capital": r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收支|收入|支出)?",
    "basic": r"基本支出",
    "project": r"项目支出",
    "people": r"人员(?:经费|支出)",
    "office": r"(?:日常)?公用(?:经费|支出)",
    "three": r"三公经费",
    "abroad": r"因公出国境?(?:经费|费用?|支出)",
    "car": r"公务用车购置(?:费|费用)?(?:及|和|与|、)(?:公务用车)?运行(?:维护)?(?:经费|费用?|支出)?",
    "car_bought": r"公务用车购置(?:经费|费用?|支出)?(?![及和与、费])",
    "car_run": r"公务用车(?:运行维护|运行|维护)(?:经费|费用?|支出)?",
    "reception": r"公务接待(?:经费|费用?|支出)|公务接待费支出",
    "reception_home": r"国内(?:公务)?接待(?:经费|费用?|支出)?",
    "reception_foreign": r"(?:外宾|外事|国境?外(?:公务)?)接待(?:经费|费用?|支出)?",
    "organ": r"机关运行经费",
    "procurement": r"政府采购(?:支出|预算|合同)?(?:安排)?",
    "goals": r"涉及(?:项目)?(?:预算)?(?:财政)?(?:金额|资金)",
    "goods": r"(?:政府采购)?货物(?:类)?(?:采购)?",
    "works": r"(?:政府采购)?工程(?:类)?(?:采购)?",
    "services": r"(?:政府采购)?服务(?:类)?(?:采购)?",
    "sme": r"中小(?:微)?企业(?:合同|(?:预留)?的?政府采购项目)?",
    "micro": r"(?<!中)小(?:型和)?微(?:型)?企业(?:合同|(?:预留)?的?政府采购项目)?",
}  # fmt: skip
# 功能分类的类: they head the structure of expenditure, with or without （类）.
CLASSES = (
    "一般公共服务", "外交", "国防", "公共安全", "教育", "科学技术", "文化旅游体育与传媒",
    "文化体育与传媒", "社会保障和就业", "卫生健康", "医疗卫生与计划生育", "节能环保", "城乡社区",
    "农林水", "交通运输", "资源勘探工业信息等", "资源勘探信息等", "商业服务业等", "金融",
    "援助其他地区", "自然资源海洋气象等", "国土海洋气象等", "住房保障", "粮油物资储备",
    "灾害防治及应急管理", "抗疫特别国债安排的",
)  # fmt: skip
# Which items make another one up, all of them.
TREES = {
    "three": ("abroad", "car", "reception"),
    "car": ("car_bought", "car_run"),
    "procurement": ("goods", "works", "services"),
    "basic": ("people", "office"),
    "general": ("basic", "project"),
    "fiscal": ("basic", "project"),
}
# Trees whose parts must stand in the paragraph of their total.
CLOSE = frozenset({"general", "fiscal"})
# Items that stand for different amounts under different funds.
FUNDED = frozenset({"basic", "project", "people", "office"})
FUNDS = {
    "government_fund": re.compile(r"政府性基金"),
    "state_capital": re.compile(r"国有资本经营"),
    "general": re.compile(r"一般公共预算"),
    "fiscal": re.compile(r"(?<!非)财政拨款"),
}
_PATTERNS = {name: re.compile(f"(?:{words}){TAIL}") for name, words in NAMES.items()}
# Alone at the head of its words: 财政专户管理教育收费 is no expenditure on education.
_CLASS = re.compile(
    rf"^(?:[^\u4e00-\u9fff]|其中|其他方面)*(?P<name>{'|'.join(CLASSES)})(?:类|支出)+{TAIL}"
)
_SMALL = re.compile(r"[“”\"「」（）()\s]")


def bare(words: str) -> str:
    """The words without quotes, brackets and blanks: 因公出国（境）费 is 因公出国境费."""
    return _SMALL.sub("", words)


def item(words: str) -> str:
    """What the words name last; "" where they name nothing known."""
    said = bare(words)
    best, end, length = "", -1, 0
    for name, pattern in _PATTERNS.items():
        for found in pattern.finditer(said):
            size = found.end() - found.start()
            if (found.end(), size) > (end, length):
                best, end, length = name, found.end(), size
    for found in _CLASS.finditer(said):
        size = found.end() - found.start()
        if (found.end(), size) > (end, length):
            best, end, length = f"类:{found['name']}", found.end(), size
    return best


def fund(*words: str) -> str:
    """The fund that the first of the words to name one names last; "" for all money."""
    for said in words:
        at = {name: [m.end() for m in found.finditer(said)] for name, found in FUNDS.items()}
        told = {name: ends[-1] for name, ends in at.items() if ends}
        if "general" in told or "government_fund" in told or "state_capital" in told:
            told.pop("fiscal", None)  # 一般公共预算财政拨款
        if told:
            return max(told, key=lambda name: told[name])
    return ""
