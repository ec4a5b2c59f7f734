"""What the form's small buttons do where no script does it. Pure."""

from collections.abc import Sequence

from inspect_app.checklist import answers as rules
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item
from inspect_app.records.forms.item_fields import field_name
from inspect_app.records.forms.place_forms import place_field


def pass_the_rest(
    checklist: Checklist, sent: Sequence[tuple[str, str]], section_id: str
) -> list[tuple[str, str]]:
    """The fields with 符合 for every item of the section that has no answer yet.

    Of a section, never of the form: every item has been on the screen before it is answered. Where
    something is described already, it is not all right.
    """
    first_values = dict(reversed(sent))
    parts = [place_field(name) for name, value in sent if value]
    described = {item_id for item_id, _, part in parts if part not in ("", "severity")}
    section = next((s for s in checklist.sections if s.id == section_id), None)
    passing = {}
    for item in section.items if section else ():
        value = rules.pass_value(item)
        is_open = not first_values.get(field_name(item)) and item.id not in described
        if value is not None and is_open:
            passing[field_name(item)] = value
    return [field for field in sent if field[0] not in passing] + list(passing.items())


def one_more_place(sent: Sequence[tuple[str, str]], item: Item) -> list[tuple[str, str]]:
    """The fields with one more, empty place of the item (再加一处)."""
    places = [place_field(name) for name, _ in sent]
    last = max((number for item_id, number, _ in places if item_id == item.id), default=0)
    return [*sent, (f"{field_name(item)}-{last + 1}-description", "")]
