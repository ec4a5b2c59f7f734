"""What an installation of the first version holds: a deputy's records, drafts and findings."""

import json
from uuid import uuid4

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


def rows_of_the_first_version(raw):
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
