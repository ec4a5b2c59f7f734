"""嘉禾镇: what the demo promises, loaded into a real database."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from inspect_app import db, demo
from inspect_app.checklist.shipped import FOLDER as CHECKLISTS
from inspect_app.demo import loading
from inspect_app.demo.people import UNITS
from inspect_app.feedback.models import Feedback
from inspect_app.findings.models import Finding, FindingState
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from inspect_app.photos.models import Photo
from inspect_app.photos.store import PhotoStore
from inspect_app.records.models import Record
from inspect_app.records.models.revisions import RecordRevision
from tests.apps import create_app

TODAY = date(2026, 11, 23)


def loaded(folder: Path, empty_database: Path):
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    database, settings = app.extensions["database"], app.extensions["settings"]
    shutil.copy(empty_database, settings.database)
    store = PhotoStore(settings.photo_folder)
    entrances = demo.load(database, store, CHECKLISTS, settings, TODAY, lambda _: None)
    return app, entrances


@pytest.fixture(scope="module")
def town(tmp_path_factory, empty_database):
    app, _ = loaded(tmp_path_factory.mktemp("town"), empty_database)
    with db.reading(app.extensions["database"]) as session:
        yield app, session
    app.extensions["database"].engine.dispose()


def count(session, table, *conditions) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions))


def test_it_has_what_it_promises(town):
    _, session = town
    autumn, winter, first = session.scalars(select(inspections.Inspection)).all()

    assert count(session, people.DeputyGroup) == 3
    assert count(session, people.Deputy) == 12
    assert count(session, inspections.Village) == 6
    assert count(session, inspections.Site) == 12
    assert count(session, people.ResponsibleUnit) == 6
    assert count(session, Record, Record.inspection_id == autumn.id) == 24
    assert count(session, RecordRevision) >= 2
    assert 25 <= count(session, Finding, Finding.inspection_id == autumn.id) <= 40
    assert count(session, Photo) >= 10
    assert (autumn.state, winter.state, first.state) == ("closed", "under_way", "closed")
    assert (winter.starts_on, autumn.starts_on) == (TODAY, date(2026, 10, 13))
    used = {version.checklist_id for version in inspections.versions_of_inspection(1, winter.id)}
    assert len(used) == 5


def test_the_office_has_looked_at_some_of_it(town):
    _, session = town
    reviewed = session.scalars(select(Finding).where(Finding.state == FindingState.KEPT)).all()
    assert len(reviewed) == 3
    assert [bool(one.reviewed_description) for one in reviewed].count(True) == 1
    assert count(session, Feedback) == 2
    assert count(session, Feedback, Feedback.handled_by == "王秘书") == 1


def test_every_photo_of_a_finding_is_on_disk(town):
    app, session = town
    store = PhotoStore(app.extensions["settings"].photo_folder)
    digests = {str(photo.id): photo.digest for photo in session.scalars(select(Photo))}
    named = [one for finding in session.scalars(select(Finding)) for one in finding.photos]

    assert named
    assert all(store.path(digests[one]).exists() for one in named)


def test_the_records_lie_on_the_days_of_their_inspections(town):
    _, session = town
    for record, inspection in session.execute(
        select(Record, inspections.Inspection).join(
            inspections.Inspection, inspections.Inspection.id == Record.inspection_id
        )
    ):
        assert inspection.starts_on <= record.filled_on <= inspection.ends_on


def test_a_unit_answers_for_the_words_of_the_checklists(town):
    _, session = town
    words = {word for known in UNITS.values() for word in known}
    used = {
        word
        for version in session.scalars(select(inspections.ChecklistVersion))
        for item in inspections_checklist(version).items
        for word in getattr(item, "responsible", ())
        if word.startswith("镇") and word != "镇政府"
    }
    assert used <= words | set(UNITS)


def inspections_checklist(version):
    from inspect_app.inspections.publish import checklist_of

    return checklist_of(version)


def test_it_is_the_same_each_time_but_for_the_secrets(town, tmp_path, empty_database):
    _, session = town
    loading.draw.cache_clear()  # its photos are drawn once a run otherwise (tests/apps.py)
    app, entrances = loaded(tmp_path, empty_database)
    with db.reading(app.extensions["database"]) as other:
        for column in (Finding.description, Photo.digest, Record.id, Record.submitted_at):
            same = select(column).order_by(column)
            assert other.scalars(same).all() == session.scalars(same).all()
    app.extensions["database"].engine.dispose()
    assert entrances["deputies"][0]["name"] == "王建国"
