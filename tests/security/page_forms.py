"""What the product's pages send to each address, by their forms and links."""

from collections import defaultdict
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup
from werkzeug.exceptions import HTTPException

from tests.security.asking import WHO, may
from tests.security.rows import ROWS
from tests.security.world import World

AskedFields = list[tuple[str, bytes]]


def asked_on_pages(world: World) -> dict[str, AskedFields]:
    """Return what the product's pages send to each address, by its endpoint."""
    found: dict[str, AskedFields] = defaultdict(list)
    for who in (*WHO, "chen"):  # who has handed in is shown the receipt, 陈志强 the form
        for rule, _ in world.rules(("GET",)):
            if rule.endpoint not in ROWS or not may(ROWS[rule.endpoint], who, "wang"):
                continue
            path = world.path(rule, "wang")
            answer = world.ask(who, "GET", path)
            if answer.mimetype == "text/html":
                _note(world, BeautifulSoup(answer.text, "lxml"), path, found)
    # The phone's scripts send the form's fields to the outbox's door.
    for endpoint in ("outbox.take_in", "drafts.save_draft"):
        found[endpoint] = found["records.take_plain_form"]
    return found


def _note(world: World, page: BeautifulSoup, path: str, found: dict[str, AskedFields]) -> None:
    for form in page.find_all("form"):
        method = form.get("method", "get").upper()
        sent = _sent_by(form)
        actions = [one["formaction"] for one in form.find_all(attrs={"formaction": True})]
        for action in (form.get("action") or path, *actions):
            known = found[_endpoint(world, action, method)]
            known += [one for one in sent if one not in known]
    for link in page.find_all("a", href=True):
        known = found[_endpoint(world, link["href"], "GET")]
        asked = [(name, value.encode()) for name, value in parse_qsl(urlsplit(link["href"]).query)]
        known += [one for one in asked if one not in known]


def _sent_by(form) -> AskedFields:
    """Return what a form sends as it stands; of several choices the first."""
    sent: dict[str, str] = {}
    for one in form.find_all(attrs={"name": True}):
        option = one.find("option", selected=True) or one.find("option") or one
        sent.setdefault(one["name"], option.get("value", "") or one.text.strip())
    return [(name, value.encode()) for name, value in sent.items()]


def _endpoint(world: World, address: str, method: str) -> str:
    try:
        routes = world.app.url_map.bind("localhost")
        return str(routes.match(urlsplit(address).path, method=method)[0])
    except HTTPException:
        return ""
