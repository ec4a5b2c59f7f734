"""Whom the words of checklists mean: a unit of the town, or a body of the site's own village."""

from collections.abc import Iterable, Sequence

from inspect_app.checklist.base_items import FailingItem
from inspect_app.inspections.models import ChecklistVersion, plans
from inspect_app.inspections.publish import checklist_of
from inspect_app.people.models import responsible_units, town
from inspect_app.text import alike

# Words of checklists that mean a body of the site's own village.
VILLAGE_BODIES = {
    "村委会": "村民委员会",
    "村集体经济组织": "集体经济组织",
    "村集体经济组织理事会": "集体经济组织理事会",
    "村集体经济组织监事会": "集体经济组织监事会",
}
COMMITTEE = "村委会"
# What the committee of a village or community may be called in the town's list of units.
COMMITTEES = ("村民委员会", "居民委员会", "村委会", "居委会")
_OF_VILLAGE = (*COMMITTEES, *VILLAGE_BODIES, *VILLAGE_BODIES.values())
MOST_SHORTENED = 4  # units: what may be short for more says nothing
# Name and the words it answers for, of each of the town's units.
Units = Sequence[tuple[str, list[str]]]


def responsible_unit(proposed: tuple[str, ...], village: str, units: Units) -> str:
    """The unit the office will most likely hand the finding to; the office may change it.

    The checklist proposes words in the order of preference. 村委会 and its like mean a body of the
    site's village; other words name a unit of the town if one answers for them, also where one of
    them says 办 for 办公室. The first that leads to somebody counts; if none does it is left to the
    office: 经营户 can be handed nothing.
    """
    for word in proposed:
        if word in VILLAGE_BODIES:
            return _body_of_village(word, village, [name for name, _ in units])
        if name := _unit_answering(word, units):
            return name
    return ""


def _unit_answering(word: str, units: Units) -> str:
    """The unit that has the very word, else the first that has it in other letters."""
    for name, answers_for in units:
        if word == name or word in answers_for:
            return name
    key = _unit_key(word)
    for name, answers_for in units:
        if key in map(_unit_key, (name, *answers_for)):
            return name
    return ""


def _body_of_village(word: str, village: str, units: Sequence[str]) -> str:
    """The body as the town lists it; a community (社区) has no committee of villagers."""
    if word == COMMITTEE:
        names = [f"{village}{committee}" for committee in COMMITTEES]
        if listed := [name for name in names if name in units]:
            return listed[0]
        if village.endswith("社区"):
            return f"{village}居民委员会"
    return f"{village}{VILLAGE_BODIES[word]}"


def near_units(words: str, names: Iterable[str]) -> list[str]:
    """Which units' names the words may stand for; none where a unit or a village's body is.

    办 at the end is short for 办公室; 应急 stands for each unit that has it in its name. Else
    镇应急办 stands for the few that have its signs in this order, as 镇应急管理办公室 has, or whose
    signs it has.
    """
    known = list(names)
    if words in known or words.endswith(_OF_VILLAGE) or not _unit_key(words):
        return []
    parts = (alike(words), _unit_key(words))
    if found := [one for one in known if parts[0] in alike(one) or parts[1] in _unit_key(one)]:
        return found
    keys = {name: _unit_key(name) for name in known}
    found = [
        name for name in known if _shortens(parts[1], keys[name]) or _shortens(keys[name], parts[1])
    ]
    return found if len(found) <= MOST_SHORTENED else []


def _shortens(short: str, name: str) -> bool:
    """Whether the one has signs of the other alone, in their order, and ends alike."""
    signs = iter(name)
    return len(short) > 1 and short[-1] == name[-1] and all(sign in signs for sign in short)


def _unit_key(name: str) -> str:
    """The same of a unit's name and of its usual short form."""
    plain = alike(name).replace("·", "")
    return plain.removesuffix("公室") if plain.endswith("办公室") else plain


def words_without_unit(town_id: int, versions: Iterable[ChecklistVersion]) -> list[str]:
    """The words of items whose findings lead to nobody, of each item the first.

    Not those of which the town has said that it decides case by case.
    """
    decided = town(town_id).case_by_case
    return [word for word in _unanswered(town_id, versions) if word not in decided]


def words_case_by_case(town_id: int, versions: Iterable[ChecklistVersion]) -> list[str]:
    """The words of which the town has said so, and for which no unit answers."""
    decided = town(town_id).case_by_case
    return [word for word in _unanswered(town_id, versions) if word in decided]


def _unanswered(town_id: int, versions: Iterable[ChecklistVersion]) -> list[str]:
    answered = set(map(_unit_key, VILLAGE_BODIES))
    for name, answers_for in responsible_units(town_id):
        answered.update(map(_unit_key, (name, *answers_for)))
    proposals = [
        words for words in _proposals(versions) if answered.isdisjoint(map(_unit_key, words))
    ]
    return list(dict.fromkeys(words[0] for words in proposals))


def words_for_units(town_id: int) -> list[str]:
    """The words that the town's checklists in use have for responsible units."""
    words = [word for words in _proposals(plans.versions_offered(town_id)) for word in words]
    return [word for word in dict.fromkeys(words) if word not in VILLAGE_BODIES]


def _proposals(versions: Iterable[ChecklistVersion]) -> list[tuple[str, ...]]:
    """Whom the items propose, of those that propose anybody."""
    items = [item for version in versions for item in checklist_of(version).items]
    return [
        item.responsible for item in items if isinstance(item, FailingItem) and item.responsible
    ]
