"""视察方案 and 视察通知: downloaded, opened again, looked at for words and looks."""

import io
import re
from datetime import date
from urllib.parse import unquote

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.inspections import models
from inspect_app.people.models import Deputy, Town
from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.reports.word import docx
from inspect_app.reports.word.paper import Paper, PaperTable, Paragraph
from inspect_app.sheets.looks import Looks
from inspect_app.text import clean_text
from tests.examples import examples
from tests.records.filling import ALL_PASS, submitted


def opened(office, cast, what):
    answer = office.get(f"/office/inspections/{cast.inspection}/{what}.docx")
    assert answer.status_code == 200
    return Document(io.BytesIO(answer.data)), answer


def words(document) -> str:
    return "\n".join(line.text for line in document.paragraphs)


@pytest.mark.parametrize(("what", "called"), [("plan", "方案"), ("notice", "通知")])
def test_a_paper_says_what_the_plan_says(office, cast, what, called):
    document, answer = opened(office, cast, what)
    said = words(document)
    assert said.startswith(f"甲镇人大主席团\n关于开展人居环境视察的{called}\n")
    for one in ("人居环境", "代表3人", "带队：镇人大主席"):
        assert one in said
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [
        ["小组", "代表", "点位", "检查清单"],
        ["第一代表小组", "王建国、李秀英、陈志强", "张家村村主干道", "人居环境"],
        ["第一代表小组", "王建国、李秀英、陈志强", "张家村文化广场", "人居环境"],  # one cell each
    ]
    name = unquote(answer.headers["Content-Disposition"].split("''")[1])
    assert name.startswith(f"甲镇人大主席团人居环境视察{called}20") and name.endswith(".docx")
    assert f"下载视察{called}" in office.get("/office/audit").text


@pytest.mark.parametrize("what", ["plan", "notice"])
def test_what_was_typed_is_printed_with_one_mark_at_its_end_and_without_gaps(
    app, office, cast, what
):
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(models.Inspection, cast.inspection)
        inspection.title, inspection.topic = "人居环境视察。", "人居环境整治。"
        inspection.lead = "镇人大主席 马振华、"
        session.get(Town, cast.jia).contact = "王秘书，电话0712-1234567。"
    said = words(opened(office, cast, what)[0])
    for line in ("人居环境整治。", "开展人居环境视察。", "带队：镇人大主席马振华。"):
        assert line in said
    assert "关于开展人居环境视察的" in said
    assert what == "plan" or "联系人：王秘书，电话0712-1234567。" in said
    assert not re.search("[。、，]。|。的", said)


def test_the_notice_is_addressed_and_signed(office, cast):
    said = words(opened(office, cast, "notice")[0]).splitlines()
    assert "各位代表，各有关村（社区）、单位：" in said
    assert any("因故不能参加的，请提前请假" in line for line in said)
    assert said[-2] == "甲镇人大主席团"
    assert said[-1].endswith("日") and "年0" not in said[-1] and "月0" not in said[-1]


def test_the_signature_never_stands_alone_on_a_page(office, cast):
    *_, last, empty, signed, _ = opened(office, cast, "notice")[0].paragraphs
    assert last.text.startswith("联系人") and signed.text == "甲镇人大主席团"
    assert all(line.paragraph_format.keep_with_next for line in (last, empty, signed))


@pytest.fixture
def alone(app, cast):
    """The second site is for one of the group, who goes there without the others."""
    with db.writing(app.extensions["database"]) as session:
        session.get(models.Assignment, cast.assignments[1]).deputy_id = cast.wang


@pytest.mark.parametrize("what", ["plan", "notice"])
def test_a_site_to_which_one_goes_alone_names_that_one_alone(office, cast, alone, what):
    document, _ = opened(office, cast, what)
    assert [[cell.text for cell in row.cells][:3] for row in document.tables[0].rows[1:]] == [
        ["第一代表小组", "王建国、李秀英、陈志强", "张家村村主干道"],
        ["第一代表小组", "王建国", "张家村文化广场"],
    ]
    assert "代表3人" in words(document)


