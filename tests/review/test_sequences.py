"""Whatever the office presses in whatever order: undoing it all gives back the first state."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from inspect_app import db
from inspect_app.findings.models import Finding
from inspect_app.findings.models.acts import ReviewAct
from tests.apps import create_app
from tests.cast import bring_on
from tests.examples import examples
from tests.person import Person
from tests.records.filling import correct, failing, form_url, submitted
from tests.reports.books import listed, summed_up, workbook
from tests.review.reviewing import listing, numbers

COUNT = 4
WORDS = st.sampled_from(["改写一", "改写二", "", "桶满了1"])
ONE = st.fixed_dictionaries(
    {"do": st.sampled_from(["keep", "save", "reopen", "withdraw", "duplicate", "next"])},
    optional={
        "unit": st.sampled_from(["镇政府", "镇村镇建设办公室"]),
        "person": st.sampled_from(["刘强", "马丽"]),
        "due": st.sampled_from(["2027-01-01", "2027-02-02"]),
        "severity": st.sampled_from(["minor", "major", "critical"]),
        "main": st.integers(1, COUNT),
        "reason": st.just("误报"),
    },
)
PRESSES = st.lists(
    st.tuples(st.sets(st.integers(1, COUNT), min_size=1), ONE, WORDS), min_size=1, max_size=8
)


def state(app) -> list[dict[str, object]]:
    """Return all that the findings say, read from the database itself."""
    with db.reading(app.extensions["database"]) as session:
        rows = session.query(Finding).order_by(Finding.id).all()
        names = [column.key for column in Finding.__table__.columns]
        return [{name: getattr(row, name) for name in names} for row in rows]


def press(office, cast, ids, fields, words) -> None:
    if len(ids) == 1:
        number = next(iter(ids))
        page = BeautifulSoup(office.get(f"/office/findings/{number}").text, "lxml")
        seen = page.select_one("input[name=seen]")["value"]
        answer = office.post(
            f"/office/findings/{number}", {**fields, "description": words, "seen": seen}
        )
    else:
        answer = office.post(listing(cast), {**fields, "finding": sorted(ids)})
    assert answer.status_code in (303, 422)


def standing(app) -> list[int]:
    with db.reading(app.extensions["database"]) as session:
        acts = session.query(ReviewAct).order_by(ReviewAct.id.desc()).all()
        undone = {act.undoes_id for act in acts}
        return [act.id for act in acts if act.kind == "review" and act.id not in undone]


@pytest.fixture(scope="module")
def template(tmp_path_factory, empty_database):
    """A town with four findings, made once and copied for each example."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    shutil.copy(empty_database, app.extensions["settings"].database)
    cast = bring_on(app, date(2026, 11, 23))
    for name in ("wang", "li"):
        fields = failing("桶满了", **{"item-ditch": "fail"})
        submitted(Person(app).enter(cast.links[name]), cast, fields)
    app.extensions["database"].engine.dispose()
    return folder, cast


@pytest.fixture
def fresh(template, tmp_path_factory):
    def make():
        folder = tmp_path_factory.mktemp("copy") / "var"
        shutil.copytree(template[0], folder)
        app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
        return app, replace(template[1], app=app), Person(app).log_in("甲镇")

    return make


@examples(8)
@given(PRESSES)
def test_undoing_everything_gives_back_the_first_state(fresh, presses):
    app, cast, office = fresh()
    states = [state(app)]
    for ids, fields, words in presses:
        before = standing(app)
        press(office, cast, ids, fields, words)
        if standing(app) != before:
            states.append(state(app))
        assert state(app) == states[-1]
    check_figures(office, cast, states[-1])
    for act in standing(app):
        assert state(app) == states.pop()
        assert office.post(f"/office/acts/{act}/undo").status_code == 303
    assert [state(app)] == states
    app.extensions["database"].engine.dispose()


SAID = st.fixed_dictionaries(
    {"item-heap": st.just("pass"), "item-bin": st.sampled_from(["pass", "fail"]),
     "item-ditch": st.sampled_from(["pass", "fail"]), "item-named": st.just("pass")},
    optional={f"item-{item}-{n}-description": st.sampled_from(["桶满了", "很臭", "又满了"])
              for item in ("bin", "ditch") for n in (0, 1)},
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("press"),
            st.tuples(st.sets(st.integers(1, 6), min_size=1, max_size=3), ONE, WORDS),
        ),
        st.tuples(st.just("correct"), SAID),
        st.tuples(st.sampled_from(["undo", "withdraw"]), st.none()),
    ),
    min_size=3,
    max_size=10,
)


