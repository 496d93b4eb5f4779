"""Sample reports in the formats that people have: ``python -m sample_data.formats.generate``.

The Markdown reports are printed, typed and tabulated by the writers that the readers are
tested with.  The same report gives the same bytes every time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.readers import book, ofd, paper, web, word

HERE = Path(__file__).parent
NAMES = ("liuan-2023.md", "meiyuan-2024.md")  # mostly prose, and mostly tables
WRITERS: Mapping[str, Callable[[str], bytes]] = {
    ".docx": word.report,
    ".html": web.report,
    ".ofd": partial(paper.report, canvas=ofd.Canvas),
    ".pdf": partial(paper.report, invariant=1),
    ".xls": book.xls,
    ".xlsx": book.xlsx,
}


def files() -> dict[str, bytes]:
    """The content of every file by its name."""
    return {
        f"{Path(name).stem}{suffix}": write(name)
        for name in NAMES
        for suffix, write in WRITERS.items()
    }


def main() -> None:
    for name, content in files().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
