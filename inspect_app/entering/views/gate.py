"""The gate before every view: who asks, and whether they may."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from flask import abort, after_this_request, current_app, g, request
from werkzeug.wrappers import Response

from inspect_app import db
from inspect_app.entering import sessions
from inspect_app.entering.views import in_example, turned_away
from inspect_app.entering.views.browser import DEPUTY_COOKIE, OFFICE_COOKIE, browser, give_session
from inspect_app.people.access import ALLOWED, Action, Actor, Role, declared_action
from inspect_app.text import number_sent
from inspect_app.web import bodies, database, session_token, settings


def admit() -> Response | None:
    """Deny unless declared: every view names its action, and the person's role must allow it."""
    g.turned_away = lambda: None
    if request.endpoint is None:
        # No such page: the 404 tells nothing but the way back to what this browser is used for.
        g.is_deputys = bool(session_token(DEPUTY_COOKIE)) and not session_token(OFFICE_COOKIE)
        return None
    view = current_app.view_functions[request.endpoint]
    action = declared_action(view)
    if action is Action.ENTER:
        bodies.read_within(bodies.MOST_OF_STRANGERS)
        return None
    if action is None:
        abort(403)
    if Role.DEPUTY in ALLOWED[action]:
        return _admit_deputy(view, action)
    return _admit_account(view, action)


def _admit_deputy(view: object, action: Action) -> Response | None:
    token = session_token(DEPUTY_COOKIE)
    if token is None:
        return turned_away.to_link()
    found = _deputy_of(token, action)
    if isinstance(found, Response):
        return found
    actor, seen_at = found
    bodies.read_form_of(view)
    g.actor = actor
    g.turned_away = partial(_deputy_turned_away_meanwhile, token, action)
    if request.method == "GET" and db.now() - seen_at > sessions.RENEWED_AFTER:
        _renew(token)
    return None


def _deputy_of(token: str, action: Action) -> tuple[Actor, datetime] | Response:
    """Who asks and when they were seen last; the answer to who is not let in."""
    key = settings().secret_key
    found = sessions.person_of(token, key)
    if found is None:
        former = sessions.former_of(token, key)
        if former is None:
            return turned_away.to_link()
        if action is not Action.HAND_IN:
            return turned_away.to_what_the_phone_keeps(former)
        found = former, db.now()
    actor, seen_at = found
    _deny_unless_allowed(actor, action)
    if "deputy" in request.args and number_sent(request.args, "deputy") != actor.person_id:
        actor = _former_self(actor, action)
    return actor, seen_at


def _deputy_turned_away_meanwhile(token: str, action: Action) -> Response | None:
    """The answer to who is let in no more when the turn to write comes; else None.

    Whose link or phone was ended enters again and sends what the phone has kept; whose term ended
    hands in as who has left.
    """
    found = _deputy_of(token, action)
    if isinstance(found, Response):
        return found
    g.actor, _ = found
    return None


def _admit_account(view: object, action: Action) -> Response | None:
    token = session_token(OFFICE_COOKIE)
    found = sessions.person_of(token, settings().secret_key) if token else None
    if token is None or found is None:
        return turned_away.to_login()
    actor, _ = found
    in_example.look(actor)
    actor = actor.at_home() if action is Action.OWN else actor
    _deny_unless_allowed(actor, action)
    bodies.read_form_of(view)
    g.actor = actor
    g.turned_away = partial(_turned_away_meanwhile, token, actor, action)
    return in_example.objection_to(actor, action)


def _deny_unless_allowed(actor: Actor, action: Action) -> None:
    if not actor.may(action):
        g.actor = actor  # whose menu the page shows
        abort(in_example.not_here() if actor.at_home().may(action) else 403)


def _turned_away_meanwhile(token: str, actor: Actor, action: Action) -> Response | None:
    """The answer to who is let in no more, or no more in that role; else None.

    So is who looks elsewhere by now: another press has left or deleted the example.
    """
    found = sessions.person_of(token, settings().secret_key)
    if found is None or found[0].at_home() != actor.at_home():
        return turned_away.to_login()
    is_elsewhere = found[0] != actor and action not in in_example.OF_BOTH
    return in_example.of_the_other(found[0]) if is_elsewhere else None


def _former_self(actor: Actor, action: Action) -> Actor:
    """Who the deputy was on this phone before an election, for what it kept since then.

    Any other page is of somebody else than who is signed in on this phone by now.
    """
    if action is not Action.HAND_IN:
        abort(403)
    deputy_id, key = number_sent(request.args, "deputy"), settings().secret_key
    former = former_selves(actor).get(deputy_id)
    if former:
        return former
    was_theirs = sessions.was_former_self(actor, deputy_id, browser().device, key)
    return abort(turned_away.no_longer_heard() if was_theirs else 403)


def former_selves(actor: Actor) -> dict[int, Actor]:
    """By deputy's id."""
    return sessions.former_selves(actor, browser().device, settings().secret_key)


def _renew(token: str) -> None:
    """Let the session and its cookie last on; where the disk refuses, the next visit does."""
    is_renewed = True
    with suppress(db.StorageRefused), db.writing(database()):
        is_renewed = sessions.renew(token, settings().secret_key)
    if not is_renewed:
        return

    @after_this_request
    def with_cookie(response: Response) -> Response:
        give_session(response, token)
        return response
