"""Whatever a form sends: no answer of status 500, which a phone would resend for ever."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.cast import bring_on
from tests.checklist.every_kind import EVERY_KIND
from tests.examples import examples
from tests.person import Person

ITEMS = [item.id for item in EVERY_KIND.items]
PARTS = ["description", "severity", "suggestion", "amount", "photo", "files"]
NAMES = st.one_of(
    st.sampled_from(["do", "record", "suggestion", "highlight", "", "item-", "item-x-0-photo"]),
    st.sampled_from([f"item-{item}" for item in ITEMS]),
    st.builds(
        "item-{}-{}-{}".format, st.sampled_from(ITEMS), st.integers(0, 1200), st.sampled_from(PARTS)
    ),
)
VALUES = st.one_of(
    st.sampled_from(
        ["pass", "fail", "na", "0", "-1", "1e400", "nan", "inf", "٣", "9" * 400, "=1", "good", "bad",
         "2026-11-23", "9999-99-99", "rest-look", "more-heap", "more-nope", "later", "submit",
         "00000000-0000-4000-8000-000000000000", "\x00", "\ufffe", "x" * 2500]
    ),
    st.text(max_size=40),
)  # fmt: skip


@pytest.fixture
def scored(app):
    """王建国 with a checklist of every kind."""
    cast = bring_on(app, date(2026, 11, 23), json.loads(EVERY_KIND.model_dump_json(by_alias=True)))
    return Person(app).enter(cast.links["wang"]), cast.assignments


@examples(25)
@given(sent=st.lists(st.tuples(NAMES, VALUES), max_size=30), site=st.integers(0, 1))
def test_no_form_whatever_breaks_the_server(scored, sent, site):
    wang, assignments = scored
    path = f"/d/assignments/{assignments[site]}"

    assert wang.put(f"{path}/draft", MultiDict(sent)).status_code in (200, 409)
    saves = wang.get(f"{path}/draft").json["saves"]
    answer = wang.post(path, MultiDict([*sent, ("saves", saves)]))
    assert answer.status_code in (200, 303, 409, 422)
    assert wang.get(f"{path}?correct=1").status_code == 200
