"""李秀英, who filled in for others and is no liaison any more; 王建国, for whom she did."""

from tests.records.filling import ALL_PASS, form_url, jpeg
from tests.roster.entries import changed


def he_is_archived(office):
    assert office.post("/office/roster/deputies/1/archive").status_code == 303


def she_is_archived(office):
    assert office.post("/office/roster/deputies/2/archive").status_code == 303


def no_liaison_any_more(office):
    entry = {"name": "李秀英", "group": "第一代表小组", "group_role": "组员", "levels": ["镇"]}
    assert changed(office, "/office/roster/deputies/2", entry).status_code == 303


def saved_for_wang(li, cast, record, photo):
    """李秀英's phone has saved on the server what she fills for 王建国; return the form's fields."""
    fields = {
        **ALL_PASS,
        "item-heap": "fail",
        "item-heap-0-photo": str(photo),
        "highlight": "替人记的",
    }
    draft = {"record": str(record), "device": "hers", "n": 1, "saves": 0, **fields}
    path = f"{form_url(cast)}/draft?for={cast.wang}"
    assert li.put(path, draft).json["record"] == str(record)
    assert li.put(f"/d/photos/{photo}?record={record}&for={cast.wang}", jpeg()).json
    return {**fields, "device": "hers", "saves": 1, "for": cast.wang}
