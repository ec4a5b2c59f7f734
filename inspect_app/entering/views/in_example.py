"""An office session looks at its town or at the town's example; each address of a page says which.

A browser may have pages of both open. What is sent from a page of the one is not taken while the
session looks at the other: it would become a row of the wrong town.
"""

from typing import Any

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from inspect_app.people import models as people
from inspect_app.people.access import ALLOWED, Action, Actor, Role, declared_action
from inspect_app.text import number_sent
from inspect_app.web import SAFE_METHODS
from inspect_app.web.error_pages import error_page

MARK = "example"
OF_BOTH = frozenset({Action.OWN, Action.EXAMPLE})  # the same wherever the session looks


def mark_addresses(app: Flask) -> None:
    """Let each address of the office's pages say of which example it is, while one is looked at."""
    app.url_defaults(_mark)


def _mark(endpoint: str, values: dict[str, Any]) -> None:
    example_id = g.get("example_id")
    if example_id and _is_of_office(endpoint):
        values.setdefault(MARK, example_id)


def _is_of_office(endpoint: str) -> bool:
    action = declared_action(current_app.view_functions.get(endpoint))
    return action not in (None, Action.ENTER) and Role.DEPUTY not in ALLOWED[action]


def look(actor: Actor) -> None:
    """Note for the page and its addresses at what an account's session looks."""
    g.actor = actor
    g.example_id = actor.town_id if actor.example_of else None


def objection_to(actor: Actor, action: Action) -> Response | None:
    """The answer to what comes from a page of the town that is not looked at, else None."""
    if request.method in SAFE_METHODS or action in OF_BOTH:
        return None
    is_of_this = number_sent(request.args, MARK) == (actor.town_id if actor.example_of else 0)
    return None if is_of_this else of_the_other(actor)


def of_the_other(actor: Actor) -> Response:
    """Say that nothing was taken, and where one is now."""
    look(actor)
    here, own = people.town(actor.town_id).name, people.town(actor.home).name
    if actor.example_of:
        why = f"这一页是{own}的，您现在在示例里。请先回到{own}，再返回上一页，填的还在。"
    else:
        why = f"这一页是示例的，您现在在{here}里，示例里的内容不会存到{here}。"
    return error_page("这一次没有保存", why, 409)


def not_here() -> Response:
    return error_page("示例里没有这一页", "账号、镇设置和操作日志是本镇的，请先回到本镇。", 403)
