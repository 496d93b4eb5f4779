"""Settings: found upwards, read strictly, and told with the file, the key and a hint."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from checker.config import BASELINE, Config, InvalidConfig, find, load, shown
from checker.config.keys import KEYS
from checker.levels import Scope

EVERYTHING = """
select = ["fnd", "TSK"]
ignore = ["FND002"]
fail-on = "warning"
engine = "gx"
lang = "en"
expectations = "规则"
baseline = "接受.toml"
exclude = ["草稿", "旧/**"]

[severity]
FND = "warning"
FND203 = "off"

[paths."2021/**"]
ignore = ["clm212"]
severity = { IND = "note" }

[tolerance]
about = "2.5%"

[synonyms]
"预算盘子" = "budget"

[columns]
"部门名称" = "department"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str, name: str = "checker.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path.resolve()


def told(text: str, name: str = "checker.toml") -> str:
    written(text, name)
    with pytest.raises(InvalidConfig) as problem:
        load()
    assert problem.value.path.endswith(name)
    return str(problem.value)


def test_every_setting_is_read_with_paths_from_the_folder_of_the_file() -> None:
    file = written(EVERYTHING)
    Path("规则").mkdir()
    found = load()
    assert found.origins.keys() == {key.field for key in KEYS.values()}
    assert set(found.origins.values()) == {str(file)}
    assert (found.select, found.ignore) == (("FND", "TSK"), ("FND002",))
    assert (found.fail_on, found.engine, found.lang) == ("warning", "gx", "en")
    assert found.expectations == file.parent / "规则"
    assert found.baseline == file.parent / "接受.toml"
    assert found.exclude == ("草稿", "旧/**")
    assert found.severity == {"FND": "warning", "FND203": "off"}
    assert found.paths == (Scope("2021/**", ("CLM212",), {"IND": "note"}),)
    assert found.about == Fraction(1, 40)
    assert found.synonyms == {"预算盘子": "budget"}
    assert found.columns == {"部门名称": "department"}


def test_what_is_shown_is_a_settings_file_again() -> None:
    written(EVERYTHING)
    Path("规则").mkdir()
    found = load()
    text = "\n".join(line for _name, line, _origin in shown(found))
    again = Path("again") / "checker.toml"
    again.parent.mkdir()
    again.write_text(text, "utf-8")
    said = load(file=again)
    for key in KEYS.values():
        assert getattr(said, key.field) == getattr(found, key.field)
    by_default = "\n".join(line for _name, line, _origin in shown(Config()))
    assert tomllib.loads(by_default)["tolerance"] == {"about": "5%"}


@pytest.mark.parametrize(("given", "share"), [("0.1", "1/10"), ("0", "0"), ('"12 %"', "3/25")])
def test_a_share_is_what_its_digits_say(given: str, share: str) -> None:
    written(f"tolerance.about = {given}")
    assert load().about == Fraction(share)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sellect = ["FND"]', "没有名为 sellect 的设置，是否指 select？"),
        ("zzzz = 1", "没有名为 zzzz 的设置"),
        ('select = "FND"', "select 应是字符串的列表"),
        ("select = [1]", "select 应是字符串的列表"),
        ('fail-on = "eror"', "fail-on 不能是 eror，是否指 error？"),
        ('fail-on = "x"', "fail-on 不能是 x，只能是 error warning never"),
        ("fail_on = 'error'", "没有名为 fail_on 的设置，是否指 fail-on？"),
        ('severity = "error"', "severity 应是一个表"),
        ('severity.FND201 = "warnin"', "severity.FND201 不能是 warnin，是否指 warning？"),
        ('paths."a/**".ignor = []', "没有名为 paths.a/**.ignor 的设置，是否指 ignore？"),
        ('paths."a".severity.FND = 1', "paths.a.severity.FND 应是一个字符串"),
        ("tolerance.about = 1", "tolerance.about 应是不小于 0、小于 1 的数或百分数"),
        ("tolerance.about = -0.1", "tolerance.about 应是不小于 0"),
        ("tolerance.about = inf", "tolerance.about 应是不小于 0"),
        ("tolerance.about = true", "tolerance.about 应是不小于 0"),
        ("tolerance.abut = 0.1", "没有名为 tolerance.abut 的设置，是否指 about？"),
        ("tolerance = {}", "tolerance.about 应是"),
        ('synonyms."预算盘子" = "budgett"', "synonyms.预算盘子 不能是 budgett，是否指 budget？"),
        ('columns.x = "departmen"', "columns.x 不能是 departmen，是否指 department？"),
        ('expectations = "没有"', "expectations 所指的文件夹 没有 不存在"),
        ("a = ", "不是有效的 TOML"),
        ("a = 1\na = 2", "不是有效的 TOML"),
    ],
)
def test_what_is_wrong_is_told_with_the_key_and_a_hint(text: str, said: str) -> None:
    assert said in told(text)


def test_a_file_that_is_no_text(here: Path) -> None:
    (here / "checker.toml").write_bytes("select = ['预算']".encode("gbk"))
    with pytest.raises(InvalidConfig, match="不是 UTF-8 编码"):
        load()


def test_a_mark_at_the_beginning_is_no_mistake(here: Path) -> None:
    (here / "checker.toml").write_bytes(b'\xef\xbb\xbflang = "en"')
    assert load().lang == "en"


def test_it_is_found_upwards_from_what_is_checked_before_the_working_folder() -> None:
    near = written("lang = 'en'", "仓库/checker.toml")
    far = written("lang = 'zh'")
    report = written("# 报告", "仓库/2023/水务局/报告.md")
    other = written("# 报告", "另/报告.md")
    assert find([report]) == find([report.parent]) == find([near.parent]) == near
    assert find([other]) == find([report, other]) == find() == far
    assert find([report, report.parents[1] / "没有.md"]) == near


def test_pyproject_serves_where_it_speaks_of_us() -> None:
    written("[tool.checker]\nlang = 'en'", "pyproject.toml")
    written("[tool.ruff]\nline-length = 100", "a/pyproject.toml")
    written("[tool.other]\n# checker\nbroken =", "a/b/pyproject.toml")
    report = written("# 报告", "a/b/报告.md")
    found = load([report])
    assert (found.lang, found.file) == ("en", Path("pyproject.toml").resolve())
    written("lang = 'zh'")
    assert load([report]).lang == "zh"  # of one folder, its own file goes before


def test_a_broken_pyproject_is_told_only_if_it_names_us() -> None:
    report = written("# 报告", "a/报告.md")
    written("[tool.checker]\nlang = ", "a/pyproject.toml")
    with pytest.raises(InvalidConfig, match="不是有效的 TOML"):
        load([report])


def test_a_baseline_beside_the_file_holds_without_being_named(here: Path) -> None:
    assert load().baseline is None
    (here / BASELINE).write_text("", "utf-8")
    assert load().baseline is not None
    written("lang = 'zh'", "仓库/checker.toml")
    assert load([here / "仓库"]).baseline is None
