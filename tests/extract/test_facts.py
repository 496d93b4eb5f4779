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
    ],
)
def test_the_department_in_a_title(tmp_path, title, department):
    assert told(tmp_path, f"# {title}\n\n全年支出 3 万元。\n").department == department
