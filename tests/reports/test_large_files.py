"""Files with very many photos are made in the background, and fetched when they are there."""

import io
import zipfile
from urllib.parse import unquote
from uuid import UUID, uuid4

from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.findings.models import Finding, FindingState
from inspect_app.photos.image import Picture
from inspect_app.photos.models import Photo
from inspect_app.photos.store import PhotoStore
from tests.records.filling import jpeg
from tests.reports.downloads import files, make_what_waits

LARGE = (
    ("", "workbook", "视察报告工作簿"),
    ("?stamp=1", "workbook", "视察报告工作簿"),
    ("?photos=1", "public_workbook", "视察报告工作簿（公开版，带照片）"),
)


def test_a_workbook_with_many_photos_is_made_in_the_background(app, office, cast, record):
    workbook = f"/office/inspections/{cast.inspection}/workbook.xlsx"
    for query, _, _ in LARGE:
        assert office.get(workbook + query).mimetype.endswith("sheet")
    many_findings(app, photos=301)

    for query, kind, title in LARGE:
        answer = office.get(workbook + query)
        assert answer.status_code == 303, query
        address = ask_for(office, answer.location, kind, is_stamped="stamp" in query)
        make_what_waits(app)
        before = office.get("/office/audit").text.count(f"下载{title}")
        fetched = office.get(address())
        assert fetched.mimetype.endswith("sheet"), query
        assert office.get("/office/audit").text.count(f"下载{title}") == before + 1, query
        name = unquote(fetched.headers["Content-Disposition"])
        assert ("（公开版）" in name) == (kind == "public_workbook")
        with zipfile.ZipFile(io.BytesIO(fetched.data)) as book:
            assert sum(one.startswith("xl/media/") for one in book.namelist()) == 301, query


def ask_for(office, offered: str, kind: str, *, is_stamped: bool):
    """Have the workbook made by the page that says why; return how its address is found."""
    page = BeautifulSoup(office.get(offered).text, "lxml")
    assert "照片超过300张" in page.select_one(".notice").text
    form = page.select_one(f"input[value={kind}]").find_parent("form")
    assert form.select_one("[type=checkbox]").has_attr("checked") == is_stamped
    wanted = {"kind": kind} | ({"stamp": "1"} if is_stamped else {})
    answer = office.post(form["action"], wanted)
    assert answer.status_code == 303
    known = links(office, offered)

    def address() -> str:
        (new,) = links(office, offered) - known
        return new

    return address


def links(office, page: str) -> set[str]:
    """Return where the files that are made lead."""
    found = BeautifulSoup(office.get(page).text, "lxml").select(".jobs a")
    return {one["href"] for one in found}


def test_slips_with_many_photos_are_made_in_the_background(app, office, cast, record):
    handover = f"/office/inspections/{cast.inspection}/handover.xlsx"
    office.post(files(cast), {"kind": "handover"})
    make_what_waits(app)
    assert "没有做成：还没有可以交办的问题" in office.get(files(cast)).text

    many_findings(app, photos=305)
    with db.writing(app.extensions["database"]) as session:
        session.query(Finding).update({"state": FindingState.KEPT})
    answer = office.get(handover)
    assert answer.status_code == 303
    page = BeautifulSoup(office.get(answer.location).text, "lxml")
    assert "问题交办单里的照片超过300张" in page.select_one(".notice").text
    form = page.select_one("input[value=handover]").find_parent("form")
    assert not form.select("[type=checkbox]")
    assert office.post(form["action"], {"kind": "handover"}).status_code == 303
    make_what_waits(app)

    page = BeautifulSoup(office.get(files(cast)).text, "lxml")
    fetched = office.get(page.select_one(".jobs a")["href"])
    assert "问题交办单20" in unquote(fetched.headers["Content-Disposition"])
    assert "下载问题交办单" in office.get("/office/audit").text
    with zipfile.ZipFile(io.BytesIO(fetched.data)) as book:
        assert sum(one.startswith("xl/media/") for one in book.namelist()) > 300


def many_findings(app, photos: int) -> None:
    """Repeat the record's finding, each with a photo of its own, until there are so many photos."""
    store = PhotoStore(app.extensions["settings"].photo_folder)
    with db.writing(app.extensions["database"]) as session:
        finding = session.query(Finding).filter_by(item_id="heap").one()
        photo = session.get(Photo, UUID(finding.photos[0]))
        picture = jpeg(size=(80, 60))
        for n in range(photos - 3):
            # What follows a JPEG's end is not looked at.
            copy = Picture(picture + bytes([n % 256, n // 256]), picture, 4, 3)
            store.keep(copy)
            new_id = uuid4()
            session.add(Photo(**{**columns_of(photo), "id": new_id, "digest": copy.digest}))
            more = {"ordinal": n + 2, "photos": [str(new_id)], "id": None, "number": 100 + n}
            session.add(Finding(**{**columns_of(finding), **more}))


def columns_of(row) -> dict[str, object]:
    return {one.key: getattr(row, one.key) for one in type(row).__mapper__.column_attrs}
