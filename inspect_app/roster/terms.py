"""届: one is in office at a time; when the next starts, the former one is read only and shut out.

Call the verbs while writing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from inspect_app.db import now, session
from inspect_app.people.models import Term, current_term
from inspect_app.roster import models
from inspect_app.roster.keeping import RosterError
from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.shelves import Roster

HAS = "已经有第{}届了"
NOT_LATER = "届次要大于第{}届"
NOT_AFTER = "开始日期要晚于第{}届的开始日期（{}）"
NOT_BEFORE = "开始日期要早于第{}届的开始日期（{}）"
NOT_YET = "还没到开始日期，请在当天或之后再开始这一届"
ANOTHER_IN_OFFICE = "第{}届还在任，请先结束它"


def roster_of(town_id: int) -> Roster:
    """The town's roster in the term in office."""
    return Roster(town_id, current_term(town_id))


def term_of(town_id: int, term_id: int) -> Term | None:
    return next((term for term in models.terms(town_id) if term.id == term_id), None)


def mistake_of_start(
    terms: Sequence[Term], number: int, starts_on: date, today: date
) -> RosterError | None:
    """Why a term of that number and day cannot follow those there are."""
    last = max((term.number for term in terms), default=0)
    if number < last:
        return RosterError(NOT_LATER.format(last), "number")
    return _out_of_order(terms, number, starts_on, today)


def _out_of_order(
    others: Sequence[Term], number: int, starts_on: date, today: date
) -> RosterError | None:
    for term in others:
        if term.number == number:
            return RosterError(HAS.format(number), "number")
        if term.number < number and term.starts_on >= starts_on:
            return RosterError(NOT_AFTER.format(term.number, term.starts_on), "starts_on")
        if term.number > number and term.starts_on <= starts_on:
            return RosterError(NOT_BEFORE.format(term.number, term.starts_on), "starts_on")
    return RosterError(NOT_YET, "starts_on") if starts_on > today else None


def start(town_id: int, number: int, starts_on: date, today: date) -> Term:
    """Start a term; the one in office ends on the day before.

    :raise RosterError: if it cannot follow the terms there are.
    """
    wrong = mistake_of_start(models.terms(town_id), number, starts_on, today)
    if wrong:
        raise wrong
    in_office = current_term(town_id)
    if in_office:
        end(Roster(town_id, in_office), starts_on - timedelta(days=1))
    term = Term(town_id=town_id, number=number, starts_on=starts_on, ends_on=None)
    session().add(term)
    session().flush()
    return term


def end(roster: Roster, last_day: date) -> None:
    """End the term: its deputies' links and sessions are shut with it."""
    assert roster.term is not None
    roster.term.ends_on = last_day
    deputies = [one.row.id for one in roster.of(EntryKind.DEPUTY).entries]
    models.close_ways_in(roster.town_id, deputies, now())


def mistake_of_change(term: Term, number: int, starts_on: date, today: date) -> RosterError | None:
    """Why a term cannot have that number and first day."""
    others = [one for one in models.terms(term.town_id) if one.id != term.id]
    return _out_of_order(others, number, starts_on, today)


def change(term: Term, number: int, starts_on: date, today: date) -> None:
    """Correct the number or the first day of a term.

    :raise RosterError: if it does not fit among the others.
    """
    wrong = mistake_of_change(term, number, starts_on, today)
    if wrong:
        raise wrong
    term.number, term.starts_on = number, starts_on


def reopen(term: Term) -> None:
    """Take an ended term into office again; its deputies need new links.

    :raise RosterError: if another is in office.
    """
    in_office = current_term(term.town_id)
    if in_office and in_office.id != term.id:
        raise RosterError(ANOTHER_IN_OFFICE.format(in_office.number))
    if term.ends_on is None:
        return  # pressed twice: the links made meanwhile are good
    term.ends_on = None
    deputies = Roster(term.town_id, term).of(EntryKind.DEPUTY).entries
    back = [one.row.id for one in deputies if not one.is_archived]
    models.end_sessions(term.town_id, back, now())
