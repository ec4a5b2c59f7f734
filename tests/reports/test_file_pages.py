"""登记表, 交办单 and 台账 as pages: what the file will say, before it is downloaded."""

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections.models import Inspection, InspectionState
from tests.records.filling import ALL_PASS, failing, submitted
from tests.reports.books import opened
from tests.reports.four_findings import failed
from tests.reports.pages import listed
from tests.reports.random_town import town
from tests.review.reviewing import numbers, save

UNIT = "张家村村民委员会"


def page(office, path: str, **asked) -> BeautifulSoup:
    answer = office.get(f"/office/inspections/{path}", query_string=asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def plain(words: object) -> str:
    return "".join(str(words).split())


@pytest.fixture
def reviewed(office, wang, li, cast) -> int:
    """Four findings, one of them not reviewed; the number of a reviewed one."""
    failed(wang, li, cast)
    *kept, _ = numbers(office, cast)
    for one in kept:
        save(office, one, do="keep", unit=UNIT)
    return kept[0]


@pytest.mark.parametrize("file", ["ledger", "handover", "register"])
def test_each_sheet_of_the_file_is_a_page_with_the_same_words(office, cast, reviewed, file):
    path = file if file == "register" else f"{cast.inspection}/{file}"
    book = opened(office, f"{path}.xlsx")
    shown = page(office, path)
    assert [tab.text for tab in shown.select("nav.sheets a")] == book.sheetnames
    assert shown.select_one(".headline a.button")["href"].partition("?")[0].endswith(f"{path}.xlsx")

    for name in book.sheetnames:
        said = plain(page(office, path, sheet=name).select_one("article").get_text())
        for row in book[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, str | int):
                    assert plain(cell.value) in said, (name, cell.coordinate)


def test_a_number_opens_its_finding_and_the_source_its_record(office, cast, reviewed):
    path = f"{cast.inspection}/ledger"
    for sheet, words in (("整改台账", "号问题"), ("台账附表", "第 1 号检查记录")):
        row = page(office, path, sheet=sheet).select("table.sheet tbody tr")[0]
        link = row.select("td a")[-1]
        assert words in office.get(link["href"]).text
    slip = page(office, f"{cast.inspection}/handover", sheet=UNIT)
    found = [link["href"] for link in slip.select("table.sheet tbody td.short a")]
    assert f"/office/findings/{reviewed}" in found
    assert office.get(slip.select_one("td.photos a")["href"]).mimetype == "image/jpeg"


@pytest.mark.parametrize("file", ["ledger", "handover", "register"])
def test_the_file_itself_goes_out_without_links(office, cast, reviewed, file):
    path = file if file == "register" else f"{cast.inspection}/{file}"
    for sheet in opened(office, f"{path}.xlsx"):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_a_units_figure_opens_what_is_handed_over_and_no_more(office, cast, reviewed):
    figures = page(office, f"{cast.inspection}/handover").select("td.num a")
    assert [figure.text for figure in figures] == ["3", "3"]
    for figure in figures:
        assert len(listed(office, figure["href"])) == 3
    behind = BeautifulSoup(office.get(figures[0]["href"]).text, "lxml")
    assert behind.h1.text == f"责任单位：{UNIT} · 核定过的 · 3个问题"


def test_a_figure_of_the_register_opens_what_that_inspection_brought(office, cast, wang):
    submitted(wang, cast, {**failing("桶满了"), "suggestion": "多放两个桶"})
    rows = page(office, "register").select("table.sheet tbody tr")
    (row,) = [one for one in rows if "进行中" in one.text]
    link, sites, expected, findings, suggestions = row.select("a")

    assert expected.text == "4" and "到场" in office.get(expected["href"]).text
    assert sites.text == "1个点位（计划2个）：村主干道（张家村）"
    assert len(listed(office, sites["href"])) == 1
    assert (findings.text, suggestions.text) == ("1", "1")
    assert ["桶满了" in line for line in listed(office, findings["href"])] == [True]
    assert ["多放两个桶" in line for line in listed(office, suggestions["href"])] == [True]
    assert "已填 / 应填" in office.get(link["href"]).text


def test_a_total_of_the_register_opens_what_all_its_inspections_brought(tmp_path, empty_database):
    with town(tmp_path / "town", empty_database) as made:
        for inspection, words in zip(made.inspections[:2], ("多放两个桶", "补两盏灯"), strict=True):
            made.fill(inspection, {(0, 0): {**failing("桶满了"), "suggestion": words}})
        register = page(made.office, "register", period="term-19")
        times, sites, expected, findings, suggestions = register.select("table.sheet tfoot a")
        assert (sites.text[-1], findings.text, suggestions.text) == ("个", "2", "2")
        assert len(listed(made.office, times["href"])) == int(times.text.removesuffix("次"))
        people = BeautifulSoup(made.office.get(expected["href"]).text, "lxml")
        each = [row.select("td") for row in people.select("table.sheet tbody tr")]
        assert sum(int(cells[2].text) for cells in each) == int(expected.text)
        assert people.h1.text == f"第19届 · 应到{expected.text}人次"
        assert "到场" in made.office.get(each[0][-1].a["href"]).text
        for total in (sites, findings, suggestions):
            assert len(listed(made.office, total["href"])) == int(total.text.removesuffix("个"))

        shown = BeautifulSoup(made.office.get(suggestions["href"]).text, "lxml")
        assert shown.h1.text == "第19届 · 2条意见建议"
        first, second = shown.select("table.sheet tbody tr")
        assert "多放两个桶" in first.text and "补两盏灯" in second.text
        titles = {line.td.text for line in (first, second)}
        assert titles <= {link.text for link in register.select("table.sheet tbody td.long a")}
        assert "多放两个桶" in made.office.get(first.select_one("td.whole a")["href"]).text


def test_a_total_of_what_nothing_counts_is_no_page(office, cast):
    assert office.get("/office/inspections/register/behind?what=stars").status_code == 404
    one = f"/office/inspections/{cast.inspection}/behind?what=expected"
    assert office.get(one).status_code == 404


def test_the_register_of_another_period_is_chosen_and_downloaded(office, cast):
    shown = page(office, "register", period="term-19")
    assert shown.h1.text == "甲镇人大主席团第19届监督视察活动登记表"
    assert shown.select_one("option[selected]")["value"] == "term-19"
    assert shown.select_one(".headline a.button")["href"].endswith("register.xlsx?period=term-19")


def test_who_is_there_to_sign_and_what_is_filled_in_by_pen_stands_on_the_page(
    office, cast, reviewed
):
    ledger = page(office, f"{cast.inspection}/ledger").select_one("article")
    assert "填报单位（盖章）：甲镇人大主席团" in ledger.text and "审核人：" in ledger.text
    slip = page(office, f"{cast.inspection}/handover", sheet=UNIT)
    assert "编号：第1号" in slip.text and "审核人：" not in slip.text
    assert slip.select_one("article.portrait table.for-pen")
    assert [link for link in slip.select("link") if "upright" in link["href"]]


def test_where_there_is_nothing_yet_the_page_says_what_to_do_first(app, office, wang, cast):
    submitted(wang, cast, ALL_PASS)
    ledger = page(office, f"{cast.inspection}/ledger")
    handover = page(office, f"{cast.inspection}/handover")
    with db.writing(app.extensions["database"]) as session:
        for one in (cast.inspection, cast.closed):
            session.get(Inspection, one).state = InspectionState.PLANNED
    register = page(office, "register")

    for shown, words in (
        (ledger, "还没有问题，没有台账"),
        (handover, "没有问题，不用交办"),
        (register, "还没有登记的视察"),
    ):
        assert words in shown.select_one("p.empty").text
        assert "下载 Excel" not in shown.text


def test_they_are_reached_from_where_they_are_downloaded(office, cast, reviewed):
    here = f"/office/inspections/{cast.inspection}"
    for start in ("/papers", "/report"):
        ways = {
            link["href"] for link in page(office, f"{cast.inspection}{start}").select("a[href]")
        }
        assert {f"{here}/ledger", f"{here}/handover"} <= ways
    listing = BeautifulSoup(office.get("/office/inspections").text, "lxml")
    look = listing.select_one("form.download button[formaction]")
    assert look["formaction"] == "/office/inspections/register"


def test_looking_is_no_download(office, cast, reviewed):
    for path in ("register", f"{cast.inspection}/handover", f"{cast.inspection}/ledger"):
        page(office, path)
    log = BeautifulSoup(office.get("/office/audit?kind=export").text, "lxml")
    assert not log.select("table tbody tr")


def test_another_towns_office_sees_none(other_office, cast):
    for file in ("ledger", "handover"):
        assert other_office.get(f"/office/inspections/{cast.inspection}/{file}").status_code == 404
    assert "甲镇" not in page(other_office, "register").text


def test_before_a_download_it_is_told_how_many_nobody_has_reviewed(office, cast, wang):
    submitted(wang, cast, failing("桶满了"))
    listed_at = BeautifulSoup(office.get("/office/inspections").text, "lxml")
    ways = {link["href"] for link in listed_at.select("table a") if "Excel" in link.text}
    assert not ways  # no file from where nothing is told
    way = listed_at.select_one(f"a[href='/office/inspections/{cast.inspection}/papers']")
    assert "有 1 个问题没有核定" in office.get(way["href"]).text
    assert "有 1 个问题没有核定" in page(office, f"{cast.inspection}/ledger").text
