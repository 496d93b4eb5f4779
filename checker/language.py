"""Language (语言): what the tool says, Chinese in the source, English from a catalogue.

The Chinese sentence is its own key.  ``install`` runs once, before the command line is
built, so that ``--help`` speaks the language too.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("zh", "en")
LOCALES = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_installed = LANGUAGES[0]


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


def msgid(message: str) -> str:
    """Mark ``message`` for translation where it is written; ``_`` translates it when used."""
    return message
