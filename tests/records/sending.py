"""What a phone's outbox sends, records and photos, and the choice between two contents."""

from uuid import uuid4

from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS, jpeg


def send(person, cast, fields=ALL_PASS, record=None, site=0, **more):
    body = {"assignment": cast.assignments[site], "base": 0, **fields, **more}
    return person.put(f"/d/records/{record or uuid4()}", body)


def choose_form(person, receipt, n):
    """Return what the n-th button of the page to choose from sends."""
    form = BeautifulSoup(person.get(receipt + "/choose").text, "lxml").select("form")[n]
    return {field["name"]: field["value"] for field in form.select("input[name], button[name]")}


def choose_from(person, receipt, n):
    return person.post(receipt + "/choose", choose_form(person, receipt, n))


def take_photo(person, record, photo) -> None:
    assert person.put(f"/d/photos/{photo}?record={record}", jpeg()).status_code == 200


def send_photo(person, colour: str) -> str:
    photo = str(uuid4())
    person.put(f"/d/photos/{photo}?record={uuid4()}", jpeg(colour))
    return photo
