"""What a phone puts that cannot be taken: refused by a name that the phone knows, without content."""

from uuid import uuid4

from tests.records.filling import ALL_PASS, form_url, jpeg
from tests.records.sending import send


def test_every_refusal_of_what_a_phone_puts_names_it(app, anybody, wang, cast):
    record, photo = str(uuid4()), str(uuid4())
    gone = wang.put(f"/d/records/{record}", {"assignment": 999})
    assert gone.status_code == 404 and gone.json["sent"] == record
    assert "交给镇人大办" in gone.json["error"]

    nobody = anybody.put(f"/d/records/{record}", {})
    assert nobody.status_code == 403 and nobody.json["sent"] == record
    for data, query in ((b"no picture", f"?record={record}"), (b"", "")):
        refused = wang.put(f"/d/photos/{photo}{query}", data)
        assert refused.status_code in (400, 422)
        assert refused.json["photo"] == photo and refused.json["error"]
    assert wang.put("/d/assignments/999/draft", {}).json["error"]


def puts(wang, cast, record, photo, query=""):
    """Send a record, a photo and a draft; return each answer by the name of what was sent."""
    return {
        ("sent", record): wang.put(f"/d/records/{record}{query}", {"assignment": 1, **ALL_PASS}),
        ("photo", photo): wang.put(f"/d/photos/{photo}{query or '?'}&record={record}", jpeg()),
        ("error", None): wang.put(form_url(cast) + "/draft" + query, ALL_PASS),
    }


def says_what_is_wrong_with(answers, code):
    for (name, sent), answer in answers.items():
        assert answer.status_code == code and any(sign >= "一" for sign in answer.json["error"])
        assert name == "error" or answer.json[name] == sent


def test_who_may_not_put_and_what_cannot_be_taken_is_told_by_name(anybody, wang, cast):
    record, photo = str(uuid4()), str(uuid4())
    says_what_is_wrong_with(puts(anybody, cast, record, photo), 403)
    says_what_is_wrong_with(puts(wang, cast, record, photo, "?deputy=2"), 403)
    not_of_the_town = puts(wang, cast, record, photo, "?for=5")
    del not_of_the_town["photo", photo]  # it is the sender's own, whatever was claimed
    says_what_is_wrong_with(not_of_the_town, 404)
    assert all("不由您填" in answer.json["error"] for answer in not_of_the_town.values())
    foreign = wang.client.put(f"/d/records/{record}", headers={"Origin": "https://example.org"})
    says_what_is_wrong_with({("sent", record): foreign}, 403)
    claims = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    huge = wang.put(f"/d/photos/{photo}?record={record}", jpeg(), environ_overrides=claims)
    says_what_is_wrong_with({("photo", photo): huge}, 413)
    much = send(wang, cast, {**ALL_PASS, "suggestion": "长" * 200_000}, record=record)
    says_what_is_wrong_with({("sent", record): much}, 413)


def test_what_nobody_expected_is_told_by_name_too(app, wang, cast):
    """Rows that cannot be read stand for it: the phone tries again, also after a mistake of ours."""
    record, photo = str(uuid4()), str(uuid4())
    assert wang.put(f"/d/photos/{photo}?record={record}", jpeg()).status_code == 200
    with app.extensions["database"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE inspection SET starts_on = 'nonsense'")
        connection.exec_driver_sql("UPDATE photo SET arrived_at = 'nonsense'")
    says_what_is_wrong_with(puts(wang, cast, record, photo), 500)


def test_a_used_id_of_somebody_else_is_refused_without_content(wang, li, cast):
    record = uuid4()
    send(wang, cast, {**ALL_PASS, "suggestion": "只给我看"}, record=record)
    refused = send(li, cast, record=record)

    assert refused.status_code == 409 and "只给我看" not in refused.text
    assert refused.json["sent"] == str(record)


def test_another_groups_site_is_not_theirs_and_another_towns_is_not_found(zhao, sun, cast):
    assert send(zhao, cast).json["state"] == "late", "the group may have been theirs that day"
    assert zhao.get(form_url(cast)).status_code == 404
    assert send(sun, cast).status_code == 404


def test_somebody_elses_photo_is_not_shown_in_ones_own_record(wang, zhao, cast, office):
    photo = uuid4()
    assert zhao.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 200
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(photo)}
    receipt = send(wang, cast, fields).json["receipt"]

    assert "照片 0/1" in wang.get(receipt).text
    send(wang, cast, {**fields, "highlight": "另一部手机"})
    for page in (receipt.replace("/d/", "/office/"), receipt, receipt + "/choose"):
        assert str(photo) not in (office if "office" in page else wang).get(page).text
