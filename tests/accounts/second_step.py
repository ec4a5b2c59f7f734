"""The second step of a log-in: turned on, and the codes that it asks for."""

import re

import pyotp

from inspect_app import db
from tests.cast import PASSWORD

# The second step.


def turned_on(person) -> tuple[str, list[str]]:
    """Turn the second step on; return the secret and the recovery codes."""
    secret = begun(person)
    sent = {"code": pyotp.TOTP(secret).now(), "password": PASSWORD}
    done = person.post("/office/me/second-step", sent)
    assert done.status_code == 200
    return secret, re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}", done.text)


def begun(person) -> str:
    """Begin a second step; return the secret that is shown."""
    page = person.get(person.post("/office/me/second-step/begin").location)
    return shown(page)


def shown(page) -> str:
    return re.sub(r"\s", "", re.search(r'class="key">([A-Z2-7 ]+)<', page.text)[1])


def code_in(secret: str, seconds: int) -> str:
    return pyotp.TOTP(secret).at(db.now(), seconds // 30)
