"""A form of the desk that makes something is taken once; pressed or loaded again, it says so.

Its template has ``{{ once() }}`` of macros/desk.html inside the form. They are called while
writing: one turn at a time, so that of two presses one is the first.
"""

import re

from flask import abort, g, make_response, render_template, request

from inspect_app.desk import models

_KEY = re.compile(r"[\w-]{22}", re.ASCII)


def led_to() -> str | None:
    """Where the first press of this form led, ``""`` to what is shown once.

    None where this is the first press, or the form came without a key.
    """
    key = _sent()
    earlier = models.taken_form(g.actor.town_id, key) if key else None
    return earlier.led_to if earlier else None


def take(led_to: str = "") -> None:
    """Keep that this form was taken; ``led_to`` is the page that a second press is led to."""
    key = _sent()
    if key:
        models.keep_taken_form(g.actor.town_id, key, led_to)


def tell_again(back: str) -> None:
    """Where this form was taken before, end the request with a page that says so, leading ``back``.

    For what is shown once: it is kept nowhere, and made anew it would shut out who has it by now.
    """
    if led_to() is not None:
        abort(make_response(render_template("desk/made_already.html", back=back), 422))


def _sent() -> str:
    key = request.form.get("once", "")
    return key if _KEY.fullmatch(key) else ""
