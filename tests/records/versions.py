"""The version of the checklist that the inspection under way uses, and another one in its place."""

from inspect_app import db
from inspect_app.inspections.models import Assignment
from inspect_app.inspections.publish import publish
from tests.cast import changed_checklist, checklist_from


def version_of(app, cast):
    with db.writing(app.extensions["database"]) as session:
        return session.get(Assignment, cast.assignments[0]).checklist_version_id


def in_other_words(raw) -> None:
    """Nothing is asked otherwise: another version has another introduction, whatever changes."""


def publish_changed(app, cast, change) -> None:
    """Let the phones' forms be of a version with what ``change`` makes of the checklist."""
    changed = checklist_from(changed_checklist(change))
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, changed)
        for assignment in cast.assignments:
            session.get(Assignment, assignment).checklist_version_id = version.id


def use_at_first_site(app, cast, checklist) -> None:
    """Let the first site be looked at with the checklist."""
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist).id
        session.get(Assignment, cast.assignments[0]).checklist_version_id = version
