"""Languages: every sentence has its English, none is left over, and what is compiled is current.

``UPDATE_GOLDEN=1`` compiles the catalogues anew; babel.cfg tells how to extract the sentences.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from checker import language

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted(language.LOCALES.glob("*/LC_MESSAGES/*.po"))
_FIELD = re.compile(r"\{(\w+)[^}]*\}")

Key = str | tuple[str, ...]


def keywords() -> dict[str, tuple[int, ...] | None]:
    """The marking functions as babel.cfg gives them: ``-k plural:1,1``."""
    command = (ROOT / "babel.cfg").read_text(encoding="utf-8").splitlines()[0]
    words = shlex.split(command.lstrip("# "))
    given = [words[i + 1].partition(":") for i, word in enumerate(words) if word == "-k"]
    return {name: tuple(map(int, at.split(","))) if at else None for name, _, at in given}


def extracted() -> set[Key]:
    options = {"encoding": "utf-8"}
    found = extract_from_dir(
        ROOT / "checker", [("**.py", "python")], {"**.py": options}, keywords()
    )
    return {
        message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found
    }


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue(language.LOCALES / "en/LC_MESSAGES/checker.po")


def test_every_sentence_is_translated_and_none_is_left_over(english: Catalog) -> None:
    translated = {message.id for message in english if message.id and all(_texts(message.string))}
    wanted = extracted() - {""}
    assert sorted(map(str, wanted - translated)) == []
    assert sorted(map(str, translated - wanted)) == []
    assert len(wanted) > 100


def test_fields_are_the_same_in_both_languages(english: Catalog) -> None:
    for message in english:
        if message.id:
            original = set(_FIELD.findall(_texts(message.id)[0]))
            for text in _texts(message.string):
                assert set(_FIELD.findall(text)) == original, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_compiled_catalogue_is_current(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    binary = path.with_suffix(".mo")
    if os.environ.get("UPDATE_GOLDEN"):
        binary.write_bytes(compiled.getvalue())
    assert binary.read_bytes() == compiled.getvalue()


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "zh"),
        (["check", "a", "--lang", "en"], {}, "en"),
        (["--lang=en", "rules"], {}, "en"),
        (["rules"], {"CHECKER_LANG": "en_US.UTF-8"}, "en"),
        (["--lang", "zh"], {"CHECKER_LANG": "en"}, "zh"),
        (["--lang", "fr"], {}, "zh"),
        (["--lang"], {}, "zh"),
        (["check", "--", "--lang", "en"], {}, "zh"),
    ],
)
def test_which_language_is_wanted(
    arguments: list[str], environment: dict[str, str], lang: str
) -> None:
    assert language.wanted(arguments, environment) == lang


def test_installing() -> None:
    try:
        language.install("en")
        assert (language._("相符"), language.installed()) == ("consistent", "en")
        assert language.plural("共 {n} 份文档", 1) == "1 document"
        assert language.plural("共 {n} 份文档", 2) == "2 documents"
    finally:
        language.install("zh")
    assert (language._("相符"), language.installed()) == ("相符", "zh")
    assert language.plural("共 {n} 份文档", 2) == "共 2 份文档"


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
