"""The committed documents: rule pages are what the rules say, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker import catalog
from docs import generate

ROOT = Path(__file__).parent.parent
SECTIONS = ["查什么", "为何要紧", "怎样重算", "例", "不报的情形", "相关"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "benchmarks" / "README.md",
    ROOT / "sample_data" / "README.md",
]


def test_rule_pages_are_up_to_date() -> None:
    folder = generate.FOLDER
    committed = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")}
    assert committed == generate.pages(catalog.rules()), "run `make docs`"


@pytest.mark.parametrize("rule", catalog.rules(), ids=lambda rule: rule.code)
def test_every_page_has_its_sections_in_order(rule: catalog.Rule) -> None:
    text = "\n".join(rule.notes)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS


@pytest.mark.parametrize("rule", catalog.rules(), ids=lambda rule: rule.code)
def test_rules_named_in_a_page_exist(rule: catalog.Rule) -> None:
    codes = {rule.code for rule in catalog.rules()}
    assert set(generate.CODE.findall("\n".join(rule.notes))) <= codes


def test_stale_pages_are_removed(tmp_path: Path) -> None:
    (tmp_path / "OLD001.md").write_text("gone", encoding="utf-8")
    generate.write(tmp_path, {"NEW001.md": "一页\n"})
    assert [page.name for page in tmp_path.iterdir()] == ["NEW001.md"]
    assert (tmp_path / "NEW001.md").read_bytes() == "一页\n".encode()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_page_of_the_tables_is_what_the_rows_say() -> None:
    assert generate.TABLES.read_text(encoding="utf-8") == generate.tables()
