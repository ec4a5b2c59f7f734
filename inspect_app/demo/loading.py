"""Put the story into a town: people, checklists, three inspections, records; the demo's, too."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from inspect_app import db
from inspect_app.accounts import signing
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.demo import people as cast
from inspect_app.demo import story
from inspect_app.demo.drawing import draw
from inspect_app.demo.entrances import Entrances
from inspect_app.demo.office_reviews import give_feedback, review_some, review_suggestions
from inspect_app.demo.story import DemoRecord, Story
from inspect_app.demo.telling import tell
from inspect_app.entering import personal_links
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from inspect_app.people import models as people
from inspect_app.people.access import Actor, Role
from inspect_app.photos.image import Picture, read_picture
from inspect_app.photos.models import Photo
from inspect_app.photos.store import PhotoStore
from inspect_app.settings import ZONE, Settings

DEMO = UUID("6d3c0a4e-53b1-5d7a-9d3c-1f4d8f2b7a10")
AUTUMN_BEFORE = timedelta(days=35)
FIRST_BEFORE_AUTUMN = timedelta(days=28)
FIRST_RECORD, BETWEEN_RECORDS = time(9, 5), timedelta(minutes=31)
Progress = Callable[[int], None]
DrawnPhotos = dict[tuple[str, int], Picture]
Row = TypeVar("Row")


@dataclass
class _DemoTown:
    """The rows that everything else refers to, by their names; ``ids`` is what ids are made of."""

    town: people.Town
    ids: UUID
    term: people.Term
    deputies: dict[str, people.Deputy]
    groups: list[people.DeputyGroup]
    sites: dict[str, inspections.Site]
    villages: dict[str, inspections.Village]
    versions: dict[str, inspections.ChecklistVersion]


def load(
    database: db.Database,
    store: PhotoStore,
    checklists: Path,
    settings: Settings,
    today: date,
    progress: Progress,
) -> Entrances:
    """Load the demo town in one transaction and return its entrances.

    Deterministic but for the secrets. ``progress`` is told the percent points that were done.
    """
    pictures = draw_photos(story.DEMO, store, progress)
    with db.writing(database):
        row = _add(people.Town(name=cast.TOWN, contact=cast.CONTACT))
        password = secrets.token_urlsafe(9)
        office = _account(row, password)
        town = _found_town(row, DEMO, checklists, today)
        key = settings.secret_key
        links = {name: personal_links.make_link(one, key) for name, one in town.deputies.items()}
        autumn, winter, first = _hold_inspections(town, office, story.DEMO, pictures, today)
        progress(10)
    return {
        "office": {
            "url": f"{settings.base_url}/office/login",
            "login": cast.LOGIN,
            "password": password,
        },
        "deputies": [
            {"name": name, "url": f"{settings.base_url}/m/{link}"} for name, link in links.items()
        ],
        "inspections": [
            {"id": one.id, "title": one.title, "state": one.state.value}
            for one in (autumn, winter, first)
        ],
    }


def fill_example(
    row: people.Town, office: Actor, pictures: DrawnPhotos, checklists: Path, today: date
) -> None:
    """Let the story, with a few photos, happen in a town's example; call it while writing."""
    town = _found_town(row, uuid4(), checklists, today)
    _hold_inspections(town, office, story.EXAMPLE, pictures, today)


