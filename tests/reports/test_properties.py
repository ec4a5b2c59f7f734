"""What a file says of itself in its properties: whose it is, what it is, when it was made."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document

from inspect_app import db
from inspect_app.inspections.models import Inspection
from inspect_app.people.models import Town
from tests.records.filling import ALL_PASS, submitted
from tests.reports.books import downloaded
from tests.workbook_lint import read_workbook

FILES = {
    "workbook.xlsx": "甲镇人大主席团人居环境视察情况汇总",
    "workbook.xlsx?public=1": "甲镇人大主席团人居环境视察情况汇总（公开版）",
    "ledger.xlsx": "甲镇人大主席团人居环境视察问题整改台账",
    "report.docx": "甲镇人大主席团关于人居环境视察情况的报告",
    "report.docx?public=1": "甲镇人大主席团关于人居环境视察情况的报告",
    "plan.docx": "甲镇人大主席团关于开展人居环境视察的方案",
}


@pytest.mark.parametrize(("file", "title"), FILES.items())
def test_a_file_says_whose_and_what_it_is_and_when_it_was_made(office, wang, cast, file, title):
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"})
    content, _ = downloaded(office, f"{cast.inspection}/{file}")
    if ".xlsx" in file:
        said = read_workbook(content).properties
        by = said.creator
    else:
        said = Document(io.BytesIO(content)).core_properties
        by = said.author
    assert (by, said.title) == ("甲镇人大主席团", title)
    for moment in (said.created, said.modified):
        assert abs(moment.replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(hours=1)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not any("thumbnail" in name for name in packed.namelist())


def test_a_name_that_no_file_can_carry_spoils_none(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        session.get(Inspection, cast.inspection).title = "视察\x00\ufffe"
        session.get(Town, cast.jia).name = "甲\x07镇"
    content, _ = downloaded(office, f"{cast.inspection}/workbook.xlsx")
    said = read_workbook(content).properties
    assert said.title == "甲\ufffd镇人大主席团视察\ufffd\ufffd情况汇总"
    assert said.creator == "甲\ufffd镇人大主席团"
