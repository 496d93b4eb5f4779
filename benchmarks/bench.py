"""Benchmarks (基准): whole processes and whole documents, against what one would write by hand.

Run ``make bench``.  Rival commands alternate, so that a busy machine slows both; medians
are printed with the least value, which a busy machine moves least.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
import reports
from funding import AMOUNTS, ROWS, broken, generated
from readers import reading

from checker import readers
from checker.arithmetic.verdict import Verdict
from checker.bulk import outcomes
from checker.catalog.suite import parse
from checker.extract.extraction import extract

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_data"
REPORT = SAMPLES / "liuan-2023.md"
RUNS = 15
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
PYTHON = [sys.executable, "-X", "utf8"]

SUITE = Path(__file__).with_name("funding.json")


def main() -> None:
    start_up()
    one_report()
    extraction()
    funding_rows()
    reading()
    many_reports()


def start_up() -> None:
    [times] = alternating([[*PYTHON, "-m", "checker", "--help"]])
    print("1. start: checker --help")
    print(f"   {shown(times)}")


def one_report() -> None:
    check = [*PYTHON, "-m", "checker", "check", "--fail-on", "never", str(REPORT)]
    ours, theirs = alternating([check, [*PYTHON, "-c", "import pandera.pandas"]])
    print("2. one Markdown report, whole process")
    print(f"   checker check {REPORT.name:<14} {shown(ours)}")
    print(f"   import pandera.pandas        {shown(theirs)}")
    print(f"   ratio of the medians         {ratio(ours, theirs)}")


def extraction() -> None:
    paths = sorted(SAMPLES.glob("*-20??.*"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    characters = sum(map(len, texts))
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(timed(lambda: [extract(readers.read(path)) for path in paths]))
        theirs.append(timed(lambda: [NUMBER.findall(text) for text in texts]))
    print(f"3. extraction, {characters} characters in {len(paths)} reports")
    print(f"   read and extract             {rate(characters, ours)}")
    print(f"   one pass of re for numbers   {rate(characters, theirs)}")


def funding_rows() -> None:
    print(f"4. judging {ROWS:,} funding rows read from Parquet")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "funding.parquet"
        generated(ROWS).to_parquet(path, index=False)
        expected = broken(path)
        if (found := judge(path)) != expected:
            raise SystemExit(f"the two do not agree: {found} and {expected}")
        ours, theirs = [], []
        for _ in range(5):
            ours.append(timed(lambda: judge(path)))
            theirs.append(timed(lambda: broken(path)))
    print(f"   broken rows                  {expected}")
    print(f"   checker                      {shown(ours)}")
    print(f"   by hand in pandas            {shown(theirs)}")
    print(f"   ratio of the medians         {ratio(ours, theirs)}")


def many_reports() -> None:
    print(f"6. many reports of {reports.CHARACTERS:,} characters, on {os.cpu_count()} cores")
    for count, runs in ((100, 3), (1000, 1)):
        with tempfile.TemporaryDirectory() as folder:
            reports.write(Path(folder), count)
            check = [*PYTHON, "-m", "checker", "check", "--no-cache", "--fail-on", "never"]
            check += ["--format", "json", "--output", os.devnull, folder]
            times = [timed(partial(run, check)) for _ in range(runs)]
        print(f"   {count:>5} reports                {rate(count * reports.CHARACTERS, times)}")


def judge(path: Path) -> dict[str, int]:
    """The rows that break each relation, judged by the suite of ``funding.json``."""
    suite = parse(str(SUITE), SUITE.read_bytes())
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    found = {(one.rule, one.column): one.counts for one in outcomes(frame, suite)}
    rate = found["USR201", "execution_rate"]
    return {
        "rate": rate[Verdict.INCONSISTENT],
        "truncated": rate[Verdict.TRUNCATED],
        "adjusted": found["USR101", "budget"][Verdict.INCONSISTENT],
        "subset": found["USR102", "executed"][Verdict.INCONSISTENT],
        **{f"sum of {one}": found["USR203", one][Verdict.INCONSISTENT] for one in AMOUNTS},
    }


def alternating(commands: Sequence[Sequence[str]]) -> list[list[float]]:
    """Seconds of each command, run in turn; the first round is a warm-up."""
    times: list[list[float]] = [[] for _ in commands]
    for at in range(RUNS + 1):
        for command, taken in zip(commands, times, strict=True):
            seconds = timed(partial(run, command))
            if at:
                taken.append(seconds)
    return times


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def shown(times: Sequence[float]) -> str:
    return f"median {statistics.median(times):.3g} s, least {min(times):.3g} s"


def rate(characters: int, times: Sequence[float]) -> str:
    return f"{characters / statistics.median(times):,.0f} characters/s ({shown(times)})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{statistics.median(ours) / statistics.median(theirs):.2f}"


if __name__ == "__main__":
    main()
