"""DOCX (Word 文档): what a reader of the printed document sees, in its order.

Deleted and hidden text is no text, inserted text is; automatic numbers stand in front of
their paragraphs.  Text boxes follow the paragraph that they hang on, nested tables the
table around them, footnotes and endnotes the document.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.document import Document, Unreadable
from checker.readers.docx import parts

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
TIDY = True


def recognises(data: bytes) -> bool:
    """Whether ``data`` is a package that holds a text document."""
    return parts.recognises(data)


def read(path: Path, data: bytes) -> Document:
    from checker.readers.docx.body import Body
    from checker.readers.docx.layout import Layout

    found = parts.opened(path, data)
    try:
        layout = Layout(path)
        body = Body(found)
        layout.add(body.main())
        layout.add(body.notes())
    except RecursionError:
        raise Unreadable(str(path), "文件的 XML 有错误或嵌套太深") from None
    return Document(
        path=str(path),
        format="docx",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(layout.blocks),
        notes=body.left_out(),
    )
