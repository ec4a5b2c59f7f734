"""Somebody who uses the pages as they are: by their own forms and buttons, without a browser."""

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.person import Person
from tests.soup import soup


class Walker(Person):
    """Somebody who takes the pages' own buttons."""

    def __init__(self, person: Person) -> None:
        self.client = person.client

    def press(self, path: str, words: str, **typed: object) -> TestResponse:
        """Press the button of these words on a page; see what comes."""
        form, button = form_of(soup(self.get(path)), words)
        sent = {**fields_of(form), button.get("name", ""): button.get("value", ""), **typed}
        sent.pop("", None)
        answer = self.post(form.get("action") or path, sent)
        assert answer.status_code in (200, 303), answer.text
        return self.get(answer.location) if answer.status_code == 303 else answer


def form_of(page: BeautifulSoup, words: str) -> tuple[Tag, Tag]:
    buttons = page.select("form[method=post] button")
    button = next(one for one in buttons if words in one.get_text())
    return button.find_parent("form"), button


def fields_of(form: Tag) -> dict[str, list[str]]:
    """Return what a browser sends of a form as it stands, without its buttons and files."""
    sent: dict[str, list[str]] = {}
    for one in form.select("input[name], select[name], textarea[name]"):
        if one.get("type") == "file" or (
            one.get("type") in ("checkbox", "radio") and not one.has_attr("checked")
        ):
            continue
        if one.name == "select":
            value = value_of(one.select_one("option[selected]") or one.option)
        else:
            value = one.text if one.name == "textarea" else one.get("value", "")
        sent.setdefault(one["name"], []).append(value)
    return sent


def value_of(choice: Tag) -> str:
    return choice.get("value", choice.text)
