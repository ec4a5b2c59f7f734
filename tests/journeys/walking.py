"""Somebody who uses the pages as they are: by their own forms and buttons, without a browser."""

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.person import Person
from tests.soup import soup


class Walker(Person):
    """Somebody who takes the pages' own buttons; which addresses were opened is remembered."""

    def __init__(self, person: Person) -> None:
        self.client = person.client
        self.been: list[str] = []

    def get(self, path: str, **more: object) -> TestResponse:
        self.been.append(path)
        return super().get(path, **more)

    def press(self, path: str, words: str, near: str = "", **typed: object) -> TestResponse:
        """Press the button of these words on a page, in the row with ``near``; see what comes."""
        return self.send(self.get(path), words, path, near, **typed)

    def send(
        self, page: TestResponse, words: str, path: str, near: str = "", **typed: object
    ) -> TestResponse:
        form, button = form_of(soup(page), words, near)
        sent = {**fields_of(form), button.get("name", ""): button.get("value", ""), **typed}
        sent.pop("", None)
        answer = self.post(form.get("action") or path, sent)
        assert answer.status_code in (200, 303), answer.text
        return self.get(answer.location) if answer.status_code == 303 else answer


def form_of(page: BeautifulSoup, words: str, near: str = "") -> tuple[Tag, Tag]:
    rows = page.select("tr") if near else [page]
    buttons = [
        button
        for row in rows
        for button in row.select("form[method=post] button")
        if near in row.get_text() and words in button.get_text()
    ]
    return buttons[0].find_parent("form"), buttons[0]


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


def option(select: Tag, words: str) -> str:
    """Return the value of the choice that begins with these words."""
    choices = select.select("option")
    return next(value_of(one) for one in choices if one.text.strip().startswith(words))
