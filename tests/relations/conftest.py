"""Rows by hand: ``printed("97.20%")`` is a figure of its own; ``judged`` is what a kind says."""

import re
from itertools import count

import pytest

from checker.arithmetic.verdict import judge
from checker.extract.scan import cell
from checker.figure import Figure, Place
from checker.relations import make

NUMBER = r"(?:约|不低于|-)?\d"


@pytest.fixture
def printed():
    cells = count(1)

    def figure(text):
        number = cell(text)
        assert number is not None
        return Figure(Place("r.md", line=1, cell=str(next(cells))), number)

    return figure


@pytest.fixture
def table(printed):
    """Rows whose cells that look like numbers are figures."""

    def read(value):
        if isinstance(value, tuple):
            return tuple(map(read, value))
        return printed(value) if isinstance(value, str) and re.match(NUMBER, value) else value

    def rows(*given):
        return [
            {"id": f"r.md/t{n}", "document": "r.md"} | {k: read(v) for k, v in row.items()}
            for n, row in enumerate(given, 1)
        ]

    return rows


@pytest.fixture
def judged(table):
    """Each relation as ``(row number, stated text, verdict)``; a reason stands for no verdict."""

    def run(expectation, kwargs, *rows, others=None):
        kind = make(expectation, kwargs)
        tables = {name: table(*other) for name, other in (others or {}).items()}
        found = []
        for row, relation in kind.relations(table(*rows), tables):
            judgement = judge(relation)
            verdict = str(judgement.reason or judgement.verdict)
            found.append((int(row.rpartition("/t")[2]), relation.stated.text, verdict))
        return found

    return run
