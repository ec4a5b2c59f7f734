"""检查记录 and 数据文件 where items are named like other columns, or like another checklist's."""

import io
import zipfile

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.cast import check, checklist_from
from tests.records.filling import submitted
from tests.reports.books import downloaded, opened
from tests.reports.downloads import read

ROADS = [
    check("village", "村里的路平整?"),
    check("heap", "路上没有杂物?"),
    check("lamp", "路灯亮?"),
]
STREAMS = [check("heap", "路上没有杂物?"), check("bank", "河岸完好?")]


def checklist(name: str, title: str, items: list[dict[str, object]]):
    section = {"id": "one", "title": "一", "items": items}
    return checklist_from({"id": name, "title": title, "topic": title, "sections": [section]})


@pytest.fixture
def filled(app, cast, wang) -> None:
    """One site is seen with the town's own checklist of roads, the other with that of streams."""
    chosen = [checklist("roads", "村道", ROADS), checklist("streams", "河道", STREAMS)]
    with db.writing(app.extensions["database"]) as session:
        for assignment, one in zip(cast.assignments, chosen, strict=True):
            row = session.get(inspections.Assignment, assignment)
            row.checklist_version_id = publish(cast.jia, one).id
    roads = {"item-village": "fail", "item-heap": "pass", "item-lamp": "na"}
    assert submitted(wang, cast, roads).status_code == 303
    streams = {"item-heap": "fail", "item-bank": "pass"}
    assert submitted(wang, cast, streams, site=1).status_code == 303


def csv(office, cast) -> dict[str, list[list[str]]]:
    content = downloaded(office, f"{cast.inspection}/data.zip")[0]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: read(packed.read(name)) for name in packed.namelist()}


def test_every_item_has_a_column_of_its_own_under_a_key_that_occurs_once(office, cast, filled):
    head, *lines = csv(office, cast)["检查记录.csv"]
    assert len(set(head)) == len(head)
    first, second = (dict(zip(head, line, strict=True)) for line in lines)

    assert first["village"] == second["village"] == "张家村"
    items = ("roads.village", "roads.heap", "lamp", "streams.heap", "bank")
    assert [first[key] for key in items] == ["不符合", "符合", "不适用", "", ""]
    assert [second[key] for key in items] == ["", "", "", "不符合", "符合"]


def test_a_finding_and_the_dictionary_name_the_same_column(office, cast, filled):
    files = csv(office, cast)
    head, *lines = files["问题.csv"]
    assert [line[head.index("item")] for line in lines] == ["roads.village", "streams.heap"]

    head, *lines = files["数据说明.csv"]
    told = {line[1]: line for line in lines if line[0] == "检查记录"}
    assert set(files["检查记录.csv"][0]) == set(told)
    assert told["roads.heap"][-1] == "《村道》第1版"
    assert told["streams.heap"][-1] == "《河道》第1版"


def test_headings_of_several_checklists_stand_below_their_checklists_title(office, cast, filled):
    sheet = opened(office, f"{cast.inspection}/workbook.xlsx")["检查记录"]
    keys, above, headings = ([cell.value for cell in sheet[row]] for row in (3, 4, 5))

    assert (above[keys.index("roads.village")], above[keys.index("streams.heap")]) == (
        "村道",
        "河道",
    )
    assert above[keys.index("roads.heap")] == above[keys.index("lamp")] == "村道"  # on each page
    assert headings[keys.index("roads.heap")] == headings[keys.index("streams.heap")]
    assert keys[:2] == ["no", "day"] and above[:2] == ["编号", "日期"]
