"""Formulas worked out again: exact, and nothing that is not understood wholly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.calculation.formula import Calculation
from checker.calculation.operation import NotRecalculated, Value

CELLS: dict[tuple[str, int, int], Value] = {
    ("表", 1, 1): "名称",
    ("表", 1, 2): Fraction(1),
    ("表", 2, 2): Fraction("0.1"),
    ("表", 3, 2): Fraction("0.2"),
    ("表", 4, 2): Fraction(0),
    ("支出 表", 1, 1): Fraction(7),
}


def result(formula: str) -> Fraction:
    def cells(sheet: str, row: int, column: int) -> Value:
        return CELLS.get((sheet, row, column))

    return Calculation(cells).result("=" + formula, "表")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("B2+B3", "0.3"),
        ("SUM(B1:B4)", "1.3"),
        ("SUM(A1:B4, 5, B$1)", "7.3"),
        ("sum($B$2,$B$3)*100", "30"),
        ("2+3*4-6/2", "11"),
        ("(2+3)*4", "20"),
        ("-B1+--3", "2"),
        ("50%*B1", "0.5"),
        ("-50%", "-0.5"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1.00499999999999989,2)", "1.01"),
        ("ROUND(1250,-2)", "1300"),
        ("AVERAGE(B1:B3)", "13/30"),
        ("IF(B1>=1,10,1/0)", "10"),
        ('IF(C9="",B1,2)', "1"),
        ('IF(A1="名称",3,4)', "3"),
        ("IF(B4,1,2)", "2"),
        ("IFERROR(B1/B4,0)", "0"),
        ("IFERROR(B1/B2,0)", "10"),
        ("C9+1", "1"),
        ("'支出 表'!A1+B1", "8"),
        ("SUM('支出 表'!A1:A3)", "7"),
        ("1.5E+2", "150"),
    ],
)
def test_what_is_worked_out(formula: str, value: str) -> None:
    assert result(formula) == Fraction(value)


@pytest.mark.parametrize(
    "formula",
    [
        "A1+1", "B1/B4", "AVERAGE(C1:C9)", "VLOOKUP(1,A1:B4,2)", "SUM(A:A)", "B1:B3", "2^3",
        '"a"&"b"', "SUM(B1:B2 B2:B3)", "预算+1", "[1]表!A1", "表1:表3!A1", "TRUE", "SUM()",
        "IF(B1,2)", "IF(A1>B1,1,2)", "ROUND(1,99)", "ROUND(1,0.5)", "SUM(", "1+", "1e400", "{1,2}",
        "SUM(A1:XFD1048576)", "(" * 60 + "1" + ")" * 60, "+".join(["1"] * 500), "", "A1:B2!C3",
        'IF(A1<"甲",1,2)', "#REF!+1", "SUM(B1;B2)", "1" + " " * 9000,
        "IF(1.0000000000000002>1,2,3)",
    ],
)  # fmt: skip
def test_what_is_not(formula: str) -> None:
    with pytest.raises(NotRecalculated):
        result(formula)


@given(st.lists(st.decimals(-(10**6), 10**6, places=4), min_size=1, max_size=6))
def test_sums_are_exact(numbers: list[object]) -> None:
    assert result("+".join(f"({number:f})" for number in numbers)) == sum(
        Fraction(str(number)) for number in numbers
    )


@given(st.text(alphabet="AB12,()+-*/%:'! =<>\"SUMIF.E", max_size=40))
def test_whatever_is_written_is_worked_out_or_refused(formula: str) -> None:
    try:
        value = result(formula)
    except NotRecalculated:
        return
    assert isinstance(value, Fraction)
