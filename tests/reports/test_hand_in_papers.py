"""交材料: one page of all that an inspection can hand in; each file opened, its figures recounted."""

import csv
import io
import re
import zipfile
from urllib.parse import unquote
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app.inspections.models import InspectionState
from tests.person import Person
from tests.records.filling import ALL_PASS, jpeg
from tests.reports.books import downloaded, opened, rows_of, words_of
from tests.reports.clerk import UNIT, ClerkAtPapers, opens, text_of
from tests.reports.downloads import addresses
from tests.reports.random_town import RandomTown, town
from tests.workbook_lint import read_workbook


@pytest.fixture(scope="module")
def made(tmp_path_factory, empty_database):
    """Four findings, one reviewed; a photo on its way; a record 待补正, one that came too late."""
    with town(tmp_path_factory.mktemp("papers") / "town", empty_database) as one:
        wang, li, chen = one.people
        here, away = str(uuid4()), str(uuid4())
        wang.put(f"/d/photos/{here}?record={uuid4()}", jpeg(size=(80, 60)))
        heap = {"item-heap": "fail", "item-heap-0-photo": [here, away]}
        bin_ = {"item-bin": "fail", "item-bin-0-description": "桶满了"}
        ditch = {"item-ditch": "fail", "item-ditch-0-description": "沟是黑的"}
        one.fill(
            one.cast.inspection,
            {(0, 0): {**ALL_PASS, **heap, **bin_}, (1, 1): {**ALL_PASS, **ditch}},
        )
        one.review(one.cast.inspection, [{"do": "keep", "unit": UNIT}])
        _put(li, one, {"item-heap": "pass", "item-bin": "fail"})
        one._state(one.cast.inspection, InspectionState.CLOSED)
        _put(chen, one, ALL_PASS)
        yield one


def _put(person: Person, made: RandomTown, fields: dict[str, str]) -> None:
    """Hand in as a phone does, which is taken in whatever state it comes."""
    sent = {**fields, "assignment": made.cast.assignments[0], "base": 0}
    assert person.put(f"/d/records/{uuid4()}", sent).status_code == 200


@pytest.fixture
def office(made):
    return ClerkAtPapers(made, made.cast.inspection)


@pytest.fixture
def empty(made):
    """The page of an inspection that has brought nothing."""
    return ClerkAtPapers(made, made.inspections[0])


def test_every_file_of_the_page_opens_under_a_name_of_its_own(office):
    there = addresses(office.page)
    names = []
    for address in there:
        content, name = downloaded(office, address.removeprefix("/office/inspections/"))
        opens(content, name)
        names.append(name)
    assert len(there) == 12 and len(set(names)) == 12
    for link in office.page.select(".papers a"):
        if "预览" in link.text or "打印" in link.text:
            assert office.get(link["href"]).status_code == 200


def test_the_page_says_in_words_how_each_file_stands(office):
    page = office.page.select_one("main").get_text()
    assert "有 3 个问题没有核定" in page and "有 1 份记录晚到，没有算进各份文件" in page
    assert "有 1 张照片还没有传到" in page
    counted = (
        "3份检查记录。1份待补正，算在里面。4个问题，其中3个没有核定。1份记录晚到，没有算进去。"
    )
    assert counted + "1张照片还没有传到" in office.paper("workbook")
    assert counted in office.paper("report")
    assert "1个单位，1个问题。3个问题没有核定，没有列入。" in office.paper("handover")
    assert "1张照片。1张照片还没有传到，没有放进来。" in office.paper("photos")
    assert "2个点位。" in office.paper("notice")


def test_what_could_be_chosen_on_the_board_is_chosen_here(office):
    board = BeautifulSoup(office.get(f"/office/inspections/{office.inspection}").text, "lxml")
    page = office.page
    assert board.select("main p a.button[href$='/papers']") and not board.select(
        "details.downloads"
    )
    boxes = {
        kind: [one["name"] for one in page.select(f"#{kind} input[type=checkbox]")]
        for kind in ("report", "workbook", "findings", "ledger", "public_tables", "photos", "all")
    }
    assert boxes == {
        "report": ["reviewed"], "workbook": ["reviewed", "stamp"], "findings": ["reviewed", "stamp"],
        "ledger": ["reviewed"], "public_tables": ["reviewed", "photos", "stamp"],
        "photos": ["stamp"], "all": ["reviewed", "stamp"],
    }  # fmt: skip
    assert not page.select(".papers input[checked]")


