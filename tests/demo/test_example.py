"""先用示例试试: a town's example is put in with one press and out again, and leaves no trace."""

import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.demo import example as examples
from inspect_app.demo import models as demo
from inspect_app.people import models as people
from inspect_app.people.access import Actor, Role
from inspect_app.photos.store import PhotoStore
from inspect_app.settings import ZONE
from tests.accounts.adding import account, county_of_jia
from tests.apps import create_app
from tests.demo.trying import (
    DELETION,
    LEAVE,
    LOOK,
    Beside,
    all_of_the_town,
    buttons,
    example_id,
    first,
    follow,
    photo_files,
    rows,
)
from tests.person import Person
from tests.records.filling import ALL_PASS, jpeg, submitted


@pytest.fixture(scope="module")
def beside(tmp_path_factory, cast_template):
    folder = tmp_path_factory.mktemp("beside")
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    database, cast = cast_template.on(datetime.now(ZONE).date())
    shutil.copy(database, app.extensions["settings"].database)
    Person(app).log_in("甲镇").post(LOOK)
    with closing(sqlite3.connect(app.extensions["settings"].database)) as raw:
        yield Beside(app, cast, raw, example_id(raw))
    app.extensions["database"].engine.dispose()


@pytest.fixture
def empty(app, raw, cast) -> Person:
    """The office of 丙镇, which has an account and nothing else."""
    with db.writing(app.extensions["database"]) as session:
        town = people.Town(name="丙镇", contact="丙镇人大办 0000-0000003")
        session.add(town)
        session.flush()
        known = session.query(people.Account).filter_by(login="甲镇").one()
        session.add(
            people.Account(
                town_id=town.id, login="丙镇", name="刘秘书", role=Role.OFFICE,
                password_hash=known.password_hash,
            )
        )  # fmt: skip
    return Person(app).log_in("丙镇")


def test_one_press_opens_a_town_to_try_and_each_page_says_that_it_is_one(empty, raw):
    assert "先用示例试试" in buttons(empty.get("/office/inspections"))
    page = follow(empty, empty.post(LOOK))

    assert "进行中" in page.text and "已结束" in page.text
    for path in ("/office/inspections", "/office/roster/", "/office/links", "/office/me"):
        shown = empty.get(path)
        assert "这是示例，不计入丙镇的任何数字和报表" in shown.text, path
        assert {"回到丙镇"} <= buttons(shown) and "删除示例" in shown.text
    assert "丙镇（示例）人大办" in empty.get("/office/roster/").text

    page = follow(empty, empty.post(LEAVE))
    assert "这是示例" not in page.text and "方案还没有建" in page.text
    assert "打开示例" in buttons(page) and "先用示例试试" not in buttons(page)


def test_its_deputies_links_open_on_a_phone_and_say_that_nothing_counts(app, empty, raw):
    follow(empty, empty.post(LOOK))
    here = example_id(raw)
    deputy = first(raw, "deputy", here)
    sent = {"who": "ticked", "deputy": deputy, "do": "texts", "sure": "1"}
    made = empty.post(f"/office/links/new?example={here}", sent)
    token = re.search(r"/m/([\w-]+)", made.text)[1]
    phone = Person(app)

    assert "这是示例" in phone.get(f"/m/{token}").text
    phone.enter(token)
    today = phone.get("/d/")
    assert "这是示例" in today.text and "丙镇（示例）" in today.text
    blank = BeautifulSoup(today.text, "lxml").select_one("[data-blank]")["data-blank"]
    assert "这是示例" in phone.get(blank).text
    photo = f"/d/photos/{uuid4()}?record={uuid4()}"
    assert phone.put(photo, jpeg()).status_code == 200
    taken = photo_files(app)

    empty.post(DELETION)
    assert phone.get("/d/").status_code == 403
    page = Person(app).get(f"/m/{token}")
    assert page.status_code == 404 and "这个链接不能用了" in page.text
    assert taken and photo_files(app) == set()


