"""Counted places (每处扣分) as people write them: no finding, word or photo of theirs is lost."""

from uuid import uuid4

import pytest

from inspect_app.records.forms.record_form import filled_form
from tests.cast import checklist_from
from tests.checklist.every_kind import EVERY_KIND
from tests.records.filling import form_url
from tests.records.sending import send, take_photo
from tests.records.versions import use_at_first_site, version_of
from tests.soup import soup
from tests.workbook_lint import read_workbook

PLACES = {"item-bins-0-description": "村口一堆", "item-bins-1-description": "桥头也有"}


@pytest.fixture
def counting(app, cast):
    """The first site is looked at with a checklist that counts places."""
    use_at_first_site(app, cast, EVERY_KIND)


def findings(office, receipt):
    page = soup(office.get(receipt.replace("/d/", "/office/")))
    return [one.h3.get_text(strip=True) for one in page.select("article.finding")]


def bins(*fields):
    form = filled_form(EVERY_KIND, list(fields))
    form.forgive_harmless_mistakes()
    return form.counted_answers().get("bins"), form.mistakes.get("bins")


@pytest.mark.parametrize("written", [
    "2", "２处", "2个", "2 处", "两处", "二处", "2堆", "两堆左右", "约2处", "大约两个地方", "共2处", "贰处",
    "2处。", "2袋", "2个点", "有两处",
])  # fmt: skip
def test_a_count_in_peoples_words_is_read_as_on_paper(written):
    answer, mistake = bins(("item-bins", written), *PLACES.items())
    assert (answer.value, answer.words, len(answer.places), mistake) == (2.0, "", 2, None)


@pytest.mark.parametrize(
    "written",
    ["1.5", "1000", "-1", "好几处", "两三处", "2-3处", "村口和桥头", "2个桶", "2车", "三处半"],
)
def test_where_a_count_cannot_be_read_the_written_places_are_counted(written):
    answer, mistake = bins(("item-bins", written), *PLACES.items())
    assert (answer.value, answer.words, mistake) == (2.0, written, None)
    assert [place.description for place in answer.places] == list(PLACES.values())


def test_a_photo_alone_is_a_place_and_a_preset_severity_is_none():
    photo = str(uuid4())
    answer, _ = bins(
        ("item-bins", "很多"), ("item-bins-0-photo", photo), ("item-bins-0-severity", "minor"),
        ("item-bins-1-severity", "minor"),
    )  # fmt: skip
    assert answer.value == 1.0 and [place.photos for place in answer.places] == [(photo,)]


def test_words_without_a_place_stay_words():
    answer, mistake = bins(("item-bins", "很多"), ("item-bins-0-severity", "minor"))
    assert (answer.value, answer.places, answer.words, mistake) == (None, (), "很多", None)


def test_a_required_count_in_words_is_answered_by_its_places():
    item = {"id": "bins", "kind": "deduction", "question": "垃圾外溢几处？", "category": "垃圾外溢",
            "points": 10, "each": 1, "required": True}  # fmt: skip
    checklist = checklist_from(
        {
            "id": "a",
            "title": "a",
            "topic": "a",
            "sections": [{"id": "a", "title": "a", "items": [item]}],
        }
    )
    assert not filled_form(checklist, [("item-bins", "好几处"), *PLACES.items()]).mistakes
    assert "bins" in filled_form(checklist, [("item-bins", "好几处")]).mistakes


def test_the_phones_words_become_findings_with_their_photos_and_are_told(
    wang, office, cast, counting
):
    record, photo = str(uuid4()), str(uuid4())
    take_photo(wang, record, photo)
    said = {"item-heap": "pass", "item-bins": "好几处", **PLACES, "item-bins-0-photo": photo}
    answer = send(wang, cast, said, record).json
    assert answer["state"] == "submitted"
    assert findings(office, answer["receipt"]) == ["一般村口一堆", "一般桥头也有"]

    office_page = soup(office.get(answer["receipt"].replace("/d/", "/office/")))
    assert len(office_page.select("article.finding .thumbs img")) == 1
    receipt = soup(wang.get(answer["receipt"])).get_text()
    assert "写的是“好几处”，按写了情况的2处记" in receipt
    assert "写的是“好几处”，按写了情况的2处记" in office_page.get_text()
    address = f"/office/inspections/{cast.inspection}/workbook.xlsx"
    sheet = read_workbook(office.get(address).data)["检查记录"]
    assert "2处（写的是“好几处”）" in [cell for row in sheet.values for cell in row]


def test_a_count_that_was_read_from_words_is_told_in_digits(wang, cast, counting):
    answer = send(wang, cast, {"item-heap": "pass", "item-bins": "两处", "item-cleaners": "3"}).json
    page = soup(wang.get(answer["receipt"])).get_text()
    assert "写的是“两处”，记作2处" in page and "“3”" not in page


def test_without_scripts_a_count_out_of_range_is_told_and_everything_typed_is_kept(
    wang, cast, counting
):
    said = {"do": "submit", "item-heap": "pass", "item-bins": "1000", **PLACES}
    answer = wang.post(form_url(cast), said)
    assert answer.status_code == 422 and "请填 0 到 999 之间的整数" in answer.text
    assert "桥头也有" in answer.text
    assert wang.post(form_url(cast), {**said, "item-bins": "两处"}).status_code == 303