def test_the_files_have_the_figures_that_the_page_tells(office):
    found = office.material
    assert (len(found.records), len(found.findings), len(found.unreviewed)) == (3, 4, 3)

    for file, sheet in {
        "workbook.xlsx": "问题清单", "findings.xlsx": "问题清单", "ledger.xlsx": "整改台账",
    }.items():  # fmt: skip
        rows = rows_of(opened(office, office.path(file))[sheet])
        assert len(rows) == len(found.findings)
    contents = rows_of(opened(office, office.path("handover.xlsx"))["目录"], "编号")
    assert contents[-1]["问题（个）"] == len(found.findings) - len(found.unreviewed)
    with zipfile.ZipFile(io.BytesIO(downloaded(office, office.path("data.zip"))[0])) as data:
        for name, rows in (("检查记录.csv", found.records), ("问题.csv", found.findings)):
            assert len([*csv.reader(io.StringIO(data.read(name).decode("utf-8-sig")))]) - 1 == len(
                rows
            )
    report = text_of(downloaded(office, office.path("report.docx"))[0])
    assert "填写检查记录3份" in report and "发现问题4个" in report


def test_what_nobody_has_reviewed_is_marked_unless_it_is_left_out(office):
    book = opened(office, office.path("workbook.xlsx"))
    remarks = [row["备注"] or "" for row in rows_of(book["问题清单"])]
    assert sum("照片共2张，1张还没有到" in one for one in remarks) == 1
    assert sorted(one.startswith("待核定") for one in remarks) == [False, True, True, True]
    assert "3个，下载时选了列入，备注写“待核定”" in words_of(book["填表说明"])

    left_out = opened(office, office.path("workbook.xlsx?reviewed=1"))
    (row,) = rows_of(left_out["问题清单"])
    assert row["责任单位"] == UNIT and "待核定" not in (row["备注"] or "")
    assert "3个，下载时选了不列" in words_of(left_out["填表说明"])
    assert "还没有传到" not in words_of(left_out["问题清单"])

    alone = words_of(opened(office, office.path("findings.xlsx?reviewed=1"))["问题清单"])
    assert "另有3个问题还没有核定，没有列入。" in alone and "桶满了" not in alone
    alone = words_of(opened(office, office.path("findings.xlsx"))["问题清单"])
    assert "备注写“待核定”的3个，镇人大办还没有核定。" in alone
    ledger = opened(office, office.path("ledger.xlsx?reviewed=1"))
    assert len(rows_of(ledger["整改台账"])) == 1
    assert "3个，下载时选了不列" in words_of(ledger["填表说明"])
    public = opened(office, office.path("workbook.xlsx?public=1&reviewed=1"))
    assert len(rows_of(public["问题清单"])) == 1


def test_the_report_says_what_it_leaves_out(office):
    whole = text_of(downloaded(office, office.path("report.docx"))[0])
    assert "发现问题4个（其中3个还没有核定）" in whole
    reviewed = text_of(downloaded(office, office.path("report.docx?reviewed=1"))[0])
    assert "发现问题1个（另有3个还没有核定，没有列入）" in reviewed
    assert "没有发现问题" not in reviewed, "a site with what nobody has reviewed is not fine"


def test_a_unit_gets_its_slip_alone_as_it_stands_among_all(office):
    whole = opened(office, office.path("handover.xlsx"))
    content, name = downloaded(office, office.path(f"handover.xlsx?unit={UNIT}"))
    alone = read_workbook(content)
    assert alone.sheetnames == [UNIT] and f"问题交办单（{UNIT}）20" in name
    assert words_of(alone[UNIT]) == words_of(whole[UNIT])
    missing = office.get(f"/office/inspections/{office.inspection}/handover.xlsx?unit=没有这个单位")
    assert missing.status_code == 404


