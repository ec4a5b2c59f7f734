"""What the office downloads: the addresses, what is made in the background, CSV."""

import csv
import io

from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.reports.models import unfinished_jobs


def files(cast) -> str:
    return f"/office/inspections/{cast.inspection}/files"


def make_what_waits(app) -> None:
    """Do the work of the process that ``flask serve`` has for it; see test_background."""
    maker = app.extensions["maker"]
    maker.folder.mkdir(exist_ok=True)
    with db.reading(maker.database):
        waiting = unfinished_jobs()
    for job in waiting:
        maker.make(job.town_id, job.id)


def addresses(page: BeautifulSoup) -> list[str]:
    """Return where every download of the page leads that is not made in the background."""
    found = [link["href"] for link in page.select(".papers a") if "unit=" in link["href"]]
    for form in page.select(".papers form:not([method])"):
        hidden = [f"{one['name']}={one['value']}" for one in form.select("input[type=hidden]")]
        found.append(f"{form['action']}?{'&'.join(hidden)}")
    return found


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content[3:].decode(), newline=""), strict=True))
