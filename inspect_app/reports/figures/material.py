"""What an inspection brought, read from the database: the rows behind every figure. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from inspect_app.checklist import stored_answers
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item
from inspect_app.checklist.ratings import Severity
from inspect_app.findings.models import FindingState
from inspect_app.inspections import models as inspections
from inspect_app.inspections.queries.visits import Visit
from inspect_app.people import models as people
from inspect_app.photos.models import Photo
from inspect_app.reports.wording import topic_of
from inspect_app.review.suggestion_review import SuggestionState
from inspect_app.settings import ZONE
from inspect_app.text import plain_number

ItemKey = tuple[str, str]  # the checklist's id, the item's id in it
# What was checked where: the site, the checklist's id, the item's id.
ItemAtSite = tuple[int, str, str]


@dataclass(frozen=True)
class RecordRow:
    """A record that was handed in, and the day its inspection starts on.

    ``stored`` are its answers as they were kept, ``photos`` by photo the item that names it.
    ``suggestion`` is the deputy's own, ``proposal`` what the office's review made of it.
    """

    id: UUID
    number: int
    starts_on: date
    day: date
    submitted_at: datetime
    village_id: int
    site_id: int
    village: str
    site: str
    group: str
    deputy_id: int
    deputy: str
    version_id: int
    version: int
    checklist: Checklist
    stored: dict[str, Any]
    photos: dict[str, str]
    suggestion: str
    highlight: str
    proposal: SuggestionState

    @property
    def arrived_on(self) -> date:
        """In China; ``day`` is when it was filled."""
        return self.submitted_at.astimezone(ZONE).date()

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return stored_answers.from_json(self.stored)

    @property
    def place(self) -> str:
        """Village and site, each on its line (村（社区）/点位)."""
        return f"{self.village}\n{self.site}"


@dataclass(frozen=True)
class FindingPhoto:
    """A photo that a finding names, and the record and item it was taken for."""

    id: str
    record: RecordRow
    item: Item


@dataclass(frozen=True)
class FindingRow:
    """A finding that counts, with its record: in the words of the office's review where it has any.

    ``merged_count`` is how many others say the same, which are not counted; ``merged_photos`` are
    theirs. ``is_settled`` tells that the office has kept it, and looked at it again where its
    deputy corrected it afterwards.
    ``number`` is what people call it by, ``id`` stands in addresses.
    """

    id: int
    number: int
    record: RecordRow
    item: Item
    severity: Severity
    description: str
    is_reworded: bool
    suggestion: str
    amount: float | None
    unit: str
    responsible_unit: str
    responsible_person: str
    found_on: date
    suggested_due: date | None
    photo_ids: tuple[str, ...]
    merged_count: int
    merged_photos: tuple[FindingPhoto, ...]
    state: FindingState
    is_settled: bool

    @property
    def photos(self) -> tuple[FindingPhoto, ...]:
        """Its own, then those of the findings merged into it."""
        own = (FindingPhoto(photo_id, self.record, self.item) for photo_id in self.photo_ids)
        return (*own, *self.merged_photos)

    @property
    def problem(self) -> str:
        """What is wrong, with the amount where there is one to be told."""
        amount = self.amount_words
        return f"{self.description}（{amount}）" if amount else self.description

    @property
    def amount_words(self) -> str:
        """The amount with its unit; empty where other words count than the deputy's."""
        if self.amount is None or self.is_reworded:
            return ""
        return f"{plain_number(self.amount)}{self.unit}"

    @property
    def section(self) -> str:
        return self.record.checklist.section_by_item[self.item.id].title

    @property
    def category(self) -> str:
        """检查项/类别: the section, and what such findings are called."""
        return f"{self.section}：{self.item.subject}"


NumberedFinding = tuple[int, FindingRow]  # its number in a list, from 1


@dataclass(frozen=True)
class Material:
    """All that one inspection's reports are made of.

    ``unreviewed`` are those of the findings that the office has not settled; where the report is
    of reviewed ones only (``reviewed_only``), they do not stand in ``findings``.
    """

    town: people.Town
    inspection: inspections.Inspection
    groups: list[people.DeputyGroup]
    versions: list[inspections.ChecklistVersion]
    visits: list[Visit]
    records: list[RecordRow]
    findings: list[FindingRow]
    photos: dict[str, Photo]
    reviewed_only: bool
    unreviewed: list[FindingRow]

    @property
    def topic(self) -> str:
        """What it is called behind the name of the town."""
        return topic_of(self.inspection.title, self.town.name)

    @property
    def heading(self) -> str:
        """Whose papers they are, and of which inspection."""
        return f"{self.town.presidium}{self.topic}"

    def arrived_photos(self, finding: FindingRow) -> list[tuple[FindingPhoto, Photo]]:
        """The photos of a finding that are there.

        An id is no secret: a photo is shown only for a record of the deputy who sent it.
        """
        found = [(one, self.photos.get(one.id)) for one in finding.photos]
        return [
            (one, photo)
            for one, photo in found
            if photo and photo.deputy_id == one.record.deputy_id
        ]

    @cached_property
    def has_several_checklists(self) -> bool:
        """Whether a section's title alone does not tell which checklist it is of."""
        return len({version.checklist_id for version in self.versions}) > 1

    def category(self, finding: FindingRow) -> str:
        """类别: the title of its item's section, with the topic where there are several."""
        return self.category_of(finding.record.checklist, finding.item)

    def category_of(self, checklist: Checklist, item: Item) -> str:
        return self.category_named(checklist, self.section_of(checklist, item))

    def category_named(self, checklist: Checklist, section: str) -> str:
        return f"{checklist.topic}：{section}" if self.has_several_checklists else section

    def section_of(self, checklist: Checklist, item: Item) -> str:
        """The title of the item's section, as the last version that was filled calls it."""
        section = checklist.section_by_item[item.id]
        return self._last_titles.get((checklist.id, section.id), section.title)

    @cached_property
    def _last_titles(self) -> dict[tuple[str, str], str]:
        filled = {one.version_id: one for one in self.records}
        return {
            (one.checklist.id, section.id): section.title
            for one in sorted(filled.values(), key=lambda one: one.version)
            for section in one.checklist.sections
        }
