"""Names of files: said in full where there is room, and short enough for every system."""

import re

import pytest

from inspect_app import db
from inspect_app.inspections.models import Inspection
from inspect_app.people.models import Town
from tests.records.filling import ALL_PASS, submitted
from tests.reports.books import downloaded

FILES = {
    "workbook.xlsx": "视察报告工作簿",
    "workbook.xlsx?public=1": r"视察报告工作簿（公开版）",
    "report.docx": r"视察报告（内部版）",
    "report.docx?public=1": r"视察报告（公开版）",
    "ledger.xlsx": "问题整改台账",
    "data.zip": "数据文件",
    "notice.docx": "通知",
}


@pytest.mark.parametrize(("file", "kind"), FILES.items())
def test_a_long_title_is_cut_and_the_rest_of_the_name_stays(app, office, wang, cast, file, kind):
    town = "特别长的镇名" * 5
    with db.writing(app.extensions["database"]) as session:
        session.get(Town, cast.jia).name = town
        session.get(Inspection, cast.inspection).title = "关于人居环境𠮷/治理情况的" * 5
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"})
    _, name = downloaded(office, f"{cast.inspection}/{file}")
    suffix = re.escape(file.partition("?")[0].partition(".")[2])
    told = re.fullmatch(rf"{town}人大主席团(关于.+){kind}\d{{8}}\.{suffix}", name)

    assert told and len(name.encode()) <= 240 and "\N{REPLACEMENT CHARACTER}" not in name
    assert told[1] in "关于人居环境𠮷_治理情况的" * 5


def test_a_short_one_is_said_in_full(office, cast):
    _, name = downloaded(office, f"{cast.inspection}/plan.docx")
    assert re.fullmatch(r"甲镇人大主席团人居环境视察方案\d{8}\.docx", name)
