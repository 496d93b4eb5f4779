"""A project that is written opens in Great Expectations, runs, and says what the engine says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checker import catalog
from checker.arithmetic.verdict import Verdict
from checker.engines import native
from checker.extract.digest import digest
from checker.extract.extraction import extract
from checker.gx.project import CHECKPOINT
from checker.pipeline import Options, project
from checker.readers import documents, read
from checker.tables import build, joined

SAMPLES = Path(__file__).parent.parent / "sample_data"
BAD = (Verdict.INCONSISTENT, Verdict.TRUNCATED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    suites, failures = project([SAMPLES], folder, Options())
    assert failures == ()
    assert "funding" in suites
    return folder


def test_a_plain_context_finds_the_engine_s_verdicts(folder: Path) -> None:
    import great_expectations as gx

    context = gx.get_context(project_root_dir=folder)
    result = context.checkpoints.get(CHECKPOINT).run()
    there = Counter(
        (one.expectation_config.meta["code"], row["id"], row["verdict"])
        for suite in result.run_results.values()
        for one in suite.results
        for row in one.result["unexpected_index_list"]
    )
    found = [extract(read(path)) for path in documents([SAMPLES])[0]]
    tables = build(found) | joined([digest(one) for one in found])
    owners = native.owners(tables)
    here = Counter(
        (one.rule, one.row, str(one.verdict))
        for suite in catalog.suites()
        for entry in suite.entries
        for one in native.checks(entry, suite.table, tables, owners)
        if one.verdict in BAD
    )
    assert here
    assert there == here


def test_data_docs_show_every_rule_in_chinese(folder: Path) -> None:
    site = folder / "gx" / "uncommitted" / "data_docs" / "local_site"
    for suite in catalog.suites():
        page = site / "expectations" / f"{suite.table}.html"
        if not page.exists():
            continue
        text = page.read_text(encoding="utf-8")
        for rule in suite.rules:
            assert rule.code in text
            assert rule.title["zh"] in text
    assert len(list(site.glob("validations/**/*.html"))) >= 6


def test_written_twice_it_is_the_same_project(folder: Path) -> None:
    suites, _failures = project([SAMPLES], folder, Options())
    assert "claims" in suites
