"""A town that tries the example: put in, looked at, deleted."""

import re
import sqlite3
from dataclasses import dataclass

from bs4 import BeautifulSoup
from flask import Flask

from inspect_app import db
from tests.cast import Cast
from tests.person import Person
from tests.workbook_lint import read_workbook

LOOK, LEAVE, DELETION = "/office/example", "/office/example/leave", "/office/example/deletion"


def example_id(raw) -> int | None:
    found = raw.execute("SELECT id FROM town WHERE example_of_id NOTNULL").fetchone()
    return found and found[0]


def rows(raw, town_id: int) -> dict[str, int]:
    """Return how many rows each table has of a town, those without any left out."""
    counted = {
        table.name: raw.execute(
            f"SELECT count(*) FROM {table.name} WHERE town_id = ?", [town_id]
        ).fetchone()[0]
        for table in db.Base.metadata.sorted_tables
        if "town_id" in table.columns
    }
    return {name: number for name, number in counted.items() if number}


def photo_files(app) -> set[str]:
    return {one.name for one in app.extensions["settings"].photo_folder.glob("*/*")}


def buttons(page) -> set[str]:
    return {one.get_text(strip=True) for one in BeautifulSoup(page.text, "lxml").select("button")}


def first(raw, table: str, town_id: int, what: str = "id"):
    return raw.execute(f"SELECT {what} FROM {table} WHERE town_id = ?", [town_id]).fetchone()[0]


@dataclass
class Beside:
    """甲镇 and 乙镇, with an example of 甲镇 beside them, which no test here deletes."""

    app: Flask
    cast: Cast
    raw: sqlite3.Connection
    here: int

    def office(self, town: str = "甲镇") -> Person:
        return Person(self.app).log_in(town)

    def looking(self) -> Person:
        office = self.office()
        assert office.post(LOOK).status_code == 303
        return office


def follow(person: Person, answer):
    assert answer.status_code == 303, answer.text
    return person.get(answer.location)


def cells(person, path: str) -> list[object]:
    """Return what stands in each cell of a file, but for the time at which it was made."""
    book = read_workbook(person.get(path).data)
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    return [one for one in values if not re.search(r"\d\d:\d\d", str(one))]


def words(person, path: str) -> list[str]:
    page = BeautifulSoup(person.get(path).text, "lxml").select_one("main")
    for example in page.select(".example"):
        example.decompose()
    return re.sub(r"\d\d:\d\d", "", page.get_text()).split()


def all_of_the_town(office, county, cast) -> dict[str, list[object]]:
    here = f"/office/inspections/{cast.inspection}"
    files = (
        "/office/inspections/register.xlsx",
        f"{here}/workbook.xlsx",
        "/office/roster/roster.xlsx",
    )
    pages = ("/office/inspections", here, f"{here}/findings", "/office/links", "/office/feedback")
    return {
        **{path: cells(office, path) for path in files},
        **{path: words(office, path) for path in pages},
        "county": words(county, "/office/county"),
    }
