"""示例: a town of its own beside the town whose example it is; made, and gone without a trace.

It is none of the town's data: every query takes a town, so no figure, number, paper or list of the
town can have any of it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from inspect_app import audit, db
from inspect_app.checklist import shipped
from inspect_app.demo import models, story
from inspect_app.demo.loading import DrawnPhotos, draw_photos, fill_example
from inspect_app.people import models as people
from inspect_app.people.access import Actor
from inspect_app.photos import models as photos
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.models import ReportJob


def pictures_for(town_id: int, store: PhotoStore) -> DrawnPhotos:
    """Draw the photos of the town's example, unless it is there already; not while writing."""
    return {} if people.example_of(town_id) else draw(store)


def draw(store: PhotoStore) -> DrawnPhotos:
    return draw_photos(story.EXAMPLE, store)


def keep_anew(pictures: DrawnPhotos, store: PhotoStore) -> None:
    """Keep what a colleague's deletion took away between the drawing and the rows that name it."""
    for one in pictures.values():
        if not store.path(one.digest).exists():
            store.keep(one)


def make(actor: Actor, pictures: DrawnPhotos, today: date) -> people.Town | None:
    """The example of the actor's town, made if there is none; call it while writing.

    None where it has just been deleted, and no photos were drawn for another.
    """
    known = people.example_of(actor.town_id)
    if known:
        return known
    if not pictures:
        return None
    town = people.town(actor.town_id)
    example = people.Town(
        name=f"{town.name}（示例）", contact=town.contact, example_of_id=actor.town_id
    )
    db.session().add(example)
    db.session().flush()
    office = Actor(example.id, actor.role, actor.person_id, actor.name, example_of=town.id)
    fill_example(example, office, dict(pictures), shipped.FOLDER, today)  # each is taken once
    audit.note(actor, audit.Kind.CONTENT, "放入示例")
    return example


def delete(actor: Actor, path_of: Callable[[ReportJob], Path]) -> list[Path]:
    """Delete the example of the actor's town, if there is one; call it while writing.

    Return the reports that were made of it, to be removed once that is on disk. Its photos are
    noted to go: ``remove_photos`` does that, now or after a start.
    """
    example = people.example_of(actor.town_id)
    if example is None:
        return []
    photos.note_for_removal(models.digests(example.id))
    made = [path_of(job) for job in models.jobs(example.id)]
    models.delete_rows(example.id)
    audit.note(actor, audit.Kind.CONTENT, "删除示例")
    return made


def remove_photos(database: db.Database, store: PhotoStore) -> None:
    """Remove the photo files of examples that were deleted, but for those that a town has as well.

    Whoever keeps the same photo meanwhile waits for the turn, and looks then whether it is there.
    """
    with db.writing(database):
        files = photos.files_to_remove()
        for digest, is_used in files.items():
            if not is_used:
                store.remove(digest)
        photos.forget_files(files)
