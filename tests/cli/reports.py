"""Small reports to check: one rate in each paragraph, right or wrong."""

from __future__ import annotations

from pathlib import Path

RIGHT = "# 水务局 2024 年度自评报告\n\n全年预算数 200 万元，执行数 100 万元，执行率 50%。\n"
WRONG = RIGHT.replace("50%", "60%")
TRUNCATED = (
    "# 水务局 2024 年度自评报告\n\n全年预算数 7143.45 万元，执行数 6708 万元，执行率 93%。\n"
)


def write(name: str, text: str = WRONG) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
