"""The one report that every reporter is shown: three documents, every verdict, a failure."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from checker.arithmetic.expression import Attainable, Constant, Ratio, Sum
from checker.arithmetic.localise import Change, Explanation, Keystroke
from checker.arithmetic.relation import Comparison, Reason, Relation
from checker.arithmetic.verdict import Judgement, Verdict
from checker.catalog import Rule
from checker.figure import Figure, Place, Sentence
from checker.finding import Acceptance, CellFault, Check, Severity
from checker.number import Approximation, Number, Unit
from checker.report import DocumentReport, Failure, Report, Unplaced, Unused

UNITS = {
    "%": Unit("%", "percent"),
    "万元": Unit("万元", "money", Fraction(10_000)),
    "亿元": Unit("亿元", "money", Fraction(10**8)),
    "条": Unit("条", "条", whole=True),
    "处": Unit("处", "处", whole=True),
    "公顷": Unit("公顷", "area", Fraction(10_000)),
}
_MARKED = re.compile(r"\[(\w+):(\w*):([\d.,]+) ?([^\]\d]*)\]")
DUOBAO, BAIHE = "reports/多宝街道.txt", "reports/白鹤洞街道.pdf"


def figures(document: str, line: int, section: str, marked: str) -> dict[str, Figure]:
    """Figures of one sentence, where each is written ``[term:label:digits unit]``."""
    plain, spans = "", []
    rest = 0
    for found in _MARKED.finditer(marked):
        term, label, digits, unit = found.groups()
        plain += marked[rest : found.start()]
        start = len(plain)
        plain += found.group()[len(term) + len(label) + 3 : -1]
        spans.append((term, label, digits, unit, start, len(plain)))
        rest = found.end()
    sentence = Sentence(plain + marked[rest:], line, section)
    made = {}
    for term, label, digits, unit, start, end in spans:
        bare = digits.replace(",", "")
        places = len(bare.partition(".")[2])
        number = Number(plain[start:end], Decimal(bare), places, UNITS.get(unit))
        page = 3 if document.endswith("pdf") else None
        place = Place(document, line, start, end, page=page)
        made[term] = Figure(place, number, label, term, sentence, (start, end))
    return made


def check(
    rule: str,
    severity: Severity | None,
    relation: Relation,
    judgement: Judgement,
    *explanations: Explanation,
) -> Check:
    document = relation.stated.place.document
    found = (rule, document, f"{document}/1", judgement.verdict, severity, relation, judgement)
    return Check(*found, explanations=explanations)


def duobao() -> DocumentReport:
    money = figures(
        DUOBAO, 57, "三、部门整体支出绩效情况（二）管理效率",
        "2024 年全年预算数 [budget:全年预算数:7143.45 万元]，"
        "其中一般公共预算 [general:一般公共预算:5988.67 万元]、"
        "政府性基金 [fund:政府性基金:629.55 万元]、其他资金 [other:其他资金:0 万元]，"
        "执行数 [executed:执行数:6708 万元]，执行率 [execution_rate:执行率:93%]。",
    )  # fmt: skip
    source = figures(
        DUOBAO, 88, "四、资金来源",
        "按资金来源分，共支出 [total:共支出:6708 万元]，街道党工委坚持厉行节约，"
        "严格落实过紧日子要求，统筹保障民生实事、"
        "城市管理、基层治理、应急值守、消防安全、养老助残、文体活动等各项重点支出，建立预算执行定期通报机制，"
        "对执行进度滞后的科室逐一约谈，压减一般性支出，盘活存量资金，"
        "执行率达到 [rate:执行率:92%]，圆满完成任务。",
    )  # fmt: skip
    area = figures(
        DUOBAO, 91, "五、产出",
        "全年完成 [done:完成:38.68 公顷]，完成率 [rate:完成率:96.92%]；排查 [found:排查:9753 条]。",
    )  # fmt: skip
    spots = figures(
        DUOBAO, 93, "五、产出", "打造示范点 [count:示范点:5 处]：南岸、源溪、蟠虬、恩宁。"
    )
    short = figures(DUOBAO, 12, "一、基本情况", "总投入 [short:总投入:2.95 亿元]。")
    long_ = figures(DUOBAO, 30, "二、重点项目", "项目总投入 [long:总投入:29,380 万元]。")
    aim = figures(DUOBAO, 95, "六、效益", "满意度目标 [target:目标:90%]，实际 [actual:实际:85%]。")

    parts = Sum(((1, money["general"]), (1, money["fund"]), (1, money["other"])))
    mend = Explanation((Change(money["executed"], "6618.22"),), 2, (0, 1))
    percent = Ratio(money["executed"], money["budget"])
    initial = Ratio(source["total"], money["budget"])
    rated, low, high = Fraction(670800, 714345) * 100, Fraction("93.89"), Fraction("93.92")
    ninety = Fraction(90)
    errors = [
        check(
            "FND204", Severity.ERROR,
            Relation("sum", money["executed"], (parts,)),
            Judgement(
                Verdict.INCONSISTENT, parts, Fraction("66182200"), Fraction("66182100"),
                Fraction("66182300"), "6618", ((parts, Fraction("66182200")),),
            ),
            mend, Explanation((Change(money["general"], "6078.45"),), 1, (0,)),
        ),
        check(
            "FND201", Severity.WARNING,
            Relation("ratio", money["execution_rate"], (percent,)),
            Judgement(
                Verdict.TRUNCATED, percent, rated, low, high, "94", ((percent, rated),),
            ),
            mend,
        ),
        check(
            "CLM201", Severity.WARNING,
            Relation("ratio", source["rate"], (initial,), explicit=False),
            Judgement(
                Verdict.INCONSISTENT, initial, rated, low, high, "94", ((initial, rated),),
            ),
            Explanation((Change(source["rate"], "94", Keystroke.DIGIT),), 1, (2,)),
            *(Explanation((Change(source["total"], str(n)),), 1, (2,)) for n in (6572, 6573, 6574)),
        ),
        check(
            "CLM302", Severity.ERROR,
            Relation("unit-restatement", short["short"], (long_["long"],), Comparison.SAME),
            Judgement(
                Verdict.INCONSISTENT, long_["long"], Fraction("293800000"), Fraction("293795000"),
                Fraction("293805000"), "2.94", ((long_["long"], Fraction("293800000")),),
            ),
            Explanation((Change(short["short"], "2.94", Keystroke.DIGIT),), 1, (3,)),
        ),
        check(
            "CLM205", Severity.WARNING,
            Relation("enumeration-count", spots["count"], (Constant(Fraction(4)),), explicit=False),
            Judgement(Verdict.INCONSISTENT, Constant(Fraction(4)), Fraction(4), None, None, "4"),
        ),
        check(
            "IND101", Severity.NOTE,
            Relation("target", aim["actual"], (aim["target"],), Comparison.AT_LEAST),
            Judgement(Verdict.INCONSISTENT, aim["target"], ninety, ninety, ninety),
        ),
        check(
            "CLM203", None,
            Relation("implied", area["rate"], (Attainable(area["done"], None),), explicit=False),
            Judgement(
                Verdict.CONSISTENT, Attainable(area["done"], None),
                implied=(Fraction("399100"), Fraction("399100")),
            ),
        ),
        check(
            "CLM203", None,
            Relation("ratio", area["found"], (), reason=Reason.MISSING),
            Judgement(Verdict.UNASSESSABLE, reason=Reason.MISSING),
        ),
    ]  # fmt: skip
    dates = figures(DUOBAO, 5, "", "[year::2024] 年度，约 [people::130]人。")
    about = dates["people"]
    about = Figure(
        about.place,
        Number("约 130 人", Decimal(130), 0, Unit("人", "人", whole=True), Approximation.ABOUT),
        sentence=about.sentence, at=about.at,
    )  # fmt: skip
    return DocumentReport(
        path=DUOBAO, format="text", sha256="a" * 64,
        title="2024 年度广州市荔湾区人民政府多宝街道办事处部门整体支出绩效自评表说明",
        department="广州市荔湾区人民政府多宝街道办事处", fiscal_year=2024,
        type="部门整体支出绩效自评", money_unit="万元", figures=18, figures_checked=16,
        unplaced=(Unplaced(dates["year"], "date"), Unplaced(about, "approximate")),
        checks=tuple(errors),
    )  # fmt: skip


def baihe() -> DocumentReport:
    row = figures(
        BAIHE, 4, "表 2 资金",
        "合计 | [budget:预算数:3600 万元] | [executed:执行数:3,105.3 万元] | [rate:执行率:86.26%]",
    )  # fmt: skip
    ratio = Ratio(row["executed"], row["budget"])
    value = Fraction("3105.3") / 3600 * 100
    tried = ((ratio, value),)
    return DocumentReport(
        path=BAIHE, format="pdf", sha256="b" * 64, title="白鹤洞街道自评报告",
        department="白鹤洞街道办事处", fiscal_year=2023, type="部门整体支出绩效自评",
        money_unit="万元", figures=3, figures_checked=3,
        unplaced=(),
        checks=(
            check(
                "FND201", None, Relation("ratio", row["rate"], (ratio,)),
                Judgement(Verdict.CONSISTENT, ratio, value, value, value, "86.26", tried),
            ),
        ),
    )  # fmt: skip


def cell() -> DocumentReport:
    path = "reports/绩效目标表.xlsx"
    place = Place(path, sheet="自评表", cell="D12")
    weight = Figure(place, Number("-5", Decimal(-5), 0), "分值", "weight")
    fault = CellFault(weight, "分值不应为负")
    found = Check("IND003", path, "1", Verdict.INCONSISTENT, Severity.ERROR, fault=fault)
    return DocumentReport(
        path, "xlsx", "c" * 64, "", "", None, "", "", 1, 1, (), (found,)
    )  # fmt: skip


def rule(code: str, zh: str, en: str) -> Rule:
    return Rule(code, code.lower(), {"zh": zh, "en": en}, (), "funding", None, Severity.ERROR)


RULES = (
    rule("FND201", "执行率与执行数、预算数不符", "Execution rate does not follow from its amounts"),
    rule("FND204", "资金来源各项之和与合计不符", "Funding sources do not sum to their total"),
    rule("CLM201", "文中的比率与其所据的数不符", "A rate in the text does not follow"),
    rule("CLM203", "文中的比率无从得出", "A rate in the text cannot be attained"),
    rule("CLM205", "写明的数目与列出的不符", "A stated count differs from the list"),
    rule("CLM302", "同一数据前后写法不一", "The same quantity is stated differently"),
    rule("IND003", "分值为负", "Negative weight"),
    rule("IND101", "实际完成未达目标", "Actual falls short of target"),
)


@pytest.fixture
def report() -> Report:
    return Report(
        documents=(baihe(), cell(), duobao()),
        failures=(Failure("reports/扫描件.pdf", "没有文字层，无法读取", {}),),
        rules={found.code: found for found in RULES},
        version="0.1.0",
    )


@pytest.fixture
def marked(report: Report) -> Report:
    """The report with its error in a table cell accepted, and an acceptance that is stale."""
    documents = list(report.documents)
    [error] = documents[1].checks
    said = Acceptance("单位已说明：为扣减项", "张三", "2026-11-21", "2027-06-30")
    accepted = (dataclasses.replace(error, accepted=said),)
    documents[1] = dataclasses.replace(documents[1], checks=accepted)
    stale = Unused("0" * 16, "FND201", "2023/自评报告.md", "文件已不在", {})
    return dataclasses.replace(report, documents=tuple(documents), unused=(stale,))
