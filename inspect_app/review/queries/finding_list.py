"""The queries on findings with their records and places: for the office's lists and review."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, case, func, select

from inspect_app.checklist.ratings import Severity
from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding, FindingState
from inspect_app.inspections.models import (
    Site,
    Village,
)
from inspect_app.inspections.queries.criteria import ALL, Criteria, conditions, holds
from inspect_app.people.models import Deputy, DeputyGroup, ResponsibleUnit
from inspect_app.records.models import PLACED_FINDINGS, PlacedFinding

# What the office chooses from besides the states: all that count, what its deputy changed since,
# what is said no more.
COUNTING, CORRECTED, TAKEN_BACK = "counting", "corrected", "taken_back"
WAITING = "waiting"  # what the office looks at next, each once: it can be recorded and corrected

# What the office decided finding by finding: to review many at once must not undo it unseen.
DECIDED = (FindingState.DUPLICATE, FindingState.WITHDRAWN)

# Of those that count: without a time limit, without a unit or the person who answers for it.
NO_LIMIT, NO_ONE = "no_limit", "no_one"

_GRAVEST_FIRST = case({Severity.CRITICAL: 0, Severity.MAJOR: 1}, value=Finding.severity, else_=2)
# As the workbook lists them.
_ORDER = (Village.id, Site.id, _GRAVEST_FIRST, Finding.id)


_WITH_PERSON = select(ResponsibleUnit.name).where(
    ResponsibleUnit.town_id == Finding.town_id,
    ResponsibleUnit.archived_at.is_(None),
    ResponsibleUnit.responsible_person != "",
)
_PERSON_IS_NAMED = case(
    (Finding.responsible_person.is_(None), Finding.responsible_unit.in_(_WITH_PERSON)),
    else_=Finding.responsible_person != "",
)
# Whether there is a unit, and a person: see ``who_answers`` of findings. Nobody is missed in a town
# whose roster names no persons at all.
_HAS_WHO_ANSWERS = (Finding.responsible_unit != "") & (_PERSON_IS_NAMED | ~_WITH_PERSON.exists())

_COUNTS = Finding.state.in_(COUNTED)
_IS_SAID = Finding.taken_back_at.is_(None)
# What each state asks of a finding, in the order in which the list offers them.
_IN_STATE: dict[str, ColumnElement[bool]] = {
    "": _IS_SAID,
    COUNTING: _COUNTS,
    CORRECTED: Finding.corrected_at.is_not(None),
    **{state.value: _IS_SAID & (Finding.state == state) for state in FindingState},
    NO_LIMIT: _COUNTS & Finding.suggested_due.is_(None),
    NO_ONE: _COUNTS & ~_HAS_WHO_ANSWERS,
    TAKEN_BACK: Finding.taken_back_at.is_not(None),
    WAITING: ~Finding.is_settled,
}

_COUNT = PLACED_FINDINGS.with_only_columns(func.count(), maintain_column_froms=True)
_COUNTS_BY_STATE = (
    select(*(func.count().filter(is_in_state) for is_in_state in _IN_STATE.values()))
    .select_from(Finding)
    .where(Finding.town_id == bindparam("town"), Finding.inspection_id == bindparam("inspection"))
)
_IDS = PLACED_FINDINGS.with_only_columns(
    Finding.id, ~Finding.is_settled, maintain_column_froms=True
)


def findings(
    town_id: int, inspection_id: int, criteria: Criteria, limit: int, offset: int = 0
) -> Sequence[PlacedFinding]:
    """The inspection's findings village by village, site by site, the gravest first."""
    query = PLACED_FINDINGS.where(*_conditions(town_id, inspection_id, criteria))
    found: Sequence[PlacedFinding] = (
        session().execute(query.order_by(*_ORDER).limit(limit).offset(offset)).all()
    )
    return found


def count(town_id: int, inspection_id: int, criteria: Criteria, after: int = 0) -> int:
    """How many there are; of those alone that arose after the one of that id."""
    query = _COUNT.where(*_conditions(town_id, inspection_id, criteria), Finding.id > after)
    return session().scalar(query) or 0


