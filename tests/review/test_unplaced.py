"""What a checklist proposes may be nobody: 经营户. The office gives all such findings on at once."""

import pytest

from inspect_app import db
from inspect_app.people.models import ResponsibleUnit
from tests.records.filling import ALL_PASS, submitted
from tests.records.versions import publish_changed
from tests.review.reviewing import listing
from tests.soup import soup


def shops(raw) -> None:
    for item in raw["sections"][0]["items"][:2]:
        item["responsible"] = ["经营户", "房东"]


@pytest.fixture
def found(app, cast, wang, li):
    """Two findings at one place, one at another, that lead to 经营户; one that leads to nobody."""
    publish_changed(app, cast, shops)
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", "item-bin": "fail"})
    submitted(li, cast, {**ALL_PASS, "item-heap": "fail", "item-ditch": "fail"}, site=1)


def shown(office, cast) -> dict[str, dict[str, list[str]]]:
    """What is asked about findings that lead to nobody: the question, and what pressing sends."""
    asked = {}
    for form in soup(office.get(listing(cast))).select("#unplaced form"):
        sent: dict[str, list[str]] = {}
        for field in form.select("input[name]"):
            sent.setdefault(field["name"], []).append(field.get("value", ""))
        asked[form.label.text] = sent
    return asked


def units(raw) -> list[str]:
    raw.rollback()
    rows = raw.execute("SELECT coalesce(reviewed_unit, own_unit) FROM finding ORDER BY id")
    return [unit for (unit,) in rows]


def test_a_word_is_nobody_to_hand_a_finding_to(office, cast, found, raw):
    assert units(raw) == ["", "", "", ""]
    assert list(shown(office, cast)) == ["“经营户”的 3 条都交给", "没有写责任单位的 1 条都交给"]


def test_all_findings_of_a_word_are_given_to_one_unit_in_one_step(office, cast, found, raw):
    sent = shown(office, cast)["“经营户”的 3 条都交给"]
    answer = office.post(listing(cast), {**sent, "unit": "镇应急管理所"})
    assert answer.status_code == 303
    assert sorted(units(raw)) == ["", "镇应急管理所", "镇应急管理所", "镇应急管理所"]
    assert list(shown(office, cast)) == ["没有写责任单位的 1 条都交给"]
    assert raw.execute("SELECT count(DISTINCT state) FROM finding").fetchone() == (1,), "no review"

    page = soup(office.get(listing(cast)))
    office.post(page.select_one("form.last-act")["action"])
    assert units(raw) == ["", "", "", ""], "and it can be taken back"


def test_who_answers_for_the_unit_is_named_with_it_and_taken_back_with_it(
    app, office, cast, found, raw
):
    with db.writing(app.extensions["database"]) as session:
        session.query(ResponsibleUnit).one().responsible_person = "刘强"
    sent = shown(office, cast)["“经营户”的 3 条都交给"]
    office.post(listing(cast), {**sent, "unit": "镇村镇建设办公室"})
    persons = "SELECT count(*) FROM finding WHERE responsible_person = '刘强'"
    raw.rollback()
    assert raw.execute(persons).fetchone() == (3,)
    office.post(soup(office.get(listing(cast))).select_one("form.last-act")["action"])
    raw.rollback()
    assert raw.execute(persons).fetchone() == (0,)


def test_a_unit_near_one_of_the_roster_is_asked_about_where_it_was_typed(office, cast, found, raw):
    sent = shown(office, cast)["“经营户”的 3 条都交给"]
    refused = office.post(listing(cast), {**sent, "unit": "村镇建设办"})
    assert refused.status_code == 422
    told = soup(refused).select_one(".error-summary").text
    assert "名册里没有“村镇建设办”。是“镇村镇建设办公室”吗？" in told
    typed = [one["value"] for one in soup(refused).select("#unplaced [list]")]
    assert typed == ["村镇建设办", ""] and units(raw) == ["", "", "", ""]


def test_a_refused_unit_leaves_nothing_unsaved_in_the_form_that_changes_several(
    office, cast, found
):
    sent = shown(office, cast)["“经营户”的 3 条都交给"]
    here = soup(office.post(listing(cast), {**sent, "unit": "村镇建设办"}))
    typed = {"finding": sent["finding"], "unit": "村镇建设办", "severity": "", "do": "save"}
    several = soup(office.post(listing(cast), typed))
    forms = [page.select_one("#batch") for page in (here, several)]
    assert ["data-unsaved" in form.attrs for form in forms] == [False, True]
    assert [form.select_one("#batch-unit")["value"] for form in forms] == ["", "村镇建设办"]
    assert [len(form.select("[name=finding][checked]")) for form in forms] == [0, 3]


def test_a_unit_that_answers_for_the_word_by_now_is_proposed(app, office, cast, found):
    with db.writing(app.extensions["database"]) as session:
        session.add(ResponsibleUnit(town_id=cast.jia, name="镇应急所", answers_for=["经营户"]))
    assert shown(office, cast)["“经营户”的 3 条都交给"]["unit"] == ["镇应急所"]


def test_words_that_findings_of_before_carry_as_their_unit_are_given_on_too(
    office, cast, found, raw
):
    raw.execute("UPDATE finding SET own_unit = '经营户' WHERE item_id = 'heap'")
    raw.commit()
    assert "“经营户”的 3 条都交给" in shown(office, cast)


def test_the_finding_itself_says_whom_the_checklist_meant(office, cast, found):
    assert "清单里写的是经营户、房东，镇里没有这样的单位" in office.get("/office/findings/1").text
