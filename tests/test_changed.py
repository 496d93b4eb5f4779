import subprocess

import pytest

from checker.changed import NotComparable, changed
from checker.pipeline import Options, check

REPORT = """# {year}年青石街道办事处部门整体支出绩效自评报告

全年受理诉求 4218 件，办结 4196 件，办结率 99.48%。{more}
"""


def git(folder, *words):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def write(folder, year, more="", name=None):
    path = folder / (name or f"{year}.md")
    path.write_text(REPORT.format(year=year, more=more), encoding="utf-8")
    return path


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    for year in (2022, 2023, 2024):
        write(tmp_path, year)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def names(report):
    return [d.path.rpartition("/")[2] for d in report.documents]


def test_only_what_changed_is_reported(repository):
    assert names(check([repository], Options(since="HEAD"))) == []
    write(repository, 2023, "回访 310 人。")
    write(repository, 2024, name="新 报告.md")
    report = check([repository], Options(since="HEAD"))
    assert names(report) == ["2023.md", "新 报告.md"]
    assert report.unchanged == 2


def test_a_branch_is_compared_with_where_it_began(repository):
    git(repository, "checkout", "-qb", "mine")
    write(repository, 2022, "走访 120 户。")
    git(repository, "commit", "-qam", "mine")
    git(repository, "checkout", "-q", "main")
    write(repository, 2024, "走访 130 户。")
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "mine")
    assert names(check([repository], Options(since="main"))) == ["2022.md"]


def test_a_report_that_rests_on_a_changed_one_is_reported(repository):
    write(repository, 2024, "居民满意度较上年提高 2.0 个百分点，为 98.0%。")
    git(repository, "commit", "-qam", "second")
    write(repository, 2023, "居民满意度为 95.0%。")
    report = check([repository], Options(since="HEAD"))
    assert names(report) == ["2023.md", "2024.md"]
    assert [c.rule for c in report.documents[1].findings] == ["ACR302"]


def test_what_cannot_be_compared_is_told(repository, tmp_path_factory, monkeypatch):
    with pytest.raises(NotComparable, match="nowhere"):
        changed([repository / "2022.md"], "nowhere")
    with pytest.raises(NotComparable, match="--upload-pack"):  # no option for git
        changed([repository / "2022.md"], "--upload-pack=x")
    outside = tmp_path_factory.mktemp("outside")
    with pytest.raises(NotComparable, match="git 仓库"):
        changed([write(outside, 2024)], "HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotComparable, match="没有找到 git"):
        changed([write(tmp_path_factory.mktemp("more"), 2024)], "HEAD")


def test_a_shallow_clone_is_said_to_be_one(repository, tmp_path):
    write(repository, 2024, "走访 130 户。")
    git(repository, "commit", "-qam", "second")
    clone = tmp_path / "clone"
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    with pytest.raises(NotComparable, match="浅克隆"):
        changed([clone / "2024.md"], "HEAD~1")


def test_a_folder_changes_with_what_is_in_it(repository):
    folder = repository / "规则"
    folder.mkdir()
    assert changed([folder, repository / "2024.md"], "HEAD") == frozenset()
    (folder / "funding.json").write_text("{}", encoding="utf-8")
    assert changed([folder], "HEAD") == {folder}
    (repository / "2024.md").unlink()
    assert changed([repository / "2024.md"], "HEAD") == {repository / "2024.md"}
