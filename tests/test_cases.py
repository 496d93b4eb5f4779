"""Every case file: small reports, each with all the verdicts that one rule gives on it.

A file is ``tests/cases/<table>/<CODE>-<name>.md``; a case begins with ``=== title`` and ends
with ``--- checks``, then one line a check: verdict, severity (- for none), the stated
figure, and after ``->`` what it should read when the rule says so.  Other reports that the
first is checked with each follow a line ``+++``.  A rule of spreadsheets has its cases as pipe
tables with the letters of the columns above: they become a workbook, and
``=SUM(B2:B4) → 900.00`` a formula with the result that was saved.
"""

import re
from pathlib import Path

import pytest

from checker.pipeline import Options, check
from tests.readers import book, gold

CASES = Path(__file__).parent / "cases"


def cases():
    for path in sorted(CASES.rglob("*.md")):
        for case in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, rest = case.partition("\n")
            report, _, expected = rest.partition("--- checks\n")
            yield pytest.param(path, report, expected.strip(), id=f"{path.stem}:{title}")


SHEET = re.compile(r"^\|( [A-Z] \|)+$", re.M)
FORMULA = re.compile(r"=(.+?) → (.*)")


def sheet(report):
    lines = [line.strip("| \n").split(" | ") for line in report.strip().splitlines()[2:]]
    return book.workbook({"表": [[held(cell.strip()) for cell in line] for line in lines]})


def held(cell):
    if found := FORMULA.fullmatch(cell):
        value, code = gold.value(found[2])
        return book.Saved(found[1], value if found[2] else None, code or "General")
    return cell


def line(one):
    should = one.judgement.printed if one.judgement and one.severity else None
    text = f"{one.verdict} {one.severity or '-'} {one.stated.text.replace(' ', '')}"
    return f"{text} -> {should}" if should else text


@pytest.mark.parametrize("path, report, expected", list(cases()))
def test_case(path, report, expected, tmp_path):
    code = path.stem.partition("-")[0]
    files = []
    for at, text in enumerate(report.split("+++\n")):
        ending = "xlsx" if SHEET.search(text) else "md"
        files.append(tmp_path / f"report{at}.{ending}")
        files[at].write_bytes(sheet(text) if ending == "xlsx" else text.encode())
    found = check(files, Options(select=(code,))).documents[0].checks
    assert "\n".join(line(one) for one in found) == expected


def test_every_case_names_a_rule():
    from checker.catalog import rules

    codes = {rule.code for rule in rules()}
    named = {path.stem.partition("-")[0] for path in CASES.rglob("*.md")}
    assert named <= codes
