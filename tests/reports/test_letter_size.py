"""Whatever a sheet has to show, its letters are printed large enough to be read: 9 points."""

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.cast import checklist_from
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.books import opened
from tests.reports.letters import fits_width, small

SECTIONS = 15


@pytest.fixture
def scored(app, cast, wang) -> None:
    """A record on a checklist of many sections, each of which gives points."""
    sections = [
        {
            "id": f"s{number}",
            "title": f"第{number}项有关情况",
            "items": [
                {"id": f"wall{number}", "kind": "deduction", "question": f"第{number}处墙面整洁",
                 "problem": "墙面脏", "points": 2, "all_or_nothing": True},
            ],
        }
        for number in range(SECTIONS)
    ]  # fmt: skip
    scored = {"id": "many", "title": "村容评分", "topic": "村容", "sections": sections}
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(scored)).id
        session.get(inspections.Assignment, cast.assignments[0]).checklist_version_id = version
    said = {f"item-wall{number}": "pass" for number in range(SECTIONS)}
    assert submitted(wang, cast, said).status_code == 303


@pytest.mark.parametrize("query", ["", "?stamp=1"])
def test_photos_of_either_size_leave_the_words_readable(office, cast, wang, query):
    photo = send_photo(wang, "red")
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": photo})
    assert small(opened(office, f"{cast.inspection}/workbook.xlsx{query}")) == {}


def test_scores_of_many_sections_are_readable(office, cast, scored):
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    assert small(book) == {}
    scores = book["点位得分"]
    # On the further pages each row still says of which site it is.
    assert not fits_width(scores) and scores.print_title_cols == "$A:$C"


@pytest.mark.parametrize("file", ["ledger.xlsx", "register.xlsx"])
def test_the_other_files_are_readable(office, cast, wang, file):
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"})
    path = file if file == "register.xlsx" else f"{cast.inspection}/{file}"
    assert small(opened(office, path)) == {}
