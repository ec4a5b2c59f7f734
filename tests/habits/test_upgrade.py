"""A database of the version before, with drafts, corrections and findings in it, goes on."""

import json
import sqlite3
from uuid import uuid4

from alembic import command

from inspect_app.db import Database

TABLES = """
INSERT INTO town VALUES (1, '甲镇', '人大办');
INSERT INTO term VALUES (1, 1, 19, '2026-09-01', NULL);
INSERT INTO deputy_group VALUES (1, 1, 1, '第一小组');
INSERT INTO deputy (id, town_id, term_id, group_id, name, group_role)
  VALUES (1, 1, 1, 1, '王建国', 'member');
INSERT INTO village VALUES (1, 1, '张家村');
INSERT INTO site (id, town_id, village_id, name) VALUES (1, 1, 1, '广场'), (2, 1, 1, '桥头');
INSERT INTO checklist_version (id, town_id, checklist_id, version, title, sha256, snapshot,
  published_at) VALUES (7, 1, 'c', 1, '清单', 'x', '{}', '2026-11-01');
INSERT INTO inspection (id, town_id, term_id, title, topic, kind, state, starts_on, ends_on, lead)
  VALUES (1, 1, 1, '视察', '人居', 'inspection', 'under_way', '2026-11-01', '2026-11-01', '');
INSERT INTO assignment (id, town_id, inspection_id, site_id, checklist_version_id, group_id)
  VALUES (1, 1, 1, 1, 7, 1), (2, 1, 1, 2, 7, 1);
"""


def rows_of_the_version_before(path):
    fields = json.dumps([["item-a", "fail"]])
    handed_in, draft = uuid4().hex, uuid4().hex
    raw = sqlite3.connect(path)
    raw.executescript(TABLES)
    columns = (
        "id, town_id, inspection_id, assignment_id, deputy_id, state, fields, answered, asked,"
        " saved_at, number, revision, content_hash, answers, suggestion, highlight, submitted_at"
    )
    row = f"INSERT INTO record ({columns}) VALUES (?,1,1,?,1,?,?,1,1,'2026-11-01',?,?,?,?,'','',?)"
    said = ("2026-11-01", 1, 2, "h", "{}", "2026-11-01")
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
    raw.close()


def test_records_drafts_and_findings_survive_the_upgrade(tmp_path):
    database = Database(tmp_path / "old.db")
    command.upgrade(database._alembic(), "0001")
    rows_of_the_version_before(tmp_path / "old.db")
    database.upgrade()
    database.differs_from_models()
    database.engine.dispose()

    raw = sqlite3.connect(tmp_path / "old.db")
    columns = "state, checklist_version_id, corrections, fields, draft"
    records = raw.execute(f"SELECT {columns} FROM record ORDER BY assignment_id").fetchall()
    fields = '[["item-a", "fail"]]'
    assert records == [("submitted", 7, 1, fields, None), ("draft", 7, 0, "[]", fields)]
    revision = "SELECT state, checklist_version_id FROM record_revision"
    assert raw.execute(revision).fetchall() == [("former", 7)]
    findings = raw.execute("SELECT description, taken_back_at FROM finding ORDER BY id").fetchall()
    assert findings == [("一堆", None), ("两堆", "2026-11-02")]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
