"""The office's review by its pages: the list, the form of one finding, what was changed in it."""

from datetime import date, datetime

from inspect_app.settings import ZONE
from tests.soup import soup

DUE = date(datetime.now(ZONE).year + 1, 1, 31)  # after whatever day it is found on


def listing(cast) -> str:
    return f"/office/inspections/{cast.inspection}/findings"


def numbers(office, cast, query="") -> list[int]:
    """Return the numbers of the findings that the list shows."""
    page = soup(office.get(listing(cast) + query))
    return [int(link.text) for link in page.select("table.reviewed tbody td.num a")]


def fields(office, number: int) -> dict[str, str]:
    """Return what the form of one finding holds."""
    return fields_of(soup(office.get(f"/office/findings/{number}")))


def fields_of(page) -> dict[str, str]:
    form = page.select_one("#review")
    held = {one["name"]: one.get("value", "") for one in form.select("input:not([type=radio])")}
    held |= {one["name"]: one.text for one in form.select("textarea")}
    chosen = form.select_one("#severity option[selected]")
    return {**held, "severity": chosen["value"]}


def save(office, number: int, **changes):
    return office.post(f"/office/findings/{number}", {**fields(office, number), **changes})


def history(office, number: int) -> list[list[str]]:
    rows = soup(office.get(f"/office/findings/{number}")).select("#history ~ .scroll tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


def batch(office, cast, query="") -> dict[str, str]:
    """Return what the form of many findings says of what was on the screen."""
    form = soup(office.get(listing(cast) + query)).select_one("#batch")
    return {one["name"]: one["value"] for one in form.select("input[type=hidden]")}


def state_of(office, number: int) -> str:
    return soup(office.get(f"/office/findings/{number}")).select_one("h1 .state").text.strip()
