"""Paper is an equal way: the office types paper forms in, in a grid, all or nothing."""

from concurrent.futures import ThreadPoolExecutor

from inspect_app import db
from inspect_app.paper.entry import check
from inspect_app.paper.views import entry as entry_views
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.board.pages import board
from tests.cast import PASSWORD_HASH
from tests.paper.entering import CHEN, GOOD, SQUARE, STREET, WANG, address, record_id, typed
from tests.person import Person
from tests.records.filling import ALL_PASS, form_url, set_state
from tests.records.sending import send
from tests.soup import soup


def test_paper_forms_typed_in_become_records_that_name_who_typed_them(office, wang, cast):
    rows = [(STREET, WANG, GOOD), (SQUARE, CHEN, {**GOOD, "suggestion": "加个桶"}), ("", "", {})]
    answer = office.post(address(cast), typed(*rows))

    assert answer.status_code == 303
    notice = soup(office.get(answer.location)).select_one(".notice")
    assert "已录入 2 份" in notice.text and "发现 4 个问题" in notice.text
    assert [one.get_text(" ", strip=True).rpartition("，")[2] for one in notice.select("li")] == [
        "2 个问题", "2 个问题"
    ]  # fmt: skip
    assert [link.text for link in notice.select("a")] == ["第1号", "第2号", "去核定"]
    reviewed = office.get(notice.select("a")[2]["href"])
    assert reviewed.text.count("村口") >= 2
    assert "村口" in office.get(notice.a["href"]).text
    words = board(office, cast)
    assert "村口" in words and "桥头" in words and "甲镇人大办代录" in words
    assert "由甲镇人大办代录" in wang.get("/d/records/" + record_id(office, cast)).text
    assert "已送达 第1号" in wang.get("/d/").text


def test_a_row_with_mistakes_stops_all_and_keeps_everything_typed(office, cast):
    rows = [(STREET, WANG, GOOD), (SQUARE, "", {"heap": "很多", "bin": "1", "days": "99"})]
    answer = office.post(address(cast), typed(*rows))
    page = soup(answer)

    assert answer.status_code == 422 and "还没有记录" in board(office, cast)
    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == ["#c2-deputy", "#c2-heap", "#c2-days", "#c2-ditch", "#c2-named"]
    assert page.select_one("#c1-heap")["value"] == "2 村口；桥头"
    assert page.select_one("#c2-heap")["value"] == "很多"
    assert page.select_one("#c1-deputy")["value"] == WANG
    assert "请填 1" in page.select_one("#e2-heap").text


def test_what_the_paper_left_empty_is_asked_and_may_be_typed_in_all_the_same(office, wang, cast):
    row = (STREET, WANG, {"heap": "1", "bin": "1"})
    refused = soup(office.post(address(cast), typed(row)))
    (told,) = refused.select(".error-summary li")
    assert [link["href"] for link in told.select("a")] == ["#c1-ditch", "#c1-named"]
    assert "第1行 4. 6. 没有填" in told.text and "照样录入" in told.text

    office.post(address(cast), typed(row, incomplete="1"))
    assert "待补正" in board(office, cast)
    assert "还差 2 处没有填好" in wang.get("/d/records/" + record_id(office, cast)).text


def test_the_same_forms_again_change_nothing_and_others_are_not_overwritten(office, wang, cast):
    send(wang, cast, ALL_PASS)
    other = soup(office.post(address(cast), typed((STREET, WANG, GOOD))))
    assert "已有第1号记录，内容不同" in other.select_one("#e1-deputy").text
    assert "第 1 号检查记录" in office.get(other.select_one("#e1-deputy a")["href"]).text

    for _ in range(2):
        office.post(address(cast), typed((SQUARE, WANG, GOOD)))
    assert office.get(f"/office/inspections/{cast.inspection}").text.count("号记录") == 2
    twice = soup(office.post(address(cast), typed((SQUARE, CHEN, GOOD), (SQUARE, CHEN, GOOD))))
    assert "和第1行是同一位代表" in twice.select_one("#e2-deputy").text


def test_nobody_types_into_another_town_or_for_another_group(office, other_office, wang, cast):
    assert other_office.get(address(cast)).status_code == 404
    assert other_office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 404
    assert wang.get(address(cast)).status_code in (302, 303)
    stranger = soup(office.post(address(cast), typed((STREET, "赵大山（第二代表小组）", GOOD))))
    assert "请选代表" in stranger.select_one("#e1-deputy").text


