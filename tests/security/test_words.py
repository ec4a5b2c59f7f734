"""Whatever words people enter: on every page and in every file they stay words."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing

import docx
import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from sqlalchemy import String

from inspect_app.db import Base
from tests.cast import THREE_SECTIONS
from tests.security.asking import everywhere
from tests.security.told import Watch, said
from tests.security.world import World, make_world

# A formula, an element with htmx's attributes, a way out of an attribute, templates, a format.
EVIL = (
    '=1+1"\'><x-evil hx-get="/evil" hx-trigger="load" data-hx-on:load="evil()"></x-evil> x-evil=1 '
    "{{193*191}}{% if 1 %}${193*191}#{193*191}<%=193*191%>%(a)s{0.__class__}"
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # how one begins in a CSV
RUN = str(193 * 191)  # what any of the templates would say, were it run
# Of these words the product makes its own use: ids, keys, roles, what only programs read.
NO_WORDS = re.compile(
    r"(hash|sha256|digest|salt|kind|state|severity|role|login|item_id|checklist_id|snapshot|field|saved_from|asks)"
)

TYPED = "field IN ('description', 'suggestion', 'unit', 'person', 'reason')"  # of what was reviewed


def texts_of(raw: dict[str, object]) -> dict[str, object]:
    """Return the checklist with the hostile words in every text that a person writes."""
    words = {
        "title",
        "topic",
        "question",
        "problem",
        "suggestion",
        "label",
        "responsible",
        "gist",
        "article",
    }

    def spoilt(key: str, value: object) -> object:
        if isinstance(value, dict):
            return {name: spoilt(name, one) for name, one in value.items()}
        if isinstance(value, list):
            return [spoilt(key, one) for one in value]
        if key == "unit":  # has room for eight
            return "='\"<b>{{"
        return f"{EVIL}{value}" if key in words else value

    spoiled = spoilt("", json.loads(json.dumps(raw)))
    assert isinstance(spoiled, dict)
    return spoiled


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, empty_database):
    """The world with the hostile words wherever its people could have entered words."""
    folder = tmp_path_factory.mktemp("hostile")
    world = make_world(folder, empty_database, texts_of(THREE_SECTIONS))
    spoil(world)
    world.keep()
    yield world
    world.app.extensions["database"].engine.dispose()


def spoil(world: World) -> None:
    with closing(sqlite3.connect(world.database)) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            database.execute(f"DROP TRIGGER {trigger}")  # those that keep logs as they are
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if type(column.type) is String and not NO_WORDS.search(column.name):
                    words = f"? || coalesce({column.name}, '') || rowid"
                    which = TYPED if table.name == "review_change" else "TRUE"
                    database.execute(
                        f"UPDATE {table.name} SET {column.name} = {words} WHERE {which}", [EVIL]
                    )
        database.execute("UPDATE inspection SET reopened_at = '2026-11-23'")  # with its words
        database.commit()


def test_on_no_page_do_words_become_elements_attributes_or_templates(hostile):
    seen = 0
    changes = Watch(hostile.database)
    for _, who, method, path, more in everywhere(hostile):
        answer = hostile.ask(who, method, path, **more)
        if changes.any():
            hostile.go_back()
            changes.any()
        assert answer.status_code < 500, path
        if answer.mimetype != "text/html":
            continue
        page = BeautifulSoup(answer.text, "lxml")
        seen += "x-evil" in page.get_text()
        for tag in page.find_all(True):
            named = [
                name for name in tag.attrs if "evil" in name or name.startswith(("data-hx", "on"))
            ]
            assert tag.name != "x-evil" and not named, (path, tag.name)
            asks = [tag[name] for name in tag.attrs if name.startswith("hx-")]
            assert not any("evil" in str(one) for one in asks), (path, tag)
            for name in ("href", "src", "action", "formaction"):
                assert re.match(r"(/(?!/)|#|\?|http://localhost/|$)", str(tag.get(name, ""))), (
                    path,
                    tag,
                )
        assert RUN not in answer.text, path
    changes.close()
    assert seen > 15  # the words are there to be read


def test_the_words_reach_the_pages_word_for_word(hostile):
    board = hostile.ask("office", "GET", f"/office/inspections/{hostile.cast.inspection}")
    assert EVIL in BeautifulSoup(board.text, "lxml").get_text()


def test_no_cell_of_any_file_is_a_formula_a_foreign_link_or_an_error(hostile):
    files = []
    for rule, who, method, path, more in everywhere(hostile, ("GET",)):
        answer = hostile.ask(who, method, path, **more)
        if not answer.headers.get("Content-Disposition", "").startswith("attachment"):
            continue
        files.append(rule.endpoint)
        suffix = path.partition("?")[0].rpartition(".")[2]
        kind = rule.endpoint if rule.endpoint in LOOK else suffix
        assert kind in LOOK, f"{path}: say in LOOK how a file of this kind is looked into"
        assert RUN not in said(answer)
        LOOK[kind](answer.data, path)
        hostile.go_back()
    assert {"entry.sheet", "reports.workbook", "audit.log_as_excel"} <= set(files)


OWN_PAGE = re.compile(r"http://localhost/office/(records|photos)/[0-9a-f-]{36}")


def look_into_words(content: bytes, path: str) -> None:
    document = docx.Document(io.BytesIO(content))
    assert "=1+1" in "".join(document.element.body.itertext()), path  # the words are there
    fields = document.element.body.xpath(".//w:instrText | .//w:fldSimple | .//w:hyperlink")
    assert not any("evil" in "".join(one.itertext()) for one in fields), path
    assert not any(one.is_external for one in document.part.rels.values()), path


def look_into(content: bytes, path: str) -> None:
    assert risky_words(content, path), path  # the words are there to be read


def look_into_shipped(content: bytes, path: str) -> None:
    assert not risky_words(content, path), path  # nothing that anybody entered stands in it


def risky_words(content: bytes, path: str) -> int:
    """Look into a workbook; return how many of its words begin like a formula."""
    risky = 0
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in ("f", "e"), (path, sheet.title, cell.coordinate)
                if cell.hyperlink:
                    assert OWN_PAGE.fullmatch(cell.hyperlink.target), (path, sheet.title)
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    risky += 1
                    assert cell.quotePrefix, (path, sheet.title, cell.coordinate)
        for offered in sheet.data_validations.dataValidation:
            assert "evil" not in (offered.formula1 or ""), (path, sheet.title)
        assert "evil" not in str(sheet.oddFooter.center.text)
    return risky


def look_into_csv(content: bytes, path: str) -> None:
    guarded = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            text = packed.read(name).decode("utf-8-sig")
            for row in csv.reader(io.StringIO(text, newline="")):
                assert not any(field.startswith(FORMULA) for field in row), (path, name, row)
                guarded += sum(field.startswith("'=") for field in row)
    assert guarded, path  # the words are there to be read


def look_into_photos(content: bytes, path: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        *names, notes = packed.namelist()
        assert names and notes == "说明.txt", path
        assert not any(set(name) & set('/\\:*?"<>|') for name in names), (path, names)
        assert all(packed.read(name).startswith(b"\xff\xd8") for name in names), path


def look_into_sample(content: bytes, path: str) -> None:
    assert "x-evil" not in content.decode(), path  # nothing that anybody entered stands in it


LOOK = {
    "xlsx": look_into,
    "docx": look_into_words,
    "zip": look_into_csv,
    "jobs.fetch": look_into_photos,
    "checklists.sample_file": look_into_sample,
    "checklists.sample_workbook": look_into_shipped,
    "checklists.shipped_workbook": look_into_shipped,
}
