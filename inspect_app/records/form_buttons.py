"""What the form's small buttons do where no script does it. Pure."""

from werkzeug.datastructures import MultiDict

from inspect_app.checklist import answers as rules
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item
from inspect_app.records.item_fields import field_name
from inspect_app.records.place_forms import place_field


def pass_the_rest(
    checklist: Checklist, sent: MultiDict[str, str], section_id: str
) -> MultiDict[str, str]:
    """Return the fields with 符合 for every item of the section that has no answer yet.

    Of a section, never of the form: every item has been on the screen before it is answered.
    """
    fields = sent.copy()
    section = next((s for s in checklist.sections if s.id == section_id), None)
    for item in section.items if section else ():
        passing = rules.pass_value(item)
        if passing is not None and not fields.get(field_name(item)):
            fields[field_name(item)] = passing
    return fields


def one_more_place(sent: MultiDict[str, str], item: Item) -> MultiDict[str, str]:
    """Return the fields with one more, empty place of the item (再加一处)."""
    fields = sent.copy()
    places = [place_field(name) for name in sent]
    last = max((number for item_id, number, _ in places if item_id == item.id), default=0)
    fields[f"{field_name(item)}-{last + 1}-description"] = ""
    return fields
