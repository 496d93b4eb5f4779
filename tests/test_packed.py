import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

from checker.arithmetic.verdict import Verdict
from checker.figure import Figure, Place, Sentence
from checker.finding import Check, Severity
from checker.number import Number
from checker.packed import Damaged, pack, unpack
from checker.units import unit

FIGURE = Figure(
    Place("a.md", 3, 0, 4),
    Number("3.50万元", Decimal("3.50"), 2, unit("万元")),
    "执行数",
    "executed",
    Sentence("执行数3.50万元", 3, "一"),
    (3, 9),
)


def same(one, other):
    return (one, one.number, one.sentence, one.label, one.at, one.term) == (
        other, other.number, other.sentence, other.label, other.at, other.term,
    )  # fmt: skip


def test_what_is_packed_comes_back_whole():
    check = Check("FND201", "a.md", "a.md/1", Verdict.CONSISTENT, Severity.NOTE)
    value = [FIGURE, check, {"a": (Fraction(1, 3), Decimal("0.10"))}, frozenset({1}), None]
    back = unpack(pack(value))
    assert same(back[0], FIGURE)
    assert back[1:] == value[1:]
    assert str(back[2]["a"][1]) == "0.10"


def test_what_stands_twice_is_one_thing_again():
    first, second = unpack(pack((FIGURE, FIGURE)))
    assert first is second


class Harmful:
    def __reduce__(self):
        return print, ("run",)


def test_nothing_is_run(capsys):
    import zlib

    with pytest.raises(pickle.UnpicklingError):
        unpack(zlib.compress(pickle.dumps(Harmful())))
    with pytest.raises(pickle.UnpicklingError):  # a function of the program is no dataclass
        unpack(zlib.compress(b"\x80\x05cchecker.output\nstreams\n."))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("data", [b"", b"no cache", pack(FIGURE)[:-9]])
def test_damaged_bytes_are_told(data):
    with pytest.raises(Damaged):
        unpack(data)
