"""Packages: what is refused before anything of it is opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from lxml import etree

from checker import package
from checker.document import Unreadable

TINY = package.Limits(whole=1000, whole_ratio=5, part=400, part_ratio=2, tags=6, attributes=3)


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.infolist()


@pytest.mark.parametrize(
    "xml,is_sound",
    {
        b"<a><b c='1'/>text</a>": True,
        "<?xml version='1.0' encoding='UTF-16'?><a>字</a>".encode("utf-16"): True,
        b"<a>" * 250 + b"</a>" * 250: True,
        b"<a>" * 300 + b"</a>" * 300: False,
        b"<a>": False,
        b"<a></b>": False,
        b"<a/><b/>": False,
        b"": False,
        b"<x:a/>": False,
        b"<a x:b='1'/>": False,
        b"<a b='1' b='2'/>": False,
        b"<a>&b;</a>": False,
        b"<a>\xff</a>": False,
        b"<a>" + b"x" * (package.LONGEST + 1) + b"</a>": False,
        b"<a>" + b"<b>x</b>" * (package.LONGEST // 8 + 1) + b"</a>": True,
    }.items(),
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else None,
)
def test_a_part_is_sound_when_a_tree_could_be_made_of_it(xml: bytes, is_sound: bool) -> None:
    if is_sound:
        package.sound(xml)
        etree.fromstring(xml, etree.XMLParser(**package.SAFE))
        return
    with pytest.raises(etree.XMLSyntaxError):
        package.sound(xml)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(xml, etree.XMLParser(**package.SAFE))


@pytest.mark.parametrize(
    "xml",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16BE"?><!DOCTYPE a><a/>'.encode("utf-16-be"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-',
    ],
)
def test_entities_are_refused_in_whatever_encoding(xml: bytes) -> None:
    with pytest.raises(Unreadable, match="实体"):
        package.tree("a.docx", xml)


def test_a_tree_has_no_comments() -> None:
    root = package.tree("a.docx", b"<a>1<!-- b --><?c d?>2</a>")
    assert (root.text, len(root)) == ("12", 0)
    assert package.content("a.docx", b"<a><!-- b --></a>") == b"<a><!-- b --></a>"


def test_what_unpacks_to_too_much() -> None:
    noise = bytes(range(256)) * 2
    loose = {str(n): noise for n in range(3)}
    package.harmless("a", infos(packed(loose, zipfile.ZIP_STORED)), TINY)
    for part in infos(packed(loose, zipfile.ZIP_STORED)):
        package.moderate("a", part, TINY)
    tight = infos(packed({"a": b" " * 900}))
    package.harmless("a", tight, TINY)
    with pytest.raises(Unreadable, match="太大"):
        package.moderate("a", tight[0], TINY)
    with pytest.raises(Unreadable, match="太大"):
        package.harmless("a", tight * 2, TINY)


def test_what_a_tree_should_not_hold() -> None:
    package.simple("a", b"<a><b/><b/></a>", TINY)
    package.simple("a", b"<a b='1' c='2' d='3'/>", TINY)
    for xml in (b"<a><b></b><b></b><b/></a>", b"<a b='1' c='2' d='3' e='4'/>"):
        with pytest.raises(Unreadable, match="太大"):
            package.simple("a", xml, TINY)


def test_what_is_wrong_is_said_in_the_words_of_the_format() -> None:
    def why(data: bytes, part: str = "a.xml") -> str:
        with (
            pytest.raises(Unreadable) as told,
            package.opened("a", data, broken="broken", malformed="malformed") as file,
        ):
            package.tree("a", file.read(part))
        return told.value.reason

    whole = packed({"a.xml": b"<a>"})
    assert why(whole) == "malformed"
    assert why(whole[:40]) == why(b"text") == "broken"
    locked = bytearray(whole)
    at = whole.index(b"PK\1\2")
    locked[6:8] = locked[at + 8 : at + 10] = b"\1\0"
    assert "密码" in why(bytes(locked))
    assert package.names(whole) == ["a.xml"]
    assert package.names(whole[:40]) == package.names(b"text") == []


def test_a_password_of_an_office_program() -> None:
    package.unlocked("a", package.OLE + bytes(20))
    package.unlocked("a", package.ENCRYPTED)
    with pytest.raises(Unreadable, match="密码"):
        package.unlocked("a", package.OLE + bytes(20) + package.ENCRYPTED)
