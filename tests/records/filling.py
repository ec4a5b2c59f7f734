"""Filling in and handing in a form: the plain one of a deputy's page, and a photo for it."""

import io
import re

from bs4 import BeautifulSoup
from PIL import Image

from inspect_app import db
from inspect_app.inspections import models as inspections

ALL_PASS = {"item-heap": "pass", "item-bin": "pass", "item-ditch": "na", "item-named": "pass"}


def form_url(cast, site=0):
    return f"/d/assignments/{cast.assignments[site]}"


def submitted(person, cast, fields, site=0):
    return person.post(form_url(cast, site), {"do": "submit", **fields})


def set_state(app, cast, state):
    with db.writing(app.extensions["database"]) as session:
        session.get(inspections.Inspection, cast.inspection).state = state


def jpeg(colour="red", size=(640, 480)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", comment=b"private words")
    return out.getvalue()


def plain_page(person, cast, query="", **more):
    """Return what the plain form's page sends if nothing is touched."""
    page = BeautifulSoup(person.get(form_url(cast) + query).text, "lxml")
    hidden = {field["name"]: field.get("value", "") for field in page.select("#fill [type=hidden]")}
    return {**hidden, **more}


def failing(description: str, item: str = "bin", **more: str) -> dict[str, str]:
    return {**ALL_PASS, f"item-{item}": "fail", f"item-{item}-0-description": description, **more}


def correct(person, cast, fields, site=0):
    form = BeautifulSoup(person.get(form_url(cast, site) + "?correct=1").text, "lxml")
    base = form.select_one("input[name=base]")["value"]
    return submitted(person, cast, {**fields, "base": base}, site)


def places_of_failed(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields without places of items that were not failed: a form with them is refused."""
    failed = {name for name, value in fields.items() if value == "fail"}
    return {
        name: value
        for name, value in fields.items()
        if not (place := re.match(r"(item-\w+)-\d+-", name)) or place[1] in failed
    }
