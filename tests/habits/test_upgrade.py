"""A database of the version before, with drafts, corrections and findings in it, goes on."""

import json
import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest
from alembic import command

from inspect_app import db
from inspect_app.db import Database
from inspect_app.entering import models as entering

TABLES = """
INSERT INTO town VALUES (1, '甲镇', '人大办');
INSERT INTO term VALUES (1, 1, 19, '2026-09-01', NULL);
INSERT INTO deputy_group VALUES (1, 1, 1, '第一小组');
INSERT INTO deputy (id, town_id, term_id, group_id, name, group_role)
  VALUES (1, 1, 1, 1, '王建国', 'member');
INSERT INTO personal_link (id, town_id, deputy_id, token_hash, made_at)
  VALUES (5, 1, 1, 'link', '2026-11-01 08:00:00');
INSERT INTO account (id, town_id, login, name, role, password_hash, failures)
  VALUES (1, 1, 'renda', '王秘书', 'office', 'x', 2);
INSERT INTO sign_in (id, town_id, token_hash, role, deputy_id, link_id, started_at, expires_at)
  VALUES (9, 1, 'session', 'deputy', 1, 5, '2026-11-02 08:00:00', '2999-01-01 00:00:00');
INSERT INTO village VALUES (1, 1, '张家村');
INSERT INTO site (id, town_id, village_id, name) VALUES (1, 1, 1, '广场'), (2, 1, 1, '桥头');
INSERT INTO checklist_version (id, town_id, checklist_id, version, title, sha256, snapshot,
  published_at) VALUES (7, 1, 'c', 1, '清单', 'x', '{}', '2026-11-01');
INSERT INTO inspection (id, town_id, term_id, title, topic, kind, state, starts_on, ends_on, lead)
  VALUES (1, 1, 1, '视察', '人居', 'inspection', 'under_way', '2026-11-01', '2026-11-01', '');
INSERT INTO assignment (id, town_id, inspection_id, site_id, checklist_version_id, group_id)
  VALUES (1, 1, 1, 1, 7, 1), (2, 1, 1, 2, 7, 1);
"""


