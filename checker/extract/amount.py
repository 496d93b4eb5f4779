"""Amounts of any table (表中的数): a cell with the unit that its head says.

What is counted (户数, 床位数（张）) is exact; only what is measured can have been rounded.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checker.extract.grid import Grid, Row, figure
from checker.figure import Figure
from checker.number import Unit
from checker.units import unit

NOTE = re.compile(r"[（(]\s*(?:单位\s*[:：])?\s*([^（()）\d\s]{1,6})\s*[）)]\s*$")
COUNTED = re.compile(
    r"(?:[人户件次个家台套辆场张处座项名起份笔批宗村]|床位|断面|机构|单位|站点|学生|企业|项目)(?:数量?|总数)$"
)
WHOLE = Unit("", "", whole=True)


def amount(document: str, grid: Grid, row: Row, column: int) -> Figure | None:
    """The number of a cell, whatever its column is."""
    found = figure(document, grid, row, column, "amount")
    if found is None or found.number.unit is not None or found.number.places:
        return found
    head = re.sub(r"\s", "", grid.header[column])
    noted = NOTE.search(head)
    counter = unit(noted[1]) if noted else None
    if counter is not None and not counter.whole:
        counter = None
    if counter is None and COUNTED.search(NOTE.sub("", head)):
        counter = WHOLE
    return replace(found, number=replace(found.number, unit=counter)) if counter else found
