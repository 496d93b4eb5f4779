"""Tables read from files: what was written out comes back, what was made by hand is taken in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from checker import output, reporters
from checker.cli.commands.tables import TABLE_FORMATS
from checker.pipeline import Options, check, tables
from checker.report import DocumentReport, Report

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
HEADER = "document,scope,budget,executed,execution_rate\n"


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def only(path: Path, options: Options = Options()) -> DocumentReport:  # noqa: B008
    report = check([path], options)
    assert report.failures == ()
    [document] = report.documents
    return document


def as_json(report: Report) -> str:
    stream = io.StringIO()
    reporters.find("json").write(report, stream, width=None, color=False)
    return stream.getvalue()


def saved(paths: list[Path], folder: Path, form: str) -> Path:
    frames, failures = tables(paths, Options())
    assert failures == ()
    folder.mkdir()
    for name, frame in frames.items():
        output.save(frame, folder / f"{name}.{form}", form)
    return folder


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_the_samples_say_the_same_as_tables(form: str, tmp_path: Path) -> None:
    report = check([SAMPLES], Options())
    assert any(document.findings for document in report.documents)
    folder = saved([SAMPLES], tmp_path / "tables", form)
    assert as_json(check([folder], Options())) == as_json(report)


def test_tables_of_tables_are_the_same_tables(tmp_path: Path) -> None:
    first = saved([SAMPLES], tmp_path / "a", "csv")
    second = saved([first], tmp_path / "b", "csv")
    for path in sorted(first.iterdir()):
        assert (second / path.name).read_bytes() == path.read_bytes()


def test_a_changed_cell_is_the_table_s_own(tmp_path: Path) -> None:
    folder = saved([SAMPLES / "liuan-2023.md"], tmp_path / "tables", "csv")
    file = folder / "funding.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert "6708万元,93%" in text
    file.write_text(text.replace("6708万元,93%", "6708万元,63%", 1), encoding="utf-8")
    [document] = check([folder], Options()).documents
    [found] = [c for c in document.findings if c.rule == "FND201" and c.stated.text == "63%"]
    assert found.document == str(SAMPLES / "liuan-2023.md")
    assert (found.stated.place.document, found.stated.place.line) == (str(file), 2)


def test_a_table_by_hand_is_checked_where_it_stands(tmp_path: Path) -> None:
    file = written(
        tmp_path / "mine.csv",
        HEADER + "A,,7143.45,6708,93.90%\nB,,4273.07,3685.76,87.96%\n",
    )
    document = only(file)
    assert (document.path, document.format) == (str(file), "csv")
    [found] = document.findings
    assert (found.rule, found.stated.text, found.judgement.printed) == ("FND201", "87.96%", "86.26")
    place = found.stated.place
    assert (place.document, place.line, place.start, place.end) == (str(file), 3, 19, 25)
    assert found.stated.sentence.text == "B   4273.07   3685.76   87.96%"
    assert found.stated.sentence.section == "B"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_chinese_names_units_and_encodings(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [
        "文档,资金来源,全年预算数（万元）,执行数（元）,执行率",
        '甲,"合计,全部",100.00,500000.00,50.00%',
    ]
    text = "\n".join(lines).replace(",", separator).replace(f"合计{separator}", "合计,")
    document = only(written(tmp_path / "a.csv", text + "\n", encoding))
    [subset, ratio] = document.checks
    assert {one.severity for one in (subset, ratio)} == {None}
    assert [one.number.unit.name for one in ratio.operands] == ["元", "万元"]


def test_a_column_of_units_holds_for_its_row(tmp_path: Path) -> None:
    text = (
        "id,budget,executed,execution_rate,money_unit\n1,100.00,50.00,50.00%,万元\n2,1,2,3%,美金\n"
    )
    report = check([written(tmp_path / "funding.csv", text)], Options())
    [document] = report.documents
    assert {figure.number.unit.name for c in document.checks[:1] for figure in c.operands} == {
        "万元"
    }
    assert [failure.path for failure in report.failures] == [f"{tmp_path}/funding.csv:3:10"] * 2


def test_rates_as_fractions_are_told_and_taken_so(tmp_path: Path) -> None:
    text = HEADER + "A,,4273.07,3685.76,0.8626\nB,,100.00,50.00,0.5100\n"
    document = only(written(tmp_path / "a.csv", text))
    assert [c.stated.text for c in document.findings] == ["0.5100"]
    assert document.findings[0].judgement.printed == "0.5000"
    assert [note.values["name"] for note in document.notes] == ["execution_rate"]


def test_own_names_go_first(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "金额甲,金额乙,执行率\n100.00,50.00,51.00%\n")
    assert [f.path for f in check([file], Options()).failures] == [str(file)]
    own = {"金额甲": "budget", "金额乙": "executed"}
    assert [c.rule for c in only(file, Options(columns=own)).findings] == ["FND201"]


def test_unknown_columns_are_told_with_what_is_near(tmp_path: Path) -> None:
    document = only(written(tmp_path / "funding.csv", "budgt,executed,remark\n1,2,x\n"))
    told = [(note.values["name"], note.values.get("near")) for note in document.notes]
    assert told == [("budgt", "budget"), ("remark", None)]


@pytest.mark.parametrize(
    ("name", "text", "where", "said"),
    [
        ("claims.csv", "kind,part\nratio,1\n", "claims.csv", "stated"),
        ("funding.csv", "scope,name\n1,2\n", "funding.csv", "funding"),
        ("a.csv", "x,y\n1,2\n", "a.csv", "看不出"),
        ("funding.csv", "budget,executed\n1,abc\n", "funding.csv:2:3", "abc"),
        ("funding.csv", 'name,budget\n"a\nb",1\nc,x\n', "funding.csv:4:3", "budget"),
        ("funding.csv", "budget,executed\n1\n", "funding.csv:2", "1 格"),
        ("funding.csv", "budget,预算数\n1,1\n", "funding.csv", "budget"),
        ("funding.csv", "budget,explicit\n1,maybe\n", "funding.csv:2:3", "maybe"),
        ("documents.csv", "self_score,fiscal_year\n1,x\n", "documents.csv:2:3", "fiscal_year"),
        ("claims.csv", "kind,stated,part\nratio,,1\n", "claims.csv:2:7", "stated"),
        ("funding.csv", "id,budget\na/1,1\na/1,2\n", "funding.csv", "a/1"),
        ("funding.csv", 'budget\n"1', "funding.csv", "引号"),
        ("funding.json", '[{"budget": 1}, 2]', "funding.json", "第 1 行"),
        ("funding.json", '[{"budget": 1},\n{"x"]', "funding.json", "第 2 行"),
        ("funding.jsonl", '{"budget": "x"}\n', "funding.jsonl:1:budget", "budget"),
        ("funding.parquet", "no", "funding.parquet", "Parquet"),
    ],
)
def test_what_cannot_be_taken_in_is_named(
    tmp_path: Path, name: str, text: str, where: str, said: str
) -> None:
    from checker.wording import failed

    report = check([written(tmp_path / name, text)], Options())
    [failure] = report.failures
    assert failure.path == str(tmp_path / where)
    assert said in failed(failure)


def test_json_numbers_keep_their_zeros(tmp_path: Path) -> None:
    text = '[{"budget": 100.00, "executed": 50.00, "execution_rate": "50.0%"}]'
    document = only(written(tmp_path / "funding.json", text))
    assert [figure.number.digits for figure in document.checks[0].operands] == ["100.00"]
    assert document.checks[0].stated.place.line == 1


def test_a_workbook_is_a_report_unless_it_calls_itself_a_table(tmp_path: Path) -> None:
    from openpyxl import Workbook

    def book(name: str, header: list[str]) -> Path:
        made = Workbook()
        made.active.append(header)
        made.active.append(["合计", 4273.07, 3685.76, "87.96%"])
        made.save(tmp_path / name)
        return tmp_path / name

    chinese = ["资金来源", "全年预算数", "执行数", "执行率"]
    english = ["name", "budget", "executed", "execution_rate"]
    table, named, report = (
        only(book(*one))
        for one in (("a.xlsx", english), ("funding.xlsx", chinese), ("自评表.xlsx", chinese))
    )
    assert [one.notes == () for one in (table, named)] == [True, True]
    assert table.findings[0].stated.sentence.text == "合计   4273.07   3685.76   87.96%"
    assert table.findings[0].stated.place.cell == "D2"
    assert named.findings[0].stated.label == "执行率"
    assert {c.row.rpartition("/")[0] for c in report.checks} == {str(tmp_path / "自评表.xlsx")}
    assert {"#" in c.row for c in (*table.checks, *named.checks)} == {True}


def test_a_folder_may_hold_reports_and_tables(tmp_path: Path) -> None:
    written(
        tmp_path / "a.md",
        "# 甲局2023年度自评报告\n\n全年预算数100.00万元，执行数50.00万元，执行率51.00%。",
    )
    written(tmp_path / "funding.csv", HEADER + "A,,100.00,50.00,52.00%\n")
    written(tmp_path / "other.csv", "x,y\n1,2\n")
    written(tmp_path / "settings.json", "{}")
    report = check([tmp_path], Options())
    assert report.failures == ()
    found = {Path(one.path).name: [c.stated.text for c in one.findings] for one in report.documents}
    assert found == {"a.md": ["51.00%"], "funding.csv": ["52.00%"]}


def test_user_suites_see_tables_too(tmp_path: Path) -> None:
    import json

    entry = {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "executed", "max_value": 40},
        "severity": "warning",
        "meta": {"code": "USR001", "name": "most", "title": {"zh": "执行数过大", "en": "too much"}},
        "notes": [
            *("## 查什么", "上限", "## 为何要紧", "x", "## 怎样重算", "x"),
            *("## 例", "x", "## 不报的情形", "x", "## 相关", "FND201"),
        ],
    }
    suites = tmp_path / "suites"
    suites.mkdir()
    written(suites / "own.json", json.dumps({"name": "funding", "expectations": [entry]}))
    file = written(tmp_path / "funding.csv", HEADER + "A,,100.00,50.00,50.00%\nB,,9,3,33%\n")
    [found] = only(file, Options(expectations=suites)).findings
    assert (found.rule, found.stated.text, found.stated.place.line) == ("USR001", "50.00", 2)


def test_both_engines_say_the_same_of_tables(tmp_path: Path) -> None:
    text = HEADER + "A,,7143.45,6708,93%\nB,,4273.07,3685.76,87.96%\n"
    file = written(tmp_path / "funding.csv", text)
    native, gx = (check([file], Options(engine=name)) for name in ("native", "gx"))
    assert len(native.documents[0].findings) == 2
    assert as_json(gx) == as_json(native)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_text_that_excel_calls_unicode(encoding: str, tmp_path: Path) -> None:
    # 上 begins with the byte that ends a line
    text = "上报单位\t预算数\t执行数\t执行率\n甲\t1000\t900\t95%\n"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    document = only(written(tmp_path / "a.tsv", mark + text, encoding))
    assert [one.stated.text for one in document.findings] == ["95%"]


def test_full_width_digits_are_digits(tmp_path: Path) -> None:
    text = "项目,预算数,执行数,执行率\n甲,１０００,９００．０,９５％\n"
    document = only(written(tmp_path / "a.csv", text))
    [rate] = [one for one in document.checks if one.rule == "FND201"]
    assert rate.verdict == "inconsistent"
    assert [f.number.digits for f in (rate.stated, *rate.operands)] == ["95", "900.0", "1000"]


def test_a_report_and_its_own_tables_are_one_document(tmp_path: Path) -> None:
    told = "全年预算数100.00万元，执行数50.00万元，执行率51.00%。"
    report = written(tmp_path / "a.md", f"# 甲水务局2023年度自评报告\n\n{told}")
    alone = check([report], Options())
    saved([report], tmp_path / "tables", "csv")
    [document] = check([tmp_path], Options()).documents
    assert [c.fingerprint for c in document.findings] == [
        c.fingerprint for c in alone.documents[0].findings
    ]
    funding = tmp_path / "tables" / "funding.csv"
    funding.write_text(funding.read_text("utf-8-sig").replace("51.00%", "52.00%"), "utf-8")
    [document] = check([tmp_path], Options()).documents
    assert [c.stated.text for c in document.findings] == ["51.00%", "52.00%"]