def test_the_browser_is_told_which_page_the_server_has_taken(office, cast):
    """It keeps what is typed; see tests/phone/test_kept_at_the_desk.py."""
    row = (STREET, WANG, GOOD)
    for refused in (typed((STREET, "", GOOD), kept="a1b2"), typed(row, kept="a1b2", do="more")):
        page = soup(office.post(address(cast), refused))
        form = page.select_one("form[data-kept]")
        assert form.select_one("[name=kept]")["value"] == "a1b2" and "data-unsaved" in form.attrs
        assert "data-taken" not in page.body.attrs
    taken = office.get(office.post(address(cast), typed(row, kept="a1b2")).location)
    assert soup(taken).body["data-taken"] == "a1b2"
    account = soup(taken).body
    assert account["data-town"] == str(cast.jia) and account["data-account"]
    form = soup(taken).select_one("form[data-kept]")
    assert form.select_one("[name=kept]")["value"] == "" and "data-unsaved" not in form.attrs
    for odd in ("../x", "a&b=1", "A", "a" * 21):
        assert "taken" not in office.post(address(cast), typed(row, kept=odd)).location


def test_a_phone_that_is_faster_than_the_row_is_told_and_nothing_is_half_entered(
    monkeypatch, office, wang, cast
):
    def then_the_phone_hands_in(*arguments, **more):
        ready = check(*arguments, **more)
        with ThreadPoolExecutor(1) as phone:
            phone.submit(send, wang, cast).result()
        return ready

    monkeypatch.setattr(entry_views, "check", then_the_phone_hands_in)
    rows = [(SQUARE, CHEN, GOOD), (STREET, WANG, GOOD)]
    answer = office.post(address(cast), typed(*rows))

    assert answer.status_code == 422 and "已有第1号记录" in answer.text
    assert "代录" not in board(office, cast) and "请选一份" not in wang.get("/d/").text


def test_the_records_page_has_the_codes_of_the_paper_form(office, wang, cast):
    office.post(address(cast), typed((STREET, WANG, GOOD)))
    page = soup(office.get("/office/records/" + record_id(office, cast)))
    assert [head.text.split(".")[0] for head in page.select("tbody th")][:3] == ["1", "2", "3"]
    assert "1. 没有成堆垃圾" in page.select_one(".finding").text


def test_more_rows_are_given_and_nothing_typed_is_lost(office, cast):
    page = soup(office.post(address(cast), typed((STREET, WANG, {"heap": "2 村口"}), do="more")))
    assert page.select_one("#c1-heap")["value"] == "2 村口"
    assert page.select_one("#c1-deputy")["value"] == WANG
    assert len(page.select(".grid tbody tr")) == 9 and not page.select(".error-summary")
    assert "还没有记录" in board(office, cast)


def test_all_a_paper_says_of_a_place_reaches_the_finding(office, cast):
    row = (STREET, WANG, {**GOOD, "heap": "2 村口一堆【重大】【3处】【建议：三天内清走】"})
    office.post(address(cast), typed(row))
    text = office.get("/office/records/" + record_id(office, cast)).text
    assert "村口一堆" in text and "3处" in text and "三天内清走" in text and "重大" in text


def test_what_the_deputy_withdrew_is_not_typed_in_again_behind_the_deputys_back(
    app, office, wang, cast
):
    row = (STREET, WANG, GOOD)
    office.post(address(cast), typed(row))
    wang.post(f"/d/records/{record_id(office, cast)}/withdraw")
    page = soup(office.post(address(cast), typed(row)))
    told = page.select_one("#e1-deputy").text
    assert "代表撤回了这份记录（第1号）。要算数请由代表或联络员在手机上重新提交" in told
    set_state(app, cast, "closed")
    page = soup(office.post(address(cast), typed(row)))
    assert "要算数请先“撤销结束”，再由代表" in page.select_one("#e1-deputy").text


def test_the_chair_prints_and_reads_but_types_nothing_in(app, cast, office):
    with db.writing(app.extensions["database"]) as session:
        session.add(
            people.Account(
                town_id=cast.jia,
                login="主席",
                name="马主席",
                role=Role.CHAIR,
                password_hash=PASSWORD_HASH,
            )
        )
    chair = Person(app).log_in("主席")
    assert chair.get(address(cast, "paper")).status_code == 200
    assert "录入填好的纸质表" not in chair.get(f"/office/inspections/{cast.inspection}").text
    for answer in (
        chair.get(address(cast)),
        chair.post(address(cast), typed((STREET, WANG, GOOD))),
        chair.get(address(cast, "entry.xlsx")),
        chair.post(address(cast, "entry.xlsx")),
    ):
        assert answer.status_code == 403


def test_a_draft_on_the_deputys_phone_stays_when_the_office_types_the_paper_in(office, wang, cast):
    wang.put(
        form_url(cast) + "/draft", {"device": "phone", "item-heap": "pass", "suggestion": "修桥"}
    )
    assert office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 303
    page = office.get(f"/office/records/{record_id(office, cast)}")
    assert "没有交上来的草稿" in page.text and "修桥" in page.text
