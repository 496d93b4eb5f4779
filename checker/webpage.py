"""Web pages (网页): their text, and the part of them that is about the matter.

A page of a government site is half navigation.  What is hidden, and what is named or marked
as belonging to the site, is dropped; the main part is the innermost one named as such that
holds most of the words outside links.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
DROPPED = frozenset(
    "script style noscript template nav footer aside head iframe frame object embed svg canvas"
    " button select option textarea input del s strike audio video map colgroup math".split()
)
# Names of the parts that are about the site and not the page.
NOISE = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|foot\w*|breadcrumb\w*|crumbs?|share\w*|sidebar|menu\w*|copyright|pagination"
    r"|pager|search\w*|toolbar|related|recommend|bottom)(?:$|[\s_-])",
    re.IGNORECASE,
)
MAIN = re.compile(r"TRS_?U?EDITOR|^zoom$|UCAPCONTENT|pages_content|article", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SHARE = 0.6  # of the page's words, which its main part must hold


@dataclass(frozen=True, slots=True)
class Weight:
    """Characters of an element outside links, characters in links, the number of links."""

    plain: int
    linked: int
    links: int


def decoded(data: bytes) -> str:
    """The text of a page: by its byte order mark, what it declares, UTF-8, GB18030."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = CHARSET.search(data[:4000])
    named = declared[1].decode("ascii", "replace").lower() if declared else ""
    if named in ("gb2312", "gbk", "gb_2312-80", "x-gbk"):
        named = "gb18030"
    for name in filter(None, (named, "utf-8", "gb18030")):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace")


def binary(text: str) -> bool:
    """Control characters are rare in a page and common in anything else."""
    head = text[:20000]
    controls = sum(ch < " " and ch not in "\t\n\r\f\v" for ch in head) + head.count("\ufffd")
    return controls > 2 + len(head) // 200


def dropped(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in DROPPED or "hidden" in element.attrib:
        return True
    if HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("body", "html", "td") and NOISE.search(names) is not None


def weighed(root: Any) -> dict[Any, Weight]:
    """The weight of every element that is not dropped, children before their parents."""
    weights: dict[Any, Weight] = {}

    def weigh(element: Any, linked: bool) -> Weight:
        linked = linked or element.tag == "a"
        own = len((element.text or "").strip())
        inner = []
        for child in element:
            own += len((child.tail or "").strip())
            if not dropped(child):
                inner.append(weigh(child, linked))
        weights[element] = found = Weight(
            sum(w.plain for w in inner) + (0 if linked else own),
            sum(w.linked for w in inner) + (own if linked else 0),
            sum(w.links for w in inner) + (element.tag == "a"),
        )
        return found

    weigh(root, False)
    return weights


def main(root: Any, weights: dict[Any, Weight]) -> Any:
    """The part of the page that holds its words: one named so, or the whole."""
    whole = weights[root].plain
    named = (
        element
        for element, weight in weights.items()
        if element.tag in ("article", "main", "div", "section", "td")
        and weight.plain >= SHARE * whole
        and (
            element.tag in ("article", "main")
            or MAIN.search(element.get("id") or "")
            or any(MAIN.search(name) for name in (element.get("class") or "").split())
        )
    )
    return next(named, root)  # the innermost one


def title(root: Any, main: Any) -> Any:
    """The heading that stands before the main part."""
    if main.find(".//h1") is not None:
        return None
    return next((h for h in root.iter("h1") if (h.text_content() or "").strip()), None)
