from pathlib import Path

import pytest

from checker.extract.facts import facts
from checker.readers import text


def told(tmp_path: Path, content: str):
    path = tmp_path / "a.md"
    path.write_text(content, encoding="utf-8")
    return facts(text.read(path, path.read_bytes()))


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("水务局 2024 年度自评报告", "水务局"),
        ("2024年度云溪县水务局部门整体支出绩效自评报告", "云溪县水务局"),
        ("云溪县水务局2024年度部门整体支出绩效自评报告", "云溪县水务局"),
        ("云溪县水务局 2024 年度部门决算", "云溪县水务局"),
        ("2026年单位“三公”经费和机关运行经费预算表", ""),
        ("2024年度部门收支预算总表", ""),
    ],
)
def test_the_department_in_a_title(tmp_path, title, department):
    assert told(tmp_path, f"# {title}\n\n全年支出 3 万元。\n").department == department


def test_the_department_that_a_form_names(tmp_path):
    form = "# 2026年单位“三公”经费预算表\n\n编制单位：云溪街道办事处（本级）　单位：万元\n"
    assert told(tmp_path, form).department == "云溪街道办事处"
