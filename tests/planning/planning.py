"""The plan of an inspection: made, changed, begun and cancelled by the office's pages."""

import io
import re

from bs4 import BeautifulSoup
from docx import Document

FACTS = {
    "title": "冬季安全视察", "topic": "安全生产", "kind": "inspection", "lead": "马主席",
    "starts_on": "2096-12-01", "ends_on": "2096-12-02",
}  # fmt: skip
WHY = "重复建了一份"
EVERYBODY = {"what": "1", "who-1-0": "g1"}


def plan_of(page) -> dict[str, list[str]]:
    """Return what a browser would send from the page's form."""
    form = BeautifulSoup(page.text, "lxml").find("form", class_="plan")
    sent: dict[str, list[str]] = {}
    for field in form.find_all(["input", "select"]):
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent.setdefault(field["name"], []).append(chosen["value"])
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(field.get("value", ""))
    return sent


def edit_path(inspection: int) -> str:
    return f"/office/inspections/{inspection}/plan/edit"


def made(office, **more) -> int:
    answer = office.post("/office/inspections/new", {**FACTS, **more})
    assert answer.status_code == 303, answer.text
    return int(re.search(r"/inspections/(\d+)/plan", answer.location)[1])


def step(office, inspection: int, do: str, **more):
    return office.post(f"/office/inspections/{inspection}/state", {"do": do, **more})


def paper(office, inspection: int, name: str) -> str:
    answer = office.get(f"/office/inspections/{inspection}/{name}.docx")
    written = Document(io.BytesIO(answer.data))
    cells = [cell for table in written.tables for row in table.rows for cell in row.cells]
    return "\n".join(one.text for one in (*written.paragraphs, *cells))


def cancel(office, inspection: int, reason=WHY, **more):
    sent = {"do": "cancel", "reason": reason, **more}
    return office.post(f"/office/inspections/{inspection}/state", sent)


def keys(assignments):
    return [
        (one.site_id, one.checklist_version_id, one.group_id, one.deputy_id) for one in assignments
    ]
