"""Names (标签名): the XML names of WordprocessingML that carry meaning here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
VAL = W + "val"
P, R, T, TBL, TR, TC = (W + name for name in "p r t tbl tr tc".split())
HOLDERS = (P, R, TR, TC)
P_PR, R_PR, TR_PR, TC_PR = (W + name for name in "pPr rPr trPr tcPr".split())
# Of the properties of paragraphs, runs, rows and cells those that any of this asks for.
HEEDED = tuple(
    W + name
    for name in (
        "pStyle numPr outlineLvl del moveFrom vanish rStyle vertAlign"
        " hidden gridBefore gridSpan hMerge vMerge cellDel"
    ).split()
)


Properties = Mapping[str, "Element"]  # the children of an element by their names


def children(parent: Element | None) -> Properties:
    """The children of an element; looking at them once costs less than each ``find``."""
    return {} if parent is None else {child.tag: child for child in parent}


def properties_of(element: Element, name: str) -> Properties:
    """The children of the first child with a name; quicker than ``find``, for it is the first."""
    for child in element:
        if child.tag == name:
            return children(child)
    return {}


def telling(root: Element) -> set[Element]:
    """The paragraphs, runs, rows and cells with properties that are heeded, and what holds these.

    Few have any: one search of the whole costs less than a look at the properties of each.
    """
    found: set[Element] = set()
    for one in root.iterdescendants(*HEEDED):
        within = one.getparent()
        holder = within.getparent()
        if holder is None or holder.tag not in HOLDERS:  # in another place than usual
            holder = next(one.iterancestors(*HOLDERS), root)
        found |= {within, holder}
    return found


def value(properties: Properties, name: str) -> str | None:
    """The ``w:val`` of a child element; None when there is no such child."""
    found = properties.get(W + name)
    return None if found is None else str(found.get(VAL, ""))


def number(properties: Properties, name: str) -> int | None:
    """The ``w:val`` of a child as a number; None when there is none or it is no number."""
    return integer(value(properties, name))


def integer(said: str | None) -> int | None:
    """A short run of digits as a number."""
    return int(said) if said and said.isdecimal() and len(said) < 10 else None


def switch(properties: Properties, name: str) -> bool | None:
    """Whether a child element turns something on; None when it is not there."""
    said = value(properties, name)
    return None if said is None else said not in ("0", "false", "off")


def gone(properties: Properties) -> bool:
    """Whether tracked changes took away what has these properties."""
    return W + "del" in properties or W + "moveFrom" in properties