def test_no_figure_number_paper_or_list_of_the_town_has_anything_of_it(
    app, office, wang, zhao, raw, cast, anybody
):
    looking = account(app, cast, "xian", Role.COUNTY, county_of_jia(app, cast))
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"})
    without = all_of_the_town(office, looking, cast)
    listed = app.test_cli_runner().invoke(args=["report"]).output

    office.post(LOOK)
    office.post(LEAVE)
    assert all_of_the_town(office, looking, cast) == without
    assert app.test_cli_runner().invoke(args=["report"]).output == listed
    example = raw.execute("SELECT name FROM town WHERE example_of_id NOTNULL").fetchone()[0]
    with db.reading(app.extensions["database"]):
        assert people.town_of_name(example) is None
        assert not people.has_namesake(cast.jia, example)
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"}, site=1)
    numbers = "SELECT number FROM {} WHERE town_id = ? ORDER BY number"
    assert raw.execute(numbers.format("finding"), [cast.jia]).fetchall() == [(1,), (2,)]
    assert raw.execute(numbers.format("record"), [cast.jia]).fetchall() == [(1,), (2,)]

    held = all_of_the_town(office, looking, cast)
    office.post(DELETION)
    assert all_of_the_town(office, looking, cast) == held


def test_it_is_deleted_whole_and_no_id_of_it_comes_again(app, office, raw, cast):
    office.post(LOOK)
    here = example_id(raw)
    reviewed = first(raw, "review_act", here, "inspection_id")
    slips = f"/office/inspections/{reviewed}/handover.xlsx?example={here}"
    assert office.get(slips).status_code == 200
    held = {"deputy", "site", "record", "finding", "photo", "review_act", "feedback", "slip_number"}
    assert held <= set(rows(raw, here))
    asked = office.get(DELETION)
    assert "代表（12）" in asked.text and "视察（3）" in asked.text
    top = {
        t: raw.execute(f"SELECT max(id) FROM {t}").fetchone()[0]
        for t in ("town", "deputy", "inspection", "assignment", "checklist_version")
    }
    path = f"/office/inspections/{first(raw, 'inspection', here)}/files?example={here}"
    assert office.post(path, {"kind": "photos"}).status_code == 303
    maker = app.extensions["maker"]
    maker.folder.mkdir(exist_ok=True)
    maker.make(here, first(raw, "report_job", here))
    assert list(maker.folder.glob("*.zip"))

    page = follow(office, office.post(DELETION))
    assert "这是示例" not in page.text and "甲镇人居环境视察" in page.text
    assert rows(raw, here) == {} and example_id(raw) is None
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("SELECT count(*) FROM sign_in WHERE example_id NOTNULL").fetchone() == (0,)
    assert photo_files(app) == set() and not list(maker.folder.glob("*.zip"))
    office.post(LOOK)
    for table, before in top.items():
        assert raw.execute(f"SELECT max(id) FROM {table}").fetchone()[0] > before, table
        column = "id" if table == "town" else "town_id"
        again = raw.execute(f"SELECT min(id) FROM {table} WHERE {column} = ?", [example_id(raw)])
        assert again.fetchone()[0] > before, table


def test_its_photos_go_at_the_next_start_where_the_server_died_in_the_midst(app, office, cast):
    before = photo_files(app)
    office.post(LOOK)
    assert photo_files(app) > before
    maker, database = app.extensions["maker"], app.extensions["database"]
    with db.writing(database):
        examples.delete(Actor(cast.jia, Role.OFFICE, 1, "王秘书"), maker.path)  # here it died
    assert photo_files(app) > before

    store = PhotoStore(app.extensions["settings"].photo_folder)
    for _ in range(2):  # and in the midst of that, too
        examples.remove_photos(database, store)
        assert photo_files(app) == before


def test_pressing_twice_or_at_once_makes_one_and_deletes_it_once(app, office, raw, cast):
    other = account(app, cast, "second", Role.OFFICE)
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda one: one.post(LOOK).status_code, (office, other)))
    assert answers == [303, 303]
    assert raw.execute("SELECT count(*) FROM town WHERE example_of_id NOTNULL").fetchone() == (1,)
    assert office.post(LOOK).status_code == 303
    assert "这是示例" in other.get("/office/inspections").text

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda one: one.post(DELETION).status_code, (office, other)))
    assert answers == [303, 303] and example_id(raw) is None
    assert office.post(DELETION).status_code == office.post(LEAVE).status_code == 303
    assert follow(office, office.get(DELETION)).status_code == 200
    told = raw.execute("SELECT what FROM audit_entry WHERE town_id = ?", [cast.jia]).fetchall()
    assert [what for (what,) in told if "示例" in what] == ["放入示例", "删除示例"]