def test_nobody_is_named_where_the_one_who_goes_alone_is_not_expected(office, cast, alone):
    ticked = {f"presence-{cast.wang}": "not_expected"}
    office.post(f"/office/inspections/{cast.inspection}/attendance", ticked)
    rows = opened(office, cast, "plan")[0].tables[0].rows[1:]
    assert [row.cells[1].text for row in rows] == ["李秀英、陈志强", "—"]


def test_where_only_single_deputies_go_the_group_stands_once(app, office, cast, alone):
    with db.writing(app.extensions["database"]) as session:
        li = session.query(Deputy).filter_by(name="李秀英").one()
        session.get(models.Assignment, cast.assignments[0]).deputy_id = li.id
    document, _ = opened(office, cast, "plan")
    rows = document.tables[0].rows[1:]
    assert [row.cells[1].text for row in rows] == ["李秀英", "王建国"]
    assert rows[0].cells[0]._tc is rows[1].cells[0]._tc
    assert "代表2人" in words(document)


@pytest.mark.parametrize("what", ["plan", "notice"])
def test_one_group_is_named_and_several_are_counted(app, office, cast, what):
    one = words(opened(office, cast, what)[0])
    assert "参加视察的代表3人，由第一代表小组进行，点位安排如下。" in one
    with db.writing(app.extensions["database"]) as session:
        zhao = session.query(Deputy).filter_by(name="赵大山").one()
        session.get(models.Assignment, cast.assignments[1]).group_id = zhao.group_id
    two = words(opened(office, cast, what)[0])
    assert "人，分2个小组，分组和点位安排如下。" in two


def test_the_contents_are_the_checklists_sections(office, cast):
    assert "人居环境：垃圾治理；污水；群众评价。" in words(opened(office, cast, "plan")[0])


def test_a_draw_is_told_so_that_it_can_be_redone(office, cast):
    sent = {"village": "张家村", "number": "1", "seed": "317"}
    assert office.post(f"/office/inspections/{cast.inspection}/draws", sent).status_code == 303
    said = words(opened(office, cast, "plan")[0])
    assert "从1个村（社区）中抽取1个，种子为317，抽中张家村" in said


def test_who_is_not_expected_is_not_named(office, cast):
    office.post(f"/office/inspections/{cast.inspection}/attendance", {"presence-3": "not_expected"})
    document, _ = opened(office, cast, "plan")
    assert document.tables[0].rows[1].cells[1].text == "王建国、李秀英"


