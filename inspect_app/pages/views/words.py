"""What templates may call: the field's words for codes, dates as people write them."""

from datetime import datetime

from flask import Flask, g

from inspect_app.beginning import models as beginning
from inspect_app.beginning.steps import FirstStep, steps, steps_of_admin
from inspect_app.checklist.answers import has_failed
from inspect_app.checklist.answers_in_words import answer_words
from inspect_app.checklist.full_marks import full_marks
from inspect_app.checklist.point_words import in_a_line as points_in_a_line
from inspect_app.checklist.point_words import level_lines, overall_score_words
from inspect_app.checklist.point_words import rule as points_rule
from inspect_app.checklist.ratings import SEVERITY_LABELS
from inspect_app.entering.former_deputies import HEARD
from inspect_app.entering.qr import qr
from inspect_app.entering.tokens import new_token
from inspect_app.findings.models import FINDING_STATE_LABELS
from inspect_app.inspections import models as inspections
from inspect_app.inspections.models import KIND_LABELS, STATE_LABELS
from inspect_app.inspections.models.plans import PRESENCE_LABELS
from inspect_app.inspections.periods import days
from inspect_app.people import models as people
from inspect_app.people.access import ROLE_LABELS, Action
from inspect_app.settings import ZONE
from inspect_app.text import carried, day_words, plain_number
from inspect_app.web import settings


def give_words(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day_words, days=days, moment=moment, number=plain_number, carried=carried
    )
    app.jinja_env.globals.update(
        SEVERITY_LABELS=SEVERITY_LABELS,
        KIND_LABELS=KIND_LABELS,
        STATE_LABELS=STATE_LABELS,
        PRESENCE_LABELS=PRESENCE_LABELS,
        ROLE_LABELS=ROLE_LABELS,
        answer_words=answer_words,
        has_failed=has_failed,
        full_marks=full_marks,
        points_in_a_line=points_in_a_line,
        points_rule=points_rule,
        level_lines=level_lines,
        overall_score_words=overall_score_words,
        FINDING_STATE_LABELS=FINDING_STATE_LABELS,
        Action=Action,
        HEARD=HEARD,
        beginning=steps_left,
        inspections_to_enter=inspections_to_enter,
        own_town=own_town,
        own_towns=own_towns,
        home_town=home_town,
        own_example=own_example,
        new_form_key=new_token,
        base_url=lambda: settings().base_url,
        is_readable_on_the_way=is_readable_on_the_way,
        qr=qr,
        ZONE=ZONE,
    )


def own_town() -> people.Town:
    """Of whoever is signed in; the example where that is looked at."""
    return people.town(g.actor.town_id)


def steps_left() -> list[FirstStep]:
    """开始使用; nothing once an inspection was closed."""
    town = own_town()
    if town.is_county or beginning.has_closed_one(town.id):
        return []
    if g.actor.may(Action.PLAN):
        return steps(beginning.facts(town.id))
    if g.actor.may(Action.ACCOUNTS):
        return steps_of_admin(town, beginning.office_accounts(town.id))
    return []


def inspections_to_enter() -> list[inspections.Inspection]:
    """Those that deputies enter by a group link."""
    return [one for one in inspections.inspections(g.actor.town_id) if not one.is_over]


def own_towns() -> list[people.Town]:
    """Those of the county of whoever is signed in; none where that is a town."""
    return people.towns_of_county(g.actor.town_id)


def home_town() -> people.Town:
    """The town itself of whoever looks at its example."""
    return people.town(g.actor.home)


def own_example() -> people.Town | None:
    """Also where it is looked at; None where there is none."""
    return people.example_of(g.actor.home)


def is_readable_on_the_way() -> bool:
    """Whether what is sent crosses a network without TLS."""
    return not (settings().is_https or settings().is_loopback)


def moment(value: datetime) -> str:
    """In China, as 11月23日 09:05."""
    here = value.astimezone(ZONE)
    return f"{here.month}月{here.day}日 {here:%H:%M}"
