"""A scoring table on every way to a record: phone, paper, grid, Excel, and the trial before them."""

import io
from pathlib import Path

import pytest

from inspect_app import db
from inspect_app.checklist.loader import load_checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.checklist.every_kind import EVERY_KIND
from tests.paper.entering import STREET, WANG, address, filled, typed, upload
from tests.records.filling import form_url, submitted
from tests.records.sending import send
from tests.soup import soup
from tests.workbook_lint import read_workbook

TABLE = Path(__file__).parents[1] / "checklist/tables/village.yaml"
# 40 - 3, 20 - 4, 5.5 and 33: 91.5 of 100; 2 further courtyards add 10
SAID = {"litter": "3", "burning": "pass", "ledger": "late", "yards": "5.5", "green": "pass",
        "courtyards": "3"}  # fmt: skip
ON_PAPER = {
    **SAID,
    "burning": "1",
    "ledger": "3 缺9月的",
    "yards": "５.５分",
    "green": "√",
    "courtyards": "3户",
}
SCORE = "91.5 / 100，加分 10，折合 101.5（总分 100），优秀"


@pytest.fixture
def table(app, cast) -> int:
    """The first site is looked at with the table; return the version's id."""
    return publish_as_first(app, cast, load_checklist(TABLE, {}))


def publish_as_first(app, cast, checklist) -> int:
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist).id
        for one in cast.assignments:
            assignment = session.get(inspections.Assignment, one)
            if assignment.inspection_id == cast.inspection:
                assignment.checklist_version_id = version
    return version


def sent(said):
    return {f"item-{item}": value for item, value in said.items()}


def record_page(office, cast):
    board = soup(office.get(f"/office/inspections/{cast.inspection}"))
    return soup(office.get(board.select_one("#r1")["href"]))


def facts(page):
    return {one.dt.text: one.dd.text for one in page.select(".facts-list div")}


def test_the_phone_says_how_each_item_is_scored(wang, cast, table):
    page = soup(wang.get(form_url(cast)))
    hints = {
        item: [one.text for one in page.select(f"#item-{item} p.hint, #item-{item} ul.hint li")]
        for item in ("litter", "ledger", "yards", "green", "courtyards")
    }
    assert hints["litter"][0] == "40分，每处扣1分，最多扣40分；第2题答了不符合，本题不得分"
    assert hints["ledger"][0] == "20分，按选的一项扣分"
    assert hints["yards"] == ["打0到7分，每0.5分一档", "6到7分：整洁有序", "0到5.5分：有的杂乱"]
    assert hints["green"][0] == "33分，不符合不得分"
    assert hints["courtyards"] == ["加分：超过1户的，每户加5分，最多加20分"]
    labels = [one.text for one in page.select("#item-ledger .options > label")]
    assert labels == ["按时留存", "没有公示 扣3分", "事后补记 扣4分", "没有留存 扣20分"]


def test_what_a_phone_hands_in_is_scored_for_the_office(office, wang, cast, table):
    assert submitted(wang, cast, sent(SAID)).status_code == 303
    page = record_page(office, cast)
    assert facts(page)["得分"] == SCORE
    assert (
        "庭院整洁5.5分"
        in "".join(page.find(string="4. 庭院整洁").find_parent("tr").text.split())[4:]
    )
    assert [one.text.split()[-1] for one in page.select("article.finding h3")] == [
        "有暴露垃圾", "巡查台账不齐",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("5.3", "每0.5分一档，请打 0、0.5 这样的分"),
        ("7.5", "请打 0 到 7 之间的分"),
        ("-1", "请打 0 到 7 之间的分"),
        ("很好", "请填数字"),
        ("", "请填写这一项"),
    ],
)
def test_points_that_cannot_be_given_are_told(office, table, given, told):
    answer = office.post(
        f"/office/checklists/{table}", {"do": "submit", **sent({**SAID, "yards": given})}
    )
    page = soup(answer)
    assert answer.status_code == 422
    assert told in page.select_one("#item-yards-error").text
    assert page.select_one("#item-yards-value")["value"] == given


@pytest.mark.parametrize(
    ("item", "written", "question"),
    [("courtyards", "好几户", "建成美丽庭院"), ("litter", "好几处", "暴露垃圾")],
)
def test_points_that_were_not_read_are_told_to_the_deputy_and_the_office(
    office, wang, cast, table, item, written, question
):
    answer = send(wang, cast, sent({**SAID, item: written})).json
    assert answer["state"] == "submitted"
    told = f"{question} 写的是“{written}”，这一项没有读出分数，不计分"
    of_all = facts(record_page(office, cast))["得分"]
    assert of_all.endswith("，1项没有读出分数，不折合") and "优秀" not in of_all
    for page in (soup(wang.get(answer["receipt"])), record_page(office, cast)):
        assert told in " ".join(page.text.split())


