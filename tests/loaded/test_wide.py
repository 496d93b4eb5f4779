"""A wide table that is screened says what the same rows say one by one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import loaded, tabular
from checker.arithmetic.verdict import Verdict
from checker.finding import Check
from checker.pipeline import Options, check
from checker.report import Report

pyarrow = pytest.importorskip("pyarrow")
NAMES = ("initial_budget", "adjustment", "reduction", "budget", "executed", "execution_rate")
WORDS = ("document", "group", "breakdown", "name")


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(loaded, "MANY", 0)
    return monkeypatch


def mended(found: Check) -> list[Any]:
    return [(one.changes, one.mends) for one in found.explanations]


def told(report: Report) -> list[Any]:
    return [
        (
            one.path,
            [(c.rule, c.row, c.verdict, c.severity, c.stated, mended(c)) for c in one.findings],
            dict(one.verdicts),
            one.figures,
        )
        for one in report.documents
    ]


def both(paths: list[Path], patch: pytest.MonkeyPatch) -> tuple[Report, Report]:
    patch.setattr(loaded, "MANY", 0)
    screened = check(paths, Options())
    patch.setattr(loaded, "MANY", 10**9)
    return screened, check(paths, Options())


def amounts(low: int, high: int) -> st.SearchStrategy[str]:
    plain = st.integers(low, high).map(lambda n: f"{Decimal(n) / 100:.2f}")
    printed = st.one_of(
        plain,
        plain.map(lambda text: text + "万元"),
        st.integers(low, high).map(lambda n: f"{Decimal(n) / 100:,.2f}"),
        st.sampled_from(["", "", "-", "约3", "0", "1.5", "abc"]),
    )
    return st.one_of(plain, plain, printed)


@st.composite
def lines(draw: st.DrawFn) -> dict[str, str]:
    """A line that holds, or nearly, or that says anything at all."""
    row = {
        "document": draw(st.sampled_from(["甲", "乙"])),
        "group": draw(st.sampled_from(["g1", "g2"])),
        "breakdown": draw(st.sampled_from(["total", "source", "source", "nature", ""])),
        "name": draw(st.sampled_from(["合计", "一般公共预算", "其中：财政拨款"])),
    }
    if draw(st.booleans()):
        return row | {name: draw(amounts(-300, 30_000)) for name in NAMES}
    initial, adjustment = draw(st.integers(1, 30_000)), draw(st.integers(0, 3_000))
    budget = initial + adjustment + draw(st.integers(-2, 2))
    executed = draw(st.integers(0, initial))
    rate = (executed * 20_000 + budget) // (2 * budget) if budget > 0 else 0
    rate = max(rate + draw(st.sampled_from([0, 0, 0, 1, -1, 60])), 0)
    values = (initial, adjustment, None, budget, executed, rate)
    texts = ["" if one is None else f"{Decimal(one) / 100:.2f}" for one in values]
    return row | dict(zip(NAMES, texts, strict=True))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.lists(lines(), min_size=1, max_size=8), min_size=1, max_size=3),
    st.sets(st.sampled_from([*NAMES, *WORDS]), max_size=4),
)
def test_screened_and_one_by_one_agree(
    tmp_path_factory: pytest.TempPathFactory,
    wide: pytest.MonkeyPatch,
    files: list[list[dict[str, str]]],
    left_out: set[str],
) -> None:
    folder = tmp_path_factory.mktemp("wide")
    kept = [name for name in (*WORDS, *NAMES) if name not in left_out]
    for number, rows in enumerate(files):
        frame = pd.DataFrame(rows)[kept]
        frame.to_csv(folder / f"funding-{number}.csv", index=False)
    screened, exact = both([folder], wide)
    assert told(screened) == told(exact)
    # The file without rows apart, faults are told in portions.
    assert {f.path for f in screened.failures} == {f.path for f in exact.failures}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(lines(), min_size=1, max_size=12))
def test_decimals_of_parquet_are_screened(
    tmp_path_factory: pytest.TempPathFactory,
    wide: pytest.MonkeyPatch,
    rows: list[dict[str, str]],
) -> None:
    file = tmp_path_factory.mktemp("wide") / "funding.parquet"
    kind = pd.ArrowDtype(pyarrow.decimal128(12, 2))
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in WORDS}
    for name in NAMES:
        values = [
            Decimal(text) if (text := row[name]).replace(".", "").lstrip("-").isdigit() else None
            for row in rows
        ]
        columns[name] = pd.Series(values, dtype=kind)
    pd.DataFrame(columns).to_parquet(file, index=False)
    screened, exact = both([file], wide)
    assert told(screened) == told(exact)


def test_only_findings_are_kept_and_the_rest_is_counted(
    tmp_path: Path, wide: pytest.MonkeyPatch
) -> None:
    rows = [f"D{n},100.00,{n}.00,{n}.00%" for n in range(1, 50)]
    rows[20] = "D,100.00,-3.00,-3.00%"
    rows[30] = "D,100.00,50.00,51.00%"
    file = tmp_path / "funding.csv"
    file.write_text("document,budget,executed,execution_rate\n" + "\n".join(rows) + "\n")
    [document] = check([file], Options()).documents
    assert [(c.rule, c.stated.place.line) for c in document.checks] == [
        ("FND001", 22),
        ("FND201", 32),
    ]
    assert document.verdicts[Verdict.CONSISTENT] == 97
    assert (document.figures, document.figures_checked) == (147, 147)
    assert document.findings[1].explanations


def test_each_file_prints_its_rates_its_own_way(tmp_path: Path, wide: pytest.MonkeyPatch) -> None:
    header = "budget,executed,execution_rate\n"
    for name, rates in (
        ("a", ("50.00%", "51.00%")),
        ("b", ("0.5000", "0.5100")),
        ("c", ("50.00", "51.00")),
    ):
        text = "".join(f"100.00,50.00,{rate}\n" for rate in rates)
        (tmp_path / f"funding-{name}.csv").write_text(header + text)
    screened, exact = both([tmp_path], wide)
    assert told(screened) == told(exact)
    assert [c.stated.text for d in screened.documents for c in d.findings] == [
        "51.00%",
        "0.5100",
        "51.00",
    ]


def test_findings_beyond_the_first_are_not_explained_and_that_is_said(
    tmp_path: Path, wide: pytest.MonkeyPatch
) -> None:
    wide.setattr(tabular, "MOST_EXPLAINED", 2)
    rows = "".join("100.00,50.00,51.00%\n" for _ in range(9))
    (tmp_path / "funding.csv").write_text("budget,executed,execution_rate\n" + rows)
    [document] = check([tmp_path], Options()).documents
    assert [bool(c.explanations) for c in document.checks] == [True] * 2 + [False] * 7
    assert tabular.UNEXPLAINED in [note.message for note in document.notes]
