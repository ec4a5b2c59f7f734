"""What content says, question by question, for a person to read, compare and choose from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from inspect_app.checklist import answers as rules
from inspect_app.checklist import answers_in_words, stored_answers
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CheckItem, Item
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of, others_of
from inspect_app.photos.models import Photo, photos_of_deputy
from inspect_app.records import models
from inspect_app.records.forms.item_fields import field_name
from inspect_app.records.forms.place_forms import place_field
from inspect_app.records.forms.record_form import RecordForm, filled_form
from inspect_app.records.left_over import item_id_in, left_fields, question_of
from inspect_app.records.models.revisions import RecordRevision
from inspect_app.records.written_numbers import number_of

FormFields = Sequence[tuple[str, str]]  # of a form, as it sent them


@dataclass(frozen=True)
class AnswerInWords:
    """What is said about one question: in words, with what could not be read as it was typed.

    Two that are equal say the same: the severity of what failed and the photos count, too.
    """

    about: str = field(compare=False)
    words: str
    photos: tuple[str, ...] = ()


def checklist_of_content(content: models.Record | RecordRevision) -> Checklist:
    return checklist_of(_version_of_content(content))


def _version_of_content(content: models.Record | RecordRevision) -> inspections.ChecklistVersion:
    version = inspections.version(content.town_id, content.checklist_version_id)
    assert version is not None, "the reference keeps the version"
    return version


def answers_in_content(content: models.Record | RecordRevision) -> dict[str, AnswerInWords]:
    """What content says, by item or remark; what is empty is left out."""
    version = _version_of_content(content)
    checklist = checklist_of(version)
    fields = fields_in_content(content)
    if content.answers is None:  # a draft: what is hidden, or was taken back, is readable too
        form = filled_form(checklist, fields)
        return _form_in_words(form, form.answers) | left_in_words(version, fields)
    answers = stored_answers.from_json(content.answers)
    found = _in_words(checklist, answers, fields, content.mistakes)
    return found | _remarks(content.suggestion, content.highlight) | uncounted(version, fields)


def has_begun_correction(record: models.Record) -> bool:
    """Whether the draft says something else than what was handed in and counts."""
    if not models.is_handed_in(record) or record.draft in (None, record.fields):
        return False
    version = _version_of_content(record)
    draft, stands = (
        answers_in_form(_form_with(version, fields), version)
        for fields in (record.last_fields, record.fields)
    )
    return draft != stands


def _form_with(version: inspections.ChecklistVersion, fields: list[list[str]]) -> RecordForm:
    return filled_form(checklist_of(version), [(name, value) for name, value in fields])


def answers_in_form(
    form: RecordForm, version: inspections.ChecklistVersion
) -> dict[str, AnswerInWords]:
    """What a form of the version would hand in, by item or remark, without what is empty."""
    fields = fields_in_form(form)
    checked = filled_form(form.checklist, fields)
    return _form_in_words(checked, checked.counted_answers()) | uncounted(version, fields)


def uncounted(
    version: inspections.ChecklistVersion, fields: FormFields
) -> dict[str, AnswerInWords]:
    """What was entered and does not count, question by question.

    What the version asks or offers no more; and what it hides, or asks no follow-ups of, where
    another version would have kept it: in the words of the last such version.
    """
    left = left_in_words(version, fields)
    found = _dropped(filled_form(checklist_of(version), fields))
    dropped = {id_: lost for id_, lost in found.items() if f"left-{id_}" not in left}
    forms = [filled_form(one, fields) for one in others_of(version)] if dropped else []
    for item_id, lost in dropped.items():
        for form in forms:
            answer = form.counted_answers().get(item_id, Answer())
            if rules.filled_parts(answer) & lost:
                item = form.checklist.item_by_id[item_id]
                left[f"left-{item_id}"] = _answer_in_words(item, answer, "另一版清单里问的", form)
                break
    return left


def is_left_over(key: str) -> bool:
    """Whether it is ``uncounted`` that names an answer so."""
    return key.startswith("left-")


def _dropped(form: RecordForm) -> dict[str, set[str]]:
    """Which parts of which answers were entered and do not count, as the form stands."""
    counted = form.counted_answers()
    found = {
        item_id: rules.filled_parts(answer) - rules.filled_parts(counted.get(item_id, Answer()))
        for item_id, answer in form.answers.items()
    }
    return {item_id: lost for item_id, lost in found.items() if lost}


def count_changed_answers(
    version: inspections.ChecklistVersion,
    fields: FormFields,
    told: Collection[str],
) -> int:
    """Of how many questions what was entered under another answer does not count.

    Without those that are ``told`` already, as ``uncounted`` names them.
    """
    dropped = _dropped(filled_form(checklist_of(version), fields))
    return sum(f"left-{item_id}" not in told for item_id in dropped)


def left_in_words(
    version: inspections.ChecklistVersion, fields: FormFields
) -> dict[str, AnswerInWords]:
    """What was entered under what the version asks or offers no more, question by question.

    In the words of the last other version that has a place for it; as it came, if none has.
    """
    left = left_fields(checklist_of(version), fields)
    now = filled_form(checklist_of(version), fields) if left else None
    forms = [filled_form(one, fields) for one in others_of(version)] if left else []
    found = {}
    for item_id in dict.fromkeys(item_id_in(name) for name, _ in left):
        assert now is not None
        of_item = [one for one in left if item_id_in(one[0]) == item_id]
        found[f"left-{item_id}"] = _left_question(now, item_id, of_item, forms)
    return found


def _left_question(
    now: RecordForm, item_id: str, fields: list[tuple[str, str]], forms: list[RecordForm]
) -> AnswerInWords:
    item = question_of(now.checklist, item_id)
    why = "这个选项已取消" if item else "这一问已取消"
    parts: list[AnswerInWords] = []
    for form in forms:
        taken = [one for one in fields if not left_fields(form.checklist, [one])]
        if taken:
            older = form.checklist.item_by_id[item_id]
            answer = _left_of(form.answers[item_id], taken, now, item_id)
            parts.append(_answer_in_words(older, answer, why, form))
            fields = [one for one in fields if one not in taken]
            item = item or older
    words = [*(part.words for part in parts), *(value for _, value in fields)]
    photos = tuple(one for part in parts for one in part.photos)
    about = f"{item.question}（{why}）" if item else "清单里没有的一问"
    return AnswerInWords(about, "；".join(filter(None, words)), photos)


def _left_of(answer: Answer, taken: list[tuple[str, str]], now: RecordForm, item_id: str) -> Answer:
    """Of an older version's answer what the present one does not count itself."""
    counted = now.counted_answers().get(item_id, Answer())
    values = answer.value if isinstance(answer.value, list) else None
    left = [value for value in values or [] if any(value == one for _, one in taken)]
    return Answer(
        left if values is not None else answer.value,
        () if "places" in rules.filled_parts(counted) else answer.places,
    )


