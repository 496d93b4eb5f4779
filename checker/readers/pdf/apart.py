"""Pages read in a process of their own (另一进程), with as much memory and time as is bearable.

For files that may ask the library for more: it would take the whole run with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import Any

from checker.document import Unreadable
from checker.language import msgid
from checker.layout.line import Page
from checker.readers.pdf.page import Shown
from checker.ruled import Char, Rule

MEMORY = 800 << 20  # bytes
SECONDS = 15  # of work
WAIT = 28  # seconds, however busy the machine
WORK = "from checker.readers.pdf import apart; apart.work()"

TOO_MUCH = msgid("PDF 要用的内存或时间太多（结构异常，可能是恶意文件），没有读")


def pages(named: str, data: bytes) -> list[Shown]:
    """The pages of ``data``.  Raises ``Unreadable`` as reading them here would."""
    paths = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(
            [sys.executable, "-c", WORK],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WAIT,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        raise Unreadable(named, TOO_MUCH) from None
    if "reason" in told:
        reason = told["reason"]
        raise Unreadable(named, reason, **told["values"])
    return [_page(*one) for one in told["pages"]]


def _page(page: list[Any], *rest: Any) -> Shown:
    number, width, height, chars, rules = page
    printed = Page(
        number, width, height, [Char(*char) for char in chars], [Rule(*rule) for rule in rules]
    )
    return Shown(printed, *rest)


def work() -> None:
    """Read the file given on the standard input, and tell what was found as JSON."""
    from checker.readers.pdf.open import shown_pages

    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told: dict[str, Any]
    try:
        found = shown_pages("", sys.stdin.buffer.read(), recognise=False)
        told = {"pages": [[_flat(one.page), *one[1:]] for one in found]}
    except Unreadable as problem:
        told = {"reason": problem.reason, "values": problem.values}
    except MemoryError:
        told = {"reason": TOO_MUCH, "values": {}}
    json.dump(told, sys.stdout)


def _flat(page: Page) -> list[Any]:
    return [page.number, page.width, page.height, page.chars, page.rules]
