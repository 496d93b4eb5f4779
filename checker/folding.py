"""Folding (全半角归一): one character for one, so that every place survives it."""

from __future__ import annotations

import re

# Full-width digits, letters, percent and signs have one half-width form each; Chinese
# punctuation stays, because clauses are split by it.
_FOLD = {0xFF10 + i: 0x30 + i for i in range(10)}
_FOLD |= {0xFF21 + i: 0x41 + i for i in range(26)} | {0xFF41 + i: 0x61 + i for i in range(26)}
_FOLD |= {ord(a): ord(b) for a, b in zip("％．＋－＜＞＝＊／～", "%.+-<>=*/~", strict=True)}
_FOLD |= {ord(a): ord(b) for a, b in zip("﹪≧≦⩾⩽−﹣–", "%≥≤≥≤---", strict=True)}
_FOLD |= dict.fromkeys([0x3000, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0xFEFF], 0x20)
_FOLD |= dict.fromkeys([0x9, 0xB, 0xC], 0x20)
# Radicals that PDF exporters write in place of the ideographs themselves.
_FOLD |= {
    ord(a): ord(b)
    for a, b in zip("⼀⼆⼈⼊⼋⼗⽉⽇⽂⽅⾦⽬⾏", "一二人入八十月日文方金目行", strict=True)
}

# A comma or full stop between digits is part of the number, whatever its width.
_INSIDE = re.compile(r"[，．·](?:(?<=\d，)(?=\d{3}(?!\d))|(?<=\d[．·])(?=\d))")
# A search that skips what needs no folding is quicker than a look-up of every character.
_WIDE = re.compile(f"[{''.join(re.escape(chr(code)) for code in _FOLD)}]")


def fold(text: str) -> str:
    """``text`` with full-width forms folded; the length never changes."""
    if text.isascii() and text.isprintable():  # as most numbers are: blanks alone are folded here
        return text
    folded = _WIDE.sub(lambda found: chr(_FOLD[ord(found[0])]), text)
    return _INSIDE.sub(lambda found: "," if found.group() == "，" else ".", folded)
