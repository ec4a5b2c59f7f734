"""公开版 of the workbook: downloaded and opened again, nobody is found in it."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from docx import Document

from inspect_app import db
from inspect_app.findings.models import Finding
from inspect_app.inspections.models import Inspection, Site
from inspect_app.people.models import Account, Deputy
from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.reports.masking import masker
from inspect_app.reports.publication import for_publication
from inspect_app.sheets.excel.xlsx import write
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.stamp import Stamp, stamp_copy
from inspect_app.sheets.table import Column, Lines, Sheet, grid
from tests.records.filling import ALL_PASS, jpeg, submitted
from tests.reports.books import downloaded, rows_of
from tests.workbook_lint import lint, read_workbook

SAID = {
    **ALL_PASS,
    "item-heap": "fail",
    "item-heap-0-description": "王建国家门口，电话13800000000",
    "suggestion": "请王建国和 13800000000 联系",
}


def workbook(office, cast, query):
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx{query}")
    assert answer.status_code == 200
    return answer, read_workbook(answer.data)


def words(book) -> str:
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )


def test_the_public_copy_names_nobody_and_shows_no_photo(wang, office, cast):
    photo = uuid4()
    assert wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 200
    submitted(wang, cast, {**SAID, "item-heap-0-photo": str(photo)})
    _, own = workbook(office, cast, "")
    answer, public = workbook(office, cast, "?public=1")

    assert "王建国" in words(own) and "13800000000" in words(own) and own["问题清单"]._images
    assert "王建国" not in words(public) and "13800000000" not in words(public)
    assert "王某某家门口" in words(public)
    assert not any(sheet._images for sheet in public)
    assert "照片" not in [cell.value for cell in public["问题清单"][3]]
    assert all(str(sheet["A1"].value).endswith("（公开版）") for sheet in public)
    assert "%E5%85%AC%E5%BC%80%E7%89%88" in answer.headers["Content-Disposition"]
    assert own["汇总"].oddHeader.right.text == "内部版"


@pytest.mark.parametrize("query", ["?public=1&photos=1", "?photos=1"])
def test_photos_are_in_the_public_copy_only_where_they_were_chosen(wang, office, cast, query):
    photo = uuid4()
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    submitted(wang, cast, {**SAID, "item-heap-0-photo": str(photo)})
    answer, public = workbook(office, cast, query)

    assert "照片" not in workbook(office, cast, "?public=1")[1].sheetnames
    assert len(public["问题清单"]._images) == len(public["照片"]._images) == 1
    assert "王建国" not in words(public) and "王某某家门口" in words(public)
    assert "%E5%85%AC%E5%BC%80%E7%89%88" in answer.headers["Content-Disposition"]
    log = office.get("/office/audit").text
    assert "下载视察报告工作簿（公开版，带照片）" in log and "下载视察报告工作簿（公开版）" in log


def test_the_page_warns_before_photos_are_chosen_and_chooses_none_by_itself(wang, office, cast):
    photo = uuid4()
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    submitted(wang, cast, {**SAID, "item-heap-0-photo": str(photo)})
    page = BeautifulSoup(office.get(f"/office/inspections/{cast.inspection}/papers").text, "lxml")
    tick = page.select_one("#public_tables input[name=photos]")
    assert not tick.has_attr("checked") and "也带照片" in tick.parent.text
    assert "人脸、车牌" in tick.parent.text


@pytest.mark.parametrize(
    ("page", "button"),
    [
        ("/{}/papers", 'name="public"'),
        ("/{}/ledger", "下载公开版"),
        ("/register", "下载公开版"),
        ("", "下载公开版"),
    ],
)
def test_each_page_that_offers_a_public_copy_says_first_to_read_it(
    wang, office, cast, page, button
):
    submitted(wang, cast, SAID)
    shown = office.get(f"/office/inspections{page.format(cast.inspection)}").text
    assert shown.index("公开以前，请从头到尾看一遍") < shown.index(button)


def test_what_is_printed_on_photos_names_nobody(wang, office, cast, app):
    with db.writing(app.extensions["database"]) as session:
        session.query(Site).filter_by(name="村主干道", town_id=cast.jia).one().name = "王建国家"
    photo = uuid4()
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    submitted(wang, cast, {**SAID, "item-heap-0-photo": str(photo)})
    original = wang.get(f"/d/photos/{photo}").data
    printed = workbook(office, cast, "?photos=1&stamp=1")[1]["照片"]
    when = f"{printed['F4'].value:%Y年%-m月%-d日} {printed['G4'].value}"

    masked = Stamp("张家村 · 王某某家 · 没有成堆垃圾,没有做到", when)
    assert printed._images[0]._data() == stamp_copy(original, masked)


def test_who_leads_is_masked_in_the_workbook_and_in_word(wang, office, cast, app):
    with db.writing(app.extensions["database"]) as session:
        session.get(Inspection, cast.inspection).lead = "镇人大主席 马振华"
    submitted(wang, cast, ALL_PASS)
    public = words(workbook(office, cast, "?public=1")[1])
    assert "镇人大主席 马某某" in public and "马振华" not in public
    report = office.get(f"/office/inspections/{cast.inspection}/report.docx?public=1").data
    said = "\n".join(line.text for line in Document(io.BytesIO(report)).paragraphs)
    assert "镇人大主席马某某带队" in said and "马振华" not in said


@pytest.fixture
def answering(app, cast, wang):
    """Return the function that says which person answers for 王建国's finding, and which unit."""
    submitted(wang, cast, {**SAID, "item-heap-0-description": "李强带人来过，经营户和环卫大队不管"})

    def enter(person, unit):
        with db.writing(app.extensions["database"]) as session:
            finding = session.query(Finding).one()
            finding.responsible_person, finding.reviewed_unit = person, unit

    return enter


