"""The sample repository: what its README tells of its settings, baseline and mistakes."""

from __future__ import annotations

import re
from pathlib import Path

from checker import baseline
from checker.config import load
from tests.cli.conftest import Run

REPOSITORY = Path(__file__).parents[2] / "sample_data" / "repository"
REPORTS = sorted(REPOSITORY.glob("20??/*/自评报告.md"))


def text(year: int, department: str) -> str:
    return (REPOSITORY / str(year) / department / "自评报告.md").read_text("utf-8")


def found(pattern: str, year: int, department: str) -> str:
    match = re.search(pattern, text(year, department), re.DOTALL)
    assert match is not None
    return match[1]


def test_it_passes_with_its_one_accepted_finding(run: Run) -> None:
    status, shown, said = run("check", REPOSITORY)
    assert (status, said) == (0, "")
    assert "已接受 1 项" in shown
    assert run("check", REPOSITORY, "--no-baseline")[0] == 1
    annotations = run("check", REPOSITORY, "--format", "github", "--no-baseline")[1]
    assert len(annotations.splitlines()) == 1


def test_its_settings_and_its_baseline_are_those_it_tells_of() -> None:
    settings = load([REPOSITORY])
    assert settings.file == REPOSITORY / "checker.toml"
    assert settings.baseline == REPOSITORY / "checker-baseline.toml"
    [entry] = baseline.load(settings.baseline)
    assert (entry.rule, entry.document) == ("FND201", "2022/城市管理局/自评报告.md")
    assert entry.figures[0].endswith("93.46%")
    written = settings.baseline.read_text("utf-8")
    assert baseline.written([entry]) == written


def test_the_mistakes_between_years_are_there() -> None:
    assert len(REPORTS) == 9
    ends = [found(r"年末结转结余 ([\d.]+)", year, "水务局") for year in (2022, 2023)]
    starts = [found(r"上年结转结余 ([\d.]+)", year, "水务局") for year in (2023, 2024)]
    assert (ends, starts) == (["46.80", "53.60"], ["46.80", "56.30"])
    work = r"## 三、(.*)## 四、"
    assert found(work, 2023, "文化馆") == found(work, 2024, "文化馆")
    assert found(work, 2022, "文化馆") != found(work, 2023, "文化馆")
    assert "处置率 94.1%" in text(2023, "城市管理局")
    assert "处置率 95.4%，较上年提高 2 个百分点" in text(2024, "城市管理局")
