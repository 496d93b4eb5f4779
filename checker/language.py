"""Language (语言): what the tool says, Chinese in the source, English from a catalogue.

The Chinese sentence is its own key.  ``install`` runs once, before the command line is
built, so that ``--help`` speaks the language too.
"""

from __future__ import annotations

import errno
import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("zh", "en")
LOCALES = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_installed = LANGUAGES[0]


class Told(Exception):
    """要告诉人的错误: what is wrong with a file; ``reason`` is a msgid that names ``values``."""

    def __init__(self, path: str, reason: str, values: Mapping[str, object]) -> None:
        super().__init__(f"{path}: {reason.format(**values) if values else reason}")
        self.path = path
        self.reason = reason
        self.values = values


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for by ``--lang`` anywhere, else by CHECKER_LANG, else Chinese."""
    asked = environment.get("CHECKER_LANG", "")
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and at + 1 < len(arguments):
            asked = arguments[at + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    short = asked[:2].lower()
    return short if short in LANGUAGES else LANGUAGES[0]


def install(lang: str) -> None:
    """Speak ``lang`` from here on; click's own words follow (it asks gettext's global domain)."""
    global _catalogue, _installed
    _catalogue = gettext.translation("checker", LOCALES, [lang], fallback=True)
    _installed = lang
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("click", str(LOCALES))
    gettext.textdomain("click")


def installed() -> str:
    """The language in use: ``zh`` or ``en``."""
    return _installed


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _catalogue.gettext(message)


def plural(message: str, n: int) -> str:
    """``message`` about ``n`` things, its field ``{n}`` filled in."""
    return _catalogue.ngettext(message, message, n).format(n=n)


def why(error: OSError) -> str:
    """Why a file could not be read or written: a msgid, or the system's own words."""
    return WHY.get(error.errno or 0) or error.strerror or str(error)


def msgid(message: str) -> str:
    """Mark ``message`` for translation where it is written; ``_`` translates it when used."""
    return message


WHY = {
    errno.ENOENT: msgid("文件或文件夹不存在"),
    errno.EACCES: msgid("没有权限，或正被别的程序打开"),
    errno.EPERM: msgid("没有权限，或正被别的程序打开"),
    errno.EBUSY: msgid("没有权限，或正被别的程序打开"),
    errno.EROFS: msgid("所在的磁盘是只读的"),
    errno.ENOSPC: msgid("磁盘已满"),
    errno.EDQUOT: msgid("磁盘已满"),
    errno.EISDIR: msgid("是文件夹，不是文件"),
    errno.ENOTDIR: msgid("路径中有一段不是文件夹"),
    errno.ENAMETOOLONG: msgid("名称太长"),
    errno.ELOOP: msgid("符号链接成环"),
    errno.EIO: msgid("磁盘读写出错"),
}