@pytest.mark.parametrize("written", ["3.3", "8", "-1", "很好"])
def test_points_that_are_optional_and_cannot_be_given_are_told(office, wang, cast, app, written):
    publish_as_first(app, cast, EVERY_KIND)
    said = {"heap": "pass", "yards": written, "bins": "2"}
    answer = send(wang, cast, sent(said)).json
    assert answer["state"] == "submitted"
    told = f"庭院整洁？ 写的是“{written}”，这一项没有读出分数，不计分"
    for page in (soup(wang.get(answer["receipt"])), record_page(office, cast)):
        assert told in " ".join(page.text.split())
    assert facts(record_page(office, cast))["得分"] == "9 / 10，1项没有读出分数，1项没有答"
    again = soup(wang.get(answer["receipt"]))
    assert "垃圾外溢" not in again.select_one("section.card:has(small)").text


def test_points_that_were_not_read_neither_raise_nor_lower_the_sum_of_the_table(
    office, wang, cast, table
):
    answer = send(wang, cast, sent({**SAID, "yards": "很好"})).json
    assert answer["state"] == "incomplete"
    # 86 of 93 would be 92.5 of 100, with 10 beside 102.5; as 0 it would be 96
    score = "86 / 93，加分 10，1项没有读出分数，不折合"
    assert facts(record_page(office, cast))["得分"] == score


def test_a_trial_says_of_how_many_items_the_points_are_missing(office, table):
    said = {**SAID, "litter": "好几处", "green": ""}
    answer = office.post(f"/office/checklists/{table}", {"do": "submit", **sent(said)})
    tried = soup(answer).select_one("section.receipt")
    assert "得分：21.5 / 27，加分 10，1项没有读出分数，不折合，1项没有答" in tried.text
    assert "暴露垃圾没有读出分数（写的是“好几处”），不计分" in tried.text


def test_what_takes_all_points_leaves_none_unread(wang, cast, table):
    answer = send(wang, cast, sent({**SAID, "litter": "好几处", "burning": "fail"})).json
    assert "没有读出分数" not in wang.get(answer["receipt"]).text


def test_a_trial_says_the_score_and_how_it_came_about(office, table):
    said = {**SAID, "burning": "fail"}
    answer = office.post(f"/office/checklists/{table}", {"do": "submit", **sent(said)})
    tried = soup(answer).select_one("section.receipt")
    # without the 37 of 暴露垃圾: 54.5, and 10 beside it
    assert "得分：54.5 / 100，加分 10，折合 64.5（总分 100），一般" in tried.text
    assert [one.text for one in tried.select("ul li")] == [
        "暴露垃圾不得分（没有露天焚烧垃圾？不符合）", "巡查台账（事后补记）扣4分",
        "庭院整洁得5.5分（满分7分，有的杂乱）", "建成美丽庭院（3户）加10分",
    ]  # fmt: skip


def test_the_towns_own_file_is_looked_at_with_its_points(office, cast):
    file = (io.BytesIO(TABLE.read_bytes()), "村容.yaml")
    answer = office.post("/office/checklists/own", {"do": "look", "file": file})
    assert answer.status_code == 200 and "打0到7分，每0.5分一档" in answer.text

    wrong = TABLE.read_text().replace("points: 33", "points: 32").encode()
    answer = office.post(
        "/office/checklists/own", {"do": "look", "file": (io.BytesIO(wrong), "村容.yaml")}
    )
    assert answer.status_code == 422
    assert "total 写的是 100，各题加起来是 99 分（村道 60、面貌 39）" in answer.text


def test_the_paper_form_has_the_points_and_room_for_them(office, cast, table):
    page = soup(office.get(address(cast, f"paper?version={table}")))
    sections = [one.text.strip() for one in page.select("tr.section")]
    assert sections == ["村道（60分）", "面貌（40分）", "附加"]
    words = " ".join(page.select_one("table.items").text.split())
    assert "每处扣1分，最多扣40分；第2题答了不符合，本题不得分" in words
    assert "□3 事后补记▲（扣4分）" in words
    assert "打0到7分，每0.5分一档；6到7分：整洁有序；0到5.5分：有的杂乱" in words
    assert "______ 分" in words and "超过1户的，每户加5分，最多加20分" in words


def test_paper_typed_into_the_grid_is_scored_as_the_phone_is(office, cast, table):
    answer = office.post(address(cast), typed((STREET, WANG, ON_PAPER)))
    assert answer.status_code == 303, answer.text
    page = record_page(office, cast)
    assert facts(page)["得分"] == SCORE and "缺9月的" in page.text


def test_the_excel_sheet_explains_the_points_and_is_scored_as_the_phone_is(office, cast, table):
    cells = {str(number): cell for number, cell in enumerate(ON_PAPER.values(), start=1)}
    data = filled(office, cast, {"点位": STREET, "代表": WANG, **cells})
    guide = {row[1]: row[2] for row in read_workbook(data)["怎么填"].values}
    assert guide["庭院整洁"] == (
        "请填分数，0到7，每0.5分一档；6到7分：整洁有序；0到5.5分：有的杂乱"
    )
    assert upload(office, cast, data).status_code == 303
    assert facts(record_page(office, cast))["得分"] == SCORE
