"""A new version asks less: what was entered under what it has no place for is told in words."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from tests.cast import DRAIN, with_another_option, with_more, without_the_drain
from tests.records.filling import ALL_PASS, form_url, jpeg, submitted
from tests.records.sending import choose_from, send
from tests.records.versions import publish_changed, version_of

ENTERED = {
    **ALL_PASS,
    "item-drain": "fail",
    "item-drain-0-severity": "minor",
    "item-drain-0-description": "桥头堵了",
    "item-wishes": ["road", "smell"],
}


@pytest.fixture
def shrunk(app, wang, cast):
    """王建国 filled a version that asks more than the one his form is of by now."""
    publish_changed(app, cast, with_more)
    wang.put(form_url(cast) + "/draft", {"device": "d", "n": 1, "saves": 0, **ENTERED})
    publish_changed(app, cast, without_the_drain)


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.text, "lxml").main.get_text(" ").split())


def test_the_receipt_and_the_offices_page_say_what_is_asked_no_more(wang, cast, office, shrunk):
    receipt = send(wang, cast, ENTERED).json["receipt"]
    for page in (wang.get(receipt), office.get(receipt.replace("/d/", "/office/"))):
        said = text_of(page)
        assert "下水道畅通？（这一问已取消） 不符合；一般，桥头堵了" in said
        assert "最盼着改什么？（这个选项已取消） 臭味" in said
        assert "没有填好" not in said, "nothing more is to be answered"


def test_what_the_older_form_says_and_the_newer_one_drops_is_named(app, wang, cast, office):
    """Begun on the first version, handed in when there is a second."""
    publish_changed(app, cast, with_more)
    older = version_of(app, cast)
    publish_changed(app, cast, without_the_drain)
    answer = send(wang, cast, {**ENTERED, "version": older})
    for page in pages_of(wang, office, answer):
        said = text_of(page)
        assert "填过的“下水道畅通？”“最盼着改什么？”新清单里没有地方填了，没有丢" in said
        assert "“没有成堆垃圾?”" not in said
    other = send(wang, cast, {**ALL_PASS, "version": older}, site=1)
    assert "没有地方填了" not in text_of(wang.get(other.json["receipt"])), (
        "nothing was entered there"
    )


def test_the_options_that_remain_count(wang, cast, office, shrunk):
    receipt = send(wang, cast, ENTERED).json["receipt"]
    page = BeautifulSoup(office.get(receipt.replace("/d/", "/office/")).text, "lxml")
    (row,) = (one for one in page.select("tr") if "最盼着改什么" in one.get_text())
    assert row.select("td")[-1].get_text(strip=True) == "修路"


def test_an_only_choice_that_is_gone_is_missed_where_an_answer_is_due(app, wang, cast):
    publish_changed(app, cast, with_more)
    publish_changed(
        app,
        cast,
        lambda raw: (without_the_drain(raw), raw["sections"][2]["items"][-1].update(required=True)),
    )
    answer = send(wang, cast, {**ALL_PASS, "item-wishes": "smell"})
    said = text_of(wang.get(answer.json["receipt"]))
    assert answer.json["state"] == "incomplete" and "最盼着改什么？ 请点一个回答" in said
    assert "最盼着改什么？（这个选项已取消） 臭味" in said


def test_a_photo_under_a_question_that_is_gone_is_shown(app, wang, cast, office):
    photo = str(uuid4())
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    publish_changed(app, cast, lambda raw: raw["sections"][1]["items"].pop(1))
    receipt = send(wang, cast, {**ALL_PASS, "item-seen": photo}).json["receipt"]
    for page in (wang.get(receipt), office.get(receipt.replace("/d/", "/office/"))):
        assert "全景照片（这一问已取消） 照片1张" in text_of(page)
        assert f"{photo}?thumb=1" in page.text


def test_without_scripts_the_form_tells_it_and_hands_it_in(wang, cast, office, shrunk):
    form = BeautifulSoup(wang.get(form_url(cast)).text, "lxml").select_one("#fill")
    assert "桥头堵了" in form.get_text() and "臭味" in form.get_text()
    kept = along(form)
    assert ("item-drain-0-severity", "minor") in kept
    fields = {name: value for name, value in kept} | {**ALL_PASS, "item-wishes": ["road", "smell"]}
    assert ("item-wishes", "smell") in kept and ("item-wishes", "road") not in kept
    receipt = submitted(wang, cast, {"saves": 1, **fields}).location
    page = office.get(receipt.replace("/d/", "/office/"))
    assert "桥头堵了" in text_of(page) and "臭味" in text_of(page)


def along(form) -> list[tuple[str, str]]:
    assert not form.select("noscript input"), "a script that is lost takes nothing with it"
    return [(one["name"], one["value"]) for one in form.select("input[data-along]")]


def with_retired_choice(app, wang, cast):
    """Return what the form of one whose only answer was dropped sends, besides what is answered."""
    sent = {"device": "d", "n": 1, "saves": 0, **ALL_PASS, "item-happy": "no", "item-why": "没人扫"}
    assert wang.put(form_url(cast) + "/draft", sent).status_code == 200
    publish_changed(app, cast, with_another_option)
    form = BeautifulSoup(wang.get(form_url(cast)).text, "lxml").select_one("#fill")
    names = [one.get("name") for one in form.select("[name]")]
    assert names.index("item-happy") < len(names) - 1 - names[::-1].index("item-happy")
    assert along(form) == [("item-happy", "no")]
    rest = {name: value for name, value in ALL_PASS.items() if name != "item-happy"}
    return {**rest, "saves": 1, "item-why": "没人扫"}


def test_without_scripts_an_only_answer_that_is_gone_goes_along(app, wang, cast):
    page = submitted(wang, cast, {**with_retired_choice(app, wang, cast), "item-happy": ["no"]})
    assert page.status_code == 422 and "不满意" in text_of(page)
    form = BeautifulSoup(page.text, "lxml").select_one("#fill")
    assert along(form) == [("item-happy", "no")], "still there"


def test_without_scripts_a_new_answer_takes_its_place(app, wang, cast, office):
    answered = {"item-happy": ["yes", "no"], "item-why": ""}
    sent = {**with_retired_choice(app, wang, cast), **answered}
    receipt = submitted(wang, cast, sent).location
    for page in (wang.get(receipt), office.get(receipt.replace("/d/", "/office/"))):
        assert page.status_code == 200 and "已取消）" not in page.text


def test_contents_that_differ_only_in_what_is_gone_are_both_kept_and_told(wang, cast, shrunk):
    send(wang, cast, ENTERED)
    other = {**ENTERED, "item-drain-0-description": "村口堵了"}
    receipt = send(wang, cast, other).json["receipt"]
    said = text_of(wang.get(receipt + "/choose"))
    assert "桥头堵了" in said and "村口堵了" in said
    choose_from(wang, receipt, 1)
    assert "村口堵了" in text_of(wang.get(receipt))


def product_is_updated(raw) -> None:
    """The product of before left what is gone out of the hash it kept; others may differ else."""
    for table in ("record", "record_revision"):
        raw.execute(f"UPDATE {table} SET content_hash = 'kept ' || rowid WHERE content_hash > ''")
    raw.commit()


def test_sent_again_after_an_update_of_the_product_it_gets_the_same_receipt(
    raw, wang, cast, office, shrunk
):
    first = send(wang, cast, ENTERED).json
    product_is_updated(raw)
    assert send(wang, cast, ENTERED, record=first["sent"]).json == first
    assert "请选一份" not in wang.get("/d/").text

    corrected = {**ENTERED, "item-drain-0-description": "村口堵了", "base": 1}
    second = send(wang, cast, corrected, record=first["sent"])
    product_is_updated(raw)
    for sent in (ENTERED, corrected):
        assert send(wang, cast, sent, record=first["sent"]).json == second.json
    assert "请选一份" not in wang.get("/d/").text
    said = text_of(office.get(first["receipt"].replace("/d/", "/office/")))
    assert "村口堵了" in said and "等代表选定" not in said


def test_what_differs_after_an_update_of_the_product_is_kept_beside(raw, wang, cast, shrunk):
    send(wang, cast, ENTERED)
    product_is_updated(raw)
    receipt = send(wang, cast, {**ENTERED, "item-drain-0-description": "村口堵了"}).json["receipt"]
    said = text_of(wang.get(receipt + "/choose"))
    assert "桥头堵了" in said and "村口堵了" in said


def test_what_no_version_ever_asked_is_told_as_it_came(wang, cast):
    receipt = send(wang, cast, {**ALL_PASS, "item-nonsense": "一句话"}).json["receipt"]
    assert "清单里没有的一问 一句话" in text_of(wang.get(receipt))


def test_what_hangs_on_an_option_that_is_gone_is_told_with_it(app, wang, cast, office):
    publish_changed(app, cast, with_another_option)
    photo = str(uuid4())
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    place = {"item-happy-0-description": "路灯坏了三盏", "item-happy-0-photo": photo}
    fields = {**ALL_PASS, "item-happy": "no", **place, "item-why": "没人扫"}
    for page in pages_of(wang, office, send(wang, cast, fields)):
        said = text_of(page)
        assert "群众满意吗?（这个选项已取消） 不满意；一般，路灯坏了三盏，照片1张" in said
        assert "为什么不满意?（另一版清单里问的） 没人扫" in said
        assert f"{photo}?thumb=1" in page.text
    wang.put(form_url(cast) + "/draft", {"n": 1, "saves": 0, "base": 1, **fields})
    assert "不满意；一般，路灯坏了三盏" in text_of(wang.get(form_url(cast) + "?correct=1"))


def test_what_another_version_would_have_asked_is_told(app, wang, cast, office):
    hidden = {**DRAIN, "show_if": {"item": "happy", "in": ["no"]}}
    publish_changed(app, cast, lambda raw: raw["sections"][2]["items"].append(DRAIN))
    publish_changed(app, cast, lambda raw: raw["sections"][2]["items"].append(hidden))
    fields = {**ALL_PASS, "item-drain": "fail", "item-drain-0-description": "桥头堵了"}
    for page in pages_of(wang, office, send(wang, cast, fields)):
        assert "下水道畅通？（另一版清单里问的） 不符合；一般，桥头堵了" in text_of(page)


def test_what_the_deputy_took_back_is_not_told(app, wang, cast, office):
    publish_changed(app, cast, lambda raw: None)
    fields = {**ALL_PASS, "item-heap-0-description": "又没有了", "item-why": "没人扫"}
    for page in pages_of(wang, office, send(wang, cast, fields)):
        assert "又没有了" not in page.text and "没人扫" not in page.text


@pytest.mark.parametrize("first, second", [(True, False), (False, True)])
def test_what_comes_under_a_note_is_told_as_it_came(app, wang, cast, office, first, second):
    for has_note in (first, second):
        publish_changed(
            app, cast, lambda raw, has_note=has_note: add_note(raw) if has_note else None
        )
    answer = send(
        wang, cast, {**ALL_PASS, "item-hint": "一句话", "item-hint-0-description": "又一句"}
    )
    for page in pages_of(wang, office, answer):
        assert "一句话；又一句" in text_of(page)
    wang.put(form_url(cast) + "/draft", {"n": 1, "saves": 0, "base": 1, "item-hint": "一句话"})
    assert wang.get(form_url(cast) + "?correct=1").status_code == 200


def add_note(raw) -> None:
    note = {"id": "hint", "kind": "note", "question": "先看一圈"}
    raw["sections"][2]["items"].append(note)


def pages_of(wang, office, answer):
    """Read the receipt and the office's page of what was sent."""
    receipt = answer.json["receipt"]
    pages = [wang.get(receipt), office.get(receipt.replace("/d/", "/office/"))]
    assert [page.status_code for page in pages] == [200, 200]
    return pages


