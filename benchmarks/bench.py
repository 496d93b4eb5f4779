"""Benchmarks (基准): whole processes and whole documents, against what one would write by hand.

Run ``make bench``.  Rival commands alternate, so that a busy machine slows both; medians
are printed with the least value, which a busy machine moves least.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from funding import ROWS, broken, generated

from checker import readers
from checker.extract.extraction import extract

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_data"
REPORT = SAMPLES / "liuan-2023.md"
RUNS = 15
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
PYTHON = [sys.executable, "-X", "utf8"]

# The project's own judgement of the funding rows in a Parquet file, as the number of broken
# rows by relation (the keys of ``funding.broken``).  None: there is no such call yet.
JUDGE: Callable[[Path], dict[str, int]] | None = None


def main() -> None:
    start_up()
    one_report()
    extraction()
    funding_rows()


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
    paths = [path for path in sorted(SAMPLES.iterdir()) if path.stem != "README"]
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
    if JUDGE is None:
        print("   not yet")
        return
    judge = JUDGE
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
