"""The screenshot (截图): what ``checker check`` prints for one sample, as ``docs/screenshot.svg``.

Run ``make docs``, or ``python docs/screenshot.py``.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from checker.pipeline import Options, check
from checker.reporters import console

ROOT = Path(__file__).parent.parent
SAMPLE = Path("sample_data/liuan-2023.md")
WIDTH = 86
# No font is fetched from anywhere; one that has Chinese and Latin in step is asked for.
FONTS = "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', Menlo, Consolas, monospace"
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
FORMAT = FORMAT.replace("Fira Code, monospace", FONTS)


def svg() -> str:
    """The coloured report on the sample, drawn as a terminal window."""
    os.chdir(ROOT)
    printed = io.StringIO()
    console.write(check([SAMPLE], Options()), printed, width=WIDTH, color=True)
    window = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    window.print(Text(f"$ checker check {SAMPLE.as_posix()}\n"))
    window.print(Text.from_ansi(printed.getvalue()))
    return window.export_svg(title="checker", unique_id="checker", code_format=FORMAT)


def main() -> None:
    Path(__file__).with_name("screenshot.svg").write_text(svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
