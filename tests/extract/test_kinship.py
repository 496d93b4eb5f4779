from checker.extract.digest import Digest
from checker.extract.digest.kinship import Departments, same_department, years


def report(path, department, year, title="部门整体支出绩效自评报告", single=False):
    return Digest(
        path, department, year, "performance_self_evaluation", title, single,
        {}, (), (), (), (), (),
    )  # fmt: skip


def pairs(*reports):
    return [(this.path, last.path) for this, last in years(reports)]


def test_names_of_one_department():
    assert same_department("甲区人民政府石桥街道办事处", "石桥街道办事处")
    assert same_department("石桥街道办事处（本级）", "石桥街道 办事处")
    assert not same_department("财政局", "甲市财政局")
    assert not same_department("石桥街道办事处", "新桥街道办事处")
    assert not same_department("", "")


def test_a_report_and_the_one_of_the_year_before():
    found = pairs(
        report("b", "石桥街道办事处", 2024),
        report("a", "甲区石桥街道办事处", 2023),
        report("c", "白沙街道办事处", 2023),
        report("d", "白沙街道办事处", 2025),
    )
    assert found == [("b", "a")]


def test_the_same_report_in_two_formats_is_compared_once():
    found = pairs(
        report("b.docx", "石桥街道办事处", 2024),
        report("b.pdf", "石桥街道办事处", 2024),
        report("a.docx", "石桥街道办事处", 2023),
        report("a.pdf", "石桥街道办事处", 2023),
    )
    assert found == [("b.docx", "a.docx")]


def test_projects_are_told_apart_by_their_titles():
    found = pairs(
        report("b1", "石桥街道办事处", 2024, "道路养护项目支出绩效自评报告", single=True),
        report("b2", "石桥街道办事处", 2024, "绿化项目支出绩效自评报告", single=True),
        report("a1", "石桥街道办事处", 2023, "绿化项目支出绩效自评报告", single=True),
        report("a2", "石桥街道办事处", 2023),
    )
    assert found == [("b2", "a1")]


def test_where_it_is_not_clear_nothing_is_compared():
    found = pairs(
        report("b", "石桥街道办事处", 2024, "绩效自评报告"),
        report("a1", "石桥街道办事处", 2023, "部门整体支出绩效自评报告（上）"),
        report("a2", "石桥街道办事处", 2023, "部门整体支出绩效自评报告（下）"),
        report("c", "", 2023),
    )
    assert found == []


def test_the_index_of_departments_agrees_with_the_comparison():
    names = [
        "甲区人民政府石桥街道办事处",
        "石桥街道办事处（本级）",
        "桥街道办事处",
        "财政局",
        "甲市财政局",
        "街道办事处",
        "",
    ]
    reports = [report(str(at), name, 2024) for at, name in enumerate(names)]
    known = Departments(reports)
    for words in (*names, "区石桥街道办事处", "办事处"):
        wanted = {d.path for d in reports if same_department(words, d.department)}
        assert {d.path for d in known.called(words)} == wanted, words
