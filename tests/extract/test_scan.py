"""The scanner: figures with unit and approximation, and what only looks like one."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.extract.scan import Kind, Token, cell, scan, spell
from checker.number import Approximation, Number
from checker.numeral import CHARACTERS
from checker.units import BARE, COUNTERS, MEASURES, unit

NONE, ABOUT, ABOVE = Approximation.NONE, Approximation.ABOUT, Approximation.ABOVE
NEARLY, OVER, UNDER = Approximation.NEARLY, Approximation.OVER, Approximation.UNDER


def figures(text: str) -> list[str]:
    return [token.number.text for token in scan(text) if token.kind is Kind.FIGURE]


def kinds(text: str) -> list[tuple[str, Kind]]:
    return [(text[slice(*token.digits)], token.kind) for token in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年预算 7449.81 万元，执行 7,372.62万元", ["7449.81万元", "7,372.62万元"]),
        ("支出 12 345.67 万元", ["12345.67万元"]),
        ("支出1 657.57，增长", ["1657.57"]),
        ("合计 0 815.41 801.31 98.83%", ["0", "815.41", "801.31", "98.83%"]),
        ("第 3 行 5 815.41 801.31", ["5", "815.41", "801.31"]),
        ("共1,2两列", ["1", "2"]),
        ("29380万元（2.94亿元）", ["29380万元", "2.94亿元"]),
        ("接待 106.6 万、49.9 万、94.6 万人次", ["106.6万", "49.9万", "94.6万人次"]),
        ("罚款292.611347万元", ["292.611347万元"]),
        ("投入1亿2000万元", ["1亿2000万元"]),
        ("面积 333 m<sup>2</sup>，另 1.89万m²", ["333m²", "1.89万m²"]),
        ("提高 2 个百分点，为 98%", ["2个百分点", "98%"]),
        ("得分48.5分，用时12 分钟，4 个分类点", ["48.5分", "12分钟", "4个"]),
        ("组织 19 名人大代表", ["19名"]),
        ("3元/平方米", ["3元/平方米"]),
        ("增长率-12.3%，为 -5 万元", ["-12.3%", "-5万元"]),
        ("受理2286环境整治", ["2286"]),
        ("用于 30 户 5 人", ["30户", "5人"]),
        ("从80%提高到95%，由 3 次到 5 次", ["80%", "95%", "3次", "5次"]),
        ("覆盖率达到百分之九十五", ["百分之九十五"]),
        ("两千三百人参加，报废两台", ["两千三百人", "两台"]),
        ("拨付三千五百万元", ["三千五百万元"]),
        ("推进三个城中村改造", ["三个"]),
        ("围绕五大工作任务、四大功能模块和 5 大方面", ["五大", "四大", "5大"]),
        ("构建街道—社区—网格三级工作架构", ["三级"]),
        ("合计壹仟贰佰元整", ["壹仟贰佰元整"]),
        ("占八成", ["八成"]),
        ("1.5 万元用于维修", ["1.5万元"]),
        ("采购LED30盏，GDP300亿元", ["30盏", "300亿元"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "digits", "approximation"),
    [
        ("约 410 吨", "410", ABOUT),
        ("410 吨左右", "410", ABOUT),
        ("节约30万元", "30", NONE),
        ("已签约 1342 栋", "1342", NONE),
        ("近 15000 人次", "15000", NEARLY),
        ("附近 5 公里", "5", NONE),
        ("1800 余人次", "1800", ABOVE),
        ("10 多万元", "10", ABOVE),
        ("3万余人", "3", ABOVE),
        ("1.2 亿多元", "1.2", ABOVE),
        ("三百余人", "300", ABOVE),
        ("300余，", "300", ABOVE),
        ("95%以上", "95", OVER),
        ("90%及以上", "90", OVER),
        ("100万元（含）以上", "100", OVER),
        ("逾 6000 平方米", "6000", OVER),
        ("超1.2亿元", "1.2", OVER),
        ("超过了500人次", "500", OVER),
        ("不少于10次", "10", OVER),
        ("≥95%", "95", OVER),
        ("> 95%", "95", OVER),
        ("不达90%", "90", UNDER),
        ("不超过 3 次", "3", UNDER),
        ("小于 10%", "10", UNDER),
        ("3岁以下", "3", UNDER),
        ("达 95%", "95", NONE),
        ("覆盖率达95%", "95", NONE),
    ],
)
def test_approximation(text: str, digits: str, approximation: Approximation) -> None:
    (token,) = scan(text)
    assert token.kind is Kind.FIGURE
    assert (token.number.digits, token.number.approximation) == (digits, approximation)


def test_a_token_covers_number_and_unit_but_not_the_words_around() -> None:
    text = "清理约 4,000 余处以上"
    (token,) = scan(text)
    assert text[token.start : token.end] == "4,000 余处"
    assert text[slice(*token.digits)] == "4,000"
    assert token.number.text == "4,000处"
    assert (token.number.value, token.number.places) == (Decimal(4000), 0)


def test_the_magnitude_belongs_to_the_unit() -> None:
    first, second = scan("106.6 万、三千五百万元")
    assert first.number.unit == unit("万")
    assert (second.number.value, second.number.unit) == (Decimal(3500), unit("万元"))
    assert second.number.exact == 35_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024 年，2021年度", [("2024", Kind.YEAR), ("2021", Kind.YEAR)]),
        ("实施周期2025全年度", [("2025", Kind.YEAR)]),
        ("2024年1-12月", [("2024", Kind.YEAR), ("1", Kind.DATE), ("12", Kind.DATE)]),
        ("2021-2025年", [("2021", Kind.YEAR), ("2025", Kind.YEAR)]),
        ("2023、2024年", [("2023", Kind.YEAR), ("2024", Kind.YEAR)]),
        ("2024部门预算", [("2024", Kind.YEAR)]),
        ("历经 4 个月（8 月-11 月）", [("4", Kind.FIGURE), ("8", Kind.DATE), ("11", Kind.DATE)]),
        ("10月17日揭牌，6 月份启动", [("10", Kind.DATE), ("6", Kind.DATE)]),
        ("2024-05-01", [("2024", Kind.DATE)]),
        ("建党100周年，20 世纪", [("100", Kind.NAME), ("20", Kind.NAME)]),
        ("第五次普查，第1名，第二届，第三季度，第五立面", [(d, Kind.ORDINAL) for d in "五1二三五"]),
        ("获一等奖，居全区第3。", [("一", Kind.ORDINAL), ("3", Kind.ORDINAL)]),
        ("1、党建。2、民生：", [("1", Kind.NUMBERING), ("2", Kind.NUMBERING)]),
        ("（1）推进\n2. 加强\n3.2024年", [
            ("1", Kind.NUMBERING), ("2", Kind.NUMBERING), ("3", Kind.NUMBERING), ("2024", Kind.YEAR)
        ]),
        ("受理12345热线工单4232宗", [("12345", Kind.CODE), ("4232", Kind.FIGURE)]),
        ("12345 便民服务", [("12345", Kind.CODE)]),
        ("日报A10版，5G基站", [("10", Kind.CODE), ("5", Kind.CODE)]),
        ("穗府〔2021〕36号", [("2021", Kind.CODE), ("36", Kind.CODE)]),
        ("大道 101 号 30 户", [("101", Kind.CODE), ("30", Kind.FIGURE)]),
        ("1024 地块、2018 融资地块", [("1024", Kind.CODE), ("2018", Kind.CODE)]),
        ("行政运行(2010301)", [("2010301", Kind.CODE)]),
        ("电话020-81234567", [("020-81234567", Kind.CODE)]),
        ("地铁十一号线", [("十一", Kind.CODE)]),
        ("7×24小时", [("7×24", Kind.CODE)]),
        ("发挥“1+1+1>3”优势", [("1+1+1>3", Kind.CODE)]),
        ("1+N体系，N+1", [("1+N", Kind.CODE), ("1", Kind.CODE)]),
        ("省委“1310”部署", [("1310", Kind.CODE)]),
        ("覆盖率=实际/计划*100%", [("100", Kind.CODE)]),
        ("见3.2.1节，编号440103-2021-001", [("3.2.1", Kind.CODE), ("440103-2021-001", Kind.CODE)]),
        ("60-70 人", [("60", Kind.RANGE), ("70", Kind.RANGE)]),
        ("3~5 个工作日", [("3", Kind.RANGE), ("5", Kind.RANGE)]),
        ("1.5-2.5万元", [("1.5", Kind.RANGE), ("2.5", Kind.RANGE)]),
        ("10次-20次", [("10", Kind.RANGE), ("20", Kind.RANGE)]),
        ("存在二、三十年的问题", [("三十", Kind.RANGE)]),
        ("“7 个一”规范化，“15 分钟社区生活圈”", [("7", Kind.NAME), ("15", Kind.NAME)]),
        ("《发展规划2035》，附件 3", [("2035", Kind.NAME), ("3", Kind.NAME)]),
        ("落实“三个区分”和中央八项规定", [("三", Kind.NAME), ("八", Kind.NAME)]),
    ],
)  # fmt: skip
def test_kinds(text: str, expected: list[tuple[str, Kind]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一是加强", "一、总体", "（一）目标", "“十四五”规划", "党的二十大精神", "一站式服务",
        "统一设计", "一方面", "三重一大", "“六乱”整治", "“两新”组织", "几十个", "数十家",
        "十分重要", "一批项目", "三五个", "二期工程", "访千家进万户", "百县千镇万村", "五一假期",
        "一户一册", "三级联动", "第三方机构", "建成二成", "一对一谈话", "二十届三中全会",
        "四级医院",
    ],
)  # fmt: skip
def test_words_that_hold_a_numeral_are_not_returned(text: str) -> None:
    assert scan(text) == []


def test_range_ends_share_the_unit() -> None:
    first, second = scan("60-70 人")
    assert first.number.unit == second.number.unit == unit("人")
    assert (first.number.text, second.number.text) == ("60", "70人")


def test_a_dash_after_a_digit_or_a_date_is_no_sign() -> None:
    assert [token.number.value for token in scan("2024年-12.3，8月-5")][1::2] == [
        Decimal("12.3"),
        5,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.56", "1234.56"),
        ("1 657.57", "1657.57"),
        ("-12.3", "-12.3"),
        ("(12.3)", "-12.3"),
        ("（1,200）", "-1200"),
        ("+5", "5"),
        ("¥1,234.00", "1234.00"),
        ("2024", "2024"),
        ("0", "0"),
    ],
)
def test_a_cell_takes_the_unit_of_its_column(text: str, expected: str) -> None:
    found = cell(text, unit("万元"))
    assert found is not None
    assert (str(found.value), found.digits, found.unit) == (expected, expected, unit("万元"))


@pytest.mark.parametrize(
    ("text", "expected", "name", "approximation"),
    [
        ("88.18%", "88.18", "%", NONE),
        ("10次", "10", "次", NONE),
        ("每日3次", "3", "次", NONE),
        ("≥95%", "95", "%", OVER),
        ("95%以上", "95", "%", OVER),
        ("约 410 吨", "410", "吨", ABOUT),
        ("共 5 处。", "5", "处", NONE),
        ("300余次", "300", "次", ABOVE),
        ("50万", "50", "万元", NONE),
        ("百分之九十五", "95", "%", NONE),
    ],
)
def test_the_unit_in_the_cell_wins(
    text: str, expected: str, name: str, approximation: Approximation
) -> None:
    found = cell(text, unit("万元"))
    assert found is not None
    assert (found.digits, found.unit) == (expected, unit(name))
    assert found.approximation is approximation


def test_a_bare_magnitude_in_a_column_of_yuan() -> None:
    found = cell("50万", unit("元"))
    assert found is not None
    assert (found.unit, found.exact) == (unit("万元"), 500_000)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "—", "-", "--", "/", "无", "N/A", "年初预算", "2024年", "60-70", "1、", "（1）",
        "第1名", "1/3", "持平或下降", "3岁以下儿童数", "1,23", "10 次 20 次",
    ],
)  # fmt: skip
def test_a_cell_without_one_number(text: str) -> None:
    assert cell(text, unit("元")) is None


UNITS = [name for name, (dimension, _, _) in MEASURES.items() if name != "成"]
UNITS += [name for name in COUNTERS if name != "大"]
SCALED = ["万元", "亿元", "万人次", "万平方米", "百万元", *BARE]
numbers = st.builds(
    lambda mantissa, places, name, approximation: Number(
        f"{Decimal(mantissa).scaleb(-places):.{places}f}{name}",
        Decimal(mantissa).scaleb(-places),
        places,
        unit(name) if name else None,
        approximation,
    ),
    st.integers(0, 10**9),
    st.integers(0, 4),
    st.sampled_from(["", *UNITS, *SCALED]),
    st.sampled_from(Approximation),
).filter(
    # Four digits of this or the last century before 年 are a year, whatever stands before them.
    lambda number: not re.search(r"(?:19|20)\d\d年$", number.text)
)


@given(numbers)
def test_a_spelt_number_reads_back_equal(number: Number) -> None:
    assert cell(spell(number)) == number


@given(numbers.filter(lambda number: number.value > 0))
def test_a_negative_number_reads_back_equal(number: Number) -> None:
    negative = replace(number, text=f"-{number.text}", value=-number.value)
    assert cell(spell(negative)) == negative


def test_a_unit_from_the_header_is_written() -> None:
    number = cell("1,234.50", unit("万元"))
    assert number is not None
    assert spell(number) == "1234.50万元"
    again = cell(spell(number))
    assert again is not None
    assert (again.value, again.places, again.unit) == (number.value, number.places, number.unit)


@given(
    numbers.filter(lambda number: number.unit is not None),
    st.sampled_from(["执行数为", "新增 ", "共"]),
    st.sampled_from(["。", "，其中", "", "）"]),
)
def test_a_number_with_a_unit_is_found_in_a_sentence(
    number: Number, before: str, after: str
) -> None:
    text = f"{before}{spell(number)}{after}"
    (token,) = scan(text)
    assert (token.kind, token.number) == (Kind.FIGURE, number)


PIECES = [
    "年",
    "月",
    "日",
    "万元",
    "%",
    "个",
    "余",
    "约",
    "第",
    "-",
    "~",
    "、",
    "“",
    "”",
    "《",
    "》",
    "\n",
]
text_like = st.lists(
    st.one_of(
        st.sampled_from(
            [*PIECES, *CHARACTERS, "+", "×", "*", ".", ",", " ", "(", "）", "A", "号", "以上"]
        ),
        st.integers(0, 99999).map(str),
    ),
    max_size=30,
).map("".join)


@given(st.one_of(text_like, st.text(max_size=40)))
def test_tokens_stand_in_order_and_cover_their_digits(text: str) -> None:
    at = 0
    for token in scan(text):
        assert isinstance(token, Token)
        assert at <= token.start <= token.digits[0] < token.digits[1] <= token.end <= len(text)
        assert token.number.text
        assert token.number.places >= 0
        at = token.end
    cell(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        " ",
        "一",
        "十",
        "百万",
        "一二三四五六七八九十百千万亿",
        "1,",
        "1,111",
        "“",
        "《",
        "1-",
        "1.",
        "1+",
    ],
)
def test_time_is_linear(piece: str) -> None:
    quarter, whole = (piece * (size // len(piece)) for size in (50_000, 200_000))
    seconds = []
    for text in (quarter, whole):
        start = time.process_time()
        scan(text)
        seconds.append(time.process_time() - start)
    # Four times the text, some four times the time; sixteen times if it were quadratic.
    assert seconds[1] < 9 * seconds[0] + 0.2


@pytest.mark.parametrize("piece", ["1", " ", "一", "一百万"])
def test_a_megabyte_takes_less_than_a_second(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    scan(text)
    assert time.process_time() - start < 1
