"""For whom somebody fills: for oneself, or a liaison for a deputy of the own group (代录)."""

from inspect_app.people import models
from inspect_app.people.access import Actor, Role


def deputy_filled_for(actor: Actor, deputy_id: int | None) -> Actor | None:
    """None if the actor may not fill for that deputy."""
    if deputy_id is None or deputy_id == actor.person_id:
        return actor
    deputy = models.deputy_of_liaison(actor.town_id, actor.person_id, deputy_id)
    return Actor(actor.town_id, Role.DEPUTY, deputy.id, deputy.name) if deputy else None


def owner_of_kept_entry(actor: Actor, deputy_id: int | None) -> Actor:
    """Whose it is what a phone has kept: that deputy's, or the sender's own.

    The latter where the sender may fill for that deputy no longer. Who was the liaison on the day
    nobody knows, and nobody's record is written by who may not.
    """
    if actor.is_former:
        return actor
    return deputy_filled_for(actor, deputy_id) or actor