@pytest.fixture
def raw(tmp_path):
    """The database of an installation that has not been upgraded."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        yield connection


def rows_of_the_version_before(raw):
    fields = json.dumps([["item-a", "fail"]])
    handed_in, draft = uuid4().hex, uuid4().hex
    raw.executescript(TABLES)
    columns = (
        "id, town_id, inspection_id, assignment_id, deputy_id, state, fields, answered, asked,"
        " saved_at, number, revision, content_hash, answers, suggestion, highlight, submitted_at"
    )
    row = f"INSERT INTO record ({columns}) VALUES (?,1,1,?,1,?,?,1,1,'2026-11-01',?,?,?,?,'','',?)"
    place = {"photos": ["4fa9a1f4-6a6e-4c39-9a35-0b6f0f3e0001"]}
    answers = {"a": {"value": "fail", "places": [place]}, "b": {"value": ["x"], "places": []}}
    said = ("2026-11-01", 1, 2, "h", json.dumps(answers), "2026-11-01")
    raw.execute(row, (handed_in, 1, "submitted", fields, *said[1:]))
    raw.execute(row, (draft, 2, "draft", fields, None, 0, None, None, None))
    raw.execute(
        "INSERT INTO record_revision (town_id, record_id, revision, answers, suggestion, highlight,"
        " submitted_at) VALUES (1, ?, 1, '{}', '', '', '2026-11-01')",
        (handed_in,),
    )
    raw.execute(
        "INSERT INTO finding (town_id, inspection_id, site_id, record_id, item_id, ordinal, state,"
        " severity, description, suggestion, photos, responsible_unit, found_on, recorded_at)"
        " VALUES (1, 1, 1, ?, 'a', 1, 'recorded', 'minor', '一堆', '', '[]', '', '2026-11-01',"
        " '2026-11-01')",
        (handed_in,),
    )
    raw.execute(
        "INSERT INTO finding (town_id, inspection_id, site_id, record_id, item_id, ordinal, state,"
        " severity, description, suggestion, photos, responsible_unit, found_on, recorded_at,"
        " withdrawn_because) VALUES (1, 1, 1, ?, 'a', 1, 'withdrawn', 'minor', '两堆', '', '[]', '',"
        " '2026-11-01', '2026-11-02', '代表更正了检查记录')",
        (handed_in,),
    )
    raw.commit()


def test_records_drafts_and_findings_survive_the_upgrade(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_version_before(raw)
    database.upgrade()
    database.differs_from_models()
    database.engine.dispose()

    columns = "state, checklist_version_id, corrections, fields, draft"
    records = raw.execute(f"SELECT {columns} FROM record ORDER BY assignment_id").fetchall()
    fields = '[["item-a", "fail"]]'
    assert records == [("submitted", 7, 1, fields, None), ("draft", 7, 0, "[]", fields)]
    photos = raw.execute("SELECT photos FROM record ORDER BY assignment_id").fetchall()
    assert photos == [('{"4fa9a1f4-6a6e-4c39-9a35-0b6f0f3e0001": "a"}',), ("{}",)]
    days = raw.execute("SELECT filled_on FROM record ORDER BY assignment_id").fetchall()
    assert days == [("2026-11-01",), (None,)]
    revision = "SELECT state, checklist_version_id, filled_on FROM record_revision"
    assert raw.execute(revision).fetchall() == [("former", 7, "2026-11-01")]
    findings = raw.execute("SELECT description, taken_back_at FROM finding ORDER BY id").fetchall()
    assert findings == [("一堆", None), ("两堆", "2026-11-02")]
    links = "SELECT token_hash, failures, withdrawn_at FROM personal_link"
    assert raw.execute(links).fetchall() == [("link", 0, None)]
    accounts = "SELECT login, disabled_at, totp_salt, recovery_hashes FROM account"
    assert raw.execute(accounts).fetchall() == [("renda", None, None, "[]")]
    sessions = "SELECT phone_id, seen_at = started_at FROM sign_in"
    assert raw.execute(sessions).fetchall() == [(None, 1)]
    assert raw.execute("SELECT asks_code, county_id, is_county FROM town").fetchall() == [
        (0, None, 0)
    ]
    deputy = "SELECT name, levels, constituency, archived_at FROM deputy"
    assert raw.execute(deputy).fetchall() == [("王建国", '["town"]', "", None)]
    assert raw.execute("SELECT name, location FROM site").fetchall() == [("广场", ""), ("桥头", "")]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_who_was_signed_in_before_the_upgrade_stays_so(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_version_before(raw)
    database.upgrade()
    with db.reading(database):
        assert entering.deputy_of_link("link") is not None
        assert entering.person_of_session("session", db.now())[4] == "王建国"
    database.engine.dispose()


def test_lines_of_the_log_are_numbered_by_town_and_cannot_be_changed_after_it(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    raw.executescript("INSERT INTO town VALUES (1, '甲镇', '人大办'), (2, '乙镇', '人大办')")
    command.upgrade(database._alembic(), "0020")
    for town in (1, 2, 2, 1):
        raw.execute(
            "INSERT INTO audit_entry (town_id, at, kind, by_role, by_name, what, about)"
            " VALUES (?, '2026-11-01 08:00:00', 'link', '', '', '', '')",
            (town,),
        )
    raw.commit()
    database.upgrade()
    database.engine.dispose()

    numbers = "SELECT town_id, number FROM audit_entry ORDER BY id"
    assert raw.execute(numbers).fetchall() == [(1, 1), (2, 1), (2, 2), (1, 2)]
    for statement in ("UPDATE audit_entry SET number = 9", "DELETE FROM audit_entry"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)


def test_findings_are_numbered_by_town_in_the_order_in_which_they_arose(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_version_before(raw)
    command.upgrade(database._alembic(), "0021")
    repeat(raw, "town", name="乙镇")
    for town in (2, 1, 2):
        repeat(raw, "finding", town_id=town)
    raw.execute("UPDATE finding SET state = 'duplicate', duplicate_of_id = 1 WHERE id = 4")
    raw.executescript(
        "INSERT INTO review_act (id, town_id, inspection_id, at, kind, by_name)"
        " VALUES (1, 1, 1, '2026-11-02 08:00:00', 'review', '王秘书');"
        "INSERT INTO review_change (town_id, act_id, finding_id, field, after)"
        " VALUES (1, 1, 4, 'main', '1');"
    )
    raw.commit()
    database.upgrade()
    database.differs_from_models()
    database.engine.dispose()

    numbers = "SELECT id, town_id, number FROM finding ORDER BY id"
    assert raw.execute(numbers).fetchall() == [
        (1, 1, 1),
        (2, 1, 2),
        (3, 2, 1),
        (4, 1, 3),
        (5, 2, 2),
    ]
    merged = "SELECT duplicate_of_id FROM finding WHERE id = 4"
    assert raw.execute(merged).fetchone() == (1,)
    changes = "SELECT finding_id, field, after FROM review_change"
    assert raw.execute(changes).fetchall() == [(4, "main", "1")]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError, match=r"finding\.number"):
        raw.execute("UPDATE finding SET number = 1 WHERE id = 2")


def repeat(raw, table: str, **changed) -> None:
    """Add a row like the first one but for what is changed; whose else it is does not matter."""
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    values = ", ".join(f":{name}" if name in changed else name for name in columns)
    raw.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE id = 1",
        changed,
    )


def test_an_id_that_phones_keep_is_given_to_nobody_after_its_row_is_gone(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_version_before(raw)
    command.upgrade(database._alembic(), "0022")
    repeat(raw, "deputy", name="李秀英")
    raw.commit()
    database.upgrade()
    database.engine.dispose()

    raw.execute("DELETE FROM deputy WHERE name = '李秀英'")
    repeat(raw, "deputy", name="陈志强")
    names = "SELECT id, name FROM deputy ORDER BY id"
    assert raw.execute(names).fetchall() == [(1, "王建国"), (3, "陈志强")]