@pytest.mark.parametrize("is_there", [True, False])
def test_who_opens_it_while_a_colleague_deletes_it_has_one_with_its_photos(
    app, office, raw, cast, monkeypatch, is_there
):
    other = account(app, cast, "second", Role.OFFICE)
    if is_there:
        office.post(LOOK)
    turns, had_turns = app.extensions["database"].turns, []
    take, folder = turns.take, app.extensions["settings"].photo_folder

    @contextmanager
    def take_later():
        if not had_turns:  # before the first turn of who opens it
            had_turns.append(1)
            assert other.post(DELETION).status_code == 303
            shutil.rmtree(folder, ignore_errors=True)
        with take() as given:
            yield given

    monkeypatch.setattr(turns, "take", take_later)
    assert "这是示例" in follow(office, office.post(LOOK)).text
    named = raw.execute("SELECT DISTINCT digest FROM photo").fetchall()
    assert named and {f"{digest}.jpg" for (digest,) in named} <= {
        one.name for one in folder.rglob("*.jpg")
    }


def test_what_comes_from_a_page_of_the_other_town_is_not_taken(beside):
    """Two tabs: one is left open while the other goes into the example, or out of it."""
    office = beside.looking()
    refused = office.post("/office/roster/villages/new", {"name": "新村"})
    assert refused.status_code == 409 and "这一页是甲镇的" in refused.text
    page = BeautifulSoup(office.get("/office/checklists/").text, "lxml")
    path = page.select_one("form[enctype]")["action"]
    assert path.endswith(f"?example={beside.here}")
    office.post(LEAVE)
    refused = office.post(path)
    assert refused.status_code == 409 and "这一页是示例的" in refused.text
    count = "SELECT count(*) FROM village WHERE name = '新村'"
    assert beside.raw.execute(count).fetchone() == (0,)


def test_accounts_settings_and_log_are_the_towns_own(beside):
    office = beside.looking()
    for path in ("/office/settings", "/office/audit", "/office/accounts"):
        assert office.get(path).status_code == 403, path
    assert "示例里没有这一页" in office.get("/office/settings").text
    menu = BeautifulSoup(office.get("/office/roster/").text, "lxml").select_one("nav").text
    assert "镇设置" not in menu and "操作日志" not in menu
    assert "甲镇人大办" in office.get("/office/me").text
    assert office.post("/office/logout").status_code == 303
    last = "SELECT what FROM audit_entry WHERE town_id = ? ORDER BY id DESC"
    assert beside.raw.execute(last, [beside.cast.jia]).fetchone() == ("退出登录",)
    assert "这是示例" not in beside.office().get("/office/inspections").text


def test_nobody_else_enters_or_deletes_it_and_no_real_town_is_ever_deleted(beside):
    inspection = first(beside.raw, "inspection", beside.here)
    other = beside.office("乙镇")
    there = f"/office/inspections/{inspection}?example={beside.here}"
    assert other.get(there).status_code == 404
    assert other.post(DELETION).status_code == 303
    assert example_id(beside.raw) == beside.here
    for login, role in (("zhuxi", Role.CHAIR), ("guanli", Role.ADMIN)):
        who = account(beside.app, beside.cast, login, role)
        assert who.post(LOOK).status_code == who.post(DELETION).status_code == 403

    with (
        pytest.raises(ValueError, match="no example"),
        db.writing(beside.app.extensions["database"]),
    ):
        demo.delete_rows(beside.cast.jia)
    assert rows(beside.raw, beside.cast.jia)["deputy"] == 4


def test_only_an_examples_rows_may_leave_what_is_append_only(beside):
    jia, here = beside.cast.jia, beside.here
    for statement in (
        f"DELETE FROM audit_entry WHERE town_id = {jia}",
        f"UPDATE town SET example_of_id = {beside.cast.yi} WHERE id = {jia}",
        f"UPDATE town SET example_of_id = NULL WHERE id = {here}",
        f"INSERT OR REPLACE INTO town SELECT * FROM town WHERE id = {jia}",
        f"UPDATE review_act SET by_name = '' WHERE town_id = {here}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|stays what it is"):
            beside.raw.execute(statement)
    beside.raw.rollback()
