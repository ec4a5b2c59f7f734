"""What a request's browser shows of itself, and the cookies it is given."""

from flask import request
from werkzeug.wrappers import Response

from inspect_app.entering import sessions
from inspect_app.entering.devices import device_words
from inspect_app.entering.phones import Browser, device_of_cookie
from inspect_app.entering.tokens import new_device
from inspect_app.web import session_token, set_session, settings

DEPUTY_COOKIE = "inspect-deputy"
OFFICE_COOKIE = "inspect-office"
DEVICE_COOKIE = "inspect-device"
DEVICE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep a cookie


def browser() -> Browser:
    device = device_of_cookie(session_token(DEVICE_COOKIE), settings().secret_key)
    return Browser(device, device_words(request.user_agent.string))


def device_token() -> str:
    """The token by which this browser is known; a new one to give it where it has none."""
    return browser().device or new_device(settings().secret_key)


def give_session(response: Response, token: str) -> None:
    set_session(response, DEPUTY_COOKIE, token, int(sessions.DEPUTY_SESSION.total_seconds()))