def draw_photos(plot: Story, store: PhotoStore, progress: Progress = lambda _: None) -> DrawnPhotos:
    """Draw and keep every photo of the story; return them by subject and number."""
    subjects = plot.subjects
    pictures: DrawnPhotos = {}
    for n, subject in enumerate(subjects):
        number = sum(known == subject for known, _ in pictures)
        pictures[subject, number] = read_picture(draw(subject, number))
        store.keep(pictures[subject, number])
        progress(90 * (n + 1) // len(subjects) - 90 * n // len(subjects))
    return pictures


def _hold_inspections(
    town: _DemoTown, office: Actor, plot: Story, pictures: DrawnPhotos, today: date
) -> tuple[inspections.Inspection, inspections.Inspection, inspections.Inspection]:
    """Hold the three inspections; return the finished one, the one under way, the first."""
    # A Tuesday some five weeks ago: villages the first day, shops and workshops the second.
    autumn_day = today - AUTUMN_BEFORE - timedelta(days=(today.weekday() - 1) % 7)
    autumn = _autumn(town, autumn_day)
    winter = _winter(town, today)
    first = _first(town, autumn_day - FIRST_BEFORE_AUTUMN)
    _fill(town, first, plot.before, first.starts_on, pictures)
    _fill(town, autumn, plot.environment, autumn_day, pictures)
    _fill(town, autumn, plot.safety, autumn_day + timedelta(days=1), pictures)
    _fill(town, winter, plot.today, today, pictures)
    first.state = autumn.state = inspections.InspectionState.CLOSED
    review_some(office, autumn.id)
    review_suggestions(office, autumn.id)
    give_feedback(office, town.deputies)
    return autumn, winter, first


def _add(row: Row) -> Row:
    db.session().add(row)
    db.session().flush()
    return row


def _found_town(town: people.Town, ids: UUID, checklists: Path, today: date) -> _DemoTown:
    started = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    term = _add(people.Term(town_id=town.id, number=19, starts_on=started, ends_on=None))
    groups, deputies = [], {}
    for name, members in cast.GROUPS.items():
        group = _add(people.DeputyGroup(town_id=town.id, term_id=term.id, name=name))
        groups.append(group)
        for member, role in members:
            deputies[member] = _add(
                people.Deputy(
                    town_id=town.id,
                    term_id=term.id,
                    group_id=group.id,
                    name=member,
                    group_role=role,
                )
            )
    for name, words in cast.UNITS.items():
        _add(people.ResponsibleUnit(town_id=town.id, name=name, answers_for=words))
    villages, sites = {}, {}
    for name, (_, *places) in cast.VILLAGES.items():
        villages[name] = _add(inspections.Village(town_id=town.id, name=name))
        for place in places:
            sites[place] = _add(
                inspections.Site(town_id=town.id, village_id=villages[name].id, name=place)
            )
    versions = _versions(town, checklists)
    return _DemoTown(town, ids, term, deputies, groups, sites, villages, versions)


def _versions(town: people.Town, checklists: Path) -> dict[str, inspections.ChecklistVersion]:
    laws = load_laws(checklists / "laws.yaml")
    lists = [load_checklist(checklists / f"{name}.yaml", laws) for name in cast.CHECKLISTS]
    return {checklist.id: publish(town.id, checklist) for checklist in lists}


def _account(town: people.Town, password: str) -> Actor:
    account = _add(
        people.Account(
            town_id=town.id,
            login=cast.LOGIN,
            name="王秘书",
            role=Role.OFFICE,
            password_hash=signing.hash_password(password),
        )
    )
    return Actor(account.town_id, account.role, account.id, account.name)


def _inspection(
    town: _DemoTown, title: str, topic: str, days: tuple[date, date], attended: int | None
) -> inspections.Inspection:
    return _add(
        inspections.Inspection(
            town_id=town.town.id,
            term_id=town.term.id,
            title=title,
            topic=topic,
            kind=inspections.InspectionKind.INSPECTION,
            state=inspections.InspectionState.UNDER_WAY,
            starts_on=days[0],
            ends_on=days[1],
            lead="镇人大主席 马振华",
            expected=len(town.deputies),
            attended=attended,
        )
    )


def _autumn(town: _DemoTown, day: date) -> inspections.Inspection:
    title = f"{day.year}年{'冬春夏秋'[day.month % 12 // 3]}季人居环境和安全生产监督视察"
    days = (day, day + timedelta(days=1))
    inspection = _inspection(town, title, "人居环境、安全生产", days, len(town.deputies))
    for village, (_, outdoors, place) in cast.VILLAGES.items():
        _assign(town, inspection, village, outdoors, "living_environment")
        _assign(town, inspection, village, place, "work_safety")
    return inspection


def _first(town: _DemoTown, day: date) -> inspections.Inspection:
    title = f"{day.year}年{day.month}月人居环境监督视察"
    inspection = _inspection(town, title, "人居环境", (day, day), len(town.deputies))
    for place in dict.fromkeys(one.site for one in story.BEFORE):
        village = next(name for name, (_, *places) in cast.VILLAGES.items() if place in places)
        _assign(town, inspection, village, place, "living_environment")
    return inspection


def _winter(town: _DemoTown, day: date) -> inspections.Inspection:
    title = f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度综合监督视察"
    topic = "人居环境、安全生产、耕地保护、粮食安全、村集体“三资”"
    inspection = _inspection(town, title, topic, (day, day + timedelta(days=2)), None)
    for village, site, checklists in cast.WINTER:
        for checklist in checklists:
            _assign(town, inspection, village, site, checklist)
    return inspection


def _assign(
    town: _DemoTown, inspection: inspections.Inspection, village: str, site: str, checklist: str
) -> None:
    _add(
        inspections.Assignment(
            town_id=town.town.id,
            inspection_id=inspection.id,
            site_id=town.sites[site].id,
            checklist_version_id=town.versions[checklist].id,
            group_id=town.groups[cast.VILLAGES[village][0]].id,
            deputy_id=None,
        )
    )


def _fill(
    town: _DemoTown,
    inspection: inspections.Inspection,
    records: Iterable[DemoRecord],
    day: date,
    pictures: DrawnPhotos,
) -> None:
    started = datetime.combine(day, FIRST_RECORD, ZONE)
    for n, one in enumerate(records):
        moment = min(started + n * BETWEEN_RECORDS, db.now().astimezone(ZONE))
        deputy = town.deputies[one.deputy]
        record_id = uuid5(town.ids, f"{inspection.id} {one.site} {one.deputy}")
        photo = partial(_next_photo, pictures, record_id, deputy, moment)
        tell(inspection, deputy, town.sites[one.site], record_id, one, moment, photo)


def _next_photo(
    pictures: DrawnPhotos,
    record_id: UUID,
    deputy: people.Deputy,
    moment: datetime,
    subject: str,
) -> str:
    """Use up the next drawn photo of a subject; return the id it arrived under."""
    number = min(n for known, n in pictures if known == subject)
    picture = pictures.pop((subject, number))
    row = _add(
        Photo(
            id=uuid5(record_id, f"{subject} {number}"),
            town_id=deputy.town_id,
            deputy_id=deputy.id,
            record_id=record_id,
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            arrived_at=moment,
        )
    )
    return str(row.id)
