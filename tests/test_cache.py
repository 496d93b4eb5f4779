import sqlite3
import threading

import pytest

from checker import cache, pipeline, singly
from checker.cache import FILE, folder, opened
from checker.packed import pack
from checker.pipeline import Options, check

REPORT = """# 2024年青石街道办事处部门整体支出绩效自评报告

2024年全年预算数 {budget} 万元，执行数 891.80 万元，执行率 98.00%。
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(REPORT.format(budget="910.00"), encoding="utf-8")
    return path


@pytest.fixture
def parsed(monkeypatch):
    """The files that were read anew."""
    read = []
    real = singly.readers.read
    monkeypatch.setattr(singly.readers, "read", lambda p: (read.append(p.name), real(p))[1])
    return read


def test_an_unchanged_file_is_not_read_again(report, parsed, tmp_path):
    options = Options(cache=tmp_path / "c")
    first = check([report], options)
    again = check([report], options)
    assert parsed == ["a.md"]
    assert again == first
    assert again.documents[0].checks


def test_what_changes_a_result_is_part_of_the_key(report, parsed, tmp_path):
    check([report], Options(cache=tmp_path / "c"))
    check([report], Options(cache=tmp_path / "c", select=("FND",)))
    report.write_text(REPORT.format(budget="919.00"), encoding="utf-8")
    found = check([report], Options(cache=tmp_path / "c"))
    assert len(parsed) == 3
    assert found.documents[0].worst == "error"


def test_another_file_of_the_same_content_is_another_file(report, parsed, tmp_path):
    other = tmp_path / "b.md"
    other.write_bytes(report.read_bytes())
    check([report], Options(cache=tmp_path / "c"))
    found = check([other], Options(cache=tmp_path / "c"))
    assert parsed == ["a.md", "b.md"]
    assert found.documents[0].path == str(other)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99])
def test_a_cache_that_is_none_costs_only_time(report, tmp_path, content):
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / FILE).write_bytes(content)
    assert len(check([report], Options(cache=tmp_path / "c")).documents) == 1


def test_a_damaged_entry_is_checked_anew(report, parsed, tmp_path):
    options = Options(cache=tmp_path / "c")
    check([report], options)
    with sqlite3.connect(tmp_path / "c" / FILE) as database:
        database.execute("UPDATE checks SET value = ?", (pack("something else"),))
    assert len(check([report], options).documents) == 1
    with sqlite3.connect(tmp_path / "c" / FILE) as database:
        database.execute("UPDATE checks SET value = ?", (b"torn",))
    assert len(check([report], options).documents) == 1
    assert len(parsed) == 3


def test_a_folder_that_cannot_be_made_is_no_error(report, tmp_path):
    (tmp_path / "file").write_text("")
    assert check([report], Options(cache=tmp_path / "file" / "c")).documents


def test_two_runs_at_once(tmp_path):
    def run(name):
        with opened(tmp_path, "rules") as store:
            for n in range(50):
                file = tmp_path / f"{name}{n}"
                file.write_text(name)
                store.put(store.key(file), pack(n))

    threads = [threading.Thread(target=run, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened(tmp_path, "rules") as store:
        found = [store.get(store.key(tmp_path / f"{name}{n}")) for name in "ab" for n in range(50)]
    assert found == [*range(50), *range(50)]


def test_what_was_not_closed_is_not_there(tmp_path):
    file = tmp_path / "a"
    file.write_text("a")
    with opened(tmp_path / "c", "rules") as store:
        store.put(store.key(file), pack(1))
        with opened(tmp_path / "c", "rules") as other:
            assert other.get(other.key(file)) is None
    with opened(tmp_path / "c", "rules") as store:
        assert store.get(store.key(file)) == 1


def test_the_cache_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MOST_BYTES", 1000)
    for n in range(20):
        file = tmp_path / str(n)
        file.write_text(str(n))
        with opened(tmp_path / "c", "rules") as store:
            store.put(store.key(file), b"x" * 100)
    with sqlite3.connect(tmp_path / "c" / FILE) as database:
        [(size,)] = database.execute("SELECT total(length(value)) FROM checks")
    assert 0 < size <= 1100


def test_where_it_is_kept(monkeypatch):
    assert folder({"CHECKER_CACHE": "x/y"}).parts == ("x", "y")
    assert folder({"CHECKER_CACHE": ""}) is None
    monkeypatch.setattr("sys.platform", "linux")
    assert folder({"XDG_CACHE_HOME": "/h/.c"}).as_posix() == "/h/.c/gov-report-checker"


def test_what_stands_between_reports_is_kept_too(tmp_path, monkeypatch):
    title = "# {}年青石街道办事处部门整体支出绩效自评报告\n\n居民满意度{}。\n"
    for year, said in ((2023, "为95.0%"), (2024, "较上年提高2.0个百分点，为98.0%")):
        (tmp_path / f"{year}.md").write_text(title.format(year, said), encoding="utf-8")
    options = Options(cache=tmp_path / "c")
    first = check([tmp_path], options)
    monkeypatch.setattr(pipeline, "joined", None)  # not asked again
    assert check([tmp_path], options) == first
    assert [c.rule for d in first.documents for c in d.findings] == ["ACR302"]
    monkeypatch.undo()
    (tmp_path / "2023.md").write_text(title.format(2023, "为96.0%"), encoding="utf-8")
    assert not [c for d in check([tmp_path], options).documents for c in d.findings]


def test_recognition_that_was_installed_since_is_asked(report, parsed, tmp_path, monkeypatch):
    options = Options(cache=tmp_path / "c")
    check([report], options)
    there = pipeline.ocr.available()
    monkeypatch.setattr(pipeline.ocr, "available", lambda: not there)
    check([report], options)
    assert parsed == ["a.md", "a.md"]