def public_words(office, cast) -> str:
    """Return all words of both copies for publication."""
    report = office.get(f"/office/inspections/{cast.inspection}/report.docx?public=1").data
    said = [line.text for line in Document(io.BytesIO(report)).paragraphs]
    return "\n".join([words(workbook(office, cast, "?public=1")[1]), *said])


def test_who_answers_is_masked_where_the_deputy_names_him_too(office, cast, answering):
    answering("河长李强", "环卫大队")
    said = public_words(office, cast)
    assert "李强" not in said and said.count("李某带人来过") >= 2


@pytest.mark.parametrize("file", ["workbook.xlsx", "ledger.xlsx"])
def test_a_public_copy_names_the_unit_and_not_who_answers_for_it(office, cast, answering, file):
    answering("卢主任", "镇环卫大队")
    path = f"{cast.inspection}/{file}"
    own = read_workbook(downloaded(office, path)[0])
    public = read_workbook(downloaded(office, f"{path}?public=1")[0])
    name = "问题清单" if file == "workbook.xlsx" else "整改台账"
    (whole,), (row,) = rows_of(own[name]), rows_of(public[name])
    assert whole["责任人"] == "卢主任" and "卢主任" not in words(public)
    assert "责任人" not in row and row["责任单位"] == "镇环卫大队"
    widths = [[at.width for at in book[name].column_dimensions.values()] for book in (own, public)]
    assert len(widths[1]) < len(widths[0]) and row.items() <= {**whole, **row}.items()


def test_a_public_copy_says_when_it_was_made_and_not_by_whom(app, wang, office, cast):
    with db.writing(app.extensions["database"]) as session:
        session.query(Account).filter_by(town_id=cast.jia).update({"name": "王秘书"})
    submitted(wang, cast, {**SAID, "item-heap-0-description": "王秘书来过"})
    own, public = (words(workbook(office, cast, query)[1]) for query in ("", "?public=1"))
    assert "由王秘书用视察通生成" in own and "王秘书来过" in own
    assert "用视察通生成；数据截至此时" in public and "某秘书来过" in public
    assert "王秘书" not in public and "由某" not in public


@pytest.mark.parametrize("person", ["经营户", "环卫大队", "镇环卫大队"])
def test_a_word_for_anybody_or_a_unit_defaces_no_copy(office, cast, answering, person):
    answering(person, "环卫大队")
    said = public_words(office, cast)
    assert said.count("经营户和环卫大队不管") >= 2 and "经某" not in said and "环某" not in said


def test_a_deputy_stays_masked_who_stands_as_a_unit_too(app, office, cast, answering):
    with db.writing(app.extensions["database"]) as session:
        session.get(Deputy, cast.wang).name = "乜小明明"
    answering("乜小明明", "乜小明明")
    said = public_words(office, cast)
    assert "乜小明明" not in said and "乜某某" in said


def test_each_of_the_four_copies_masks_the_same_persons(app, office, cast, answering):
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(Inspection, cast.inspection)
        inspection.title, inspection.lead = "马振华、王建国、李强走访", "镇人大主席 马振华"
    answering("河长李强", "环卫大队")
    files = [f"{cast.inspection}/{name}?public=1" for name in ("workbook.xlsx", "ledger.xlsx")]
    for file in (*files, "register.xlsx?public=1"):
        content, name = downloaded(office, file)
        said = words(read_workbook(content))
        assert "马某某、王某某、李某走访" in said, file
        assert not any(person in said + name for person in ("马振华", "王建国", "李强")), file
    report, name = downloaded(office, f"{cast.inspection}/report.docx?public=1")
    said = "".join(line.text for line in Document(io.BytesIO(report)).paragraphs)
    assert "马某某、王某某、李某走访" in said
    assert not any(person in said + name for person in ("马振华", "王建国", "李强"))


def test_no_text_of_a_sheet_escapes_the_mask():
    columns = [
        Column("王建国甲", 9, lambda row: "王建国乙", over=("王建国丙",)),
        Column("数", 9, lambda row: 1, over=("王建国丙",)),
    ]
    table = grid(columns, ["一"], ("王建国丁", 1), "王建国戊", "王建国己")
    under = ("王建国庚", "王建国辛")
    whole = Sheet("表", "王建国壬", (Lines(("王建国癸",)), table), (9, 9), under_title=under)
    (masked,) = for_publication([whole], masker(["王建国"]))
    content = write([masked], Looks("某镇", FONTS[FontSet.PAPERS]), date(2026, 11, 23))
    assert lint(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        said = "".join(package.read(name).decode() for name in package.namelist())
    assert "王建国" not in said
    assert all(f"王某某{one}" in said for one in "甲乙丙丁戊己庚辛壬癸")


def test_the_public_copy_has_the_same_figures(wang, office, cast):
    submitted(wang, cast, SAID)
    _, own = workbook(office, cast, "")
    _, public = workbook(office, cast, "?public=1")
    for sheet in own:
        numbers = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, int)]
        kept = [
            c.value
            for row in public[sheet.title].iter_rows()
            for c in row
            if isinstance(c.value, int)
        ]
        assert kept == numbers
