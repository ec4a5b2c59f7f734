"""示例: a town of its own beside the town whose example it is; made, and gone without a trace.

It is none of the town's data: every query takes a town, so no figure, number, paper or list of the
town can have any of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspect_app import audit, db
from inspect_app.checklist import shipped
from inspect_app.demo import models, story
from inspect_app.demo.loading import Pictures, drawn, fill_example
from inspect_app.people import models as people
from inspect_app.people.access import Actor
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.models import ReportJob


@dataclass(frozen=True)
class LeftFiles:
    """What an example that was deleted has left on the disk."""

    photos: frozenset[str] = frozenset()
    reports: tuple[Path, ...] = ()


def pictures_for(town_id: int, store: PhotoStore) -> Pictures:
    """Draw the photos of the town's example, unless it is there already; not while writing."""
    return {} if people.example_of(town_id) else drawn(story.EXAMPLE, store)


def make(actor: Actor, pictures: Pictures, today: date) -> people.Town:
    """Return the example of the actor's town, made if there is none; call it while writing."""
    known = people.example_of(actor.town_id)
    if known:
        return known
    town = people.town(actor.town_id)
    example = people.Town(
        name=f"{town.name}(示例)", contact=town.contact, example_of_id=actor.town_id
    )
    db.session().add(example)
    db.session().flush()
    office = Actor(example.id, actor.role, actor.person_id, actor.name, example_of=town.id)
    fill_example(example, office, pictures, shipped.FOLDER, today)
    audit.note(actor, audit.Kind.CONTENT, "放入示例")
    return example


def delete(actor: Actor, path_of: Callable[[ReportJob], Path]) -> LeftFiles:
    """Delete the example of the actor's town, if there is one; call it while writing.

    Return its files, to be removed once that is on disk.
    """
    example = people.example_of(actor.town_id)
    if example is None:
        return LeftFiles()
    left = LeftFiles(
        frozenset(models.digests(example.id)),
        tuple(path_of(job) for job in models.jobs(example.id)),
    )
    models.delete_rows(example.id)
    audit.note(actor, audit.Kind.CONTENT, "删除示例")
    return left


def remove_files(left: LeftFiles, database: db.Database, store: PhotoStore) -> None:
    """Remove the files that an example has left, but for photos that a town has as well.

    Whoever keeps the same photo meanwhile waits for the turn, and looks then whether it is there.
    """
    for path in left.reports:
        path.unlink(missing_ok=True)
    with db.writing(database):
        for digest in models.unused(left.photos):
            store.remove(digest)