def _answer_in_words(item: Item, answer: Answer, why: str, form: RecordForm) -> AnswerInWords:
    photos = tuple(rules.photo_ids({item.id: answer}, form.checklist))
    return AnswerInWords(
        f"{item.question}（{why}）", answers_in_words.answer_in_full(item, answer), photos
    )


def fields_in_content(content: models.Record | RecordRevision) -> FormFields:
    return [(name, value) for name, value in content.fields]


def fields_in_form(form: RecordForm) -> FormFields:
    return list(form.sent.items(multi=True))


def arrived_photos(
    town_id: int, deputy_id: int, contents: Iterable[dict[str, AnswerInWords]]
) -> dict[str, Photo]:
    """Those photos of the contents that have arrived from the deputy, by their id."""
    every = [photo for content in contents for one in content.values() for photo in one.photos]
    return photos_of_deputy(town_id, deputy_id, {UUID(photo_id) for photo_id in every})


def _form_in_words(form: RecordForm, answers: dict[str, Answer]) -> dict[str, AnswerInWords]:
    found = _in_words(form.checklist, answers, fields_in_form(form), form.mistakes)
    return found | _remarks(form.suggestion.data or "", form.highlight.data or "")


def _in_words(
    checklist: Checklist,
    answers: dict[str, Answer],
    fields: FormFields,
    mistakes: dict[str, str],
) -> dict[str, AnswerInWords]:
    found = {}
    left = left_fields(checklist, fields)
    for item in checklist.items:
        answer = answers.get(item.id, Answer())
        unread = _unread(item, answer, fields, left) if item.id in mistakes else []
        words = "；".join(filter(None, [answers_in_words.answer_in_full(item, answer), *unread]))
        if words:
            photos = tuple(rules.photo_ids({item.id: answer}, checklist))
            found[item.id] = AnswerInWords(item.question, words, photos)
    return found


def _unread(
    item: Item, answer: Answer, fields: FormFields, left: Collection[tuple[str, str]]
) -> list[str]:
    """What was typed for an item and could not be read, as it was typed.

    Without ``left``, what is not asked or offered any more: that is told by itself.
    """
    is_answered = rules.is_answered(answer)
    found = {answer.words, *(place.amount_words for place in answer.places)}
    amounts = {place.amount for place in answer.places} - {None}
    return [
        value
        for name, value in fields
        if value.strip() not in found
        and (
            (name == field_name(item) and not is_answered and (name, value) not in left)
            or (_is_amount(name, item) and number_of(value, _unit(item)) not in amounts)
        )
    ]


def _is_amount(name: str, item: Item) -> bool:
    item_id, _, part = place_field(name)
    return (item_id, part) == (item.id, "amount")


def _unit(item: Item) -> str:
    return item.amount.unit if isinstance(item, CheckItem) and item.amount else ""


def _remarks(suggestion: str, highlight: str) -> dict[str, AnswerInWords]:
    remarks = {"suggestion": ("意见建议", suggestion), "highlight": ("亮点", highlight)}
    return {name: AnswerInWords(about, words) for name, (about, words) in remarks.items() if words}
