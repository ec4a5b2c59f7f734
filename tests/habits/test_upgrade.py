"""A database of the version before, with drafts, corrections and findings in it, goes on."""

import sqlite3
from contextlib import closing

import pytest
from alembic import command

from inspect_app import db
from inspect_app.db import Database
from inspect_app.entering import models as entering
from inspect_app.findings import models as findings
from tests.first_version import rows_of_the_first_version


@pytest.fixture
def raw(tmp_path):
    """The database of an installation that has not been upgraded."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        yield connection


def test_records_drafts_and_findings_survive_the_upgrade(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_first_version(raw)
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
    findings = raw.execute(
        "SELECT own_description, taken_back_at FROM finding ORDER BY id"
    ).fetchall()
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
    rows_of_the_first_version(raw)
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
    rows_of_the_first_version(raw)
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


OWN = "own_description, own_suggestion, own_severity, own_unit, own_due"
REVIEWED = "reviewed_description, reviewed_unit"


def test_what_a_deputy_said_and_what_the_office_said_are_where_their_names_say(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_first_version(raw)
    command.upgrade(database._alembic(), "0030")
    raw.executescript(
        "UPDATE finding SET description = '一堆砖', suggestion = '清走', severity = 'major',"
        " responsible_unit = '张家村', suggested_due = '2026-11-08', reviewed_unit = '镇政府',"
        " reviewed_description = '砖头占道' WHERE id = 1"
    )
    before = raw.execute("SELECT * FROM finding").fetchall()
    database.upgrade()
    database.differs_from_models()
    database.engine.dispose()

    assert raw.execute("SELECT * FROM finding").fetchall() == before, "no other row, no other value"
    own, reviewed = (f"SELECT {names} FROM finding WHERE id = 1" for names in (OWN, REVIEWED))
    assert raw.execute(own).fetchone() == ("一堆砖", "清走", "major", "张家村", "2026-11-08")
    assert raw.execute(reviewed).fetchone() == ("砖头占道", "镇政府")
    with db.reading(database):
        (finding, _) = findings.findings_by_id(1, 1, [1, 2])
        assert (finding.description, finding.own_description) == ("砖头占道", "一堆砖")
        assert (finding.responsible_unit, finding.own_unit) == ("镇政府", "张家村")
        assert (finding.suggestion, finding.own_suggestion) == ("清走", "清走")
    database.engine.dispose()


def test_an_id_that_phones_keep_is_given_to_nobody_after_its_row_is_gone(tmp_path, raw):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_first_version(raw)
    command.upgrade(database._alembic(), "0022")
    repeat(raw, "deputy", name="李秀英")
    raw.commit()
    database.upgrade()
    database.engine.dispose()

    raw.execute("DELETE FROM deputy WHERE name = '李秀英'")
    repeat(raw, "deputy", name="陈志强")
    names = "SELECT id, name FROM deputy ORDER BY id"
    assert raw.execute(names).fetchall() == [(1, "王建国"), (3, "陈志强")]