@pytest.mark.parametrize(
    ("typed", "words"), [(None, ""), ("", ""), (" ", ""), ("1", "1"), ("一处", "一处")]
)
def test_places_that_are_described_count_though_fewer_were_typed(typed, words):
    fields = [] if typed is None else [("item-bins", typed)]
    answer, mistake = bins(*fields, *PLACES.items())
    assert (answer.value, answer.words, mistake) == (2.0, words, None)
    assert [place.description for place in answer.places] == list(PLACES.values())


def test_more_places_than_are_described_may_be_typed():
    answer, _ = bins(("item-bins", "5"), *PLACES.items())
    assert (answer.value, answer.words, len(answer.places)) == (5.0, "", 2)


@pytest.mark.parametrize(("typed", "told"), [
    ("", "没有写几处，按写了情况的2处记"),
    ("1", "写的是“1”，按写了情况的2处记"),
    ("0", "写的是“0”，按写了情况的2处记"),
])  # fmt: skip
def test_described_places_become_findings_whatever_number_was_typed_and_are_told(
    wang, office, cast, counting, typed, told
):
    said = {"item-heap": "pass", "item-bins": typed, **PLACES}
    answer = send(wang, cast, said).json
    assert findings(office, answer["receipt"]) == ["一般村口一堆", "一般桥头也有"]
    assert told in soup(wang.get(answer["receipt"])).get_text()
    assert told in soup(office.get(answer["receipt"].replace("/d/", "/office/"))).get_text()


def test_without_scripts_places_are_counted_that_were_only_described(wang, office, cast, counting):
    said = {"do": "submit", "item-heap": "pass", "item-bins": "", **PLACES}
    answer = wang.post(form_url(cast), said)
    assert answer.status_code == 303
    assert findings(office, answer.location) == ["一般村口一堆", "一般桥头也有"]


@pytest.mark.parametrize(("item", "given"), [
    ("bins", "0"), ("bins", "没有"), ("heap", "pass"), ("heap", "na"), ("board", "pass"), ("happy", "good"),
    ("board", ""), ("happy", ""),
])  # fmt: skip
def test_without_scripts_what_is_described_of_no_failure_is_asked_about(
    wang, office, cast, counting, item, given
):
    described = {f"item-{item}-0-description": "村口老槐树下"}
    said = {"do": "submit", "item-heap": "pass", f"item-{item}": given, **described}
    answer = wang.post(form_url(cast), said)
    assert answer.status_code == 422 and "村口老槐树下" in answer.text
    error = soup(answer).select_one(f"#item-{item}-error").get_text()
    assert "写了情况" in error
    page = soup(wang.get(form_url(cast)))
    assert page.select_one(f"[name=item-{item}-0-description]").get_text() == "村口老槐树下"


@pytest.mark.parametrize("item", ["board", "happy"])
def test_what_a_phone_describes_without_an_answer_is_told_to_deputy_and_office(
    wang, office, cast, counting, item
):
    described = {f"item-{item}-0-description": "村口老槐树下"}
    answer = send(wang, cast, {"item-heap": "pass", **described}).json
    assert answer["state"] == "submitted" and findings(office, answer["receipt"]) == []
    told = "写的“村口老槐树下”没有记成问题，因为没有回答"
    for page in (
        wang.get(answer["receipt"]),
        office.get(answer["receipt"].replace("/d/", "/office/")),
    ):
        assert told in soup(page).get_text()


def test_what_was_described_is_not_passed_with_the_rest(wang, cast, counting):
    said = {
        "do": "rest-look",
        "item-bins-0-description": "村口",
        "item-board-0-description": "墙上",
    }
    wang.post(form_url(cast), said)
    page = soup(wang.get(form_url(cast)))
    assert page.select_one("#item-bins-value")["value"] == ""
    assert not page.select("#item-board input[type=radio][value=pass][checked]")
    assert page.select("#item-heap input[type=radio][value=pass][checked]")


@pytest.mark.parametrize(
    "written", ["没有", "无", "没", "没发现", "未发现", "没有发现", "０", "零处", "0个点", "没有。"]
)
def test_none_in_words_is_a_count_of_no_places(written):
    answer, mistake = bins(("item-bins", written))
    assert (answer.value, answer.places, answer.words, mistake) == (0.0, (), "", None)


def test_words_behind_a_count_on_a_phone_are_the_finding(wang, office, cast, counting):
    answer = send(wang, cast, {"item-heap": "pass", "item-bins": "3处 村口一堆"}).json
    assert findings(office, answer["receipt"]) == ["一般村口一堆"]
    receipt = soup(wang.get(answer["receipt"])).get_text()
    assert "写的是“3处 村口一堆”，记作3处" in receipt


@pytest.mark.parametrize("more", [{}, {"item-happy": "good"}])
def test_without_scripts_words_under_a_question_that_is_not_asked_are_asked_about(
    wang, cast, counting, more
):
    """Its box stands there; with scripts the tap that hides it takes back what it holds."""
    said = {"do": "submit", "item-heap": "pass", "item-why": "没人扫", **more}
    answer = wang.post(form_url(cast), said)
    assert answer.status_code == 422
    error = soup(answer).select_one("#item-why-error").get_text()
    assert "“群众满意吗？”没有答“不满意”" in error and "没人扫" in answer.text
    assert wang.post(form_url(cast), {**said, "item-why": ""}).status_code == 303


def test_a_trial_asks_about_words_under_a_question_that_is_not_asked(app, office, cast, counting):
    trial = f"/office/checklists/{version_of(app, cast)}"
    answer = office.post(trial, {"do": "submit", "item-heap": "pass", "item-why": "没人扫"})
    assert answer.status_code == 422 and soup(answer).select_one("#item-why-error")
