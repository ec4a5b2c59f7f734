"""A town's fonts and footer: in every workbook and paper that it downloads."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn

from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.sheets.looks import Fonts
from tests.people.town_settings import keep
from tests.records.filling import submitted
from tests.security.world import FAILING
from tests.workbook_lint import read_workbook

FAILED = {**FAILING, "item-heap-0-severity": "major"}
NUMBERS = "第 &P 页 共 &N 页"


@pytest.fixture
def admin(admin, cast, wang):
    """The administrator of 甲镇, whose deputy has handed a record in."""
    submitted(wang, cast, FAILED)
    return admin


@pytest.fixture
def workbooks(app, office, cast):
    """Return how to get every kind of workbook that the office downloads."""

    def all_of_them() -> dict[str, bytes]:
        of = f"/office/inspections/{cast.inspection}"
        paths = (f"{of}/workbook.xlsx", f"{of}/ledger.xlsx", "/office/inspections/register.xlsx",
                 "/office/audit.xlsx")  # fmt: skip
        found = {path: office.get(path).data for path in paths}
        office.post(f"{of}/files", {"kind": "workbook"})
        job = max(
            map(int, re.findall(r"/office/files/(\d+)/cancel", office.get(f"{of}/files").text))
        )
        maker = app.extensions["maker"]
        maker.folder.mkdir(exist_ok=True)
        maker.make(cast.jia, job)
        found["in the background"] = office.get(f"/office/files/{job}").data
        return found

    return all_of_them


@pytest.fixture
def papers(office, cast):
    """Return how to get every paper in Word."""

    def all_of_them() -> list[Document]:
        of = f"/office/inspections/{cast.inspection}"
        names = ("plan", "notice", "report")
        return [Document(io.BytesIO(office.get(f"{of}/{name}.docx").data)) for name in names]

    return all_of_them


def fonts_of_sheet(page) -> Fonts:
    """Return the fonts of the title, the head and the text below 填报单位."""
    title, head = page["A1"].font, page["A3"].font
    return Fonts(title.name, head.name, page["A2"].font.name, "", bool(title.b))


def fonts_of_paper(paper) -> Fonts:
    styles = {
        name: paper.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("公文标题", "公文一级标题", "Normal", "公文二级标题")
    }
    return Fonts(*styles.values(), bool(paper.styles["公文标题"].font.bold))


def footers(content: bytes) -> set[str]:
    """Return what stands at the foot of the sheets, as the file has it."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    return {
        foot.text
        for name in sheets
        for foot in ElementTree.fromstring(archive.read(name)).iter()
        if foot.tag.endswith("}oddFooter")
    }


def words_of(paper) -> list[str]:
    section = paper.sections[0]
    feet = (section.footer, section.even_page_footer)
    return [re.sub(r"\s+", " ", foot.paragraphs[0].text).strip() for foot in feet]


@pytest.mark.parametrize("chosen", list(FontSet))
def test_the_fonts_that_were_chosen_are_in_every_file(admin, office, workbooks, papers, chosen):
    keep(admin, font_set=chosen.value)
    wanted = FONTS[chosen]

    for path, content in workbooks().items():
        page = read_workbook(content).worksheets[-1]
        assert fonts_of_sheet(page) == Fonts(
            wanted.title, wanted.head, wanted.text, "", wanted.is_title_bold
        ), path
    for paper in papers():
        assert fonts_of_paper(paper) == wanted
        heads = paper.tables[0].rows[0].cells[0].paragraphs[0].runs[0] if paper.tables else None
        assert heads is None or heads.font.name == wanted.head


def test_a_page_number_stands_alone_until_something_else_is_chosen(workbooks, papers, admin):
    assert all(footers(content) == {f"&C{NUMBERS}"} for content in workbooks().values())
    assert all(words_of(paper) == ["— —", "— —"] for paper in papers())


def test_the_unit_stands_beside_the_page_number(workbooks, papers, admin):
    keep(admin, footer="unit")
    foot = f"&L&9 甲镇人大主席团&R{NUMBERS}"
    assert all(footers(content) == {foot} for content in workbooks().values())
    assert all(
        words_of(paper) == ["甲镇人大主席团 — —", "— — 甲镇人大主席团"] for paper in papers()
    )


def test_words_of_the_towns_own_are_at_the_foot_of_every_file(workbooks, papers, admin):
    keep(admin, footer="words", footer_words="2026年&D A&B")
    foot = f"&L&9 2026年&&D A&&B&R{NUMBERS}"
    for path, content in workbooks().items():
        assert footers(content) == {foot}, path
    assert all(words_of(paper)[0] == "2026年&D A&B — —" for paper in papers())


@pytest.mark.parametrize(
    ("words", "in_excel"),
    [
        ("内部资料", "内部资料"),
        ("&[Page]&P", "&& [Page]&&P"),
        ("=1+1_x0041_<b>", "=1+1_x005F_x0041_<b>"),
    ],
)
def test_words_of_the_towns_own_are_words_and_nothing_else(admin, office, cast, words, in_excel):
    keep(admin, footer="words", footer_words=words)
    foot = f"&L&9 {in_excel}&R{NUMBERS}"
    assert footers(office.get("/office/audit.xlsx").data) == {foot}
    notice = office.get(f"/office/inspections/{cast.inspection}/notice.docx").data
    assert words_of(Document(io.BytesIO(notice)))[0] == f"{words} — —"


def test_in_a_copy_for_publication_names_are_masked_at_the_foot_too(admin, office, cast):
    keep(admin, footer="words", footer_words="王建国汇总")
    of = f"/office/inspections/{cast.inspection}"
    paper = Document(io.BytesIO(office.get(f"{of}/report.docx?public=1").data))
    assert words_of(paper)[0] == "王某某汇总 — —"
    content = office.get(f"{of}/workbook.xlsx?public=1").data
    assert footers(content) == {f"&L&9 王某某汇总&R{NUMBERS}"}


def test_another_towns_files_stay_as_they_are(admin, other_office, cast):
    keep(admin, font_set="windows", footer="unit")
    content = other_office.get(f"/office/inspections/{cast.yi_inspection}/workbook.xlsx").data
    assert footers(content) == {f"&C{NUMBERS}"}
    page = read_workbook(content).worksheets[-1]
    assert fonts_of_sheet(page).title == "方正小标宋简体"


def test_the_log_names_what_was_chosen(admin, office):
    keep(admin, font_set="windows", footer="words", footer_words="内部资料")
    page = office.get("/office/audit?kind=setting").text
    for words in (
        "报表的字体，原来是“公文字体”，现在是“Windows自带的字体”",
        "报表的页脚，原来是“只有页码”，现在是“页码和自己定的文字”",
        "页脚的文字，原来是“”，现在是“内部资料”",
    ):
        assert words in page
