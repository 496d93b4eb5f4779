"""Words (用词): what headers and lines of account tables are called; extend freely."""

from __future__ import annotations

import re

TOTAL = "total"
AMOUNT = "amount"  # the one column of a half that has no 合计
TERMS = (
    ("vehicles", re.compile(r"公务用?车(?:购置[及和与、])|车辆购置及|公务用?车(?:经?费)?(?:用)?$")),
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