@examples(9)
@given(STEPS)
def test_whatever_deputies_correct_meanwhile_every_figure_equals_its_rows(fresh, steps):
    app, cast, office = fresh()
    wang = Person(app).enter(cast.links["wang"], cast.code("wang"))
    receipt = wang.get(form_url(cast)).location
    for what, how in steps:
        if what == "press":
            ids = how[0] & {row["id"] for row in state(app) if not row["taken_back_at"]}
            if ids:
                press(office, cast, ids, *how[1:])
        elif what == "correct":
            correct(wang, cast, how)
        elif what == "withdraw":
            wang.post(receipt + "/withdraw")
        elif standing(app):
            answer = office.post(f"/office/acts/{standing(app)[0]}/undo")
            assert answer.status_code in (303, 422)
    rows = [row for row in state(app) if not row["taken_back_at"]]
    assert wang.get("/d/findings").status_code == 200
    assert sorted(numbers(office, cast)) == [row["id"] for row in rows]
    check_figures(office, cast, rows)
    app.extensions["database"].engine.dispose()


def check_figures(office, cast, rows) -> None:
    """Recount every figure from the rows themselves; no duplicate may stand alone."""
    counted = [row for row in rows if row["state"] in ("recorded", "kept", "merged")]
    ids = {row["id"] for row in counted}
    assert all(row["duplicate_of_id"] in ids for row in rows if row["state"] == "duplicate")
    assert {row["id"] for row in rows if row["duplicate_of_id"]} == {
        row["id"] for row in rows if row["state"] == "duplicate"
    }
    book = workbook(office, cast)
    units = [row["reviewed_unit"] or row["own_unit"] for row in counted]
    severities = Counter(row["reviewed_severity"] or row["own_severity"] for row in counted)
    listing_rows = listed(book)
    assert Counter(row["责任单位"] or "" for row in listing_rows) == Counter(units)
    facts = summed_up(book)
    assert facts["问题（个）"] == len(counted) == len(listing_rows)
    assert [facts[words] for words in ("一般", "较大", "重大")] == [
        severities[severity] for severity in ("minor", "major", "critical")
    ]
    board = BeautifulSoup(office.get(f"/office/inspections/{cast.inspection}").text, "lxml")
    assert len(board.select(".findings li")) == len(counted)
    for name in ("recorded", "kept", "duplicate", "withdrawn"):
        shown = numbers(office, cast, f"?state={name}")
        assert sorted(shown) == [row["id"] for row in rows if row["state"] == name]


NAMES = st.sampled_from(
    ["do", "finding", "which", "total", "seen", "unit", "person", "due", "severity", "main",
     "reason", "description", "suggestion", "words", "state", "village", "page", ""]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        ["keep", "save", "withdraw", "duplicate", "all", "1", "2", "-1", "0", "9" * 400, "9" * 5000,
         "1e400", "nan", "٣", "9999-99-99", "2026-12-01", "\x00", "\ufffe", "x" * 3000, "%", "\\",
         "critical", "recorded", "taken_back", "<b>", "{{ 7*7 }}"]
    ),
    st.text(max_size=30),
)  # fmt: skip


@examples(15)
@given(
    sent=st.lists(st.tuples(NAMES, VALUES), max_size=12),
    asked=st.lists(st.tuples(NAMES, VALUES), max_size=4),
)
def test_no_form_and_no_address_whatever_breaks_the_server(hostile, sent, asked):
    cast, office = hostile
    fields, query = MultiDict(sent), MultiDict(asked)
    for path in (listing(cast), "/office/findings/1"):
        answer = office.client.post(
            path, data=fields, query_string=query, headers={"Origin": "http://localhost"}
        )
        assert answer.status_code in (303, 422), path
    for path in (listing(cast), "/office/findings/1", "/office/audit", "/office/audit.xlsx"):
        assert office.client.get(path, query_string=query).status_code == 200, path


@pytest.fixture(scope="module")
def hostile(template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "var"
    shutil.copytree(template[0], folder)
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    yield template[1], Person(app).log_in("甲镇")
    app.extensions["database"].engine.dispose()
