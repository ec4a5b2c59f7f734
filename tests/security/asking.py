"""What security's tests ask of the product: each address, by whoever may open it."""

from urllib.parse import urlencode

from tests.cast import PASSWORD
from tests.records.filling import jpeg
from tests.security.rows import DEPUTIES, ROWS, AddressRow, Reach
from tests.security.world import UNSAFE, World

GROUP_OF = {"wang": 1, "chen": 1, "li": 1, "zhao": 2, "sun": 3}
# Somebody who says to act for the owner of the thing: only the liaison of the owner's group may.
FOR = {"li for": "li", "chen for": "chen"}
# Each address is fed by the first of these who may open it.
WHO = ("nobody", "wang", "office", "admin", "county")


def may(row: AddressRow, who: str, whose: str) -> bool:
    """Return what the row says of somebody who asks for somebody's thing."""
    person = FOR.get(who, who)
    if row.reach is Reach.ALL:
        return True
    if person not in row.who:
        return False
    if row.reach is Reach.ME:
        return True
    if person not in DEPUTIES:
        return row.reach is Reach.SELF or whose != "sun"
    if who in FOR:
        return person == "li" and GROUP_OF[whose] == GROUP_OF["li"]
    if row.reach is Reach.SELF:
        return True
    return GROUP_OF[whose] == GROUP_OF[person] if row.reach is Reach.GROUP else person == whose


def request_for(world: World, rule, method: str, who: str, whose: str):
    """Return how to ask: what a page would send, so that only the right decides."""
    things = world.things[whose]
    query = {"for": world.deputies[whose]} if who in FOR else {}
    more: dict[str, object] = {}
    if rule.endpoint == "kept_photos.take_photo":
        query["record"] = things["record_id"]
        more["data"] = jpeg()
    elif method in UNSAFE:
        more["data"] = {
            "assignment": things["assignment_id"],
            "base": int(whose == (whose if who in FOR else who)),  # who has handed in corrects
            "role": "office",
            "do": "end",
            "kind": "photos",
            "password": PASSWORD,  # of whoever asks, where that must be shown again
        }
    return f"{world.path(rule, whose)}?{urlencode(query)}", more


def everywhere(world: World, methods=("GET", *UNSAFE)):
    """Return each address with who may open it and how to ask."""
    for rule, method in world.rules(methods):
        row = ROWS.get(rule.endpoint)  # the matrix asks for a row where there is none
        if row:
            who = next(one for one in WHO if may(row, one, "wang"))
            path, more = request_for(world, rule, method, who, "wang")
            yield rule, who, method, path, more