@pytest.mark.parametrize(
    "value", [" ", "\t", "nan", "inf", "-1", "1e999", "不是选项", "[]", "\x00"]
)
def test_whatever_the_fields_hold_is_read_by_everybody(app, wang, cast, office, value):
    publish_changed(app, cast, with_more)
    publish_changed(app, cast, lambda raw: (without_the_drain(raw), add_note(raw)))
    items = ["heap", "days", "seen", "happy", "why", "drain", "wishes", "hint", "", "ditch"]
    fields = {f"item-{item}": value for item in items}
    parts = ["description", "severity", "suggestion", "amount", "photo", "x"]
    places = {
        f"item-{item}-{n}-{part}": value for item in items for n in (0, "x") for part in parts
    }
    pages_of(wang, office, send(wang, cast, {**fields, **places, "item--": value, "item-": value}))
    failing = {**fields, "item-heap": "fail", "item-ditch": "fail", "item-happy": "no"}
    pages_of(wang, office, send(wang, cast, {**failing, **places}, site=1))
    assert wang.get(form_url(cast) + "?correct=1").status_code == 200


def test_a_checklist_that_never_changed_says_nothing_of_it(wang, cast):
    assert "已取消" not in wang.get(form_url(cast) + "/blank").text
    assert "已取消" not in wang.get(send(wang, cast).json["receipt"]).text
