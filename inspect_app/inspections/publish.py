"""Checklists in force: publish a file's content as a version, parse a version once."""

from hashlib import sha256

from inspect_app.checklist.definition import Checklist
from inspect_app.db import now, session
from inspect_app.inspections import models


def publish(town_id: int, checklist: Checklist) -> models.ChecklistVersion:
    """Return the version with this content: a known one unchanged, else a new one.

    The snapshot holds the laws it cites too, so that an old record keeps its words and its bases.
    """
    snapshot = checklist.model_dump_json(by_alias=True)
    digest = sha256(snapshot.encode()).hexdigest()
    known = models.version_with_content(town_id, digest)
    if known:
        return known
    version = models.ChecklistVersion(
        town_id=town_id,
        checklist_id=checklist.id,
        version=models.last_version(town_id, checklist.id) + 1,
        title=checklist.title,
        sha256=digest,
        snapshot=snapshot,
        published_at=now(),
    )
    session().add(version)
    session().flush()
    return version


def checklist_of(version: models.ChecklistVersion) -> Checklist:
    """Return the checklist of a published version; parsed once per content."""
    checklist = _parsed.get(version.sha256)
    if checklist is None:
        # One object per content, also when two threads parse it at once: it is a key of caches.
        parsed = Checklist.model_validate_json(version.snapshot)
        checklist = _parsed.setdefault(version.sha256, parsed)
    return checklist


# By content, so it never goes stale; a county's towns have some hundreds of versions.
_parsed: dict[str, Checklist] = {}
