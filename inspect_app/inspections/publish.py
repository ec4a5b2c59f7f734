"""Checklists in force: publish a file's content as a version, parse a version once."""

from hashlib import sha256

from inspect_app import audit
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.retired import NOTHING, RetiredParts, retired
from inspect_app.db import now, session
from inspect_app.inspections import models
from inspect_app.inspections.models import plans
from inspect_app.people.access import Actor


def publish(town_id: int, checklist: Checklist) -> models.ChecklistVersion:
    """The version with this content: a known one unchanged, else a new one.

    The snapshot holds the laws it cites too, so that an old record keeps its words and its bases.
    """
    known = published(town_id, checklist)
    if known:
        return known
    snapshot = _snapshot(checklist)
    version = models.ChecklistVersion(
        town_id=town_id,
        checklist_id=checklist.id,
        version=models.last_version(town_id, checklist.id) + 1,
        title=checklist.title,
        sha256=_digest(snapshot),
        snapshot=snapshot,
        published_at=now(),
    )
    session().add(version)
    session().flush()
    return version


def take_into_use(
    who: Actor | audit.Somebody, checklist: Checklist
) -> tuple[models.ChecklistVersion, bool]:
    """Publish a checklist for somebody's town; return its version, and whether it is a new one."""
    known = published(who.town_id, checklist)
    version = known or publish(who.town_id, checklist)
    if not known:
        words = f"《{version.title}》第{version.version}版"
        audit.note(who, audit.Kind.CONTENT, "采用检查清单", words)
    return version, not known


def published(town_id: int, checklist: Checklist) -> models.ChecklistVersion | None:
    """The town's version with exactly this content, None if it never took it into use."""
    return models.version_with_content(town_id, _digest(_snapshot(checklist)))


def _snapshot(checklist: Checklist) -> str:
    return checklist.model_dump_json(by_alias=True)


def _digest(snapshot: str) -> str:
    return sha256(snapshot.encode()).hexdigest()


def checklist_of(version: models.ChecklistVersion) -> Checklist:
    """The checklist of a published version; parsed once per content."""
    checklist = _parsed.get(version.sha256)
    if checklist is None:
        # One object per content, also when two threads parse it at once: it is a key of caches.
        snapshot = models.snapshot_of(version.town_id, version.id)
        parsed = Checklist.model_validate_json(snapshot)
        checklist = _parsed.setdefault(version.sha256, parsed)
    return checklist


def others_of(version: models.ChecklistVersion) -> list[Checklist]:
    """The checklist as its other versions have it, the last first."""
    rows = plans.other_versions(version.town_id, version.checklist_id, version.id)
    return [checklist_of(row) for row in rows]


def retired_in(version: models.ChecklistVersion) -> RetiredParts:
    """What other versions ask and offer and this one does not; of a first one, nothing."""
    if version.version == 1:
        return NOTHING  # phones ask for its form the most often: without a question more
    return retired(checklist_of(version), others_of(version))


# By content, so it never goes stale; a county's towns have some hundreds of versions.
_parsed: dict[str, Checklist] = {}
