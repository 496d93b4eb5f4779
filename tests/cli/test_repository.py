"""The sample repository: what its README tells of its settings, baseline and mistakes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from checker import baseline
from checker.config import load
from tests.conftest import Run

REPOSITORY = Path(__file__).parents[2] / "sample_data" / "repository"
REPORTS = sorted(REPOSITORY.glob("20??/*/自评报告.md"))


def text(year: int, department: str) -> str:
    return (REPOSITORY / str(year) / department / "自评报告.md").read_text("utf-8")


def found(pattern: str, year: int, department: str) -> str:
    match = re.search(pattern, text(year, department), re.DOTALL)
    assert match is not None
    return match[1]


def listed(run: Run, *arguments: str | Path) -> list[tuple[str, str]]:
    """The findings that are not accepted: the folder and the rule."""
    _status, text, _ = run("check", *arguments, "--format", "json")
    return [
        ("/".join(Path(one["document"]).parts[-3:-1]), one["rule"])
        for one in json.loads(text)["checks"]
        if one["severity"] and "accepted" not in one
    ]


def test_its_mistakes_show_only_beside_the_year_before(run: Run) -> None:
    assert sorted(listed(run, REPOSITORY)) == [
        ("2024/城市管理局", "ACR302"),
        ("2024/文化馆", "ACR001"),
        ("2024/文化馆", "ACR302"),
        ("2024/文化馆", "ACR303"),
        ("2024/文化馆", "ACR305"),
        ("2024/水务局", "ACR301"),
    ]
    for report in REPORTS:
        assert run("check", report)[0] == 0


def test_one_finding_is_accepted(run: Run) -> None:
    status, shown, said = run("check", REPOSITORY)
    assert (status, said) == (1, "")
    assert "已接受 1 项" in shown
    folder = REPOSITORY / "2022"
    before, after = listed(run, folder, "--no-baseline"), listed(run, folder)
    assert (before, after) == ([("2022/城市管理局", "FND201")], [])


def test_what_is_accepted_between_years_is_not_stale_where_one_is_checked(
    run: Run, here: Path
) -> None:
    shutil.copytree(REPOSITORY, here / "库")
    assert run("baseline", "库", "--accept-all", "--reason", "已核实")[0] == 0
    assert run("check", "库")[0] == 0
    for path in ("库/2024", "库/2024/水务局/自评报告.md"):
        status, shown, _ = run("check", path)
        assert (status, "失效的接受" in shown) == (0, False)
    last = here / "库/2023/水务局/自评报告.md"
    text, _ = last.read_text("utf-8"), last.write_bytes(b"")
    status, shown, _ = run("check", "库")
    assert (status, "失效的接受" in shown) == (2, False)
    last.write_text(text.replace("53.60", "56.30"), "utf-8")
    assert "已接受的 ACR301" in run("check", "库")[1]


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
