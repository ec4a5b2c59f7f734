"""点位得分 of a whole scoring table, worked out by hand: how each figure came about is on it."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.checklist.loader import load_checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.records.filling import submitted
from tests.records.sending import send
from tests.reports.books import opened, words_of
from tests.reports.pages import page_at
from tests.reports.scores import lines, listed, preview

TABLE = Path(__file__).parents[1] / "checklist/tables/village.yaml"
# 王建国 gives 村道 37 + 16 of 60, 面貌 5.5 + 33 of 40 and 10 beside; 李秀英, who saw a fire and left
# 绿化 and 庭院 out, 村道 0 + 20 of 60 and 面貌 7 of 7.
WANG = {
    "litter": "3",
    "burning": "pass",
    "ledger": "late",
    "yards": "5.5",
    "green": "pass",
    "courtyards": "3",
}
LI = {
    "litter": "3",
    "burning": "fail",
    "ledger": "kept",
    "yards": "7",
    "green": "na",
    "courtyards": "",
}
WORDS_OF_WANG = (
    "暴露垃圾扣3分", "巡查台账（事后补记）扣4分", "庭院整洁得5.5分（满分7分，有的杂乱）",
    "建成美丽庭院（3户）加10分",
)  # fmt: skip


@pytest.fixture
def table(app, cast) -> None:
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, load_checklist(TABLE, {})).id
        session.get(inspections.Assignment, cast.assignments[0]).checklist_version_id = version


def hand_in(person, cast, said):
    answer = submitted(person, cast, {f"item-{item}": value for item, value in said.items()})
    assert answer.status_code == 303, answer.text


def line_of_sheet(office, cast):
    sheet = opened(office, f"{cast.inspection}/workbook.xlsx")["点位得分"]
    heads = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=4)]
    return dict(zip((b or a for a, b in zip(*heads, strict=True)), sheet[5], strict=True))


def values(row):
    return {head: cell.value for head, cell in row.items()}


def test_one_record_shows_sections_total_bonus_sum_band_and_how_it_came_about(
    office, cast, table, wang
):
    hand_in(wang, cast, WANG)
    assert values(line_of_sheet(office, cast)) == {
        "点位": "村主干道", "村（社区）": "张家村", "检查清单": "村容村貌评分表",
        "村道": 53, "面貌": 38.5, "总分": 91.5, "满分": 100, "加分": 10, "折合": 101.5,
        "档次": "优秀", "得分说明": "\n".join(WORDS_OF_WANG), "记录编号": "1",
    }  # fmt: skip


def test_two_records_make_their_mean_on_the_tables_total(office, cast, table, wang, li):
    hand_in(wang, cast, WANG)
    hand_in(li, cast, LI)
    # 村道 (53 + 20) / 2; 面貌 (38.5 + 7) / 2 = 22.75 of (40 + 7) / 2; 59.3 / 83.5 x 100 + 10
    row = line_of_sheet(office, cast)
    assert values(row) | {"得分说明": ""} == {
        "点位": "村主干道", "村（社区）": "张家村", "检查清单": "村容村貌评分表",
        "村道": 36.5, "面貌": 22.8, "总分": 59.3, "满分": 83.5, "加分": 10, "折合": 81,
        "档次": "良好", "得分说明": "", "记录编号": "1、2",
    }  # fmt: skip
    assert row["得分说明"].value == (
        f"第1号记录：{'、'.join(WORDS_OF_WANG)}\n"
        "第2号记录：暴露垃圾不得分（没有露天焚烧垃圾？不符合）、庭院整洁得7分（满分7分，整洁有序）"
    )


def test_a_site_of_which_points_were_not_read_has_neither_sum_nor_band(
    office, cast, table, wang, li
):
    hand_in(li, cast, LI)
    said = {**WANG, "yards": "很好"}
    send(wang, cast, {f"item-{item}": value for item, value in said.items()})
    row = values(line_of_sheet(office, cast))
    assert "折合" not in row and "档次" not in row and row["加分"] == 10
    told = "庭院整洁没有读出分数（写的是“很好”），不计分"
    assert told in row["得分说明"] and row["得分说明"].endswith("1项没有读出分数，不折合")


def test_every_figure_opens_what_it_is_made_of(office, cast, table, wang, li):
    hand_in(wang, cast, WANG)
    hand_in(li, cast, LI)
    (row,) = preview(office, cast).select("table.sheet tbody tr")
    road, _, reached, possible, bonus, overall = row.select("td.num a")
    assert lines(listed(office, road)) == [
        ["暴露垃圾", "40", "3", "37"], ["巡查台账", "20", "4", "16"],
        ["暴露垃圾", "40", "40", "0"], ["巡查台账", "20", "0", "20"],
    ]  # fmt: skip
    whole = [["庭院整洁", "7", "1.5", "5.5"], ["村口有绿化", "33", "0", "33"]]
    for link in (reached, possible, overall):
        assert lines(listed(office, link))[2:4] == whole
    added = listed(office, bonus)
    assert lines(added) == [["建成美丽庭院", "3户", "10"]]
    assert "1个加分的检查项" in added.h1.text
    link = line_of_sheet(office, cast)["总分"].hyperlink.target
    assert len(lines(BeautifulSoup(page_at(office, link).text, "lxml"))) == 7


def test_how_the_sum_and_the_band_are_made_stands_in_the_notes(office, cast, table, wang):
    hand_in(wang, cast, WANG)
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    (said,) = [row[1].value for row in book["填表说明"].iter_rows() if row[0].value == "点位得分"]
    assert "折合=总分÷满分×清单写明的总分＋加分" in said and "不作排名" in said


def test_points_that_were_given_are_a_number_for_further_use(office, cast, table, wang):
    hand_in(wang, cast, WANG)
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    rows = [list(row) for row in book["检查记录"].values]
    head = next(number for number, row in enumerate(rows) if "庭院整洁" in row)
    assert rows[head + 1][rows[head].index("庭院整洁")] == 5.5
    meaning = next(row for row in book["数据说明"].values if row[2] == "庭院整洁")
    assert meaning[3] == "数字" and "0到7，每0.5分一档" in meaning


@pytest.mark.parametrize("query", ["public=1", "photos=1"])
def test_a_copy_for_publication_has_no_points_that_were_given(office, cast, table, wang, query):
    hand_in(wang, cast, WANG)
    own = opened(office, f"{cast.inspection}/workbook.xlsx")
    assert all("庭院整洁" in words_of(own[name]) for name in ("检查记录", "数据说明"))
    public = opened(office, f"{cast.inspection}/workbook.xlsx?{query}")
    told = "\n".join(words_of(sheet) for sheet in public)
    assert "庭院整洁" not in told and "5.5分" not in told and "优秀" not in told
    assert "事后补记" in told  # what was seen stays
