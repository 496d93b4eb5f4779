"""Names (名目): what a figure is of, in words that are the same from year to year."""

from __future__ import annotations

import re

from checker.extract.phrase.words import FALLS, PERIOD, RISES

YEAR = re.compile(r"(?:19|20)\d\d\s*年度?")
CUT = re.compile(rf"同比|环比|[比较](?:{PERIOD}|同期)|[与同](?:{PERIOD})|{RISES}|{FALLS}")
LEAD = re.compile(
    r"^(?:其中|全年|本年度?|当年|今年|年末|截至[^，]{0,8}|我[街局委校院镇区市县单位部门]*|街道|部门|单位|共|累计|实现|完成|的)+"
)
FILL = re.compile(
    r"(?:均|已|都|总体|平均|实际|合计|共计?|总计|达到?|为|至|是|到|超过?|约|近|了|的)+$"
)
OTHER = re.compile(r"[^\u4e00-\u9fffA-Za-z]")
SHORTEST = 3  # characters that can say what a figure is of


def name(label: str) -> str:
    """What a label names: 2024年群众满意度较上年提高 -> 群众满意度; "" where it does not."""
    head = CUT.split(YEAR.sub("", label), maxsplit=1)[0]
    bare = FILL.sub("", LEAD.sub("", OTHER.sub("", head)))
    return bare if len(bare) >= SHORTEST else ""