def test_all_is_one_zip_in_folders_by_whom_it_is_for(office):
    archive = office.packed()
    members = archive.namelist()
    plain = [re.sub(r"甲镇.*视察(?=\D)|20\d{6}", "", one) for one in members]

    assert plain == [
        "内部/报告（内部版）.docx", "内部/报告工作簿.xlsx", "内部/问题清单.xlsx", "内部/问题整改台账.xlsx",
        "内部/问题交办单.xlsx", "内部/数据文件.zip", "发给代表/方案.docx", "发给代表/通知.docx",
        "公开/报告（公开版）.docx", "公开/报告工作簿（公开版）.xlsx",
        "公开/问题整改台账（公开版）.xlsx",
        f"问题交办单（每个单位一份）/问题交办单（{UNIT}）.xlsx",
        "内部/照片/0001_张家村_没有成堆垃圾,没有做到_1.jpg", "内部/照片/说明.txt", "说明.txt",
    ]  # fmt: skip
    for name in members:
        opens(archive.read(name), name)
        assert archive.getinfo(name).flag_bits & 0x800, "Windows reads the name as UTF-8"
    about = archive.read("说明.txt").decode("utf-8-sig")
    assert "甲镇人大办从视察通导出" in about and "没有放进来的" not in about
    slips = [read_workbook(archive.read(members[one]))[UNIT] for one in (4, 11)]
    whole = opened(office, office.path("handover.xlsx"))[UNIT]
    assert {words_of(one) for one in slips} == {words_of(whole)}
    listed = read_workbook(archive.read(members[2]))["问题清单"]
    assert len(rows_of(listed)) == 4
    assert "王建国" not in text_of(archive.read(members[8]))


def test_what_is_chosen_for_all_holds_for_each_file(office):
    archive = office.packed(reviewed="1", stamp="1")
    for name in archive.namelist():
        if "问题清单" in name or "工作簿" in name:
            book = read_workbook(archive.read(name))
            assert len(rows_of(book["问题清单"])) == 1
    assert "印点位和时间" in (
        page := office.get(f"/office/inspections/{office.inspection}/files").text
    )
    assert "不列没有核定的问题" in page


def test_who_downloaded_what_when_is_remembered_file_by_file(office, empty):
    assert "还没有下载过" in empty.paper("plan")
    downloaded(empty, empty.path("plan.docx"))
    assert re.search(
        r"上次下载：\d+月\d+日 \d\d:\d\d 甲镇人大办$", empty.paper("plan")[: -len(" 下载")]
    )
    assert "还没有下载过" in empty.paper("notice")

    archive = empty.packed()
    assert "上次下载" in empty.paper("all") and "还没有下载过" in empty.paper("photos")
    about = archive.read("说明.txt").decode("utf-8-sig")
    for line in (
        "视察报告：还没有检查记录，写不出视察报告",
        "问题整改台账：还没有问题，没有台账",
        "照片：没有照片",
    ):
        assert line in about

    downloaded(office, office.path(f"handover.xlsx?unit={UNIT}"))
    part = office.page.select_one("li.part").get_text()
    assert UNIT in part and "上次下载" in part
    downloaded(office, office.path("workbook.xlsx?photos=1"))
    assert "上次下载" in office.paper("public_tables")


def test_an_inspection_without_records_has_its_page(empty):
    for kind in ("report", "handover", "data", "public_report"):
        assert "还没有检查记录。" in empty.paper(kind)
    assert "还没有问题。" in empty.paper("ledger") and "没有照片。" in empty.paper("photos")
    page = empty.page
    for kind in ("report", "findings", "handover", "ledger", "public_report", "photos", "data"):
        assert not page.select(f"#{kind} form")
    assert page.select("#notice form") and page.select("#all form")
    assert "没有核定" not in page.select_one("main").get_text()


def test_where_nothing_is_wrong_nothing_is_to_be_handed_over(made):
    fine = ClerkAtPapers(made, made.cast.closed)
    made.fill(made.cast.closed, {(0, 0): ALL_PASS})
    assert "没有问题，不用交办。" in fine.paper("handover")
    assert "没有问题，不用建台账。" in fine.paper("ledger")
    refused = fine.get(f"/office/inspections/{fine.inspection}/handover.xlsx")
    assert refused.status_code == 422 and "没有问题，不用交办" in refused.text


def test_another_town_sees_nothing_of_it(made, office):
    other = Person(made.app).log_in("乙镇")
    root = f"/office/inspections/{office.inspection}"
    for path in ("papers", "findings.xlsx", f"handover.xlsx?unit={UNIT}"):
        assert other.get(f"{root}/{path}").status_code == 404
    own = other.get(f"/office/inspections/{made.cast.yi_inspection}/papers")
    assert own.status_code == 200 and "上次下载" not in own.text and UNIT not in own.text


def test_the_name_of_a_download_is_in_the_log_with_its_line_on_the_page(office):
    answer = office.get(f"/office/inspections/{office.inspection}/findings.xlsx")
    name = unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2])
    log = office.get("/office/audit").text
    assert "下载问题清单" in log and name in log and "上次下载" in office.paper("findings")
