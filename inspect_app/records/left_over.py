"""What a form's fields say that its checklist has no place for: another version asked it. Pure."""

from collections.abc import Iterable

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item


def left_fields(checklist: Checklist, fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of a form's fields that the checklist has no place for.

    Without the severities: every form presets them.
    """
    return [
        (name, value)
        for name, value in fields
        if value and name.startswith("item-") and _is_left(checklist, name, value)
    ]


def _is_left(checklist: Checklist, name: str, value: str) -> bool:
    if name.endswith("-severity"):
        return False
    item = question_of(checklist, item_id_in(name))
    if item is None:
        return True
    if name.count("-") > 1:  # of a place
        return not item.can_fail
    return bool(item.offered) and value not in item.offered


def question_of(checklist: Checklist, item_id: str) -> Item | None:
    """The checklist's question of that id; a note asks nothing."""
    item = checklist.item_by_id.get(item_id)
    return None if item is None or item.kind == ItemKind.NOTE else item


def item_id_in(name: str) -> str:
    """The id of the item that a form's field is about."""
    return name.split("-", 2)[1]


def fields_to_send_along(
    checklist: Checklist, fields: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The left fields that a page sends along, with the severities of what is asked no more.

    They stand behind the questions, so that a new answer comes before them.
    """
    every = list(fields)
    left = left_fields(checklist, every)
    gone = {
        item_id_in(name) for name, _ in left if question_of(checklist, item_id_in(name)) is None
    }
    return [
        (name, value)
        for name, value in every
        if (name, value) in left
        or (value and name.endswith("-severity") and item_id_in(name) in gone)
    ]


def without_answered_anew(
    checklist: Checklist, fields: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The fields without the left answers whose questions, of one answer, have a new one."""
    every = list(fields)
    left = left_fields(checklist, every)
    answered = {name for name, value in every if value and (name, value) not in left}
    return [
        (name, value)
        for name, value in every
        if (name, value) not in left
        or name not in answered
        or checklist.item_by_id[item_id_in(name)].kind == ItemKind.CHOICES
    ]