def left_alone(town_id: int, inspection_id: int, criteria: Criteria) -> set[int]:
    """The ids of those that stay merged or dropped when all that are found are reviewed.

    None where it is them that were asked for.
    """
    if criteria.state in DECIDED:
        return set()
    asked = _conditions(town_id, inspection_id, criteria)
    return set(session().scalars(_IDS.where(*asked, Finding.state.in_(DECIDED))))


def newest(town_id: int, inspection_id: int) -> int:
    """Its id, 0 if there is none."""
    query = select(func.max(Finding.id)).where(
        Finding.town_id == town_id, Finding.inspection_id == inspection_id
    )
    return session().scalar(query) or 0


def _conditions(town_id: int, inspection_id: int, criteria: Criteria) -> list[ColumnElement[bool]]:
    asked = [
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        _IN_STATE[criteria.state],
        *conditions(criteria),
    ]
    if criteria.severity:
        asked.append(Finding.severity == Severity(criteria.severity))
    if criteria.unit:
        asked.append(Finding.responsible_unit == criteria.unit)
    return asked + [_holds(word) for word in criteria.words.split()]


def _holds(word: str) -> ColumnElement[bool]:
    """Whether the finding's number is the word, or any of its texts holds it."""
    texts = (
        Finding.description, Finding.own_description, Finding.suggestion, Finding.responsible_unit,
        Finding.responsible_person, Site.name, Village.name, Deputy.name, DeputyGroup.name,
    )  # fmt: skip
    return holds(word, Finding.number, texts)


def counts_by_state(town_id: int, inspection_id: int, chosen: str) -> dict[str, int]:
    """How many findings are in each state; those with none left out, but all and chosen."""
    which = {"town": town_id, "inspection": inspection_id}
    counts = dict(zip(_IN_STATE, session().execute(_COUNTS_BY_STATE, which).one(), strict=True))
    if chosen != WAITING:  # where links lead; to choose from, it would stand beside 待核定
        del counts[WAITING]
    return {state: number for state, number in counts.items() if number or state in ("", chosen)}


def units(town_id: int, inspection_id: int) -> list[str]:
    query = select(Finding.responsible_unit).where(
        Finding.town_id == town_id, Finding.inspection_id == inspection_id
    )
    return sorted(unit for unit in session().scalars(query.distinct()) if unit)


def finding(town_id: int, finding_id: int) -> PlacedFinding | None:
    query = PLACED_FINDINGS.where(Finding.town_id == town_id, Finding.id == finding_id)
    found: PlacedFinding | None = session().execute(query).first()
    return found


def next_to_review(town_id: int, inspection_id: int, after: int) -> int | None:
    """The finding to be looked at that follows another one in the list, or the first."""
    query = _IDS.where(*_conditions(town_id, inspection_id, ALL))
    rows = session().execute(query.order_by(*_ORDER)).all()
    here = next((n for n, row in enumerate(rows) if row[0] == after), -1)
    waiting = [row[0] for row in (*rows[here + 1 :], *rows[: max(here, 0)]) if row[1]]
    return waiting[0] if waiting else None


def likely_mains(town_id: int, row: PlacedFinding, limit: int) -> Sequence[PlacedFinding]:
    """Findings that might be the same: of the same site, or the same item in the village."""
    alike = (Site.id == row.Site.id) | (
        (Village.id == row.Village.id) & (Finding.item_id == row.Finding.item_id)
    )
    query = PLACED_FINDINGS.where(
        *_conditions(town_id, row.Finding.inspection_id, ALL),
        Finding.id != row.Finding.id,
        Finding.state.in_((FindingState.RECORDED, FindingState.KEPT)),
        alike,
    )
    same_first = case((Finding.item_id == row.Finding.item_id, 0), else_=1)
    found: Sequence[PlacedFinding] = (
        session().execute(query.order_by(same_first, *_ORDER).limit(limit)).all()
    )
    return found


def mains(town_id: int, finding_ids: Sequence[int]) -> dict[int, PlacedFinding]:
    """Findings by id, each with its place: what others were merged into."""
    query = PLACED_FINDINGS.where(Finding.town_id == town_id, Finding.id.in_(finding_ids))
    return {row.Finding.id: row for row in session().execute(query)}
