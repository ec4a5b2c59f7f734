"""What a form says, as a record keeps it: the same for phone, plain form, paper and demo."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.checklist.answers import Answer
from inspect_app.inspections.models import ChecklistVersion
from inspect_app.records.drafts import SentFields
from inspect_app.records.forms.record_form import RecordForm
from inspect_app.records.left_over import left_fields
from inspect_app.text import number_sent


@dataclass(frozen=True)
class Content:
    """What a record says; ``mistakes`` by item: what is missing or could not be read (待补正).

    ``left_fields`` are the fields that its checklist has no place for (``records/left_over.py``).
    """

    sent: SentFields
    answers: dict[str, Answer]
    suggestion: str
    highlight: str
    mistakes: dict[str, str] = field(default_factory=dict)
    version_id: int | None = None
    left_fields: Sequence[tuple[str, str]] = ()

    @cached_property
    def stored(self) -> dict[str, Any]:
        return stored_answers.to_json(self.answers)

    @cached_property
    def digest(self) -> str:
        """The same for the same content of the same checklist version."""
        unread = [
            one
            for one in self.sent.fields
            if self._is_unread(one[0]) or (one[0], one[1]) in self.left_fields
        ]
        hashed = [self.version_id, self.stored, self.suggestion, self.highlight, *unread]
        return sha256(json.dumps(hashed, sort_keys=True, ensure_ascii=True).encode()).hexdigest()

    def _is_unread(self, name: str) -> bool:
        """Whether the field could not be read, so that ``stored`` lacks it."""
        item_id, _, part = name.removeprefix("item-").partition("-")
        return item_id in self.mistakes and (not part or part.endswith("-amount"))


def content_of(form: RecordForm, version: ChecklistVersion) -> Content:
    """What a validated form says, with its mistakes."""
    return Content(
        sent=draft_of(form),
        answers=form.counted_answers(),
        suggestion=form.suggestion.data or "",
        highlight=form.highlight.data or "",
        mistakes=form.mistakes,
        version_id=version.id,
        left_fields=left_fields(form.checklist, form.sent.items(multi=True)),
    )


def draft_of(form: RecordForm) -> SentFields:
    """What the form holds as a draft keeps it, and how far it is."""
    answered, asked = rules.progress(form.checklist, form.answers)
    fields = [
        [name, value]
        for name, value in form.sent.items(multi=True)
        if name.startswith("item-") or name in {"suggestion", "highlight", "at"}
    ]
    return SentFields(fields, answered, asked, number_sent(form.sent, "saves"), _saves_seen(form))


def _saves_seen(form: RecordForm) -> dict[str, int]:
    """Of which pages, up to which of its saves, the form says that it holds the entries."""
    sent, seen = form.sent, {}
    for pair in sent.getlist("seen"):
        page, _, n = pair.partition(" ")
        if page and n.isdecimal():
            seen[page[:40]] = int(n[:9])
    if page := sent.get("device", "")[:40]:
        seen[page] = number_sent(sent, "n") if "n" in sent else sys.maxsize
    return seen
