"""A sample report as a page of a government site."""

from __future__ import annotations

from html import escape

from checker.document import Kind
from tests.readers import gold


def report(name: str) -> bytes:
    parts = ['<html><head><meta charset="utf-8"></head><body><div class="TRS_Editor">']
    for block in gold.blocks(name):
        if block.kind is Kind.TABLE:
            body = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in gold.grid(block))
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in body) + "</table>")
        else:
            tag = {Kind.HEADING: f"h{block.level}", Kind.ITEM: "li"}.get(block.kind, "p")
            parts.append(f"<{tag}>{escape(block.text)}</{tag}>")
    return "\n".join([*parts, "</div></body></html>\n"]).encode()
