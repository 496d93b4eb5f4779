"""Every case file: small reports, each with all the verdicts that one rule gives on it.

A file is ``tests/cases/<table>/<CODE>-<name>.md``; a case begins with ``=== title`` and ends
with ``--- checks``, then one line a check: verdict, severity (- for none), the stated
figure, and after ``->`` what it should read when the rule says so.  Other reports that the
first is checked with each follow a line ``+++``.
"""

import re
from pathlib import Path

import pytest

from checker.pipeline import Options, check

CASES = Path(__file__).parent / "cases"


def cases():
    for path in sorted(CASES.rglob("*.md")):
        for case in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, rest = case.partition("\n")
            report, _, expected = rest.partition("--- checks\n")
            yield pytest.param(path, report, expected.strip(), id=f"{path.stem}:{title}")


def line(one):
    should = one.judgement.printed if one.judgement and one.severity else None
    text = f"{one.verdict} {one.severity or '-'} {one.stated.text.replace(' ', '')}"
    return f"{text} -> {should}" if should else text


@pytest.mark.parametrize("path, report, expected", list(cases()))
def test_case(path, report, expected, tmp_path):
    code = path.stem.partition("-")[0]
    files = []
    for at, text in enumerate(report.split("+++\n")):
        files.append(tmp_path / f"report{at}.md")
        files[at].write_text(text, encoding="utf-8")
    found = check(files, Options(select=(code,))).documents[0].checks
    assert "\n".join(line(one) for one in found) == expected


def test_every_case_names_a_rule():
    from checker.catalog import rules

    codes = {rule.code for rule in rules()}
    named = {path.stem.partition("-")[0] for path in CASES.rglob("*.md")}
    assert named <= codes
