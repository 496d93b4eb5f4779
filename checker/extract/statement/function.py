"""Functional items (功能分类科目): 教育支出（类）普通教育（款）初中教育（项） · “甲-乙-丙”科目.

A path is written ``项:类/款/项``; a class alone ``类:类``, as the structure of expenditure has it.
"""

from __future__ import annotations

import re

from checker.extract.mention import Mention, Text

_LEVEL = re.compile(r"[”\"」]?\s*[（(]\s*(?P<level>[类款项])\s*[）)]")
_BREAK = re.compile(r"[，。；：:、\d“\"「－—.．-]")
_DASHED = re.compile(
    r"[“\"](?P<path>[^“”\"。；]{4,80}[-－—][^“”\"。；]{2,60})[”\"]\s*(?:科目|支出|项目)?"
)
ORDER = "类款项"
_CUT = re.compile(r"[-－—]")
_OTHER = re.compile(r"(?:基本支出|项目支出|人员经费|公用经费)[^，。；]{0,8}$")


def function(text: Text, mention: Mention, words: str) -> str:
    """The path that governs a figure: the last one before it in its paragraph."""
    if _OTHER.search(words):
        return ""
    return path(text.passage.text[: mention.start], text.passage.sections)


def path(before: str, sections: tuple[str, ...] = ()) -> str:
    levels: dict[str, str] = {}
    end = 0
    for found in _LEVEL.finditer(before):
        at = ORDER.index(found["level"])
        levels = {level: name for level, name in levels.items() if ORDER.index(level) < at}
        levels[found["level"]] = _name(_BREAK.split(before[end : found.start()])[-1])
        end = found.end()
    dashed = [*_DASHED.finditer(before)]
    if dashed and dashed[-1].start() >= end:
        parts = [_name(part) for part in _CUT.split(dashed[-1]["path"])]
        return _told(dict(zip(ORDER, parts, strict=False)))
    if not levels:
        return ""
    if "类" not in levels:
        for section in reversed(sections):
            if found_ := re.search(r"(?P<name>[^，。；：:\d（(）)、]+)[（(]类[）)]", section):
                levels["类"] = _name(found_["name"])
                break
    return _told(levels)


def _told(levels: dict[str, str]) -> str:
    if levels.get("项"):
        return "项:" + "/".join(levels.get(level, "") for level in ORDER)
    if "款" in levels:
        return "款:" + "/".join(levels.get(level, "") for level in "类款")
    return "类:" + levels.get("类", "") if levels.get("类") else ""


def _name(words: str) -> str:
    bare = re.sub(r"[“”\"\s]|[（(][类款项][）)]", "", words)
    bare = re.sub(r"^(?:其中|用于|主要用于|列|和|及)[:：]?", "", bare)
    return bare.removesuffix("支出") or bare


def head(item: str) -> str:
    """The class of a path."""
    return item.partition(":")[2].partition("/")[0]