def test_a_group_nobody_of_which_is_expected_is_not_given_the_names_of_another(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        like = session.get(models.Assignment, cast.assignments[1])
        zhao = session.query(Deputy).filter_by(name="赵大山").one()
        session.add(
            models.Assignment(
                town_id=like.town_id, inspection_id=like.inspection_id, site_id=like.site_id,
                checklist_version_id=like.checklist_version_id, group_id=zhao.group_id,
            )
        )  # fmt: skip
        ticked = {f"presence-{zhao.id}": "not_expected"}
    office.post(f"/office/inspections/{cast.inspection}/attendance", ticked)

    for what in ("plan", "notice"):
        document, _ = opened(office, cast, what)
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        first, second = "王建国、李秀英、陈志强", "—"
        assert [row[:2] for row in rows[1:]] == [
            ["第一代表小组", first], ["第一代表小组", first], ["第二代表小组", second],
        ]  # fmt: skip


def test_cells_are_joined_within_one_group_alone():
    rows = (("甲", "一"), ("", ""), ("乙", ""), ("", "二"))
    table = PaperTable(("组", "人"), rows, (78, 78), joined_columns=2)
    paper = Paper(("题",), (table,), "某镇", date(2026, 11, 23))
    written = Document(io.BytesIO(docx.write(paper, Looks("某镇", FONTS[FontSet.PAPERS]))))
    shown = [[cell.text for cell in row.cells] for row in written.tables[0].rows[1:]]
    assert shown == [["甲", "一"], ["甲", "一"], ["乙", ""], ["乙", "二"]]


def test_the_looks_are_those_of_the_standard(office, cast):
    document, _ = opened(office, cast, "plan")
    section = document.sections[0]
    edges = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    for is_, wanted in zip(edges, (210, 297, 37, 28), strict=True):
        assert abs(is_ - Mm(wanted)) < Mm(0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines" and grid.get(qn("w:linePitch")) == "580"
    fonts = {
        style: (
            document.styles[style].font.size,
            document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")),
        )
        for style in ("Normal", "公文标题", "公文一级标题")
    }
    assert fonts == {
        "Normal": (Pt(16), "仿宋_GB2312"),
        "公文标题": (Pt(22), "方正小标宋简体"),
        "公文一级标题": (Pt(16), "黑体"),
    }
    footers = (section.footer, section.even_page_footer)
    assert [one.paragraphs[0].text.strip() for one in footers] == ["—  —", "—  —"]
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


@pytest.mark.parametrize("what", ["plan", "notice"])
def test_a_plan_without_sites_has_its_papers_too(office, cast, what):
    sent = {
        "title": "视察", "topic": "安全", "kind": "study", "starts_on": "2026-12-31",
        "ends_on": "2027-01-02",
    }  # fmt: skip
    location = office.post("/office/inspections/new", sent).location
    answer = office.get(location.removesuffix("plan") + f"{what}.docx")
    assert "2026年12月31日至2027年1月2日" in words(Document(io.BytesIO(answer.data)))


def test_another_town_gets_none(other_office, cast):
    for what in ("plan", "notice"):
        path = f"/office/inspections/{cast.inspection}/{what}.docx"
        assert other_office.get(path).status_code == 404


def test_a_title_cannot_break_out_of_the_files_name(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        session.get(models.Inspection, cast.inspection).title = '../a"\u202e;x=<b>'
    answer = opened(office, cast, "plan")[1]
    name = unquote(answer.headers["Content-Disposition"].split("''")[1])
    assert not set('/\\"<>\u202e') & set(name)


def test_papers_have_the_brackets_of_print_whoever_typed_them(app, office, cast, wang):
    submitted(wang, cast, {**ALL_PASS, "suggestion": "多放桶（两个）"})
    with db.writing(app.extensions["database"]) as session:
        session.get(Town, cast.jia).contact = "王秘书（电话0712-1234567）"
        session.get(models.Inspection, cast.inspection).title = "人居环境视察（村庄）"
        session.query(models.Site).filter_by(
            name="村主干道", town_id=cast.jia
        ).one().name = "主干道（东）"
    for what in ("plan", "notice", "report"):
        document, _ = opened(office, cast, what)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        said = words(document) + "".join(cells)
        assert "人居环境视察（村庄）" in said and not set("()") & set(said), what


TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
BRACKETS = str.maketrans("()", "（）")
texts = st.text(max_size=40).map(lambda text: TURNING.sub("", clean_text(text)).translate(BRACKETS))


@examples(40)
@given(texts, st.lists(texts, min_size=2, max_size=4), st.dates(date(2000, 1, 1)))
def test_whatever_was_entered_can_be_written_and_read_again(title, cells, day):
    table = PaperTable(tuple(cells), (tuple(cells),), (156 // len(cells),) * len(cells))
    paper = Paper((title,), (Paragraph(title), table), title, day)
    document = Document(io.BytesIO(docx.write(paper, Looks("某镇", FONTS[FontSet.PAPERS]))))
    assert document.paragraphs[0].text == title
    assert [cell.text for cell in document.tables[0].rows[1].cells] == cells


def test_a_groups_rows_stay_on_one_page_below_a_head_that_repeats(office, cast):
    table = opened(office, cast, "plan")[0].tables[0]
    assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in table.rows] == [
        True, False, False,
    ]  # fmt: skip
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for row in table.rows)
    places = [row.cells[2].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert places == [None, True, None]
