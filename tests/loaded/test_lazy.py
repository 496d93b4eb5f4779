"""What reading tables costs: nothing until it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SLOW = ("pandas", "pandera", "great_expectations", "openpyxl", "pyarrow")
CODE = """
import sys
from checker.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("imported", *(name for name in {slow!r} if name in sys.modules))
"""


def imported(*arguments: str) -> set[str]:
    code = CODE.format(slow=SLOW)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_the_help_of_the_commands_is_free() -> None:
    assert imported("gx", "--help") == set()
    assert imported("tables", "--help") == set()


def test_a_table_is_checked_without_great_expectations(tmp_path: Path) -> None:
    file = tmp_path / "funding.csv"
    file.write_text("budget,executed,execution_rate\n100.00,50.00,51.00%\n")
    assert not imported("check", str(file)) & {"great_expectations", "openpyxl"}
