"""Words (段内文字): the visible text of one paragraph, line by line."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.readers.docx.names import (
    MC,
    P_PR,
    R_PR,
    M,
    O,
    R,
    T,
    W,
    children,
    gone,
    properties_of,
    switch,
    value,
)
from checker.readers.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Raised digits are marks of notes or powers; as plain ones they would join the number before.
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SILENT = frozenset(
    W + name
    for name in "del moveFrom pPr rPr sdtPr sdtEndPr rubyPr rt instrText delText tbl".split()
)
TEXTS = frozenset((T, M + "t"))
CONTROL, BOX = W + "sdt", W + "txbxContent"
HYPHEN, SYM, FIELD = W + "noBreakHyphen", W + "sym", W + "fldChar"
REFERENCES = frozenset((W + "footnoteReference", W + "endnoteReference"))
CHOICE, OBJECT = MC + "AlternateContent", O + "OLEObject"
FRACTION, POWER = M + "f", M + "sup"
SPACES = frozenset((W + "tab", W + "ptab"))
BREAKS = frozenset((W + "br", W + "cr"))
# What the symbol fonts print for a code; a code that is not known parts what it stands between.
SYMBOL = {
    0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
    0xB7: "·", 0xB0: "°", 0xE5: "∑", 0xAE: "→",
}  # fmt: skip
WINGDINGS = {
    0x52: "☑", 0xFE: "☑", 0x51: "☒", 0xFD: "☒", 0xFC: "√", 0xFB: "×", 0xA8: "□", 0x6F: "□",
    0xA3: "□", 0xE0: "→",
}  # fmt: skip
WINGDINGS |= {0x80 + n: chr(ord("①") + n - 1) for n in range(1, 11)}
WINGDINGS |= {0x8B + n: chr(ord("①") + n - 1) for n in range(1, 11)}
WINGDINGS_2 = {0x52: "☑", 0x50: "√", 0x4F: "×", 0x53: "☒", 0xA3: "□", 0x54: "☒"}
WINGDINGS_2 |= {0x69 + n: chr(ord("①") + n) for n in range(10)}
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2}
BLANK = re.compile(r"[\t\r\n]")
EMBEDDED = re.compile(r"(?:Excel|ET|KET|Word|WPS|KWPS)\b", re.I)


@dataclass(slots=True)
class Words:
    """段内文字: ``pieces`` grow as runs are read; ``boxes`` are the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)  # "\n" stands for a line break only
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # what kind, its identifier
    embedded: int = 0  # objects of other programs that hold data of their own
    _code: list[bool] = field(default_factory=list)  # of each open field: still in its code?

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        if text and not any(self._code):
            self.pieces.append(text)

    def read(self, element: Element, styles: Styles, hidden: bool) -> None:
        """Take up the text under ``element``; ``hidden`` is what the paragraph's style says."""
        for child in element:
            tag = child.tag
            if tag in TEXTS:
                self.add(BLANK.sub(" ", child.text or ""))
            elif tag in SILENT:
                continue
            elif tag == R:
                self._run(child, styles, hidden)
            elif tag in SPACES:
                self.add("\t")
            elif tag in BREAKS:
                self.pieces.append("\n")
            elif tag == HYPHEN:
                self.add("-")
            elif tag == SYM:
                self.add(symbol(child))
            elif tag == FIELD:
                self._field(child.get(W + "fldCharType", ""))
            elif tag in REFERENCES:
                self.notes.append((tag[len(W) : -len("Reference")], child.get(W + "id", "")))
            elif tag == BOX:
                self.boxes.append(child)
            elif tag == CHOICE:
                self._alternate(child, styles, hidden)
            elif tag == FRACTION:
                self._fraction(child, styles, hidden)
            elif tag == POWER:
                raised = Words()
                raised.read(child, styles, hidden)
                self.add(raised.text.translate(RAISED))
            elif tag != CONTROL or not placeholder(child):
                self.embedded += tag == OBJECT and bool(EMBEDDED.match(child.get("ProgID", "")))
                self.read(child, styles, hidden)

    def _run(self, run: Element, styles: Styles, hidden: bool) -> None:
        found = run.find(R_PR)
        if found is None:
            if not hidden:
                self.read(run, styles, hidden)
            return
        properties = children(found)
        if gone(properties):
            return
        own = switch(properties, "vanish")
        if own is None and (named := value(properties, "rStyle")):
            own = styles[named].hidden
        if hidden if own is None else own:
            return
        if value(properties, "vertAlign") == "superscript":
            raised = Words(_code=self._code)
            raised.read(run, styles, hidden)
            self.add(raised.text.translate(RAISED))
            self.boxes += raised.boxes
            self.notes += raised.notes
        else:
            self.read(run, styles, hidden)

    def _field(self, kind: str) -> None:
        """A field prints its result, which stands between ``separate`` and ``end``."""
        if kind == "begin":
            self._code.append(True)
        elif self._code and kind == "separate":
            self._code[-1] = False
        elif self._code and kind == "end":
            self._code.pop()

    def _alternate(self, element: Element, styles: Styles, hidden: bool) -> None:
        """The first of several forms of one thing that gives any text."""
        for branch in element:
            before = self._extent()
            self.read(branch, styles, hidden)
            if self._extent() != before:
                return

    def _extent(self) -> tuple[int, ...]:
        return len(self.pieces), len(self.boxes), self.embedded

    def _fraction(self, element: Element, styles: Styles, hidden: bool) -> None:
        for n, name in enumerate(("num", "den")):
            part = element.find(M + name)
            if n:
                self.add("/")
            if part is not None:
                self.read(part, styles, hidden)

    def paragraph_ends(self) -> None:
        """No field code runs on; one without an end would swallow all that follows."""
        self._code.clear()


def plain(paragraph: Element, telling: Container[Element]) -> str | None:
    """The text of a paragraph of nothing but runs of nothing but text; None for any other.

    No run may be one of those ``telling``; what the paragraph's own properties say is left open.
    """
    said = ""
    for child in paragraph:
        tag = child.tag
        if tag == R and child not in telling:
            for part in child:
                tag = part.tag
                if tag == T:
                    said += part.text or ""
                elif tag != R_PR:
                    return None
        elif tag != P_PR:
            return None
    return said if said.isprintable() else BLANK.sub(" ", said)


def symbol(element: Element) -> str:
    """What a character of a symbol font looks like."""
    said = element.get(W + "char", "")
    try:
        code = int(said[-4:], 16)
    except ValueError:
        return " "
    font = FONTS.get(element.get(W + "font", "").lower(), {})
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if low in font:
        return font[low]
    plain = font is SYMBOL and 0x20 <= low <= 0x40  # digits and signs
    return chr(low) if plain else " " if 0xE000 <= code <= 0xF8FF or code < 0x20 else chr(code)


def placeholder(control: Element) -> bool:
    """Whether a content control still shows its prompt: 单击此处输入文字."""
    return bool(switch(properties_of(control, W + "sdtPr"), "showingPlcHdr"))
