"""A repository of tables (数据仓库): 2 000 CSV files, 10^6 rows, the same two rules for everyone.

The rules: 执行率 = 执行数 ÷ 预算数 as printed, 执行数 <= 预算数.  Each rival is a process of its
own; they run in turn, and user CPU time is compared, so that a busy machine matters least.
False alarms and misses are counted against the rows that the generator made wrong.  Rates are
printed half up; some rows lie on an exact tie, where floats go wrong.

    python benchmarks/repository.py [FILES [ROWS]]
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

RUNS = 3
WRONG = 0.0002
RIVALS = ("checker", "pandas", "pandera", "gx", "frictionless", "pointblank")
HEADER = "document,scope,budget,executed,execution_rate"


def main(files: int = 2000, rows: int = 500) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = generated(folder / "tables", files, rows)
        print(f"{files} files, {files * rows:,} rows, {len(wrong)} of them wrong")
        taken: dict[str, list[tuple[float, float]]] = {}
        told: dict[str, set[str]] = {}
        rivals = list(RIVALS)
        for _ in range(RUNS):
            for rival in tuple(rivals):
                if (found := measured(rival, folder)) is None:
                    rivals.remove(rival)
                    continue
                told[rival], seconds, memory = found
                taken.setdefault(rival, []).append((seconds, memory))
    for rival, times in taken.items():
        seconds = statistics.median(one for one, _ in times)
        print(
            f"{rival:<13} {seconds:6.1f} s user, {max(m for _, m in times):5.0f} MB,"
            f" false alarms {len(told[rival] - wrong)}, misses {len(wrong - told[rival])}"
        )


def measured(rival: str, folder: Path) -> tuple[set[str], float, float] | None:
    """What a rival found, its user CPU seconds and its memory; None where it is not installed."""
    command = [sys.executable, __file__, "--rival", rival, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 3:
        print(f"{rival}: not installed, left out")
        return None
    if done.returncode:
        raise SystemExit(f"{rival}: {done.stderr[-2000:]}")
    found = json.loads((folder / f"{rival}.json").read_text())
    return set(found["rows"]), found["user"], found["memory"]


def generated(folder: Path, files: int, rows: int, seed: int = 2024) -> set[str]:
    """Files of correct rows but for a few; the documents of the wrong ones."""
    random = np.random.default_rng(seed)
    folder.mkdir()
    wrong: set[str] = set()
    for file in range(files):
        budget = random.integers(10_000, 900_000_000, rows)
        executed = (budget * random.random(rows)).astype(np.int64)
        tie = random.random(rows) < 0.01  # n.nn5 exactly: 20 000 a year, whole spendings
        budget[tie] = 2_000_000
        executed[tie] = random.integers(1, 10_000, int(tie.sum())) * 200 + 100
        rate = (executed * 20_000 + budget) // (2 * budget)
        hit = random.random(rows) < WRONG
        rate += hit * random.integers(2, 500, rows)
        lines = [HEADER]
        for number in range(rows):
            b, e, r = int(budget[number]), int(executed[number]), int(rate[number])
            name = f"D{file}-{number}"
            if hit[number]:
                wrong.add(name)
            lines.append(
                f"{name},,{b // 100}.{b % 100:02d},{e // 100}.{e % 100:02d}"
                f",{r // 100}.{r % 100:02d}%"
            )
        (folder / f"funding-{file:04d}.csv").write_text("\n".join(lines) + "\n")
    return wrong


def by_checker(folder: Path) -> set[str]:
    from checker.pipeline import Options, check

    report = check([folder], Options())
    return {
        check.stated.sentence.section
        for document in report.documents
        for check in document.findings
        if check.stated.sentence and check.severity != "note"
    }


def read(folder: Path):
    import pandas as pd

    frame = pd.concat((pd.read_csv(path) for path in sorted(folder.iterdir())), ignore_index=True)
    return frame.assign(execution_rate=frame["execution_rate"].str.rstrip("%").astype(float))


def ratio_holds(frame):
    return (frame["executed"] / frame["budget"] * 100).round(2) == frame["execution_rate"]


def by_pandas(folder: Path) -> set[str]:
    frame = read(folder)
    bad = ~ratio_holds(frame) | (frame["executed"] > frame["budget"])
    return set(frame.loc[bad, "document"])


def by_pandera(folder: Path) -> set[str]:
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    frame = read(folder)
    schema = pa.DataFrameSchema(
        {"budget": pa.Column(float), "executed": pa.Column(float)},
        checks=[pa.Check(ratio_holds), pa.Check(lambda f: f["executed"] <= f["budget"])],
    )
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return set(frame.loc[errors.failure_cases["index"].dropna().unique(), "document"])
    return set()


def by_gx(folder: Path) -> set[str]:
    import great_expectations as gx

    frame = read(folder)
    frame["rate"] = (frame["executed"] / frame["budget"] * 100).round(2)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    batch = asset.add_batch_definition_whole_dataframe("b").get_batch({"dataframe": frame})
    pairs = gx.expectations
    suite = gx.ExpectationSuite(
        name="s",
        expectations=[
            pairs.ExpectColumnPairValuesToBeEqual(column_A="rate", column_B="execution_rate"),
            pairs.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A="budget", column_B="executed", or_equal=True
            ),
        ],
    )
    wanted = {"result_format": "COMPLETE", "unexpected_index_column_names": ["document"]}
    result = batch.validate(suite, result_format=wanted)
    return {
        row["document"]
        for one in result.results
        for row in one.result.get("unexpected_index_list") or ()
    }


def by_frictionless(folder: Path) -> set[str]:
    from frictionless import Checklist, Resource, checks

    # Its formulas have no round(): half a hundredth to either side, in decimals.
    formula = (
        "(executed * 100 - rate * budget) * 200 <= budget"
        " and (rate * budget - executed * 100) * 200 <= budget and executed <= budget"
    )
    frame = read(folder).rename(columns={"execution_rate": "rate"})
    path = folder.parent / "all.csv"
    frame.to_csv(path, index=False)
    checklist = Checklist(checks=[checks.row_constraint(formula=formula)])
    report = Resource(path=path.name, basepath=str(path.parent)).validate(
        checklist, limit_errors=1_000_000
    )
    rows = [number - 2 for (number,) in report.flatten(["rowNumber"])]
    return set(frame.loc[rows, "document"])


def by_pointblank(folder: Path) -> set[str]:
    import pointblank as pb

    frame = read(folder)
    frame["rate"] = (frame["executed"] / frame["budget"] * 100).round(2)
    done = (
        pb.Validate(frame)
        .col_vals_eq("rate", pb.col("execution_rate"))
        .col_vals_le("executed", pb.col("budget"))
        .interrogate()
    )
    return {
        name for step in (1, 2) for name in done.get_data_extracts(step, frame=True)["document"]
    }


def rival(name: str, folder: Path) -> None:
    try:
        found = globals()[f"by_{name}"](folder / "tables")
    except ModuleNotFoundError as problem:
        if problem.name != {"gx": "great_expectations"}.get(name, name):
            raise
        raise SystemExit(3) from None
    usage = resource.getrusage(resource.RUSAGE_SELF)
    told = {"rows": sorted(found), "user": usage.ru_utime, "memory": usage.ru_maxrss / 1024}
    (folder / f"{name}.json").write_text(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rival"]:
        rival(sys.argv[2], Path(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
